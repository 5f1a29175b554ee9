import type { Actor } from '@app/access';
import { addDays, type AuditActor, type LocalDate, type PersonId } from '@app/platform';
import { anActor, type LibTest, rowOf, rowsOf, startLibTest } from '@app/testing';
import type { PersonChange } from './change/person-change.rules';
import { ScreenChanges } from './change/screen-changes.service';
import type { BasePerson } from './import/base-state';
import { ImportQueries } from './import/imports.queries';
import { OrganizationImports } from './import/imports.service';
import { JoinQueries } from './join/joins.queries';
import { OrganizationModule } from './organization.module';
import { type DrawnFile, FIRST, NUMBERS, RandomOrders, UNITS } from './random-orders.samples';
import { BatchUndo } from './undo/batch-undo.service';

/** `npm run proof` plays more of them. */
const SEEDS = Array.from({ length: process.env.PROOF === 'yes' ? 100 : 6 }, (_, at) => at + 1);
const ORDERS = 14;
const HR: AuditActor = { accountId: '7d7a1f0e-0000-4000-8000-000000000001', label: '人事' };
/** Every tenth day of four years, and the days about which orders turn. */
const DAYS: readonly LocalDate[] = [
  ...Array.from({ length: 150 }, (_, at) => addDays('2024-12-28', at * 10)),
  ...(['2025-03-31', FIRST, '2026-03-31', '2026-04-01', '2027-03-31', '2027-04-01'] as const),
];

/** By person and day what is known, as one text; nothing of whoever is not employed. */
type Known = ReadonlyMap<string, ReadonlyMap<LocalDate, string>>;
type OnDay = (personId: string, day: LocalDate) => boolean;

/** What somebody ordered: of whom and on which days it may change anything, and on which they may be gone. */
interface Ordered {
  readonly what: string;
  readonly changes: OnDay;
  readonly ends: OnDay;
}

const on = (alias: string) =>
  `${alias}.valid_from <= d.day AND (${alias}.valid_to IS NULL OR ${alias}.valid_to > d.day)`;
const KNOWN_ON = `
  SELECT to_char(d.day, 'YYYY-MM-DD') AS day, em.person_id AS "personId", concat_ws('|', em.employment_type, de.name, de.kana, de.email,
    (SELECT string_agg(s.status, '+') FROM employment_statuses s WHERE s.person_id = em.person_id AND ${on('s')}),
    (SELECT string_agg(concat_ws(' ', po.kind, o.code, po.post_title), '+' ORDER BY po.kind <> 'primary', o.code)
      FROM postings po JOIN org_units o ON o.id = po.org_unit_id WHERE po.person_id = em.person_id AND ${on('po')})) AS known
  FROM unnest($1::date[]) d (day) JOIN employments em ON ${on('em')}
  LEFT JOIN person_details de ON de.person_id = em.person_id AND ${on('de')}`;

const twice = (table: string, more = '') => `
  SELECT '${table}' AS what, a.person_id, a.valid_from FROM ${table} a JOIN ${table} b ON b.person_id = a.person_id AND b.id <> a.id ${more}
    AND daterange(a.valid_from, a.valid_to) && daterange(b.valid_from, b.valid_to)`;
const outside = (table: string) => `
  SELECT '${table} outside', p.person_id, p.valid_from FROM ${table} p WHERE NOT
    (SELECT coalesce(range_agg(daterange(e.valid_from, e.valid_to)), '{}') FROM employments e WHERE e.person_id = p.person_id)
      @> daterange(p.valid_from, p.valid_to)`;
/** Two rows of one kind on one day; posts and absences of somebody who is not employed. */
const IMPOSSIBLE = [
  twice('postings', `AND a.kind = 'primary' AND b.kind = 'primary'`),
  twice('employments'),
  twice('employment_statuses'),
  outside('postings'),
  outside('employment_statuses'),
].join(' UNION ALL ');

const csv = (lines: readonly string[]) => ({
  fileName: 'jinji.csv',
  bytes: Buffer.from(`${lines.join('\r\n')}\r\n`),
});

describe.each(SEEDS)('Orders as they come (seed %i)', (seed) => {
  let test: LibTest;
  let actor: Actor;
  let draw: RandomOrders;
  let batches: string[];

  beforeEach(async () => {
    test = await startLibTest(OrganizationModule);
    actor = anActor({ accountId: HR.accountId ?? '', roles: ['staff', 'hr'] });
    await test.city.register(actor);
    draw = new RandomOrders(seed * 7919);
    batches = [];
    const files = { units: csv(UNITS), postings: csv(draw.firstFile()) };
    await test.get(OrganizationImports).importAtOnce(HR, files);
  });

  afterEach(() => test.close());

  it('never put anybody into two primary posts or out of service unasked, and leave every other day as it was known', async () => {
    let carriedOut = 0;
    for (let at = 0; at < ORDERS; at++) {
      test.clock.advance(60_000);
      const before = await knownNow();
      const ordered = await anOrder();
      const told = [ordered?.what, await rowsOf(test.database, IMPOSSIBLE)];
      expect(told).toEqual([ordered?.what, []]);
      expect(unordered(before, await knownNow(), ordered)).toEqual([]);
      carriedOut += ordered ? 1 : 0;
    }
    expect(carriedOut).toBeGreaterThan(3);
  });

  async function anOrder(): Promise<Ordered | null> {
    const kind = draw.next();
    if (kind < 0.35) return loadFile();
    return kind < 0.85 ? changeOnScreen() : takeBack();
  }

  async function knownNow(): Promise<Known> {
    const found = new Map<string, Map<LocalDate, string>>();
    const rows: readonly { day: LocalDate; personId: string; known: string }[] = await rowsOf(
      test.database,
      KNOWN_ON,
      [DAYS],
    );
    for (const { day, personId, known } of rows) {
      const own = found.get(personId) ?? new Map<LocalDate, string>();
      if (own.has(day)) throw new Error(`${personId} stands twice on ${day}`);
      found.set(personId, own.set(day, known));
    }
    return found;
  }

  async function idOf(number: string): Promise<PersonId> {
    const found = await test.get(JoinQueries).findByNumber(number);
    if (!found) throw new Error(`Nobody is ${number}`);
    return found;
  }

  async function loadFile(): Promise<Ordered> {
    const file = draw.file();
    const imports = test.get(OrganizationImports);
    const id = await imports.preview(HR, { postings: csv(file.lines) });
    const batch = await test.get(ImportQueries).findBatch(id);
    const missing = batch?.summary.missingPeople ?? 0;
    const leavings = missing > 0 && draw.chance(0.3) ? missing : null;
    await imports.apply(HR, id, { withoutRefused: true, alarmsAccepted: true, leavings });
    batches.push(id);
    const ids = await Promise.all(NUMBERS.map(idOf));
    const numbers = new Map(ids.map((personId, at) => [personId as string, NUMBERS[at] ?? '']));
    return orderOfFile(file, leavings !== null, (personId) => numbers.get(personId) ?? '');
  }

  async function changeOnScreen(): Promise<Ordered | null> {
    const personId = await idOf(draw.oneOf(NUMBERS));
    const change = draw.change();
    const changes = test.get(ScreenChanges);
    const { mark, person } = await changes.findPerson(actor, personId);
    const asked = { of: 'person', personId, change } as const;
    try {
      const { planned } = await changes.preview(actor, asked, mark);
      await changes.apply(actor, asked, { mark, planned, reason: '発令' });
    } catch (error) {
      // What is refused is refused in words, and leaves no trace.
      if (!(error instanceof Error) || !/[ぁ-ん]/.test(error.message)) throw error;
      return null;
    }
    const newest = await rowOf<{ id: string }>(
      test.database,
      `SELECT id FROM import_batches WHERE state = 'applied' ORDER BY applied_at DESC, id LIMIT 1`,
    );
    if (newest && draw.chance(0.5)) batches.push(newest.id);
    return orderOfChange(change, person);
  }

  async function takeBack(): Promise<Ordered | null> {
    const id = batches.at(-1);
    if (id === undefined) return null;
    const undo = test.get(BatchUndo);
    const { people, obstacle, dependents } = await undo.preview(actor, id);
    if (obstacle !== '' || dependents.length > 0) return null;
    await undo.undo(actor, id, { reason: '取り違え', people });
    batches.pop();
    return { what: `taken back ${id}`, changes: () => true, ends: () => true };
  }
});

function orderOfFile(
  file: DrawnFile,
  isEndOfMissing: boolean,
  numberOf: (personId: string) => string,
): Ordered {
  const endOf = (number: string) =>
    file.ends.get(number) ?? (isEndOfMissing && !file.named.has(number) ? file.on : null);
  return {
    what: `file of ${file.on}`,
    changes: (personId, day) => {
      const number = numberOf(personId);
      return day >= file.on && (file.named.has(number) || endOf(number) !== null);
    },
    ends: (personId, day) => {
      const end = endOf(numberOf(personId));
      return end !== null && end <= day;
    },
  };
}

function orderOfChange(change: PersonChange, person: BasePerson): Ordered {
  const what = JSON.stringify(change);
  const isOf = (personId: string) => personId === person.id;
  if (change.kind === 'number') throw new Error('Numbers are not drawn');
  if (change.kind !== 'leaving') {
    const { from } = change;
    const until = change.kind === 'rehire' ? null : change.until;
    const isWithin = (day: LocalDate) => day >= from && (until === null || day <= until);
    return { what, changes: (id, day) => isOf(id) && isWithin(day), ends: () => false };
  }
  const end = change.lastDay === null ? null : addDays(change.lastDay, 1);
  const former = person.employments.flatMap(({ to }) => to ?? []);
  const first = [...former, ...(end === null ? [] : [end])].toSorted()[0] ?? FIRST;
  return {
    what,
    changes: (id, day) => isOf(id) && day >= first,
    ends: (id, day) => isOf(id) && end !== null && day >= end,
  };
}

/** Days on which something is otherwise, or somebody is gone or has no post, although nobody said so. */
function unordered(before: Known, after: Known, ordered: Ordered | null): readonly string[] {
  const people = [...new Set([...before.keys(), ...after.keys()])];
  const all = people.flatMap((personId) =>
    DAYS.flatMap((day) => {
      const [was, is] = [before, after].map((known) => known.get(personId)?.get(day));
      const why = was === is ? null : whyNot({ was, is }, [personId, day], ordered);
      return why === null ? [] : [`${why}: ${personId} on ${day}: ${was ?? '-'} → ${is ?? '-'}`];
    }),
  );
  return all.slice(0, 5).map((told) => `${ordered?.what ?? 'nothing'}: ${told}`);
}

function whyNot(
  { was, is }: { readonly was: string | undefined; readonly is: string | undefined },
  of: Parameters<OnDay>,
  ordered: Ordered | null,
): string | null {
  if (ordered?.changes(...of) !== true) return 'not asked for';
  if (is === undefined) return ordered.ends(...of) ? null : 'gone';
  const isPosted = (known: string | undefined) => known?.includes('primary') ?? true;
  return isPosted(was) && !isPosted(is) ? 'without a post' : null;
}
