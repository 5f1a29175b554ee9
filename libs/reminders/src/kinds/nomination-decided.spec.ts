import type { LocalDate } from '@app/platform';
import {
  addNomination,
  type LibTest,
  type NominationFacts,
  rewriteHistory,
  rowsOf,
  startLibTest,
  TestFigures,
} from '@app/testing';
import { PlanReminders } from '../planning/plan-reminders';
import { RemindersModule } from '../reminders.module';

/** A Monday. */
const TODAY: LocalDate = '2026-11-16';
const OWN = 'DX推進リーダーへの推薦';
const OF_PERSON = `富山　花子さんの${OWN}`;

describe('Telling what came of a recommendation', () => {
  let lib: LibTest;
  let unitId: string;
  let head: string;
  let person: string;
  let office: string;
  /** The accounts of each. */
  let accounts: Readonly<Record<'head' | 'self' | 'office' | 'decides', string>>;

  beforeEach(async () => {
    lib = await startLibTest(RemindersModule);
    unitId = await lib.city.addUnit({ countsForLeaderKpi: false });
    head = await lib.city.addPerson({ unitId, isManagerial: true });
    person = await lib.city.addPerson({ unitId, name: '富山　花子' });
    office = await lib.city.addPerson();
    accounts = {
      head: await lib.city.addAccount(head),
      self: await lib.city.addAccount(person),
      office: await lib.city.addAccount(office, 'program_office'),
      decides: await lib.city.addAccount(await lib.city.addPerson(), 'program_office'),
    };
  });

  afterEach(() => lib.close());

  const add = (
    origin: 'head' | 'self' | 'office',
    state: NominationFacts['state'],
    since: LocalDate = '2026-11-13',
  ) =>
    addNomination(lib.database, {
      ...{ personId: person, unitId, by: accounts[origin], origin, state, since },
      ...{ nominatedOn: '2026-11-02', consentBy: '2026-11-16' },
      stepBy: state === 'declined' ? accounts.self : accounts.decides,
    });

  const told = async (day: LocalDate = TODAY) => {
    await lib.get(PlanReminders).run(day);
    const rows = await rowsOf<{ who: string; text: string; reason: string }>(
      lib.database,
      `SELECT recipient_person_id AS who, text, reason FROM reminder_ledger WHERE kind = 'nomination_decided' ORDER BY text`,
    );
    const names = new Map([
      [head, 'head'],
      [person, 'person'],
      [office, 'office'],
    ]);
    return rows.map(({ who, text }) => [names.get(who), text]);
  };

  it.each([
    ['head', 'not_taken', 'person', `${OWN}(見送り)`, 'head', `${OF_PERSON}(見送り)`],
    ['head', 'returned', 'head', `${OF_PERSON}(差戻し)`],
    ['head', 'declined', 'head', `${OF_PERSON}(辞退)`],
    ['self', 'not_taken', 'person', `${OWN}(見送り)`],
    ['self', 'returned', 'person', `${OWN}(差戻し)`],
    ['office', 'returned', 'office', `${OF_PERSON}(差戻し)`],
    ['office', 'declined', 'office', `${OF_PERSON}(辞退)`],
  ] as const)('recommended by %s and %s: tells %s …', async (origin, state, ...expected) => {
    await add(origin, state);
    expect((await told()).flat()).toEqual(expected);
  });

  it.each([
    ['2026-11-16', []],
    ['2026-11-17', [['head', `${OF_PERSON}(期限切れ)`]]],
    ['2026-11-30', [['head', `${OF_PERSON}(期限切れ)`]]],
    ['2026-12-01', []],
  ] as const)(
    'that nobody answered in time is told to whoever recommended, as of %s',
    async (day, expected) => {
      await add('head', 'nominated', '2026-11-02');
      expect(await told(day)).toEqual(expected);
    },
  );

  it('that nobody answered in time is told to the office that recommended', async () => {
    await add('office', 'nominated', '2026-11-02');
    expect(await told('2026-11-17')).toEqual([['office', `${OF_PERSON}(期限切れ)`]]);
  });

  it('tells of an appointment that was made without it', async () => {
    const id = await add('head', 'not_taken');
    await rewriteHistory(
      lib.database,
      `UPDATE nominations_history SET state = 'appointed_directly', step = 'appointed_directly', answer = NULL WHERE id = $1`,
      [id],
    );
    expect(await told()).toEqual([
      ['person', `${OWN}(直接任命されたため終了)`],
      ['head', `${OF_PERSON}(直接任命されたため終了)`],
    ]);
  });

  it('tells of an appointment', async () => {
    const appointmentId = await new TestFigures(lib.database).addAppointment({
      personId: person,
      unitId,
    });
    const id = await add('head', 'not_taken');
    await rewriteHistory(
      lib.database,
      `UPDATE nominations_history SET state = 'approved', step = 'approved', answer = NULL, appointment_id = $2 WHERE id = $1`,
      [id, appointmentId],
    );
    expect(await told()).toEqual([
      ['person', `${OWN}(任命)`],
      ['head', `${OF_PERSON}(任命)`],
    ]);
  });

  it('says nothing of why, to nobody', async () => {
    await add('head', 'declined');
    await told();
    const rows = await rowsOf<object>(lib.database, 'SELECT * FROM reminder_ledger');
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain('人には言わない理由');
  });

  it.each([
    ['2026-11-16', 1],
    ['2026-11-03', 1],
    ['2026-11-02', 0],
    ['2026-11-17', 0],
  ] as const)('of %s is told to %d', async (since, count) => {
    await add('self', 'not_taken', since);
    expect(await told()).toHaveLength(count);
  });

  it('is not told once the person was recommended again', async () => {
    await add('head', 'returned');
    await addNomination(lib.database, {
      ...{ personId: person, unitId, by: accounts.head, state: 'nominated' },
      ...{ nominatedOn: '2026-11-14', consentBy: '2026-11-30' },
    });
    expect(await told()).toEqual([]);
  });

  it('tells the deputy who stands in for an absent head', async () => {
    const deputy = await lib.city.addPerson({ unitId });
    await lib.database.execute(
      `INSERT INTO head_deputies_history (id, org_unit_id, person_id, reason, valid_from, valid_to, recorded_at)
       VALUES (gen_random_uuid(), $1, $2, '療養', '2026-11-01', '2026-12-01', '2026-10-30')`,
      [unitId, deputy],
    );
    await new TestFigures(lib.database).addAbsence(head, 'sick_leave', { from: '2026-11-01' });
    await add('head', 'returned');
    await lib.get(PlanReminders).run(TODAY);
    const rows = await rowsOf(
      lib.database,
      `SELECT recipient_person_id AS who FROM reminder_ledger WHERE kind = 'nomination_decided'`,
    );
    expect(rows).toEqual([{ who: deputy }]);
  });
});
