import type { Actor } from '@app/access';
import { Conflict, InvalidInput, NotFound } from '@app/platform';
import { type LibTest, rowsOf, startLibTest, TestFigures } from '@app/testing';
import { CertificationsModule } from '../certifications.module';
import { ExamAttemptQueries } from './exam-attempts.queries';
import { ExamAttemptsService } from './exam-attempts.service';

describe('ExamAttemptsService', () => {
  let test: LibTest;
  let exams: ExamAttemptsService;
  let queries: ExamAttemptQueries;
  let actor: Actor;

  beforeAll(async () => {
    test = await startLibTest(CertificationsModule);
    exams = test.get(ExamAttemptsService);
    queries = test.get(ExamAttemptQueries);
  });

  beforeEach(async () => {
    test.clock.set('2026-11-16T10:00:00+09:00');
    actor = await test.city.addActor({ personId: await test.city.addPerson() });
  });

  afterAll(async () => {
    await test.close();
  });

  it('notes an exam and, from its day on, how it went', async () => {
    const id = await exams.book(actor, { certificationCode: 'ip', examOn: '2026-12-05' });
    await expect(exams.reportOutcome(actor, id, 'provisional_pass')).rejects.toThrow(Conflict);
    test.clock.set('2026-12-05T17:00:00+09:00');
    await exams.reportOutcome(actor, id, 'provisional_pass');
    expect(await queries.listOwn(actor)).toEqual([
      {
        id,
        certificationCode: 'ip',
        certificationName: 'ITパスポート試験',
        examOn: '2026-12-05',
        state: 'provisional_pass',
        place: null,
        payment: null,
        ...{ isReported: false, isVerified: false, isReportWaiting: false, aheadOn: null },
        ...{ outside: null, isOver: false },
      },
    ]);
    const actions = await rowsOf<{ action: string }>(
      test.database,
      'SELECT action FROM audit_entries WHERE subject_id = $1 ORDER BY id',
      [id],
    );
    expect(actions.map((row) => row.action)).toEqual([
      'exam_attempt.booked',
      'exam_attempt.provisional_pass',
    ]);
  });

  it('books one exam a day, and a cancelled one again', async () => {
    const booking = { certificationCode: 'ip', examOn: '2026-12-05' };
    const id = await exams.book(actor, booking);
    await expect(exams.book(actor, booking)).rejects.toThrow(Conflict);
    await exams.reportOutcome(actor, id, 'cancelled');
    await expect(exams.reportOutcome(actor, id, 'cancelled')).rejects.toThrow(Conflict);
    expect(await exams.book(actor, booking)).toBe(id);
  });

  it('makes one note of two bookings at once', async () => {
    const booking = { certificationCode: 'ip', examOn: '2026-12-05' };
    const results = await Promise.allSettled([1, 2, 3].map(() => exams.book(actor, booking)));
    expect(results.filter((it) => it.status === 'fulfilled')).toHaveLength(1);
    expect(await queries.listOwn(actor)).toHaveLength(1);
  });

  it('refuses a day that is over and a qualification that is not on the list', async () => {
    const past = { certificationCode: 'ip', examOn: '2026-11-15' };
    await expect(exams.book(actor, past)).rejects.toThrow(InvalidInput);
    const unknown = { certificationCode: 'no-such', examOn: '2026-12-05' };
    await expect(exams.book(actor, unknown)).rejects.toThrow(InvalidInput);
  });

  it('is passed on no day on which there was none, as is known by then, and can be called off', async () => {
    const id = await exams.book(actor, { certificationCode: 'ap', examOn: '2026-12-05' });
    await new TestFigures(test.database).endExam('ap', '2026-11-30');
    test.clock.set('2026-12-05T17:00:00+09:00');
    expect((await queries.getOwn(actor, id)).outside).toContain(
      '令和8年11月30日が最後の試験です。',
    );
    for (const outcome of ['provisional_pass', 'passed'] as const)
      await expect(exams.reportOutcome(actor, id, outcome)).rejects.toMatchObject({
        code: 'exam_attempt.no_exam_then',
        message: expect.stringContaining('令和8年11月30日が最後の試験') as string,
      });
    await exams.reportOutcome(actor, id, 'cancelled');
  });

  it('changes the day of a booked exam and keeps what was known before', async () => {
    const id = await exams.book(actor, { certificationCode: 'ip', examOn: '2026-12-05' });
    test.clock.set('2026-11-20T10:00:00+09:00');
    await exams.changePlan(actor, id, { examOn: '2026-12-19' });
    expect(await queries.listOwn(actor)).toMatchObject([
      { id, examOn: '2026-12-19', state: 'booked' },
    ]);
    const knownAt = async (instant: string) =>
      rowsOf<{ day: string }>(
        test.database,
        `SELECT exam_on::text AS day FROM exam_attempts_history
         WHERE id = $1 AND recorded_at <= $2 AND (superseded_at IS NULL OR superseded_at > $2)`,
        [id, instant],
      );
    expect(await knownAt('2026-11-18T00:00:00Z')).toEqual([{ day: '2026-12-05' }]);
    expect(await knownAt('2026-11-21T00:00:00Z')).toEqual([{ day: '2026-12-19' }]);
    const [entry] = await rowsOf<{ detail: object }>(
      test.database,
      `SELECT detail FROM audit_entries WHERE subject_id = $1 AND action = 'exam_attempt.day_changed'`,
      [id],
    );
    expect(entry?.detail).toEqual({ from: '2026-12-05', to: '2026-12-19' });
  });

  it('refuses a day that is over, taken or the same, and an exam that is no longer booked', async () => {
    const taken = await exams.book(actor, { certificationCode: 'ip', examOn: '2026-12-12' });
    await exams.reportOutcome(actor, taken, 'cancelled');
    const id = await exams.book(actor, { certificationCode: 'ip', examOn: '2026-12-05' });
    for (const day of ['2026-11-15', '2027-11-17', '2026-12-05', '2026-12-12', 'soon', '']) {
      await expect(exams.changePlan(actor, id, { examOn: day })).rejects.toThrow(InvalidInput);
    }
    const other = await test.city.addActor({ personId: await test.city.addPerson() });
    await expect(exams.changePlan(other, id, { examOn: '2026-12-19' })).rejects.toThrow(NotFound);
    await expect(exams.changePlan(actor, 'not-an-id', { examOn: '2026-12-19' })).rejects.toThrow(
      NotFound,
    );
    await exams.reportOutcome(actor, id, 'cancelled');
    await expect(exams.changePlan(actor, id, { examOn: '2026-12-19' })).rejects.toThrow(Conflict);
  });

  it('finds what was said before although time goes on within an act', async () => {
    test.clock.moveWithEachLook(1);
    try {
      const id = await exams.book(actor, { certificationCode: 'ip', examOn: '2026-12-05' });
      await exams.changePlan(actor, id, { examOn: '2026-12-12' });
      const earlier = await queries.listEarlierPlans(actor, id);
      expect(earlier.map(({ examOn }) => examOn)).toEqual(['2026-12-05']);
    } finally {
      test.clock.moveWithEachLook(0);
    }
  });

  it('keeps where it is sat and how it is paid, and what was said before', async () => {
    const id = await exams.book(actor, { certificationCode: 'ip', examOn: '2026-12-05' });
    test.clock.set('2026-11-17T10:00:00+09:00');
    const planned = { examOn: '2026-12-05', place: ' 富山  会場 ', payment: 'voucher' } as const;
    await exams.changePlan(actor, id, planned);
    test.clock.set('2026-11-18T10:00:00+09:00');
    await exams.changePlan(actor, id, { examOn: '2026-12-12', payment: 'own' });
    await expect(
      exams.changePlan(actor, id, { examOn: '2026-12-12', payment: 'own' }),
    ).rejects.toThrow(InvalidInput);
    test.clock.set('2026-12-13T10:00:00+09:00');
    await exams.reportOutcome(actor, id, 'failed');
    expect(await queries.getOwn(actor, id)).toMatchObject({ place: null, payment: 'own' });
    expect(await queries.listEarlierPlans(actor, id)).toEqual([
      {
        ...{ examOn: '2026-12-05', place: '富山 会場', payment: 'voucher' },
        changedAt: new Date('2026-11-18T01:00:00Z'),
      },
      {
        ...{ examOn: '2026-12-05', place: null, payment: null },
        changedAt: new Date('2026-11-17T01:00:00Z'),
      },
    ]);
    const other = await test.city.addActor({ personId: await test.city.addPerson() });
    expect(await queries.listEarlierPlans(other, id)).toEqual([]);
    const entries = await rowsOf<{ detail: object }>(
      test.database,
      `SELECT detail FROM audit_entries WHERE subject_id = $1 AND action = 'exam_attempt.plan_changed'`,
      [id],
    );
    expect(entries).toEqual([{ detail: {} }]);
  });

  it('adds the place when the day is over and the result is still to be told', async () => {
    const id = await exams.book(actor, { certificationCode: 'ip', examOn: '2026-11-16' });
    test.clock.set('2026-11-20T10:00:00+09:00');
    await exams.changePlan(actor, id, { examOn: '2026-11-16', place: '富山会場' });
    expect(await queries.getOwn(actor, id)).toMatchObject({ examOn: '2026-11-16' });
  });

  it('keeps one booking of an exam open, and says where it is', async () => {
    await exams.book(actor, { certificationCode: 'ip', examOn: '2026-12-05' });
    const second = { certificationCode: 'ip', examOn: '2026-12-12' };
    await expect(exams.book(actor, second)).rejects.toThrow('令和8年12月5日');
    await exams.book(actor, { ...second, certificationCode: 'sg' });
    test.clock.set('2026-12-06T10:00:00+09:00');
    await expect(exams.book(actor, second)).rejects.toThrow('結果がまだ登録されていません');
  });

  it('lets of two tabs with two days one book', async () => {
    const days = ['2026-12-05', '2026-12-12', '2026-12-19'];
    const results = await Promise.allSettled(
      days.map((examOn) => exams.book(actor, { certificationCode: 'ip', examOn })),
    );
    const refused = results.filter((it) => it.status === 'rejected');
    expect(refused.map(({ reason }) => reason as unknown)).toEqual([
      expect.any(Conflict),
      expect.any(Conflict),
    ]);
    expect(await queries.listOwn(actor)).toHaveLength(1);
  });

  it('is refused by the database too', async () => {
    await exams.book(actor, { certificationCode: 'ip', examOn: '2026-12-05' });
    const insert = `INSERT INTO exam_attempts_history (id, person_id, certification_id, exam_on, state, created_at, recorded_at)
      SELECT gen_random_uuid(), $1, id, '2026-12-12', 'booked', now(), now() FROM certifications WHERE code = 'ip'`;
    await expect(test.database.execute(insert, [actor.personId])).rejects.toThrow(
      'exam_attempts_one_open',
    );
  });

  it('waits 30 days between two tries of an exam that asks for it, and none of ITパスポート', async () => {
    for (const certificationCode of ['sg', 'ip']) {
      const id = await exams.book(actor, { certificationCode, examOn: '2026-11-16' });
      await exams.reportOutcome(actor, id, 'failed');
    }
    const soon = { certificationCode: 'sg', examOn: '2026-12-16' };
    await expect(exams.book(actor, soon)).rejects.toThrow(InvalidInput);
    const id = await exams.book(actor, { ...soon, examOn: '2026-12-17' });
    await expect(exams.changePlan(actor, id, { examOn: '2026-12-16' })).rejects.toThrow(
      InvalidInput,
    );
    await exams.book(actor, { certificationCode: 'ip', examOn: '2026-11-17' });
  });

  it('was not failed while its pass is reported or verified', async () => {
    const figures = new TestFigures(test.database);
    const id = await exams.book(actor, { certificationCode: 'ip', examOn: '2026-11-16' });
    await exams.reportOutcome(actor, id, 'provisional_pass');
    const pass = { personId: actor.personId, passedOn: '2026-11-16' } as const;
    await figures.addCertificate({ ...pass, state: 'withdrawn', withdrawnAt: '2026-11-17' });
    await exams.reportOutcome(actor, id, 'failed');
    await exams.reportOutcome(actor, id, 'provisional_pass');
    await figures.addCertificate({ ...pass, state: 'reported' });
    expect(await queries.getOwn(actor, id)).toMatchObject({ isReportWaiting: true });
    const told = exams.reportOutcome(actor, id, 'failed');
    await expect(told).rejects.toThrow('先に資格の画面でその報告を取り下げてください');
    await exams.reportOutcome(actor, id, 'passed');
    const other = await test.city.addActor({ personId: await test.city.addPerson() });
    const sat = await exams.book(other, { certificationCode: 'ip', examOn: '2026-11-16' });
    await exams.reportOutcome(other, sat, 'passed');
    await figures.addCertificate({ ...pass, personId: other.personId });
    await expect(exams.reportOutcome(other, sat, 'failed')).rejects.toThrow('確認の取消しを依頼');
  });

  it('calls off, once that is confirmed, the next booking of what was passed after all', async () => {
    const id = await exams.book(actor, { certificationCode: 'ip', examOn: '2026-11-16' });
    await exams.reportOutcome(actor, id, 'failed');
    const next = await exams.book(actor, { certificationCode: 'ip', examOn: '2026-12-20' });
    expect(await queries.getOwn(actor, id)).toMatchObject({ aheadOn: '2026-12-20' });
    await expect(exams.reportOutcome(actor, id, 'provisional_pass')).rejects.toMatchObject({
      fields: { callsOff: expect.stringContaining('令和8年12月20日') as string },
    });
    await exams.reportOutcome(actor, id, 'provisional_pass', { callsOff: true });
    expect(await queries.getOwn(actor, next)).toMatchObject({ state: 'cancelled', aheadOn: null });
    expect(await queries.getOwn(actor, id)).toMatchObject({ aheadOn: null });
  });

  it('asks nothing of a booking that a verified pass has overtaken, and asks of one that follows it', async () => {
    const id = await exams.book(actor, { certificationCode: 'sg', examOn: '2026-12-20' });
    const settled = async () => {
      const { isReported, isVerified } = await queries.getOwn(actor, id);
      return [isReported, isVerified];
    };
    const pass = { personId: actor.personId, code: 'sg', reportedAt: '2026-11-10' } as const;
    const figures = new TestFigures(test.database);
    await figures.addCertificate({ ...pass, passedOn: '2026-11-01', decidedAt: '2026-11-15' });
    expect(await settled()).toEqual([false, false]);
    await figures.addCertificate({ ...pass, passedOn: '2026-11-02', decidedAt: '2026-11-18' });
    expect(await settled()).toEqual([true, true]);
  });

  it("does not know anybody else's exams", async () => {
    const id = await exams.book(actor, { certificationCode: 'ip', examOn: '2026-12-05' });
    const other = await test.city.addActor({
      personId: await test.city.addPerson(),
      roles: ['staff', 'hr'],
    });
    await expect(exams.reportOutcome(other, id, 'cancelled')).rejects.toThrow(NotFound);
    await expect(queries.getOwn(other, id)).rejects.toThrow(NotFound);
    await expect(queries.getOwn(other, 'not-an-id')).rejects.toThrow(NotFound);
    expect(await queries.listOwn(other)).toEqual([]);
  });
});
