import { randomInt, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf } from '@app/access';
import { AuditLog, Clock, Database, Seals } from '@app/platform';
import { RECOVERY_CODE_USED, RECOVERY_CODES_LEFT } from './second-factor.statements';

const CODES = 10;
/** Without letters and digits that look alike on paper. */
const READABLE = '23456789abcdefghjkmnpqrstuvwxyz';
const GROUPS = 3;
const GROUP_LENGTH = 4;
const PURPOSE = 'recovery-code';

/** Ten codes on paper, each opens the door once when phone and key are lost. Only keyed hashes are stored. */
@Injectable()
export class RecoveryCodes {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly seals: Seals,
  ) {}

  async countLeft(accountId: string): Promise<number> {
    return (await this.database.only(RECOVERY_CODES_LEFT, { accountId })).count;
  }

  /** Ends those of before; returned once and kept nowhere. */
  async make(actor: Actor): Promise<readonly string[]> {
    const { accountId } = actor;
    const codes = Array.from({ length: CODES }, newCode);
    await this.database.transaction(async () => {
      await this.endAll(accountId);
      for (const code of codes)
        await this.database.execute(
          'INSERT INTO recovery_codes (id, account_id, code_hash, created_at) VALUES ($1, $2, $3, $4)',
          [
            randomUUID(),
            accountId,
            this.seals.sign(PURPOSE, textOf(accountId, code)),
            this.clock.now(),
          ],
        );
      await this.audit.record(auditActorOf(actor), {
        action: 'account.recovery_codes_made',
        subjectType: 'account',
        subjectId: accountId,
      });
    });
    return codes;
  }

  async endAll(accountId: string): Promise<void> {
    await this.database.execute(
      'UPDATE recovery_codes SET ended_at = $2 WHERE account_id = $1 AND ended_at IS NULL',
      [accountId, this.clock.now()],
    );
  }

  /** Whether it was one of theirs and unused; it is used now. */
  async use(accountId: string, typed: string): Promise<boolean> {
    const hashes = this.seals.signatures(PURPOSE, textOf(accountId, typed));
    const now = this.clock.now();
    return (await this.database.first(RECOVERY_CODE_USED, { accountId, hashes, now })) !== null;
  }
}

/** However it is typed: capitals, full-width letters and signs in between are the same code. */
function textOf(accountId: string, code: string): string {
  const plain = code.normalize('NFKC').toLowerCase();
  return `${accountId} ${plain.replace(/[^a-z0-9]/g, '')}`;
}

function newCode(): string {
  const letter = () => READABLE.charAt(randomInt(READABLE.length));
  const group = () => Array.from({ length: GROUP_LENGTH }, letter).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}
