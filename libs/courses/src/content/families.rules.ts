import type { CourseDraft } from './catalogue';
import { numberIn } from './choice-text.rules';
import type { Problem } from './problem';

/** A question by its choices: their texts, and which is the key. */
export interface Chosen {
  readonly choices: readonly { readonly text: string; readonly correct?: boolean | undefined }[];
}

/** In a bank of fewer nothing is said. */
const FEWEST = 12;
const MOST_SHARE = 0.5;
const EXAM_ITEM = /^[a-z0-9.-]+\/\d+$/;

/**
 * The most that somebody can get right who sees the choices and not what is asked: of questions with the same choices only as
 * many as have the same key, of others each. Families of four with a key each (extended matching, Case & Swanson 1993) make it
 * 25 %. Questions between numbers are left out: a number gives no advice away.
 */
export function choicesOnlyLimit(questions: readonly Chosen[]): {
  readonly asked: number;
  readonly most: number;
} {
  const families = new Map<string, Map<string, number>>();
  const asked = questions.filter(({ choices }) =>
    choices.some(({ text }) => numberIn(text) === null),
  );
  for (const { choices } of asked) {
    const family = choices
      .map(({ text }) => text)
      .toSorted()
      .join('\n');
    const keys = families.get(family) ?? new Map<string, number>();
    const key = choices.find(({ correct }) => correct)?.text ?? '';
    keys.set(key, (keys.get(key) ?? 0) + 1);
    families.set(family, keys);
  }
  const most = [...families.values()].reduce((sum, keys) => sum + Math.max(...keys.values()), 0);
  return { asked: asked.length, most };
}

/** Courses whose choices tell the key. Questions of an exam are written as the exam writes them. */
export function choicesOnlyWarnings(courses: readonly CourseDraft[]): Problem[] {
  return courses.flatMap((course) => {
    const { asked, most } = choicesOnlyLimit(questionsOfCourse(course));
    if (asked < FEWEST || most <= asked * MOST_SHARE) return [];
    const reason = `言葉の選択肢から一つを選ぶ${String(asked)}問のうち${String(most)}問は、選択肢だけから当てられるおそれがあります。同じ選択肢で正解の違う問題(四つ一組)にしてください。`;
    return [{ file: course.folder, line: null, reason }];
  });
}

export function questionsOfCourse({ questions }: CourseDraft): readonly Chosen[] {
  return questions.flatMap(({ question }) =>
    question.kind === 'single' && !question.tags.some((tag) => EXAM_ITEM.test(tag))
      ? [question]
      : [],
  );
}
