import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import {
  AuditLog,
  Clock,
  Conflict,
  Database,
  History,
  type HistoryTable,
  InvalidInput,
} from '@app/platform';
import { LOCK_WITHDRAWAL } from '../rescoring/rescoring.sql';
import type { Treatment } from './withdrawal.rules';
import { type QuestionHistory, WithdrawalQueries } from './withdrawals.queries';

export const QUESTION_WITHDRAWALS: HistoryTable = {
  table: 'question_withdrawals',
  columns: {
    id: 'uuid',
    question_id: 'uuid',
    treatment: 'text',
    replacement_id: 'uuid',
    reason: 'text',
    withdrawn_on: 'date',
  },
};

export interface Withdrawal {
  readonly treatment: Treatment;
  readonly reason: string;
}

const LONGEST_REASON = 500;
const WITHDRAWAL_LOCK = 720_260_407;

/**
 * 問題の取下げ: the text is not asked again, and in what is scored from now on its treatment holds. It can be taken back
 * until results were scored again by it; then a corrected text is the way on.
 */
@Injectable()
export class WithdrawalsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly history: History,
    private readonly audit: AuditLog,
    private readonly queries: WithdrawalQueries,
  ) {}

  async withdraw(
    actor: Actor,
    questionId: string,
    { treatment, reason }: Withdrawal,
  ): Promise<void> {
    requirePermission(actor, 'questions.manage');
    const why = reasonOf(reason);
    await this.database.transaction(async () => {
      // Before it reads: of two officers the second sees what the first has done. Withdrawals are rare.
      await this.database.execute('SELECT pg_advisory_xact_lock($1)', [WITHDRAWAL_LOCK]);
      const { text, corrected } = await this.queries.getHistory(actor, questionId);
      if (text.withdrawalId !== null)
        throw new Conflict('question.withdrawn', 'この問題は、もう取り下げられています。');
      if (treatment === 'either_key' && corrected === null) throw notCorrected();
      const replacement_id = treatment === 'either_key' ? corrected?.id : null;
      const row = {
        id: randomUUID(),
        question_id: text.id,
        treatment,
        replacement_id,
        reason: why,
      };
      await this.history.write(QUESTION_WITHDRAWALS, actor, {
        insert: [{ ...row, withdrawn_on: this.clock.today() } as { readonly id: string }],
      });
      await this.note(actor, 'question.withdrawn', text.id, { treatment, reason: why });
    });
  }

  /** As if it had not been, for what is asked from now on. */
  async takeBack(actor: Actor, questionId: string): Promise<void> {
    requirePermission(actor, 'questions.manage');
    await this.database.transaction(async () => {
      const { text } = await this.queries.getHistory(actor, questionId);
      // An order to score again that comes at the same time waits, or is seen below.
      if (text.withdrawalId !== null)
        await this.database.first(LOCK_WITHDRAWAL, { withdrawalId: text.withdrawalId });
      const id = endable(await this.queries.getHistory(actor, questionId));
      await this.history.write(QUESTION_WITHDRAWALS, actor, { end: [id] });
      await this.note(actor, 'question.withdrawal_undone', text.id, {});
    });
  }

  private note(actor: Actor, action: string, questionId: string, detail: object): Promise<void> {
    return this.audit.record(auditActorOf(actor), {
      ...{ action, subjectType: 'question', subjectId: questionId, detail: { ...detail } },
    });
  }
}

function endable({ text, rescorings }: QuestionHistory): string {
  if (text.withdrawalId === null)
    throw new Conflict('question.not_withdrawn', 'この問題は、取り下げられていません。');
  if (rescorings.length > 0)
    throw new Conflict(
      'question.rescored',
      '採点し直したあとの取下げは、元に戻せません。直した問題を新しい版で公開してください。',
    );
  return text.withdrawalId;
}

/** Why, in words that everybody who was asked the question can read. */
export function reasonOf(typed: string): string {
  const reason = typed.trim();
  if (reason === '') throw new InvalidInput({ reason: '理由を入力してください。' });
  if (reason.length <= LONGEST_REASON) return reason;
  throw new InvalidInput({
    reason: `理由は${String(LONGEST_REASON)}文字以内で入力してください。`,
  });
}

function notCorrected(): InvalidInput {
  return new InvalidInput({
    treatment:
      '正解を直した新しい版がないか、選択肢が変わっています。「全員を正解にする」を選んでください。',
  });
}
