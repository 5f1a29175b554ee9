import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What different spellings of one 文書番号 have in common: width, case, spaces and the form of a hyphen do not matter. Only for
 * finding the same number again: what was typed is kept and shown as it was typed.
 */
export class CompareDocumentNumbers20261201031000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION document_number_key(typed text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
        RETURN upper(regexp_replace(translate(normalize(typed, NFKC), '‐‒–—―−', '------'), '\\s+', '', 'g'));
      CREATE INDEX role_appointments_document_idx ON role_appointments_history (document_number_key(document_number))
        WHERE superseded_at IS NULL;
      CREATE INDEX role_appointment_extensions_document_idx ON role_appointment_extensions_history (document_number_key(document_number))
        WHERE superseded_at IS NULL;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX role_appointment_extensions_document_idx, role_appointments_document_idx;
      DROP FUNCTION document_number_key;`);
  }
}
