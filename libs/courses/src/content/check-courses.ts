import { choicesOnlyWarnings } from './families.rules';
import { lintCatalogue } from './lint.rules';
import { expiryWarnings } from './lint-wording.rules';
import type { Problem } from './problem';
import { readCatalogue } from './read-catalogue';

/** What `courses check` says about a folder of courses. */
export interface CheckReport {
  readonly problems: readonly Problem[];
  /** What was right when it was written and has to be looked at again; keeps nothing from being published. */
  readonly warnings: readonly Problem[];
  readonly courses: number;
  readonly lessons: number;
  readonly questions: number;
  readonly terms: number;
}

/** Reads and lints everything under the folders; touches nothing. Problems come in the order of the files. */
export function checkCourses(roots: readonly string[], today: string): CheckReport {
  const read = readCatalogue(roots);
  const { catalogue } = read;
  const problems = [...read.problems, ...lintCatalogue(catalogue)];
  const sum = (count: (course: (typeof catalogue.courses)[number]) => number): number =>
    catalogue.courses.reduce((total, course) => total + count(course), 0);
  return {
    problems: problems.sort(byPlace),
    warnings: [...expiryWarnings(catalogue, today), ...choicesOnlyWarnings(catalogue.courses)].sort(
      byPlace,
    ),
    courses: catalogue.courses.length,
    lessons: sum((course) => course.lessons.length),
    questions: sum((course) => course.questions.length),
    terms: catalogue.glossary?.size ?? 0,
  };
}

function byPlace(one: Problem, other: Problem): number {
  return compare(one.file, other.file) || (one.line ?? 0) - (other.line ?? 0);
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
