import {
  type Judged,
  type Requirement,
  type RequirementNames,
  type RoleVersion,
  type Wanted,
  barTexts,
} from '@app/appointments';
import type { TeamCandidate, TeamCandidates } from '@app/coverage';
import { candidatesView } from './candidates.views';

const NAMES: RequirementNames = {
  courses: new Map([['dx', 'リーダー養成']]),
  certifications: new Map([['ip', 'ITパスポート']]),
};
const asked = (wanted: Wanted, isRequired: boolean): Requirement => ({
  ...{ wanted, isRequired, alternative: null },
});
const CERTIFICATE = asked({ kind: 'certificate_held', codes: ['ip'] }, true);
const TERM = asked({ kind: 'supporter_term', months: 12 }, false);
const COURSE = asked({ kind: 'course_completed', courseKey: 'dx', isOfYear: false }, false);
const CONSENT = asked({ kind: 'consent' }, true);

const version = (...requirements: readonly Requirement[]): RoleVersion => ({
  ...{ id: 'v', role: 'leader', version: 2, validFrom: '2026-04-01', validUntil: null },
  ...{ letter: 'appointment', termMonths: null, together: true, isEnded: false },
  ...{ note: '', requirements },
});
const someone = (...judged: readonly Judged[]): TeamCandidate => ({
  ...{ personId: 'p', staffNumber: '000001', name: '富山　花子', unitName: '税務課' },
  ...{ postTitle: '主事', absence: null, roles: ['supporter'], terms: [], judged, required: 'met' },
  ...{
    supporterSince: null,
    group: 'ready',
    path: { parts: [], barred: [], readyOn: null, on: null },
  },
});
const found = (facts: Partial<TeamCandidates>): TeamCandidates => ({
  unit: { unitId: 'u', code: '0140', name: '税務課', parentName: null },
  ...{
    on: '2026-11-16',
    version: version(),
    people: [],
    total: 0,
    candidates: 0,
    ready: 0,
    earliest: null,
  },
  ...facts,
});
const counts = (total: number, ready: number) => ({ total, candidates: total, ready });
const FRAME = {
  ...{
    roles: ['leader', 'supporter'],
    open: [],
    page: 1,
    names: NAMES,
    ownId: '',
    heads: true,
    canAppoint: false,
  },
};

describe('Candidates for a role', () => {
  it('are everybody where nothing is asked for, and are told without columns of requirements', () => {
    const view = candidatesView(found({ people: [someone()], ...counts(1, 1) }), FRAME);
    expect(view.summary).toBe('DX推進リーダーに要件は決められていません。だれでも候補になります。');
    expect(view.facts).toEqual([]);
    expect(view.table.headings.map(({ text }) => text)).toEqual([
      ...['氏名', '所属', '職名', 'いまの役割・状態', '操作'],
    ]);
  });

  it('are told what they have, lack, and are to be asked, and of steps nothing', () => {
    const evidence = { place: 0, rowId: 'r', on: '2026-06-01', days: null } as const;
    const person = someone(
      { requirement: CERTIFICATE, state: 'met', evidence },
      { requirement: TERM, state: 'not_met', evidence: { ...evidence, days: 95 } },
      { requirement: COURSE, state: 'unknown', evidence: null },
      { requirement: CONSENT, state: 'unknown', evidence: null },
    );
    const other = someone({ requirement: CERTIFICATE, state: 'not_met', evidence: null });
    const people = [person, { ...other, roles: [], absence: 'parental_leave' as const }];
    const asks = version(CERTIFICATE, TERM, COURSE, CONSENT);
    const view = candidatesView(found({ version: asks, people, ...counts(2, 1) }), FRAME);
    expect(view.summary).toBe('必須の要件がそろっている人は、2名のうち1名です。先に並べています。');
    expect(view.note).toContain('必修でない講座の修了は');
    const [first, second] = view.table.rows.map(({ cells }) => cells.map(({ lines }) => lines));
    expect(first).toEqual(
      expect.arrayContaining([
        ['DXサポーター'],
        ['ITパスポート(令和8年6月1日)'],
        ['DXサポーターの経験 1年以上(これまで3か月)(望ましい)'],
        ['「リーダー養成」の修了(望ましい)'],
      ]),
    );
    expect(second).toEqual(
      expect.arrayContaining([['育休(復帰するまで充足に数えません)'], ['ITパスポート']]),
    );
    expect(JSON.stringify(view.table)).not.toContain('本人の同意');
  });

  it('are one page of several, and for whoever may appoint lead there', () => {
    const asks = version(TERM);
    const facts = {
      version: asks,
      people: [someone(), someone()],
      ...counts(120, 120),
    };
    const view = candidatesView(found(facts), { ...FRAME, canAppoint: true, heads: false });
    expect(view.summary).toContain('必須の要件はありません。');
    expect(view.pages?.next).toBe('/team/0140/candidates?role=leader&page=2');
    expect(view.breadcrumb[1]).toEqual({ label: '充足状況', href: '/coverage' });
    expect(view.table.rows[0]?.cells.at(-1)).toMatchObject({
      slot: {
        acts: [
          { label: '推薦する', href: '/nominations/new?person=p&role=leader' },
          { label: '任命する', href: '/appointments/new?person=p&role=leader' },
        ],
      },
    });
    const open = [{ id: 'n', personId: 'p', unitId: 'u', state: 'nominated' as const }];
    const underWay = candidatesView(found(facts), { ...FRAME, open });
    expect(underWay.table.rows[0]?.cells.at(-1)).toMatchObject({
      slot: { acts: [{ label: '推薦を見る(同意待ち)', href: '/nominations/n' }] },
    });
    expect(candidatesView(found({ version: version(CERTIFICATE) }), FRAME)).toMatchObject({
      ...{ summary: '', isEmpty: true },
    });
  });

  it('are told of the role that is in the way, of leave, and that holders are no candidates', () => {
    const bar = { role: 'supporter', termUntil: '2027-03-31' } as const;
    const barred = [{ ...bar, from: '2026-11-16', until: '2027-03-31', isAhead: false }] as const;
    const path = { parts: [], barred, readyOn: '2027-04-01', on: '2027-04-01' } as const;
    const held = { role: 'leader', from: '2027-04-01', until: '2028-03-31' } as const;
    const people = [
      someone(),
      { ...someone(), group: 'soon' as const, path },
      { ...someone(), terms: [held] },
    ];
    const told = { people, total: 3, candidates: 2, ready: 1 };
    const view = candidatesView(found(told), { ...FRAME, canAppoint: true });
    expect(view.summary).toBe(
      'DX推進リーダーに要件は決められていません。休職中の人や、兼ねられない役割の任期がある人を除き、だれでも候補になります。',
    );
    const barredText = 'DXサポーターの任期が終わるまで兼ねられません(令和9年3月31日まで)';
    const [, second, third] = view.table.rows.map(({ cells }) => cells);
    expect(second?.map(({ text }) => text)).toContain('令和9年4月1日ごろ');
    expect(second?.map(({ lines }) => lines)).toContainEqual(['DXサポーター', barredText]);
    const taken = ['DX推進リーダー(任期は令和9年4月1日から)', 'DXサポーター'];
    expect(third?.map(({ lines }) => lines)).toContainEqual(taken);
    expect(third?.map(({ text }) => text)).not.toContain('すぐに');
    expect(third?.at(-1)).toMatchObject({ slot: null });
    const later = { ...bar, from: '2027-02-01', until: '2027-03-31', isAhead: true } as const;
    expect(barTexts([{ ...barred[0], until: '2026-12-31' }, later])).toEqual([
      'DXサポーターとは令和8年12月31日まで、令和9年2月1日から令和9年3月31日まで兼ねられません',
    ]);
  });
});
