import { type AuditActor } from '@app/platform';
import { type LibTest, startLibTest } from '@app/testing';
import { OrganizationModule } from '../organization.module';
import { ImportQueries } from './imports.queries';
import { OrganizationImports } from './imports.service';

const HR: AuditActor = { accountId: null, label: 'spec' };
const HEADER =
  '発令日,職員番号,氏名,フリガナ,所属コード,所属名,職名,兼務区分,任用区分,メールアドレス,採用年月日,退職年月日,状態';

/** On 16 November 2026. */
describe('A row that is refused', () => {
  let test: LibTest;

  beforeEach(async () => {
    test = await startLibTest(OrganizationModule);
    const unitId = await test.city.addUnit({ code: '0110', name: '税務課' });
    for (const [staffNumber, name] of [
      ['000001', '山田　太郎'],
      ['000002', '鈴木　花子'],
      ['000003', '佐藤　次郎'],
      ['000004', '高橋　三郎'],
      ['000005', '田中　四郎'],
    ] as const)
      await test.city.addPerson({ staffNumber, name, kana: 'カナ', unitId, postTitle: '主事' });
  });

  afterEach(() => test.close());

  const line = (number: string, name: string): string =>
    `2026/11/16,${number},${name},カナ,0110,,主事,0,正規,,2010/4/1,,在職`;

  const previewOf = async (...lines: readonly string[]) => {
    const bytes = Buffer.from([HEADER, ...lines].join('\r\n'));
    const id = await test
      .get(OrganizationImports)
      .preview(HR, { postings: { fileName: 'shokuin.csv', bytes } });
    const missing = await test.get(ImportQueries).listMissing(id, { page: 1, pageSize: 50 });
    const batch = await test.get(ImportQueries).findBatch(id);
    return { missing: missing.rows.map(({ subject }) => subject), summary: batch?.summary };
  };

  it('keeps its person out of the leavings: wider or narrower than the heading, without its number, under another’s', async () => {
    const { missing, summary } = await previewOf(
      `${line('000001', '山田 太郎')},余分`,
      '2026/11/16,000002,鈴木 花子',
      line('', '佐藤次郎'),
      line('000005', '高橋　三郎').replace('2010/4/1', '2010/13/1'),
    );
    expect(summary?.postings?.refused).toBe(4);
    expect(missing).toEqual([]);
  });

  it('says whom it names as far as that can be read', async () => {
    const bytes = Buffer.from(
      [HEADER, `${line('000001', '山田 太郎')},余分`, line('000002', '鈴木 花子')].join('\r\n'),
    );
    const plan = await test
      .get(OrganizationImports)
      .planOf({ postings: { fileName: 'shokuin.csv', bytes } });
    expect(plan.items.find(({ verdict }) => verdict === 'refused')?.subject).toBe(
      '000001 山田 太郎',
    );
  });
});

describe('A name that is written as one', () => {
  let test: LibTest;

  beforeAll(async () => {
    test = await startLibTest(OrganizationModule);
    const unitId = await test.city.addUnit({ code: '0110', name: '税務課' });
    await test.city.addPerson({
      ...{ staffNumber: '000001', name: '五十嵐　千夏', kana: 'イガラシ　チナツ', unitId },
      postTitle: '主事',
    });
  });

  afterAll(() => test.close());

  it.each([
    ['五十嵐千夏', 'イガラシチナツ', '五十嵐　千夏'],
    ['五十嵐 千夏', 'イガラシ チナツ', '五十嵐　千夏'],
    ['五十　嵐千夏', 'イガラシ　チナツ', '五十　嵐千夏'],
    ['五十嵐千秋', 'イガラシチアキ', '五十嵐千秋'],
  ])('%s does not take away where the known one is parted', async (name, kana, stored) => {
    const bytes = Buffer.from(
      [HEADER, `2026/11/16,000001,${name},${kana},0110,,主事,0,正規,,2010/4/1,,在職`].join('\r\n'),
    );
    const plan = await test
      .get(OrganizationImports)
      .planOf({ postings: { fileName: 'shokuin.csv', bytes } });
    const changed = plan.items
      .flatMap(({ changes }) => changes)
      .find(({ field }) => field === '氏名');
    expect(changed?.to ?? '五十嵐　千夏').toBe(stored);
  });
});
