import type { Catalogue, CourseDraft, QuestionDraft } from './catalogue';
import type { Single } from './choice-text.rules';
import type { Syllabus } from './course-files.schema';
import { itemReasons } from './item.rules';
import { mockQuestionReasons, profileReasons, QUESTIONS_OF_A_PAPER } from './mock-profile.rules';
import type { Problem } from './problem';
import { payingTricks } from './test-wise.rules';

const MOCK = /^mock-\d+$/;
/** A mock of fewer is a sample for the tests or a short form: no paper to compare it with. */
const A_WHOLE_PAPER = QUESTIONS_OF_A_PAPER / 2;

/** What belongs to all questions of one use: a mock exam, or everything that is practised and asked in lessons. */
interface Bank {
  readonly name: string;
  readonly questions: readonly Single[];
}

/** Questions that can be answered by how they are written, one by one. */
export function lintItems(drafts: readonly QuestionDraft[]): Problem[] {
  return drafts.flatMap(({ question, file, line }) => {
    if (question.kind !== 'single') return [];
    const reasons = itemReasons(question);
    if (MOCK.test(question.usage)) reasons.push(...mockQuestionReasons(question));
    return reasons.map((reason) => ({ file, line, reason: `${question.id}: ${reason}` }));
  });
}

/** Mock exams unlike the real one, and banks in which guessing pays. */
export function lintBanks({ courses, syllabi }: Catalogue): Problem[] {
  return courses.flatMap((course) =>
    banksOf(course).flatMap((bank) =>
      [...mockReasons(bank, syllabi), ...guessingReasons(bank)].map((reason) => ({
        file: course.folder,
        line: null,
        reason: `${bank.name}: ${reason}`,
      })),
    ),
  );
}

export function banksOf({ questions }: CourseDraft): Bank[] {
  const banks = new Map<string, Single[]>();
  for (const { question } of questions) {
    if (question.kind !== 'single') continue;
    const name = MOCK.test(question.usage) ? question.usage : 'practice・lesson';
    banks.set(name, [...(banks.get(name) ?? []), question]);
  }
  return [...banks].map(([name, bank]) => ({ name, questions: bank }));
}

function mockReasons({ name, questions }: Bank, syllabi: readonly Syllabus[]): string[] {
  if (!MOCK.test(name) || questions.length < A_WHOLE_PAPER) return [];
  return profileReasons(questions, syllabi);
}

function guessingReasons({ questions }: Bank): string[] {
  return payingTricks(questions).map(
    ({ name, right, tried, probability }) =>
      `知識がなくても「${name}」を選ぶと${String(tried)}問中${String(right)}問が当たります(偶然の確率 ${probability.toPrecision(2)})。`,
  );
}
