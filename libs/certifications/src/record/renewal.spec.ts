import type { Actor } from '@app/access';
import { Conflict, type InvalidInput, NotFound } from '@app/platform';
import { aCleanFile, type LibTest, startLibTest, TestFigures } from '@app/testing';
import { CertificationsModule } from '../certifications.module';
import {
  type CertificateReport,
  CertificationRecordsService,
} from './certification-records.service';
import { CorrectionsService } from './corrections.service';
import { HeldCertificateQueries } from './held-certificates.queries';
import { OwnRecordQueries } from './own-records.queries';
import { PersonCertificateQueries } from './person-certificates.queries';
import { RecordReviewQueries } from './record-reviews.queries';

describe('A certificate that ends', () => {
  let test: LibTest;
  let records: CertificationRecordsService;
  let holder: Actor;
  let hr: Actor;
  let id: string;

  beforeAll(async () => {
    test = await startLibTest(CertificationsModule);
    records = test.get(CertificationRecordsService);
    const actor = async (...roles: ('staff' | 'hr')[]) =>
      test.city.addActor({ personId: await test.city.addPerson(), roles });
    [holder, hr] = [await actor('staff'), await actor('staff', 'hr')];
    test.clock.set('2026-12-01T09:00:00+09:00');
    const first = { passedOn: '2024-04-01', validUntil: '2027-03-31' };
    id = await report({ ...first, nameOnCertificate: ' 旧姓　花子 ' });
    await records.verify(hr, id);
    test.clock.set('2027-03-01T09:00:00+09:00');
  });

  afterAll(async () => {
    await test.close();
  });

  const reportOf = async (facts: Partial<CertificateReport>): Promise<CertificateReport> => ({
    ...{ staffNumber: '', certificationCode: 'riss', certificateNumber: '第012345号' },
    passedOn: '2027-02-01',
    evidence: await aCleanFile(test),
    ...facts,
  });
  const report = async (facts: Partial<CertificateReport> = {}) =>
    records.report(holder, await reportOf(facts));
  const holds = async (day: '2027-03-31' | '2027-04-01' | '2030-03-31') => {
    const known = new Date('2031-01-01T00:00:00Z');
    return (await test.get(HeldCertificateQueries).listHeldAsKnown(hr, day, known)).length;
  };

  /** From the day after its last version on, further education renews it after so many years. */
  const renewedAfter = async (
    code: string,
    { version, years }: { readonly version: number; readonly years: number | null },
  ) =>
    test.database.execute(
      `INSERT INTO certification_versions_history (id, certification_id, version, valid_from, name, short_name, kind, issuer, level, renewal_kind,
         renewal_years, evidence, facts_of, note, recorded_at)
       SELECT gen_random_uuid(), v.certification_id, $2, v.valid_from + 1, v.name, v.short_name, v.kind, v.issuer, v.level, 'continuing_education',
         $3::int, v.evidence, v.facts_of, '継続教育', v.recorded_at
       FROM certification_versions v JOIN certifications c ON c.id = v.certification_id AND c.code = $1 ORDER BY v.valid_from DESC LIMIT 1`,
      [code, version, years],
    );

  it('counts up to its last day, with the name that stands on it', async () => {
    expect([await holds('2027-03-31'), await holds('2027-04-01')]).toEqual([1, 0]);
    expect(await test.get(RecordReviewQueries).getReview(hr, id)).toMatchObject({
      nameOnCertificate: '旧姓　花子',
      validUntil: '2027-03-31',
      renewsId: null,
    });
    const sight = { personId: holder.personId, certificates: 'verified', exams: 'none' } as never;
    const day = { on: '2027-02-01', isPast: false } as const;
    const seen = await test.get(PersonCertificateQueries).findSeen(sight, day);
    expect(seen?.records).toMatchObject([{ validUntil: '2027-03-31' }]);
  });

  it.each([
    ['another qualification', { certificationCode: 'ip' }, 'certificationCode'],
    [
      'a day that is not after the first',
      { passedOn: '2024-04-01', validUntil: '2030-03-31' },
      'passedOn',
    ],
    ['no end at all', {}, 'validUntil'],
    ['an end before the day', { validUntil: '2027-01-31' }, 'validUntil'],
    ['an end before that of the first', { validUntil: '2027-03-30' }, 'validUntil'],
    ['the same end', { validUntil: '2027-03-31' }, 'validUntil'],
    ['a name that is none', { nameOnCertificate: '名'.repeat(101) }, 'nameOnCertificate'],
  ])('is not renewed by %s', async (_name, facts, field) => {
    const refused: unknown = await report({ renewsId: id, ...facts }).catch((it: unknown) => it);
    expect(Object.keys((refused as InvalidInput).fields)).toEqual([field]);
  });

  it('is nobody else’s to renew', async () => {
    const renewsId = '00000000-0000-4000-8000-000000000001';
    for (const odd of [renewsId, 'x'])
      await expect(report({ renewsId: odd, validUntil: '2030-03-31' })).rejects.toThrow(NotFound);
  });

  it('goes on in a record of its own with the same number, once, however often it is sent', async () => {
    const again = { renewsId: id, validUntil: '2030-03-31' };
    await expect(report({ validUntil: '2030-03-31' })).rejects.toThrow(Conflict);
    const results = await Promise.allSettled([1, 2, 3].map(async () => report(again)));
    expect(results.filter((it) => it.status === 'fulfilled')).toHaveLength(1);
    const own = await test.get(OwnRecordQueries).listOwn(holder);
    expect(own.map((row) => [row.state, row.isRenewed])).toEqual([
      ['reported', false],
      ['verified', true],
    ]);
    await records.verify(hr, own[0]?.id ?? '');
    expect([await holds('2027-04-01'), await holds('2030-03-31')]).toEqual([1, 1]);
    expect((await test.get(RecordReviewQueries).getReview(hr, own[0]?.id ?? '')).renewsId).toBe(id);
    await expect(report({ ...again, passedOn: '2027-02-02' })).rejects.toThrow('すでに報告されて');
  });

  it('is renewed by a report only while it is verified and ends', async () => {
    const other = await report({ certificationCode: 'ip', certificateNumber: 'IP-9' });
    await expect(
      report({ certificationCode: 'ip', renewsId: other, passedOn: '2027-02-20' }),
    ).rejects.toThrow('有効期限があり、確認済み');
  });

  it('says when, where its qualification says that it ends: else nobody reports, verifies or corrects it', async () => {
    const old = await report({ certificationCode: 'sg', certificateNumber: 'SG-1' });
    const figures = new TestFigures(test.database);
    const other = await test.city.addPerson({ name: '期限　無子' });
    const endless = await figures.addCertificate({ personId: other, code: 'sg' });
    expect(await test.get(RecordReviewQueries).listWrongEnds(hr)).toEqual([]);
    // From now on it is known to end after two years.
    await test.database.execute(
      `INSERT INTO certification_versions_history (id, certification_id, version, valid_from, name, short_name, kind, issuer, level, renewal_kind,
         renewal_years, evidence, facts_of, note, recorded_at)
       SELECT gen_random_uuid(), v.certification_id, 99, v.valid_from + 1, v.name, v.short_name, v.kind, v.issuer, v.level, 'fixed_term',
         2, v.evidence, v.facts_of, '期限', v.recorded_at
       FROM certification_versions v JOIN certifications c ON c.id = v.certification_id AND c.code = 'sg' ORDER BY v.valid_from DESC LIMIT 1`,
    );
    const typed = { certificationCode: 'sg', certificateNumber: 'SG-2', passedOn: '2026-06-01' };
    const missing: unknown = await report(typed).catch((it: unknown) => it);
    expect((missing as InvalidInput).fields).toEqual({
      validUntil: expect.stringContaining('期限のある資格です') as string,
    });
    await expect(records.verify(hr, old)).rejects.toThrow('期限のある資格です');
    const corrections = test.get(CorrectionsService);
    const corrected = { ...typed, validUntil: '', reason: '番号が違う' };
    const refused: unknown = await corrections
      .propose(hr, endless, corrected)
      .catch((it: unknown) => it);
    expect(Object.keys((refused as InvalidInput).fields)).toEqual(['validUntil']);
    expect(await test.get(RecordReviewQueries).listWrongEnds(hr)).toMatchObject([
      { id: endless, name: '期限　無子', fault: 'missing', total: 1 },
    ]);
    expect((await test.get(RecordReviewQueries).getReview(hr, old)).endFault).toBe('missing');
    await report({ ...typed, validUntil: '2028-05-31' });
  });

  it.each(['riss', 'pmp'] as const)(
    'says when, where further education renews it after years: %s',
    async (code) => {
      const figures = new TestFigures(test.database);
      const reviews = test.get(RecordReviewQueries);
      await renewedAfter(code, { version: 97, years: 3 });
      const personId = await test.city.addPerson({ name: '期限　未記' });
      const endless = await figures.addCertificate({ personId, code });
      const typed = {
        ...{ certificationCode: code, certificateNumber: `E-${code}`, passedOn: '2027-02-20' },
      };
      const refused: unknown = await report(typed).catch((it: unknown) => it);
      expect((refused as InvalidInput).fields).toEqual({
        validUntil: expect.stringContaining('有効期限を入力して') as string,
      });
      // What is verified without one stays so, and HR reads that it lacks it.
      const seen = await reviews.getReview(hr, endless);
      expect([seen.state, seen.endFault]).toEqual(['verified', 'missing']);
      const wrong = (await reviews.listWrongEnds(hr)).filter((it) => it.id === endless);
      expect(wrong).toMatchObject([{ name: '期限　未記', fault: 'missing' }]);
      const waiting = await figures.addCertificate({
        ...{ personId: await test.city.addPerson(), state: 'reported', code },
      });
      await expect(records.verify(hr, waiting)).rejects.toThrow('期限のある資格です');
      await report({ ...typed, validUntil: '2030-01-31' });
    },
  );

  it('needs none where further education goes on without a number of years', async () => {
    await renewedAfter('ap', { version: 98, years: null });
    const typed = { certificationCode: 'ap', certificateNumber: 'AP-1' };
    const without = await report(typed);
    expect((await test.get(RecordReviewQueries).getReview(hr, without)).endFault).toBeNull();
    await records.verify(hr, without);
  });

  it('has no end where its qualification has none: nobody reports, verifies or corrects it so, and what is so is shown to HR', async () => {
    const figures = new TestFigures(test.database);
    const person = await test.city.addPerson({ name: '無期　有子' });
    const odd = { code: 'ip', validUntil: '2026-06-30' } as const;
    const stored = await figures.addCertificate({ personId: person, ...odd });
    const typed = {
      ...{ certificationCode: 'ip', certificateNumber: 'IP-30', passedOn: '2027-02-10' },
      validUntil: '2027-03-31',
    };
    const refusal = async (act: Promise<unknown>) =>
      ((await act.catch((it: unknown) => it)) as InvalidInput).fields;
    const told = { validUntil: 'この資格に有効期限はありません。空欄にしてください。' };
    expect(await refusal(report(typed))).toEqual(told);
    const { staffNumber } = await test.city.addActor({ personId: await test.city.addPerson() });
    expect(await refusal(records.report(hr, await reportOf({ ...typed, staffNumber })))).toEqual(
      told,
    );
    const corrected = { ...typed, reason: '番号が違う' };
    const corrections = test.get(CorrectionsService);
    expect(await refusal(corrections.propose(hr, stored, corrected))).toEqual(told);
    const reviews = test.get(RecordReviewQueries);
    expect((await reviews.listWrongEnds(hr)).filter(({ id: it }) => it === stored)).toMatchObject([
      { name: '無期　有子', fault: 'surplus', total: 1 },
    ]);
    const waiting = await figures.addCertificate({
      ...{ personId: await test.city.addPerson(), state: 'reported', ...odd },
    });
    expect((await reviews.getReview(hr, waiting)).endFault).toBe('surplus');
    await expect(records.verify(hr, waiting)).rejects.toThrow('有効期限はありません');
    await records.return(hr, waiting, '有効期限を空欄にしてください。');
    await corrections.propose(hr, stored, {
      ...{ ...corrected, passedOn: '2026-06-02', validUntil: '' },
    });
  });

  it('ends by what its qualification said on the day of the pass, whatever it says since', async () => {
    const person = await test.city.addPerson({ name: '期限　前子' });
    const before = await new TestFigures(test.database).addCertificate({
      ...{ personId: person, code: 'fe', passedOn: '2026-05-31' },
    });
    await test.database.execute(
      `INSERT INTO certification_versions_history (id, certification_id, version, valid_from, name, short_name, kind, issuer, level, renewal_kind,
         renewal_years, evidence, facts_of, note, recorded_at)
       SELECT gen_random_uuid(), v.certification_id, 99, '2026-06-01', v.name, v.short_name, v.kind, v.issuer, v.level, 'fixed_term',
         2, v.evidence, v.facts_of, '期限', v.recorded_at
       FROM certification_versions v JOIN certifications c ON c.id = v.certification_id AND c.code = 'fe' ORDER BY v.valid_from DESC LIMIT 1`,
    );
    const endless = await test.get(RecordReviewQueries).listWrongEnds(hr);
    expect(endless.map(({ id }) => id)).not.toContain(before);
    const typed = { certificationCode: 'fe', certificateNumber: 'FE-1' };
    const early = await report({ ...typed, passedOn: '2026-05-30' });
    expect((await test.get(RecordReviewQueries).getReview(hr, early)).endFault).toBeNull();
    await records.verify(hr, early);
    const late = report({ ...typed, certificateNumber: 'FE-2', passedOn: '2026-06-01' });
    await expect(late).rejects.toMatchObject({ fields: { validUntil: expect.any(String) } });
  });

  it('is no pass of a day on which one told to have failed', async () => {
    const examOn = '2027-02-15';
    await new TestFigures(test.database).addAttempt({
      ...{ personId: holder.personId, state: 'failed', examOn },
    });
    const facts = { certificationCode: 'ip', certificateNumber: 'IP-77', passedOn: examOn };
    const refused: unknown = await report(facts).catch((it: unknown) => it);
    expect((refused as InvalidInput).fields).toEqual({
      passedOn: expect.stringContaining('先に資格の画面でその結果を直して') as string,
    });
    await report({ ...facts, passedOn: '2027-02-16' });
  });
});
