import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BenchClient } from './client';
import { addPeople, everybody, fill, measurePages, person } from './people';
import { startProduct } from './product';
import { Report } from './report';

const PORT = 3977;
const PEOPLE = 5_000;
const OFFICE = '001686';

/** `npm run cli -- --script test/bench/terms.js`: five thousand terms that run out, and which units have nobody. */
async function main(): Promise<void> {
  const report = new Report();
  const dataDir = mkdtempSync(join(tmpdir(), 'tsunagaru-bench-'));
  try {
    const product = await startProduct(dataDir, PORT);
    try {
      await fill(dataDir, [...addPeople(PEOPLE), ADD_TERMS]);
      const client = new BenchClient(product.address);
      await client.signIn(OFFICE);
      await measurePages(report, client, [
        ['home of DX推進室', '/', '役割の引継ぎ'],
        ['terms that run out', '/appointments/ending?months=24', '候補'],
        ['terms that run out, page 40', '/appointments/ending?months=24&page=40', '候補'],
        ['vacancies', '/coverage/vacancies', '空白の一覧'],
        ['handovers', '/appointments/handovers', '役割の引継ぎ'],
        ['many at once', '/appointments/many', 'まとめて任命する'],
      ]);
    } finally {
      await product.stop();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
  report.printTable();
}

/** By number a supporter, a term of two years that ends within the next ones. */
const ADD_TERMS = `INSERT INTO role_appointments_history (row_id, id, person_id, org_unit_id, role, term_start, term_end, valid_from, valid_to,
    document_number, note, appointed_at, appointed_by, recorded_at)
  SELECT gen_random_uuid(), gen_random_uuid(), po.person_id, po.org_unit_id, 'supporter', t.ends - 729, t.ends, t.ends - 729, t.ends + 1,
    'B' || t.i, '', now() - interval '1 year', (SELECT min(id::text)::uuid FROM accounts), now() - interval '1 year'
  FROM (SELECT i, ${person} AS person_id, current_date + 30 + i % 500 AS ends FROM ${everybody(PEOPLE)}) t
  JOIN postings po ON po.person_id = t.person_id AND po.kind = 'primary'`;

void main();
