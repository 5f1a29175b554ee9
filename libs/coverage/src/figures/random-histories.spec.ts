import { addDays, type LocalDate } from '@app/platform';
import { type LibTest, RandomCity, startLibTest, TestFigures } from '@app/testing';
import { CoverageModule } from '../coverage.module';
import { CoverageQueries } from './coverage.queries';
import type { CityCoverage } from './coverage.queries';
import type { UnitCoverage } from './coverage.rules';
import { FigurePeopleQueries } from './figure-people.queries';
import { FigureSnapshotQueries } from '../snapshot/figure-snapshots.queries';
import { FigureSnapshotsService } from '../snapshot/figure-snapshots.service';
import { departmentRows } from './department-rows.rules';
import { DepartmentQueries } from './departments.queries';
import { type PeopleFigure, STAFF_FIGURES } from './figure.rules';

/** `npm run proof` draws more of them. */
const SEEDS = process.env.PROOF === 'yes' ? [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] : [1];
const PEOPLE = 40;
const DAYS = 12;
/** No history is longer. */
const LOOKED_BACK = 1000;
const FALLBACK: LocalDate = '2026-04-01';

describe.each(SEEDS)('A city whose history is drawn (seed %i)', (seed) => {
  let lib: LibTest;
  let model: RandomCity;
  let days: readonly LocalDate[];

  beforeAll(async () => {
    lib = await startLibTest(CoverageModule);
    model = new RandomCity(seed, lib.city, new TestFigures(lib.database));
    await model.build(PEOPLE);
    days = model.someDays(DAYS);
  }, 60_000);

  afterAll(() => lib.close());

  it('has every unit in the state, since and until the day that one finds by asking day by day', async () => {
    const met = new Set<string>();
    for (const day of days) {
      const { units } = await lib.get(CoverageQueries).coverageAsOf(day);
      const shown = units.map(({ code }) => code).toSorted();
      expect([day, shown]).toEqual([
        day,
        model
          .countingOn(day)
          .map(({ code }) => code)
          .toSorted(),
      ]);
      for (const unit of units) {
        expect([day, unit.code, factsOf(unit)]).toEqual([
          day,
          unit.code,
          expectedOf(unit.code, day),
        ]);
        met.add(unit.state);
      }
    }
    expect([...met]).toEqual(expect.arrayContaining(['covered', 'vacant']));
  });

  it('counts nobody twice and nobody never: the rows add up to the city', async () => {
    for (const day of days) {
      const city = await lib.get(CoverageQueries).coverageAsOf(day);
      for (const figure of STAFF_FIGURES)
        expect([day, figure, sumOfRows(city, figure)]).toEqual([day, figure, city.counts[figure]]);
      const employed = model.people.filter((person) => model.isEmployed(person, day));
      const regular = employed.filter((person) => model.isRegular(person, day));
      const holders = employed.filter((person) => model.isHolder(person, day));
      expect([day, city.counts.staff, city.counts.regular_staff, city.counts.holders]).toEqual([
        ...[day, employed.length, regular.length, holders.length],
      ]);
    }
  });

  it('opens exactly the people behind each figure', async () => {
    for (const day of days.slice(0, 4)) {
      expect(await behind('holders', day)).toEqual(
        idsOf(model.people.filter((person) => model.isHolder(person, day))),
      );
      for (const [figure, role] of [
        ['leaders', 'leader'],
        ['supporters', 'supporter'],
      ] as const) {
        const inRole = model.countingOn(day).flatMap((unit) => model.inRole(role, unit, day));
        expect([day, figure, await behind(figure, day)]).toEqual([day, figure, idsOf(inRole)]);
      }
      for (const { code } of model.countingOn(day))
        expect([day, code, await behind('staff', day, code)]).toEqual([
          day,
          code,
          membersOn(code, day),
        ]);
    }
  });

  it('opens as many people as each figure says, in every row, and nobody twice', async () => {
    const [day = FALLBACK] = days;
    const city = await lib.get(CoverageQueries).coverageAsOf(day);
    for (const figure of STAFF_FIGURES) {
      const ids = await behind(figure, day);
      expect([figure, ids.length, new Set(ids).size]).toEqual([
        ...[figure, city.counts[figure], city.counts[figure]],
      ]);
    }
    for (const { code, counts } of city.units) {
      const ids = await behind('regular_staff', day, code);
      expect([code, ids.length, new Set(ids).size]).toEqual([
        ...[code, counts.regular_staff, counts.regular_staff],
      ]);
    }
  });

  it('adds up by 部 to the city, people once', async () => {
    for (const day of days.slice(0, 3)) {
      const city = await lib.get(CoverageQueries).coverageAsOf(day);
      const rows = departmentRows(city, await lib.get(DepartmentQueries).departmentsOf(city));
      for (const figure of STAFF_FIGURES) {
        const sum = rows.reduce((all, { counts }) => all + counts[figure], 0);
        expect([day, figure, sum]).toEqual([day, figure, city.counts[figure]]);
      }
    }
  });

  it('is written down at the end of a month as it was known then, whatever is recorded later', async () => {
    lib.clock.set('2026-07-01T00:25:00+09:00');
    await lib.get(FigureSnapshotsService).run();
    const day: LocalDate = '2026-06-30';
    const employed = model.people.filter((person) => model.isEmployed(person, day));
    const known = {
      holders: idsOf(employed.filter((person) => model.isHolder(person, day))),
      leaders: inRoleOn('leader', day),
      supporters: inRoleOn('supporter', day),
    };
    const late = employed.filter(({ certificate }) => certificate === null).slice(0, 3);
    const facts = new TestFigures(lib.database);
    for (const { id: personId } of late)
      await facts.addCertificate({
        ...{ personId, passedOn: '2026-05-01', reportedAt: '2026-05-10T09:00:00+09:00' },
        ...{ state: 'verified', decidedAt: '2026-05-20T09:00:00+09:00' },
      });
    const { figures, differences } = await lib.get(FigureSnapshotQueries).getOf(day);
    expect(figures.people).toEqual(known);
    expect(figures.city.counts.staff).toBe(employed.length);
    expect(differences.people.map((it) => [it.figure, it.entering.toSorted(), it.leaving])).toEqual(
      [['holders', idsOf(late), []]],
    );
    expect(await behind('holders', day)).toEqual([...known.holders, ...idsOf(late)].toSorted());
  });

  const inRoleOn = (role: 'leader' | 'supporter', day: LocalDate) =>
    idsOf(model.countingOn(day).flatMap((unit) => model.inRole(role, unit, day)));

  function membersOn(code: string, day: LocalDate): readonly string[] {
    const members = model.membersOf(unitOf(code), day);
    return idsOf(members.filter((person) => model.isEmployed(person, day)));
  }

  async function behind(figure: PeopleFigure, on: LocalDate, unitCode?: string) {
    const answer = await lib
      .get(FigurePeopleQueries)
      .peopleBehind({ figure, on, page: 1, ...(unitCode !== undefined && { unitCode }) });
    const ids = answer.people.map(({ personId }) => personId);
    expect(ids.length).toBe(answer.total);
    return ids.toSorted();
  }

  function expectedOf(code: string, day: LocalDate) {
    const unit = unitOf(code);
    const isLed = (on: LocalDate) => model.inRole('leader', unit, on).length > 0;
    const members = model.membersOf(unit, day).filter((person) => model.isEmployed(person, day));
    const regular = members.filter((person) => model.isRegular(person, day)).length;
    const state = regular === 0 ? 'apart' : isLed(day) ? 'covered' : 'vacant';
    const lastLed = state === 'vacant' ? dayBefore(day, isLed) : null;
    return {
      ...{ state, staff: members.length, regular },
      leaders: idsOf(model.inRole('leader', unit, day)),
      supporters: idsOf(model.inRole('supporter', unit, day)),
      vacantSince: lastLed && addDays(lastLed, 1),
      ledUntil: isLed(day) ? dayAfter(day, (on) => !isLed(on)) : null,
      ledFrom: dayAfter(
        isLed(day) ? (dayAfter(day, (on) => !isLed(on)) ?? addDays(day, LOOKED_BACK)) : day,
        isLed,
      ),
    };
  }

  function unitOf(code: string) {
    const unit = model.units.find((it) => it.code === code);
    if (!unit) throw new Error(`No unit ${code}`);
    return unit;
  }
});

function factsOf(unit: UnitCoverage) {
  const { state, counts, vacantSince, ledUntil, ledFrom } = unit;
  return {
    ...{ state, staff: counts.staff, regular: counts.regular_staff },
    leaders: unit.leaders.map(({ personId }) => personId).toSorted(),
    supporters: unit.supporters.map(({ personId }) => personId).toSorted(),
    ...{ vacantSince, ledUntil, ledFrom },
  };
}

/** Everybody is in one row: a unit inside another one is counted there already. */
function sumOfRows({ units, outside }: CityCoverage, figure: (typeof STAFF_FIGURES)[number]) {
  const rows = [...units.filter(({ insideCode }) => insideCode === null), ...outside];
  return rows.reduce((sum, { counts }) => sum + counts[figure], 0);
}

function idsOf(people: readonly { readonly id: string }[]): readonly string[] {
  return [...new Set(people.map(({ id }) => id))].toSorted();
}

function dayBefore(day: LocalDate, holds: (day: LocalDate) => boolean): LocalDate | null {
  for (let back = 1; back <= LOOKED_BACK; back++)
    if (holds(addDays(day, -back))) return addDays(day, -back);
  return null;
}

function dayAfter(day: LocalDate, holds: (day: LocalDate) => boolean): LocalDate | null {
  for (let on = 1; on <= LOOKED_BACK; on++) if (holds(addDays(day, on))) return addDays(day, on);
  return null;
}
