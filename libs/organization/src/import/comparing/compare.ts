import { InvalidInput, type LocalDate, withWords, Words } from '@app/platform';
import type { RoleTime } from '../base-facts';
import type { BasePerson, BaseState, BaseUnit } from '../base-state';
import type { BaseTexts } from '../base-state.queries';
import { CityWords } from '../city-words';
import { effectiveDayOf, makePlan } from '../make-plan.rules';
import type { ImportPlan, NumberPair } from '../plan';
import { readPostingRows } from '../posting-rows.rules';
import { type ImportSource, readFiles, type SourceFile } from '../read-files';
import { offeredRepairs, repaired } from '../repairs.rules';
import { readUnitRows } from '../unit-rows.rules';
import { findWords } from '../words-found.rules';
import type { Compared, ComparingAnswer, ComparingOrder, TextParts } from './protocol';

const REPORTED_ROWS = 1_000;
const PART_BYTES = 128 * 1024;

/** Reads the files, compares them and makes the plan: all that takes long, and nothing that needs a connection. */
export function compare(order: ComparingOrder): ComparingAnswer {
  try {
    return withWords(new Words(order.words), () => compareFiles(order));
  } catch (error) {
    if (error instanceof InvalidInput) return { isCompared: false, fields: error.fields };
    throw error;
  }
}

function compareFiles(order: ComparingOrder): Compared {
  const { files, base, choices, today } = order;
  const words = new CityWords(order.cityWords);
  const isKept = typeof files === 'string';
  const read = isKept ? (JSON.parse(files) as ImportSource) : readFiles(files, words);
  const books = { base: baseOf(base), words };
  const source = repaired(read, order.repairs ?? [], books);
  const postings = source.postings && readPostingRows(source.postings.rows, words);
  const isAsked = !isKept || order.readsDay === true;
  const effectiveOn = (isAsked ? effectiveDayOf({ postings }) : null) ?? order.effectiveOn;
  const units = unitsOf(source.units, words, effectiveOn);
  const rows = {
    source,
    units,
    postings,
    words: findWords(source, words),
    offered: offeredRepairs(source, books),
  };
  const plan = makePlan(rows, {
    base: books.base,
    effectiveOn,
    ...{ today, isPart: order.isPart === true, isScreen: order.isScreen === true },
    choices: new Map(choices),
  });
  return {
    isCompared: true,
    ...namesOf(source),
    effectiveOn: plan.effectiveOn,
    summary: plan.summary,
    pairs: plan.suspicions.flatMap(({ pair }): NumberPair[] => (pair ? [pair] : [])),
    problems: problemsOf(plan),
    source: partsOf(isKept && source === read ? files : JSON.stringify(source)),
    plan: partsOf(JSON.stringify(plan)),
  };
}

/** A wide list mostly has no column of first days: its units are what they are on the day of effect. */
function unitsOf(units: SourceFile | null, words: CityWords, effectiveOn: LocalDate) {
  const isWide = typeof units?.form?.wideRows === 'number';
  return units && readUnitRows(units.rows, { words, from: isWide ? effectiveOn : undefined });
}

function partsOf(text: string): TextParts {
  const bytes = Buffer.from(text);
  const count = Math.ceil(bytes.length / PART_BYTES);
  return Array.from({ length: count }, (_, at) =>
    bytes.subarray(at * PART_BYTES, (at + 1) * PART_BYTES),
  );
}

function namesOf({ units, postings }: ImportSource) {
  const encodings = [units?.encoding, postings?.encoding].filter(Boolean);
  return {
    encodings: [...new Set(encodings)].join(' '),
    unitsFileName: units?.fileName ?? null,
    postingsFileName: postings?.fileName ?? null,
  };
}

/** The statements that made the texts say what they hold. */
function baseOf({
  fingerprint,
  units,
  people,
  numbers,
  titles,
  roles = '[]',
}: BaseTexts): BaseState {
  return {
    fingerprint,
    units: (JSON.parse(units) as BaseUnit[]).sort(byText((unit) => unit.code)),
    people: people
      .flatMap((text) => JSON.parse(text) as BasePerson[])
      .sort(byText((person) => person.staffNumber)),
    personIds: new Map(JSON.parse(numbers) as [string, string][]),
    managerialTitles: new Map(JSON.parse(titles) as [string, boolean][]),
    roles: JSON.parse(roles) as RoleTime[],
  };
}

/** What is said of several people or units comes in this order. */
function byText<Item>(text: (item: Item) => string): (a: Item, b: Item) => number {
  return (a, b) => (text(a) < text(b) ? -1 : 1);
}

function problemsOf({ items }: ImportPlan): Readonly<Record<string, string>> {
  const problems = items.flatMap((item) =>
    item.problems.map(
      (problem) => [`${item.file}:${item.line}:${problem.column ?? ''}`, problem.reason] as const,
    ),
  );
  return Object.fromEntries(problems.slice(0, REPORTED_ROWS));
}
