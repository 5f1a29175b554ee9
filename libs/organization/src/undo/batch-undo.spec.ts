import type { Actor } from '@app/access';
import { type AuditActor, AuditCheck, type LocalDate, NotFound } from '@app/platform';
import { anActor, type LibTest, rowOf, rowsOf, startLibTest } from '@app/testing';
import { ScreenChanges } from '../change/screen-changes.service';
import { ImportQueries } from '../import/imports.queries';
import { OrganizationImports } from '../import/imports.service';
import { JoinQueries } from '../join/joins.queries';
import { PersonJoins } from '../join/person-joins.service';
import { OrganizationModule } from '../organization.module';
import { PeopleQueries } from '../person/people.queries';
import { UnitQueries } from '../unit/units.queries';
import { BatchUndo } from './batch-undo.service';

const HR: AuditActor = { accountId: '7d7a1f0e-0000-4000-8000-000000000001', label: '人事' };
const HEADER =
  '発令日,職員番号,氏名,フリガナ,所属コード,所属名,職名,兼務区分,任用区分,メールアドレス,採用年月日,退職年月日,状態';
const UNIT_HEADER = '所属コード,所属名,所属カナ,上位所属コード,種別,有効開始日,有効終了日,並び順';
const csv = (...lines: string[]) => ({
  fileName: 'test.csv',
  bytes: Buffer.from(lines.join('\r\n') + '\r\n'),
});
const staff = (...lines: string[]) => csv(HEADER, ...lines);
const units = (...lines: string[]) => csv(UNIT_HEADER, ...lines);
const TARO = '山田 太郎,ヤマダ タロウ';
const HANAKO = '佐藤 花子,サトウ ハナコ';
const REASON = 'ファイルを取り違えた';

/** Today is 2026-11-16. */
describe('Taking an import back', () => {
  let test: LibTest;
  let actor: Actor;
  let first: string;

  const undoing = () => test.get(BatchUndo);
  const load = async (input: Parameters<OrganizationImports['preview']>[1], leavings = false) => {
    const imports = test.get(OrganizationImports);
    test.clock.advance(60_000);
    const id = await imports.preview(HR, input);
    const batch = await test.get(ImportQueries).findBatch(id);
    const missing = leavings ? (batch?.summary.missingPeople ?? 0) : null;
    await imports.apply(HR, id, { withoutRefused: false, leavings: missing, alarmsAccepted: true });
    return id;
  };
  const take = async (id: string) => {
    const { people } = await undoing().preview(actor, id);
    await undoing().undo(actor, id, { reason: REASON, people });
  };
  const dependentsOf = async (id: string) => {
    const { dependents } = await undoing().preview(actor, id);
    return dependents.map(({ subject, text }) => `${subject}: ${text}`);
  };
  const personOf = async (number: string) => {
    const found = await test.get(JoinQueries).findByNumber(number);
    if (!found) throw new Error(number);
    return found;
  };
  const postsOf = async (number: string, on: LocalDate = test.clock.today()) =>
    ((await test.get(PeopleQueries).findPerson(number, on))?.postings ?? []).map(
      (it) => `${it.unitCode} ${it.postTitle} ${it.validFrom}..${it.validTo ?? ''}`,
    );

  beforeEach(async () => {
    test = await startLibTest(OrganizationModule);
    actor = anActor({ accountId: HR.accountId ?? '', roles: ['staff', 'hr'] });
    await test.city.register(actor);
    first = await load({
      units: units('10,甲課,コウカ,,課,2020/4/1,,1', '20,乙課,オツカ,,課,2020/4/1,,2'),
      postings: staff(
        `2026/4/1,001,${TARO},10,,課長,0,正規,t@x.jp,2000/4/1,,在職`,
        `2026/4/1,002,${HANAKO},10,,主事,0,正規,h@x.jp,2010/4/1,,在職`,
      ),
    });
  });

  afterEach(() => test.close());

  const transfer = async () =>
    load({
      postings: staff(
        `2027/4/1,001,${TARO},20,,課長,0,正規,t@x.jp,2000/4/1,,在職`,
        `2027/4/1,002,${HANAKO},20,,主任,0,正規,h@x.jp,2010/4/1,,育休`,
        '2027/4/1,003,新人 一郎,シンジン イチロウ,10,,主事,0,正規,,2027/4/1,,在職',
      ),
    });

  it('gives back what was there before, and says when, by whom and why', async () => {
    const id = await transfer();
    expect(await postsOf('002')).toEqual([
      '20 主任 2027-04-01..',
      '10 主事 2026-04-01..2027-04-01',
    ]);
    expect(await undoing().preview(actor, id)).toEqual({
      ...{ obstacle: '', people: 3, units: 0, dependents: [] },
    });
    await take(id);
    expect(await postsOf('002')).toEqual(['10 主事 2026-04-01..']);
    expect(await test.get(PeopleQueries).findPerson('003', '2027-04-02')).toBeNull();
    const batch = await test.get(ImportQueries).findBatch(id);
    expect(batch).toMatchObject({ state: 'undone', undoReason: REASON });
    const entry = await rowOf<{ detail: object }>(
      test.database,
      `SELECT detail FROM audit_entries WHERE action = 'organization_import.undone'`,
    );
    expect(entry?.detail).toMatchObject({ effectiveOn: '2027-04-01', reason: REASON });
    expect(await test.get(AuditCheck).run()).toMatchObject({ problem: null });
  });

  it('can be done once, in good order, and the same file can be applied again', async () => {
    const id = await transfer();
    const wrong = undoing().undo(actor, id, { reason: REASON, people: 2 });
    await expect(wrong).rejects.toMatchObject({ fields: { people: expect.any(String) as string } });
    const silent = undoing().undo(actor, id, { reason: ' ', people: 3 });
    await expect(silent).rejects.toMatchObject({
      fields: { reason: '取り消す理由を入力してください。' },
    });
    await take(id);
    await expect(undoing().undo(actor, id, { reason: REASON, people: 3 })).rejects.toMatchObject({
      code: 'import.not_undoable',
    });
    await transfer();
    expect(await postsOf('001')).toEqual([
      '20 課長 2027-04-01..',
      '10 課長 2026-04-01..2027-04-01',
    ]);
    expect(await postsOf('003', '2027-04-02')).toEqual(['10 主事 2027-04-01..']);
  });

  it('is refused for what a later import changed, until that one is taken back', async () => {
    const id = await transfer();
    const later = await load({
      postings: staff(`2027/7/1,001,${TARO},10,,部長,0,正規,t@x.jp,2000/4/1,,在職`),
    });
    expect(await dependentsOf(id)).toEqual([
      '001 山田　太郎: 所属が、令和9年7月1日の取込みで変わりました',
    ]);
    await expect(undoing().undo(actor, id, { reason: REASON, people: 3 })).rejects.toMatchObject({
      code: 'import.depended_upon',
    });
    expect(await postsOf('001')).toHaveLength(3);
    await take(later);
    await take(id);
    expect(await postsOf('001')).toEqual(['10 課長 2026-04-01..']);
    await take(first);
    expect(await rowsOf(test.database, 'SELECT 1 FROM postings')).toEqual([]);
    expect(await test.get(UnitQueries).listUnits('2026-11-16')).toEqual([]);
  });

  it('takes a change on the screen back as well; nobody does that with their own', async () => {
    const personId = await personOf('002');
    test.clock.advance(60_000);
    const changes = test.get(ScreenChanges);
    const { mark } = await changes.findPerson(actor, personId);
    const move = { kind: 'posting', unitCode: '20', title: '主査' } as const;
    const what = {
      of: 'person' as const,
      personId,
      change: { ...move, from: '2027-01-01' as const, until: null },
    };
    const { planned } = await changes.preview(actor, what, mark);
    await changes.apply(actor, what, { mark, planned, reason: '異動' });
    const [batch] = (await test.get(ImportQueries).listBatches({ page: 1, pageSize: 1 })).rows;
    expect(await dependentsOf(first)).toEqual([
      '002 佐藤　花子: 所属が、令和9年1月1日の画面での変更で変わりました',
    ]);
    const own = { ...actor, personId };
    expect((await undoing().preview(own, batch?.id ?? '')).obstacle).toContain('自分の記録');
    await take(batch?.id ?? '');
    expect(await postsOf('002')).toEqual(['10 主事 2026-04-01..']);
  });

  it('finds posts that would stand without their unit, and people without an employment', async () => {
    const founded = await load({
      units: units('30,丙課,ヘイカ,,課,2027/4/1,,3'),
      ...{ effectiveOn: '2027-04-01' as const },
    });
    const moved = await load({
      postings: staff(`2027/5/1,002,${HANAKO},30,,主事,0,正規,h@x.jp,2010/4/1,,在職`),
    });
    expect(await dependentsOf(founded)).toEqual([
      '002 佐藤　花子: 所属(所属のない日のものになります)',
    ]);
    expect(await postsOf('002')).toHaveLength(2);
    await take(moved);
    await take(founded);
    const unitsThen = await test.get(UnitQueries).listUnits('2027-05-01');
    expect(unitsThen.map(({ code }) => code)).toEqual(['10', '20']);
    // The code is free again, and founding it anew is a founding.
    const again = await test.get(OrganizationImports).planOf({
      units: units('30,丁課,テイカ,,課,2027/4/1,,3'),
      ...{ effectiveOn: '2027-04-01' as const },
    });
    expect(again.summary.units).toMatchObject({ create: 1, change: 0 });
    await load({
      units: units('30,丁課,テイカ,,課,2027/4/1,,3'),
      ...{ effectiveOn: '2027-04-01' as const },
    });
    expect((await test.get(UnitQueries).listUnits('2027-05-01')).map(({ name }) => name)).toContain(
      '丁課',
    );
  });

  it('is refused once the number of somebody was joined to another', async () => {
    const id = await load({
      postings: staff(
        `2027/4/1,001,${TARO},10,,課長,0,正規,t@x.jp,2000/4/1,,在職`,
        `2027/4/1,002,${HANAKO},10,,主事,0,正規,h@x.jp,2010/4/1,,在職`,
        '2027/4/1,901,別名 三郎,ベツメイ サブロウ,10,,主事,0,再任用,,2027/4/1,,在職',
      ),
    });
    const pair = [await personOf('002'), await personOf('901')] as const;
    const joins = test.get(PersonJoins);
    const { seen, blockers } = await joins.preview(actor, [...pair]);
    expect(blockers).toEqual([]);
    await joins.join(actor, { personIds: [...pair], reason: '同じ人', seen });
    expect((await dependentsOf(id)).join()).toContain('そのあと');
  });

  it('brings whoever had left with it back', async () => {
    const id = await load(
      { postings: staff(`2026/10/1,001,${TARO},10,,課長,0,正規,t@x.jp,2000/4/1,,在職`) },
      true,
    );
    expect(await postsOf('002')).toEqual(['10 主事 2026-04-01..2026-10-01']);
    await take(id);
    expect(await postsOf('002')).toEqual(['10 主事 2026-04-01..']);
  });

  it('needs the right, and a batch that was applied', async () => {
    const nobody = { ...actor, permissions: new Set<never>(), roles: [] };
    await expect(undoing().preview(nobody as unknown as Actor, first)).rejects.toThrow();
    await expect(undoing().preview(actor, 'no-such')).rejects.toThrow(NotFound);
    const id = await test.get(OrganizationImports).preview(HR, {
      postings: staff(`2027/4/1,001,${TARO},20,,課長,0,正規,t@x.jp,2000/4/1,,在職`),
    });
    expect((await undoing().preview(actor, id)).obstacle).toContain('反映されていません');
  });
});
