import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A notice of what HR has done with somebody's certificate: corrected, sent back, taken back. */
export class TellOfChangedCertificates20261203020000 implements MigrationInterface {
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
  ...['consent_asked', 'support_asked', 'nomination_waiting', 'nomination_decided'],
  'intention_asked',
];
const NEW = ['certificate_changed'];

const listed = (kinds: readonly string[]) => kinds.map((kind) => `'${kind}'`).join(', ');

const takesKinds = (kinds: readonly string[]): string => `
  ALTER TABLE reminder_ledger DROP CONSTRAINT reminder_ledger_kind_check,
    ADD CONSTRAINT reminder_ledger_kind_check CHECK (kind IN (${listed(kinds)}));`;
