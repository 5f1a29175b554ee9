import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf } from '@app/access';
import { AuditLog, Clock, Conflict, Database, InvalidInput, NotFound, Seals } from '@app/platform';
import { AccountNotices } from '../notice/account-notices';
import { SignInRulesService } from '../session/sign-in-rules';
import { RecoveryCodes } from './recovery-codes';
import { isRequired } from './second-factor-duty.rules';
import { FACTORS, type SecondFactorRow, TOTPS } from './second-factor.statements';
import { newTotpSecret, totpStep } from './totp.rules';

/** Purposes of what is sealed: a secret that is being set up, and one in the table. */
const PENDING = 'totp-pending';
export const TOTP_SECRET = 'totp-secret';
const MOST = 10;
const WRONG_CODE =
  'コードが違います。アプリに今表示されている6桁の数字を入力してください。端末の時刻が合っているかもご確認ください。';

export interface TotpSetup {
  readonly secret: string;
  /** Comes back with the code: nothing is stored before it was right. */
  readonly sealed: string;
}

export interface NewPasskey {
  readonly name: string;
  readonly credentialId: string;
  readonly publicKey: Uint8Array;
  readonly counter: number;
  readonly transports: readonly string[];
}

/** By whose account, null on the command line. */
interface Removal {
  readonly by: string | null;
  readonly at: Date;
}

/** What people set up for themselves beside their password, and take away again. */
@Injectable()
export class SecondFactors {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly seals: Seals,
    private readonly notices: AccountNotices,
    private readonly codes: RecoveryCodes,
    private readonly rules: SignInRulesService,
  ) {}

  async list(accountId: string): Promise<readonly SecondFactorRow[]> {
    return this.database.all(FACTORS, { accountId });
  }

  async isEnrolled(accountId: string): Promise<boolean> {
    return (await this.list(accountId)).length > 0;
  }

  /** The secret of before as long as the form comes back, so that what was scanned stays right. */
  beginTotp({ accountId }: Actor, sealedBefore: string | null): TotpSetup {
    const before = sealedBefore && this.seals.open(PENDING, sealedBefore, accountId);
    const secret = before ?? newTotpSecret();
    return { secret, sealed: this.seals.seal(PENDING, secret, accountId) };
  }

  /** The app has shown that it knows the secret. */
  async addTotp(
    actor: Actor,
    {
      sealed,
      code,
      name,
    }: { readonly sealed: string; readonly code: string; readonly name: string },
  ): Promise<void> {
    const secret = this.seals.open(PENDING, sealed, actor.accountId);
    if (secret === null)
      throw new InvalidInput({
        otp: '画面を開き直して、もう一度二次元コードを読み取ってください。',
      });
    const step = totpStep(secret, code.normalize('NFKC').replace(/\s/g, ''), this.clock.now());
    if (step === null) throw new InvalidInput({ otp: WRONG_CODE });
    await this.add(actor, name, async (id) => {
      await this.requireUnused(actor.accountId, secret);
      return this.database.execute(
        `INSERT INTO second_factors (id, account_id, kind, name, sealed_secret, last_step, created_at)
         VALUES ($1, $2, 'totp', $3, $4, $5, $6)`,
        [
          ...[id, actor.accountId, name],
          ...[this.seals.seal(TOTP_SECRET, secret, id), step, this.clock.now()],
        ],
      );
    });
  }

  /** A form that comes back a second time would make each code right twice. */
  private async requireUnused(accountId: string, secret: string): Promise<void> {
    const known = await this.database.all(TOTPS, { accountId });
    if (
      known.some(
        ({ id, sealedSecret }) => this.seals.open(TOTP_SECRET, sealedSecret, id) === secret,
      )
    )
      throw new Conflict(
        'second_factor.known',
        'この二次元コードは登録済みです。別のアプリを登録するときは、画面を開き直してください。',
      );
  }

  async addPasskey(actor: Actor, key: NewPasskey): Promise<void> {
    await this.add(actor, key.name, (id) =>
      this.database.execute(
        `INSERT INTO second_factors (id, account_id, kind, name, credential_id, public_key, counter, transports, created_at)
         VALUES ($1, $2, 'passkey', $3, $4, $5, $6, $7, $8)`,
        [
          ...[id, actor.accountId, key.name, key.credentialId, Buffer.from(key.publicKey)],
          ...[key.counter, key.transports, this.clock.now()],
        ],
      ),
    );
  }

  async remove(actor: Actor, id: string): Promise<void> {
    const { accountId } = actor;
    await this.database.transaction(async () => {
      await this.lock(accountId);
      const factors = await this.list(accountId);
      const factor = factors.find((row) => row.id === id);
      if (!factor) throw new NotFound();
      const isLast = factors.length === 1;
      if (isLast && isRequired(actor.roles, await this.rules.current()))
        throw new Conflict(
          'second_factor.last',
          'お持ちの権限には二段階認証が必要なため、最後の1つは削除できません。先に別の方法を登録してください。',
        );
      await this.removeRows(accountId, id, { by: accountId, at: this.clock.now() });
      if (isLast) await this.codes.endAll(accountId);
      await this.tell(actor, 'second_factor_removed', factor.name);
    });
  }

  /** Everything that an account has: for somebody who has lost phone, key and paper. Returns how many there were. */
  async removeAll(accountId: string, act: Removal): Promise<number> {
    await this.lock(accountId);
    const factors = await this.list(accountId);
    await this.removeRows(accountId, null, act);
    await this.codes.endAll(accountId);
    return factors.length;
  }

  private async add(actor: Actor, name: string, insert: (id: string) => Promise<number>) {
    const { accountId } = actor;
    await this.database.transaction(async () => {
      await this.lock(accountId);
      if ((await this.list(accountId)).length >= MOST)
        throw new Conflict(
          'second_factor.too_many',
          `登録できるのは${String(MOST)}個までです。使っていないものを削除してから登録してください。`,
        );
      await insert(randomUUID());
      await this.database.execute(
        'UPDATE accounts SET second_factor_due_from = NULL WHERE id = $1',
        [accountId],
      );
      await this.tell(actor, 'second_factor_added', name);
    });
  }

  private async tell(
    actor: Actor,
    kind: 'second_factor_added' | 'second_factor_removed',
    name: string,
  ): Promise<void> {
    await this.notices.add(actor.accountId, kind, { name });
    const act = { subjectType: 'account', subjectId: actor.accountId, detail: { name } };
    const action =
      kind === 'second_factor_added'
        ? 'account.second_factor_added'
        : 'account.second_factor_removed';
    await this.audit.record(auditActorOf(actor), { ...act, action });
  }

  private async removeRows(accountId: string, id: string | null, act: Removal): Promise<void> {
    await this.database.execute(
      `UPDATE second_factors SET removed_at = $3, removed_by = $4
       WHERE account_id = $1 AND ($2::uuid IS NULL OR id = $2) AND removed_at IS NULL`,
      [accountId, id, act.at, act.by],
    );
  }

  private async lock(accountId: string): Promise<void> {
    await this.database.execute('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `second-factors:${accountId}`,
    ]);
  }
}
