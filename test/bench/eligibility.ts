import {
  type Requirement,
  RolePathQueries,
  type RoleVersion,
  type Wanted,
} from '@app/appointments';
import { CandidatePaths } from '@app/coverage';
import { Database, type LocalDate, type PersonId } from '@app/platform';
import { addRecorder, anActor, rowsOf } from '@app/testing';
import type { INestApplicationContext } from '@nestjs/common';
import type { Report } from './report';

const PEOPLE = 5000;
const ROLES = 5;

/** Who meets what, and by when, of five roles: what the bench of successors asks of the whole city at once. */
export async function measureEligibility(
  report: Report,
  app: INestApplicationContext,
  day: LocalDate,
): Promise<void> {
  const database = app.get(Database);
  const personIds = await addFacts(database, day);
  const versions = Array.from({ length: ROLES }, (_, at) => versionOf(at));
  const asked = { on: day, personIds, seesAhead: true };
  const paths = app.get(RolePathQueries);
  const begun = performance.now();
  for (const version of versions) {
    const facts = await paths.readFacts(version, asked);
    if (facts.length !== PEOPLE) throw new Error(`${String(facts.length)} people were judged`);
  }
  report.add('eligibility: 5,000 people × 5 roles', performance.now() - begun, 'ms');
  const office = anActor({ roles: ['staff', 'program_office'] });
  const again = performance.now();
  for (const version of versions)
    await app.get(CandidatePaths).forOffice({ version, on: day, personIds }, office);
  report.add('the same with groups and days', performance.now() - again, 'ms');
}

const REQUIREMENTS: readonly Wanted[] = [
  { kind: 'certificate_held', codes: ['ip'], orEquivalent: true },
  { kind: 'supporter_term', months: 12 },
  { kind: 'course_completed', courseKey: 'dx-leader', isOfYear: false },
  { kind: 'course_completed', courseKey: 'infosec', isOfYear: true },
  { kind: 'employment_type', types: ['regular'] },
  { kind: 'recommendation' },
  { kind: 'consent' },
  { kind: 'approval' },
];

/** Each role asks for all of it, in another order, so that no answer is the one before. */
function versionOf(at: number): RoleVersion {
  const wanted = [...REQUIREMENTS.slice(at), ...REQUIREMENTS.slice(0, at)];
  return {
    ...{ id: `v${String(at)}` as RoleVersion['id'], role: at % 2 === 0 ? 'leader' : 'supporter' },
    ...{ version: 1, validFrom: '2026-04-01', validUntil: null, letter: 'appointment' },
    ...{ termMonths: null, together: true, isEnded: false, note: '' },
    requirements: wanted.map((it): Requirement => ({
      ...{ wanted: it, isRequired: true, alternative: null },
    })),
  };
}

const MANY = `(SELECT md5('staff' || i)::uuid AS person_id, i FROM generate_series(1, ${String(PEOPLE)}) i)`;
const IP = `(SELECT id FROM certifications WHERE code = 'ip')`;

/** A third have booked the exam, a third are or were supporters; of the others nothing is known. */
async function addFacts(database: Database, day: LocalDate): Promise<readonly PersonId[]> {
  const { accountId } = await addRecorder(database);
  await database.execute(
    `INSERT INTO exam_attempts_history (id, person_id, certification_id, exam_on, state, created_at, recorded_at)
     SELECT gen_random_uuid(), person_id, ${IP}, $1::date + i % 90, 'booked', '2026-04-01', '2026-04-01' FROM ${MANY} many WHERE i % 3 = 0`,
    [day],
  );
  await database.execute(
    `INSERT INTO role_appointments_history (id, person_id, org_unit_id, role, term_start, term_end, valid_from, valid_to, document_number,
       appointed_at, recorded_at, appointed_by)
     SELECT gen_random_uuid(), person_id, (SELECT id FROM org_units ORDER BY code LIMIT 1), 'supporter', $1::date - i % 700, $1::date + 300,
       $1::date - i % 700, $1::date + 301, 'DX', '2026-04-01', '2026-04-01', $2 FROM ${MANY} many WHERE i % 3 = 1`,
    [day, accountId],
  );
  await database.execute('ANALYZE');
  const rows = await rowsOf<{ id: PersonId }>(database, `SELECT person_id AS id FROM ${MANY} many`);
  return rows.map(({ id }) => id);
}
