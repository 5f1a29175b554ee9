import type { FigureHome } from '@app/practice';
import type { QuestionFigure } from '@app/quizzes';

/** A picture as a page shows it. */
export interface FigureView {
  readonly src: string;
  readonly alt: string;
}

/** By the id of their question. */
export type Figures = ReadonlyMap<string, FigureView>;

interface Drawn {
  readonly questionId: string;
  readonly figure: QuestionFigure | null;
}

/** Where the browser finds the pictures of these questions: in the edition that their text belongs to. */
export function figuresAt(homes: readonly FigureHome[], questions: readonly Drawn[]): Figures {
  const byQuestion = new Map(homes.map((home) => [home.questionId as string, home]));
  return new Map(
    questions.flatMap(({ questionId, figure }) => {
      const home = byQuestion.get(questionId);
      if (home === undefined || figure === null) return [];
      const name = figure.asset.replace('assets/', '');
      const src = `/courses/${home.courseKey}/assets/${home.versionId}/${name}`;
      return [[questionId, { src, alt: figure.alt }] as const];
    }),
  );
}
