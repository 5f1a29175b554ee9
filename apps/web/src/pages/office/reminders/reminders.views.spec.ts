import { type LocalDate, OfficeCalendar } from '@app/platform';
import type { PaperNotice } from '@app/reminders';
import {
  ledgerView,
  paperView,
  planNotice,
  planView,
  previewView,
  toldSentence,
} from './reminders.views';
import { ledgerFilter, previewFilter, type ReminderQuery } from '@app/exports';

const TODAY: LocalDate = '2026-11-16';
const FAR: LocalDate = '9999-12-31';
const NOTHING: ReminderQuery = {
  from: undefined,
  to: undefined,
  person: undefined,
  kind: undefined,
  state: undefined,
};

describe('ledgerFilter', () => {
  it('shows the last 30 days of everybody unless asked otherwise', () => {
    expect(ledgerFilter(NOTHING, TODAY, 3)).toEqual({
      from: '2026-10-17',
      to: TODAY,
      person: '',
      kind: null,
      state: null,
      limit: 50,
      offset: 100,
    });
  });

  it('takes what is no date, kind or state as not given', () => {
    const query = { ...NOTHING, from: '2026-02-30', to: 'x', kind: 'all', state: "'" };
    expect(ledgerFilter(query, TODAY, 1)).toEqual(ledgerFilter(NOTHING, TODAY, 1));
  });
});

describe('previewFilter', () => {
  it.each([
    ['30 days from today on', {}, FAR, TODAY, '2026-12-16'],
    ['nothing that is past', { from: '2026-04-01', to: '2026-11-20' }, FAR, TODAY, '2026-11-20'],
    ['two months at most', { to: '2030-03-31' }, FAR, TODAY, '2027-01-17'],
    [
      'today only, for those who may not see what is not announced',
      { to: '2027-03-31' },
      TODAY,
      TODAY,
      TODAY,
    ],
    [
      'nothing when the range is upside down',
      { from: '2026-12-01', to: '2026-11-20' },
      FAR,
      '2026-12-01',
      '2026-11-20',
    ],
  ])('shows %s', (_name, query, latest, from, to) => {
    expect(previewFilter({ ...NOTHING, ...query }, { today: TODAY, latest }, 1)).toMatchObject({
      from,
      to,
    });
  });
});

describe('The sentence of 通知', () => {
  const plan = { canPlan: false, text: '' };
  it.each([
    [{}, 0, '令和8年10月17日〜令和8年11月16日の通知はありません。'],
    [{}, 1, '令和8年10月17日〜令和8年11月16日の通知は1件です。'],
    [{ from: '2026-11-16' }, 1200, '令和8年11月16日〜令和8年11月16日の通知は1,200件です。'],
    [
      { from: '2026-11-16', to: '2026-11-01' },
      0,
      '開始日が終了日より後になっています。日付を入れ替えて検索してください。',
    ],
  ])('of %j with %d', (query, total, sentence) => {
    const filter = ledgerFilter({ ...NOTHING, ...query }, TODAY, 1);
    const view = ledgerView({ rows: [], total }, filter, { page: 1, plan, today: TODAY });
    expect(view.summary).toBe(sentence);
  });
});

describe('The sentence of 紙・口頭で伝える一覧', () => {
  const notice = (staffNumber: string): PaperNotice => ({
    ...{ id: staffNumber, staffNumber, personName: '富山　花子', unitName: '財政課' },
    ...{ personId: staffNumber, toldOn: null, toldBy: null },
    ...{ plannedFor: TODAY, kind: 'learning_due', text: '', dueOn: TODAY, lead: 0, reason: '' },
  });
  const PAPER = { page: 1, since: '2026-10-17', isTold: false, canTell: false } as const;

  it.each([
    [0, '伝えたと記録したものはありません。'],
    [12, '伝えたと記録したもののうち、いまも必要なものが12件あります。'],
  ])('of what was told, %d', (total, sentence) => {
    expect(toldSentence(total)).toBe(sentence);
  });

  it.each([
    ['none', [], 0, '令和8年10月17日から今日までに、紙や口頭で伝えることはありません。'],
    [
      'one',
      [notice('1')],
      1,
      '令和8年10月17日から今日までに、メールアドレスのない職員へ伝えることが1件あります(1名)。',
    ],
    [
      'many, some to one person',
      [notice('1'), notice('1'), notice('2')],
      1200,
      '令和8年10月17日から今日までに、メールアドレスのない職員へ伝えることが1,200件あります(このページに2名)。',
    ],
  ])('with %s', (_, rows, total, sentence) => {
    const frame = { ...PAPER, seesNotices: true } as const;
    expect(paperView({ rows, total }, frame).summary).toBe(sentence);
  });

  it.each([
    [true, '通知'],
    [false, 'わたしの課'],
  ])('stands below where its reader comes from, who sees all notices: %s', (seesNotices, above) => {
    const frame = { ...PAPER, seesNotices } as const;
    const { breadcrumb } = paperView({ rows: [], total: 0 }, frame);
    expect(breadcrumb.map(({ label }) => label)).toEqual(['ホーム', above, '紙・口頭で伝える一覧']);
  });
});

describe('previewView', () => {
  const preview = (range: { readonly from?: string; readonly to?: string }) => {
    const query = { ...NOTHING, ...range };
    const days = { today: TODAY, latest: FAR };
    const filter = previewFilter(query, days, 1);
    const usual = previewFilter({}, days, 1);
    const plan = { canPlan: false, text: '' };
    const context = { page: 1, plan, isClipped: false, today: TODAY, usual, typed: query };
    const {
      summary,
      sentHref,
      filter: { fields, more },
    } = previewView({ rows: [], total: 0 }, filter, context);
    const from = [...fields, ...more].find(({ field }) => field.name === 'from')?.field.value;
    return { summary, sentHref, from };
  };
  const OVER = /^過ぎた日に送る予定はありません。この画面は、今日からあとに送る通知の予定です。/;
  const REVERSED = /^開始日が終了日より後になっています。/;
  const PLANNED = /に送る予定の通知はありません。修了や異動があれば変わります。$/;

  it('names one day once', () => {
    expect(preview({ from: '2026-11-20', to: '2026-11-20' }).summary).toMatch(
      /^令和8年11月20日に送る予定/,
    );
  });

  it.each([
    ['2026-01-01', '2026-02-01', OVER, ['2026-01-01', '2026-02-01'], '2026-01-01'],
    [undefined, '2026-02-01', OVER, ['2026-02-01', '2026-02-01'], '2026-02-01'],
    ['2026-11-01', '2026-11-20', PLANNED, ['2026-11-01', '2026-11-15'], '2026-11-01'],
    [undefined, undefined, PLANNED, null, TODAY],
    ['2026-11-16', '2026-11-20', PLANNED, null, TODAY],
    ['2026-12-01', '2026-11-20', REVERSED, null, '2026-12-01'],
    ['2026-02-01', '2026-01-01', REVERSED, null, TODAY],
  ] as const)(
    'of %s to %s tells where the days that are over are',
    (from, to, text, sent, shown) => {
      const view = preview({ ...(from && { from }), ...(to && { to }) });
      expect(view.summary).toMatch(text);
      const { searchParams, pathname } = new URL(view.sentHref, 'http://x');
      expect(
        view.sentHref === '' ? null : [searchParams.get('from'), searchParams.get('to')],
      ).toEqual(sent);
      expect(pathname).toBe(sent ? '/reminders' : '/');
      expect(view.from).toBe(shown);
    },
  );
});

describe('previewView for who sees no further than today', () => {
  it.each([
    ['2026-12-01', '2026-12-20', '明日以後の予定は表示できません。'],
    ['2026-12-01', '2026-11-01', '開始日が終了日より後になっています。'],
  ])('of %s to %s does not call upside down what is only ahead', (from, to, text) => {
    const filter = previewFilter({ ...NOTHING, from, to }, { today: TODAY, latest: TODAY }, 1);
    const plan = { canPlan: false, text: '' };
    const usual = { from: TODAY, to: TODAY };
    const context = { page: 1, plan, isClipped: true, today: TODAY, usual, typed: { from, to } };
    expect(previewView({ rows: [], total: 0 }, filter, context).summary).toContain(text);
  });
});

describe('planView and planNotice', () => {
  const calendar = new OfficeCalendar();

  it('offer the button only where there is something to do and the right to do it', () => {
    expect(planView(true, { today: TODAY, calendar, open: 12 }).canPlan).toBe(true);
    expect(planView(false, { today: TODAY, calendar, open: 12 }).canPlan).toBe(false);
    expect(planView(true, { today: TODAY, calendar, open: 0 })).toEqual({
      canPlan: false,
      text: '今日の通知はすべて用意しました。',
    });
    expect(planView(true, { today: '2026-11-22', calendar, open: 0 })).toEqual({
      canPlan: false,
      text: '本日は閉庁日のため、通知は送りません。次は令和8年11月24日(火)です。',
    });
  });

  it('say what was planned', () => {
    const result = { day: TODAY, isOfficeDay: true, entries: 1200, digests: 450 };
    expect(planNotice(result)).toBe(
      '本日の分の通知を1,200件計画しました(新しく送る相手は450名)。まもなく送ります。',
    );
  });
});
