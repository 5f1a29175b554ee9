import type { AppointmentDetail, AppointmentRow, InForceCounts } from '@app/appointments';
import { annullingView } from './annulling.views';
import { searchView } from './appointing.views';
import { appointmentsView, appointmentView } from './appointments.views';
import { endingView, undoneText } from './ending.views';
import { undoingExtensionView } from './term.views';

const TODAY = '2026-11-16';
const ROW = {
  id: 'a1',
  personId: 'p1',
  staffNumber: '000123',
  name: '富山　花子',
  role: 'leader',
  state: 'in_force',
  termStart: '2026-04-01',
  termEnd: '2028-03-31',
  endedOn: null,
  endReason: null,
  documentNumber: 'DX第12号',
  periods: [{ from: '2026-04-01', to: '2028-03-31' }],
  absence: null,
  leftOn: null,
  recordedLateOn: null,
  endRecordedLateOn: null,
  appointedAt: new Date('2026-03-20T01:00:00Z'),
  annulledAt: null,
  renews: null,
  renewedBy: null,
  extensions: [],
  nomination: null,
} as unknown as AppointmentDetail;

const fieldOf = (name: string) => ({ id: name, name, value: '', error: '' });

describe('The sentence of 任命', () => {
  const NOBODY = { leaders: 0, supporters: 0, absentLeaders: 0, absentSupporters: 0, ending: 0 };

  it.each<[string, Partial<InForceCounts>, string]>([
    ['nobody', {}, '任期中のDX推進リーダーとDXサポーターはいません。'],
    ['one', { leaders: 1 }, '任期中のDX推進リーダーは1名、DXサポーターは0名です。'],
    [
      'one who is away',
      { leaders: 1, absentLeaders: 1, supporters: 9 },
      '任期中のDX推進リーダーは1名(うち休職・派遣中1名)、DXサポーターは9名です。',
    ],
    [
      'many, with terms that end soon',
      { leaders: 23, supporters: 30, absentSupporters: 2, ending: 5 },
      '任期中のDX推進リーダーは23名、DXサポーターは30名(うち休職・派遣中2名)です。90日以内に任期が終わるのは5名です。',
    ],
  ])('with %s', (_, counts, sentence) => {
    const view = appointmentsView(
      { rows: [], total: 0 },
      {
        today: TODAY,
        filter: { q: '', role: '', state: '', unit: '', ending: '' } as never,
        units: [],
        page: 1,
        counts: { ...NOBODY, ...counts },
        canAppoint: false,
      },
    );
    expect(view.summary).toBe(sentence);
  });
});

describe('The sentence of one appointment', () => {
  it.each<[string, Partial<AppointmentRow>, string]>([
    ['in force', {}, '令和10年3月31日までDX推進リーダーです。'],
    [
      'in force that ends early',
      { endedOn: '2026-12-31', endReason: 'transfer' as never },
      '令和8年12月31日までDX推進リーダーです。途中で終了します。',
    ],
    ['to come', { state: 'upcoming' }, '令和8年4月1日からDX推進リーダーになります。'],
    [
      'to come that was called off',
      { state: 'ended', endedOn: '2026-03-31' },
      '任期が始まる前に取りやめました。',
    ],
    ['ended', { state: 'ended', endedOn: '2026-10-31' }, '令和8年10月31日で終了しました。'],
    ['over', { state: 'expired' }, '令和10年3月31日に任期が満了しました。'],
    [
      'annulled',
      { state: 'annulled' },
      'この任命は誤りとして取り消されました。どの日の数字にも数えません。',
    ],
  ])('%s', (_, facts, sentence) => {
    const frame = { today: TODAY, canManage: false, history: [] } as const;
    expect(appointmentView({ ...ROW, ...facts }, frame).summary).toBe(sentence);
  });

  it('says before its end and before it is annulled what is about to be done', () => {
    const around = { units: [], issued: 0, today: TODAY } as const;
    const ending = endingView(ROW, around, {
      fields: {
        endedOn: fieldOf('endedOn'),
        warningsAccepted: fieldOf('warningsAccepted'),
        warningsSeen: fieldOf('warningsSeen'),
      },
      errors: [],
      message: '',
    } as never);
    expect(ending.head.sentence?.text).toBe(
      '富山　花子さんのDX推進リーダーの任期(令和8年4月1日〜令和10年3月31日)を、途中で終了します。',
    );
    const form = { fields: { reason: fieldOf('reason') }, errors: [], message: '' };
    expect(annullingView(ROW, around, form).head.sentence?.text).toBe(
      '富山　花子さんのDX推進リーダーの任命(任期 令和8年4月1日〜令和10年3月31日、文書番号 DX第12号)を、誤りとして取り消します。',
    );
  });
});

describe('Before an act', () => {
  const renewedBy = { id: 'a2', termStart: '2028-04-01', termEnd: '2029-03-31' } as never;
  const extensions = [{ oldEnd: '2027-03-31', newEnd: '2028-03-31', letterAt: null }] as never;
  const form = { fields: { reason: fieldOf('reason') }, errors: [], message: '' };
  const because = '再任(任期 令和10年4月1日〜令和11年3月31日)が登録されているため、';

  it('says on opening what a renewal stands against, with no button', () => {
    const around = { units: [], issued: 0, today: TODAY } as const;
    expect(annullingView({ ...ROW, renewedBy }, around, form).confirm).toMatchObject({
      button: '',
      happens: [expect.stringContaining(`${because}取り消せません。`)],
    });
    const extended = { ...ROW, renewedBy, extensions };
    const undoing = undoingExtensionView(extended, { form, today: TODAY, isOwn: false });
    expect(undoing.confirm).toMatchObject({
      button: '',
      happens: [expect.stringContaining(`${because}延長を取り消せません。`)],
    });
  });

  it('says of an end that was taken back which days stay without the role', () => {
    expect(undoneText(null)).toContain('途切れずに続きます。');
    expect(undoneText({ from: '2027-05-01', until: '2027-05-03' })).toContain(
      '令和9年5月1日〜令和9年5月3日は、終了していた日のまま残ります。',
    );
  });
});

describe('The sentence of 任命する', () => {
  it.each([
    ['', '', '任命する人を、職員番号・氏名・フリガナで探してください。'],
    ['花子', '0110', '任命する人を、職員番号・氏名・フリガナで探してください。'],
    [
      '',
      '0110',
      'この課の職員が並んでいます。任命する人を選んでください。ほかの課の人も探せます。',
    ],
  ])('asked for 「%s」 in 「%s」', (text, unitCode, sentence) => {
    const view = searchView({ text, unitCode, role: 'leader', found: [] });
    expect(view.summary).toBe(sentence);
  });

  it.each([
    [0, ''],
    [1, '1名が見つかりました。'],
    [20, 'はじめの20名を表示しています。いないときは、氏名や職員番号を続けて入力してください。'],
  ])('says of %d people how many were found', (count, sentence) => {
    const found = Array.from({ length: count }, () => ({ ...ROW, roles: [], employedFrom: null }));
    const view = searchView({ text: '花子', unitCode: '', role: 'leader', found: found as never });
    expect(view.resultText).toBe(sentence);
  });
});
