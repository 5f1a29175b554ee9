import { Injectable } from '@nestjs/common';
import {
  type Actor,
  auditActorOf,
  requirePermission,
  SYSTEM_ROLES,
  type SystemRole,
} from '@app/access';
import { addDays, Clock, Database, type LocalDate, SettingsService } from '@app/platform';
import { AccountNotices } from '../notice/account-notices';
import { WATCHERS } from '../reset/account-resets.statements';

/** What the city decides about signing in. */
export interface SignInRules {
  /** A session ends when nothing was opened for so long. */
  readonly idleMinutes: number;
  /** However busy: a session ends so long after its sign-in. */
  readonly absoluteHours: number;
  /** Whoever holds one of them needs a second factor. */
  readonly secondFactorRoles: readonly SystemRole[];
  /** Days from the first sign-in on in which it may be set up. */
  readonly graceDays: number;
  /** What it takes to reset the sign-in of somebody with a right: another administrator first, or notice at once. */
  readonly holderReset: HolderReset;
  /** How long a request for it holds. */
  readonly approvalHours: number;
}

export const HOLDER_RESETS = ['notice', 'approval'] as const;
export type HolderReset = (typeof HOLDER_RESETS)[number];

const STANDARD: SignInRules = {
  idleMinutes: 60,
  absoluteHours: 12,
  secondFactorRoles: SYSTEM_ROLES,
  graceDays: 14,
  holderReset: 'notice',
  approvalHours: 24,
};

/** What a change of the rules came to: how many of them changed, and whether some do so from tomorrow on. */
export interface RulesChange {
  readonly changed: number;
  readonly isFromTomorrow: boolean;
}

const PREFIX = 'sign_in.';
const REFRESH_MILLISECONDS = 60_000;

/** Kept in the settings of the city; read once a minute, and after a change by this process. */
@Injectable()
export class SignInRulesService {
  private cached: {
    readonly rules: SignInRules;
    readonly readAt: number;
    readonly day: LocalDate;
  } | null = null;

  constructor(
    private readonly settings: SettingsService,
    private readonly clock: Clock,
    private readonly database: Database,
    private readonly notices: AccountNotices,
  ) {}

  async current(): Promise<SignInRules> {
    const now = this.clock.now().getTime();
    const day = this.clock.today();
    const { cached } = this;
    const isFresh = cached?.day === day && Math.abs(now - cached.readAt) < REFRESH_MILLISECONDS;
    if (cached && isFresh) return cached.rules;
    const rules = await this.rulesOn(day);
    this.cached = { rules, readAt: now, day };
    return rules;
  }

  /** Those of tomorrow, with what was loosened today. */
  async planned(): Promise<SignInRules> {
    return this.rulesOn(addDays(this.clock.today(), 1));
  }

  /**
   * From today on; what loosens a protection holds from tomorrow on, and the offices that look after holders of rights hear
   * of it at once: nobody can take it away, use that and put it back, all in one hour and unseen.
   */
  async change(actor: Actor, rules: SignInRules): Promise<RulesChange> {
    requirePermission(actor, 'settings.manage');
    const today = this.clock.today();
    const by = auditActorOf(actor);
    return this.database.transaction(async () => {
      const atOnce = strictestOf(await this.rulesOn(today), rules);
      const now = await this.settings.changeSettings(by, changesTo(atOnce), today);
      const later = await this.settings.changeSettings(by, changesTo(rules), addDays(today, 1));
      if (later > 0) await this.tellOffices(actor, today);
      this.cached = null;
      return { changed: now + later, isFromTomorrow: later > 0 };
    });
  }

  private async rulesOn(day: LocalDate): Promise<SignInRules> {
    const rows = await this.settings.listSettings(PREFIX);
    const values = new Map<string, string>();
    for (const { key, value, validFrom } of rows)
      if (validFrom <= day && !values.has(key)) values.set(key, value);
    return rulesOf(values);
  }

  private async tellOffices({ accountId, name }: Actor, today: LocalDate): Promise<void> {
    const watchers = await this.database.all(WATCHERS, { accountId, today });
    for (const { id } of watchers) await this.notices.add(id, 'rules_loosened', { by: name });
  }
}

/** The new rules, but of the protections that both have the stricter one. */
function strictestOf(before: SignInRules, after: SignInRules): SignInRules {
  const isKept = (role: SystemRole) =>
    before.secondFactorRoles.includes(role) || after.secondFactorRoles.includes(role);
  return {
    ...after,
    graceDays: Math.min(before.graceDays, after.graceDays),
    secondFactorRoles: SYSTEM_ROLES.filter(isKept),
    holderReset: before.holderReset === 'approval' ? 'approval' : after.holderReset,
  };
}

function changesTo(rules: SignInRules) {
  const standard = textsOf(STANDARD);
  return Object.entries(textsOf(rules)).map(([key, value]) => ({
    ...{ key, value, standard: standard[key] ?? '' },
  }));
}

function textsOf(rules: SignInRules): Readonly<Record<string, string>> {
  return {
    [`${PREFIX}idle_minutes`]: String(rules.idleMinutes),
    [`${PREFIX}absolute_hours`]: String(rules.absoluteHours),
    [`${PREFIX}second_factor_roles`]: rules.secondFactorRoles.join(','),
    [`${PREFIX}grace_days`]: String(rules.graceDays),
    [`${PREFIX}holder_reset`]: rules.holderReset,
    [`${PREFIX}approval_hours`]: String(rules.approvalHours),
  };
}

function rulesOf(values: ReadonlyMap<string, string>): SignInRules {
  const number = (key: string, standard: number) => Number(values.get(PREFIX + key) ?? standard);
  const roles = values.get(`${PREFIX}second_factor_roles`);
  return {
    idleMinutes: number('idle_minutes', STANDARD.idleMinutes),
    absoluteHours: number('absolute_hours', STANDARD.absoluteHours),
    secondFactorRoles:
      roles === undefined
        ? STANDARD.secondFactorRoles
        : SYSTEM_ROLES.filter((role) => roles.split(',').includes(role)),
    graceDays: number('grace_days', STANDARD.graceDays),
    holderReset:
      HOLDER_RESETS.find((it) => it === values.get(`${PREFIX}holder_reset`)) ??
      STANDARD.holderReset,
    approvalHours: number('approval_hours', STANDARD.approvalHours),
  };
}
