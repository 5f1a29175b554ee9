import { CoursesModule, MandatoryQueries } from '@app/courses';
import type { LocalDate } from '@app/platform';
import { addBigCity, type LibTest, startLibTest, TestFigures, rewriteHistory } from '@app/testing';
import { CoverageModule } from '../coverage.module';
import { CoverageQueries } from './coverage.queries';
import { LEFT_OUT_OF_RATE, STAFF_FIGURES } from './figure.rules';
import { FigurePeopleQueries, type PeopleQuestion } from './figure-people.queries';

const TODAY: LocalDate = '2026-11-16';
const DAYS = [
  '2024-05-01',
  '2026-03-31',
  '2026-04-01',
  '2026-09-30',
  '2026-10-01',
  TODAY,
  '2027-04-01',
  '2031-03-31',
] as const;

describe('The people behind a figure', () => {
  describe('of a city of 450', () => {
    let lib: LibTest;

    beforeAll(async () => {
      lib = await startLibTest(CoverageModule, CoursesModule);
      await addBigCity(lib.database, { units: 30, staff: 450, enrollments: 4 });
    });

    afterAll(async () => {
      await lib.close();
    });

    it.each(DAYS)('are as many as every figure of the city says on %s, each once', async (on) => {
      const city = await lib.get(CoverageQueries).coverageAsOf(on);
      for (const figure of STAFF_FIGURES) {
        const people = await everybody({ figure, on });
        expect([figure, people.total]).toEqual([figure, city.counts[figure]]);
        expect(new Set(people.ids).size).toBe(people.total);
      }
      expect((await everybody({ figure: 'leaders', on })).total).toBe(city.leaders);
      expect((await everybody({ figure: 'supporters', on })).total).toBe(city.supporters);
      const { leftOutByReason } = await lib
        .get(FigurePeopleQueries)
        .peopleBehind({ figure: 'mandatory', on, page: 1 });
      const reasons = Object.fromEntries(leftOutByReason.map((it) => [it.reason, it.count]));
      for (const reason of LEFT_OUT_OF_RATE)
        expect([reason, reasons[reason] ?? 0]).toEqual([reason, city.leftOut[reason]]);
    });

    it('are as many as every figure of every unit says', async () => {
      const city = await lib.get(CoverageQueries).coverageAsOf(TODAY);
      expect(city.units).toHaveLength(30);
      for (const unit of city.units.slice(0, 8)) {
        const question = { unitCode: unit.code, on: TODAY };
        for (const figure of ['holders', 'mandatory', 'mandatory_done', 'regular_staff'] as const) {
          expect((await everybody({ ...question, figure })).total).toBe(unit.counts[figure]);
        }
        expect((await everybody({ ...question, figure: 'leaders' })).ids.sort()).toEqual(
          unit.leaders.map((it) => it.personId).sort(),
        );
        expect((await everybody({ ...question, figure: 'supporters' })).total).toBe(
          unit.supporters.length,
        );
      }
    });

    it('have finished what the lists of mandatory learning say they have finished', async () => {
      for (const on of ['2026-03-31', '2026-09-30', TODAY] as const) {
        const { ids } = await everybody({ figure: 'mandatory', on });
        const listed = await lib.get(MandatoryQueries).count({ asOf: on, personIds: ids });
        const { counts } = await lib.get(CoverageQueries).coverageAsOf(on);
        expect(listed).toMatchObject({
          people: counts.mandatory,
          finishedPeople: counts.mandatory_done,
          openPeople: counts.mandatory_open,
          leftOutPeople: 0,
        });
      }
    });

    it('say something: the city has people in every figure, and the rate is its two parts', async () => {
      const { counts, leaders, units } = await lib.get(CoverageQueries).coverageAsOf(TODAY);
      // Each fiscal year of this city was closed in May: only in April something is left of the year before.
      const april = await lib.get(CoverageQueries).coverageAsOf('2027-04-01');
      for (const figure of STAFF_FIGURES)
        expect([figure, counts[figure] + april.counts[figure] > 0]).toEqual([figure, true]);
      expect(counts.mandatory_done + counts.mandatory_open).toBe(counts.mandatory);
      expect(leaders).toBeGreaterThan(5);
      expect(new Set(units.map((it) => it.state)).size).toBeGreaterThan(1);
      const sum = units.reduce((total, unit) => total + unit.counts.holders, 0);
      expect(sum).toBeLessThanOrEqual(counts.holders);
    });

    /** Today by the pages that people turn; of the other days in pages of a file, which says the same. */
    async function everybody(question: Omit<PeopleQuestion, 'page'>) {
      const queries = lib.get(FigurePeopleQueries);
      const ids: string[] = [];
      const size = question.on === TODAY ? {} : { pageSize: 500 };
      for (let page = 1; ; page++) {
        const answer = await queries.peopleBehind({ ...question, ...size, page });
        ids.push(...answer.people.map((it) => it.personId));
        if (ids.length >= answer.total || answer.people.length === 0)
          return { total: answer.total, ids };
      }
    }
  });

  describe('who are left out', () => {
    let lib: LibTest;
    let facts: TestFigures;

    beforeAll(async () => {
      lib = await startLibTest(CoverageModule);
      facts = new TestFigures(lib.database);
    });

    afterAll(async () => {
      await lib.close();
    });

    it('are named with the reason: leaders of a unit', async () => {
      const unitId = await lib.city.addUnit({ code: 'L1' });
      const other = await lib.city.addUnit({ code: 'L2' });
      const outside = await lib.city.addUnit({ code: 'L9', countsForLeaderKpi: false });
      const leader = async (name: string, unit: string) => {
        const personId = await lib.city.addPerson({ name, unitId: unit });
        await facts.addAppointment({ personId, unitId: unit });
        return personId;
      };
      await leader('数える', unitId);
      await facts.addAbsence(await leader('育休', unitId), 'parental_leave', {
        from: '2026-05-01',
      });
      await facts.addAbsence(await leader('派遣', unitId), 'seconded', { from: '2026-05-01' });
      await lib.city.addPosting({
        personId: await leader('兼務', other),
        unitId,
        kind: 'concurrent',
      });
      await leader('対象外の課', outside);
      const gone = await leader('退職', unitId);
      await rewriteHistory(
        lib.database,
        `UPDATE employments SET valid_to = '2026-11-01' WHERE person_id = $1`,
        [gone],
      );
      await rewriteHistory(
        lib.database,
        `UPDATE postings SET valid_to = '2026-11-01' WHERE person_id = $1`,
        [gone],
      );
      expect(await reasonsOf({ figure: 'leaders', unitCode: 'L1' })).toEqual({
        育休: 'on_leave',
        派遣: 'seconded',
        兼務: 'concurrent',
      });
      expect(await reasonsOf({ figure: 'leaders' })).toEqual({
        育休: 'on_leave',
        派遣: 'seconded',
        対象外の課: 'other_unit',
        退職: 'not_employed',
      });
    });

    it('are named with the reason: holders', async () => {
      const unitId = await lib.city.addUnit({ code: 'H1' });
      const person = (name: string, change = {}) => lib.city.addPerson({ name, unitId, ...change });
      await facts.addCertificate({ personId: await person('確認済み') });
      await facts.addCertificate({ personId: await person('報告のみ'), state: 'reported' });
      await facts.addCertificate({ personId: await person('上位のみ'), code: 'fe' });
      await facts.addCertificate({
        personId: await person('退職者', { employedTo: '2026-10-01' }),
      });
      expect(await reasonsOf({ figure: 'holders', unitCode: 'H1' })).toEqual({
        報告のみ: 'not_verified',
        上位のみ: 'higher_only',
        退職者: 'not_employed',
      });
    });

    it('is nobody for a unit that does not count on the day: there is no such figure', async () => {
      const queries = lib.get(FigurePeopleQueries);
      await lib.city.addUnit({ code: 'X1', countsForLeaderKpi: false });
      await lib.city.addUnit({ code: 'X2', validTo: '2026-04-01' });
      for (const unitCode of ['X1', 'X2', 'nothing', "' OR 1=1"]) {
        const answer = queries.peopleBehind({ figure: 'holders', unitCode, on: TODAY, page: 1 });
        await expect(answer).rejects.toMatchObject({ kind: 'not_found' });
      }
    });

    async function reasonsOf(question: Pick<PeopleQuestion, 'figure' | 'unitCode'>) {
      const { leftOut, leftOutTotal } = await lib
        .get(FigurePeopleQueries)
        .peopleBehind({ ...question, on: TODAY, page: 1 });
      expect(leftOut).toHaveLength(leftOutTotal);
      return Object.fromEntries(leftOut.map((it) => [it.name, it.reason]));
    }
  });
});
