import type { LocalDate } from '@app/platform';
import { lazyCity, type LibTest, startLibTest, TestFigures, rewriteHistory } from '@app/testing';
import { CoverageModule } from '../coverage.module';
import { CoverageQueries } from './coverage.queries';
import { FigurePeopleQueries } from './figure-people.queries';
import type { UnitCoverage } from './coverage.rules';

const TODAY: LocalDate = '2026-11-16';

/** Who is a holder and who has finished what is mandatory; the numbers in front tell the edge cases apart. */
describe('CoverageQueries, people', () => {
  let lib: LibTest;
  let facts: TestFigures;
  let queries: CoverageQueries;

  beforeEach(async () => {
    lib = await startLibTest(CoverageModule);
    facts = new TestFigures(lib.database);
    queries = lib.get(CoverageQueries);
  });

  afterEach(async () => {
    await lib.close();
  });

  const city = lazyCity(() => lib);
  const on = (day: LocalDate) => queries.coverageAsOf(day);

  async function unitOn(code: string, day: LocalDate): Promise<UnitCoverage> {
    const unit = (await on(day)).units.find((it) => it.code === code);
    if (!unit) throw new Error(`No unit ${code} on ${day}`);
    return unit;
  }

  describe('holders', () => {
    it('7, 8: counts verified persons once, however often reported and wherever earned, and no higher exam', async () => {
      const unit = await city.unit('A');
      const before = await city.staff(unit, {
        employedFrom: '2026-04-01',
        postedFrom: '2026-04-01',
      });
      await facts.addCertificate({ personId: before, passedOn: '2019-06-01' });
      const twice = await city.staff(unit);
      await facts.addCertificate({ personId: twice, passedOn: '2024-01-01' });
      await facts.addCertificate({ personId: twice, passedOn: '2025-01-01' });
      const higher = await city.staff(unit);
      await facts.addCertificate({ personId: higher, code: 'fe' });
      const both = await city.staff(unit);
      await facts.addCertificate({ personId: both, code: 'ap' });
      await facts.addCertificate({ personId: both });
      for (const state of ['reported', 'returned', 'withdrawn'] as const) {
        await facts.addCertificate({ personId: await city.staff(unit), state });
      }
      const { holder } = await on(TODAY);
      expect(holder).toMatchObject({
        now: 3,
        higherOnly: 1,
        reported: 1,
        missing: 47,
        targetValue: 50,
        daysLeft: 1596,
      });
      expect((await unitOn('A', TODAY)).counts).toMatchObject({ holders: 3, higher_only: 1 });
    });

    it('counts from the day of the decision on, reported until then', async () => {
      const unit = await city.unit('A');
      const personId = await city.staff(unit);
      await facts.addCertificate({
        personId,
        reportedAt: '2026-06-10T10:00:00+09:00',
        decidedAt: '2026-06-20T23:59:59+09:00',
      });
      const seen = [];
      for (const day of ['2026-06-09', '2026-06-10', '2026-06-19', '2026-06-20'] as const) {
        const { holder } = await on(day);
        seen.push([holder.reported, holder.now]);
      }
      expect(seen).toEqual([
        [0, 0],
        [1, 0],
        [1, 0],
        [0, 1],
      ]);
    });

    it('counts a revoked verification on the days on which it was known, and not from its revocation on', async () => {
      const unit = await city.unit('A');
      const known = {
        personId: await city.staff(unit),
        reportedAt: '2026-06-10T10:00:00+09:00',
        decidedAt: '2026-06-20T10:00:00+09:00',
        revokedAt: '2026-09-01T00:00:00+09:00',
      };
      await facts.addCertificate({ ...known, state: 'revoked' });
      await facts.addCertificate({ ...known, state: 'revoked', code: 'fe' });
      const seen = [];
      for (const day of [
        '2026-06-09',
        '2026-06-19',
        '2026-06-20',
        '2026-08-31',
        '2026-09-01',
        TODAY,
      ] as const) {
        const { holder } = await on(day);
        seen.push([holder.reported, holder.now, holder.higherOnly]);
      }
      expect(seen).toEqual([
        [0, 0, 0],
        [1, 0, 0],
        [0, 1, 0],
        [0, 1, 0],
        [0, 0, 0],
        [0, 0, 0],
      ]);
      await facts.addCertificate({ ...known, decidedAt: '2026-10-01' });
      expect((await on(TODAY)).holder.now).toBe(1);
    });

    it('counts a report until the day before it was withdrawn', async () => {
      const personId = await city.staff(await city.unit('A'));
      await facts.addCertificate({
        personId,
        state: 'withdrawn',
        reportedAt: '2026-06-10T10:00:00+09:00',
        withdrawnAt: '2026-06-15T10:00:00+09:00',
      });
      const reported = [];
      for (const day of ['2026-06-09', '2026-06-10', '2026-06-14', '2026-06-15'] as const)
        reported.push((await on(day)).holder.reported);
      expect(reported).toEqual([0, 1, 1, 0]);
    });

    it('puts who has reported into the queue of reports, whatever they noted of the exam', async () => {
      const personId = await city.staff(await city.unit('A'));
      await facts.addAttempt({ personId, state: 'provisional_pass', examOn: '2026-11-01' });
      await facts.addCertificate({ personId, state: 'reported', passedOn: '2026-11-01' });
      expect((await on(TODAY)).holder).toMatchObject({ provisional: 0, reported: 1, now: 0 });
    });

    it('shows the pipeline apart, each person once and never one who is verified', async () => {
      const unit = await city.unit('A');
      const [verified, provisional, booked, past] = [
        await city.staff(unit),
        await city.staff(unit),
        await city.staff(unit),
        await city.staff(unit),
      ];
      await facts.addCertificate({ personId: verified });
      await facts.addAttempt({ personId: verified, state: 'booked', examOn: '2026-12-01' });
      await facts.addAttempt({
        personId: provisional,
        state: 'provisional_pass',
        examOn: '2026-11-01',
      });
      await facts.addAttempt({ personId: provisional, state: 'booked', examOn: '2026-12-20' });
      await facts.addAttempt({ personId: booked, state: 'booked', examOn: '2026-12-01' });
      await facts.addAttempt({ personId: booked, state: 'failed', examOn: '2026-08-01' });
      await facts.addAttempt({ personId: past, state: 'booked', examOn: '2026-11-15' });
      expect((await on(TODAY)).holder).toMatchObject({ now: 1, provisional: 1, booked: 1 });
    });

    it('counts a person with two posts once in the city', async () => {
      const [main, other] = [await city.unit('A'), await city.unit('B')];
      const personId = await city.leader(main);
      await lib.city.addPosting({ personId, unitId: other, kind: 'concurrent' });
      await facts.addCertificate({ personId });
      const figures = await on(TODAY);
      expect([figures.holder.now, figures.leaders, figures.counts.staff]).toEqual([1, 1, 1]);
      expect(figures.units.map((it) => it.counts.holders)).toEqual([1, 0]);
    });

    it('takes the target that was valid on the day', async () => {
      await rewriteHistory(
        lib.database,
        `UPDATE kpi_targets SET valid_to = '2027-04-01' WHERE code = 'it_passport_holders'`,
      );
      await lib.database.execute(
        `INSERT INTO kpi_targets_history (id, code, kind, scope, name, target_value, due_on, source, valid_from, recorded_at)
         VALUES (gen_random_uuid(), 'it_passport_holders', 'head_count', 'city', '改定', 60, '2031-03-31', '令和9年度の見直し', '2027-04-01', '2027-03-01')`,
      );
      expect((await on('2027-03-31')).holder.targetValue).toBe(50);
      expect((await on('2027-04-01')).holder.targetValue).toBe(60);
      expect((await on('2026-02-01')).holder).toMatchObject({
        targetValue: null,
        missing: null,
        daysLeft: null,
      });
    });
  });

  describe('mandatory learning', () => {
    it('18: leaves the exempt and the absent out of the rate and says how many', async () => {
      const unit = await city.unit('A');
      const course = await facts.addCourse('情報セキュリティ');
      const other = await facts.addCourse('生成AI');
      const enroll = (personId: string, change: Record<string, unknown> = {}) =>
        facts.addEnrollment({ personId, courseId: course, ...change });
      const done = await city.staff(unit);
      await enroll(done, { completedAt: '2026-10-01' });
      await facts.addEnrollment({ personId: done, courseId: other, exemptedAt: '2026-10-01' });
      const half = await city.staff(unit);
      await enroll(half, { completedAt: '2026-10-01' });
      await facts.addEnrollment({ personId: half, courseId: other });
      await enroll(await city.staff(unit), { exemptedAt: '2026-10-01' });
      const [leave, seconded] = [await city.staff(unit), await city.staff(unit)];
      await facts.addAbsence(leave, 'parental_leave', { from: '2026-05-01' });
      await facts.addAbsence(seconded, 'seconded', { from: '2026-05-01' });
      await enroll(leave);
      await enroll(seconded, { completedAt: '2026-10-01' });
      await city.staff(unit);
      await enroll(await city.staff(unit, { employmentType: 'special' }));
      await enroll(await city.staff(unit, { employedTo: '2026-10-01' }));
      const figures = await on(TODAY);
      expect(figures.counts).toMatchObject({ mandatory: 2, mandatory_done: 1, mandatory_open: 1 });
      const leftOut = { exempt: 1, on_leave: 1, seconded: 1, employment_type: 1, not_assigned: 1 };
      const none = { earlier_assignment: 0, settled_before: 0 };
      expect(figures.leftOut).toEqual({ ...leftOut, ...none, not_employed: 1 });
      expect(figures.units[0]?.leftOut).toMatchObject({ ...leftOut, not_employed: 1 });
    });

    it('knows what was finished on the day, what is not mandatory, and in which fiscal year', async () => {
      const unit = await city.unit('A');
      const [yearly, once] = [await facts.addCourse('年度'), await facts.addCourse('一度')];
      const personId = await city.staff(unit);
      await facts.addEnrollment({
        personId,
        courseId: yearly,
        cycle: 2026,
        completedAt: '2026-10-01T10:00:00+09:00',
      });
      await facts.addEnrollment({ personId, courseId: once, cycle: 0, isMandatory: false });
      const seen = [];
      for (const day of ['2026-09-30', '2026-10-01', '2027-03-31', '2027-04-01'] as const) {
        const { counts } = await on(day);
        seen.push([counts.mandatory_done, counts.mandatory]);
      }
      expect(seen).toEqual([
        [0, 1],
        [1, 1],
        [1, 1],
        [0, 0],
      ]);
    });

    it('says of whom an earlier assignment holds, who had it done before, and who has none', async () => {
      const unit = await city.unit('A');
      const courseId = await facts.addCourse('AI活用', 'ai', 'ai_use');
      const assigned = async (personId: string, enrolledAt: string, completedAt?: string) => {
        const completed = completedAt === undefined ? {} : { completedAt };
        await facts.addEnrollment({ personId, courseId, cycle: 0, enrolledAt, ...completed });
      };
      const [twice, once, before, none, now] = [
        await city.staff(unit),
        await city.staff(unit),
        await city.staff(unit),
        await city.staff(unit),
        await city.staff(unit),
      ];
      await assigned(twice, '2025-05-01');
      await assigned(twice, '2026-05-01');
      await assigned(once, '2025-05-01');
      await assigned(before, '2026-05-01', '2026-03-01');
      await assigned(now, '2026-05-01');
      const { counts, leftOutOf, units } = await on(TODAY);
      const expected = { earlier_assignment: 2, settled_before: 1, not_assigned: 1 };
      expect([counts.ai, counts.ai_open]).toEqual([1, 1]);
      expect(leftOutOf.ai).toMatchObject(expected);
      expect(units[0]?.leftOutOf.ai).toMatchObject(expected);
      const behind = await lib
        .get(FigurePeopleQueries)
        .peopleBehind({ figure: 'ai', on: TODAY, page: 1 });
      const reasons = Object.fromEntries(behind.leftOut.map((it) => [it.personId, it.reason]));
      expect(reasons).toEqual({
        [twice]: 'earlier_assignment',
        [once]: 'earlier_assignment',
        [before]: 'settled_before',
        [none]: 'not_assigned',
      });
      expect(behind.people.map((it) => it.personId)).toEqual([now]);
    });

    it('carries what has no yearly cycle over until it is finished, and no longer', async () => {
      const unit = await city.unit('A');
      const courseId = await facts.addCourse('一度');
      await facts.addEnrollment({
        personId: await city.staff(unit),
        courseId,
        cycle: 0,
        enrolledAt: '2025-05-01',
        completedAt: '2026-03-01',
      });
      await facts.addEnrollment({
        personId: await city.staff(unit),
        courseId,
        cycle: 0,
        enrolledAt: '2025-05-01',
        completedAt: '2026-05-01',
      });
      await facts.addEnrollment({
        personId: await city.staff(unit),
        courseId,
        cycle: 0,
        enrolledAt: '2025-05-01',
      });
      expect((await on(TODAY)).counts).toMatchObject({ mandatory: 2, mandatory_done: 1 });
      expect((await on('2026-03-31')).counts).toMatchObject({ mandatory: 3, mandatory_done: 1 });
      expect((await on('2027-04-01')).counts).toMatchObject({ mandatory: 1, mandatory_done: 0 });
    });
  });
});
