import { Injectable } from '@nestjs/common';
import { AuditLog, type AuditActor, Clock, Database, NotFound } from '@app/platform';
import { KnownDevices } from '../sign-in/known-devices';
import { hashPassword } from './passwords';

export interface NextPassword {
  readonly password: string;
  /** It was handed out: its owner chooses another one at the first sign-in. */
  readonly mustChange: boolean;
  /** The moment of a reset, where one is on record; now without it. */
  readonly at?: Date;
}

/** What ends with a password: everything that was opened with the one before. */
@Injectable()
export class PasswordChanges {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly devices: KnownDevices,
  ) {}

  async setPassword(by: AuditActor, accountId: string, next: NextPassword): Promise<void> {
    const passwordHash = await hashPassword(next.password);
    await this.database.transaction(async () => {
      const touched = await this.database.execute(
        `UPDATE accounts SET password_hash = $2, must_change_password = $3, password_changed_at = $4,
           first_password_hash = CASE WHEN $3 THEN $2 ELSE first_password_hash END, session_epoch = session_epoch + 1
         WHERE id = $1`,
        [accountId, passwordHash, next.mustChange, next.at ?? this.clock.now()],
      );
      if (touched === 0) throw new NotFound();
      await this.endSessions(accountId);
      const revokedTokens = await this.revokeTokens(accountId);
      if (next.mustChange) await this.devices.forgetAll(accountId);
      await this.audit.record(by, {
        action: 'account.password_set',
        subjectType: 'account',
        subjectId: accountId,
        detail: { revokedTokens },
      });
    });
  }

  /** A new password, a suspension: what was made with the old one may be in wrong hands and ends as well. */
  async revokeTokens(accountId: string): Promise<number> {
    await this.database.execute(
      'UPDATE calendar_feeds SET revoked_at = $2 WHERE account_id = $1 AND revoked_at IS NULL',
      [accountId, this.clock.now()],
    );
    return this.database.execute(
      'UPDATE personal_tokens SET revoked_at = $2 WHERE account_id = $1 AND revoked_at IS NULL',
      [accountId, this.clock.now()],
    );
  }

  /** Tidies up. What keeps a request in flight from bringing one back is the account's raised session epoch. */
  async endSessions(accountId: string): Promise<void> {
    await this.database.execute('DELETE FROM sessions WHERE account_id = $1', [accountId]);
  }
}
