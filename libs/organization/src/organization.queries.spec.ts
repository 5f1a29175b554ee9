import type { LocalDate } from '@app/platform';
import { type LibTest, startLibTest } from '@app/testing';
import { OrganizationModule } from './organization.module';
import { PeopleQueries } from './person/people.queries';
import { knownOn } from './person/person.rules';
import { UnitQueries } from './unit/units.queries';

describe('Asking the organisation', () => {
  let test: LibTest;
  let units: UnitQueries;
  let people: PeopleQueries;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    test = await startLibTest(OrganizationModule);
    units = test.get(UnitQueries);
    people = test.get(PeopleQueries);
    const { city } = test;
    ids.bu = await city.addUnit({ code: 'B', name: '総務部', kind: 'department' });
    ids.ka = await city.addUnit({ code: 'K', name: '総務課', parentId: ids.bu });
    ids.kakari = await city.addUnit({
      code: 'G',
      name: '文書係',
      kind: 'section',
      parentId: ids.ka,
    });
    ids.old = await city.addUnit({
      code: 'O',
      name: '旧課',
      parentId: ids.bu,
      validTo: '2026-04-01',
    });
    ids.orphan = await city.addUnit({ code: 'X', name: '孤課', parentId: ids.old });
    const bucho = { staffNumber: '1', name: '安部　一', kana: 'アベ　ハジメ' };
    ids.bucho = await city.addPerson({
      ...bucho,
      unitId: ids.bu,
      isManagerial: true,
      postTitle: '部長',
    });
    const jicho = { staffNumber: '2', name: '髙橋　二', kana: 'タカハシ　ジ' };
    ids.jicho = await city.addPerson({
      ...jicho,
      unitId: ids.bu,
      isManagerial: true,
      postTitle: '次長',
    });
    const clerk = { staffNumber: '3', name: '渡邉　三', kana: 'ワタナベ　サン' };
    ids.clerk = await city.addPerson({ ...clerk, unitId: ids.kakari });
    await city.addPosting({ personId: ids.clerk, unitId: ids.ka, kind: 'concurrent' });
    const left = { staffNumber: '4', name: '退職　四', employedTo: '2026-10-01' } as const;
    ids.left = await city.addPerson({ ...left, unitId: ids.ka, isManagerial: true });
    await city.addAbsence(ids.clerk, 'parental_leave', { from: '2026-11-01' });
  });

  afterAll(() => test.close());

  const names = async (filter: Partial<Parameters<PeopleQueries['listPeople']>[0]>) => {
    const page = await people.listPeople({ asOf: '2026-11-16', page: 1, pageSize: 10, ...filter });
    return page.rows.map((row) => row.name);
  };

  it('lists units in tree order with their depth, as of the day', async () => {
    const asOf = async (day: LocalDate) =>
      (await units.listUnits(day)).map((row) => `${row.depth} ${row.name}`);
    expect(await asOf('2026-11-16')).toEqual(['0 総務部', '1 総務課', '2 文書係', '0 孤課']);
    expect(await asOf('2026-03-31')).toEqual([
      '0 総務部',
      '1 総務課',
      '2 文書係',
      '1 旧課',
      '2 孤課',
    ]);
    expect(await asOf('2019-01-01')).toEqual([]);
  });

  it('finds a unit only while it is in force', async () => {
    expect(await units.findUnitByCode('O', '2026-03-31')).toMatchObject({ parentName: '総務部' });
    expect(await units.findUnitByCode('O', '2026-04-01')).toBeNull();
    expect((await units.findUnit(ids.ka ?? '', '2026-11-16'))?.parentId).toBe(ids.bu);
  });

  it('names the units below, the given one included', async () => {
    const below = await units.listUnitIdsBelow([ids.bu ?? ''], '2026-11-16');
    expect([...below].sort()).toEqual([ids.bu, ids.ka, ids.kakari].sort());
  });

  it('names the head by rank, or the nearest one above; nobody who has left', async () => {
    const head = async (unitId: string | undefined, day: LocalDate) => {
      const row = await units.findHead(unitId ?? '', day);
      return row && `${row.name} ${row.isOwn ? 'own' : 'above'}`;
    };
    expect(await head(ids.bu, '2026-11-16')).toBe('安部　一 own');
    expect(await head(ids.ka, '2026-09-30')).toBe('退職　四 own');
    expect(await head(ids.kakari, '2026-09-30')).toBe('退職　四 above');
    expect(await head(ids.kakari, '2026-11-16')).toBe('安部　一 above');
    expect(await head(ids.orphan, '2026-11-16')).toBeNull();
  });

  it('counts people once, however many posts they hold', async () => {
    const counts = new Map((await units.countStaff('2026-11-16')).map((row) => [row.unitId, row]));
    expect(counts.get(ids.bu ?? '')).toMatchObject({ own: 2, withBelow: 3 });
    expect(counts.get(ids.ka ?? '')).toMatchObject({ own: 1, withBelow: 1 });
    expect(counts.get(ids.orphan ?? '')).toMatchObject({ own: 0, withBelow: 0 });
  });

  it('lists people once, by reading, as of the day', async () => {
    expect(await names({})).toEqual(['安部　一', '髙橋　二', '渡邉　三']);
    const { rows, total } = await people.listPeople({ asOf: '2026-09-30', page: 2, pageSize: 3 });
    expect(total).toBe(4);
    expect(rows).toHaveLength(1);
  });

  it('filters by unit, employment, status and search', async () => {
    expect(await names({ unitIds: [ids.ka ?? ''] })).toEqual(['渡邉　三']);
    expect(await names({ status: 'parental_leave' })).toEqual(['渡邉　三']);
    expect(await names({ status: 'active' })).toEqual(['安部　一', '髙橋　二']);
    expect(await names({ employmentType: 'reappointed' })).toEqual([]);
    for (const search of ['渡辺', 'わたなべ', '渡邊 三', 'ﾜﾀﾅﾍﾞ'])
      expect(await names({ search })).toEqual(['渡邉　三']);
    expect(await names({ search: '%' })).toEqual([]);
    expect(await names({ search: '_' })).toEqual([]);
    expect(await names({ search: "'; DROP TABLE persons; --" })).toEqual([]);
  });

  it('lists the staff of units, heads first', async () => {
    const rows = await people.listStaffOfUnits([ids.bu ?? '', ids.kakari ?? ''], '2026-11-16');
    expect(rows.map((row) => `${row.unitName} ${row.postTitle} ${row.status}`)).toEqual([
      '総務部 部長 active',
      '総務部 次長 active',
      '文書係 主事 parental_leave',
    ]);
  });

  it('tells a person’s whole history, by any width of the number', async () => {
    const person = await people.findPerson('３', '2026-11-16');
    expect(person?.postings.map((row) => `${row.unitName} ${row.kind}`)).toEqual([
      '文書係 primary',
      '総務課 concurrent',
    ]);
    expect(person?.statuses).toEqual([
      {
        ...{ status: 'parental_leave', validFrom: '2026-11-01', validTo: null },
        recordedLateOn: null,
      },
    ]);
    expect(await people.findPerson('nobody', '2026-11-16')).toBeNull();
  });
});

describe('knownOn', () => {
  it('hides rows that begin later and ends that lie ahead', () => {
    const rows = [
      { id: 1, validFrom: '2027-04-01', validTo: null },
      { id: 2, validFrom: '2026-04-01', validTo: '2027-04-01' },
      { id: 3, validFrom: '2020-04-01', validTo: '2026-04-01' },
    ] as const;
    expect(knownOn(rows, '2027-03-31')).toEqual([{ ...rows[1], validTo: null }, rows[2]]);
    expect(knownOn(rows, '2027-04-01')).toEqual(rows);
  });
});
