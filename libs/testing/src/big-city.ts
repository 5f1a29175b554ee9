import type { Database } from '@app/platform';
import { rewriteHistory } from './rewrite-history';

export interface BigCityFacts {
  readonly units: number;
  readonly staff: number;
  /** Mandatory courses of each person, spread over fiscal years 2026, 2025 … two a year; each year closed in May. */
  readonly enrollments: number;
}

/** Whole numbers that look random and are the same on every run. */
const chance = (salt: string): string =>
  `(('x' || substr(md5(i::text || '${salt}'), 1, 7))::bit(28)::int)`;

/**
 * A city of any size written in a few statements: sections below every unit, leavers, absences, two posts, all
 * employment types, leaders, certificates, exams and enrollments in every state. For invariants and for benches.
 */
export async function addBigCity(database: Database, facts: BigCityFacts): Promise<void> {
  const units = Math.max(2, facts.units);
  const run = (sql: string, ...parameters: readonly unknown[]) => database.execute(sql, parameters);
  await run(
    `INSERT INTO org_units (id, code)
     SELECT md5('unit' || i)::uuid, lpad(i::text, 5, '0') FROM generate_series(1, $1 * 2) i`,
    units,
  );
  await run(
    `INSERT INTO org_unit_periods_history (id, org_unit_id, name, kind, parent_org_unit_id, counts_for_leader_kpi, sort_order, valid_from, recorded_at)
     SELECT md5('period' || i)::uuid, md5('unit' || i)::uuid, CASE WHEN i <= $1 THEN '第' || i || '課' ELSE '第' || i || '係' END,
       CASE WHEN i <= $1 THEN 'division' ELSE 'section' END,
       CASE WHEN i > $1 THEN md5('unit' || (i - $1))::uuid END, i <= $1, i, '2015-04-01', '2015-04-01'
     FROM generate_series(1, $1 * 2) i`,
    units,
  );
  await addStaff(run, facts.staff, units);
  await addFacts(run, facts);
  await rewriteHistory(database, 'ANALYZE');
}

type Run = (sql: string, ...parameters: readonly unknown[]) => Promise<number>;

async function addStaff(run: Run, staff: number, units: number): Promise<void> {
  await run(
    `WITH recorder AS (
       INSERT INTO person_identities (id, created_at) VALUES (md5('account')::uuid, '2015-04-01') RETURNING id
     )
     INSERT INTO accounts (id, person_id, password_hash, must_change_password, password_changed_at, created_at, suspended_at)
     SELECT id, id, 'none', false, '2015-04-01', '2015-04-01', '2015-04-01' FROM recorder`,
  );
  await run(
    `INSERT INTO person_identities (id, created_at) SELECT md5('person' || i)::uuid, '2020-04-01' FROM generate_series(1, $1) i`,
    staff,
  );
  await run(
    `INSERT INTO person_details_history (id, person_id, name, kana, search_key, email, valid_from, recorded_at)
     SELECT md5('details' || i)::uuid, md5('person' || i)::uuid, '職員　' || i, 'ショクイン', 'ショクイン' || i,
       'p' || i || '@example.jp', '0001-01-01', '2015-04-01'
     FROM generate_series(1, $1) i`,
    staff,
  );
  await run(
    `INSERT INTO staff_numbers_history (id, staff_number, person_id, valid_from, recorded_at)
     SELECT md5('number' || i)::uuid, lpad(i::text, 7, '0'), md5('person' || i)::uuid, '0001-01-01', '2015-04-01'
     FROM generate_series(1, $1) i`,
    staff,
  );
  await run(
    `INSERT INTO employments_history (id, person_id, employment_type, recorded_at, valid_from, valid_to)
     SELECT md5('employment' || i)::uuid, md5('person' || i)::uuid,
       (ARRAY['regular', 'regular', 'regular', 'regular', 'fiscal_year_appointee', 'reappointed', 'special'])[1 + ${chance('type')} % 7],
       '2015-04-01', '2016-04-01', CASE ${chance('leaves')} % 20 WHEN 0 THEN '2026-10-01'::date WHEN 1 THEN '2027-04-01' END
     FROM generate_series(1, $1) i`,
    staff,
  );
  await run(
    `INSERT INTO postings_history (id, person_id, org_unit_id, kind, post_title, recorded_at, valid_from, valid_to)
     SELECT gen_random_uuid(), md5('person' || i)::uuid, md5('unit' || unit)::uuid, kind, '主事', '2015-04-01', first_day, last_day
     FROM generate_series(1, $1) i, LATERAL (VALUES
       ('primary', 1 + ${chance('old')} % ($2 * 2), '2016-04-01'::date, '2026-04-01'::date),
       ('primary', 1 + ${chance('now')} % ($2 * 2), '2026-04-01', CASE WHEN ${chance('leaves')} % 20 = 0 THEN '2026-10-01'::date END),
       ('concurrent', 1 + ${chance('too')} % $2, '2026-04-01', NULL)) post (kind, unit, first_day, last_day)
     WHERE kind = 'primary' OR i % 15 = 0`,
    staff,
    units,
  );
  await run(
    `INSERT INTO employment_statuses_history (id, person_id, status, valid_from, valid_to, recorded_at)
     SELECT md5('status' || i)::uuid, md5('person' || i)::uuid,
       (ARRAY['parental_leave', 'leave_of_absence', 'sick_leave', 'seconded'])[1 + i / 23 % 4], '2026-06-01', '2027-06-01', '2015-04-01'
     FROM generate_series(1, $1) i WHERE i % 23 = 0`,
    staff,
  );
}

async function addFacts(run: Run, { staff, units, enrollments }: BigCityFacts): Promise<void> {
  await run(
    `INSERT INTO role_appointments_history (id, person_id, org_unit_id, role, term_start, term_end, document_number, appointed_at, appointed_by,
       valid_from, valid_to, recorded_at)
     SELECT id, person_id, org_unit_id, role, term_start, term_end, document_number, appointed_at, appointed_by, term_start, term_end + 1, appointed_at
     FROM (SELECT md5('role' || i)::uuid AS id, md5('person' || i)::uuid AS person_id, md5('unit1')::uuid AS org_unit_id,
         CASE i / 3 % 2 WHEN 0 THEN 'leader' ELSE 'supporter' END AS role, '2024-04-01'::date AS term_start,
         (ARRAY['2026-09-30', '2027-03-31', '2029-03-31']::date[])[1 + ${chance('term')} % 3] AS term_end,
         'DX第' || i || '号' AS document_number, '2024-04-01'::timestamptz AS appointed_at, md5('account')::uuid AS appointed_by
       FROM generate_series(1, $1) i WHERE i % GREATEST(9, $1 / $2 / 4) < 2) a`,
    staff,
    units,
  );
  await run(
    `INSERT INTO stored_files (id, storage_key, sha256, byte_size, media_type, original_name, created_at, created_by)
     VALUES (md5('file')::uuid, left(md5('file'), 2) || '/' || md5('file')::uuid, 'none', 1, 'application/pdf', 'x.pdf', '2026-04-01', md5('account')::uuid)`,
  );
  await run(
    `INSERT INTO certification_records_history (id, person_id, certification_id, passed_on, certificate_number, number_key, state,
       evidence_file_id, reported_at, recorded_at, reported_by_person_id, decided_at, decided_by_person_id)
     SELECT md5('record' || code || i)::uuid, md5('person' || i)::uuid, c.id, '2025-05-01'::date + ${chance('day')} % 500, 'IP', 'IP',
       CASE WHEN ${chance('state')} % 4 = 0 THEN 'reported' ELSE 'verified' END, md5('file')::uuid, '2026-05-01', '2026-05-01', md5('person' || i)::uuid,
       CASE WHEN ${chance('state')} % 4 = 0 THEN NULL ELSE '2026-05-01'::date + ${chance('decided')} % 250 END,
       CASE WHEN ${chance('state')} % 4 = 0 THEN NULL ELSE md5('account')::uuid END
     FROM generate_series(1, $1) i JOIN certifications c ON (c.code = 'ip' AND i % 8 = 0) OR (c.code = 'fe' AND i % 20 = 0)`,
    staff,
  );
  await run(
    `INSERT INTO exam_attempts_history (id, person_id, certification_id, exam_on, state, created_at, recorded_at)
     SELECT md5('attempt' || i)::uuid, md5('person' || i)::uuid, c.id, '2026-10-01'::date + ${chance('exam')} % 120,
       (ARRAY['booked', 'booked', 'provisional_pass', 'failed', 'cancelled'])[1 + ${chance('outcome')} % 5], '2026-09-01', '2026-09-20'
     FROM generate_series(1, $1) i JOIN certifications c ON c.code = 'ip' WHERE i % 6 = 0`,
    staff,
  );
  await run(
    `INSERT INTO courses (id, key, created_at) SELECT md5('course' || i)::uuid, 'big-' || i, '2020-04-01' FROM generate_series(1, 2) i`,
  );
  await run(
    `INSERT INTO course_versions (id, course_id, version, title, summary, fiscal_year, promise, audience, minutes, objectives,
       content_hash, published_at)
     SELECT md5('version' || n)::uuid, md5('course' || (1 + n % 2))::uuid, 100 - n / 2, '必修' || (1 + n % 2), '', 2026 - n / 2,
       (ARRAY['information_security', 'ai_use'])[1 + n % 2], '{}', 10, '{}', 'none', '2010-04-01'
     FROM generate_series(0, $1 - 1) n`,
    enrollments,
  );
  await run(
    `INSERT INTO enrollments (id, person_id, course_id, course_version_id, cycle, started_at, completed_at)
     SELECT gen_random_uuid(), md5('person' || i)::uuid, md5('course' || (1 + n % 2))::uuid, md5('version' || n)::uuid, 2026 - n / 2,
       make_date(2026 - n / 2, 5, 15), make_date(2026 - n / 2, 6 + (i + n) % 6, 1)
     FROM generate_series(1, $1) i, generate_series(0, $2 - 1) n WHERE i % 40 > 0 AND (i + n) % 3 > 0`,
    staff,
    enrollments,
  );
  await run(
    `INSERT INTO exemptions_history (id, person_id, course_id, cycle, reason, valid_from, recorded_at)
     SELECT gen_random_uuid(), md5('person' || i)::uuid, md5('course' || (1 + n % 2))::uuid, 2026 - n / 2, '免除',
       make_date(2026 - n / 2, 6, 1), make_date(2026 - n / 2, 6, 1)
     FROM generate_series(1, $1) i, generate_series(0, $2 - 1) n WHERE i % 40 > 0 AND (i + n) % 30 = 0`,
    staff,
    enrollments,
  );
  await run(
    `INSERT INTO course_assignments (id, course_id, fiscal_year, audience_kind, is_mandatory, due_on, reason, created_at, created_by)
     SELECT md5('assignment' || n)::uuid, md5('course' || (1 + n % 2))::uuid, 2026 - n / 2, 'persons', true,
       make_date(2026 - n / 2, 12, 25), '全職員の必修', make_date(2026 - n / 2, 4, 15), md5('account')::uuid
     FROM generate_series(0, $1 - 1) n`,
    enrollments,
  );
  await run(
    `INSERT INTO assignment_persons (assignment_id, person_id)
     SELECT md5('assignment' || n)::uuid, md5('person' || i)::uuid
     FROM generate_series(1, $1) i, generate_series(0, $2 - 1) n WHERE i % 40 > 0`,
    staff,
    enrollments,
  );
  await run(
    `INSERT INTO cycle_closings (id, fiscal_year, reason, closed_on, closed_at, closed_by)
     SELECT md5('closing' || y)::uuid, y, '年度末', make_date(y + 1, 5, 1), make_date(y + 1, 5, 1), md5('account')::uuid
     FROM generate_series(2026 - ($1 - 1) / 2, 2025) y`,
    enrollments,
  );
  await run(
    `INSERT INTO closed_obligations (closing_id, person_id, course_id, cycle, reason)
     SELECT md5('closing' || (2026 - n / 2))::uuid, md5('person' || i)::uuid, md5('course' || (1 + n % 2))::uuid, 2026 - n / 2,
       'not_started'
     FROM generate_series(1, $1) i, generate_series(2, $2 - 1) n
     WHERE i % 40 > 0 AND (i + n) % 3 = 0 AND (i + n) % 30 > 0`,
    staff,
    enrollments,
  );
}
