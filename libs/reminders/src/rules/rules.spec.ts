import type { Actor } from '@app/access';
import { Conflict, InvalidInput, type LocalDate, NotAllowed, NotFound } from '@app/platform';
import {
  addNomination,
  askForSupport,
  type LibTest,
  rowsOf,
  startLibTest,
  TestFigures,
} from '@app/testing';
import { DigestClaims } from '../delivery/digest-claims';
import { findKind } from '../kinds/kinds';
import { PlanReminders } from '../planning/plan-reminders';
import { PaperNoticeQueries } from '../reading/paper-notices.queries';
import { RemindersModule } from '../reminders.module';
import { type Rule, standardRule } from './rule';
import { ReminderRuleQueries } from './rules.queries';
import { ReminderRulesService } from './rules.service';

/** A Monday; 23 November is a holiday. */
const TODAY: LocalDate = '2026-11-16';

describe('Rules of reminders', () => {
  let lib: LibTest;
  let figures: TestFigures;
  let office: Actor;
  let [unitId, courseId] = ['', ''];

  beforeEach(async () => {
    lib = await startLibTest(RemindersModule);
    lib.clock.set(`${TODAY}T07:00:00+09:00`);
    figures = new TestFigures(lib.database);
    unitId = await lib.city.addUnit({ countsForLeaderKpi: false });
    courseId = await figures.addCourse('情報セキュリティ', 'infosec');
    office = await lib.city.addActor({ roles: ['staff', 'program_office'] });
  });

  afterEach(() => lib.close());

  const standard = (kind: string): Rule => {
    const found = findKind(kind);
    if (found === null) throw new Error(kind);
    return standardRule(found);
  };
  const service = () => lib.get(ReminderRulesService);
  const wanted = (kind: string, change: Partial<Rule>, validFrom: LocalDate = TODAY) => ({
    ...{ kind, validFrom, rule: { ...standard(kind), ...change } },
  });
  async function settle(kind: string, change: Partial<Rule>, validFrom: LocalDate = TODAY) {
    const rule = wanted(kind, change, validFrom);
    const { mark } = await service().preview(office, rule);
    await service().change(office, rule, mark);
  }
  async function due(dueOn: LocalDate, change: object = {}) {
    const personId = await lib.city.addPerson({ unitId, ...change });
    await figures.addEnrollment({ personId, courseId, dueOn });
    return personId;
  }
  const ledger = () =>
    rowsOf<object>(
      lib.database,
      `SELECT kind, planned_for AS day, lead, reason FROM reminder_ledger ORDER BY planned_for, kind, lead`,
    );
  async function plan(day: LocalDate) {
    lib.clock.set(`${day}T08:30:00+09:00`);
    await lib.get(PlanReminders).run(day);
  }

  it('are those of the product as long as nothing is settled', async () => {
    const rules = await lib.get(ReminderRuleQueries).rulesOn(TODAY);
    expect(
      rules.every(([kind, rule]) => rule.isOn && rule.recipients.length === kind.recipients.length),
    ).toBe(true);
    expect(standard('learning_due').leads).toEqual([14, 7, 1]);
    expect(standard('learning_overdue').every).toBe(5);
  });

  it('hold from their day on, and not before', async () => {
    await settle('learning_due', { isOn: false }, '2026-11-18');
    const first = await due('2026-11-18');
    await plan('2026-11-17');
    expect(await ledger()).toMatchObject([{ kind: 'learning_due', lead: 1 }]);
    expect(first).not.toBe('');
    await due('2026-11-19');
    await plan('2026-11-18');
    expect(await ledger()).toHaveLength(1);
  });

  it('say how many office days ahead is told', async () => {
    await settle('learning_due', { leads: [3, 0] });
    await due('2026-11-24');
    for (const day of [
      '2026-11-16',
      '2026-11-17',
      '2026-11-18',
      '2026-11-19',
      '2026-11-24',
    ] as const)
      await plan(day);
    // Five office days away, then three, then the day itself.
    expect(await ledger()).toEqual([
      { kind: 'learning_due', day: '2026-11-18', lead: 3, reason: '期限の3開庁日前' },
      { kind: 'learning_due', day: '2026-11-24', lead: 0, reason: '期限の日' },
    ]);
  });

  it('say after how many office days it is told again', async () => {
    await settle('learning_overdue', { every: 2 });
    await due('2026-11-13');
    for (const day of ['2026-11-16', '2026-11-17', '2026-11-18'] as const) await plan(day);
    expect(await ledger()).toMatchObject([
      { day: '2026-11-16', lead: -1 },
      { day: '2026-11-18', lead: -3, reason: '期限から3開庁日(2開庁日ごと)' },
    ]);
  });

  it('take back what was planned and no longer holds, in the mail and on paper', async () => {
    await due('2026-11-17');
    await due('2026-11-17', { email: null });
    await plan(TODAY);
    const paper = async () =>
      (
        await lib.get(PaperNoticeQueries).listPaperNotices({
          ...{ since: TODAY, unitIds: null, limit: 10, offset: 0 },
        })
      ).total;
    expect(await paper()).toBe(1);
    await settle('learning_due', { isOn: false });
    expect(await paper()).toBe(0);
    const [digest] = await rowsOf<{ id: string }>(
      lib.database,
      `SELECT id FROM reminder_digests WHERE state = 'planned'`,
    );
    const claims = lib.get(DigestClaims);
    const claim = await claims.claim(digest?.id ?? '');
    expect(claim && (await claims.keepWhatHolds(claim))).toEqual([]);
  });

  it('say whom a kind tells, and who hears of what waits too long', async () => {
    const personId = await lib.city.addPerson({ unitId });
    const head = await lib.city.addPerson({ unitId, isManagerial: true });
    const by = await lib.city.addAccount(personId);
    const waits = await lib.city.addPerson();
    await lib.city.addAccount(waits, 'program_office');
    await askForSupport(lib.database, 'leader', '2026-11-01');
    await addNomination(lib.database, {
      ...{ personId, unitId, by, origin: 'self', state: 'consented', nominatedOn: '2026-11-11' },
    });
    const told = async () =>
      (
        await rowsOf<{ who: string }>(
          lib.database,
          `SELECT recipient_person_id AS who FROM reminder_ledger WHERE kind = 'support_asked' ORDER BY created_at`,
        )
      ).map(({ who }) => who);
    await settle('support_asked', { escalateAfter: 4 });
    await plan(TODAY);
    const asked = await told();
    expect(asked).toEqual([head]);
    await plan('2026-11-17');
    expect(await told()).toEqual([head, waits]);
  });

  it('are shown with what they would send in thirty days, and settled only as they were looked at', async () => {
    await due('2026-11-26');
    const rule = wanted('learning_due', { leads: [10, 3] });
    const shown = await service().preview(office, rule);
    expect(shown).toMatchObject({ from: TODAY, to: '2026-12-15' });
    expect(shown.before).toEqual([
      { day: '2026-11-16', whom: 'person', count: 1 },
      { day: '2026-11-25', whom: 'person', count: 1 },
    ]);
    expect(shown.after).toEqual([
      { day: '2026-11-16', whom: 'person', count: 1 },
      { day: '2026-11-20', whom: 'person', count: 1 },
    ]);
    expect(shown.examples).toMatchObject([
      { text: '情報セキュリティ', plannedFor: '2026-11-16', whom: 'person' },
      { plannedFor: '2026-11-20' },
    ]);
    expect(await ledger()).toEqual([]);
    await due('2026-11-26');
    await expect(service().change(office, rule, shown.mark)).rejects.toThrow(Conflict);
    await settle('learning_due', rule.rule);
  });

  it('of a private kind have no numbers and no examples', async () => {
    const personId = await lib.city.addPerson();
    await figures.addAttempt({ personId, examOn: '2026-11-20', state: 'booked' });
    const shown = await service().preview(office, wanted('exam_booked', { leads: [3] }));
    expect(shown).toMatchObject({ before: [], after: [], examples: [] });
  });

  it('are taken back until their day, and never changed after it', async () => {
    await settle('learning_due', { leads: [5] }, '2026-11-17');
    await settle('learning_due', { leads: [6] }, '2026-11-17');
    const rows = async () =>
      (await lib.get(ReminderRuleQueries).listRules()).map(({ leads }) => leads);
    expect(await rows()).toEqual([[6]]);
    await service().takeBack(office, 'learning_due', '2026-11-17');
    expect(await rows()).toEqual([]);
    const kept = await rowsOf(lib.database, 'SELECT 1 FROM reminder_rules_history');
    expect(kept).toHaveLength(2);
    await settle('learning_due', { leads: [5] });
    await expect(service().takeBack(office, 'learning_due', TODAY)).rejects.toThrow(Conflict);
    await expect(service().takeBack(office, 'learning_due', '2027-01-01')).rejects.toThrow(
      NotFound,
    );
    const log = await rowsOf<{ action: string }>(
      lib.database,
      `SELECT action FROM audit_entries WHERE action LIKE 'reminder_rule.%' ORDER BY action`,
    );
    expect(log.map(({ action }) => action)).toEqual([
      ...['reminder_rule.changed', 'reminder_rule.changed', 'reminder_rule.changed'],
      'reminder_rule.withdrawn',
    ]);
  });

  it.each([
    ['learning_due', { leads: [] }, 'leads'],
    ['learning_due', { leads: [7, 7] }, 'leads'],
    ['learning_due', { leads: [61] }, 'leads'],
    ['learning_due', { leads: [6, 5, 4, 3, 2, 1] }, 'leads'],
    ['consent_asked', { leads: [14] }, 'leads'],
    ['learning_overdue', { every: 0 }, 'every'],
    ['learning_overdue', { every: null }, 'every'],
    ['term_ending', { recipients: [] }, 'recipients'],
    ['support_asked', { escalateAfter: 0 }, 'escalateAfter'],
  ] as const)('of %s refuse %j at the field', async (kind, change, field) => {
    const refused = await service()
      .preview(office, wanted(kind, change))
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(InvalidInput);
    expect(Object.keys((refused as InvalidInput).fields)).toEqual([field]);
  });

  it('refuse a day that is over, what holds already, unknown kinds and whoever may not', async () => {
    const refused = (kind: string, change: Partial<Rule>, day: LocalDate = TODAY) =>
      service().preview(office, wanted(kind, change, day));
    await expect(refused('learning_due', { isOn: false }, '2026-11-15')).rejects.toThrow(
      InvalidInput,
    );
    await expect(refused('learning_due', {})).rejects.toThrow(InvalidInput);
    await expect(
      service().preview(office, { kind: 'x', validFrom: TODAY, rule: standard('learning_due') }),
    ).rejects.toThrow(NotFound);
    for (const roles of [
      ['staff', 'hr'],
      ['staff', 'auditor'],
      ['staff', 'administrator'],
    ] as const) {
      const actor = await lib.city.addActor({ roles: [...roles] });
      const rule = wanted('learning_due', { isOn: false });
      await expect(service().preview(actor, rule)).rejects.toThrow(NotAllowed);
      await expect(service().change(actor, rule, '')).rejects.toThrow(NotAllowed);
      await expect(service().takeBack(actor, 'learning_due', TODAY)).rejects.toThrow(NotAllowed);
    }
  });
});
