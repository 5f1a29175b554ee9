import { type ImportPlan, OrganizationImports, POSTING_COLUMNS } from '@app/organization';
import { DomainError } from '@app/platform';
import { rowsOf } from '@app/testing';
import { FiledCity } from '../support/filed-city';
import { type Mangled, MangledRoster } from '../support/mangled-roster';
import { PROOF, TIME_LIMIT_MS } from '../support/proof';

const FILES = PROOF ? 2_000 : 150;
const LONGEST_MS = 25_000;
const NUMBERS = Array.from({ length: 30 }, (_, at) => String(at * 7 + 101).padStart(5, '0'));

/** A right file of everybody, and what happens to files on their way. */
describe('Files of staff that something happened to', () => {
  let city: FiledCity;
  let numbersById: ReadonlyMap<string, string>;

  const rows = NUMBERS.map((number, at) => [
    ...[
      '2026-04-01',
      number,
      `職員　${number}`,
      'カナ',
      at % 2 === 0 ? 'A' : 'B',
      '',
      '主事',
      '0',
      '正規',
    ],
    ...['', '2010-04-01', '', '在職'],
  ]);

  beforeAll(async () => {
    city = await FiledCity.start();
    await city.load(
      '2026-04-01',
      [
        { code: 'A', name: '税務課' },
        { code: 'B', name: '市民課' },
      ],
      NUMBERS.map((number, at) => ({ number, unit: at % 2 === 0 ? 'A' : 'B' })),
    );
    const known = await rowsOf<{ id: string; number: string }>(
      city.lib.database,
      'SELECT person_id AS id, staff_number AS number FROM staff_numbers',
    );
    numbersById = new Map(known.map(({ id, number }) => [id, number]));
  }, TIME_LIMIT_MS);

  afterAll(() => city.close());

  /** Null: refused, in words of ours. */
  const planOf = async ({ bytes, name }: Mangled): Promise<ImportPlan | null> => {
    const begun = performance.now();
    try {
      const postings = { fileName: name, bytes };
      return await city.lib.get(OrganizationImports).planOf({ postings });
    } catch (error) {
      if (!(error instanceof DomainError) || !/[ぁ-ん]/.test(error.message)) throw error;
      return null;
    } finally {
      expect(performance.now() - begun).toBeLessThan(LONGEST_MS);
    }
  };

  const offered = (plan: ImportPlan) =>
    plan.leavings.subjects.map(({ id }) => numbersById.get(id) ?? id).toSorted();

  it(
    'come to a preview that adds up, or are refused in words; offered for leaving is who does not stand in them',
    async () => {
      const told = { read: 0, taken: 0, certain: 0 };
      for (let seed = 1; seed <= FILES; seed++) {
        const file = await new MangledRoster(seed * 31, [POSTING_COLUMNS, ...rows]).make();
        const plan = await planOf(file).catch((cause: unknown) => {
          throw new Error(`File ${String(seed)}: ${file.acts.join(', ')}`, { cause });
        });
        if (plan?.summary.postings) {
          told.read += 1;
          const accepted = requireAddsUp(plan, file);
          told.taken += accepted > 0 ? 1 : 0;
          if (file.numbers !== null) {
            told.certain += 1;
            const named = new Set(file.numbers);
            const missing = accepted > 0 ? NUMBERS.filter((number) => !named.has(number)) : [];
            expect([seed, file.acts, offered(plan)]).toEqual([seed, file.acts, missing]);
          }
        }
      }
      expect(told.taken).toBeGreaterThan(FILES / 2);
      expect(told.certain).toBeGreaterThan(FILES / 4);
    },
    TIME_LIMIT_MS * 2,
  );
});

/** Every row that was read came to something; of a file of which that is certain, every row was read. */
function requireAddsUp({ summary, items }: ImportPlan, file: Mangled): number {
  const { rows, create, change, unchanged, refused } = summary.postings ?? {
    ...{ rows: 0, create: 0, change: 0, unchanged: 0, refused: 0 },
  };
  expect([file.acts, create + change + unchanged + refused, items.length]).toEqual([
    file.acts,
    rows,
    rows,
  ]);
  if (file.rows !== null) expect([file.acts, rows]).toEqual([file.acts, file.rows]);
  expect(summary.missingPeople).toBeLessThanOrEqual(NUMBERS.length);
  return rows - refused;
}
