import type { Actor } from '@app/access';
import {
  Conflict,
  InvalidInput,
  type LocalDate,
  localDateOf,
  NotAllowed,
  sqlState,
  violatedConstraint,
} from '@app/platform';
import {
  aCleanFile,
  aPng,
  type LibTest,
  pngChunk,
  rowsOf,
  startLibTest,
  TestFigures,
} from '@app/testing';
import { CertificationMasterService } from '../certification/certification-master.service';
import { CertificationVersionQueries } from '../certification/certification-versions.queries';
import { CertificationsModule } from '../certifications.module';
import { ExamAttemptQueries } from '../exam/exam-attempts.queries';
import { ExamAttemptsService } from '../exam/exam-attempts.service';
import { ExamResultQueries } from '../exam/exam-results.queries';
import { CertificationRecordsService } from './certification-records.service';
import { CorrectionQueries } from './corrections.queries';
import { CorrectionsService, type TypedCorrection } from './corrections.service';
import { HeldCertificateQueries } from './held-certificates.queries';
import { RecordReviewQueries } from './record-reviews.queries';

describe('Correcting a certificate', () => {
  let test: LibTest;
  let records: CertificationRecordsService;
  let corrections: CorrectionsService;
  let queries: CorrectionQueries;
  let holder: Actor;
  let hr: Actor;
  let other: Actor;
  let id: string;
  let files = 0;

  beforeAll(async () => {
    test = await startLibTest(CertificationsModule);
    records = test.get(CertificationRecordsService);
    corrections = test.get(CorrectionsService);
    queries = test.get(CorrectionQueries);
  });

  afterAll(() => test.close());

  beforeEach(async () => {
    test.clock.set('2026-12-01T09:00:00+09:00');
    [holder, hr, other] = [await anActor(), await anActor('hr'), await anActor('hr')];
    id = await report();
    test.clock.set('2026-12-10T09:00:00+09:00');
    await records.verify(hr, id);
    test.clock.set('2027-01-10T09:00:00+09:00');
  });

  async function anActor(role?: 'hr'): Promise<Actor> {
    const personId = await test.city.addPerson();
    return test.city.addActor({ personId, roles: role ? ['staff', role] : ['staff'] });
  }

  const report = async (facts: Record<string, string> = {}) =>
    records.report(holder, {
      ...{ staffNumber: '', certificationCode: 'ip', passedOn: '2026-11-20' },
      certificateNumber: 'IP-2026-1',
      ...facts,
      evidence: await aCleanFile(
        test,
        aPng(pngChunk('tEXt', `k\0${String((files += 1))}`)),
        'a.png',
      ),
    });

  const typed = (facts: Partial<TypedCorrection> = {}): TypedCorrection => ({
    ...{ certificationCode: 'ip', passedOn: '2026-11-21', certificateNumber: 'IP-2026-1' },
    ...{ validUntil: '', reason: '証書の合格日は11月21日でした。' },
    ...facts,
  });

  /** The last exam of a qualification becomes known. */
  async function end(code: string, lastExamOn: LocalDate): Promise<void> {
    const [newest] = await test.get(CertificationVersionQueries).listOf(code);
    if (newest === undefined) throw new Error(code);
    const master = test.get(CertificationMasterService);
    const validFrom = localDateOf(test.clock.now());
    const change = { code, facts: { ...newest, lastExamOn }, validFrom, note: '廃止' };
    const { mark } = await master.previewChange(hr, change);
    await master.changeCertification(hr, change, mark);
  }

  const holds = async (day: LocalDate, at: string, code = 'ip') =>
    (await test.get(HeldCertificateQueries).listHeldAsKnown(hr, day, new Date(at))).flatMap((it) =>
      it.personId === holder.personId && it.certificationCode === code ? [it.passedOn] : [],
    );

  const refusal = async (act: Promise<unknown>) =>
    act.then(
      () => null,
      (error: unknown) => error,
    );

  it('leaves the exam settled by its certificate, whichever day it says now, and tells that the pass lies before it', async () => {
    const personId = holder.personId;
    const figures = new TestFigures(test.database);
    await figures.addAttempt({ personId, state: 'provisional_pass', examOn: '2026-11-20' });
    // Booked to sit it again, with the certificate at hand.
    const booked = { state: 'booked', examOn: '2027-01-20', createdAt: '2027-01-15' } as const;
    await figures.addAttempt({ personId, ...booked });
    const correction = await corrections.propose(hr, id, typed({ passedOn: '2026-11-19' }));
    expect(await queries.get(other, correction)).toMatchObject({ laterExamOn: '2026-11-20' });
    await corrections.confirm(other, correction);

    const [ahead, sat] = await test.get(ExamAttemptQueries).listOwn(holder);
    expect([ahead?.isReported, sat?.isReported, sat?.isVerified]).toEqual([false, true, true]);
    const told = test.get(ExamAttemptsService).reportOutcome(holder, sat?.id ?? '', 'failed');
    await expect(told).rejects.toThrow('確認済み');
    const results = await test.get(ExamResultQueries).listResults('ip');
    expect(results.filter((it) => it.personId === personId)).toHaveLength(1);
  });

  it('changes nothing until a second person confirms, and then all that counts; the old stays readable', async () => {
    const correction = await corrections.propose(
      hr,
      id,
      typed({ certificationCode: 'riss', validUntil: '2027-06-30' }),
    );
    expect(await holds('2027-01-10', '2027-02-01T00:00:00Z')).toEqual(['2026-11-20']);
    expect(await queries.countOpen(other)).toMatchObject({ total: 1 });
    expect(await queries.countOpen(hr)).toMatchObject({ total: 0 });
    expect(await queries.listOwn(holder)).toEqual([]);
    test.clock.set('2027-01-12T09:00:00+09:00');
    await corrections.confirm(other, correction);

    expect(await holds('2027-01-12', '2027-02-01T00:00:00Z')).toEqual([]);
    expect(await holds('2027-01-12', '2027-02-01T00:00:00Z', 'riss')).toEqual(['2026-11-21']);
    expect(await holds('2027-07-01', '2027-08-01T00:00:00Z', 'riss')).toEqual([]);
    // What was said of a day before is still known.
    expect(await holds('2027-01-10', '2027-01-11T00:00:00Z')).toEqual(['2026-11-20']);

    const review = await test.get(RecordReviewQueries).getReview(hr, id);
    expect(review).toMatchObject({
      ...{ state: 'verified', certificationCode: 'riss', passedOn: '2026-11-21' },
      ...{ validUntil: '2027-06-30', decidedBy: hr.personId },
    });
    expect(await queries.listOfRecord(hr, id)).toMatchObject([
      {
        ...{
          state: 'confirmed',
          oldCertificationName: 'ITパスポート試験',
          oldPassedOn: '2026-11-20',
        },
        ...{
          certificationName: '情報処理安全確保支援士',
          passedOn: '2026-11-21',
          oldValidUntil: null,
        },
        ...{ reason: typed().reason, proposedBy: hr.personId },
      },
    ]);
    expect(await queries.listOwn(holder)).toHaveLength(1);
    const acts = await rowsOf<{ action: string }>(
      test.database,
      'SELECT action FROM audit_entries WHERE subject_id = $1 ORDER BY id',
      [id],
    );
    expect(acts.map(({ action }) => action.split('.')[1])).toEqual([
      ...['reported', 'verified', 'correction_proposed', 'corrected'],
    ]);
  });

  it('is proposed by nobody for themselves, with a reason, a change, and of what was verified', async () => {
    for (const [actor, what, kind] of [
      [holder, typed(), NotAllowed],
      [hr, typed({ reason: ' ' }), InvalidInput],
      [hr, typed({ passedOn: '2026-11-20' }), InvalidInput],
      [hr, typed({ passedOn: '2027-01-11' }), InvalidInput],
      [hr, typed({ certificationCode: 'no-such' }), InvalidInput],
      [hr, typed({ certificateNumber: '-' }), InvalidInput],
    ] as const) {
      expect(await refusal(corrections.propose(actor, id, what))).toBeInstanceOf(kind);
    }
    const own = { ...holder, roles: hr.roles };
    expect(await refusal(corrections.propose(own, id, typed()))).toMatchObject({
      code: 'certification_correction.own',
    });
    const waiting = await report({ certificationCode: 'sg', certificateNumber: 'SG-1' });
    expect(await refusal(corrections.propose(hr, waiting, typed()))).toBeInstanceOf(Conflict);
  });

  it('is confirmed and declined by neither who proposed, reported or holds it, nor twice', async () => {
    const correction = await corrections.propose(other, id, typed());
    expect(await refusal(corrections.propose(hr, id, typed()))).toMatchObject({
      code: 'certification_correction.open',
    });
    const own = { ...holder, roles: hr.roles };
    for (const first of [other, own]) {
      for (const act of [
        corrections.confirm(first, correction),
        corrections.decline(first, correction, 'x'),
      ])
        expect(await refusal(act)).toMatchObject({
          code: 'certification_correction.second_person',
        });
    }
    expect(await refusal(corrections.withdraw(hr, correction))).toBeInstanceOf(NotAllowed);
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, () => corrections.confirm(hr, correction)),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await holds('2027-01-10', '2027-02-01T00:00:00Z')).toEqual(['2026-11-21']);
    expect(await refusal(corrections.decline(hr, correction, 'x'))).toBeInstanceOf(Conflict);
  });

  it('is taken back by who proposed it, or sent back with a reason, and then proposed again', async () => {
    await corrections.withdraw(hr, await corrections.propose(hr, id, typed()));
    const second = await corrections.propose(hr, id, typed());
    expect(await refusal(corrections.decline(other, second, ' '))).toBeInstanceOf(InvalidInput);
    await corrections.decline(other, second, '証書では11月20日です。');
    await corrections.propose(hr, id, typed());
    const states = (await queries.listOfRecord(hr, id)).map(({ state }) => state);
    expect(states.toSorted()).toEqual(['declined', 'proposed', 'withdrawn']);
    expect(await holds('2027-01-10', '2027-02-01T00:00:00Z')).toEqual(['2026-11-20']);
    const page = await queries.list(hr, 'proposed', { number: 1, size: 10 });
    expect(page.rows.filter(({ recordId }) => recordId === id)).toHaveLength(1);
  });

  it('follows what became of the record: revoked it can be corrected, annulled or changed meanwhile it cannot', async () => {
    const correction = await corrections.propose(hr, id, typed());
    await records.revoke(other, id, '別の試験でした。');
    await corrections.confirm(other, correction);
    expect(await holds('2027-01-09', '2027-02-01T00:00:00Z')).toEqual(['2026-11-21']);
    const second = await corrections.propose(hr, id, typed({ passedOn: '2026-11-22' }));
    await records.annul(other, id, 'はじめから別の試験でした。');
    expect(await refusal(corrections.confirm(other, second))).toBeInstanceOf(Conflict);
    const annulled = await queries.get(hr, second);
    expect(annulled).toMatchObject({ state: 'proposed', personId: holder.personId });
  });

  it('takes no day that cannot be, neither when it is proposed nor when it is confirmed', async () => {
    for (const passedOn of ['2026-12-02', '2026-12-11', '2009-04-18', '2027-01-11', '2026-02-30'])
      expect(await refusal(corrections.propose(hr, id, typed({ passedOn })))).toMatchObject({
        fields: { passedOn: expect.any(String) as string },
      });
    for (const validUntil of ['2026-11-21', '2020-01-01'])
      expect(await refusal(corrections.propose(hr, id, typed({ validUntil })))).toMatchObject({
        fields: { validUntil: expect.any(String) as string },
      });
    const second = typed({ certificationCode: 'fe' });
    const correction = await corrections.propose(hr, id, second);
    await end('fe', '2026-11-20');
    expect(await refusal(corrections.confirm(other, correction))).toMatchObject({
      code: 'certification_correction.impossible_day',
      message: expect.stringContaining('令和8年11月20日が最後の試験') as string,
    });
    await corrections.decline(other, correction, '試験がありませんでした。');
    expect(await refusal(corrections.propose(hr, id, second))).toMatchObject({
      fields: { passedOn: expect.stringContaining('最後の試験') as string },
    });
  });

  it('says whose number it would take, and what became of the record meanwhile', async () => {
    const neighbour = await anActor();
    const theirs = await records.report(neighbour, {
      ...{ staffNumber: '', certificationCode: 'ip', passedOn: '2026-11-01' },
      ...{ certificateNumber: 'IP-2026-99', evidence: await aCleanFile(test) },
    });
    const correction = await corrections.propose(
      hr,
      id,
      typed({ certificateNumber: '第ＩＰ－２０２６－99号' }),
    );
    expect(await queries.get(other, correction)).toMatchObject({
      ...{ isNumberShared: true, recordState: 'verified' },
    });
    expect(await queries.listSameNumber(other, correction)).toMatchObject([{ id: theirs }]);
    await records.revoke(other, id, '別の試験でした。');
    expect(await refusal(corrections.confirm(other, correction, 'verified'))).toMatchObject({
      code: 'certification_correction.other_state',
    });
    await corrections.confirm(other, correction, 'revoked');
    expect(await queries.get(hr, correction)).toMatchObject({
      ...{ state: 'confirmed', recordState: 'revoked' },
    });
    const second = await corrections.propose(hr, id, typed({ passedOn: '2026-11-22' }));
    const before = (await queries.countOpen(other)).total;
    await records.annul(other, id, '別の人の証書でした。');
    expect((await queries.countOpen(other)).total).toBe(before - 1);
    const { rows } = await queries.list(hr, 'proposed', { number: 1, size: 100 });
    expect(rows.some((row) => row.id === second)).toBe(false);
  });

  it('does not make two of one pass, nor breaks the order of renewals', async () => {
    const second = await report({ passedOn: '2026-11-25', certificateNumber: 'IP-2026-2' });
    await records.verify(hr, second);
    for (const facts of [{ passedOn: '2026-11-20' }, { certificateNumber: 'IP２０２６-1' }]) {
      const twin = typed({ passedOn: '2026-11-25', certificateNumber: 'IP-2026-2', ...facts });
      expect(await refusal(corrections.propose(hr, second, twin))).toMatchObject({
        code: 'certification_correction.stands_twice',
      });
    }
    const first = await report({
      ...{ certificationCode: 'riss', passedOn: '2026-10-01', validUntil: '2026-12-31' },
      certificateNumber: 'R-1',
    });
    await records.verify(hr, first);
    const next = await report({
      ...{ certificationCode: 'riss', passedOn: '2026-11-30', validUntil: '2029-12-31' },
      ...{ certificateNumber: 'R-1', renewsId: first },
    });
    await records.verify(hr, next);
    const of = (facts: Partial<TypedCorrection>) =>
      typed({
        certificationCode: 'riss',
        certificateNumber: 'R-1',
        passedOn: '2026-10-02',
        validUntil: '2026-12-31',
        ...facts,
      });
    for (const facts of [
      { certificationCode: 'ip', validUntil: '' },
      { passedOn: '2026-12-01', validUntil: '2026-12-31' },
      { validUntil: '2030-01-01' },
    ])
      expect(await refusal(corrections.propose(hr, first, of(facts)))).toMatchObject({
        code: 'certification_correction.breaks_renewal',
      });
    await corrections.confirm(other, await corrections.propose(hr, first, of({})));
  });

  it('is refused by the database, too, without two persons', async () => {
    const correction = await corrections.propose(hr, id, typed());
    const decide = (by: Actor) =>
      refusal(
        test.database.execute(
          `INSERT INTO certification_corrections_history (row_id, id, record_id, state, old_certification_id, old_passed_on, old_certificate_number,
             certification_id, passed_on, certificate_number, number_key, reason, proposed_at, proposed_by_person_id, decided_at, decided_by_person_id, recorded_at)
           SELECT gen_random_uuid(), gen_random_uuid(), record_id, 'confirmed', old_certification_id, old_passed_on, old_certificate_number,
             certification_id, passed_on, certificate_number, number_key, reason, proposed_at, proposed_by_person_id, now(), $2, now()
           FROM certification_corrections WHERE id = $1`,
          [correction, by.personId],
        ),
      );
    for (const by of [hr, holder]) {
      const refused = await decide(by);
      expect([sqlState(refused), violatedConstraint(refused)]).toEqual([
        ...['23514', 'certification_corrections_by_others'],
      ]);
    }
    const rewritten = await refusal(
      test.database.transaction(async () => {
        await test.database.execute(
          "UPDATE certification_records_history SET superseded_at = now() + interval '1 year' WHERE id = $1 AND superseded_at IS NULL",
          [id],
        );
        await test.database.execute(
          `INSERT INTO certification_records_history (id, person_id, certification_id, passed_on, certificate_number, number_key, state, evidence_file_id,
             reported_at, reported_by_person_id, decided_at, decided_by_person_id, recorded_at)
           SELECT id, person_id, certification_id, passed_on + 1, certificate_number, number_key, state, evidence_file_id, reported_at,
             reported_by_person_id, decided_at, decided_by_person_id, superseded_at
           FROM certification_records_history WHERE id = $1 AND state = 'verified'`,
          [id],
        );
      }),
    );
    expect(violatedConstraint(rewritten)).toBe('certification_records_corrected_by_two');
  });
});
