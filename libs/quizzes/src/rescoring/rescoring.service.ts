import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import {
  type AuditActor,
  AuditLog,
  Clock,
  Conflict,
  Database,
  DomainEvents,
  JobQueue,
  type RowFrom,
} from '@app/platform';
import { AttemptRescored } from '../quizzes.events';
import { RESCORE_ATTEMPTS } from '../quizzes.jobs';
import { WithdrawalQueries } from '../withdrawal/withdrawals.queries';
import { reasonOf } from '../withdrawal/withdrawals.service';
import { changeOf, type ResultChange, resultAfter } from './rescoring.rules';
import {
  ANSWER_IS_RIGHT,
  ANSWERS_TO_RESCORE,
  ATTEMPT_TO_RESCORE,
  DONE,
  KEEP_BEFORE,
  LOCK_ATTEMPT,
  LOCK_WITHDRAWAL,
  NEW_RESULT,
  OPEN_RESCORINGS,
  ORDER,
} from './rescoring.sql';

type ToRescore = RowFrom<typeof ANSWERS_TO_RESCORE>;

const WORKER: AuditActor = { accountId: null, label: 'quizzes.rescore' };

/**
 * Scores handed-in attempts again after a question was withdrawn: looked at first, then ordered with a reason and done by the
 * worker. A result only gets better, and what it was before is kept beside it.
 */
@Injectable()
export class RescoringService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly events: DomainEvents,
    private readonly jobs: JobQueue,
    private readonly withdrawals: WithdrawalQueries,
  ) {}

  /** How results would change now. */
  async preview(actor: Actor, questionId: string): Promise<readonly ResultChange[]> {
    const { text } = await this.withdrawals.getHistory(actor, questionId);
    return text.withdrawalId === null ? [] : this.changesOf(text.withdrawalId);
  }

  async order(actor: Actor, questionId: string, reason: string): Promise<void> {
    requirePermission(actor, 'questions.manage');
    const why = reasonOf(reason);
    await this.database.transaction(async () => {
      const { text } = await this.withdrawals.getHistory(actor, questionId);
      const withdrawalId = await this.lockWithdrawal(text.withdrawalId);
      if ((await this.changesOf(withdrawalId)).length === 0) throw nothingChanges();
      const id = randomUUID();
      const values = [id, withdrawalId, why, this.clock.now(), actor.accountId];
      if ((await this.database.execute(ORDER, values)) === 0) throw underWay();
      await this.audit.record(auditActorOf(actor), {
        ...{ action: 'question.rescored', subjectType: 'question', subjectId: text.id },
        detail: { rescoringId: id, reason: why },
      });
      await this.jobs.enqueue(RESCORE_ATTEMPTS, {}, { forgetFailure: true });
    });
  }

  /** For the worker: everything that was ordered. Each attempt is a transaction of its own; safe to run twice. */
  async run(): Promise<number> {
    let done = 0;
    for (const { id, withdrawalId } of await this.database.all(OPEN_RESCORINGS, {})) {
      for (const row of await this.database.all(ANSWERS_TO_RESCORE, { withdrawalId }))
        if (changeOf(row) !== null && (await this.rescore(id, row))) done += 1;
      await this.database.execute(DONE, [id, this.clock.now()]);
    }
    return done;
  }

  /** False when another run was here first. */
  private rescore(rescoringId: string, row: ToRescore): Promise<boolean> {
    return this.database.transaction(async () => {
      const { attemptId, position, quizKey, isPrivate } = row;
      await this.database.first(LOCK_ATTEMPT, { attemptId });
      const now = await this.database.only(ATTEMPT_TO_RESCORE, { attemptId, position });
      if (now.isCorrect !== false || now.correctCount === null) return false;
      const passed = now.passed ?? false;
      const after = resultAfter(row, { correctCount: now.correctCount, passed });
      const at = this.clock.now();
      await this.database.execute(KEEP_BEFORE, [
        ...[rescoringId, attemptId, position, after.correctBefore, after.passedBefore],
        ...[after.correctAfter, after.passedAfter, at],
      ]);
      await this.database.execute(ANSWER_IS_RIGHT, [attemptId, position]);
      await this.database.execute(NEW_RESULT, [attemptId, after.correctAfter, after.passedAfter]);
      const isNewlyPassed = after.passedAfter && !passed;
      await this.events.emit(
        new AttemptRescored(attemptId, now.personId, quizKey, isNewlyPassed, at),
      );
      await this.audit.record(WORKER, {
        ...{ action: 'quiz_attempt.rescored', subjectType: 'quiz_attempt', subjectId: attemptId },
        detail: {
          rescoringId,
          ...(isPrivate ? {} : { quizKey, personId: now.personId, passed: after.passedAfter }),
        },
      });
      return true;
    });
  }

  private async lockWithdrawal(withdrawalId: string | null): Promise<string> {
    const held = withdrawalId && (await this.database.first(LOCK_WITHDRAWAL, { withdrawalId }));
    if (!held) throw new Conflict('question.not_withdrawn', 'この問題は、取り下げられていません。');
    return held.id;
  }

  private async changesOf(withdrawalId: string): Promise<readonly ResultChange[]> {
    const rows = await this.database.all(ANSWERS_TO_RESCORE, { withdrawalId });
    return rows.map(changeOf).filter((it) => it !== null);
  }
}

function nothingChanges(): Conflict {
  return new Conflict('question.nothing_to_rescore', '採点し直しても、変わる結果はありません。');
}

function underWay(): Conflict {
  return new Conflict('question.rescoring', 'いま採点し直しています。終わるまでお待ちください。');
}
