import { existsSync, readdirSync, statSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { join } from 'node:path';
import type { Actor } from '@app/access';
import {
  AuditCheck,
  Conflict,
  DomainEvents,
  FileStore,
  InvalidInput,
  NotAllowed,
  NotFound,
  violatedConstraint,
} from '@app/platform';
import {
  aCleanFile,
  aPng,
  pngChunk,
  type LibTest,
  rewriteHistory,
  rowOf,
  rowsOf,
  startLibTest,
} from '@app/testing';
import {
  CertificateReported,
  CertificateReturned,
  CertificateRevoked,
  CertificateVerified,
} from '../certifications.events';
import { CertificationsModule } from '../certifications.module';
import {
  type CertificateReport,
  CertificationRecordsService,
} from './certification-records.service';
import { EvidenceQueries } from './evidence.queries';
import { RecordDuplicates } from './record-duplicates';
import { RecordReviewQueries } from './record-reviews.queries';
import { OwnRecordQueries } from './own-records.queries';

/** Everything but the file, which is a new one each time unless it is given. */
type Typed = Omit<CertificateReport, 'evidence'> & Partial<CertificateReport>;

function aReport(facts: Partial<CertificateReport> = {}): Typed {
  return {
    staffNumber: '',
    certificationCode: 'ip',
    passedOn: '2026-10-20',
    certificateNumber: 'IP-2026-10-00001',
    ...facts,
  };
}

describe('CertificationRecordsService', () => {
  let test: LibTest;
  let records: CertificationRecordsService;
  let own: OwnRecordQueries;
  let evidence: EvidenceQueries;
  let holder: Actor;
  let hr: Actor;
  let otherHr: Actor;
  const told: object[] = [];

  const report = async (actor: Actor, typed: Typed) => {
    const evidence = typed.evidence === undefined ? await aCleanFile(test) : typed.evidence;
    return records.report(actor, { ...typed, evidence });
  };

  beforeAll(async () => {
    test = await startLibTest(CertificationsModule);
    records = test.get(CertificationRecordsService);
    own = test.get(OwnRecordQueries);
    evidence = test.get(EvidenceQueries);
    for (const event of [
      CertificateReported,
      CertificateVerified,
      CertificateReturned,
      CertificateRevoked,
    ]) {
      test.get(DomainEvents).on(event, (it: object) => {
        told.push(it);
        return Promise.resolve();
      });
    }
  });

  beforeEach(async () => {
    holder = await anEmployee('staff');
    hr = await anEmployee('staff', 'hr');
    otherHr = await anEmployee('staff', 'hr');
    told.length = 0;
  });

  afterAll(async () => {
    expect(await test.get(FileStore).verify()).toEqual([]);
    expect((await test.get(AuditCheck).run()).problem).toBeNull();
    await test.close();
  });

  describe('a report', () => {
    it('waits with its evidence until a second person has verified it', async () => {
      const id = await report(holder, aReport());
      expect(await stateOf(id)).toBe('reported');
      const file = await evidence.openOwn(holder, id);
      expect((await buffer(file.stream)).toString('latin1')).toMatch(/^%PDF-.*%%EOF\s*$/s);
      await records.verify(hr, id);
      expect(await stateOf(id)).toBe('verified');
      const subject = {
        recordId: id,
        personId: holder.personId,
        certificationCode: 'ip',
        passedOn: '2026-10-20',
      } as const;
      expect(told).toEqual([new CertificateReported(subject), new CertificateVerified(subject)]);
      expect(await auditOf(id)).toEqual([
        'certification_record.reported',
        'certification_record.verified',
      ]);
    });

    it('needs evidence, a day that has been and a number, all named at once', async () => {
      const empty = { evidence: null, passedOn: '2026-11-17', certificateNumber: ' ' };
      const refused: unknown = await report(holder, aReport(empty)).catch(
        (error: unknown) => error,
      );
      expect(refused).toBeInstanceOf(InvalidInput);
      expect(Object.keys((refused as InvalidInput).fields).sort()).toEqual([
        'certificateNumber',
        'evidence',
        'passedOn',
      ]);
    });

    it('refuses a qualification that is not on the list', async () => {
      const unknown = aReport({ certificationCode: 'no-such' });
      await expect(report(holder, unknown)).rejects.toThrow(InvalidInput);
    });

    it('is made once, however often it is sent at the same time, and leaves no file of the others', async () => {
      const before = filesOnDisk();
      const results = await Promise.allSettled([1, 2, 3, 4].map(() => report(holder, aReport())));
      expect(results.filter((it) => it.status === 'fulfilled')).toHaveLength(1);
      const refused = results.find((it) => it.status === 'rejected');
      expect(refused?.reason).toBeInstanceOf(Conflict);
      expect(String(refused?.reason)).toContain(
        'ITパスポート試験(令和8年10月20日合格)は、すでに確認待ち',
      );
      expect(filesOnDisk()).toBe(before + 1);
      expect(await own.listOwn(holder)).toHaveLength(1);
    });

    it('is one record of fifty sent at once, with one number for many days', async () => {
      const evidence = await Promise.all(Array.from({ length: 50 }, () => aCleanFile(test)));
      const results = await Promise.allSettled(
        evidence.map((file, index) => {
          const passedOn = `2026-10-${String(1 + (index % 25)).padStart(2, '0')}`;
          const certificateNumber = index % 2 ? 'IP-2026-50' : '第ｉｐ２０２６ ５０号';
          return report(holder, aReport({ passedOn, certificateNumber, evidence: file }));
        }),
      );
      expect(results.filter((it) => it.status === 'fulfilled')).toHaveLength(1);
      for (const result of results)
        if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(Conflict);
      expect(await own.listOwn(holder)).toHaveLength(1);
    });

    it('tells the number of one’s own that still stands, and takes it again after it was taken back', async () => {
      const id = await report(holder, aReport());
      const again = aReport({
        passedOn: '2026-10-21',
        certificateNumber: '第 ＩＰ2026 1000001 号',
      });
      await expect(report(holder, again)).rejects.toThrow(
        'この合格証書番号は、ITパスポート試験(令和8年10月20日合格)として、すでに確認待ちです。',
      );
      await report(holder, aReport({ certificationCode: 'fe' }));
      await records.withdraw(holder, id);
      await report(holder, again);
      expect(await own.listOwn(holder)).toHaveLength(3);
    });

    it('keeps the file of a report that came back, for its holder alone and while no other one is sent', async () => {
      const first = await report(holder, aReport());
      await records.return(hr, first, '番号が読めません。');
      const facts = { certificateNumber: 'AGAIN-1', evidence: null, againId: first };
      const other = await anEmployee('staff');
      await expect(report(other, aReport(facts))).rejects.toThrow(InvalidInput);
      const again = await report(holder, aReport(facts));
      const files = await rowsOf(
        test.database,
        'SELECT DISTINCT evidence_file_id FROM certification_records WHERE id IN ($1, $2)',
        [first, again],
      );
      expect(files).toHaveLength(1);
      const open = { ...facts, againId: again, certificationCode: 'fe' };
      await expect(report(holder, aReport(open))).rejects.toThrow(InvalidInput);
    });

    it('finds the same file in another report of one’s own, and in no one else’s', async () => {
      const file = aPng(pngChunk('tEXt', `k\0${holder.personId}`));
      const send = async (actor: Actor, code: string) =>
        report(
          actor,
          aReport({ certificationCode: code, evidence: await aCleanFile(test, file, 'a.png') }),
        );
      const duplicates = test.get(RecordDuplicates);
      expect(await duplicates.findSameFile(holder, await send(holder, 'ip'))).toBeNull();
      const second = await send(holder, 'fe');
      expect(await duplicates.findSameFile(holder, second)).toMatchObject({
        name: 'ITパスポート試験',
      });
      const other = await anEmployee('staff');
      expect(await duplicates.findSameFile(other, await send(other, 'ip'))).toBeNull();
      const reviews = test.get(RecordReviewQueries);
      expect((await reviews.getReview(hr, second)).isFileShared).toBe(true);
      const related = await reviews.listRelated(hr, second);
      expect(
        related.map(({ relation, certificationName }) => [relation, certificationName]),
      ).toEqual(expect.arrayContaining([['same_number', 'ITパスポート試験']]));
    });

    it('is refused after the same pass was verified, and accepted for another day', async () => {
      await records.verify(hr, await report(holder, aReport()));
      await expect(report(holder, aReport())).rejects.toThrow(/すでに確認済み/);
      await report(holder, aReport({ passedOn: '2025-10-20', certificateNumber: 'IP-2025-1' }));
      expect(await own.listOwn(holder)).toHaveLength(2);
    });

    it('accepts a number that somebody else has reported, and a pass before the employment', async () => {
      const other = await anEmployee('staff');
      await report(holder, aReport());
      await report(other, aReport({ certificateNumber: '第ＩＰ－２０２６－１０－００００１号' }));
      await report(other, aReport({ passedOn: '2009-04-19', certificateNumber: 'IP-2009-1' }));
      expect(await own.listOwn(other)).toHaveLength(2);
    });

    it('refuses a pass before the first exam', async () => {
      await expect(report(holder, aReport({ passedOn: '2009-04-18' }))).rejects.toMatchObject({
        fields: { passedOn: expect.stringContaining('平成21年4月19日が最初の試験') as string },
      });
    });
  });

  describe('on behalf of somebody', () => {
    it('is for who may verify, and then somebody else must verify', async () => {
      const id = await report(hr, aReport({ staffNumber: holder.staffNumber }));
      expect((await own.getOwn(holder, id)).reporterName).toBe(hr.name);
      await expect(records.verify(hr, id)).rejects.toThrow(NotAllowed);
      await records.verify(otherHr, id);
      expect(await stateOf(id)).toBe('verified');
    });

    it('does not tell who may not whether a number exists', async () => {
      for (const staffNumber of [hr.staffNumber, '000000']) {
        await expect(report(holder, aReport({ staffNumber }))).rejects.toThrow(NotAllowed);
      }
      const full = holder.staffNumber.replace(/\d/g, (it) =>
        String.fromCharCode(it.charCodeAt(0) + 0xfee0),
      );
      await report(holder, aReport({ staffNumber: full }));
      await expect(report(hr, aReport({ staffNumber: '000000' }))).rejects.toThrow(InvalidInput);
    });
  });

  describe('a decision', () => {
    it('is never about oneself: the service and the database refuse it', async () => {
      const id = await report(hr, aReport());
      await expect(records.verify(hr, id)).rejects.toThrow(NotAllowed);
      await expect(records.return(hr, id, '自分で')).rejects.toThrow(NotAllowed);
      expect(await constraintOf(id, hr.personId)).toBe('certification_records_two_persons');
      const behalf = await report(otherHr, aReport({ staffNumber: holder.staffNumber }));
      expect(await constraintOf(behalf, holder.personId)).toBe('certification_records_two_persons');
      expect(await constraintOf(behalf, otherHr.personId)).toBe(
        'certification_records_two_persons',
      );
    });

    it.each(['staff', 'program_office', 'auditor', 'administrator', 'unit_head'] as const)(
      'is not for %s',
      async (role) => {
        const id = await report(holder, aReport());
        const actor = await anEmployee('staff', role);
        await expect(records.verify(actor, id)).rejects.toThrow(NotAllowed);
        await expect(records.return(actor, id, '理由')).rejects.toThrow(NotAllowed);
      },
    );

    it('is made once by two reviewers at once, whatever they decide', async () => {
      const id = await report(holder, aReport());
      const results = await Promise.allSettled([
        records.verify(hr, id),
        records.return(otherHr, id, '番号が読めません。'),
        records.verify(otherHr, id),
      ]);
      expect(results.filter((it) => it.status === 'fulfilled')).toHaveLength(1);
      for (const it of results)
        if (it.status === 'rejected') expect(it.reason).toBeInstanceOf(Conflict);
      expect(await auditOf(id)).toHaveLength(2);
    });

    it('is the end: nothing is decided or withdrawn after it', async () => {
      const id = await report(holder, aReport());
      await records.verify(hr, id);
      await expect(records.return(otherHr, id, '気が変わった')).rejects.toThrow(/すでに確認済み/);
      await expect(records.withdraw(holder, id)).rejects.toThrow(Conflict);
      expect(await stateOf(id)).toBe('verified');
    });

    it('needs a reason to return, which the person then reads and reports again', async () => {
      const id = await report(holder, aReport());
      await expect(records.return(hr, id, '  ')).rejects.toThrow(InvalidInput);
      await records.return(hr, id, ' 氏名の欄が写っていません。 ');
      expect(await own.getOwn(holder, id)).toMatchObject({
        state: 'returned',
        returnReason: '氏名の欄が写っていません。',
        isReplaced: false,
      });
      test.clock.advance({ hours: 1 });
      const again = await report(
        holder,
        aReport({ evidence: await aCleanFile(test, aPng(), 'a.png') }),
      );
      expect(again).not.toBe(id);
      expect((await own.listOwn(holder)).map((row) => [row.id, row.state, row.isReplaced])).toEqual(
        [
          [again, 'reported', false],
          [id, 'returned', true],
        ],
      );
    });

    it('does not happen when a listener fails', async () => {
      const id = await report(
        holder,
        aReport({ certificationCode: 'riss', validUntil: '2029-12-31' }),
      );
      test
        .get(DomainEvents)
        .on(CertificateVerified, ({ subject }) =>
          subject.certificationCode === 'riss'
            ? Promise.reject(new Error('later'))
            : Promise.resolve(),
        );
      await expect(records.verify(hr, id)).rejects.toThrow('later');
      expect(await stateOf(id)).toBe('reported');
      expect(await auditOf(id)).toHaveLength(1);
    });
  });

  describe('a revocation', () => {
    it('is no earlier than what it revokes, also where the clock of the host that verified was ahead', async () => {
      const id = await report(holder, aReport());
      await records.verify(hr, id);
      test.clock.advance({ seconds: -1 });
      await records.revoke(otherHr, id, '別の試験の証書でした。');
      test.clock.advance({ seconds: 1 });
      expect(await stateOf(id)).toBe('revoked');
    });

    it('is made by another reviewer with a reason; the person reads it and may report again', async () => {
      const id = await report(holder, aReport());
      await expect(records.revoke(otherHr, id, '早すぎる')).rejects.toThrow(/確認済みのものだけ/);
      await records.verify(hr, id);
      await expect(records.revoke(otherHr, id, ' ')).rejects.toThrow(InvalidInput);
      test.clock.advance({ days: 1 });
      told.length = 0;
      await records.revoke(otherHr, id, ' 別の試験の証書でした。 ');
      expect(await own.getOwn(holder, id)).toMatchObject({
        state: 'revoked',
        revokeReason: '別の試験の証書でした。',
        returnReason: null,
        isReplaced: false,
      });
      expect(told).toEqual([expect.any(CertificateRevoked)]);
      expect(told[0]).toMatchObject({
        subject: { recordId: id },
        reason: '別の試験の証書でした。',
      });
      expect(await auditOf(id)).toEqual([
        'certification_record.reported',
        'certification_record.verified',
        'certification_record.revoked',
      ]);
      const kept = await rowOf<{
        decided_by_person_id: string;
        revoked_by_person_id: string;
      }>(
        test.database,
        'SELECT decided_by_person_id, revoked_by_person_id FROM certification_records WHERE id = $1 AND revoked_at > decided_at',
        [id],
      );
      expect(kept).toEqual({
        decided_by_person_id: hr.personId,
        revoked_by_person_id: otherHr.personId,
      });
      await expect(records.revoke(otherHr, id, '二度目')).rejects.toThrow(/確認の取消し済み/);
      await expect(records.verify(hr, id)).rejects.toThrow(Conflict);
      await expect(records.withdraw(holder, id)).rejects.toThrow(Conflict);
      test.clock.advance({ hours: 1 });
      await report(holder, aReport());
      expect((await own.getOwn(holder, id)).isReplaced).toBe(true);
    });

    it('is never about one’s own verification or certificate: the service and the database refuse it', async () => {
      const id = await report(otherHr, aReport());
      await records.verify(hr, id);
      for (const actor of [hr, otherHr]) {
        await expect(records.revoke(actor, id, '理由')).rejects.toThrow(NotAllowed);
        const refused: unknown = await rewriteHistory(
          test.database,
          `UPDATE certification_records SET state = 'revoked', revoked_at = $3, revoked_by_person_id = $2, revoke_reason = 'x' WHERE id = $1`,
          [id, actor.personId, test.clock.now()],
        ).catch((error: unknown) => error);
        expect(violatedConstraint(refused)).toBe('certification_records_other_revokes');
      }
      for (const role of ['unit_head', 'program_office', 'auditor'] as const) {
        const actor = await anEmployee('staff', role);
        await expect(records.revoke(actor, id, '理由')).rejects.toThrow(NotAllowed);
      }
      expect(await stateOf(id)).toBe('verified');
    });

    it('is made once by two reviewers at once', async () => {
      const third = await anEmployee('staff', 'hr');
      const id = await report(holder, aReport());
      await records.verify(hr, id);
      const results = await Promise.allSettled([
        records.revoke(otherHr, id, '一'),
        records.revoke(third, id, '二'),
      ]);
      expect(results.map((it) => it.status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(await auditOf(id)).toHaveLength(3);
    });
  });

  it('cannot withdraw what was verified, even past the service: the database refuses it', async () => {
    const id = await report(holder, aReport());
    await records.verify(hr, id);
    const refused: unknown = await rewriteHistory(
      test.database,
      `UPDATE certification_records SET state = 'withdrawn', withdrawn_at = $2 WHERE id = $1`,
      [id, test.clock.now()],
    ).catch((error: unknown) => error);
    expect(violatedConstraint(refused)).toBe('certification_records_decision');
  });

  describe('what is not yours', () => {
    it('does not exist: records, evidence, withdrawal', async () => {
      const id = await report(holder, aReport());
      const stranger = await anEmployee('staff', 'unit_head');
      await expect(records.withdraw(stranger, id)).rejects.toThrow(NotFound);
      await expect(own.getOwn(stranger, id)).rejects.toThrow(NotFound);
      await expect(evidence.openOwn(stranger, id)).rejects.toThrow(NotFound);
      await expect(evidence.openOwn(hr, id)).rejects.toThrow(NotFound);
      await expect(evidence.openOwn(holder, "' OR 1=1")).rejects.toThrow(NotFound);
    });

    it('opens evidence for review to HR and the auditor alone', async () => {
      const id = await report(holder, aReport());
      for (const role of ['hr', 'auditor'] as const) {
        const file = await evidence.openForReview(await anEmployee('staff', role), id);
        expect((await buffer(file.stream)).toString('latin1')).toMatch(/^%PDF-.*%%EOF\s*$/s);
      }
      for (const role of ['unit_head', 'program_office', 'administrator'] as const) {
        const actor = await anEmployee('staff', role);
        await expect(evidence.openForReview(actor, id)).rejects.toThrow(NotAllowed);
      }
    });
  });

  it('lets the holder take back what nobody has decided, and report it anew', async () => {
    const id = await report(holder, aReport());
    await records.withdraw(holder, id);
    expect(await stateOf(id)).toBe('withdrawn');
    await expect(records.verify(hr, id)).rejects.toThrow(/取下げ済み/);
    await report(holder, aReport());
  });

  async function anEmployee(...roles: readonly Actor['roles'][number][]): Promise<Actor> {
    const personId = await test.city.addPerson();
    const row = await rowOf<{ staff_number: string; name: string }>(
      test.database,
      'SELECT n.staff_number, p.name FROM persons p JOIN staff_numbers n ON n.person_id = p.id WHERE p.id = $1',
      [personId],
    );
    return test.city.addActor({
      personId,
      roles,
      staffNumber: row?.staff_number ?? '',
      name: row?.name ?? '',
    });
  }

  async function stateOf(id: string): Promise<string | undefined> {
    const row = await rowOf<{ state: string }>(
      test.database,
      'SELECT state FROM certification_records WHERE id = $1',
      [id],
    );
    return row?.state;
  }

  async function auditOf(id: string): Promise<string[]> {
    const rows = await rowsOf<{ action: string }>(
      test.database,
      'SELECT action FROM audit_entries WHERE subject_id = $1 ORDER BY id',
      [id],
    );
    return rows.map((row) => row.action);
  }

  async function constraintOf(id: string, decidedBy: string): Promise<string | null> {
    const error: unknown = await rewriteHistory(
      test.database,
      `UPDATE certification_records SET state = 'verified', decided_at = '2026-11-16', decided_by_person_id = $2 WHERE id = $1`,
      [id, decidedBy],
    ).catch((it: unknown) => it);
    return violatedConstraint(error);
  }

  function filesOnDisk(): number {
    const root = join(test.dataDir, 'files');
    if (!existsSync(root)) return 0;
    return readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
      statSync(join(root, name)).isFile(),
    ).length;
  }
});
