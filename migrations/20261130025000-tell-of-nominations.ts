import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Notices of recommendations: whose answer, word or decision is waited for, and what came of it. */
export class TellOfNominations20261130025000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(takesKinds([...BEFORE, ...NEW]));
  }

  async down(runner: QueryRunner): Promise<void> {
    const some = (await runner.query(
      `SELECT 1 FROM reminder_ledger WHERE kind IN (${listed(NEW)}) LIMIT 1`,
    )) as unknown[];
    if (some.length > 0)
      throw new Error('This would forget who was told of what. Restore a backup instead.');
    await runner.query(takesKinds(BEFORE));
  }
}

const BEFORE = [
  ...['learning_due', 'learning_overdue', 'unit_without_leader', 'term_ending'],
  ...['exam_booked', 'exam_result_due', 'practice_stopped', 'practice_daily'],
];
const NEW = ['consent_asked', 'support_asked', 'nomination_waiting', 'nomination_decided'];

const listed = (kinds: readonly string[]) => kinds.map((kind) => `'${kind}'`).join(', ');

const takesKinds = (kinds: readonly string[]): string => `
  ALTER TABLE reminder_ledger DROP CONSTRAINT reminder_ledger_kind_check,
    ADD CONSTRAINT reminder_ledger_kind_check CHECK (kind IN (${listed(kinds)}));`;
