import type { LocalDate } from '@app/platform';
import { findAlarms } from './alarms.rules';
import type { BaseState } from './base-state';
import { findSameNames, type NumberChoices, numbersAfterChoice } from './number-pairs.rules';
import { gatherPeople } from './person-facts.rules';
import { type PeoplePlan, planPeople } from './people-plan.rules';
import type {
  Alarm,
  FileSummary,
  ImportFileKind,
  ImportPlan,
  PlanItem,
  PlanOperations,
  Suspicion,
} from './plan';
import { mostFrequentDay, type ReadPostingRow } from './posting-rows.rules';
import type { ToldRepairs } from './repairs.rules';
import type { ImportSource, SourceFile } from './read-files';
import { countLeftBehind, findSuspicions } from './suspicions.rules';
import { planUnits, type UnitPlan, unitsInUse } from './unit-plan.rules';
import { type ReadRow, type UnitFact } from './unit-rows.rules';
import type { FoundWords } from './words-found.rules';

/** The files after every row was read by itself. */
export interface ReadFiles {
  readonly source: ImportSource;
  readonly units: readonly ReadRow<UnitFact>[] | null;
  readonly postings: readonly ReadPostingRow[] | null;
  readonly words?: FoundWords;
  readonly offered?: ToldRepairs;
}

const NO_ROWS = { insert: [], update: [], remove: [] };
const NOTHING: PlanOperations = {
  units: [],
  unitPeriods: NO_ROWS,
  successions: NO_ROWS,
  persons: [],
  details: NO_ROWS,
  staffNumbers: NO_ROWS,
  employments: NO_ROWS,
  statuses: NO_ROWS,
  postings: NO_ROWS,
  subjects: [],
};

/** The day of effect: what most rows of the file of people say. Null when there is no such file or no such day. */
export function effectiveDayOf(files: Pick<ReadFiles, 'postings'>): LocalDate | null {
  return mostFrequentDay((files.postings ?? []).flatMap((row) => row.effectiveOn ?? []));
}

/** On what the files are laid: the database, the day, and what was chosen for numbers that may be somebody known. */
export interface PlanBasis {
  readonly base: BaseState;
  readonly effectiveOn: LocalDate;
  readonly today: LocalDate;
  readonly choices: NumberChoices;
  /** Some people or a unit and not the whole list: nobody and nothing is missing from it. */
  readonly isPart: boolean;
  /** Only those whom a form of the screen is about are known: of what becomes of units nothing can be said. */
  readonly isScreen: boolean;
}

/** Compares the files with the database. Pure: the same files on the same database make the same plan (but for new ids). */
export function makePlan(files: ReadFiles, basis: PlanBasis): ImportPlan {
  const { effectiveOn, choices, isPart, isScreen } = basis;
  const units = planUnits(files.units ?? [], basis.base.units, effectiveOn);
  const base = { ...basis.base, units: unitsInUse(basis.base.units) };
  const context = {
    directory: units.directory,
    managerialTitles: base.managerialTitles,
    ...{ effectiveOn, isPart },
  };
  const { directory } = units;
  const file = files.postings && gatherPeople(files.postings, effectiveOn, directory);
  const sameNames = file ? findSameNames({ people: file.people, base, directory, choices }) : [];
  const personIds = numbersAfterChoice(base.personIds, sameNames);
  const people = file && planPeople(file, { people: base.people, personIds }, context);
  const unitCodes =
    files.units && new Set(files.units.map((row) => row.subject.split(' ')[0] ?? ''));
  const outlook = {
    base,
    effectiveOn,
    directory,
    people,
    sameNames,
    unitCodes,
    ...{ isPart, isScreen },
  };
  const suspicions = findSuspicions(outlook);
  const items = [...units.items, ...(people?.items ?? [])];
  const alarms = findAlarms({
    source: files.source,
    ...{ base, items, people, effectiveOn, today: basis.today },
    unitCodes: directory.codeList(),
    ...{ suspicions, isPart, isScreen },
  });
  return {
    effectiveOn,
    summary: summaryOf({
      files,
      items,
      people,
      suspicions,
      alarms,
      base,
      leftBehind: countLeftBehind(outlook),
    }),
    items,
    suspicions,
    operations: operationsOf(units, people),
    leavings: { ...NOTHING, ...people?.leavings },
  };
}

function operationsOf(units: UnitPlan, people: PeoplePlan | null): PlanOperations {
  const own = { ...NOTHING, ...people?.operations };
  return {
    ...own,
    units: units.newUnits,
    unitPeriods: units.periods,
    successions: units.successions,
    subjects: [...units.subjects, ...own.subjects],
  };
}

function summaryOf(from: {
  readonly files: ReadFiles;
  readonly items: readonly PlanItem[];
  readonly people: PeoplePlan | null;
  readonly suspicions: readonly Suspicion[];
  readonly alarms: readonly Alarm[];
  readonly base: BaseState;
  readonly leftBehind: number;
}): ImportPlan['summary'] {
  const { files, items, people } = from;
  const { source, words = { unknown: [], used: [] }, offered = {} } = files;
  return {
    units: source.units && fileSummary('units', source.units, items),
    postings: source.postings && fileSummary('postings', source.postings, items),
    ...countPeople(people),
    leftBehindPeople: from.leftBehind,
    suspicions: from.suspicions.length,
    alarms: from.alarms,
    undecidedNumbers: from.suspicions.filter(({ pair }) => pair?.choice === '').length,
    unknownTitles: unknownTitles(people, from.base),
    words,
    repairs: { offered, done: source.repaired ?? {} },
  };
}

function countPeople(people: PeoplePlan | null) {
  const { subjects, persons, postings, employments, statuses } = people?.operations ?? NOTHING;
  const moved = [postings, employments, statuses].flatMap((rows) =>
    [...rows.insert, ...rows.update].map((row) => row.person_id),
  );
  return {
    affectedPeople: subjects.length,
    newPeople: persons.length,
    renamedPeople: people?.renamed ?? 0,
    movedPeople: new Set(moved).size,
    employedPeople: people?.employed ?? 0,
    missingPeople: people?.missing.length ?? 0,
  };
}

function fileSummary(
  file: ImportFileKind,
  source: SourceFile,
  items: readonly PlanItem[],
): FileSummary {
  const own = items.filter((item) => item.file === file);
  const count = (verdict: PlanItem['verdict']): number =>
    own.filter((item) => item.verdict === verdict).length;
  return {
    fileName: source.fileName,
    encoding: source.encoding,
    rows: source.rows.length,
    create: count('create'),
    change: count('change'),
    unchanged: count('unchanged'),
    refused: count('refused'),
    form: source.form ?? null,
  };
}

function unknownTitles(people: PeoplePlan | null, base: BaseState) {
  const counts = new Map<string, number>();
  for (const plan of people?.plans ?? []) {
    const titles = new Set(plan.fact.posts.map((post) => post.title));
    for (const title of titles) {
      if (title !== '' && !base.managerialTitles.has(title))
        counts.set(title, (counts.get(title) ?? 0) + 1);
    }
  }
  return [...counts]
    .map(([title, count]) => ({ title, people: count }))
    .sort((a, b) => b.people - a.people);
}
