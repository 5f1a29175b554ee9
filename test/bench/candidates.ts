import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BenchClient } from './client';
import { addPeople, everybody, fill, measurePages, person } from './people';
import { startProduct } from './product';
import { Report } from './report';

const PORT = 3977;
const PEOPLE = 10_000;
const HR = '001140';

/** `npm run cli -- --script test/bench/candidates.js`: the board with ten thousand people on the way to the certificate. */
async function main(): Promise<void> {
  const report = new Report();
  const dataDir = mkdtempSync(join(tmpdir(), 'tsunagaru-bench-'));
  try {
    const product = await startProduct(dataDir, PORT);
    try {
      await fill(dataDir, SEED);
      await measure(report, product.address);
    } finally {
      await product.stop();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
  report.printTable();
}

const all = everybody(PEOPLE);
const ip = `(SELECT id FROM certifications WHERE code = 'ip')`;

/** By number: a sixth each wishes, studies, is ready, has booked, has passed and has reported; half of the first three share it. */
const SEED = [
  ...addPeople(PEOPLE),
  `INSERT INTO exam_intentions_history (id, person_id, certification_id, answer, said_on, recorded_at)
   SELECT gen_random_uuid(), ${person}, ${ip}, 'wanted', current_date - i % 200, now() - interval '1 hour' FROM ${all} WHERE i % 6 < 3`,
  `INSERT INTO exam_progress_shares_history (id, person_id, certification_id, valid_from, recorded_at)
   SELECT gen_random_uuid(), ${person}, ${ip}, current_date - 300, now() - interval '1 hour' FROM ${all} WHERE i % 2 = 0`,
  `INSERT INTO practice_sessions (id, person_id, syllabus_key, kind, scope, started_at, ended_at)
   SELECT gen_random_uuid(), ${person}, s.key, 'today', '{}', now() - n * interval '5 days', now() - n * interval '5 days'
   FROM ${all}, (SELECT key FROM syllabi LIMIT 1) s, generate_series(1, 20) n WHERE i % 6 IN (1, 2)`,
  `INSERT INTO readiness_estimates (id, person_id, syllabus_key, made_at, answers, chance, low, high, fit, settings)
   SELECT gen_random_uuid(), ${person}, s.key, now() - n * interval '5 days', '{20,20,20}', CASE i % 6 WHEN 1 THEN 0.5 ELSE 0.9 END, 0.1, 1, '{}', '{}'
   FROM ${all}, (SELECT key FROM syllabi LIMIT 1) s, generate_series(1, 20) n WHERE i % 6 IN (1, 2)`,
  `INSERT INTO exam_attempts_history (id, person_id, certification_id, exam_on, state, created_at, recorded_at)
   SELECT gen_random_uuid(), ${person}, ${ip}, current_date + CASE i % 6 WHEN 3 THEN i % 60 - 10 ELSE -40 END,
     CASE i % 6 WHEN 3 THEN 'booked' ELSE 'provisional_pass' END, now() - interval '90 days', now() - interval '1 hour'
   FROM ${all} WHERE i % 6 IN (3, 4)`,
  `INSERT INTO certification_records_history (id, person_id, certification_id, passed_on, certificate_number, number_key, state,
     evidence_file_id, reported_at, recorded_at, reported_by_person_id)
   SELECT gen_random_uuid(), ${person}, ${ip}, current_date - 60, 'IP', 'IP', 'reported', (SELECT id FROM stored_files LIMIT 1),
     now() - interval '40 days', now() - interval '1 hour', ${person} FROM ${all} WHERE i % 6 = 5`,
];

async function measure(report: Report, address: string): Promise<void> {
  const client = new BenchClient(address);
  await client.signIn(HR);
  await measurePages(report, client, [
    ['board', '/exams/board', '候補'],
    ['board: looked for by name', `/exams/board?words=${encodeURIComponent('候補　77')}`, '候補'],
    ['board: who is stuck', '/exams/board?stuck=yes', '候補'],
    ['list by name, page 100', '/exams/board/list?sort=name&page=100', '候補'],
  ]);
}

void main();
