import { authoredTexts, learnersTexts } from './authored-texts';
import type { Catalogue } from './catalogue';
import { lawProblems, lawWarnings } from './laws.rules';
import type { Problem } from './problem';
import { openPointReasons, spellingReasons } from './spelling.rules';

/** How everything is written, over all courses: one spelling, no open points, laws that are in the table. */
export function lintWording(catalogue: Catalogue): Problem[] {
  const learners = learnersTexts(catalogue);
  return [
    ...authoredTexts(catalogue).flatMap(({ file, line, text }) =>
      spellingReasons(text).map((reason) => ({ file, line, reason })),
    ),
    ...learners.flatMap(({ file, line, text }) =>
      openPointReasons(text).map((reason) => ({ file, line, reason })),
    ),
    ...lawProblems(learners, catalogue.laws),
  ];
}

/** Facts and laws whose day has come to be looked up again. */
export function expiryWarnings(catalogue: Catalogue, today: string): Problem[] {
  return [
    ...datedFacts(catalogue)
      .filter(({ until }) => until < today)
      .map(({ file, line, until }) => ({
        file,
        line,
        reason: `事実の期限(factsValidUntil: ${until})を過ぎました。確かめて、文と日付を直してください。`,
      })),
    ...lawWarnings(learnersTexts(catalogue), catalogue.laws, today),
  ];
}

function datedFacts({
  courses,
}: Catalogue): { file: string; line: number | null; until: string }[] {
  return courses.flatMap(({ lessons, questions }) => [
    ...lessons.flatMap(({ file, facts }) =>
      facts.factsValidUntil === undefined
        ? []
        : [{ file, line: null, until: facts.factsValidUntil }],
    ),
    ...questions.flatMap(({ file, line, question }) =>
      question.factsValidUntil === undefined
        ? []
        : [{ file, line, until: question.factsValidUntil }],
    ),
  ]);
}
