import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, col, Database, minutesBefore, statement } from '@app/platform';

const TOKEN_BYTES = 32;
/** Not seen for half a year: a stranger again. */
export const KNOWN_DAYS = 180;
const DAY_MINUTES = 24 * 60;

const KNOWN = statement({
  name: 'accounts.known-device',
  sql: `SELECT id FROM known_devices
    WHERE account_id = :accountId AND token_hash = :tokenHash AND last_seen_at > :since`,
  parameters: { accountId: 'uuid', tokenHash: 'text', since: 'timestamptz' },
  row: { id: col.id<'known_device'>() },
});

/** Stands for nobody's account: asked for as well, so that an unknown number takes as long. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/**
 * Browsers in which somebody has signed in, each known by a random value in its cookie. One browser may be known to several
 * people.
 */
@Injectable()
export class KnownDevices {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The device's id when this account has signed in with it. */
  async find(accountId: string | null, token: string | null): Promise<string | null> {
    const known = await this.database.first(KNOWN, {
      accountId: accountId ?? NOBODY,
      tokenHash: hashOf(token ?? ''),
      since: this.since(),
    });
    return known?.id ?? null;
  }

  /**
   * Makes the device known to the account; returns the value that its cookie must hold from now on. A value that the
   * account has not used before is replaced: somebody may have planted it to become known with it.
   */
  async remember(accountId: string, token: string | null, description: string): Promise<string> {
    const now = this.clock.now();
    const deviceId = await this.find(accountId, token);
    if (deviceId !== null && token !== null) {
      await this.database.execute(
        'UPDATE known_devices SET last_seen_at = $2, description = $3 WHERE id = $1',
        [deviceId, now, description],
      );
      return token;
    }
    const fresh = randomBytes(TOKEN_BYTES).toString('base64url');
    if (token !== null)
      await this.database.execute(
        'UPDATE known_devices SET token_hash = $2 WHERE token_hash = $1 AND account_id <> $3',
        [hashOf(token), hashOf(fresh), accountId],
      );
    await this.database.execute(
      `INSERT INTO known_devices (id, account_id, token_hash, description, first_seen_at, last_seen_at)
       VALUES ($1, $2, $3, $4, $5, $5)`,
      [randomUUID(), accountId, hashOf(fresh), description, now],
    );
    return fresh;
  }

  /** A new password by somebody else's hand: whoever knew the old one may sit at a known device. */
  async forgetAll(accountId: string): Promise<void> {
    await this.database.execute(
      `UPDATE known_devices SET last_seen_at = 'epoch' WHERE account_id = $1`,
      [accountId],
    );
  }

  /** For the nightly tidying; one that failures still tell of waits for them. */
  async forgetOld(): Promise<number> {
    return this.database.execute(
      `DELETE FROM known_devices k WHERE last_seen_at < $1
         AND NOT EXISTS (SELECT 1 FROM sign_in_failures f WHERE f.device_id = k.id)`,
      [this.since()],
    );
  }

  private since(): Date {
    return minutesBefore(this.clock.now(), KNOWN_DAYS * DAY_MINUTES);
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
