import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import { Database, idOf, NotFound, type RowFrom } from '@app/platform';
import { isKeyCorrected } from './withdrawal.rules';
import {
  RESCORINGS_OF_WITHDRAWAL,
  TEXTS_OF_QUESTION,
  WITHDRAWALS_OF_QUESTION,
} from './withdrawal.sql';

export type QuestionText = RowFrom<typeof TEXTS_OF_QUESTION>;
export type WithdrawalRow = RowFrom<typeof WITHDRAWALS_OF_QUESTION>;
export type RescoringRow = RowFrom<typeof RESCORINGS_OF_WITHDRAWAL>;

/** A text of a question with all others that it has had, and what was done about them. */
export interface QuestionHistory {
  readonly text: QuestionText;
  readonly texts: readonly QuestionText[];
  /** A newer text that asks the same and calls something else right. */
  readonly corrected: QuestionText | null;
  readonly withdrawals: readonly WithdrawalRow[];
  readonly rescorings: readonly RescoringRow[];
}

/** What the authors of questions read. */
@Injectable()
export class WithdrawalQueries {
  constructor(private readonly database: Database) {}

  async getHistory(actor: Actor, questionId: string): Promise<QuestionHistory> {
    requirePermission(actor, 'questions.manage');
    const id = idOf(questionId);
    const texts = await this.database.all(TEXTS_OF_QUESTION, { questionId: id });
    const text = texts.find((it) => it.id === id);
    if (text === undefined) throw new NotFound();
    const { withdrawalId } = text;
    return {
      ...{ text, texts, corrected: correctionOf(text, texts) },
      withdrawals: await this.database.all(WITHDRAWALS_OF_QUESTION, { questionId: id }),
      rescorings:
        withdrawalId === null
          ? []
          : await this.database.all(RESCORINGS_OF_WITHDRAWAL, { withdrawalId }),
    };
  }
}

/** The newest text with another key; null when the newest says what this one does, or asks something else. */
export function correctionOf(
  text: QuestionText,
  texts: readonly QuestionText[],
): QuestionText | null {
  const [newest] = texts;
  if (newest === undefined || newest.createdAt <= text.createdAt) return null;
  return isKeyCorrected(text.body, newest.body) ? newest : null;
}
