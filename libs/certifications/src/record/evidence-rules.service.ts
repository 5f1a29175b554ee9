import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import { Clock, SettingsService } from '@app/platform';

/** What the city decides about evidence. */
export interface EvidenceRules {
  /** So many files may one person send on a day. */
  readonly dailyFiles: number;
  readonly dailyMegabytes: number;
  /** So much is kept of one person in all. */
  readonly totalMegabytes: number;
  /** The evidence of a report that was taken back is deleted after so many days. */
  readonly withdrawnDays: number;
}

export const STANDARD_EVIDENCE_RULES: EvidenceRules = {
  dailyFiles: 20,
  dailyMegabytes: 100,
  totalMegabytes: 500,
  withdrawnDays: 365,
};

const PREFIX = 'evidence.';
const KEYS: Readonly<Record<keyof EvidenceRules, string>> = {
  dailyFiles: `${PREFIX}daily_files`,
  dailyMegabytes: `${PREFIX}daily_megabytes`,
  totalMegabytes: `${PREFIX}total_megabytes`,
  withdrawnDays: `${PREFIX}withdrawn_days`,
};
const NAMES = Object.keys(KEYS) as (keyof EvidenceRules)[];

/** Kept in the settings of the city. */
@Injectable()
export class EvidenceRulesService {
  constructor(
    private readonly settings: SettingsService,
    private readonly clock: Clock,
  ) {}

  async current(): Promise<EvidenceRules> {
    const today = this.clock.today();
    const rows = await this.settings.listSettings(PREFIX);
    const valueOf = (name: keyof EvidenceRules): number => {
      const row = rows.find(({ key, validFrom }) => key === KEYS[name] && validFrom <= today);
      return row ? Number(row.value) : STANDARD_EVIDENCE_RULES[name];
    };
    return {
      dailyFiles: valueOf('dailyFiles'),
      dailyMegabytes: valueOf('dailyMegabytes'),
      totalMegabytes: valueOf('totalMegabytes'),
      withdrawnDays: valueOf('withdrawnDays'),
    };
  }

  /** From today on; returns how many of them changed. */
  async change(actor: Actor, rules: EvidenceRules): Promise<number> {
    requirePermission(actor, 'settings.manage');
    const changes = NAMES.map((name) => ({
      key: KEYS[name],
      value: String(rules[name]),
      standard: String(STANDARD_EVIDENCE_RULES[name]),
    }));
    return this.settings.changeSettings(auditActorOf(actor), changes, this.clock.today());
  }
}
