import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { type Base, type CaseKind, casesOf, kindsFor, shotOf } from '../support/fuzz-cases';
import { OWN_VISITS } from '../support/fuzz-fields';
import type { Answer } from '../support/fuzz-send';
import { type FuzzStage, startFuzzStage, untouchedRows } from '../support/fuzz-stage';
import { fieldNames } from '../support/hostile';
import { breakouts, MARK } from '../support/markup';
import { PROOF, TIME_LIMIT_MS } from '../support/proof';
import { readableText } from '../support/wording';

const OUTPUT = join(__dirname, '../../test-output');
const SEED = Number(process.env.FUZZ_SEED ?? 20261116);
/** Of each kind, for each route. */
const CASES = PROOF ? 10 : 1;
const AT_ONCE = 4;
const LEAST_REACHED = 0.6;

/** What only a programmer says. */
const LEAKS =
  /node_modules|\.[jt]s:\d+|QueryFailed|\w+Error\b|violates|duplicate key|syntax error|invalid input|Invalid |expected |received |Unexpected|Cannot |is not a |ECONN|undefined|\[object |Internal Server/;

/** What a route made of its cases. */
interface Tally {
  readonly route: string;
  cases: number;
  reached: number;
  accepted: number;
  slowest: number;
}

function sumOf(tallies: readonly Tally[], what: 'cases' | 'reached'): number {
  return tallies.reduce((sum, it) => sum + it[what], 0);
}

describe('Generated requests to every route', () => {
  let stage: FuzzStage;
  let before: Record<string, readonly string[]>;
  let echoed = 0;

  beforeAll(async () => {
    stage = await startFuzzStage();
    before = await untouchedRows(stage);
  }, TIME_LIMIT_MS);

  afterAll(async () => {
    stage.sender.close();
    await stage.web.close();
  });

  it('know the fields of our forms', () => {
    const names = fieldNames();
    expect(names.length).toBeGreaterThan(20);
    expect(names).toEqual(expect.arrayContaining(['q', 'asOf', 'role', 'lastDay', 'passedOn']));
  });

  it('begin with a right one', () => {
    // What can be opened only in the middle of something.
    expect(stage.doubts).toEqual([
      '/city-settings/rules/preview: 404',
      '/certification-master/:code/preview: 404',
      '/people/joins/imports/:batchId/:number: 404',
      '/calendar/:file: 404',
      '/itpassport/mocks/:id/result: 404',
      '/my-role/letters/:id/:number: 404',
      '/sign-in/second: 303',
      '/appointments/:id/letter/issues/:number: 404',
      '/appointments/:id/letter/issues/:number/cancelled: 404',
      '/reminders/rules/:kind/preview: 404',
      '/appointments/roles/:role/preview: 404',
    ]);
  });

  it(
    'are answered as a page or a refusal, never as an error of ours',
    async () => {
      const own = stage.bases.filter((base) => OWN_VISITS.test(base.route));
      const others = stage.bases.filter((base) => !OWN_VISITS.test(base.route));
      const faults: string[] = [];
      const tallies: Tally[] = [];
      const work = async (bases: Base[]): Promise<void> => {
        for (let base = bases.shift(); base; base = bases.shift()) {
          const at = tallies.length;
          const tally = {
            route: `${base.method} ${base.route}`,
            cases: 0,
            reached: 0,
            accepted: 0,
            slowest: 0,
          };
          tallies.push(tally);
          // Every fifth kind, every third where something is echoed; the next routes get the others.
          const kinds = kindsFor(base).filter(
            (kind, index) => PROOF || (index + at) % (kind === 'echo' ? 3 : 5) === 0,
          );
          for (const kind of kinds) faults.push(...(await tryKind(base, kind, tally)));
        }
      };
      await Promise.all([work(own), ...Array.from({ length: AT_ONCE - 1 }, () => work(others))]);
      write(tallies);
      expect(faults).toEqual([]);
      // Of two or three requests to a route nothing can be said; of all together it can.
      if (PROOF) expect(tallies.filter((it) => it.reached / it.cases < LEAST_REACHED)).toEqual([]);
      const [reached, sent] = [sumOf(tallies, 'reached'), sumOf(tallies, 'cases')];
      expect(reached / sent).toBeGreaterThan(LEAST_REACHED);
      expect(echoed).toBeGreaterThan(20);
    },
    // On a busy machine several times as long as alone.
    3 * TIME_LIMIT_MS,
  );

  it('have changed nothing that no right request names', async () => {
    const after = await untouchedRows(stage);
    const missing = (table: string, rows: readonly string[]) => {
      const found = new Set(after[table]);
      return rows.filter((row) => !found.has(row));
    };
    for (const [table, rows] of Object.entries(before))
      expect([table, missing(table, rows)]).toEqual([table, []]);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it.each<[string, () => PromiseLike<{ readonly status: number }>]>([
    ['10,000 names in the query', () => stage.visitor.get(`/people?${many('x')}`)],
    ['10,000 times the same name', () => stage.visitor.get(`/people?${many('q=')}`)],
    ['10,000 fields in a form', () => post('/settings/tokens', many('x'), 'form')],
    ['JSON 50,000 levels deep', () => postJson('['.repeat(50_000) + ']'.repeat(50_000))],
    [
      'JSON objects 20,000 levels deep',
      () => postJson('{"a":'.repeat(20_000) + '1' + '}'.repeat(20_000)),
    ],
    ['a number of 100,000 digits', () => postJson(`{"reason":${'9'.repeat(100_000)}}`)],
    ['one megabyte of JSON', () => postJson(JSON.stringify({ reason: 'x'.repeat(1_000_000) }))],
    [
      'a page size beyond reason',
      () => stage.visitor.get('/people?page=999999&pageSize=1000000&limit=1000000'),
    ],
    ['a path of 15,000 signs', () => stage.visitor.get(`/people/${'x'.repeat(15_000)}`)],
    [
      'a long search',
      () => stage.visitor.get(`/people?q=${encodeURIComponent('あ'.repeat(1500))}`),
    ],
  ])('are answered within a second of work when they are %s', async (_name, ask) => {
    const start = process.cpuUsage();
    const answer = await ask();
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1e6).toBeLessThan(1);
    expect(answer.status).toBeLessThan(500);
  });

  function postJson(text: string) {
    return post('/api/v1/certification-records', text, 'json');
  }

  async function post(path: string, text: string, type: 'json' | 'form') {
    const { _csrf } = await stage.visitor.hiddenFields('/settings');
    return stage.visitor.agent.post(path).set('x-csrf-token', _csrf).type(type).send(text);
  }

  /** The smallest case of the kind that goes wrong, if one does. */
  async function tryKind(base: Base, kind: CaseKind, tally: Tally): Promise<string[]> {
    const found: string[] = [];
    const property = fc.asyncProperty(casesOf(kind), async (one) => {
      const shot = shotOf(base, one, await stage.holderOf(base));
      const answer = await stage.sender.send(shot);
      tally.cases += 1;
      if (answer.isReached) tally.reached += 1;
      if (answer.status < 400) tally.accepted += 1;
      tally.slowest = Math.max(tally.slowest, Math.round(answer.milliseconds));
      const fault = faultOf(answer);
      if (fault !== null) found.push(fault);
      return fault === null;
    });
    const seed = SEED + numberOf(tally.route + kind + String(tally.cases));
    const run = await fc.check(property, { seed, numRuns: CASES });
    if (!run.failed) return [];
    const why =
      found.at(-1) ??
      (run.errorInstance instanceof Error ? run.errorInstance.message : 'no answer');
    return [`${tally.route} ← ${JSON.stringify(run.counterexample?.[0])} → ${why}`];
  }

  function faultOf({ status, type, text }: Answer): string | null {
    if (status >= 500 || status < 200) return String(status);
    if (type.startsWith('application/problem+json')) return LEAKS.exec(text)?.[0] ?? null;
    if (!type.startsWith('text/html')) return null;
    if (text.includes(MARK)) echoed += 1;
    return breakouts(text)[0] ?? leakIn(readableText(text));
  }
});

function many(name: string): string {
  return Array.from({ length: 10_000 }, (_, index) => `${name}${String(index)}`).join('&');
}

function leakIn(text: string): string | null {
  const found = LEAKS.exec(text);
  return found ? text.slice(Math.max(0, found.index - 40), found.index + 60) : null;
}

function numberOf(text: string): number {
  return Array.from(text).reduce(
    (sum, sign) => (sum * 31 + (sign.codePointAt(0) ?? 0)) % 1_000_003,
    7,
  );
}

/** The table of routes, for whoever reads what was tried. */
function write(tallies: readonly Tally[]): void {
  const percent = (part: number, whole: number) => `${String(Math.round((100 * part) / whole))}%`;
  const sum = (count: (tally: Tally) => number) => tallies.reduce((all, it) => all + count(it), 0);
  const rows = tallies
    .map((it) =>
      [
        it.route,
        it.cases,
        percent(it.reached, it.cases),
        percent(it.accepted, it.cases),
        `${String(it.slowest)} ms`,
      ].join('\t'),
    )
    .sort();
  const total = `seed ${String(SEED)}: ${String(tallies.length)} routes, ${String(sum((it) => it.cases))} cases, ${percent(
    sum((it) => it.reached),
    sum((it) => it.cases),
  )} reached`;
  mkdirSync(OUTPUT, { recursive: true });
  writeFileSync(
    join(OUTPUT, 'fuzz.tsv'),
    [total, 'route\tcases\treached\taccepted\tslowest', ...rows, ''].join('\n'),
  );
}
