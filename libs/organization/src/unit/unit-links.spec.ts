import type { Actor } from '@app/access';
import { type AuditActor, type LocalDate, type OrgUnitId } from '@app/platform';
import { anActor, type LibTest, rowOf, startLibTest } from '@app/testing';
import { ImportQueries } from '../import/imports.queries';
import { OrganizationImports } from '../import/imports.service';
import { OrganizationModule } from '../organization.module';
import { BatchUndo } from '../undo/batch-undo.service';
import { UnitLinkQueries } from './unit-links.queries';

const HR: AuditActor = { accountId: '7d7a1f0e-0000-4000-8000-000000000001', label: '人事' };
const HEADER =
  '発令日,職員番号,氏名,フリガナ,所属コード,所属名,職名,兼務区分,任用区分,メールアドレス,採用年月日,退職年月日,状態';
const UNIT_HEADER =
  '所属コード,所属名,所属カナ,上位所属コード,種別,有効開始日,有効終了日,並び順,前身所属コード';
const csv = (...lines: string[]) => ({
  fileName: 'test.csv',
  bytes: Buffer.from(lines.join('\r\n') + '\r\n'),
});
const units = (...lines: string[]) => csv(UNIT_HEADER, ...lines);
const KNOWN = ['10', '20', '30'].map((code) => `${code},第${code}課,,,課,2020/4/1,,1,`);
const ended = (code: string) => `${code},第${code}課,,,課,2020/4/1,2027/3/31,1,`;

const ON: LocalDate = '2027-04-01';

/** Today is 2026-11-16. */
describe('Which unit took over from which', () => {
  let test: LibTest;
  let actor: Actor;

  beforeEach(async () => {
    test = await startLibTest(OrganizationModule);
    actor = anActor({ accountId: HR.accountId ?? '', roles: ['staff', 'hr'] });
    await test.city.register(actor);
    await test.get(OrganizationImports).importAtOnce(HR, {
      units: units(...KNOWN),
      postings: csv(
        HEADER,
        '2026/4/1,001,山田 太郎,,10,,課長,0,正規,,2000/4/1,,在職',
        '2026/4/1,002,佐藤 花子,,20,,主事,0,正規,,2010/4/1,,在職',
      ),
    });
  });

  afterEach(() => test.close());

  const load = async (...lines: string[]) => {
    test.clock.advance(60_000);
    const input = { units: units(...lines), effectiveOn: ON };
    const id = await test.get(OrganizationImports).preview(HR, input);
    const given = { withoutRefused: false, leavings: null, alarmsAccepted: true };
    await test.get(OrganizationImports).apply(HR, id, given);
    return id;
  };
  const idOf = async (code: string) => {
    const sql = 'SELECT id FROM org_units WHERE code = $1';
    const row = await rowOf<{ id: OrgUnitId }>(test.database, sql, [code]);
    if (!row) throw new Error(code);
    return row.id;
  };
  const linksOf = async (code: string, until: LocalDate | null = null) => {
    const links = await test.get(UnitLinkQueries).listLinks(await idOf(code), until);
    return links.map(
      (it) =>
        `${it.beforeCode} ${it.beforeName ?? ''}..${it.beforeEndsOn ?? ''} ${it.kind} ${it.on} ${it.afterCode} ${it.afterName ?? ''}`,
    );
  };

  it('is told by the row of the one that takes over: 統合, 分割 and 引継ぎ', async () => {
    await load(
      ...[ended('10'), ended('20'), ended('30')],
      '40,合併課,,,課,2027/4/1,,1,10、20',
      ...['51,分割一課,,,課,2027/4/1,,1,30', '52,分割二課,,,課,2027/4/1,,1,30'],
    );
    expect(await linksOf('40')).toEqual([
      '10 第10課..2027-03-31 merger 2027-04-01 40 合併課',
      '20 第20課..2027-03-31 merger 2027-04-01 40 合併課',
    ]);
    expect(await linksOf('30')).toEqual([
      '30 第30課..2027-03-31 split 2027-04-01 51 分割一課',
      '30 第30課..2027-03-31 split 2027-04-01 52 分割二課',
    ]);
    expect(await linksOf('40', '2027-03-31')).toEqual([]);
  });

  it('calls it a split when the one of before goes on, a merger when the other was there, else a takeover', async () => {
    await load(
      ...['10,第10課,,,課,2020/4/1,,1,', '60,独立課,,,課,2027/4/1,,1,10'],
      ...[ended('20'), '30,第30課,,,課,2020/4/1,,1,20'],
    );
    expect(await linksOf('60')).toEqual(['10 第10課.. split 2027-04-01 60 独立課']);
    expect(await linksOf('30')).toEqual(['20 第20課..2027-03-31 merger 2027-04-01 30 第30課']);
    await load(
      '60,独立課,,,課,2027/4/1,2028/3/31,1,',
      ...['70,後の課,,,課,2028/4/1,,1,60', '30,第30課,,,課,2020/4/1,,1,20'],
    );
    expect(await linksOf('70')).toEqual([
      '10 第10課.. split 2027-04-01 60 独立課',
      '60 独立課..2028-03-31 takeover 2028-04-01 70 後の課',
    ]);
    expect(await linksOf('30')).toHaveLength(1);
  });

  it('shows before 反映 what is linked, and refuses what was never there, itself and a stranger to the day', async () => {
    const id = await test.get(OrganizationImports).preview(HR, {
      units: units(
        ended('10'),
        '40,引継課,,,課,2027/4/1,,1,10',
        ...['61,甲課,,,課,2027/4/1,,1,99', '62,乙課,,,課,2027/4/1,,1,62'],
        '63,丙課,,,課,2020/4/1,,1,20',
      ),
      effectiveOn: '2027-04-01',
    });
    const { rows } = await test
      .get(ImportQueries)
      .listItems(id, 'create', { page: 1, pageSize: 50 });
    expect(rows.map(({ changes }) => changes)).toEqual([
      [{ field: '前身', from: '', to: '10 第10課(引継ぎ)' }],
    ]);
    const refused = await test
      .get(ImportQueries)
      .listItems(id, 'refused', { page: 1, pageSize: 50 });
    expect(refused.rows.flatMap(({ problems }) => problems.map(({ reason }) => reason))).toEqual([
      '「99」は、令和9年4月1日より前にあった所属のコードではありません。コードを確かめてください。',
      '自分自身を前身にはできません。',
      '「20」は、令和2年4月1日より前にあった所属のコードではありません。コードを確かめてください。',
    ]);
  });

  it('is taken back with its batch, and holds back the batch that it rests upon', async () => {
    const founded = await load('60,新課,,,課,2027/4/1,,1,');
    const linked = await load(ended('10'), '60,新課,,,課,2027/4/1,,1,10');
    const undo = test.get(BatchUndo);
    const { dependents } = await undo.preview(actor, founded);
    expect(dependents.map(({ subject, text }) => `${subject}: ${text}`)).toEqual([
      '10 第10課: 前身・後継のつながり(つなぐ所属がなくなります)',
    ]);
    expect(await undo.preview(actor, linked)).toMatchObject({
      people: 0,
      units: 1,
      dependents: [],
    });
    await undo.undo(actor, linked, { reason: '取り違え', people: 0 });
    expect(await linksOf('60')).toEqual([]);
    await load(ended('10'), '60,新課,,,課,2027/4/1,,1,10');
    expect(await linksOf('60')).toHaveLength(1);
    const kept = await rowOf<{ n: number }>(
      test.database,
      'SELECT count(*)::int AS n FROM unit_successions_history WHERE superseded_at IS NOT NULL',
    );
    expect(kept?.n).toBe(1);
  });
});
