import { col, type RowFrom, statement } from '@app/platform';

const FACTOR_KINDS = ['totp', 'passkey'] as const;

export const FACTORS = statement({
  name: 'accounts.second-factors',
  sql: `SELECT id, kind, name, created_at AS "createdAt", last_used_at AS "lastUsedAt" FROM second_factors
    WHERE account_id = :accountId AND removed_at IS NULL ORDER BY created_at`,
  parameters: { accountId: 'uuid' },
  row: {
    id: col.id<'second_factor'>(),
    kind: col.oneOf(FACTOR_KINDS),
    name: col.text,
    createdAt: col.instant,
    lastUsedAt: col.instant.orNull,
  },
});
export type SecondFactorRow = RowFrom<typeof FACTORS>;

export const TOTPS = statement({
  name: 'accounts.totp-factors',
  sql: `SELECT id, sealed_secret AS "sealedSecret" FROM second_factors
    WHERE account_id = :accountId AND kind = 'totp' AND removed_at IS NULL`,
  parameters: { accountId: 'uuid' },
  row: { id: col.id<'second_factor'>(), sealedSecret: col.text },
});

/** The same half minute is right once only, however many ask at the same moment. */
export const TOTP_USED = statement({
  name: 'accounts.totp-used',
  sql: `UPDATE second_factors SET last_step = :step, last_used_at = :now
    WHERE id = :id AND removed_at IS NULL AND coalesce(last_step, 0) < :step RETURNING id`,
  parameters: { id: 'uuid', step: 'integer', now: 'timestamptz' },
  row: { id: col.id<'second_factor'>() },
});

export const PASSKEYS = statement({
  name: 'accounts.passkeys',
  sql: `SELECT id, credential_id AS "credentialId", public_key AS "publicKey", counter, transports FROM second_factors
    WHERE account_id = :accountId AND kind = 'passkey' AND removed_at IS NULL`,
  parameters: { accountId: 'uuid' },
  row: {
    id: col.id<'second_factor'>(),
    credentialId: col.text,
    publicKey: col.bytes,
    counter: col.bigint,
    transports: col.texts,
  },
});

export const RECOVERY_CODES_LEFT = statement({
  name: 'accounts.recovery-codes-left',
  sql: `SELECT count(*)::int AS count FROM recovery_codes
    WHERE account_id = :accountId AND used_at IS NULL AND ended_at IS NULL`,
  parameters: { accountId: 'uuid' },
  row: { count: col.int },
});

export const RECOVERY_CODE_USED = statement({
  name: 'accounts.recovery-code-used',
  sql: `UPDATE recovery_codes SET used_at = :now
    WHERE account_id = :accountId AND code_hash = ANY (:hashes) AND used_at IS NULL AND ended_at IS NULL RETURNING id`,
  parameters: { accountId: 'uuid', hashes: 'text[]', now: 'timestamptz' },
  row: { id: col.id<'recovery_code'>() },
});
