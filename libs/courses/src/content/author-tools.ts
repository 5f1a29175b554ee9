import { shuffle } from '@app/quizzes';
import type { QuestionDraft } from './catalogue';
import { blindPaper, type BlindPaper, type BlindShown, canBeShown } from './blind.rules';
import { choicesOnlyLimit, questionsOfCourse } from './families.rules';
import { banksOf } from './lint-banks.rules';
import { profileOf, type ProfileRow } from './mock-profile.rules';
import { CourseReader } from './read-course';
import { inWords } from './standard-words';
import { testWiseResults, type TrickResult } from './test-wise.rules';

/** Which questions are handed out to be solved without the key. */
export interface BlindSelection {
  /** Folders of courses; empty means all of them. */
  readonly courses: readonly string[];
  readonly seed: number;
  /** Uses such as `mock-3`; empty means all. */
  readonly usages: readonly string[];
  /** Ids of new or changed questions; empty means all. */
  readonly ids: readonly string[];
  /** So many of them by lot; null means all. */
  readonly sample: number | null;
  readonly shown: BlindShown;
}

/**
 * One paper over all the courses that were named. A RangeError names a course or an id that is not there: half of what
 * was asked for would be solved without anybody noticing.
 */
export function blindPaperOf(root: string, selection: BlindSelection): BlindPaper {
  const { courses } = inWords(new CourseReader(root).read());
  const folders = courses.map(({ folder }) => folder);
  refuseUnknown('コース', selection.courses, folders);
  const questions = courses
    .filter(({ folder }) => selection.courses.length === 0 || selection.courses.includes(folder))
    .flatMap((course) => course.questions);
  refuseUnknown(
    '問題',
    selection.ids,
    questions.map(({ question }) => question.id),
  );
  const chosen = questions
    .filter((draft) => isChosen(draft, selection))
    .map(({ question }) => question);
  const drawn =
    selection.sample === null ? chosen : shuffle(chosen, selection.seed).slice(0, selection.sample);
  return blindPaper(drawn, selection.seed, selection.shown);
}

function refuseUnknown(what: string, asked: readonly string[], known: readonly string[]): void {
  const missing = asked.filter((name) => !known.includes(name));
  if (missing.length > 0) throw new RangeError(`${what}「${missing.join('、')}」がありません。`);
}

/** What can be measured of a bank: a mock exam against the real papers, and what guessing would bring. */
export interface BankReport {
  readonly name: string;
  readonly questions: number;
  /** Empty for what is no mock exam. */
  readonly profile: readonly ProfileRow[];
  readonly tricks: readonly TrickResult[];
  /** What whoever sees the choices only could get right at most; nothing is asked of what is made for an exam. */
  readonly choicesOnly: { readonly asked: number; readonly most: number };
}

export function bankReports(root: string): BankReport[] {
  const { courses, syllabi } = inWords(new CourseReader(root).read());
  return courses.flatMap((course) =>
    banksOf(course).map(({ name, questions }) => ({
      name: `${course.folder} ${name}`,
      questions: questions.length,
      profile: name.startsWith('mock-') ? profileOf(questions, syllabi) : [],
      tricks: testWiseResults(questions),
      choicesOnly: choicesOnlyLimit(name.startsWith('mock-') ? [] : questionsOfCourse(course)),
    })),
  );
}

function isChosen({ question }: QuestionDraft, { usages, ids, shown }: BlindSelection): boolean {
  return (
    canBeShown(question, shown) &&
    (usages.length === 0 || usages.includes(question.usage)) &&
    (ids.length === 0 || ids.includes(question.id))
  );
}
