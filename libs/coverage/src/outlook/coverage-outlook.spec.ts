import type { Actor } from '@app/access';
import { type NewRoleVersion, RolesService } from '@app/appointments';
import {
  addDays,
  fiscalYearEnd,
  fiscalYearOf,
  type LocalDate,
  NotAllowed,
  seededNumbers,
  toLocalDate,
} from '@app/platform';
import { addNomination, anActor, type LibTest, startLibTest, TestFigures } from '@app/testing';
import { CoverageModule } from '../coverage.module';
import { CoverageQueries } from '../figures/coverage.queries';
import { CoverageOutlookQueries, type OutlookRow } from './coverage-outlook.queries';

const FROM: LocalDate = '2026-11-16';
const [R8, R9, R10] = ['2027-03-31', '2028-03-31', '2029-03-31'] as const;

/** One city in which every unit is one of the ways in which a leader comes or goes. */
describe('What becomes of each unit', () => {
  let lib: LibTest;
  let facts: TestFigures;
  let office: Actor;

  const unit = async (code: string, change: object = {}) => {
    const id = await lib.city.addUnit({ code, name: `${code}課`, ...change });
    await lib.city.addPerson({ unitId: id });
    return id;
  };
  const leader = async (unitId: string, change: object = {}, termEnd: LocalDate = '2033-03-31') => {
    const personId = await lib.city.addPerson({ unitId, ...change });
    await facts.addAppointment({ personId, unitId, termEnd });
    return personId;
  };
  const holder = async (unitId: string, change: object = {}) => {
    const personId = await lib.city.addPerson({ unitId, ...change });
    await facts.addCertificate({ personId });
    return personId;
  };

  beforeAll(async () => {
    lib = await startLibTest(CoverageModule);
    facts = new TestFigures(lib.database);
    office = await lib.city.addActor({ roles: ['staff', 'program_office'] });
    await askForACertificate();
    const term = await leader(await unit('TERM'), {}, '2027-03-31');
    await facts.addCertificate({ personId: term });
    await leader(await unit('RETIRED'), { employedTo: '2028-04-01', name: '定年　一子' });
    await lib.city.transfer(await leader(await unit('FROM')), await unit('TO'), '2027-04-01');
    const concurrent = await leader(await unit('MAIN'));
    await lib.city.addPosting({
      ...{ personId: concurrent, unitId: await unit('SIDE'), kind: 'concurrent' },
    });
    const away = await leader(await unit('LEAVE'));
    await facts.addAbsence(away, 'parental_leave', { from: '2027-01-01', to: '2027-10-01' });
    const future = await unit('FUTURE');
    const coming = await holder(future);
    await facts.addAppointment({
      ...{ personId: coming, unitId: future, termStart: '2027-04-01', termEnd: '2029-03-31' },
    });
    await leader(await unit('OLD', { validTo: '2027-04-01' }));
    await unit('NEW', { validFrom: '2027-04-01' });
    const apart = await lib.city.addUnit({ code: 'APART' });
    await lib.city.addPerson({ unitId: apart, employmentType: 'fiscal_year_appointee' });
    await addCandidates();
  });

  afterAll(() => lib.close());

  async function askForACertificate() {
    const version: NewRoleVersion = {
      ...{ role: 'leader', letter: 'appointment', termMonths: null, note: '決める' },
      requirements: [
        {
          wanted: { kind: 'certificate_held', codes: ['ip'] },
          ...{ isRequired: true, alternative: null },
        },
        { wanted: { kind: 'approval' }, isRequired: true, alternative: null },
      ],
      ...{ validFrom: FROM, together: true, isEnded: false },
    };
    const { mark } = await lib.get(RolesService).previewVersion(office, version);
    await lib.get(RolesService).addVersion(office, version, { mark, warningsAccepted: true });
  }

  async function addCandidates() {
    const booked = await lib.city.addPerson({ unitId: await unit('BOOKED'), name: '受験　二子' });
    await facts.addAttempt({ personId: booked, state: 'booked', examOn: '2027-02-01' });
    const alike = await unit('ALIKE');
    for (const name of ['甲', '乙']) await holder(alike, { name });
    const unitId = await unit('NAMED');
    await holder(unitId, { name: '先　一郎' });
    const nominated = await holder(unitId, { name: '推薦　三子' });
    await addNomination(lib.database, {
      ...{ personId: nominated, unitId, by: office.accountId, state: 'nominated' },
      ...{ nominatedOn: '2026-11-10', consentBy: '2026-11-24' },
    });
  }

  const list = async (actor: Actor = office, change: object = {}) =>
    lib
      .get(CoverageOutlookQueries)
      .listUnits(actor, { from: FROM, today: FROM, sort: 'unit', ...change }, null);
  const of = (rows: readonly OutlookRow[], code: string) =>
    rows.filter((it) => it.unit.code === code);
  const states = (rows: readonly OutlookRow[], code: string) =>
    of(rows, code).map(({ state }) => state);
  const lossOf = (rows: readonly OutlookRow[], code: string, yearEnd: LocalDate = R9) =>
    of(rows, code)
      .filter((it) => it.yearEnd === yearEnd)
      .flatMap(({ losses }) => losses.map(({ endsBy, lastDay }) => [endsBy, lastDay]));

  it('until the promise is due, at the end of every fiscal year', async () => {
    const { yearEnds, sums } = await list();
    expect(yearEnds).toEqual([R8, R9, R10, '2030-03-31', '2031-03-31']);
    expect(sums.map(({ yearEnd }) => yearEnd)).toEqual(yearEnds);
    expect(sums[0]?.counts).toEqual({
      ...{ on_record: 5, in_reach: 2, nobody: 5, vacant: 0, apart: 1 },
    });
  });

  it('follows from terms, employments, postings, leave and the organisation, without any renewal', async () => {
    const { rows } = await list();
    expect(states(rows, 'TERM').slice(0, 2)).toEqual(['on_record', 'in_reach']);
    expect(lossOf(rows, 'TERM')).toEqual([['term_ends', R8]]);
    expect(states(rows, 'RETIRED').slice(0, 3)).toEqual(['on_record', 'on_record', 'nobody']);
    expect(lossOf(rows, 'RETIRED', R10)).toEqual([['leaves_service', R9]]);
    expect([states(rows, 'FROM'), states(rows, 'TO')].map((it) => it.slice(0, 2))).toEqual([
      ['on_record', 'nobody'],
      ['nobody', 'on_record'],
    ]);
    expect(lossOf(rows, 'FROM')).toEqual([['transferred', R8]]);
    expect([states(rows, 'MAIN')[0], states(rows, 'SIDE')[0]]).toEqual(['on_record', 'nobody']);
    expect(states(rows, 'LEAVE').slice(0, 2)).toEqual(['nobody', 'on_record']);
    expect(lossOf(rows, 'LEAVE', R8)).toEqual([['on_leave', '2026-12-31']]);
    expect(states(rows, 'FUTURE')).toEqual([
      ...['nobody', 'on_record', 'on_record', 'in_reach', 'in_reach'],
    ]);
    expect([states(rows, 'OLD'), states(rows, 'NEW').length]).toEqual([['on_record'], 4]);
    expect(new Set(states(rows, 'APART'))).toEqual(new Set(['apart']));
  });

  it('names who could be in time, and why', async () => {
    const { rows } = await list();
    const bestOf = (code: string, at = 0) => of(rows, code)[at]?.best;
    expect(bestOf('TERM', 1)).toMatchObject({ isRenewal: true, on: '2027-04-01' });
    expect(bestOf('NAMED')).toMatchObject({ name: '推薦　三子', isRenewal: false });
    expect(of(rows, 'NAMED')[0]).toMatchObject({ missing: 1, others: 1, state: 'in_reach' });
    // Two are alike in all that is known: none of them is named.
    expect(of(rows, 'ALIKE')[0]).toMatchObject({
      best: { name: null, on: '2026-12-01' },
      others: 1,
    });
    // Sixty days after the exam and ten open days of the office: after the end of the first year.
    expect([states(rows, 'BOOKED')[0], bestOf('BOOKED', 1)]).toMatchObject([
      'nobody',
      { name: '受験　二子', on: '2027-04-16' },
    ]);
  });

  it('lists once whoever is one requirement short in a unit that needs them, whoever has a day first', async () => {
    const asked = { from: FROM, today: FROM, sort: 'day' } as const;
    const { rows, total } = await lib
      .get(CoverageOutlookQueries)
      .listOneShort(office, asked, { number: 1, size: 3 });
    expect([rows.length, total]).toEqual([3, 12]);
    expect(rows[0]).toMatchObject({ name: '受験　二子', on: '2027-04-16', inTimeFor: R9 });
    expect(rows[0]?.part.why).toBe('exam_ahead');
    expect(rows[1]).toMatchObject({ on: null, inTimeFor: null, part: { why: 'no_exam' } });
    const ofUnit = await lib
      .get(CoverageOutlookQueries)
      .listOneShort(office, { ...asked, unitCode: 'BOOKED', yearEnd: R8 }, null);
    expect(ofUnit.rows.map(({ inTimeFor }) => inTimeFor)).toEqual([null, null]);
  });

  it('is filtered, sorted and cut by the database', async () => {
    const of2027 = await list(office, { yearEnd: R8, sort: 'state' });
    expect(of2027.rows.map(({ state }) => state)).toEqual([
      ...Array.from({ length: 5 }, () => 'nobody'),
      ...['in_reach', 'in_reach'],
      ...Array.from({ length: 5 }, () => 'on_record'),
      'apart',
    ]);
    const some = await lib
      .get(CoverageOutlookQueries)
      .listUnits(
        office,
        { from: FROM, today: FROM, sort: 'day', state: 'in_reach' },
        { number: 1, size: 2 },
      );
    expect(some.rows.map(({ unit: { code } }) => code)).toEqual(['ALIKE', 'NAMED']);
    expect((await list(office, { department: 'none' })).rows).toEqual([]);
  });

  it('tells of orders ahead only whoever may know of them', async () => {
    const { rows } = await list(anActor({ roles: ['staff', 'auditor'] }));
    expect([states(rows, 'FROM')[1], states(rows, 'TO')[1]]).toEqual(['on_record', 'nobody']);
    expect(states(rows, 'RETIRED').slice(0, 3)).toEqual(['on_record', 'on_record', 'on_record']);
    expect([states(rows, 'FUTURE')[1], states(rows, 'NEW')]).toEqual(['in_reach', []]);
    // That a term ends was announced with it.
    expect(lossOf(rows, 'TERM')).toEqual([['term_ends', R8]]);
    await expect(list(anActor({ roles: ['staff'] }))).rejects.toThrow(NotAllowed);
  });

  it('knows of a day only what was in the books at its end', async () => {
    const unitId = await unit('LATER');
    const personId = await holder(unitId);
    await facts.addAppointment({
      ...{ personId, unitId, termStart: '2026-10-01', appointedAt: '2026-11-20T09:00:00+09:00' },
    });
    const [then, now] = [await list(), await list(office, { from: '2026-11-20' })];
    expect(states(then.rows, 'LATER')[0]).toBe('in_reach');
    expect(states(now.rows, 'LATER')[0]).toBe('on_record');
    expect(await list()).toEqual(then);
  });

  it('says of a day that has passed what was on record, and nobody who could have followed', async () => {
    const later = { today: '2026-11-17' } as const;
    const [today, then] = [await list(), await list(office, later)];
    const facts = ({ rows }: typeof today) =>
      rows.map(({ unit: { code }, yearEnd, missing, leaders, losses }) => {
        return { code, yearEnd, missing, leaders, losses };
      });
    expect(facts(then)).toEqual(facts(today));
    expect(new Set(then.rows.map(({ state }) => state))).toEqual(
      new Set(['vacant', 'on_record', 'apart']),
    );
    expect(then.rows.filter(({ best, others, oneShort }) => best ?? others + oneShort > 0)).toEqual(
      [],
    );
    const { nobody, in_reach: reach } = today.counts;
    expect(then.counts).toMatchObject({ vacant: nobody + reach, nobody: 0, in_reach: 0 });
    const asked = { from: FROM, ...later, sort: 'day' } as const;
    const short = await lib.get(CoverageOutlookQueries).listOneShort(office, asked, null);
    expect(short.total).toBe(0);
  });

  it('agrees unit for unit with what is counted on each of those days, whatever the history', async () => {
    await addHistories(60);
    const coverage = lib.get(CoverageQueries);
    const { rows, yearEnds } = await list(office, { from: '2026-11-20' });
    let compared = 0;
    for (const yearEnd of yearEnds) {
      const { units } = await coverage.coverageAsOf(yearEnd);
      const counted = units.map(({ code, state, leaders }) => [code, state, leaders.length]);
      const foreseen = rows
        .filter((it) => it.yearEnd === yearEnd)
        .map(({ unit: { code, leaders }, state }) => [code, wordOf(state), leaders.length]);
      expect(foreseen).toEqual(counted);
      compared += counted.length;
    }
    expect(compared).toBeGreaterThan(150);
  });

  const wordOf = (state: string) =>
    state === 'on_record' ? 'covered' : state === 'apart' ? 'apart' : 'vacant';

  /** People of thirty units whose terms, posts, leave and employments begin and end on any day; some units begin, end, or lie within others. */
  async function addHistories(people: number) {
    const next = seededNumbers(11);
    const units: string[] = [];
    for (let n = 0; n < 30; n += 1) units.push(await addAnyUnit(next, n, units));
    for (let n = 0; n < people; n += 1)
      await addAnyPerson(next, () => units[Math.floor(next() * units.length)] ?? '');
  }

  const anyDay = (next: () => number) =>
    addDays(toLocalDate('2026-04-01'), Math.floor(next() * 1900));
  const anyPeriod = (next: () => number) =>
    [anyDay(next), anyDay(next)].toSorted() as [LocalDate, LocalDate];

  function addAnyUnit(next: () => number, n: number, above: readonly string[]) {
    const [begins, ends] = anyPeriod(next);
    return lib.city.addUnit({
      code: `R${String(n)}`,
      parentId: n > 20 ? (above[n - 20] ?? null) : null,
      ...(next() < 0.2 && { validTo: addDays(ends, 1) }),
      ...(next() < 0.2 && { validFrom: begins, validTo: null }),
    });
  }

  async function addAnyPerson(next: () => number, anyUnit: () => string) {
    const [begins, ends] = anyPeriod(next);
    const unitId = anyUnit();
    const personId = await lib.city.addPerson({
      unitId,
      employedTo: next() < 0.3 ? addDays(ends, 1) : null,
      employmentType: next() < 0.8 ? 'regular' : 'fiscal_year_appointee',
    });
    const term = { termStart: begins, termEnd: fiscalYearEnd(fiscalYearOf(ends)) };
    if (next() < 0.8) await facts.addAppointment({ personId, unitId, ...term });
    if (next() < 0.4) await lib.city.transfer(personId, anyUnit(), anyDay(next));
    const [from, to] = anyPeriod(next);
    if (next() < 0.3) await facts.addAbsence(personId, 'sick_leave', { from, to: addDays(to, 1) });
  }
});
