import { accessFilter, auditFilter } from '@app/exports';
import type { AuditMembers, AuditRow } from '@app/accounts';
import { columnsFor } from '../../../shell/lists/list';
import { accessView, summaryView } from './access.views';
import { AUDIT_LIST } from './audit.list';
import { auditView, checksView } from './audit.views';
import { membersView } from './members.views';

const NOTHING = {
  from: undefined,
  to: undefined,
  actor: undefined,
  action: undefined,
  subject: undefined,
};
const ROW: AuditRow = {
  id: '7',
  at: new Date('2026-11-16T01:00:00Z'),
  actorLabel: '000001 富山　花子',
  action: 'account.role_granted',
  subjectType: 'account',
  subjectId: 'a1',
  subjectLabel: '000123 黒部　太郎',
  detail: {
    role: 'hr',
    lastDay: '2027-03-31',
    fields: ['所属', '職名'],
    bulk: true,
    units: { create: 2 },
  },
  memberCount: 0,
  isWithheld: false,
};

/** The cells of the first row by their headings. */
function cellsOf({ table }: ReturnType<typeof auditView>) {
  return Object.fromEntries((table.rows[0]?.cells ?? []).map((cell) => [cell.heading, cell]));
}

describe('auditFilter', () => {
  it('takes no date that does not exist', () => {
    const filter = auditFilter({ ...NOTHING, from: '2026-02-30', to: '2026-02-28' }, 1, 50);
    expect([filter.from, filter.to]).toEqual([null, '2026-02-28']);
  });
});

describe('The sentence of 監査記録', () => {
  const noRows = auditFilter(NOTHING, 1, 50);
  it.each([
    [0, 'すべての期間の記録はありません。'],
    [1, 'すべての期間の記録は1件です。'],
    [12_345, 'すべての期間の記録は12,345件です。'],
  ])('with %d records', (total, sentence) => {
    expect(auditView({ rows: [], total }, noRows).summary).toBe(sentence);
  });

  it.each([
    ['2026-11-01', '2026-11-16', '令和8年11月1日〜令和8年11月16日の記録は3件です。'],
    ['2026-11-01', undefined, '令和8年11月1日〜の記録は3件です。'],
    [
      '2026-11-16',
      '2026-11-01',
      '開始日が終了日より後になっています。日付を入れ替えて検索してください。',
    ],
  ])('from %s to %s', (from, to, sentence) => {
    const filter = auditFilter({ ...NOTHING, from, to }, 1, 50);
    expect(auditView({ rows: [], total: 3 }, filter).summary).toBe(sentence);
  });
});

describe('The sentence of 閲覧の記録', () => {
  const asked = { from: undefined, to: undefined, actor: '', subject: '', kind: '', sort: '' };
  it.each([
    [{}, 0, 'すべての期間の記録はありません。'],
    [{}, 1, 'すべての期間の記録は1件です。'],
    [{}, 12_345, 'すべての期間の記録は12,345件です。'],
    [{ from: '2026-11-01' }, 0, '令和8年11月1日〜の記録はありません。'],
    [
      { from: '2026-11-01', to: '2026-11-16' },
      3,
      '令和8年11月1日〜令和8年11月16日の記録は3件です。',
    ],
    [
      { from: '2026-11-16', to: '2026-11-01' },
      0,
      '開始日が終了日より後になっています。日付を入れ替えて検索してください。',
    ],
  ])('of %j with %d records', (query, total, sentence) => {
    const filter = accessFilter({ ...asked, ...query }, 1, 50);
    expect(accessView({ rows: [], total }, filter).summary).toBe(sentence);
  });
});

describe('The sentence of 対象の一覧', () => {
  it.each([
    [1, '令和8年11月16日(月)10時0分に一度に行われたもので、対象は1件です。'],
    [1200, '令和8年11月16日(月)10時0分に一度に行われたもので、対象は1,200件です。'],
  ])('with %d', (total, sentence) => {
    const members = { action: ROW.action, at: ROW.at, rows: [], total } as AuditMembers;
    expect(membersView('7', members, { page: 1, pageSize: 50 }).summary).toBe(sentence);
  });
});

describe('The sentence of 月のまとめ', () => {
  const NONE = { acts: 0, readings: 0, savedFiles: 0, refusals: 0, failedSignIns: 0 };
  const month = { from: '2026-11-01', next: '2026-12-01', previous: '2026-10-01' } as const;
  it.each([
    [[0, 0, 0], 'この月には、監査記録の控えの作成も、つながりの確認もありません。'],
    [[1, 0, 0], '監査記録の控えは1日分、つながりの確認は0回です。'],
    [[30, 1_000, 0], '監査記録の控えは30日分、つながりの確認は1,000回です。'],
    [
      [30, 31, 2],
      '監査記録の控えは30日分、つながりの確認は31回です。うち2回で問題が見つかりました。',
    ],
  ] as const)('with %j', ([anchors, checks, problems], sentence) => {
    const found = { acts: [], readings: [], sums: { ...NONE, anchors, checks, problems } };
    expect(summaryView(month, found, '2026-11-16').checks).toBe(sentence);
  });
});

describe('auditView', () => {
  it('puts actions, subjects and details into words', () => {
    const view = auditView({ rows: [ROW], total: 1234 }, auditFilter(NOTHING, 1, 50));
    expect(view.summary).toBe('すべての期間の記録は1,234件です。');
    const cells = cellsOf(view);
    expect(cells).toMatchObject({
      行った人: { person: { name: '富山　花子', staffNumber: '000001' } },
      内容: { text: '権限を付与' },
      対象: { lead: 'アカウント: ', text: '000123 黒部　太郎' },
    });
    expect(cells.詳細?.items).toEqual([
      { name: '役割・権限', value: '人事' },
      { name: '終了日', value: '令和9年3月31日' },
      { name: '項目', value: '所属、職名' },
      { name: '一括', value: 'はい' },
      { name: '組織のファイル', value: '新規 2' },
    ]);
  });

  it('leads from an act on many to the list of whom it touched', () => {
    const row = { ...ROW, detail: { withLeavings: false }, memberCount: 1200 };
    const view = auditView({ rows: [row], total: 1 }, auditFilter(NOTHING, 1, 50));
    expect(cellsOf(view).詳細).toMatchObject({
      text: '対象の一覧(1,200件)',
      href: '/audit/entries/7/members',
      items: [{ name: '退職を含む', value: 'いいえ' }],
    });
  });

  it('tells of a rule or a target only what became different, in words', () => {
    const rule = {
      excludeAbsent: true,
      minimumLeaders: 1,
      leaderPostingKinds: ['primary'],
      holderCertificationCodes: ['ip'],
    };
    const to = { ...rule, minimumLeaders: 2, leaderPostingKinds: ['primary', 'concurrent'] };
    const detail = { version: 2, from: rule, to, personId: '76345ce4-0000-4000-8000-000000000001' };
    const row = { ...ROW, action: 'counting_rule.added', detail };
    const view = auditView({ rows: [row], total: 1 }, auditFilter(NOTHING, 1, 50));
    expect(cellsOf(view).詳細?.items).toEqual([
      { name: '版', value: '2' },
      { name: '変更前', value: '充足とするリーダーの人数 1、リーダーに数える所属の種類 主務' },
      {
        name: '変更後',
        value: '充足とするリーダーの人数 2、リーダーに数える所属の種類 主務、兼務',
      },
    ]);
    const inFile = columnsFor(AUDIT_LIST, 'file').find(({ key }) => key === 'detail');
    expect(JSON.stringify(inFile?.value(row))).not.toMatch(/[a-z]/);
  });

  it('shows no ids, and says when the days are in the wrong order', () => {
    const nameless = {
      ...ROW,
      subjectId: '76345ce4-0000-4000-8000-000000000001',
      subjectLabel: '',
    };
    const filter = auditFilter({ ...NOTHING, from: '2027-01-01', to: '2026-01-01' }, 1, 50);
    const view = auditView({ rows: [nameless], total: 0 }, filter);
    expect(cellsOf(view).対象?.text).toBe('同じ対象の記録');
    expect(view.summary).toContain('日付を入れ替えて');
  });

  it('says of numbers that were chosen who is the same person, without ids', () => {
    const chosen = [
      { staffNumber: '901', samePerson: '001 山田　太郎' },
      { staffNumber: '902', samePerson: null },
      { staffNumber: '903', samePerson: '' },
    ];
    const action = 'organization_import.numbers_chosen';
    const row = { ...ROW, action, detail: { effectiveOn: '2027-04-01', chosen } };
    const view = auditView({ rows: [row], total: 1 }, auditFilter(NOTHING, 1, 50));
    expect(cellsOf(view).詳細?.items).toEqual([
      { name: '発令日', value: '令和9年4月1日' },
      {
        name: '選択',
        value:
          '番号901は001 山田　太郎さんと同じ人、番号902は別の人、番号903は登録済みの職員と同じ人',
      },
    ]);
  });

  it('names no two actions alike in the list to choose from', () => {
    const { filter } = auditView({ rows: [], total: 0 }, auditFilter(NOTHING, 1, 50));
    const names = filter.fields.find(({ field }) => field.name === 'action')?.options ?? [];
    expect(names.length).toBeGreaterThan(1);
    expect(new Set(names.map(({ label, text }) => text ?? label)).size).toBe(names.length);
  });

  it('says of what is withheld only that it is', () => {
    const withheld = { ...ROW, subjectId: '', subjectLabel: '', detail: {}, isWithheld: true };
    const view = auditView({ rows: [withheld], total: 1 }, auditFilter(NOTHING, 1, 50));
    expect(cellsOf(view).対象).toMatchObject({ text: '発令日まで表示しません', href: '' });
    expect(columnsFor(AUDIT_LIST, 'file').map((column) => column.value(withheld))).toEqual([
      7,
      '2026-11-16 10:00',
      '000001 富山　花子',
      '権限を付与',
      'アカウント',
      '発令日まで表示しません',
      '',
      '',
    ]);
  });
});

describe('checksView', () => {
  const check = {
    checkedAt: new Date('2026-11-16T00:05:00+09:00'),
    entries: '1234',
    anchors: '3',
    problem: null,
    entryId: null,
    anchorDay: null,
  };

  it('says what the newest check found, and lists the earlier ones', () => {
    const view = checksView([{ ...check, entries: '1300' }, check]);
    expect(view).toMatchObject({ isChecked: true, isIntact: true });
    expect(view.text).toContain('記録のつながりは正常です(記録1,300件、控え3件を確認)。');
    expect(view.earlier.map(({ sentence }) => sentence)).toEqual([
      '記録のつながりは正常です(記録1,234件、控え3件を確認)。',
    ]);
    expect(checksView([])).toMatchObject({ isChecked: false, earlier: [] });
  });

  it.each([
    [{ problem: 'broken', entryId: '7' }, '番号7の記録が、前の記録とつながりません。'],
    [{ problem: 'unkeyed', entryId: '7' }, '番号7の記録に、鍵による署名がありません。'],
    [{ problem: 'unknown_key', entryId: '7' }, '設定(AUDIT_KEY)にない鍵'],
    [{ problem: 'forged_anchor', anchorDay: '2026-11-15' }, '令和8年11月15日(日)の控えは'],
    [{ problem: 'lost_tail', anchorDay: '2026-11-15' }, '記録の終わりが切り取られたか'],
  ] as const)('tells what is wrong: %j', (found, sentence) => {
    const view = checksView([{ ...check, ...found }]);
    expect(view.isIntact).toBe(false);
    expect(view.text).toContain(sentence);
  });
});
