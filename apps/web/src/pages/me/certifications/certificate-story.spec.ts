import type { AttemptRow, OwnRecordRow } from '@app/certifications';
import { certificateStory } from './certificate-story';

const TODAY = '2026-11-16';

function record(facts: Partial<OwnRecordRow>): OwnRecordRow {
  return {
    id: 'r1',
    certificationCode: 'ip',
    certificationName: 'ITパスポート',
    passedOn: '2026-10-01',
    certificateNumber: 'IP-1',
    state: 'reported',
    returnReason: null,
    revokeReason: null,
    annulReason: null,
    reportedAt: new Date('2026-11-09T01:00:00Z'),
    reporterName: '',
    decidedAt: null,
    revokedAt: null,
    annulledAt: null,
    isReplaced: false,
    ...{ validUntil: null, renewalWindowDays: null },
    isRenewed: false,
    evidenceKind: 'file',
    renewsId: null,
    nameOnCertificate: null,
    ...facts,
  };
}

function exam(facts: Partial<AttemptRow>): AttemptRow {
  return {
    id: 'e1',
    certificationCode: 'ip',
    certificationName: 'ITパスポート',
    examOn: '2026-12-04',
    state: 'booked',
    place: null,
    payment: null,
    ...{ isReported: false, isVerified: false, isReportWaiting: false, aheadOn: null },
    ...{ outside: null, isOver: false },
    ...facts,
  };
}

const SECURITY = {
  ...{ certificationCode: 'sg', certificationName: '情報セキュリティマネジメント' },
  state: 'failed',
} as const;

const currentOf = (story: ReturnType<typeof certificateStory>) =>
  story.stepper.steps.find(({ isCurrent }) => isCurrent)?.label ?? '済み';

describe('The way to a certificate', () => {
  it.each([
    [
      [],
      [],
      '申込み',
      '受験を申し込んだら、受験日を登録してください。もう合格しているときは、採用前の合格も、合格証書の写真かPDFで報告できます。',
      '受験予定を登録する',
    ],
    [[], [exam({})], '受験', 'ITパスポートの受験日は12月4日(金)です。あと18日です。', '予定を見る'],
    [
      [],
      [exam({ examOn: TODAY })],
      '受験',
      'ITパスポートの受験日は本日です。終わったら、結果を報告してください。',
      '結果を報告する',
    ],
    [
      [],
      [exam({ examOn: '2026-11-13' })],
      '結果',
      'ITパスポートの受験日は11月13日(金)でした。結果を報告してください。',
      '結果を報告する',
    ],
    [
      [],
      [exam({ state: 'provisional_pass' })],
      '報告',
      'ITパスポートは合格見込みです。合格証書が届いたら、資格を報告してください。',
      '合格証書を報告する',
    ],
    [[record({})], [], '確認', 'ITパスポートの報告は、人事の確認を待っています。', undefined],
    [
      [record({ state: 'returned' })],
      [],
      '報告',
      'ITパスポートの報告は差し戻されました。理由を確かめて、もう一度報告してください。',
      'もう一度報告する',
    ],
    [[record({ state: 'verified' })], [], '済み', 'ITパスポートは確認済みです。', undefined],
    [
      [],
      [exam({ state: 'failed' })],
      '申込み',
      'ITパスポートは、今回は合格に届きませんでした。解いた問題は力になっています。弱い分野から続けて、準備ができたら、いつでもまた受けられます。',
      '弱い分野を練習する',
    ],
    [
      [],
      [exam({ ...SECURITY, examOn: '2026-11-13' })],
      '申込み',
      '情報セキュリティマネジメントは、今回は合格に届きませんでした。12月14日(月)から、また受けられます。もう一度申し込んだら、受験日を登録してください。',
      '受験予定を登録する',
    ],
    [
      [],
      [exam({ ...SECURITY, examOn: '2026-10-01' })],
      '申込み',
      '情報セキュリティマネジメントは、今回は合格に届きませんでした。もう一度申し込んだら、受験日を登録してください。',
      '受験予定を登録する',
    ],
  ] as const)(
    'says where one stands and what is next (%#)',
    (records, exams, step, sentence, act) => {
      const story = certificateStory(records, exams, TODAY);
      expect([currentOf(story), story.sentence, story.act?.label]).toEqual([step, sentence, act]);
    },
  );

  it('puts the own turn before what waits for others', () => {
    const rows = [record({ state: 'verified' }), record({ state: 'returned' }), record({})];
    expect(certificateStory(rows, [exam({})], TODAY).act?.label).toBe('もう一度報告する');
    const replaced = [record({ state: 'returned', isReplaced: true }), record({})];
    expect(currentOf(certificateStory(replaced, [], TODAY))).toBe('確認');
  });

  it('goes on with no exam that is over', () => {
    const outside = 'ITパスポートは、令和8年11月30日が最後の試験です。';
    expect(certificateStory([], [exam({ outside })], TODAY)).toMatchObject({
      sentence: expect.stringContaining(outside) as string,
      act: { label: '予定を見る' },
    });
    const failed = certificateStory([], [exam({ state: 'failed', isOver: true })], TODAY);
    expect(failed.sentence).toContain('もう受けられません');
  });
});
