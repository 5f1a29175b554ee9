import type { Actor } from '@app/access';
import { IntentionAsking, IntentionsService } from '@app/certifications';
import type { LocalDate } from '@app/platform';
import { type LibTest, rowsOf, startLibTest, TestFigures } from '@app/testing';
import { CandidateQueries } from '../planning/candidates.queries';
import { PlanReminders } from '../planning/plan-reminders';
import { RemindersModule } from '../reminders.module';
import { PracticeRows } from './practice-rows.samples';

describe('The question of the year', () => {
  let lib: LibTest;
  let actor: Actor;

  beforeAll(async () => {
    lib = await startLibTest(RemindersModule);
  });

  afterAll(() => lib.close());

  beforeEach(async () => {
    lib.clock.set('2027-05-06T10:00:00+09:00');
    actor = await lib.city.addActor({ personId: await lib.city.addPerson() });
  });

  const toldOn = async (day: LocalDate) =>
    (await lib.get(CandidateQueries).listForRecipient(day, actor.personId, ['intention_asked']))
      .length;
  const say = (answer: 'wanted' | 'undecided' | 'not_this_year') =>
    lib.get(IntentionsService).say(actor, { certificationCode: 'ip', answer });

  it.each(['undecided', 'not_this_year'] as const)(
    'is over for the year with %s',
    async (answer) => {
      await say(answer);
      expect(await toldOn('2027-05-06')).toBe(0);
      expect(await toldOn('2028-05-08')).toBe(1);
    },
  );

  it('is over with the wish itself, until it is withdrawn', async () => {
    await say('wanted');
    expect(await toldOn('2028-05-08')).toBe(0);
    await lib.get(IntentionsService).withdraw(actor, 'ip', '');
    expect(await toldOn('2027-05-06')).toBe(0);
    expect(await toldOn('2028-05-08')).toBe(1);
  });

  it('is asked as long as there is the exam', async () => {
    expect(await toldOn('2027-05-06')).toBe(1);
    await new TestFigures(lib.database).endExam('ip', '2029-03-31');
    expect([await toldOn('2028-05-08'), await toldOn('2029-05-07')]).toEqual([1, 0]);
  });

  it('is not for whoever holds, reported or booked it, or does not want to be asked', async () => {
    await new PracticeRows(lib.database).wish(
      actor.personId,
      'unasked',
      '2027-05-01',
      '2027-05-07',
    );
    expect([await toldOn('2027-05-06'), await toldOn('2027-05-07')]).toEqual([0, 1]);
    const { personId } = actor;
    const figures = new TestFigures(lib.database);
    await figures.addAttempt({ personId, state: 'booked', examOn: '2027-07-01' });
    expect(await toldOn('2027-05-07')).toBe(0);
    actor = await lib.city.addActor({ personId: await lib.city.addPerson() });
    await figures.addCertificate({ personId: actor.personId, state: 'reported' });
    expect(await toldOn('2027-05-06')).toBe(0);
    actor = await lib.city.addActor({ personId: await lib.city.addPerson() });
    await figures.addCertificate({ personId: actor.personId, code: 'fe' });
    expect(await toldOn('2027-05-06')).toBe(0);
  });

  it('comes in the month of the city, and stands on home as long', async () => {
    const admin = await lib.city.addActor({ roles: ['staff', 'administrator'] });
    expect(await toldOn('2027-04-30')).toBe(0);
    expect(await toldOn('2027-05-06')).toBe(1);
    expect(await lib.get(IntentionAsking).isAsked(actor)).toBe(true);
    expect(await toldOn('2027-06-01')).toBe(0);
    await lib.get(IntentionAsking).changeMonth(admin, 6);
    expect([await toldOn('2027-05-07'), await toldOn('2027-06-01')]).toEqual([0, 1]);
    lib.clock.set('2027-06-01T10:00:00+09:00');
    expect(await lib.get(IntentionAsking).isAsked(actor)).toBe(true);
  });

  it('is told once a year, on whichever days planning runs', async () => {
    for (const day of ['01', '02', '03'] as const) {
      lib.clock.set(`2027-06-${day}T06:00:00+09:00`);
      await lib.get(PlanReminders).run(`2027-06-${day}`);
    }
    const told = await rowsOf(
      lib.database,
      `SELECT 1 FROM reminder_ledger WHERE recipient_person_id = $1 AND kind = 'intention_asked'`,
      [actor.personId],
    );
    expect(told).toHaveLength(1);
  });
});
