import { correctedThing, examThing, recordThing, reviewsThing } from './certificates-waiting.rules';
import type { LocalDate } from '@app/platform';
import type { AttemptRow } from './exam/exam-attempts.queries';
import type { OwnRecordRow } from './record/own-records.queries';

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

describe('What of certificates waits', () => {
  it('is a report that nobody has checked yet', () => {
    expect(recordThing(record({}), TODAY)).toMatchObject([
      {
        oldest: '2026-11-09',
        sentence: '11月9日(月)に報告し、人事の確認を待っています。',
        turn: 'others',
      },
    ]);
  });

  it('is one that came back, with the first words of the reason, until it is reported again', () => {
    const back = record({
      state: 'returned',
      returnReason: `番号が\n読めません。${'あ'.repeat(40)}`,
    });
    const [thing] = recordThing(back, TODAY);
    expect(thing).toMatchObject({
      turn: 'mine',
      state: 'record.returned',
      href: '/certifications/new?again=r1',
    });
    expect(thing?.sentence).toBe(
      `報告が差し戻されました。理由は「番号が 読めません。${'あ'.repeat(20)}…」です。`,
    );
    expect(recordThing({ ...back, isReplaced: true }, TODAY)).toEqual([]);
    expect(recordThing(record({ state: 'revoked', revokeReason: '別人' }), TODAY)).toMatchObject([
      { sentence: '確認が取り消されました。理由は「別人」です。', state: 'record.revoked' },
    ]);
    expect(recordThing(record({ state: 'annulled' }), TODAY)).toMatchObject([
      { sentence: '誤りとして取り消されました。', state: 'record.annulled' },
    ]);
  });

  it('is nothing that is verified or was taken back', () => {
    expect(recordThing(record({ state: 'verified' }), TODAY)).toEqual([]);
    expect(recordThing(record({ state: 'withdrawn' }), TODAY)).toEqual([]);
  });

  it.each([
    ['2026-12-04', '受験日は12月4日(金)です。あと18日です。', 'others', undefined],
    ['2026-11-16', '受験日は本日です。終わったら、結果を報告してください。', 'mine', undefined],
    [
      '2026-11-13',
      '受験日は11月13日(金)でした。結果を報告してください。',
      'mine',
      'exam.unreported',
    ],
  ] as const)('is an exam on %s', (examOn, sentence, turn, state) => {
    const [thing] = examThing(exam({ examOn }), TODAY);
    expect([thing?.sentence, thing?.turn, thing?.state]).toEqual([sentence, turn, state]);
  });

  it('is a pass of which the certificate is to come, and no exam that is done with', () => {
    const passed = exam({ state: 'provisional_pass', examOn: '2026-11-02' });
    expect(examThing(passed, TODAY)).toMatchObject([
      { verb: '合格証書を報告する', href: '/certifications/new?exam=e1' },
    ]);
    expect(examThing({ ...passed, isReported: true }, TODAY)).toEqual([]);
    expect(examThing(exam({ state: 'failed' }), TODAY)).toEqual([]);
    expect(examThing(exam({ state: 'cancelled' }), TODAY)).toEqual([]);
  });

  it('is for reviewers a queue, or nothing', () => {
    expect(reviewsThing(3, '2026-11-09')).toMatchObject({
      sentence: '3件の報告が確認を待っています。',
      turn: 'mine',
      oldest: '2026-11-09',
    });
    expect(reviewsThing(0, null)).toMatchObject({
      sentence: '確認を待っている報告はありません。',
      turn: 'others',
    });
    expect(reviewsThing(0, null, 2)).toMatchObject({
      sentence: '確認を待っている報告は、自分の2件だけです。ほかの担当者が確認します。',
      turn: 'others',
    });
  });
});

describe('recordThing of a certificate that ends', () => {
  const told = (validUntil: OwnRecordRow['validUntil'], isRenewed = false) =>
    recordThing(record({ state: 'verified', validUntil, isRenewed }), TODAY).map((it) => [
      it.sentence,
      it.href,
    ]);

  it('tells the time to renew, and that it is over, until the renewal is reported', () => {
    expect(told(null)).toEqual([]);
    expect(told('2028-03-31')).toEqual([]);
    expect(told('2027-03-31')).toEqual([
      [expect.stringContaining('更新の時期になりました。'), '/certifications/new?renew=r1'],
    ]);
    expect(told('2026-10-31')).toEqual([
      [expect.stringContaining('を過ぎています。'), '/certifications/new?renew=r1'],
    ]);
    expect(told('2026-10-31', true)).toEqual([]);
  });

  it('tells until when it is to be renewed, as the qualification says', () => {
    const sentence = (validUntil: LocalDate) =>
      recordThing(record({ state: 'verified', validUntil, renewalWindowDays: 60 }), TODAY)[0]
        ?.sentence;
    expect(sentence('2027-07-14')).toContain('更新の手続きは令和9年5月15日');
    expect(sentence('2027-07-15')).toBeUndefined();
    expect(sentence('2026-12-31')).toContain('更新の手続きの期限は11月1日');
  });

  it('is a correction of it, with the old and the new', () => {
    const row: Parameters<typeof correctedThing>[0] = {
      ...{ oldCertificationName: 'ITパスポート', certificationName: 'ITパスポート' },
      ...{
        oldPassedOn: '2026-10-20',
        passedOn: '2026-10-21',
        oldValidUntil: null,
        validUntil: null,
      },
      ...{ oldCertificateNumber: 'IP-1', certificateNumber: 'IP-2', reason: '証書のとおり' },
      decidedAt: new Date('2026-11-10T01:00:00Z'),
    };
    expect(correctedThing(row, TODAY)[0]?.sentence).toBe(
      '11月10日(火)に、人事が記録を訂正しました(合格日を令和8年10月20日(火)から令和8年10月21日(水)に、合格証書番号をIP-1からIP-2に)。理由は「証書のとおり」です。',
    );
    expect(correctedThing(row, '2026-12-11')).toEqual([]);
  });

  it('is a booking for a day on which there is no such exam any more', () => {
    const outside = 'ITパスポートは、令和8年11月30日が最後の試験です。';
    expect(examThing(exam({ outside }), TODAY)).toMatchObject([
      {
        sentence: `受験日は12月4日(金)ですが、${outside}予定を変えるか、受験を取りやめてください。`,
        turn: 'mine',
      },
    ]);
  });
});
