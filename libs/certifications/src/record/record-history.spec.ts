import type { Actor } from '@app/access';
import {
  Conflict,
  InvalidInput,
  type LocalDate,
  NotAllowed,
  sqlState,
  violatedConstraint,
} from '@app/platform';
import { aCleanFile, type LibTest, rowsOf, startLibTest } from '@app/testing';
import { CertificationsModule } from '../certifications.module';
import { CertificationRecordsService } from './certification-records.service';
import { HeldCertificateQueries } from './held-certificates.queries';
import { OwnRecordQueries } from './own-records.queries';
import { RecordReviewQueries } from './record-reviews.queries';

describe('The history of a certificate', () => {
  let test: LibTest;
  let records: CertificationRecordsService;
  let holder: Actor;
  let hr: Actor;
  let other: Actor;
  let id: string;

  beforeEach(async () => {
    test = await startLibTest(CertificationsModule);
    records = test.get(CertificationRecordsService);
    [holder, hr, other] = [
      await test.city.addActor({ personId: await test.city.addPerson(), roles: ['staff'] }),
      await test.city.addActor({ personId: await test.city.addPerson(), roles: ['staff', 'hr'] }),
      await test.city.addActor({ personId: await test.city.addPerson(), roles: ['staff', 'hr'] }),
    ];
    test.clock.set('2026-12-01T09:00:00+09:00');
    id = await report();
    test.clock.set('2026-12-10T09:00:00+09:00');
    await records.verify(hr, id);
  });

  afterEach(async () => {
    await test.close();
  });

  const report = async () =>
    records.report(holder, {
      staffNumber: '',
      certificationCode: 'ip',
      passedOn: '2026-11-20',
      certificateNumber: 'IP-2026-1',
      evidence: await aCleanFile(test),
    });
  const knows = async (day: LocalDate, at: string) =>
    (await test.get(HeldCertificateQueries).listHeldAsKnown(hr, day, new Date(at))).map(
      (it) => it.personId,
    );

  it('answers what was said of a day at any instant', async () => {
    test.clock.set('2027-01-10T09:00:00+09:00');
    await records.revoke(other, id, '別の試験でした。');
    expect(await knows('2026-12-20', '2026-12-09T00:00:00Z')).toEqual([]);
    expect(await knows('2026-12-09', '2027-02-01T00:00:00Z')).toEqual([]);
    expect(await knows('2026-12-20', '2026-12-21T00:00:00Z')).toEqual([holder.personId]);
    expect(await knows('2027-01-10', '2027-01-09T00:00:00Z')).toEqual([holder.personId]);
    expect(await knows('2027-01-10', '2027-02-01T00:00:00Z')).toEqual([]);
    expect(await knows('2027-01-09', '2027-02-01T00:00:00Z')).toEqual([holder.personId]);
    const states = await rowsOf<{ state: string }>(
      test.database,
      'SELECT state FROM certification_records_history WHERE id = $1 ORDER BY recorded_at',
      [id],
    );
    expect(states.map((it) => it.state)).toEqual(['reported', 'verified', 'revoked']);
  });

  it('annuls what should never have been verified: it counts on no day as known now', async () => {
    test.clock.set('2027-01-10T09:00:00+09:00');
    const reason = '別の人の合格証書でした。';
    await expect(records.annul(hr, id, reason)).rejects.toThrow(NotAllowed);
    await expect(records.annul(holder, id, reason)).rejects.toThrow(NotAllowed);
    await expect(records.annul(other, id, ' ')).rejects.toThrow(InvalidInput);
    await records.annul(other, id, reason);
    expect(await knows('2026-12-20', '2026-12-21T00:00:00Z')).toEqual([holder.personId]);
    expect(await knows('2026-12-20', '2027-01-11T00:00:00Z')).toEqual([]);
    const review = await test.get(RecordReviewQueries).getReview(hr, id);
    expect(review).toMatchObject({ state: 'annulled', annulReason: reason });
    const own = await test.get(OwnRecordQueries).listOwn(holder);
    expect(own).toMatchObject([{ state: 'annulled', annulReason: reason, isReplaced: false }]);
    for (const act of [records.revoke(other, id, 'x'), records.annul(other, id, 'x')]) {
      await expect(act).rejects.toThrow(Conflict);
    }
    test.clock.advance({ minutes: 1 });
    await expect(report()).resolves.not.toBe(id);
    expect((await test.get(OwnRecordQueries).getOwn(holder, id)).isReplaced).toBe(true);
  });

  it('refuses in the database, too, that who verified it or holds it annuls it', async () => {
    for (const actor of [hr, holder]) {
      const refused: unknown = await test.database
        .execute(
          `INSERT INTO certification_record_annulments (record_id, reason, annulled_at, annulled_by_person_id, held_by_person_id, verified_by_person_id)
           VALUES ($1, 'x', '2027-01-10', $2, $3, $4)`,
          [id, actor.personId, holder.personId, hr.personId],
        )
        .catch((error: unknown) => error);
      expect(sqlState(refused)).toBe('23514');
      expect(violatedConstraint(refused)).toBe('certification_record_annulments_other');
    }
  });

  it('annuls what was revoked, and nothing that nobody has verified', async () => {
    await records.revoke(other, id, '別の試験でした。');
    test.clock.advance({ minutes: 1 });
    const waiting = await report();
    await expect(records.annul(other, waiting, '誤りです。')).rejects.toThrow(Conflict);
    await records.annul(other, id, 'はじめから別の試験でした。');
    expect((await test.get(RecordReviewQueries).getReview(hr, id)).state).toBe('annulled');
  });
});
