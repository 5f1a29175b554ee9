import { addDays, type LocalDate } from '@app/platform';
import { lazyCity, type LibTest, startLibTest, TestFigures, rewriteHistory } from '@app/testing';
import { CoverageModule } from '../coverage.module';
import { CoverageQueries } from './coverage.queries';
import type { UnitCoverage } from './coverage.rules';

const TODAY: LocalDate = '2026-11-16';

/** Each sentence is one of the edge cases that the city's people argue about. */
describe('CoverageQueries', () => {
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

  describe('leaders', () => {
    it('1: a leader transferred on 1 April vacates the old unit at once and covers the new one; the term goes on', async () => {
      const [from, to] = [await city.unit('A'), await city.unit('B')];
      const leader = await city.leader(from);
      await city.staff(from);
      await lib.city.transfer(leader, to, '2026-04-01');
      expect(await unitOn('A', '2026-03-31')).toMatchObject({
        state: 'covered',
        vacantSince: null,
      });
      expect(await unitOn('B', '2026-03-31')).toMatchObject({ state: 'apart' });
      expect(await unitOn('A', '2026-04-01')).toMatchObject({
        state: 'vacant',
        vacantSince: '2026-04-01',
        daysVacant: 0,
      });
      expect(await unitOn('B', '2026-04-01')).toMatchObject({ state: 'covered' });
      expect(await unitOn('A', TODAY)).toMatchObject({
        vacantSince: '2026-04-01',
        daysVacant: 229,
      });
    });

    it('2: units that were split begin their own history, a renamed one goes on', async () => {
      const old = await city.unit('A', { name: '商工観光課' });
      const leader = await city.leader(old);
      await city.staff(old);
      await rewriteHistory(
        lib.database,
        `UPDATE org_unit_periods SET valid_to = '2026-04-01' WHERE org_unit_id = $1`,
        [old],
      );
      await city.period(old, { name: '観光課', validFrom: '2026-04-01' });
      const split = await city.unit('B', { name: '商工課', validFrom: '2026-04-01' });
      await city.staff(split);
      expect(await unitOn('A', TODAY)).toMatchObject({ name: '観光課', state: 'covered' });
      expect(await unitOn('B', TODAY)).toMatchObject({
        state: 'vacant',
        vacantSince: null,
        daysVacant: null,
      });
      expect((await on('2026-03-31')).units.map((it) => it.name)).toEqual(['商工観光課']);
      await rewriteHistory(
        lib.database,
        `UPDATE role_appointments SET valid_to = '2026-05-01', end_reason = 'resigned' WHERE person_id = $1`,
        [leader],
      );
      expect(await unitOn('A', TODAY)).toMatchObject({
        state: 'vacant',
        vacantSince: '2026-05-01',
      });
    });

    it('3: a concurrent posting does not cover', async () => {
      const [main, other] = [await city.unit('A'), await city.unit('B')];
      const leader = await city.leader(main);
      await city.staff(other);
      await lib.city.addPosting({ personId: leader, unitId: other, kind: 'concurrent' });
      expect(await unitOn('A', TODAY)).toMatchObject({ state: 'covered' });
      expect(await unitOn('B', TODAY)).toMatchObject({ state: 'vacant', leaders: [] });
      expect((await on(TODAY)).leaders).toBe(1);
    });

    it('4: a head may be the leader', async () => {
      const unit = await city.unit('A');
      const head = await lib.city.addPerson({ unitId: unit, isManagerial: true });
      await facts.addAppointment({ personId: head, unitId: unit });
      expect(await unitOn('A', TODAY)).toMatchObject({ state: 'covered' });
    });

    it.each(['parental_leave', 'leave_of_absence', 'sick_leave', 'seconded'] as const)(
      '5: a leader who is away by %s does not cover; from the day of return on they do',
      async (status) => {
        const unit = await city.unit('A');
        const leader = await city.leader(unit);
        await facts.addAbsence(leader, status, { from: '2026-07-01', to: '2027-01-01' });
        expect((await unitOn('A', '2026-06-30')).state).toBe('covered');
        expect(await unitOn('A', '2026-07-01')).toMatchObject({
          state: 'vacant',
          vacantSince: '2026-07-01',
        });
        expect(await unitOn('A', '2026-12-31')).toMatchObject({
          state: 'vacant',
          coveredFrom: '2027-01-01',
        });
        expect((await unitOn('A', '2027-01-01')).state).toBe('covered');
      },
    );

    it('6: who retires on 31 March counts on 31 March and not on 1 April', async () => {
      const unit = await city.unit('A');
      await city.staff(unit);
      const leader = await city.leader(unit, { employedTo: '2031-04-01' });
      await rewriteHistory(
        lib.database,
        `UPDATE role_appointments SET term_end = '2033-03-31', valid_to = '2033-04-01' WHERE person_id = $1`,
        [leader],
      );
      await facts.addCertificate({ personId: leader });
      const last = await on('2031-03-31');
      expect([last.leader.covered, last.holder.now]).toEqual([1, 1]);
      const after = await on('2031-04-01');
      expect([after.leader.covered, after.holder.now]).toEqual([0, 0]);
    });

    it('10: a fiscal-year appointee counts while appointed, also under a new number', async () => {
      const unit = await city.unit('A');
      await city.staff(unit);
      const leader = await city.leader(unit, {
        employmentType: 'fiscal_year_appointee',
        employedFrom: '2025-04-01',
        employedTo: '2026-04-01',
      });
      await facts.addEmployment(leader, 'fiscal_year_appointee', {
        from: '2026-04-01',
        to: '2027-04-01',
      });
      await lib.city.renumber(leader, '800001', '2026-04-01');
      expect(await unitOn('A', '2026-03-31')).toMatchObject({ state: 'covered' });
      expect(await unitOn('A', TODAY)).toMatchObject({
        state: 'covered',
        leaders: [{ staffNumber: '800001' }],
      });
      expect(await unitOn('A', TODAY)).toMatchObject({
        risk: { on: '2027-04-01', by: 'leaves_service' },
      });
      expect(await unitOn('A', '2027-04-01')).toMatchObject({
        state: 'vacant',
        vacantSince: '2027-04-01',
      });
    });

    it('covers the unit above from a section or an office below it, as the tree stood on the day', async () => {
      const top = await city.unit('A');
      const section = await lib.city.addUnit({
        code: 'A1',
        kind: 'section',
        parentId: top,
        countsForLeaderKpi: false,
      });
      const desk = await lib.city.addUnit({
        code: 'A2',
        kind: 'section',
        parentId: section,
        countsForLeaderKpi: false,
      });
      await city.leader(desk);
      expect(await unitOn('A', TODAY)).toMatchObject({
        state: 'covered',
        counts: { regular_staff: 1 },
      });
      await rewriteHistory(
        lib.database,
        `UPDATE org_unit_periods SET valid_to = '2026-10-01' WHERE org_unit_id = $1`,
        [section],
      );
      const other = await city.unit('B');
      await city.period(section, {
        parentId: other,
        validFrom: '2026-10-01',
        countsForLeaderKpi: false,
        name: '移った係',
      });
      await city.staff(top);
      expect(await unitOn('A', '2026-09-30')).toMatchObject({ state: 'covered' });
      expect(await unitOn('A', TODAY)).toMatchObject({
        state: 'vacant',
        vacantSince: '2026-10-01',
      });
      expect(await unitOn('B', TODAY)).toMatchObject({ state: 'covered' });
    });

    it('ends and expiries count by their first day without the role', async () => {
      const unit = await city.unit('A');
      const leader = await city.staff(unit);
      await facts.addAppointment({
        personId: leader,
        unitId: unit,
        termStart: '2024-04-01',
        termEnd: '2026-06-30',
      });
      await facts.addAppointment({
        personId: leader,
        unitId: unit,
        termStart: '2026-09-01',
        termEnd: '2029-03-31',
        endedOn: '2026-10-14',
      });
      expect((await unitOn('A', '2026-06-30')).state).toBe('covered');
      expect(await unitOn('A', '2026-07-01')).toMatchObject({
        state: 'vacant',
        vacantSince: '2026-07-01',
        coveredFrom: '2026-09-01',
      });
      expect((await unitOn('A', '2026-10-14')).state).toBe('covered');
      expect(await unitOn('A', TODAY)).toMatchObject({ vacantSince: '2026-10-15', daysVacant: 32 });
    });
  });

  describe('units', () => {
    it('15: a unit shows the name and the place it had on the day', async () => {
      const before = await lib.city.addUnit({
        code: 'D1',
        name: '総務部',
        kind: 'department',
        countsForLeaderKpi: false,
      });
      const unit = await city.unit('A', { name: '情報政策課', parentId: before });
      await city.staff(unit);
      await rewriteHistory(
        lib.database,
        `UPDATE org_unit_periods SET valid_to = '2026-04-01' WHERE org_unit_id = $1`,
        [unit],
      );
      await city.period(unit, { name: 'DX推進課', validFrom: '2026-04-01' });
      expect(await unitOn('A', '2026-03-31')).toMatchObject({
        name: '情報政策課',
        parentName: '総務部',
      });
      expect(await unitOn('A', TODAY)).toMatchObject({ name: 'DX推進課', parentName: null });
    });

    it('19: a unit without regular staff stands apart, whether it has nobody or only fiscal-year appointees', async () => {
      await city.unit('A');
      const yearly = await city.unit('B');
      await city.leader(yearly, { employmentType: 'fiscal_year_appointee' });
      const staffed = await city.unit('C');
      await city.staff(staffed);
      const figures = await on(TODAY);
      expect(figures.apart.map((it) => it.code)).toEqual(['A', 'B']);
      expect(figures.leader).toMatchObject({ covered: 0, counting: 1, missing: 1 });
    });

    it('20: a unit counts while its flag is on', async () => {
      const unit = await city.unit('A');
      await city.staff(unit);
      await rewriteHistory(
        lib.database,
        `UPDATE org_unit_periods SET valid_to = '2026-04-01' WHERE org_unit_id = $1`,
        [unit],
      );
      await city.period(unit, { validFrom: '2026-04-01', countsForLeaderKpi: false });
      expect((await on('2026-03-31')).leader.counting).toBe(1);
      expect((await on(TODAY)).units).toEqual([]);
    });

    it('lists the vacant units longest first, those never covered before all others', async () => {
      for (const [code, term] of [
        ['A', ['2024-04-01', '2026-05-31']],
        ['B', ['2024-04-01', '2025-05-31']],
        ['C', null],
      ] as const) {
        const unit = await city.unit(code);
        const person = await city.staff(unit);
        if (term)
          await facts.addAppointment({
            personId: person,
            unitId: unit,
            termStart: term[0],
            termEnd: term[1],
          });
      }
      expect((await on(TODAY)).vacant.map((it) => it.code)).toEqual(['C', 'B', 'A']);
    });

    it('warns of the only leader who goes within six months, by what ends first, and not when a successor is there', async () => {
      const [term, move, leave, safe, far] = [
        await city.unit('A'),
        await city.unit('B'),
        await city.unit('C'),
        await city.unit('D'),
        await city.unit('E'),
      ];
      await city.leader(term, {}, '2027-03-31');
      await lib.city.transfer(await city.leader(move), far, '2027-04-01');
      await facts.addAbsence(await city.leader(leave), 'parental_leave', {
        from: '2026-12-01',
        to: '2027-12-01',
      });
      await city.leader(safe, {}, '2027-03-31');
      await city.leader(safe, {}, '2028-03-31');
      await city.leader(far, {}, '2027-05-31');
      const risks = (await on(TODAY)).units.map((it) => [it.code, it.risk?.by, it.risk?.on]);
      expect(risks).toEqual([
        ['A', 'term_ends', '2027-04-01'],
        ['B', 'transferred', '2027-04-01'],
        ['C', 'on_leave', '2026-12-01'],
        ['D', undefined, undefined],
        ['E', undefined, undefined],
      ]);
    });
  });

  it('counts a past day by the rule that was valid then', async () => {
    const [main, other] = [await city.unit('A'), await city.unit('B')];
    const personId = await city.leader(main);
    await city.staff(other);
    await lib.city.addPosting({ personId, unitId: other, kind: 'concurrent' });
    await lib.database.execute(
      `INSERT INTO counting_rules_history (version, valid_from, definition, note, recorded_at)
       VALUES (2, '2026-10-01', '{"leaderPostingKinds":["primary","concurrent"],"holderCertificationCodes":["ip"]}', '兼務も数える', '2026-09-01')`,
    );
    expect(await on('2026-09-30')).toMatchObject({
      rule: { version: 1, validUntil: '2026-09-30' },
      leader: { covered: 1 },
    });
    expect(await on('2026-10-01')).toMatchObject({
      rule: { version: 2, validUntil: null },
      leader: { covered: 2 },
      leaders: 1,
    });
  });

  it('can ask for two leaders in every unit, and knows since when there is only one, and none', async () => {
    await rewriteHistory(
      lib.database,
      `UPDATE counting_rules SET definition = definition || '{"minimumLeaders":2}'`,
    );
    const unit = await city.unit('A');
    await city.leader(unit, {}, '2026-10-31');
    await city.leader(unit, {}, '2026-08-31');
    const other = await city.unit('B');
    await city.leader(other, {}, '2026-10-31');
    expect(await unitOn('A', '2026-08-31')).toMatchObject({
      state: 'covered',
      risk: { on: '2026-09-01', by: 'term_ends', state: 'short' },
    });
    expect(await unitOn('A', '2026-10-31')).toMatchObject({
      ...{ state: 'short', leaders: [{}], leadersNeeded: 2 },
      ...{ vacantSince: null, shortSince: '2026-09-01', daysShort: 60 },
    });
    expect(await unitOn('B', '2026-10-31')).toMatchObject({ state: 'short', shortSince: null });
    const { units, vacant, leader } = await on(TODAY);
    const since = { state: 'vacant', vacantSince: '2026-11-01', daysVacant: 15, leaders: [] };
    expect(units).toMatchObject([since, since]);
    expect((await on('2026-10-31')).vacant).toHaveLength(2);
    expect([vacant.length, leader.missing]).toEqual([2, 2]);
  });

  it('answers for an empty city and for every day there is a rule for', async () => {
    expect(await on(TODAY)).toMatchObject({
      units: [],
      leader: { covered: 0, counting: 0 },
      holder: { now: 0 },
    });
    expect((await on('2000-01-01')).rule.version).toBe(1);
    await expect(on('1999-12-31')).rejects.toMatchObject({ code: 'coverage.no_rule' });
  });

  it('gives a unit head the same rows as the city has for these units', async () => {
    const department = await lib.city.addUnit({
      code: 'D',
      kind: 'department',
      countsForLeaderKpi: false,
    });
    const [a, b, c] = [
      await city.unit('A', { parentId: department }),
      await city.unit('B', { parentId: department }),
      await city.unit('C'),
    ];
    const leader = await city.leader(a);
    await lib.city.transfer(leader, b, '2026-04-01');
    await lib.city.transfer(await city.leader(c), a, '2027-04-01');
    await facts.addCertificate({ personId: await city.staff(a) });
    const whole = (await on(TODAY)).units.filter((it) => it.code !== 'C');
    const { units } = await queries.coverageOfUnits([department, a, b], TODAY);
    expect(sorted(units)).toEqual(sorted(whole));
  });

  it('tells vacancy and its end in agreement with every single day', async () => {
    const unit = await city.unit('A');
    const other = await city.unit('B');
    const one = await city.leader(unit, {}, '2026-06-15');
    await facts.addAbsence(one, 'sick_leave', { from: '2026-04-10', to: '2026-04-20' });
    const two = await city.staff(other);
    await facts.addAppointment({
      personId: two,
      unitId: other,
      termStart: '2026-05-01',
      termEnd: '2026-07-31',
    });
    await lib.city.transfer(two, unit, '2026-06-10');
    const days = Array.from({ length: 130 }, (_, index) => addDays('2026-04-01', index));
    const seen = new Map<string, UnitCoverage>();
    for (const day of days) seen.set(day, await unitOn('A', day));
    const isCovered = (day: LocalDate) => seen.get(day)?.state === 'covered';
    /** The nearest day in one direction whose state is another; null beyond the days looked at. */
    const nextChange = (day: LocalDate, step: number): LocalDate | null => {
      for (let it = day; seen.has(it); it = addDays(it, step))
        if (isCovered(it) !== isCovered(day)) return it;
      return null;
    };
    for (const day of days.slice(1, -1)) {
      const unitThen = seen.get(day);
      const [before, after] = [nextChange(day, -1), nextChange(day, 1)];
      const expected = isCovered(day)
        ? { coveredUntil: after }
        : { vacantSince: before && addDays(before, 1), coveredFrom: after };
      expect([day, unitThen]).toMatchObject([day, expected]);
    }
    expect(days.filter(isCovered)).toHaveLength(9 + 56 + 47);
  });
});

function sorted(units: readonly UnitCoverage[]) {
  return units
    .map((unit) => ({ ...unit, unitIds: unit.unitIds.toSorted() }))
    .toSorted((a, b) => a.code.localeCompare(b.code));
}
