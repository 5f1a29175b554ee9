import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import { col, Database, InvalidInput, type RecordId, statement } from '@app/platform';
import { alreadyReported, sameNumberReported } from './certification-record.errors';
import { RECORD_STATES } from './certification-record.rules';
import type { NewReport } from './record-books';
import { RecordRenewals } from './record-renewals';

const LOCK_HOLDER = statement({
  name: 'certifications.lock-holder',
  sql: 'SELECT id FROM person_identities WHERE id = :personId FOR NO KEY UPDATE',
  parameters: { personId: 'uuid' },
  row: { id: col.id<'person'>() },
});

const LIVE = statement({
  name: 'certifications.live-duplicate',
  sql: `SELECT c.name, r.passed_on AS "passedOn", r.state, r.passed_on = :passedOn AS "isSameDay"
    FROM certification_records r JOIN certifications_called_on(r.passed_on) c ON c.id = r.certification_id
    WHERE r.person_id = :personId AND r.certification_id = :certificationId AND r.state IN ('reported', 'verified')
      AND (r.passed_on = :passedOn OR (r.number_key = :numberKey AND :renewsId::uuid IS NULL))
    ORDER BY "isSameDay" DESC, r.reported_at LIMIT 1`,
  parameters: {
    personId: 'uuid',
    certificationId: 'uuid',
    passedOn: 'date',
    numberKey: 'text',
    renewsId: 'uuid?',
  },
  row: {
    name: col.text,
    passedOn: col.date,
    state: col.oneOf(RECORD_STATES),
    isSameDay: col.bool,
  },
});

const SAME_FILE = statement({
  name: 'certifications.own-same-file',
  sql: `SELECT c.name, o.passed_on AS "passedOn" FROM certification_records r JOIN stored_files f ON f.id = r.evidence_file_id
    JOIN stored_files of ON of.sent_sha256 = f.sent_sha256
    JOIN certification_records o ON o.evidence_file_id = of.id JOIN certifications_called_on(o.passed_on) c ON c.id = o.certification_id
    WHERE r.id = :recordId AND o.id <> r.id AND o.person_id = r.person_id AND o.state IN ('reported', 'verified')
    ORDER BY o.reported_at DESC, o.id LIMIT 1`,
  parameters: { recordId: 'uuid' },
  row: { name: col.text, passedOn: col.date },
});

/** What the holder told of the exam of that day. */
const FAILED_THEN = statement({
  name: 'certifications.failed-on-day',
  sql: `SELECT a.id FROM exam_attempts a
    WHERE a.person_id = :personId AND a.certification_id = :certificationId AND a.exam_on = :passedOn AND a.state = 'failed'`,
  parameters: { personId: 'uuid', certificationId: 'uuid', passedOn: 'date' },
  row: { id: col.id<'exam_attempt'>() },
});

type Pass = Pick<
  NewReport,
  'personId' | 'certificationId' | 'passedOn' | 'numberKey' | 'validUntil'
>;

/** Finds what the holder has reported before: the same pass, the same certificate, the same file. */
@Injectable()
export class RecordDuplicates {
  constructor(
    private readonly database: Database,
    private readonly renewals: RecordRenewals,
  ) {}

  /**
   * Throws Conflict when the holder has reported this pass, or this number for another day, and it still stands. What is
   * said to renew an earlier record keeps its number; returns that record. All reports of one person stand in a row here:
   * the second one sees what the first one made.
   */
  async requireNone(pass: Pass, typedRenewal: string): Promise<RecordId | null> {
    await this.database.all(LOCK_HOLDER, { personId: pass.personId });
    const renewsId = await this.renewals.requireRenewable(typedRenewal, pass);
    const { personId, certificationId, passedOn, numberKey } = pass;
    const asked = { personId, certificationId, passedOn, numberKey, renewsId };
    const found = await this.database.first(LIVE, asked);
    if (found) throw found.isSameDay ? alreadyReported(found) : sameNumberReported(found);
    return renewsId;
  }

  /** Nobody reports a pass of an exam of their own that they told to have failed. For others it is not told: they may not see it. */
  async requireNotFailed({ personId, certificationId, passedOn }: Pass): Promise<void> {
    const failed = await this.database.first(FAILED_THEN, { personId, certificationId, passedOn });
    if (failed)
      throw new InvalidInput({
        passedOn:
          'この日の受験は、不合格と登録されています。合格していたときは、先に資格の画面でその結果を直してください。',
      });
  }

  /** Another report of the same holder that stands with the very same file. */
  async findSameFile(actor: Actor, recordId: RecordId) {
    requirePermission(actor, 'self');
    return this.database.first(SAME_FILE, { recordId });
  }
}
