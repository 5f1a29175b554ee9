import { shuffle } from '@app/quizzes';
import type { QuestionDraft } from './catalogue';
import { blindPaper, type BlindPaper } from './blind.rules';
import { banksOf } from './lint-banks.rules';
import { profileOf, type ProfileRow } from './mock-profile.rules';
import { CourseReader } from './read-course';
import { testWiseResults, type TrickResult } from './test-wise.rules';

/** Which questions of a course are handed out to be solved without the key. */
export interface BlindSelection {
  readonly course: string;
  readonly seed: number;
  /** Uses such as `mock-3`; empty means all. */
  readonly usages: readonly string[];
  /** Ids of new or changed questions; empty means all. */
  readonly ids: readonly string[];
  /** So many of them by lot; null means all. */
  readonly sample: number | null;
}

/** Null when there is no such course. Unknown ids are left out: the count in the report says so. */
export function blindPaperOf(root: string, selection: BlindSelection): BlindPaper | null {
  const { courses } = new CourseReader(root).read();
  const course = courses.find(({ folder }) => folder === selection.course);
  if (!course) return null;
  const chosen = course.questions
    .filter((draft) => isChosen(draft, selection))
    .map(({ question }) => question);
  const drawn =
    selection.sample === null ? chosen : shuffle(chosen, selection.seed).slice(0, selection.sample);
  return blindPaper(drawn, selection.seed);
}

/** What can be measured of a bank: a mock exam against the real papers, and what guessing would bring. */
export interface BankReport {
  readonly name: string;
  readonly questions: number;
  /** Empty for what is no mock exam. */
  readonly profile: readonly ProfileRow[];
  readonly tricks: readonly TrickResult[];
}

export function bankReports(root: string): BankReport[] {
  const { courses, syllabi } = new CourseReader(root).read();
  return courses.flatMap((course) =>
    banksOf(course).map(({ name, questions }) => ({
      name: `${course.folder} ${name}`,
      questions: questions.length,
      profile: name.startsWith('mock-') ? profileOf(questions, syllabi) : [],
      tricks: testWiseResults(questions),
    })),
  );
}

function isChosen({ question }: QuestionDraft, { usages, ids }: BlindSelection): boolean {
  return (
    (usages.length === 0 || usages.includes(question.usage)) &&
    (ids.length === 0 || ids.includes(question.id))
  );
}
