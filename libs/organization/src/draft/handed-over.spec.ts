import type { Actor } from '@app/access';
import type { AuditActor } from '@app/platform';
import { anActor, type LibTest, startLibTest } from '@app/testing';
import { BaseFacts } from '../import/base-facts';
import { ImportQueries } from '../import/imports.queries';
import { OrganizationImports } from '../import/imports.service';
import { JoinQueries } from '../join/joins.queries';
import { OrganizationModule } from '../organization.module';
import { DraftAdoption } from './draft-adoption';
import { type DraftLine, DraftLines } from './draft-lines.service';
import { TransferDraftQueries } from './drafts.queries';
import { TransferDrafts } from './drafts.service';

const HEADER =
  '発令日,職員番号,氏名,フリガナ,所属コード,所属名,職名,兼務区分,任用区分,メールアドレス,採用年月日,退職年月日,状態';
const UNIT_HEADER = '所属コード,所属名,所属カナ,上位所属コード,種別,有効開始日,有効終了日,並び順';
const csv = (...lines: string[]) => ({
  fileName: 'test.csv',
  bytes: Buffer.from(lines.join('\r\n') + '\r\n'),
});
const MOVE: DraftLine = { act: 'move', staffNumber: '003', unitCode: '10', title: '課長' };

/** Today is 2026-11-16. */
describe('A draft that was handed over', () => {
  let test: LibTest;
  let lines: DraftLines;
  let hr: Actor;
  let by: AuditActor;
  let id: string;

  beforeEach(async () => {
    test = await startLibTest(OrganizationModule);
    const unitId = await test.city.addUnit({ code: '01', name: '人事課' });
    const personId = await test.city.addPerson({ unitId, staffNumber: '801', name: '担当' });
    const accountId = await test.city.addAccount(personId, 'hr');
    hr = anActor({ accountId, personId, staffNumber: '801', roles: ['staff', 'hr'] });
    by = { accountId, label: '' };
    await test.get(OrganizationImports).importAtOnce(by, {
      units: csv(
        UNIT_HEADER,
        '10,甲課,コウカ,,課,2020/4/1,,1',
        '20,乙課,オツカ,,課,2020/4/1,,2',
        '30,丙課,ヘイカ,,課,2020/4/1,,3',
        '40,丁課,テイカ,,課,2020/4/1,,4',
      ),
      postings: csv(
        HEADER,
        '2026/4/1,001,山田 太郎,ヤマダ タロウ,10,甲課,課長,0,正規,t@x.jp,2000/4/1,,在職',
        '2026/4/1,002,佐藤 花子,サトウ ハナコ,10,甲課,主事,0,正規,h@x.jp,2010/4/1,,在職',
        '2026/4/1,003,鈴木 一郎,スズキ イチロウ,20,乙課,課長,0,正規,,2011/4/1,,在職',
        '2026/4/1,004,高橋 次郎,タカハシ ジロウ,30,丙課,主事,0,正規,,2011/4/1,,在職',
      ),
    });
    lines = test.get(DraftLines);
    id = await test.get(TransferDrafts).create(hr, { name: '春の案', effectiveOn: '2027-04-01' });
  });

  afterEach(() => test.close());

  const handOver = () => test.get(DraftAdoption).handOver(hr, id);
  const subjects = async () => {
    const queries = test.get(TransferDraftQueries);
    const rows = await queries.listRows(await queries.get(hr, id));
    return rows.map(({ subject, act }) => `${subject} ${act}`);
  };
  const findingsOf = async (batchId: string) => {
    const page = { page: 1, pageSize: 50 };
    const { rows } = await test.get(ImportQueries).listSuspicions(batchId, page);
    return rows.map(({ kind, subject }) => `${kind} ${subject}`);
  };

  it('is changed by nobody as long as its import waits, and again once that is given up', async () => {
    await lines.put(hr, id, MOVE);
    const batchId = await handOver();
    const postings = csv(HEADER, '2027/4/1,002,佐藤 花子,,20,,主事,0,正規,,2010/4/1,,在職');
    for (const change of [
      () => lines.put(hr, id, { act: 'retire', staffNumber: '002' }),
      () => lines.takeOut(hr, id, { file: 'postings', subject: '003' }),
      () => test.get(TransferDrafts).addFiles(hr, id, { postings }),
    ])
      await expect(change()).rejects.toMatchObject({
        code: 'draft.handed_over',
        message: expect.stringContaining('先にその取込みを取りやめてください') as string,
      });
    expect(await subjects()).toEqual(['003 move']);
    await test.get(OrganizationImports).discard(by, batchId);
    await lines.put(hr, id, { act: 'retire', staffNumber: '002' });
    expect(await subjects()).toEqual(['003 move', '002 retire']);
  });

  it('is warned of as a file with its rows is, of nothing that was so before, and is confirmed', async () => {
    const personId = (await test.get(JoinQueries).findByNumber('002')) ?? '';
    const time = { personId, title: 'DX推進リーダー', from: '2026-04-01', to: null } as const;
    test.get(BaseFacts).add({ listRoles: () => Promise.resolve([time]) });
    await lines.put(hr, id, MOVE);
    await lines.put(hr, id, { act: 'retire', staffNumber: '002' });
    const batchId = await handOver();
    expect((await findingsOf(batchId)).toSorted()).toEqual([
      'head_disappears 20 乙課',
      'role_disappears 10 甲課',
      'several_heads 10 甲課',
      'unit_empty 20 乙課',
    ]);
    const apply = (alarmsAccepted: boolean) =>
      test
        .get(OrganizationImports)
        .apply(by, batchId, { withoutRefused: false, leavings: null, alarmsAccepted });
    await expect(apply(false)).rejects.toMatchObject({
      fields: { alarmsAccepted: expect.stringContaining('あとで困る') as string },
    });
    await apply(true);
  });

  it('is asked how many people it leaves in a unit that ends', async () => {
    await lines.put(hr, id, {
      ...{ act: 'unit', code: '10', name: '甲課', parentCode: '' },
      ...{ kind: 'section', isEnded: true },
    });
    const batchId = await handOver();
    expect(await findingsOf(batchId)).toContain('unit_abolished_with_people 10 甲課');
    expect((await test.get(ImportQueries).findBatch(batchId))?.summary).toMatchObject({
      ...{ affectedPeople: 0, leftBehindPeople: 2 },
      alarms: [{ kind: 'grave_findings' }],
    });
  });
});
