import type { AuditActor } from '@app/platform';
import { anActor, type LibTest, rowOf, startLibTest } from '@app/testing';
import { OrganizationModule } from '../organization.module';
import { ImportQueries } from './imports.queries';
import { ImportRepairs } from './import-repairs.service';
import { OrganizationImports } from './imports.service';

const HR: AuditActor = { accountId: '7d7a1f0e-0000-4000-8000-000000000001', label: '人事' };
const HEADER =
  '発令日,職員番号,氏名,フリガナ,所属コード,所属名,職名,兼務区分,任用区分,メールアドレス,採用年月日,退職年月日,状態';
const UNIT_HEADER = '所属コード,所属名,所属カナ,上位所属コード,種別,有効開始日,有効終了日,並び順';
const csv = (...lines: string[]) => ({
  fileName: 'test.csv',
  bytes: Buffer.from(lines.join('\r\n') + '\r\n'),
});
const row = (
  number: string,
  name: string,
  unit: string,
  rest: Partial<Record<string, string>> = {},
) => {
  const { on = '2027/4/1', title = '主事', kind = '0', mail = '' } = rest;
  return `${on},${number},${name},,${unit},,${title},${kind},正規,${mail},2010/4/1,,在職`;
};

/** Today is 2026-11-16. */
describe('What is put right in a whole file', () => {
  let test: LibTest;
  let imports: OrganizationImports;

  beforeEach(async () => {
    test = await startLibTest(OrganizationModule);
    await test.city.register(anActor({ accountId: HR.accountId ?? '' }));
    imports = test.get(OrganizationImports);
    await imports.importAtOnce(HR, {
      units: csv(UNIT_HEADER, '0110,甲課,,,課,2020/4/1,,1', '0120,乙課,,,課,2020/4/1,,2'),
      postings: csv(
        HEADER,
        row('000001', '山田 太郎', '0110', { on: '2026/4/1' }),
        row('000002', '佐藤 花子', '0120', { on: '2026/4/1' }),
      ),
    });
  });

  afterEach(() => test.close());

  const short = () =>
    csv(HEADER, row('1', '山田 太郎', '120'), row('2', '佐藤 花子', '120', { title: '主任' }));
  const batchOf = async (id: string) => {
    const batch = await test.get(ImportQueries).findBatch(id);
    if (!batch) throw new Error(id);
    return batch;
  };

  it('says before it, by name, who gets their zeros back, and makes the preview anew with them', async () => {
    const id = await imports.preview(HR, { postings: short() });
    const before = await batchOf(id);
    expect(before.summary.postings).toMatchObject({ rows: 2, refused: 2 });
    expect(before.summary.repairs).toEqual({
      offered: {
        zeros: {
          count: 3,
          examples: ['1 → 000001 山田　太郎', '2 → 000002 佐藤　花子', '120 → 0120 乙課'],
        },
      },
      done: {},
    });
    await expect(test.get(ImportRepairs).repair(HR, id, 'zeros')).resolves.toBe(3);
    const { summary } = await batchOf(id);
    expect(summary.postings).toMatchObject({ rows: 2, change: 2, refused: 0 });
    expect(summary.alarms.map(({ kind }) => kind)).not.toContain('zeros_lost');
    expect(summary.repairs).toEqual({ offered: {}, done: before.summary.repairs.offered });
    await expect(test.get(ImportRepairs).repair(HR, id, 'zeros')).rejects.toMatchObject({
      code: 'import.nothing_to_repair',
    });
    const audit = await rowOf<{ detail: object }>(
      test.database,
      `SELECT detail FROM audit_entries WHERE action = 'organization_import.repaired'`,
    );
    expect(audit?.detail).toMatchObject({ repair: 'zeros', count: 3 });
    const given = { withoutRefused: false, leavings: null, alarmsAccepted: true };
    await imports.apply(HR, id, given);
    const post = await rowOf<{ code: string }>(
      test.database,
      `SELECT o.code FROM postings po JOIN org_units o ON o.id = po.org_unit_id JOIN staff_numbers n ON n.person_id = po.person_id
       WHERE n.staff_number = '000001' AND po.valid_from = '2027-04-01'`,
    );
    expect(post?.code).toBe('0120');
  });

  it('takes the lower of two rows of a day, the later of two days, and the mail of the newer one', async () => {
    const twice = csv(
      HEADER,
      row('000001', '山田 太郎', '0110', { mail: 'old@x.jp' }),
      row('000001', '山田 太郎', '0120', { kind: '1', mail: 'old@x.jp' }),
      row('000001', '山田 太郎', '0120', { title: '主査', mail: 'new@x.jp' }),
      row('000002', '佐藤 花子', '0120', { title: '主任' }),
      row('000002', '佐藤 花子', '0110', { on: '2026/10/1' }),
    );
    const id = await imports.preview(HR, { postings: twice });
    const before = await batchOf(id);
    expect(before.summary.postings?.refused).toBe(5);
    expect(before.summary.repairs.offered.newer).toEqual({
      count: 2,
      examples: ['000001 山田　太郎 → 4行目(主査)', '000002 佐藤　花子 → 5行目(主任)'],
    });
    await test.get(ImportRepairs).repair(HR, id, 'newer');
    const { summary } = await batchOf(id);
    expect(summary.postings).toMatchObject({ rows: 3, refused: 0 });
    const { rows } = await test
      .get(ImportQueries)
      .listItems(id, 'change', { page: 1, pageSize: 9 });
    expect(rows.flatMap(({ line, changes }) => changes.map((it) => [line, it.to]))).toEqual(
      expect.arrayContaining([
        [4, 'new@x.jp'],
        [4, '主査'],
        [5, '主任'],
      ]),
    );
  });

  it('is the same at once, without a preview, and is kept with the batch', async () => {
    const input = { postings: short(), repairs: ['zeros', 'newer'] as const };
    const plan = await imports.planOf(input);
    expect(plan.summary.postings?.refused).toBe(0);
    const { batchId } = await imports.importAtOnce(HR, input, { alarmsAccepted: true });
    const { summary } = await batchOf(batchId);
    expect(summary.repairs.done.zeros?.count).toBe(3);
    await expect(imports.importAtOnce(HR, { postings: short() })).rejects.toMatchObject({
      code: 'import.rows_refused',
    });
  });

  it('has nothing to offer for a file that is right', async () => {
    const plan = await imports.planOf({
      postings: csv(HEADER, row('000001', '山田 太郎', '0110')),
    });
    expect(plan.summary.repairs).toEqual({ offered: {}, done: {} });
  });
});
