import type { Actor } from '@app/access';
import { Conflict, InvalidInput, NotFound } from '@app/platform';
import { type LibTest, rowsOf, startLibTest } from '@app/testing';
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
        isReported: false,
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

  it('changes the day of a booked exam and keeps what was known before', async () => {
    const id = await exams.book(actor, { certificationCode: 'ip', examOn: '2026-12-05' });
    test.clock.set('2026-11-20T10:00:00+09:00');
    await exams.changeDay(actor, id, '2026-12-19');
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
    const id = await exams.book(actor, { certificationCode: 'ip', examOn: '2026-12-05' });
    await exams.book(actor, { certificationCode: 'ip', examOn: '2026-12-12' });
    for (const day of ['2026-11-15', '2027-11-17', '2026-12-05', '2026-12-12', 'soon', '']) {
      await expect(exams.changeDay(actor, id, day)).rejects.toThrow(InvalidInput);
    }
    const other = await test.city.addActor({ personId: await test.city.addPerson() });
    await expect(exams.changeDay(other, id, '2026-12-19')).rejects.toThrow(NotFound);
    await expect(exams.changeDay(actor, 'not-an-id', '2026-12-19')).rejects.toThrow(NotFound);
    await exams.reportOutcome(actor, id, 'cancelled');
    await expect(exams.changeDay(actor, id, '2026-12-19')).rejects.toThrow(Conflict);
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
