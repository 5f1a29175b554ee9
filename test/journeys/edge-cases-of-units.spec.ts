import { UnitKpiFlags } from '@app/organization';
import { AppointmentsService } from '@app/appointments';
import { FiledCity } from '../support/filed-city';

const TODAY = '2026-11-16';
const BEFORE = '2027-03-31';
const APRIL = '2027-04-01';
const A = { code: 'A', name: '税務課' };
const B = { code: 'B', name: '市民課' };

/** The cases about which a city argues, by number, on HR's files as they come; what is said of each is what the product decided. */
describe('Edge cases of units', () => {
  let city: FiledCity;

  beforeEach(async () => {
    city = await FiledCity.start();
  });

  afterEach(() => city.close());

  /** 101 leads 税務課, 201 市民課; 102 and 202 work there. */
  const twoUnits = async () => {
    const staff = [
      { number: '101', unit: 'A' },
      { number: '102', unit: 'A' },
      { number: '201', unit: 'B' },
      { number: '202', unit: 'B' },
    ];
    await city.load('2026-04-01', [A, B], staff);
    return staff;
  };

  describe('1: a leader is transferred on 1 April', () => {
    let appointmentId: string;

    beforeEach(async () => {
      const staff = await twoUnits();
      appointmentId = await city.appoint('101', 'A');
      await city.appoint('201', 'B');
      await city.load(
        APRIL,
        [],
        staff.map((row) => ({ ...row, unit: row.number === '101' ? 'B' : row.unit })),
      );
    });

    const leadersOn = async (code: string, day: typeof BEFORE | typeof APRIL) =>
      (await city.unitOn(code, day)).leaders.map(({ staffNumber }) => staffNumber).toSorted();

    // There is no switch for it: a term goes on with the person …
    it('and the term goes on: the old unit has none, the new one two', async () => {
      expect([await leadersOn('A', BEFORE), await leadersOn('B', BEFORE)]).toEqual([
        ['101'],
        ['201'],
      ]);
      expect([await leadersOn('A', APRIL), await leadersOn('B', APRIL)]).toEqual([
        [],
        ['101', '201'],
      ]);
      expect(await city.unitOn('A', APRIL)).toMatchObject({ state: 'vacant', vacantSince: APRIL });
    });

    // … until DX推進室 ends it, which it does with 異動 as the reason.
    it('and the term is ended with the transfer: the new one has only its own', async () => {
      const end = { appointmentId, endedOn: BEFORE, reason: 'transferred_out' } as const;
      await city.lib.get(AppointmentsService).end(city.office, end);
      expect(await leadersOn('A', BEFORE)).toEqual(['101']);
      expect([await leadersOn('A', APRIL), await leadersOn('B', APRIL)]).toEqual([[], ['201']]);
    });
  });

  it('2: a unit is split, two become one, one is only renamed', async () => {
    const old = [
      { code: '10', name: '商工観光課' },
      { code: '20', name: '道路課' },
      { code: '21', name: '河川課' },
      { code: '30', name: '情報政策課' },
    ];
    const staff = old.flatMap(({ code }) =>
      [1, 2].map((n) => ({ number: `${code}${String(n)}`, unit: code })),
    );
    await city.load('2026-04-01', old, staff);
    for (const { code } of old) await city.appoint(`${code}1`, code);
    const until = BEFORE;
    const units = [
      { code: '10', name: '観光課' },
      { code: '11', name: '商工課', from: APRIL },
      { code: '20', name: '道路課', until },
      { code: '21', name: '河川課', until },
      { code: '22', name: '土木課', from: APRIL },
      { code: '30', name: 'DX推進課' },
    ];
    const moves: Readonly<Record<string, string>> = { '102': '11', '20': '22', '21': '22' };
    const moved = staff.map((row) => ({
      ...row,
      unit: moves[row.number] ?? moves[row.unit] ?? row.unit,
    }));
    await city.load(APRIL, units, moved);

    expect(await city.unitsOn(BEFORE)).toEqual({
      ...{ 商工観光課: 'covered', 道路課: 'covered', 河川課: 'covered', 情報政策課: 'covered' },
    });
    expect(await city.unitsOn(APRIL)).toEqual({
      ...{ 観光課: 'covered', 商工課: 'vacant', 土木課: 'covered', DX推進課: 'covered' },
    });
    // A new code begins a history of its own: it never had a leader.
    expect(await city.unitOn('11', APRIL)).toMatchObject({ vacantSince: null });
    expect((await city.unitOn('22', APRIL)).leaders).toHaveLength(2);
  });

  it('3: a leader of 主務 A and 兼務 B covers A alone, and both once the rule says so', async () => {
    await city.load(
      '2026-04-01',
      [A, B],
      [
        { number: '101', unit: 'A' },
        { number: '101', unit: 'B', kind: '1' },
        { number: '201', unit: 'B' },
      ],
    );
    await city.appoint('101', 'A');
    await city.rule('2026-12-01', { leaderPosts: 'with_concurrent' });
    expect(await city.unitsOn('2026-11-30')).toEqual({ 税務課: 'covered', 市民課: 'vacant' });
    expect(await city.unitsOn('2026-12-01')).toEqual({ 税務課: 'covered', 市民課: 'covered' });
    // One person, however many units are covered.
    expect((await city.on('2026-12-01')).leaders).toBe(1);
  });

  // Requirements of a role know no rank: who may lead is not limited by it, in either direction.
  it('4: the head of a unit may be its leader', async () => {
    await city.load(
      '2026-04-01',
      [A],
      [
        { number: '101', unit: 'A', title: '課長' },
        { number: '102', unit: 'A' },
      ],
    );
    await city.appoint('101', 'A');
    const { state, leaders } = await city.unitOn('A', TODAY);
    expect([state, leaders.map(({ staffNumber }) => staffNumber)]).toEqual(['covered', ['101']]);
  });

  it('5: a leader goes on parental leave and comes back; the rule may count whoever is away', async () => {
    const staff = await twoUnits();
    await city.appoint('101', 'A');
    const file = (status: string) =>
      staff.map((row) => (row.number === '101' ? { ...row, status } : row));
    await city.load('2026-07-01', [], file('育休'));
    await city.load('2027-07-01', [], file('在職'));
    const stateOn = async (day: Parameters<FiledCity['on']>[0]) =>
      (await city.unitOn('A', day)).state;
    expect(await stateOn('2026-06-30')).toBe('covered');
    expect(await city.unitOn('A', '2026-07-01')).toMatchObject({
      ...{ state: 'vacant', vacantSince: '2026-07-01', coveredFrom: '2027-07-01' },
    });
    expect([await stateOn('2027-06-30'), await stateOn('2027-07-01')]).toEqual([
      'vacant',
      'covered',
    ]);
    await city.rule('2026-12-01', { excludeAbsent: false });
    expect([await stateOn('2026-11-30'), await stateOn('2026-12-01')]).toEqual([
      'vacant',
      'covered',
    ]);
    // The term itself runs on through the leave.
    expect((await city.unitOn('A', '2027-07-01')).leaders).toMatchObject([
      { termEnd: '2029-03-31' },
    ]);
  });

  it('15: the figures of last year bear the names of last year', async () => {
    const above = [
      { code: 'D1', name: '総務部', kind: '部' },
      { code: 'D2', name: '未来部', kind: '部' },
    ];
    const staff = [{ number: '101', unit: 'A' }];
    await city.load('2026-04-01', [...above, { ...A, parent: 'D1' }], staff);
    await city.load(APRIL, [...above, { code: 'A', name: '収納課', parent: 'D2' }], staff);
    const seen = async (day: typeof BEFORE | typeof APRIL) => {
      const { name, parentName } = await city.unitOn('A', day);
      return [name, parentName];
    };
    expect(await seen(BEFORE)).toEqual(['税務課', '総務部']);
    expect(await seen(APRIL)).toEqual(['収納課', '未来部']);
  });

  it('19: a unit with nobody, or with fiscal-year appointees alone, must have no leader and is not missing one', async () => {
    await city.load(
      '2026-04-01',
      [A, B, { code: 'C', name: '空き課' }],
      [
        { number: '101', unit: 'A' },
        { number: '201', unit: 'B', type: '会計年度任用' },
      ],
    );
    const { apart, vacant, leader } = await city.on(TODAY);
    expect(apart.map(({ name }) => name)).toEqual(['市民課', '空き課']);
    expect(vacant.map(({ name }) => name)).toEqual(['税務課']);
    expect(leader).toMatchObject({ covered: 0, counting: 1, missing: 1 });
  });

  it('20: whether the board of education counts is switched from a day on, and the switching stays readable', async () => {
    const flags = city.lib.get(UnitKpiFlags);
    const staff = [
      { number: '101', unit: 'A' },
      { number: '201', unit: 'E' },
    ];
    const units = [A, { code: 'E', name: '教育委員会学校課' }];
    await city.load('2026-04-01', units, staff);
    await flags.changeFlag(city.hr, { unitCode: 'E', counts: false, validFrom: '2026-12-01' });
    await flags.changeFlag(city.hr, { unitCode: 'E', counts: true, validFrom: APRIL });
    const countingOn = async (day: Parameters<FiledCity['on']>[0]) =>
      (await city.on(day)).leader.counting;
    expect(await countingOn('2026-11-30')).toBe(2);
    expect([await countingOn('2026-12-01'), await countingOn(BEFORE)]).toEqual([1, 1]);
    expect(await countingOn(APRIL)).toBe(2);
    // A file of units says nothing of it, and leaves it alone.
    await city.load('2026-12-15', units, staff);
    expect(await flags.listPeriods('E')).toEqual([
      { counts: true, validFrom: APRIL },
      { counts: false, validFrom: '2026-12-01' },
      { counts: true, validFrom: '2020-04-01' },
    ]);
  });
});
