import type { Actor } from '@app/access';
import type { CorrectionRow, ReviewDetail } from '@app/certifications';
import { anActor } from '@app/testing';
import { correctionSentence, correctionView } from './corrections.views';
import { followingText, reviewView, stateSentence, warningsOf } from './review.views';
import { revocationView } from './taking-back.views';
import { reviewFilter } from '@app/exports';
import { queueSentence, reviewsView } from './reviews.views';

function aReview(facts: Partial<ReviewDetail> = {}): ReviewDetail {
  return {
    id: 'r1',
    state: 'reported',
    certificationCode: 'ip',
    certificationName: 'ITパスポート試験',
    passedOn: '2026-10-20',
    certificateNumber: 'IP-1',
    staffNumber: '000201',
    personName: '魚津　花子',
    unitName: '',
    reportedAt: new Date('2026-11-01T00:30:00Z'),
    reporterName: '魚津　花子',
    decidedAt: null,
    deciderName: '',
    returnReason: null,
    revokedAt: null,
    revokerName: '',
    revokeReason: null,
    annulledAt: null,
    annullerName: '',
    annulReason: null,
    isNumberShared: false,
    validUntil: null,
    renewsId: null,
    nameOnCertificate: null,
    isFileShared: false,
    endFault: null,
    ...{ isExpired: false, firstExamOn: null, lastExamOn: null, successorName: null },
    personId: 'p1',
    reportedBy: 'p1',
    decidedBy: null,
    evidenceKind: 'file',
    entryBatchId: null,
    entryLine: null,
    evidenceName: '証書.pdf',
    evidenceType: 'application/pdf',
    evidenceBytes: 300,
    employedFrom: '2020-04-01',
    ...facts,
  };
}

const NO_FORM = {
  fields: { reason: { id: 'field-reason', name: 'reason', value: '', error: '' } },
  errors: [],
  message: '',
};

function viewFor(actor: Actor, review: ReviewDetail) {
  return reviewView(actor, {
    review,
    related: [],
    corrections: [],
    nextId: null,
    drawing: null,
    form: NO_FORM,
  });
}

const CORRECTION: CorrectionRow = {
  ...{ id: 'k1', recordId: 'r1', state: 'proposed', personId: 'p1', personName: '山田　太郎' },
  ...{ staffNumber: '000101', oldCertificationName: 'ITパスポート試験', oldPassedOn: '2026-10-20' },
  ...{ oldCertificateNumber: 'IP-1', oldValidUntil: null, certificationName: 'ITパスポート試験' },
  ...{
    passedOn: '2026-10-21',
    certificateNumber: 'IP-1',
    validUntil: null,
    reason: '証書のとおり',
  },
  ...{ proposedAt: new Date('2026-11-02T01:00:00Z'), proposedBy: 'p7', proposerName: '人事　一' },
  ...{ reportedBy: 'p1', decidedAt: null, deciderName: '', declineReason: null },
  ...{ recordState: 'verified', isNumberShared: false, laterExamOn: null, employedFrom: null },
  ...{ firstExamOn: null, lastExamOn: null, successorName: null },
};

describe('reviewView', () => {
  const hr = anActor({ personId: 'p9', roles: ['staff', 'hr'] });

  it('lets HR decide about others, and never about their own or what they reported', () => {
    expect(viewFor(hr, aReview()).canDecide).toBe(true);
    expect(viewFor(hr, aReview({ personId: 'p9' })).canDecide).toBe(false);
    const behalf = viewFor(hr, aReview({ reportedBy: 'p9' }));
    expect([behalf.canDecide, behalf.isOwnWaiting]).toEqual([false, true]);
    expect(viewFor(hr, aReview({ state: 'verified' })).canDecide).toBe(false);
  });

  it('lets a second person of HR revoke, and neither who verified nor whose certificate it is', () => {
    const verified = { state: 'verified', decidedBy: 'p8' } as const;
    const linkFor = (actor: Actor, facts: Partial<ReviewDetail> = {}) =>
      viewFor(actor, aReview({ ...verified, ...facts })).revokeHref;
    expect(linkFor(hr)).toBe('/certification-reviews/r1/revoke');
    expect(linkFor(hr, { reportedBy: 'p9' })).toBe('/certification-reviews/r1/revoke');
    expect(linkFor(hr, { decidedBy: 'p9' })).toBe('');
    expect(linkFor(hr, { personId: 'p9' })).toBe('');
    expect(linkFor(hr, { state: 'reported', decidedBy: null })).toBe('');
    expect(linkFor(anActor({ roles: ['staff', 'auditor'] }))).toBe('');
    const question = (facts: Partial<ReviewDetail>) =>
      revocationView(hr, aReview({ ...verified, ...facts }), NO_FORM).confirm;
    expect(question({ decidedBy: 'p9' })).toMatchObject({ action: '', button: '' });
    expect(question({}).action).toBe(linkFor(hr));
  });

  it('shows the auditor the evidence but no decision, and DX推進室 neither', () => {
    const auditor = viewFor(anActor({ roles: ['staff', 'auditor'] }), aReview());
    expect([auditor.canDecide, auditor.evidence.href]).toEqual([
      false,
      '/certification-reviews/r1/evidence',
    ]);
    const office = viewFor(anActor({ roles: ['staff', 'program_office'] }), aReview());
    expect([office.canDecide, office.evidence.href]).toEqual([false, '']);
  });

  it('warns of a shared number and of a pass before the employment, while it waits', () => {
    expect(warningsOf(aReview())).toEqual([]);
    const odd = aReview({ isNumberShared: true, isFileShared: true, passedOn: '2015-10-18' });
    expect(warningsOf(odd)).toHaveLength(3);
    expect(warningsOf(odd)[1]).toContain('同じファイル');
    expect(warningsOf(odd)[2]).toContain('令和2年4月1日(水)');
    expect(viewFor(hr, { ...odd, state: 'verified' }).warnings).toEqual([]);
    expect(warningsOf(aReview({ employedFrom: null, passedOn: '1991-04-21' }))).toEqual([]);
    expect(warningsOf({ ...aReview(), laterExamOn: '2027-04-02' })).toEqual([
      expect.stringContaining('受験日(令和9年4月2日(金))より前です。') as string,
    ]);
  });

  it('warns of a pass before the first exam or after the last one, and of one that has ended', () => {
    const warned = (facts: Partial<ReviewDetail>) => warningsOf(aReview(facts)).join('');
    const days = { firstExamOn: '2026-10-01', lastExamOn: '2026-10-31' } as const;
    expect(warned({ ...days, passedOn: '2026-10-31' })).toBe('');
    expect(warned({ ...days, passedOn: '2026-09-30' })).toContain('令和8年10月1日が最初の試験です');
    const late = warned({ ...days, passedOn: '2026-11-01', successorName: '新しい試験' });
    expect(late).toContain('令和8年10月31日が最後の試験です。合格日は、その後です。');
    expect(late).toContain('「新しい試験」');
    expect(warned({ isExpired: true })).toContain('取得者として数えません');
  });

  it('says of a correction what it changes, also of a record that was revoked or annulled', () => {
    const row = (facts: Partial<CorrectionRow>): CorrectionRow => ({ ...CORRECTION, ...facts });
    const shown = (facts: Partial<CorrectionRow>) =>
      correctionView(hr, row(facts), {
        ...{ review: aReview(), drawing: null, sameNumber: [], form: NO_FORM },
      });
    expect(shown({})).toMatchObject({ warnings: [], seen: 'verified' });
    expect(shown({}).confirmText).toContain('数え方が訂正後の内容に変わります');
    expect(shown({ recordState: 'revoked' }).confirmText).toContain('取得者として数えません');
    expect(shown({ recordState: 'annulled' })).toMatchObject({ confirmAction: '', warnings: [] });
    expect(shown({ isNumberShared: true }).warnings[0]).toContain('ほかの職員も報告');
    const confirmed = { state: 'confirmed', deciderName: '人事　二' } as const;
    expect(correctionSentence(row(confirmed))).toContain('記録と数字は、訂正後');
    for (const recordState of ['revoked', 'annulled'] as const)
      expect(correctionSentence(row({ ...confirmed, recordState }))).toContain('数えていません');
  });

  it('says the state in one sentence', () => {
    const decidedAt = new Date('2026-11-02T01:00:00Z');
    const decided = { decidedAt, deciderName: '人事　一' };
    expect(stateSentence(aReview())).toContain('確認を待っています。');
    expect(stateSentence(aReview({ state: 'verified', ...decided }))).toContain('人事　一が確認');
    const returned = aReview({ state: 'returned', ...decided, returnReason: '不鮮明' });
    expect(stateSentence(returned)).toContain('理由: 不鮮明');
    expect(stateSentence(aReview({ state: 'withdrawn' }))).toContain('取り下げました');
    const revoked = { revokedAt: decidedAt, revokerName: '人事　二', revokeReason: '別の証書' };
    const sentence = stateSentence(aReview({ state: 'revoked', ...decided, ...revoked }));
    expect(sentence).toContain('人事　二が確認を取り消しました。');
    expect(sentence).toContain('理由: 別の証書');
    const annulled = { annulledAt: decidedAt, annullerName: '人事　二', annulReason: '別の人' };
    expect(stateSentence(aReview({ state: 'annulled', ...decided, ...annulled }))).toBe(
      '令和8年11月2日(月)10時0分に人事　二が、誤りとして取り消しました。どの日の数字にも数えません。理由: 別の人',
    );
  });
});

describe('reviewsView', () => {
  it('keeps the filter in every link and marks what is chosen', () => {
    const view = reviewsView({
      filter: { state: 'verified', certificationCode: 'ip', unitCode: '0110' },
      page: 2,
      list: { rows: [aReview()], total: 120 },
      wrongEnds: (['missing', 'surplus'] as const).map((fault) => ({
        ...{ id: 'r9', name: '魚津　花子', staffNumber: '1', certificationName: '期限検定' },
        ...{ fault, total: 3 },
      })),
      counts: {
        reported: 1,
        verified: 120,
        returned: 0,
        withdrawn: 0,
        revoked: 0,
        annulled: 0,
        set_aside: 0,
      },
      certifications: [
        {
          ...{ id: '1', code: 'ip', name: 'ITパスポート試験', shortName: 'ITパスポート' },
          ...{ names: [], firstExamOn: null, lastExamOn: null, successorName: null },
          renewals: [],
        },
      ],
      units: [{ code: '0110', name: '総務課', depth: 1 }],
      mayEnter: true,
    });
    const rows = [{ href: '/certification-reviews/r9', label: '期限検定' }];
    expect(view.wrongEnds).toMatchObject([
      { rows, more: 'ほか2件' },
      { text: expect.stringContaining('空欄にする訂正') as string, rows, more: 'ほか2件' },
    ]);
    const query = 'state=verified&certification=ip&unit=0110';
    expect(view.pages).toMatchObject({
      previous: `/certification-reviews?${query}&page=1`,
      next: `/certification-reviews?${query}&page=3`,
      first: '51',
      last: '100',
      total: '120',
    });
    expect(view.files.links.map((it) => it.href)).toEqual([
      `/certification-reviews/export?${query}`,
      `/certification-reviews/export.xlsx?${query}`,
      `/certification-reviews/export.html?${query}`,
    ]);
    expect(view.tabs.find((it) => it.isCurrent)?.label).toBe('確認済み(120件)');
    expect(view.tabs.find((it) => it.label === 'すべて')?.href).toBe(
      '/certification-reviews?state=all&certification=ip&unit=0110',
    );
    expect(view.filter.conditions.map((it) => it.href)).toContain(
      '/certification-reviews?state=verified&unit=0110',
    );
    expect(view.table.rows[0]?.cells.map((it) => it.text)).toContain('所属なし');
  });

  it.each([
    [0, '確認を待っている報告はありません。'],
    [1, '1件の報告が確認を待っています。'],
    [3, '3件の報告が確認を待っています。古い順に並んでいます。'],
  ])('says with %d that wait what is to be done', (reported, sentence) => {
    const counts = {
      reported,
      verified: 1,
      returned: 0,
      withdrawn: 0,
      revoked: 0,
      annulled: 0,
      set_aside: 0,
    };
    expect(queueSentence(counts)).toBe(sentence);
  });
});

describe('reviewFilter', () => {
  it('shows what waits unless something else that exists is asked for', () => {
    const waiting = { state: 'reported', certificationCode: '', unitCode: '' };
    expect(reviewFilter({})).toEqual(waiting);
    expect(reviewFilter({ state: ['a'], certification: { x: 1 }, unit: 5 })).toEqual(waiting);
    expect(reviewFilter({ state: 'all', certification: 'ip', unit: '0110' })).toEqual({
      state: '',
      certificationCode: 'ip',
      unitCode: '0110',
    });
  });
});

describe('followingText', () => {
  it.each([
    [true, 3, '次の1件を表示しています。'],
    [false, 0, 'ほかに確認待ちはありません。'],
    [false, 2, '残りの2件は、ほかの担当者が確認します。'],
  ])('says what comes after a decision: next %p, waiting %p', (hasNext, waiting, text) => {
    expect(followingText(hasNext, waiting)).toBe(text);
  });
});
