import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  addDays,
  AuditLog,
  type AuditActor,
  Clock,
  col,
  Conflict,
  Database,
  NotFound,
  statement,
} from '@app/platform';
import { type Actor, auditActorOf, TOKEN_ACCESS, type TokenScope } from '@app/access';
import { ActorQueries } from '../actor/actors.queries';
import { PersonalToken } from './personal-token.entity';

export const TOKEN_PREFIX = 'tsunagaru_';
const STANDARD_DAYS = 90;
export const LONGEST_DAYS = 365;
const MAXIMUM_LIVE_TOKENS = 20;

/** What a token is for, what it may do and how long. */
export interface TokenFacts extends TokenScope {
  readonly name: string;
  readonly days: number;
}

/** Reads all that its owner may read, for three months: whoever wants more says so. */
export function tokenFor(name: string, facts: Partial<TokenFacts> = {}): TokenFacts {
  return { name, access: 'read', areas: null, days: STANDARD_DAYS, ...facts };
}

const USED = statement({
  name: 'accounts.used-token',
  sql: `UPDATE personal_tokens SET last_used_at = :now
    WHERE token_hash = :hash AND revoked_at IS NULL AND expires_on >= :today RETURNING id, account_id AS "accountId", access, scope AS areas`,
  parameters: { hash: 'text', now: 'timestamptz', today: 'date' },
  row: {
    id: col.id<'personal_token'>(),
    accountId: col.id<'account'>(),
    access: col.oneOf(TOKEN_ACCESS),
    areas: col.texts.orNull,
  },
});

const SHARED_TOKEN = statement({
  name: 'accounts.shared-token',
  sql: `SELECT access, scope AS areas FROM personal_tokens
    WHERE id = :id AND revoked_at IS NULL AND expires_on >= :today FOR SHARE`,
  parameters: { id: 'uuid', today: 'date' },
  row: { access: col.oneOf(TOKEN_ACCESS), areas: col.texts.orNull },
});

const LIVE_TOKENS = statement({
  name: 'accounts.live-tokens',
  sql: `SELECT count(*)::int AS count FROM personal_tokens
    WHERE account_id = :accountId AND revoked_at IS NULL AND expires_on >= :today`,
  parameters: { accountId: 'uuid', today: 'date' },
  row: { count: col.int },
});

const TOKEN_OWNER = statement({
  name: 'accounts.token-owner',
  sql: 'SELECT id FROM accounts WHERE id = :accountId',
  parameters: { accountId: 'uuid' },
  row: { id: col.id<'account'>() },
});

/** Makes, checks and revokes personal API tokens. A token can do what its owner may do today, never more. */
@Injectable()
export class PersonalTokensService {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly actors: ActorQueries,
  ) {}

  async createOwn(actor: Actor, facts: TokenFacts): Promise<string> {
    return this.createFor(auditActorOf(actor), actor.accountId, facts);
  }

  /** Returns the token in clear; it cannot be shown again. */
  async createFor(by: AuditActor, accountId: string, facts: TokenFacts): Promise<string> {
    const { name, access, areas } = facts;
    const token = TOKEN_PREFIX + randomBytes(32).toString('base64url');
    await this.database.transaction(async () => {
      await this.requireRoom(accountId);
      const id = randomUUID();
      await this.database.repository(PersonalToken).insert({
        id,
        accountId,
        name,
        access,
        scope: areas && [...areas],
        tokenHash: hashOf(token),
        createdAt: this.clock.now(),
        expiresOn: addDays(this.clock.today(), Math.min(facts.days, LONGEST_DAYS)),
        lastUsedAt: null,
        revokedAt: null,
      });
      await this.audit.record(by, {
        action: 'token.created',
        subjectType: 'personal_token',
        subjectId: id,
        detail: { accountId, name, access, ...(areas && { areas }), days: facts.days },
      });
    });
    return token;
  }

  async revokeOwn(actor: Actor, tokenId: string): Promise<void> {
    await this.database.transaction(async () => {
      const touched = await this.database.execute(
        `UPDATE personal_tokens SET revoked_at = $3 WHERE id = $1 AND account_id = $2 AND revoked_at IS NULL`,
        [tokenId, actor.accountId, this.clock.now()],
      );
      if (touched === 0) throw new NotFound();
      await this.audit.record(auditActorOf(actor), {
        action: 'token.revoked',
        subjectType: 'personal_token',
        subjectId: tokenId,
      });
    });
  }

  /** The owner as an actor, or null for a token that is unknown, revoked or expired, or whose owner may not act. */
  async findActorByToken(token: string): Promise<Actor | null> {
    if (!token.startsWith(TOKEN_PREFIX)) return null;
    const row = await this.database.first(USED, {
      hash: hashOf(token),
      now: this.clock.now(),
      today: this.clock.today(),
    });
    const actor = row && (await this.actors.findActor(row.accountId));
    const { id, access, areas } = row ?? {};
    return actor && id && access ? { ...actor, token: { id, access, areas: areas ?? null } } : null;
  }

  /**
   * As `ActorQueries.lockActor`, for a request that a token signs: until the command's transaction ends nobody can revoke
   * the token, and whoever did so before wins.
   */
  async lockActorOfToken(accountId: string, tokenId: string): Promise<Actor | null> {
    const actor = await this.actors.lockActor(accountId);
    const today = this.clock.today();
    const token = await this.database.first(SHARED_TOKEN, { id: tokenId, today });
    return actor && token && { ...actor, token: { id: tokenId, ...token } };
  }

  async listOwn(actor: Actor): Promise<readonly PersonalToken[]> {
    return this.database.repository(PersonalToken).find({
      where: { accountId: actor.accountId },
      order: { createdAt: 'DESC' },
    });
  }

  /**
   * One at a time for an account, so that two requests at once cannot both take the last place. Not by the account's
   * row: both requests hold it already, and each would wait for the other.
   */
  private async requireRoom(accountId: string): Promise<void> {
    await this.database.execute('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `tokens:${accountId}`,
    ]);
    if (!(await this.database.first(TOKEN_OWNER, { accountId }))) throw new NotFound();
    const { count } = await this.database.only(LIVE_TOKENS, {
      accountId,
      today: this.clock.today(),
    });
    if (count < MAXIMUM_LIVE_TOKENS) return;
    throw new Conflict(
      'token.too_many',
      `有効なトークンは${String(MAXIMUM_LIVE_TOKENS)}個までです。使っていないものを無効にしてから作成してください。`,
    );
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
