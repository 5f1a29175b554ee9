import { randomUUID } from 'node:crypto';
import { type Database, fiscalYearOf, type LocalDate, toLocalDate } from '@app/platform';
import { type PeriodFacts, TestCity } from './city';
import { addBegun, addEdition, addEnrollment, addExemption, assignTo } from './learning-rows';
import { addRecorder } from './recorder';

export interface AppointmentFacts {
  readonly personId: string;
  readonly unitId: string;
  readonly role?: 'supporter' | 'leader';
  readonly termStart?: LocalDate;
  readonly termEnd?: LocalDate;
  /** The last day in office. */
  readonly endedOn?: LocalDate | null;
  /** The day on which it was recorded. */
  readonly appointedAt?: string;
  readonly documentNumber?: string;
  readonly note?: string;
  /** An account. */
  readonly recordedBy?: string;
}

export interface CertificateFacts {
  readonly personId: string;
  readonly code?: string;
  readonly passedOn?: LocalDate;
  readonly state?: 'reported' | 'verified' | 'returned' | 'withdrawn' | 'revoked';
  readonly reportedAt?: string;
  readonly decidedAt?: string;
  readonly withdrawnAt?: string;
  readonly revokedAt?: string;
  readonly validUntil?: LocalDate;
}

export interface AttemptFacts {
  readonly personId: string;
  readonly state: 'booked' | 'provisional_pass' | 'passed' | 'failed' | 'cancelled';
  readonly examOn: LocalDate;
  readonly createdAt?: string;
  readonly updatedAt?: string;
}

export interface MandatoryFacts {
  readonly personId: string;
  readonly courseId: string;
  /** null: enrolled by oneself, assigned by nobody. */
  readonly dueOn?: LocalDate | null;
  readonly enrolledAt?: string;
  readonly completedAt?: string | null;
  readonly exemptedAt?: string | null;
  readonly isMandatory?: boolean;
  readonly cycle?: number;
}

/** Writes valid rows of what the figures count: roles, certificates, exams, mandatory enrollments, absences. */
export class TestFigures {
  constructor(private readonly database: Database) {}

  async addAppointment(facts: AppointmentFacts): Promise<string> {
    const id = randomUUID();
    const endedOn = facts.endedOn ?? null;
    await this.database.execute(
      `INSERT INTO role_appointments_history (id, person_id, org_unit_id, role, term_start, term_end, valid_from, valid_to,
         end_reason, document_number, appointed_at, recorded_at, appointed_by, note, recorded_by)
       VALUES ($1, $2, $3, $4, $5, $6, $5, COALESCE($7::date, $6::date) + 1, $8, $9, $11, $11, $10, $12, $13)`,
      [
        id,
        facts.personId,
        facts.unitId,
        facts.role ?? 'leader',
        facts.termStart ?? '2024-04-01',
        facts.termEnd ?? '2029-03-31',
        endedOn,
        endedOn === null ? null : 'resigned',
        facts.documentNumber ?? 'DX第1号',
        (await addRecorder(this.database)).accountId,
        facts.appointedAt ?? '2024-04-01',
        facts.note ?? '',
        facts.recordedBy ?? null,
      ],
    );
    return id;
  }

  async addAbsence(
    personId: string,
    status: 'leave_of_absence' | 'parental_leave' | 'sick_leave' | 'seconded',
    period: PeriodFacts,
  ): Promise<void> {
    await new TestCity(this.database).addAbsence(personId, status, period);
  }

  async addEmployment(personId: string, type: string, period: PeriodFacts): Promise<void> {
    await new TestCity(this.database).addEmployment(personId, type, period);
  }

  async addCertificate(facts: CertificateFacts): Promise<string> {
    const id = randomUUID();
    const state = facts.state ?? 'verified';
    const decider = await addRecorder(this.database, 1);
    const revoker = await addRecorder(this.database, 2);
    await this.database.execute(
      `WITH file AS (
         INSERT INTO stored_files (id, storage_key, sha256, byte_size, media_type, original_name, created_at, created_by)
         VALUES ($1::uuid, left($1::uuid::text, 2) || '/' || $1::uuid, 'none', 1, 'application/pdf', 'x.pdf', $6, $14) RETURNING id
       )
       INSERT INTO certification_records_history (id, person_id, certification_id, passed_on, certificate_number, number_key, state,
         evidence_file_id, reported_at, recorded_at, reported_by_person_id, decided_at, decided_by_person_id, return_reason,
         withdrawn_at, revoked_at, revoked_by_person_id, revoke_reason, valid_until)
       SELECT $1::uuid, $2, c.id, $4, 'IP-1', 'IP-1', $5, file.id, $6, $6, $2, $7, $8, $9, $10, $11, $12, $13, $15 FROM certifications c, file WHERE c.code = $3`,
      [
        id,
        facts.personId,
        facts.code ?? 'ip',
        facts.passedOn ?? '2026-06-01',
        state,
        facts.reportedAt ?? '2026-06-10',
        ...endOf(state, facts, [decider.personId, revoker.personId]),
        decider.accountId,
        facts.validUntil ?? null,
      ],
    );
    return id;
  }

  async addAttempt(facts: AttemptFacts): Promise<void> {
    const createdAt = facts.createdAt ?? '2026-05-01';
    const changedAt = facts.updatedAt ?? createdAt;
    const states = facts.state === 'booked' ? ['booked'] : ['booked', facts.state];
    await this.database.execute(
      `INSERT INTO exam_attempts_history (id, person_id, certification_id, exam_on, state, created_at, recorded_at, superseded_at)
       SELECT $1, $2, c.id, $3, s.state, $5::timestamptz, CASE s.n WHEN 1 THEN $5::timestamptz ELSE $6::timestamptz END,
         CASE WHEN s.n < cardinality($4::text[]) THEN $6::timestamptz END
       FROM certifications c, unnest($4::text[]) WITH ORDINALITY AS s (state, n) WHERE c.code = 'ip'`,
      [randomUUID(), facts.personId, facts.examOn, states, createdAt, changedAt],
    );
  }

  /** A published course without lessons, for enrollments to point at. */
  /** The last exam of a qualification, as it was known from the beginning. */
  async endExam(code: string, lastExamOn: LocalDate): Promise<void> {
    await this.database.execute(
      `INSERT INTO certification_versions_history (id, certification_id, version, valid_from, name, short_name, kind, issuer, level, renewal_kind,
         evidence, first_exam_on, last_exam_on, facts_of, note, recorded_at)
       SELECT gen_random_uuid(), v.certification_id, 99, v.valid_from + 1, v.name, v.short_name, v.kind, v.issuer, v.level, v.renewal_kind,
         v.evidence, v.first_exam_on, $2, v.facts_of, '廃止', v.recorded_at
       FROM certification_versions v JOIN certifications c ON c.id = v.certification_id AND c.code = $1 ORDER BY v.valid_from DESC LIMIT 1`,
      [code, lastExamOn],
    );
  }

  async addCourse(
    title: string,
    key: string = randomUUID(),
    promise: 'information_security' | 'ai_use' | null = null,
  ): Promise<string> {
    const courseId = randomUUID();
    const versionId = randomUUID();
    await this.database.execute(
      `INSERT INTO courses (id, key, created_at) VALUES ($1, $2, '2026-04-01')`,
      [courseId, key],
    );
    await this.database.execute(
      `INSERT INTO course_versions (id, course_id, version, title, summary, promise, audience, minutes, objectives, content_hash, published_at)
       VALUES ($1, $2, 1, $3, '', $4, '{}', 10, '{}', 'none', '2020-04-01')`,
      [versionId, courseId, title, promise],
    );
    return courseId;
  }

  /**
   * Assigned one by one, so that each can have a due date and a fiscal year of its own. Who has not finished has not
   * begun; without a due date it is nobody's assignment: begun by oneself.
   */
  async addEnrollment({
    cycle = 2026,
    dueOn = '2026-12-25',
    ...facts
  }: MandatoryFacts): Promise<void> {
    const { personId, courseId, enrolledAt = '2026-04-15', isMandatory = true } = facts;
    const learning = { personId, courseId, cycle };
    const versionId = await addEdition(this.database, courseId, cycle);
    if (dueOn !== null) {
      const fiscalYear = cycle === 0 ? fiscalYearOf(toLocalDate(enrolledAt.slice(0, 10))) : cycle;
      const assigned = { ...learning, fiscalYear, isMandatory, dueOn, assignedAt: enrolledAt };
      await assignTo(this.database, { ...assigned, withdrawnAt: null });
    }
    const begun = { ...learning, versionId, ...(dueOn === null && { startedAt: enrolledAt }) };
    await addBegun(this.database, { ...begun, completedAt: facts.completedAt ?? null });
    if (facts.exemptedAt) await addExemption(this.database, learning, facts.exemptedAt);
  }

  /** Finishes what was assigned, as the services would have left it. */
  async complete(personId: string, courseId: string, at: string, cycle = 2026): Promise<void> {
    const versionId = await addEdition(this.database, courseId, cycle);
    const learning = { personId, courseId, cycle, versionId };
    await addEnrollment(this.database, { ...learning, startedAt: at, completedAt: at });
  }

  async exempt(personId: string, courseId: string, at: string, cycle = 2026): Promise<void> {
    await addExemption(this.database, { personId, courseId, cycle }, at);
  }
}

/** What the columns from decided_at to revoke_reason hold in each state. */
function endOf(
  state: string,
  facts: CertificateFacts,
  [decider, revoker]: readonly [string, string],
): readonly (string | null)[] {
  const decided = [facts.decidedAt ?? '2026-06-20', decider];
  switch (state) {
    case 'verified':
      return [...decided, null, null, null, null, null];
    case 'returned':
      return [...decided, '読み取れません', null, null, null, null];
    case 'withdrawn':
      return [null, null, null, facts.withdrawnAt ?? '2026-06-15', null, null, null];
    case 'revoked': {
      const revoked = [facts.revokedAt ?? '2026-07-01', revoker, '別の試験の証書でした'];
      return [...decided, null, null, ...revoked];
    }
    default:
      return [null, null, null, null, null, null, null];
  }
}
