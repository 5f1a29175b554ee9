import { Client } from 'pg';
import { startLocalPostgres } from '@app/platform';
import type { BenchClient } from './client';
import type { Report } from './report';

const REPEATS = 20;

/** SQL: the id of the person numbered `i`, and whoever there are. */
export const person = `md5('candidate' || i)::uuid`;
export const everybody = (count: number): string => `generate_series(1, ${String(count)}) i`;

/** So many people, spread over the units of the demo city. */
export function addPeople(count: number): readonly string[] {
  const all = everybody(count);
  return [
    `INSERT INTO person_identities (id, created_at) SELECT ${person}, '2020-04-01' FROM ${all}`,
    `INSERT INTO person_details_history (id, person_id, name, kana, search_key, valid_from, recorded_at)
   SELECT gen_random_uuid(), ${person}, '候補　' || i, 'コウホ', 'コウホ' || i, '0001-01-01', '2020-04-01' FROM ${all}`,
    `INSERT INTO staff_numbers_history (id, staff_number, person_id, valid_from, recorded_at)
   SELECT gen_random_uuid(), '8' || lpad(i::text, 6, '0'), ${person}, '0001-01-01', '2020-04-01' FROM ${all}`,
    `INSERT INTO employments_history (id, person_id, employment_type, valid_from, recorded_at)
   SELECT gen_random_uuid(), ${person}, 'regular', '2020-04-01', '2020-04-01' FROM ${all}`,
    `WITH unit AS (SELECT org_unit_id, row_number() OVER (ORDER BY org_unit_id) AS nth, count(*) OVER () AS units FROM org_unit_periods WHERE valid_to IS NULL)
   INSERT INTO postings_history (id, person_id, org_unit_id, kind, post_title, valid_from, recorded_at)
   SELECT gen_random_uuid(), ${person}, unit.org_unit_id, 'primary', '主事', '2020-04-01', '2020-04-01'
   FROM ${all} JOIN unit ON unit.nth = 1 + i % unit.units`,
  ];
}

/** Straight into the tables of a product that was started there. */
export async function fill(dataDir: string, statements: readonly string[]): Promise<void> {
  const server = await startLocalPostgres({ dataDir, durable: true, log: () => undefined });
  const client = new Client({ connectionString: server.url });
  await client.connect();
  try {
    for (const sql of [...statements, 'ANALYZE']) await client.query(sql);
  } finally {
    await client.end();
  }
}

/** How long each page takes that has the word on it. */
export async function measurePages(
  report: Report,
  client: BenchClient,
  pages: readonly (readonly [name: string, path: string, word: string])[],
): Promise<void> {
  for (const [name, path, word] of pages) {
    const took: number[] = [];
    for (let turn = 0; turn < REPEATS; turn += 1) {
      const begun = performance.now();
      const page = await client.text(path);
      if (!page.includes(word)) throw new Error(`${path} does not show ${word}`);
      took.push(performance.now() - begun);
    }
    const sorted = took.toSorted((a, b) => a - b);
    report.add(`${name}: p50`, sorted[REPEATS / 2] ?? 0, 'ms');
    report.add(`${name}: slowest`, sorted.at(-1) ?? 0, 'ms');
  }
}
