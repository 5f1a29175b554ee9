import { type LibTest, startLibTest } from '@app/testing';
import { col, statement } from '@app/platform';
import { OrganizationModule } from '../organization.module';
import { PostTitles } from '../person/post-titles.service';
import { actsAsHead, heads, headships } from './heads';
import { absenceOf, inForce, isAbsent, isAnnounced, isEmployed } from './in-force';
import { personLine } from './person-line';
import { unitsBelow, unitTree } from './units-below';

const HEAD = statement({
  name: 'organization-spec.head',
  sql: `SELECT n.staff_number AS number, h.post_title AS title FROM (${heads(':asOf')}) h
    JOIN staff_numbers n ON n.person_id = h.person_id AND ${inForce('n', ':asOf')} WHERE h.org_unit_id = :unitId`,
  parameters: { asOf: 'date', unitId: 'uuid' },
  row: { number: col.text, title: col.text },
});
const ORDER = statement({
  name: 'organization-spec.headships',
  sql: `SELECT n.staff_number AS number FROM (${headships(':asOf')}) h
    JOIN staff_numbers n ON n.person_id = h.person_id AND ${inForce('n', ':asOf')} WHERE h.org_unit_id = :unitId ORDER BY h.place`,
  parameters: { asOf: 'date', unitId: 'uuid' },
  row: { number: col.text },
});
const ACTING = statement({
  name: 'organization-spec.acting',
  sql: `SELECT n.staff_number AS number FROM postings po
    JOIN staff_numbers n ON n.person_id = po.person_id AND ${inForce('n', ':asOf')}
    WHERE po.org_unit_id = :unitId AND ${actsAsHead('po', ':asOf')} ORDER BY n.staff_number`,
  parameters: { asOf: 'date', unitId: 'uuid' },
  row: { number: col.text },
});
const LINE = statement({
  name: 'organization-spec.line',
  sql: `SELECT line.staff_number AS number, line.name, line.unit_name AS unit, line.post_title AS title
    FROM ${personLine(':personId', ':asOf')} line`,
  parameters: { personId: 'uuid', asOf: 'date' },
  row: { number: col.text, name: col.text, unit: col.text.orNull, title: col.text },
});
const STATE = statement({
  name: 'organization-spec.state',
  sql: `SELECT ${isEmployed(':personId', ':asOf')} AS "isEmployed", ${isAbsent(':personId', ':asOf')} AS "isAbsent",
    ${absenceOf(':personId', ':asOf')} AS absence`,
  parameters: { personId: 'uuid', asOf: 'date' },
  row: { isEmployed: col.bool, isAbsent: col.bool, absence: col.text.orNull },
});
const BELOW = statement({
  name: 'organization-spec.below',
  sql: `WITH RECURSIVE ${unitsBelow('SELECT :unitId AS org_unit_id', ':asOf')}
    SELECT o.code FROM below JOIN org_units o ON o.id = below.org_unit_id ORDER BY o.code`,
  parameters: { unitId: 'uuid', asOf: 'date' },
  row: { code: col.text },
});
const TREE = statement({
  name: 'organization-spec.tree',
  sql: `WITH RECURSIVE ${unitTree(':asOf')} SELECT o.code || b.code AS pair FROM tree
    JOIN org_units o ON o.id = tree.unit_id JOIN org_units b ON b.id = tree.below_id ORDER BY 1`,
  parameters: { asOf: 'date' },
  row: { pair: col.text },
});
const ANNOUNCED = statement({
  name: 'organization-spec.announced',
  sql: `SELECT ${isAnnounced('fact', ':today', ':seesAhead')} AS "isSeen" FROM (SELECT '2027-04-01'::date AS valid_from) fact`,
  parameters: { today: 'date', seesAhead: 'boolean' },
  row: { isSeen: col.bool },
});

const TODAY = '2026-11-16';

describe('The organisation on a day', () => {
  let test: LibTest;
  let unitId: string;
  beforeEach(async () => {
    test = await startLibTest(OrganizationModule);
    unitId = await test.city.addUnit({ code: 'A', name: '総務課' });
  });
  afterEach(() => test.close());

  const add = (staffNumber: string, postTitle: string, facts: object = {}) =>
    test.city.addPerson({ staffNumber, unitId, postTitle, isManagerial: true, ...facts });
  const head = async (asOf = TODAY) =>
    (await test.database.first(HEAD, { asOf, unitId }))?.number ?? null;
  const numbers = async (
    which: typeof ORDER | typeof ACTING,
    asOf = TODAY,
  ): Promise<readonly string[]> =>
    (await test.database.all(which, { asOf, unitId })).map((row) => row.number);

  describe('heads of a unit', () => {
    it('are primary before concurrent, then by the title’s rank, then by number', async () => {
      const elsewhere = await test.city.addUnit();
      const director = await add('1', '部長', { unitId: elsewhere });
      const also = { unitId, kind: 'concurrent', postTitle: '部長', isManagerial: true };
      await test.city.addPosting({ personId: director, ...also });
      await add('2', '次長');
      await add('3', '課長');
      await add('4', '課長');
      await add('5', '主事', { isManagerial: false });
      expect(await numbers(ORDER)).toEqual(['2', '3', '4', '1']);
      expect(await numbers(ACTING)).toEqual(['1', '2', '3', '4']);
      expect(await head()).toBe('2');
    });

    it('on leave or seconded act for nobody: the next one stands in, and only those days', async () => {
      const chief = await add('1', '課長');
      await add('2', '室長');
      await test.city.addAbsence(chief, 'parental_leave', { from: '2026-11-01', to: '2026-12-01' });
      expect([await head('2026-10-31'), await head(), await head('2026-12-01')]).toEqual([
        '1',
        '2',
        '1',
      ]);
      expect(await numbers(ACTING)).toEqual(['2']);
    });

    it('who are absent are stood in for by whoever was appointed to act, before the next in rank', async () => {
      const chief = await add('1', '課長');
      await add('2', '室長');
      const acting = await test.city.addPerson({ staffNumber: '3' });
      await test.city.addPosting({
        ...{ personId: acting, unitId, kind: 'acting', postTitle: '所長', isManagerial: true },
        validFrom: '2026-11-01',
      });
      expect(await head()).toBe('1');
      await test.city.addAbsence(chief, 'sick_leave', { from: TODAY });
      expect([await head('2026-11-15'), await head()]).toEqual(['1', '3']);
      expect(await numbers(ORDER)).toEqual(['3', '2']);
    });

    it('have left, or are absent without a stand-in: none', async () => {
      await add('1', '課長', { employedTo: '2026-11-01' });
      const away = await add('2', '課長');
      await test.city.addAbsence(away, 'seconded', { from: '2026-04-01' });
      expect([await head('2026-10-31'), await head()]).toEqual(['1', null]);
    });

    it('keep the rank that their title had on the day', async () => {
      await add('1', '課長');
      await add('2', '室長');
      const facts = { title: '室長', isManagerial: true, sortOrder: 5 };
      await test.get(PostTitles).saveTitle({ accountId: null, label: 'spec' }, facts);
      expect([await head('2026-11-15'), await head()]).toEqual(['1', '2']);
    });
  });

  it('a person is written under the number, name, unit and title of the day', async () => {
    const personId = await add('1', '課長', { name: '佐藤　花子' });
    const other = await test.city.addUnit({ name: '税務課' });
    await test.city.rename(personId, '田中　花子', '2026-10-01');
    await test.city.renumber(personId, '900', '2026-11-01');
    await test.city.transfer(personId, other, TODAY);
    const on = (asOf: string) => test.database.all(LINE, { personId, asOf });
    const now = { number: '900', name: '田中　花子', unit: '税務課', title: '主事' };
    expect(await on(TODAY)).toEqual([now]);
    expect(await on('2026-10-31')).toEqual([
      { ...now, number: '1', unit: '総務課', title: '課長' },
    ]);
    expect(await on('2010-01-01')).toEqual([
      { number: '1', name: '佐藤　花子', unit: null, title: '' },
    ]);
  });

  it('a person is employed, absent for a reason, or neither', async () => {
    const personId = await add('1', '主事', { employedTo: '2026-12-01' });
    await test.city.addAbsence(personId, 'sick_leave', { from: '2026-11-01', to: TODAY });
    const on = (asOf: string) => test.database.only(STATE, { personId, asOf });
    const working = { isEmployed: true, isAbsent: false, absence: null };
    expect(await on('2026-11-15')).toEqual({ ...working, isAbsent: true, absence: 'sick_leave' });
    expect(await on(TODAY)).toEqual(working);
    expect(await on('2026-12-01')).toEqual({ ...working, isEmployed: false });
  });

  it('units stand below one another as of the day', async () => {
    const below = await test.city.addUnit({ code: 'B', parentId: unitId, validTo: TODAY });
    await test.city.addUnit({ code: 'C', parentId: below });
    const codes = async (asOf: string) =>
      (await test.database.all(BELOW, { unitId, asOf })).map((row) => row.code);
    expect([await codes('2026-11-15'), await codes(TODAY)]).toEqual([['A', 'B', 'C'], ['A']]);
    const pairs = await test.database.all(TREE, { asOf: '2026-11-15' });
    expect(pairs.map((row) => row.pair)).toEqual(['AA', 'AB', 'AC', 'BB', 'BC', 'CC']);
  });

  it('what lies ahead is seen by who may, and by all from its day', async () => {
    const isSeen = async (today: string, seesAhead: boolean) =>
      (await test.database.only(ANNOUNCED, { today, seesAhead })).isSeen;
    expect(await isSeen('2027-03-31', false)).toBe(false);
    expect(await isSeen('2027-03-31', true)).toBe(true);
    expect(await isSeen('2027-04-01', false)).toBe(true);
  });
});
