import type { AttemptRow, EarlierPlan, OwnRecordRow } from '@app/certifications';
import { certificationOptions, recordView, stateSentence } from './certifications.views';
import { examPageView, examView } from './exams.views';

const TODAY = '2026-11-16';

function aRecord(facts: Partial<OwnRecordRow> = {}): OwnRecordRow {
  return {
    id: 'r1',
    certificationCode: 'ip',
    certificationName: 'ITパスポート試験',
    passedOn: '2026-10-20',
    certificateNumber: 'IP-1',
    state: 'reported',
    returnReason: null,
    revokeReason: null,
    revokedAt: null,
    annulReason: null,
    annulledAt: null,
    reportedAt: new Date('2026-11-01T00:30:00Z'),
    reporterName: '',
    decidedAt: null,
    isReplaced: false,
    ...{ validUntil: null, renewalWindowDays: null },
    isRenewed: false,
    evidenceKind: 'file',
    renewsId: null,
    nameOnCertificate: null,
    ...facts,
  };
}

function anAttempt(facts: Partial<AttemptRow> = {}): AttemptRow {
  return {
    id: 'a1',
    certificationCode: 'ip',
    certificationName: 'ITパスポート試験',
    examOn: '2026-12-05',
    state: 'booked',
    place: null,
    payment: null,
    ...{ isReported: false, isVerified: false, isReportWaiting: false, aheadOn: null },
    ...{ outside: null, isOver: false },
    ...facts,
  };
}

describe('stateSentence', () => {
  it('counts by state and says what is left to do', () => {
    expect(stateSentence([])).toBe('報告した資格は、まだありません。');
    const returned = aRecord({ state: 'returned', returnReason: '不鮮明' });
    expect(stateSentence([aRecord(), aRecord({ state: 'verified' }), returned])).toBe(
      '確認済みの資格は1件、確認待ちは1件です。差戻しが1件あります。',
    );
    expect(stateSentence([aRecord({ state: 'verified' })])).toBe(
      '確認済みの資格は1件、確認待ちは0件です。',
    );
    expect(stateSentence([aRecord(), aRecord()])).toBe('確認済みの資格は0件、確認待ちは2件です。');
    expect(stateSentence([{ ...returned, isReplaced: true }])).not.toContain('差戻し');
    expect(stateSentence([returned, aRecord({ state: 'revoked' })])).toContain(
      '差戻しが1件、確認の取消しが1件あります。',
    );
  });
});

describe('recordView', () => {
  it('offers what can be done in each state and nothing else', () => {
    const actions = (facts: Partial<OwnRecordRow>) => {
      const { againHref, withdrawHref } = recordView(aRecord(facts), '2026-11-16');
      return [againHref !== '', withdrawHref !== ''];
    };
    expect(actions({ state: 'reported' })).toEqual([false, true]);
    expect(actions({ state: 'verified' })).toEqual([false, false]);
    expect(actions({ state: 'returned' })).toEqual([true, false]);
    expect(actions({ state: 'returned', isReplaced: true })).toEqual([false, false]);
    expect(actions({ state: 'withdrawn' })).toEqual([false, false]);
    expect(actions({ state: 'revoked' })).toEqual([true, false]);
    expect(actions({ state: 'revoked', isReplaced: true })).toEqual([false, false]);
  });

  it('tells until when it is good, and offers the renewal once it is time', () => {
    const seen = (validUntil: OwnRecordRow['validUntil'], facts: Partial<OwnRecordRow> = {}) => {
      const view = recordView(aRecord({ state: 'verified', validUntil, ...facts }), '2026-11-16');
      return [view.validity?.label ?? '', view.renewHref !== ''];
    };
    expect(seen(null)).toEqual(['', false]);
    expect(seen('2028-03-31')).toEqual(['有効', false]);
    expect(seen('2027-03-31')).toEqual(['更新の時期', true]);
    expect(seen('2026-11-15')).toEqual(['期限切れ', true]);
    expect(seen('2027-03-31', { isRenewed: true })).toEqual(['有効', false]);
    expect(seen('2026-11-15', { isRenewed: true })).toEqual(['期限切れ', false]);
    expect(seen('2027-01-15', { renewalWindowDays: 60 })).toEqual(['更新の時期', true]);
    // Its issuer takes no renewal any more; one that was done in time can still be reported.
    expect(seen('2027-01-14', { renewalWindowDays: 60 })).toEqual(['有効', true]);
    expect(seen('2027-03-31', { state: 'reported' })).toEqual(['', false]);
  });

  it('tells why it was returned or revoked, and when', () => {
    expect(
      recordView(aRecord({ state: 'returned', returnReason: '不鮮明' }), '2026-11-16').reason,
    ).toBe('差戻しの理由: 不鮮明');
    const revokedAt = new Date('2026-11-02T01:00:00Z');
    const revoked = aRecord({ state: 'revoked', revokedAt, revokeReason: '別の証書' });
    expect(recordView(revoked, '2026-11-16').reason).toMatch(
      /^令和8年11月2日.*取消しの理由: 別の証書$/,
    );
    expect(recordView(aRecord(), '2026-11-16').reason).toBe('');
  });

  it('names who reported it for somebody else, in the time of Tokyo', () => {
    expect(recordView(aRecord({ reporterName: '人事　一' }), '2026-11-16').reported).toBe(
      '令和8年11月1日(日)9時30分(人事　一が代わりに報告)',
    );
  });
});

describe('examView', () => {
  const labels = (facts: Partial<AttemptRow>) => {
    const { chip, action } = examView(anAttempt(facts), TODAY);
    return [chip.label, action.label];
  };

  it('leads from the plan to the result to the report', () => {
    expect(labels({})).toEqual(['受験予定', '予定を変える']);
    expect(labels({ examOn: TODAY })).toEqual(['受験予定', '結果を報告する']);
    expect(labels({ examOn: '2026-11-15' })).toEqual(['結果の報告待ち', '結果を報告する']);
    expect(labels({ state: 'provisional_pass' })).toEqual(['合格見込み', '合格証書を報告する']);
    expect(labels({ state: 'provisional_pass', isReported: true })).toEqual(['資格を報告済み', '']);
    const verified = { isReported: true, isVerified: true };
    expect(labels({ ...verified, examOn: '2026-11-15' })).toEqual(['確認済み', '']);
    expect(labels({ state: 'failed', examOn: TODAY })).toEqual(['今回は不合格', '結果を直す']);
    expect(labels({ state: 'cancelled' })).toEqual(['取りやめ', '']);
  });

  const field = { id: '', name: '', value: '', error: '' };
  const fields = { outcome: field, callsOff: field, examOn: field, place: field, payment: field };
  const form = { fields, errors: [], message: '' };
  const pageOf = (facts: Partial<AttemptRow>, earlier: readonly EarlierPlan[] = []) =>
    examPageView(anAttempt(facts), { form, earlier, today: TODAY });

  it('is a plan that may change until its day, and then asks for the result', () => {
    const ahead = pageOf({ place: '富山テストセンター', payment: 'voucher' });
    expect(ahead).toMatchObject({
      title: '受験の予定',
      countdown: '受験日まで、あと19日です。',
      ...{ canChangePlan: true, canCallOff: true, isSettled: false, options: [] },
    });
    expect(ahead.facts.map(({ value }) => value)).toEqual([
      '令和8年12月5日(土)',
      '富山テストセンター',
      'バウチャー',
    ]);
    const over = pageOf({ examOn: '2026-11-13' });
    expect(over).toMatchObject({ title: '受験の結果', countdown: '', canCallOff: false });
    expect(over.options.map(({ value }) => value)).toEqual([
      'provisional_pass',
      'passed',
      'failed',
      'cancelled',
    ]);
    expect(pageOf({ state: 'failed' })).toMatchObject({ canChangePlan: false, countdown: '' });
    const off = { state: 'cancelled' } as const;
    expect(pageOf(off)).toMatchObject({ title: '取りやめた受験', isSettled: true, instead: '' });
    expect(pageOf({ ...off, aheadOn: '2026-12-20' }).instead).toBe(
      '同じ試験の受験予定(令和8年12月20日(日))があります。資格の画面から開けます。',
    );
  });

  it('shows what was planned before', () => {
    const before = { examOn: '2026-11-28', place: null, payment: null } as const;
    const { earlier } = pageOf({}, [{ ...before, changedAt: new Date('2026-11-02T01:00:00Z') }]);
    expect(earlier).toEqual([
      {
        changedAt: '令和8年11月2日(月)10時0分',
        examOn: '令和8年11月28日(土)',
        place: '―',
        payment: 'まだ決めていない',
      },
    ]);
  });
});

describe('certificationOptions', () => {
  const ROW = {
    ...{ id: '1', code: 'ip', name: 'ITパスポート試験', shortName: 'ITパスポート' },
    ...{ names: [], firstExamOn: null, lastExamOn: null, successorName: null },
    renewals: [],
  };

  it('starts with an empty choice', () => {
    const options = certificationOptions([ROW], '');
    expect(options.map((it) => [it.value, it.isSelected])).toEqual([
      ['', true],
      ['ip', false],
    ]);
  });

  it('says of an exam that ends until when it can be passed', () => {
    const [, option] = certificationOptions([{ ...ROW, lastExamOn: '2027-03-31' }], '');
    expect(option?.label).toBe('ITパスポート試験(試験は令和9年3月31日まで)');
  });
});
