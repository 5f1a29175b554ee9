import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditActor } from '@app/platform';
import { anActor, type LibTest, rowOf, startLibTest } from '@app/testing';
import iconv from 'iconv-lite';
import { OrganizationModule } from '../organization.module';
import { PeopleQueries } from '../person/people.queries';
import { UnitQueries } from '../unit/units.queries';
import { ImportQueries } from './imports.queries';
import { OrganizationImports } from './imports.service';

const EXAMPLES = join(__dirname, '../../../../docs/examples');
const HR: AuditActor = {
  accountId: '7d7a1f0e-0000-4000-8000-000000000001',
  label: '000001 人事　花子',
};
const PLAIN = { withoutRefused: false, leavings: null };
const HEADER =
  '発令日,職員番号,氏名,フリガナ,所属コード,所属名,職名,兼務区分,任用区分,メールアドレス,採用年月日,退職年月日,状態';
const UNIT_HEADER = '所属コード,所属名,所属カナ,上位所属コード,種別,有効開始日,有効終了日,並び順';

const example = (fileName: string) => ({ fileName, bytes: readFileSync(join(EXAMPLES, fileName)) });
const csv = (...lines: string[]) => ({
  fileName: 'test.csv',
  bytes: Buffer.from(lines.join('\r\n') + '\r\n'),
});
const staff = (...lines: string[]) => csv(HEADER, ...lines);
const unitsFile = (...lines: string[]) => csv(UNIT_HEADER, ...lines);

describe('Importing the organisation', () => {
  let test: LibTest;
  let imports: OrganizationImports;
  let batches: ImportQueries;

  beforeEach(async () => {
    test = await startLibTest(OrganizationModule);
    await test.city.register(anActor({ accountId: HR.accountId ?? '' }));
    imports = test.get(OrganizationImports);
    batches = test.get(ImportQueries);
  });

  afterEach(() => test.close());

  const loadExamples = async (): Promise<string> => {
    const id = await imports.preview(HR, {
      units: example('soshiki.csv'),
      postings: example('shokuin.csv'),
    });
    await imports.apply(HR, id, PLAIN);
    return id;
  };
  const load = async (input: Parameters<OrganizationImports['preview']>[1]): Promise<string> => {
    const id = await imports.preview(HR, input);
    await imports.apply(HR, id, PLAIN);
    return id;
  };
  const count = async (table: string): Promise<number> =>
    (await rowOf<{ n: number }>(test.database, `SELECT count(*)::int AS n FROM ${table}`))?.n ?? -1;
  const problemsOf = async (input: Parameters<OrganizationImports['preview']>[1]) => {
    const plan = await imports.planOf(input);
    return plan.items.flatMap((item) =>
      item.problems.map(({ column, reason }) => `${item.line} ${column ?? ''} ${reason}`),
    );
  };
  const historyOf = async (staffNumber: string) => {
    const person = await test.get(PeopleQueries).findPerson(staffNumber, test.clock.today());
    return (person?.postings ?? []).map(
      (p) => `${p.unitCode} ${p.postTitle} ${p.kind} ${p.validFrom}..${p.validTo ?? ''}`,
    );
  };

  describe('the two example files', () => {
    it('load unedited: 41 units, 358 rows, 341 people, and nothing is written before 反映', async () => {
      const id = await imports.preview(HR, {
        units: example('soshiki.csv'),
        postings: example('shokuin.csv'),
      });
      expect(await count('persons')).toBe(0);
      const batch = await batches.findBatch(id);
      expect(batch).toMatchObject({
        effectiveOn: '2026-04-01',
        state: 'previewed',
        createdBy: HR.label,
      });
      expect(batch?.summary).toMatchObject({
        units: { rows: 41, create: 41, change: 0, unchanged: 0, refused: 0, encoding: 'cp932' },
        postings: { rows: 358, create: 358, change: 0, unchanged: 0, refused: 0 },
        affectedPeople: 341,
      });
      await imports.apply(HR, id, PLAIN);
      expect(await count('org_units')).toBe(41);
      expect(await count('persons')).toBe(341);
      expect(await count('postings')).toBe(358);
      expect(await count('employment_statuses')).toBe(18);
    });

    it('loaded again change nothing', async () => {
      await loadExamples();
      const before = await count('audit_entries');
      const id = await loadExamples();
      expect((await batches.findBatch(id))?.summary).toMatchObject({
        units: { create: 0, change: 0, unchanged: 41, refused: 0 },
        postings: { create: 0, change: 0, unchanged: 358, refused: 0 },
        affectedPeople: 0,
        missingPeople: 0,
      });
      expect(await count('audit_entries')).toBe(before + 2);
      expect(await count('postings')).toBe(358);
    });

    it('decide which units must have a leader', async () => {
      await loadExamples();
      const units = await test.get(UnitQueries).listUnits('2026-04-01');
      expect(units).toHaveLength(40);
      const counted = units.filter((unit) => unit.countsForLeaderKpi).map((unit) => unit.name);
      expect(counted).toHaveLength(29);
      expect(counted).toEqual(
        expect.arrayContaining([
          'DX推進室',
          '公共施設再編推進室',
          '会計課',
          '議会事務局',
          '監査委員事務局',
          '農業委員会事務局',
          '水道課',
        ]),
      );
      for (const name of [
        '上下水道局',
        '教育委員会事務局',
        '西支所',
        '窓口係',
        '図書館',
        '総務部',
      ]) {
        expect(counted).not.toContain(name);
      }
      expect(units.find((unit) => unit.code === '0800')?.kind).toBe('assembly_secretariat');
      expect(units.find((unit) => unit.code === '0900')?.kind).toBe('department');
      expect(units.find((unit) => unit.code === '1000')?.kind).toBe('committee_secretariat');
      expect(await test.get(UnitQueries).findUnitByCode('0215', '2026-03-31')).toMatchObject({
        name: '情報広報課',
      });
      expect(await test.get(UnitQueries).findUnitByCode('0215', '2026-04-01')).toBeNull();
    });

    it('keep the people as the file describes them, in the form of the database', async () => {
      await loadExamples();
      const person = await test.get(PeopleQueries).findPerson('000363', test.clock.today());
      expect(person).toMatchObject({
        name: '山口　美咲',
        kana: 'ヤマグチ　ミサキ',
        employments: [{ employmentType: 'regular', validFrom: '1988-04-01', validTo: null }],
        statuses: [{ status: 'parental_leave', validFrom: '2026-04-01', validTo: null }],
      });
      expect(await historyOf('100014')).toEqual([
        '0200 部長 primary 2026-04-01..',
        '0240 部長 concurrent 2026-04-01..',
      ]);
      expect(
        (await test.get(PeopleQueries).findPerson('900008', test.clock.today()))?.email,
      ).toBeNull();
    });

    it('are the same in UTF-8, with and without BOM', async () => {
      await loadExamples();
      for (const bom of ['', '\uFEFF']) {
        const text = iconv.decode(readFileSync(join(EXAMPLES, 'shokuin.csv')), 'cp932');
        const plan = await imports.planOf({
          postings: { fileName: 'utf8.csv', bytes: Buffer.from(bom + text) },
        });
        expect(plan.summary.postings).toMatchObject({
          unchanged: 358,
          encoding: bom ? 'utf-8-bom' : 'utf-8',
        });
      }
    });
  });

  describe('refusing rows', () => {
    beforeEach(() => load({ units: example('soshiki.csv'), effectiveOn: '2026-04-01' }));
    const row = (over: Record<number, string> = {}): string => {
      const cells = [
        '2026/4/1',
        '000123',
        '試験 太郎',
        'シケン タロウ',
        '0110',
        '総務課',
        '主事',
        '0',
        '正規',
        'a@b.jp',
        '2020/4/1',
        '',
        '在職',
      ];
      return cells.map((cell, index) => over[index] ?? cell).join(',');
    };

    it.each([
      ['an unknown unit', { 4: '9999' }, '所属コード 所属コード「9999」は登録されていません。'],
      [
        'a unit that has ended',
        { 4: '0215' },
        '所属コード 所属コード「0215」(情報広報課)は令和8年3月31日で終わっています。',
      ],
      ['a bad date', { 10: '2020/2/30' }, '採用年月日 日付として読めません(「2020/2/30」)。'],
      ['an unknown kind of post', { 7: '9' }, '兼務区分 「9」は使えません。'],
      ['an unknown employment type', { 8: 'アルバイト' }, '任用区分 「アルバイト」は使えません。'],
      ['an unknown status', { 12: '不明' }, '状態 「不明」は使えません。'],
      ['a missing name', { 2: '' }, '氏名 入力がありません。'],
      [
        'a bad address',
        { 9: 'a@' },
        'メールアドレス メールアドレスとして正しくありません(「a@」)。',
      ],
      [
        'a number with odd characters',
        { 1: '00*12' },
        '職員番号 「00*12」に使えない文字があります。',
      ],
      ['retirement before hire', { 11: '2019/3/31' }, '退職年月日 採用年月日より前の日です。'],
      ['a post after retirement', { 11: '2026/3/31' }, '退職年月日 退職年月日が発令日より前です。'],
      ['a lost character', { 2: '試験 ?郎' }, '氏名 変換できなかった文字の跡'],
      ['a missing day of effect', { 0: '' }, '発令日 日付の入力がありません。'],
    ])('names line, column and reason of %s', async (_what, over, reason) => {
      const problems = await problemsOf({ postings: staff(row({ 1: '000001' }), row(over)) });
      expect(problems).toHaveLength(1);
      expect(problems[0]).toContain(`3 ${reason}`);
    });

    it('names ragged rows, 外字 and undecodable characters by line, and counts them', async () => {
      const gaiji = Buffer.concat([
        iconv.encode(`${HEADER}\r\n2026/4/1,000001,試験`, 'cp932'),
        Buffer.from([0xf0, 0x40]),
        iconv.encode(
          `,,0110,総務課,主事,0,正規,,2020/4/1,,在職\r\n2026/4/1,000002\r\n${row()}\r\n`,
          'cp932',
        ),
      ]);
      const input = { postings: { fileName: 'gaiji.csv', bytes: gaiji } };
      const problems = await problemsOf(input);
      expect(problems).toEqual([
        expect.stringMatching(/^2 {2}外字があります\(U\+E000\)/),
        expect.stringMatching(/^3 .*列の数が見出しと合いません/),
      ]);
      const { postings } = (await imports.planOf(input)).summary;
      expect(postings).toMatchObject({ rows: 3, create: 1, refused: 2 });
      const broken = Buffer.from(`${HEADER}\r\n${row({ 2: '試験太X' })}\r\n`);
      broken[broken.indexOf('X')] = 0xff;
      expect(await problemsOf({ postings: { fileName: 'broken.csv', bytes: broken } })).toEqual([
        expect.stringContaining('2  読み取れない文字があります'),
        expect.stringContaining('2 氏名 変換できなかった文字の跡'),
      ]);
    });

    it('refuses a second primary post and with it the whole person', async () => {
      const problems = await problemsOf({
        postings: staff(row(), row({ 4: '0120' }), row({ 1: '000999' })),
      });
      expect(problems).toEqual([
        '2  この職員の3行目を反映できないため、この行も反映しません。',
        '3 兼務区分 この職員の主務は2行目にもあります。主務は1行にしてください。',
      ]);
    });

    it('refuses rows of another day and rows that contradict each other', async () => {
      const problems = await problemsOf({
        postings: staff(
          row(),
          row({ 1: '000002' }),
          row({ 0: '2026/7/1', 1: '000003' }),
          row({ 4: '0120', 7: '1', 8: '再任用' }),
        ),
      });
      expect(problems).toEqual([
        expect.stringContaining('2  この職員の5行目'),
        expect.stringContaining('4 発令日 ほかの行の発令日(令和8年4月1日)と違います。'),
        expect.stringContaining('5 任用区分 同じ職員番号の2行目と任用区分が違います。'),
      ]);
    });

    it('refuses units with missing parents, circles, doubled codes and odd kinds', async () => {
      const problems = await problemsOf({
        effectiveOn: '2026-04-01',
        units: unitsFile(
          'A1,甲課,,A9,課,2026/4/1,,1',
          'B1,乙課,,B2,課,2026/4/1,,1',
          'B2,丙課,,B1,課,2026/4/1,,1',
          'C1,丁課,,,課,2026/4/1,2026/3/1,1',
          'D1,戊課,,,ほげ,2026/4/1,,1',
          'E1,己課,,,課,2026/4/1,,1',
          'E1,己課,,,課,2026/4/1,,x',
          'E1,己課,,A1,課,2026/4/1,,3',
        ),
      });
      expect(problems).toEqual([
        expect.stringContaining('2 上位所属コード 上位所属コード「A9」の所属がありません。'),
        '3 上位所属コード 上位所属をたどると自分に戻ります。',
        '4 上位所属コード 上位所属をたどると自分に戻ります。',
        '5 有効終了日 有効開始日より前の日です。',
        expect.stringContaining('6 種別 「ほげ」は使えません。'),
        expect.stringContaining('8 並び順 「x」は整数ではありません。'),
        '9 所属コード 所属コード「E1」が7行目にもあります。1つの所属は1行にしてください。',
      ]);
    });

    it('says so when the two files were chosen the wrong way round', async () => {
      const units = csv(
        '所属コード,所属名,上位所属コード,種別,有効開始日,有効終了日',
        'X1,総務課,,課,2020/4/1,',
      );
      await expect(imports.preview(HR, { postings: units })).rejects.toMatchObject({
        fields: { postings: expect.stringContaining('組織のファイルのようです。選ぶ欄が逆に') },
      });
    });

    it('refuses a file of another layout as a whole, under its field', async () => {
      await expect(imports.preview(HR, { postings: csv('a,b', '1,2') })).rejects.toMatchObject({
        fields: { postings: expect.stringContaining('列「発令日」「職員番号」') },
      });
      await expect(imports.preview(HR, { units: csv(UNIT_HEADER) })).rejects.toMatchObject({
        fields: { units: expect.stringContaining('データの行がありません') },
      });
      await expect(imports.preview(HR, {})).rejects.toMatchObject({ kind: 'invalid_input' });
    });

    it('applies with refused rows only when asked to, and leaves their people as they are', async () => {
      await load({ postings: staff(row(), row({ 4: '0120', 7: '1' })) });
      const broken = staff(
        row({ 0: '2026/7/1' }),
        row({ 0: '2026/7/1', 4: '9999', 7: '1' }),
        row({ 0: '2026/7/1', 1: '000777' }),
      );
      const id = await imports.preview(HR, { postings: broken });
      await expect(imports.apply(HR, id, PLAIN)).rejects.toMatchObject({
        code: 'import.rows_refused',
      });
      await imports.apply(HR, id, { ...PLAIN, withoutRefused: true });
      expect(await historyOf('000123')).toEqual([
        '0110 主事 primary 2026-04-01..',
        '0120 主事 concurrent 2026-04-01..',
      ]);
      expect(await historyOf('000777')).toEqual(['0110 主事 primary 2026-07-01..']);
      expect((await batches.findBatch(id))?.summary.missingPeople).toBe(0);
    });
  });
});
