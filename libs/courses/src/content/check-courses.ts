import { lintCatalogue } from './lint.rules';
import type { Problem } from './problem';
import { readCatalogue } from './read-catalogue';

/** What `courses check` says about a folder of courses. */
export interface CheckReport {
  readonly problems: readonly Problem[];
  readonly courses: number;
  readonly lessons: number;
  readonly questions: number;
  readonly terms: number;
}

/** Reads and lints everything under the folders; touches nothing. Problems come in the order of the files. */
export function checkCourses(...roots: readonly string[]): CheckReport {
  const read = readCatalogue(roots);
  const { catalogue } = read;
  const problems = [...read.problems, ...lintCatalogue(catalogue)];
  problems.sort(
    (one, other) => compare(one.file, other.file) || (one.line ?? 0) - (other.line ?? 0),
  );
  const sum = (count: (course: (typeof catalogue.courses)[number]) => number): number =>
    catalogue.courses.reduce((total, course) => total + count(course), 0);
  return {
    problems,
    courses: catalogue.courses.length,
    lessons: sum((course) => course.lessons.length),
    questions: sum((course) => course.questions.length),
    terms: catalogue.glossary?.size ?? 0,
  };
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
