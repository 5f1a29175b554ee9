import type { Actor } from '@app/access';
import { type AuditActor, NotFound } from '@app/platform';
import { anActor, type LibTest, rowOf, rowsOf, startLibTest } from '@app/testing';
import { OrganizationImports } from '../import/imports.service';
import { OrganizationModule } from '../organization.module';
import { PeopleQueries } from '../person/people.queries';
import { DraftAdoption } from './draft-adoption';
import { type DraftLine, DraftLines } from './draft-lines.service';
import { DraftTrials } from './draft-trials';
import { TransferDraftQueries } from './drafts.queries';
import { TransferDrafts } from './drafts.service';

const HEADER =
  '発令日,職員番号,氏名,フリガナ,所属コード,所属名,職名,兼務区分,任用区分,メールアドレス,採用年月日,退職年月日,状態';
const UNIT_HEADER = '所属コード,所属名,所属カナ,上位所属コード,種別,有効開始日,有効終了日,並び順';
const csv = (...lines: string[]) => ({
  fileName: 'test.csv',
  bytes: Buffer.from(lines.join('\r\n') + '\r\n'),
});
const ON = '2027-04-01';
const MOVE: DraftLine = { act: 'move', staffNumber: '003', unitCode: '10', title: '課長補佐' };

/** Today is 2026-11-16. */
describe('Drafts of transfers', () => {
  let test: LibTest;
  let drafts: TransferDrafts;
  let lines: DraftLines;
  let queries: TransferDraftQueries;
  let hr: Actor;
  let colleague: Actor;
  let office: Actor;

  beforeEach(async () => {
    test = await startLibTest(OrganizationModule);
    const unitId = await test.city.addUnit({ code: '01', name: '人事課' });
    const actorFor = async (staffNumber: string, role: 'hr' | 'program_office') => {
      const facts = { unitId, staffNumber, name: `担当　${staffNumber}` };
      const personId = await test.city.addPerson(facts);
      const accountId = await test.city.addAccount(personId, role);
      return anActor({ accountId, personId, staffNumber, roles: ['staff', role] });
    };
    hr = await actorFor('801', 'hr');
    colleague = await actorFor('802', 'hr');
    office = await actorFor('803', 'program_office');
    drafts = test.get(TransferDrafts);
    lines = test.get(DraftLines);
    queries = test.get(TransferDraftQueries);
    const by: AuditActor = { accountId: hr.accountId, label: '' };
    await test.get(OrganizationImports).importAtOnce(by, {
      units: csv(UNIT_HEADER, '10,甲課,コウカ,,課,2020/4/1,,1', '20,乙課,オツカ,,課,2020/4/1,,2'),
      postings: csv(
        HEADER,
        '2026/4/1,001,山田 太郎,ヤマダ タロウ,10,甲課,課長,0,正規,t@x.jp,2000/4/1,,在職',
        '2026/4/1,002,佐藤 花子,サトウ ハナコ,10,甲課,主事,0,正規,h@x.jp,2010/4/1,,在職',
        '2026/4/1,003,鈴木 一郎,スズキ イチロウ,20,乙課,課長,0,正規,,2011/4/1,,在職',
      ),
    });
  });

  afterEach(() => test.close());

  const create = () => drafts.create(hr, { name: '春の案', effectiveOn: ON });
  const rowsOfDraft = async (id: string) => {
    const rows = await queries.listRows(await queries.get(hr, id));
    return rows.map(({ file, subject, act }) => `${file} ${subject} ${act}`);
  };
  /** All of every table but the queue's, row by row. */
  const everything = async () => {
    const tables = await rowsOf<{ name: string }>(
      test.database,
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1`,
    );
    const marks: string[] = [];
    for (const { name } of tables) {
      const row = await rowOf<{ mark: string }>(
        test.database,
        `SELECT count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) AS mark FROM ${name} t`,
      );
      marks.push(`${name} ${row?.mark ?? ''}`);
    }
    return marks;
  };

  it('exist for who is named alone, also among HR; each opening is written down and says nothing else', async () => {
    const id = await create();
    expect((await queries.list(hr)).map(({ name }) => name)).toEqual(['春の案']);
    for (const other of [colleague, office]) {
      expect(await queries.list(other)).toEqual([]);
      await expect(drafts.open(other, id)).rejects.toThrow(NotFound);
    }
    for (const act of [
      () => lines.put(colleague, id, MOVE),
      () => lines.takeOut(colleague, id, { file: 'postings', subject: '003' }),
      () => drafts.addFiles(colleague, id, { postings: csv(HEADER) }),
      () => drafts.nameReader(colleague, id, '001'),
      () => drafts.removeReader(colleague, id, hr.accountId),
      () => drafts.discard(colleague, id),
      () => test.get(DraftAdoption).handOver(colleague, id),
    ])
      await expect(act()).rejects.toThrow(NotFound);
    await drafts.nameReader(hr, id, office.staffNumber);
    expect((await drafts.open(office, id)).name).toBe('春の案');
    await expect(lines.put(office, id, MOVE)).rejects.toMatchObject({ code: 'access.not_allowed' });
    await drafts.removeReader(hr, id, office.accountId);
    await expect(drafts.open(office, id)).rejects.toThrow(NotFound);
    const log = await rowsOf(
      test.database,
      `SELECT action, actor_account_id AS by, detail FROM audit_entries WHERE subject_type = 'transfer_draft' ORDER BY id`,
    );
    const named = (accountId: string) => ({ accountId });
    expect(log).toEqual([
      { action: 'transfer_draft.created', by: hr.accountId, detail: {} },
      { action: 'transfer_draft.reader_named', by: hr.accountId, detail: named(hr.accountId) },
      { action: 'transfer_draft.reader_named', by: hr.accountId, detail: named(office.accountId) },
      { action: 'transfer_draft.opened', by: office.accountId, detail: {} },
      {
        action: 'transfer_draft.reader_removed',
        by: hr.accountId,
        detail: named(office.accountId),
      },
    ]);
  });

  it('names only who may open one, nobody twice, and always leaves whoever removes', async () => {
    const id = await create();
    await expect(drafts.nameReader(hr, id, '002')).rejects.toMatchObject({
      fields: { staffNumber: expect.stringContaining('人事かDX推進室') as string },
    });
    await expect(drafts.nameReader(hr, id, hr.staffNumber)).rejects.toMatchObject({
      fields: { staffNumber: expect.stringContaining('すでに') as string },
    });
    await expect(drafts.removeReader(hr, id, hr.accountId)).rejects.toMatchObject({
      code: 'draft.own_reader',
    });
  });

  it('is filled in on the screen, line by line; what follows a line takes its place', async () => {
    const id = await create();
    await lines.put(hr, id, MOVE);
    await lines.put(hr, id, { act: 'promote', staffNumber: '003', title: '部長' });
    await lines.put(hr, id, { act: 'retire', staffNumber: '001' });
    await lines.put(hr, id, { act: 'absence', staffNumber: '002', status: 'parental_leave' });
    await lines.put(hr, id, {
      ...{ act: 'unit', code: '30', name: '丙課', parentCode: '' },
      ...{ kind: 'section', isEnded: false },
    });
    await lines.put(hr, id, {
      act: 'hire',
      row: {
        ...{ 職員番号: '004', 氏名: '高橋 次郎', フリガナ: 'タカハシ ジロウ', 所属コード: '30' },
        ...{ 所属名: '', 職名: '主事', 兼務区分: '主務', 任用区分: '正規', メールアドレス: '' },
        ...{ 退職年月日: '', 状態: '在職' },
      },
    });
    expect(await rowsOfDraft(id)).toEqual([
      'units 30 unit',
      'postings 003 promote',
      'postings 001 retire',
      'postings 002 absence',
      'postings 004 hire',
    ]);
    const [, moved] = await queries.listRows(await queries.get(hr, id));
    expect(moved?.cells).toMatchObject([{ 所属コード: '10', 職名: '部長', 発令日: ON }]);
    await lines.takeOut(hr, id, { file: 'postings', subject: '001' });
    expect(await rowsOfDraft(id)).not.toContain('postings 001 retire');
    const kept = await rowOf<{ n: number }>(
      test.database,
      'SELECT count(*)::int AS n FROM transfer_draft_rows_history WHERE superseded_at IS NOT NULL',
    );
    expect(kept?.n).toBe(2);
  });

  it('is refused at the field as an import would be, and nobody drafts their own transfer', async () => {
    const id = await create();
    const refused = (line: DraftLine) => expect(lines.put(hr, id, line)).rejects;
    await refused({ ...MOVE, unitCode: '99' }).toMatchObject({
      fields: { unitCode: expect.stringContaining('登録されていません') as string },
    });
    await refused({ ...MOVE, staffNumber: '999' }).toMatchObject({
      fields: { staffNumber: expect.stringContaining('登録されていません') as string },
    });
    await refused({ ...MOVE, staffNumber: hr.staffNumber }).toMatchObject({
      code: 'draft.own_transfer',
    });
    expect(await rowsOfDraft(id)).toEqual([]);
  });

  it('takes the rows of files, refused as a whole where one is refused or is of another day', async () => {
    const postings = csv(
      HEADER,
      '2027/4/1,003,鈴木 一郎,スズキ イチロウ,10,甲課,課長補佐,0,正規,,2011/4/1,,在職',
    );
    const id = await drafts.createOf(
      hr,
      { name: 'ファイルの案', effectiveOn: '2027-05-01' },
      { postings },
    );
    const draft = await queries.get(hr, id);
    expect([draft.effectiveOn, draft.people, draft.units]).toEqual([ON, 1, 0]);
    const add = (line: string) => drafts.addFiles(hr, id, { postings: csv(HEADER, line) });
    await expect(
      add('2027/4/1,002,佐藤 花子,,99,,主事,0,正規,,2010/4/1,,在職'),
    ).rejects.toMatchObject({
      fields: { postings: expect.stringContaining('2行目「所属コード」') as string },
    });
    await expect(
      add('2027/5/1,002,佐藤 花子,,20,,主事,0,正規,,2010/4/1,,在職'),
    ).rejects.toMatchObject({
      fields: { postings: expect.stringContaining('この案は') as string },
    });
    await add('2027/4/1,002,佐藤 花子,サトウ ハナコ,20,乙課,主事,0,正規,h@x.jp,2010/4/1,,在職');
    expect(await rowsOfDraft(id)).toEqual(['postings 003 file', 'postings 002 file']);
  });

  it('is tried with the rules of an import, and nothing of the trial is left', async () => {
    const id = await create();
    await lines.put(hr, id, MOVE);
    const draft = await queries.get(hr, id);
    const before = await everything();
    const trials = test.get(DraftTrials);
    const prepared = await trials.prepare(draft);
    if (!prepared) throw new Error('nothing to try');
    const there = await trials.look(prepared, async ({ summary }) => {
      const found = await test.get(PeopleQueries).findPerson('003', ON);
      return { moved: summary.movedPeople, missing: summary.missingPeople, posts: found?.postings };
    });
    expect(there).toMatchObject({ moved: 1, missing: 0 });
    expect(there.posts).toEqual(
      expect.arrayContaining([expect.objectContaining({ unitCode: '10', postTitle: '課長補佐' })]),
    );
    await expect(
      trials.look(prepared, () => Promise.reject(new Error('in the middle'))),
    ).rejects.toThrow('in the middle');
    expect(await everything()).toEqual(before);
  });

  it('becomes orders by an import that is looked at and applied, by nobody who is in it', async () => {
    const id = await create();
    await lines.put(hr, id, MOVE);
    const adoption = test.get(DraftAdoption);
    const imports = test.get(OrganizationImports);
    const by = { accountId: hr.accountId, label: '' };
    const none = { withoutRefused: false, leavings: null };
    const first = await adoption.handOver(hr, id);
    await expect(adoption.handOver(hr, id)).rejects.toMatchObject({ code: 'draft.handed_over' });
    await expect(drafts.discard(hr, id)).rejects.toMatchObject({ code: 'draft.handed_over' });
    await imports.discard(by, first);
    expect((await queries.get(hr, id)).state).toBe('open');
    const batchId = await adoption.handOver(hr, id);
    const plan = await rowOf<{ missing: number }>(
      test.database,
      `SELECT (plan -> 'summary' ->> 'missingPeople')::int AS missing FROM import_batches WHERE id = $1`,
      [batchId],
    );
    expect(plan?.missing).toBe(0);
    await imports.apply(by, batchId, none);
    expect((await queries.get(hr, id)).state).toBe('adopted');
    await expect(lines.put(hr, id, MOVE)).rejects.toMatchObject({ code: 'draft.closed' });
    const person = await test.get(PeopleQueries).findPerson('003', ON);
    expect(person?.postings.some(({ unitCode }) => unitCode === '10')).toBe(true);
  });

  it('is handed over and applied by nobody whose own transfer is in it', async () => {
    const own = `2027/4/1,801,担当 801,,10,甲課,課長,0,正規,,2011/4/1,,在職`;
    const id = await drafts.createOf(
      hr,
      { name: '自分の案', effectiveOn: ON },
      { postings: csv(HEADER, own) },
    );
    await expect(test.get(DraftAdoption).handOver(hr, id)).rejects.toMatchObject({
      code: 'draft.own_transfer',
    });
    await drafts.nameReader(hr, id, colleague.staffNumber);
    const batchId = await test.get(DraftAdoption).handOver(colleague, id);
    const none = { withoutRefused: false, leavings: null };
    const apply = (actor: Actor) =>
      test.get(OrganizationImports).apply({ accountId: actor.accountId, label: '' }, batchId, none);
    await expect(apply(hr)).rejects.toMatchObject({ code: 'draft.own_transfer' });
    await expect(
      test.database.execute(
        `UPDATE transfer_drafts SET state = 'adopted', closed_at = now(), closed_by = $2 WHERE id = $1`,
        [id, hr.accountId],
      ),
    ).rejects.toMatchObject({ driverError: { constraint: 'transfer_drafts_by_others' } });
    await apply(colleague);
    expect((await queries.get(hr, id)).state).toBe('adopted');
  });
});
