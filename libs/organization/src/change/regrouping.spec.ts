import type { Actor } from '@app/access';
import { type AuditActor, type LocalDate, type OrgUnitId } from '@app/platform';
import { anActor, type LibTest, rowOf, rowsOf, startLibTest } from '@app/testing';
import { OrganizationImports } from '../import/imports.service';
import { JoinQueries } from '../join/joins.queries';
import { OrganizationModule } from '../organization.module';
import { PeopleQueries } from '../person/people.queries';
import { BatchUndo } from '../undo/batch-undo.service';
import { UnitLinkQueries } from '../unit/unit-links.queries';
import { UnitQueries } from '../unit/units.queries';
import type { Regrouping, Taker } from './regrouping.rules';
import { ScreenChanges } from './screen-changes.service';

const HR: AuditActor = { accountId: '7d7a1f0e-0000-4000-8000-000000000001', label: '人事' };
const HEADER =
  '発令日,職員番号,氏名,フリガナ,所属コード,所属名,職名,兼務区分,任用区分,メールアドレス,採用年月日,退職年月日,状態';
const UNIT_HEADER = '所属コード,所属名,所属カナ,上位所属コード,種別,有効開始日,有効終了日,並び順';
const csv = (...lines: string[]) => ({
  fileName: 'test.csv',
  bytes: Buffer.from(lines.join('\r\n') + '\r\n'),
});
const REASON = '組織改編';
const ON: LocalDate = '2027-04-01';
const EVE: LocalDate = '2027-03-31';
const there = (code: string): Taker => ({ code, name: '', kana: '', unitKind: '', parentCode: '' });
const founded = (code: string, name: string): Taker => ({ ...there(code), name });

/** Today is 2026-11-16. */
describe('Units that merge or are split on the screen', () => {
  let test: LibTest;
  let actor: Actor;

  beforeEach(async () => {
    test = await startLibTest(OrganizationModule);
    actor = anActor({ accountId: HR.accountId ?? '', roles: ['staff', 'hr'] });
    await test.city.register(actor);
    const post = (on: string, number: string, name: string, rest: string) =>
      `${on},${number},${name},,${rest},正規,,2000/4/1,,在職`;
    await test.get(OrganizationImports).importAtOnce(HR, {
      units: csv(
        UNIT_HEADER,
        ...[
          '01,総務部,,,部,2020/4/1,,1',
          '10,甲課,,01,課,2020/4/1,,1',
          '20,乙課,,01,課,2020/4/1,,2',
        ],
        ...['11,甲係,,10,係,2020/4/1,,1', '30,丙課,,01,課,2020/4/1,,3'],
      ),
      postings: csv(
        HEADER,
        post('2026/4/1', '001', '山田 太郎', '10,,課長,0'),
        post('2026/4/1', '002', '佐藤 花子', '11,,主事,0'),
        post('2026/4/1', '002', '佐藤 花子', '20,,主事,1'),
        post('2026/4/1', '003', '鈴木 一郎', '20,,課長,0'),
        post('2026/4/1', '003', '鈴木 一郎', '10,,主幹,1'),
        post('2026/4/1', '004', '高橋 次郎', '30,,主事,0'),
      ),
    });
  });

  afterEach(() => test.close());

  const markOf = async (code: string) => {
    const unit = await test.get(UnitQueries).findUnitByCode(code, test.clock.today());
    const found = await test.get(ScreenChanges).findUnits(actor, [unit?.code ?? '']);
    return found.mark;
  };
  const preview = async (regrouping: Regrouping, by = actor) => {
    const first = regrouping.kind === 'merger' ? (regrouping.codes[0] ?? '') : regrouping.code;
    const mark = await markOf(first);
    const change = { of: 'regrouping', regrouping } as const;
    const found = await test.get(ScreenChanges).preview(by, change, mark);
    return { change, mark, found };
  };
  const carryOut = async (regrouping: Regrouping) => {
    const { change, mark, found } = await preview(regrouping);
    test.clock.advance(60_000);
    const seen = { mark, planned: found.planned, reason: REASON };
    await test.get(ScreenChanges).apply(actor, change, seen);
    return found;
  };
  const postsOf = async (number: string) =>
    ((await test.get(PeopleQueries).findPerson(number, ON))?.postings ?? [])
      .map((it) => `${it.unitCode} ${it.kind} ${it.validFrom}..${it.validTo ?? ''}`)
      .toSorted();
  const treeOn = async (day: LocalDate) =>
    (await test.get(UnitQueries).listUnits(day)).map(
      ({ code, name, depth, countsForLeaderKpi: counts }) =>
        `${'-'.repeat(depth)}${code} ${name}${counts ? '*' : ''}`,
    );
  const linksOf = async (code: string) => {
    const sql = 'SELECT id FROM org_units WHERE code = $1';
    const id = (await rowOf<{ id: OrgUnitId }>(test.database, sql, [code]))?.id;
    const links = id ? await test.get(UnitLinkQueries).listLinks(id, null) : [];
    return links.map((it) => `${it.beforeCode} ${it.kind} ${it.on} ${it.afterCode}`);
  };
  const lastBatch = async () =>
    (
      await rowsOf<{ id: string }>(
        test.database,
        `SELECT id FROM import_batches WHERE reason = $1 ORDER BY created_at DESC`,
        [REASON],
      )
    ).map(({ id }) => id);

  const merger: Regrouping = {
    ...{ kind: 'merger', from: ON, codes: ['10', '20'] },
    into: founded('40', '合併課'),
  };

  it('makes one of two: people, units below and posts beside go along, in one batch with its links', async () => {
    const found = await carryOut(merger);
    expect(found.moves).toEqual([
      expect.objectContaining({ staffNumber: '001', fromCode: '10', toCode: '40', title: '課長' }),
      expect.objectContaining({ staffNumber: '002', fromCode: '20', toCode: '40', kind: '兼務' }),
      expect.objectContaining({ staffNumber: '003', fromCode: '20', toCode: '40', kind: '主務' }),
      expect.objectContaining({ staffNumber: '003', fromCode: '10', toCode: '40', kind: '兼務' }),
    ]);
    expect([found.isGrave, found.warnings]).toEqual([true, []]);
    expect(found.changes).toContainEqual({
      ...{ on: ON, subject: '40 合併課', field: '新設', from: '', to: '40 合併課' },
    });
    const said = found.days.flatMap(({ consequences }) => consequences.map(({ text }) => text));
    expect(said).toEqual([
      '山田　太郎さんが合併課の長(課長)になります。',
      '合併課の所属長の職の職員が2名になります(山田　太郎、鈴木　一郎)。',
    ]);
    expect(await treeOn(EVE)).toEqual([
      '01 総務部',
      ...['-10 甲課*', '--11 甲係', '-20 乙課*', '-30 丙課*'],
    ]);
    expect(await treeOn(ON)).toEqual(['01 総務部', '-40 合併課*', '--11 甲係', '-30 丙課*']);
    // The post beside the primary one comes to the same unit, and is one with it.
    expect(await postsOf('003')).toEqual([
      '10 concurrent 2026-04-01..2027-04-01',
      '20 primary 2026-04-01..2027-04-01',
      '40 primary 2027-04-01..',
    ]);
    expect(await postsOf('002')).toEqual([
      '11 primary 2026-04-01..',
      '20 concurrent 2026-04-01..2027-04-01',
      '40 concurrent 2027-04-01..',
    ]);
    expect(await linksOf('40')).toEqual([`10 merger ${ON} 40`, `20 merger ${ON} 40`]);
    const batches = await lastBatch();
    expect(batches).toHaveLength(1);
  });

  it('is taken back as a whole, links included', async () => {
    await carryOut(merger);
    const [id = ''] = await lastBatch();
    const undo = test.get(BatchUndo);
    const { people, units, dependents, obstacle } = await undo.preview(actor, id);
    expect({ people, units, dependents, obstacle }).toEqual({
      ...{ people: 3, units: 4, dependents: [], obstacle: '' },
    });
    await undo.undo(actor, id, { reason: REASON, people });
    expect(await treeOn(ON)).toEqual(await treeOn(EVE));
    expect(await postsOf('003')).toEqual(['10 concurrent 2026-04-01..', '20 primary 2026-04-01..']);
    expect(await linksOf('40')).toEqual([]);
  });

  it('takes one into another that goes on', async () => {
    const found = await carryOut({ ...merger, into: there('10') });
    expect(found.moves.map(({ staffNumber }) => staffNumber)).toEqual(['002', '003']);
    expect(await treeOn(ON)).toEqual(['01 総務部', '-10 甲課*', '--11 甲係', '-30 丙課*']);
    expect(await postsOf('001')).toEqual(['10 primary 2026-04-01..']);
    expect(await linksOf('10')).toEqual([`20 merger ${ON} 10`]);
  });

  it('makes two of one: each goes where it was said, whoever was not named to the first', async () => {
    const places = new Map([
      ['003', 1],
      ['11', 1],
    ]);
    const into = [founded('51', '甲一課'), founded('52', '甲二課')];
    const found = await carryOut({ kind: 'split', from: ON, code: '10', into, places });
    expect(found.moves.map(({ staffNumber, toCode }) => [staffNumber, toCode])).toEqual([
      ['001', '51'],
      ['003', '52'],
    ]);
    expect(await treeOn(ON)).toEqual([
      '01 総務部',
      ...['-51 甲一課*', '-52 甲二課*', '--11 甲係', '-20 乙課*', '-30 丙課*'],
    ]);
    expect(await postsOf('002')).toEqual(['11 primary 2026-04-01..', '20 concurrent 2026-04-01..']);
    expect(await linksOf('10')).toEqual([`10 split ${ON} 51`, `10 split ${ON} 52`]);
  });

  it('splits something off a unit that goes on', async () => {
    const into = [there('10'), founded('52', '甲二課')];
    const places = new Map([['001', 1]]);
    await carryOut({ kind: 'split', from: ON, code: '10', into, places });
    expect(await treeOn(ON)).toEqual([
      '01 総務部',
      ...['-52 甲二課*', '-10 甲課*', '--11 甲係', '-20 乙課*', '-30 丙課*'],
    ]);
    expect(await postsOf('003')).toContain('10 concurrent 2026-04-01..');
    expect(await linksOf('52')).toEqual([`10 split ${ON} 52`]);
  });

  it('is refused, at its field, for what makes no sense and for what would be left behind', async () => {
    const refusal = (regrouping: Regrouping) =>
      preview(regrouping).then(
        () => null,
        (error: unknown) => (error as { fields?: object }).fields,
      );
    expect(await refusal({ ...merger, codes: ['10', '10'] })).toHaveProperty('with1');
    expect(await refusal({ ...merger, into: there('99') })).toHaveProperty('into1');
    expect(await refusal({ ...merger, into: founded('30', '別の課') })).toHaveProperty('code1');
    expect(await refusal({ ...merger, from: '2019-04-01' })).toHaveProperty('from');
    const into = [founded('51', '甲一課'), founded('51', '甲二課')];
    const split = { kind: 'split', from: ON, code: '10', into, places: new Map() } as const;
    expect(await refusal(split)).toHaveProperty('into2');
    expect(await refusal({ ...split, into: [there('10')] })).toHaveProperty('into2');
    await test.get(OrganizationImports).importAtOnce(
      HR,
      {
        postings: csv(HEADER, '2027/10/1,004,高橋 次郎,,20,,主事,0,正規,,2000/4/1,,在職'),
      },
      { alarmsAccepted: true },
    );
    expect(await refusal(merger)).toEqual({
      from: expect.stringContaining('004 高橋　次郎') as string,
    });
  });

  it('is nobody’s own affair', async () => {
    const personId = await test.get(JoinQueries).findByNumber('003');
    if (personId === null) throw new Error('003');
    await expect(preview(merger, anActor({ ...actor, personId }))).rejects.toMatchObject({
      code: 'unit.own',
    });
  });
});
