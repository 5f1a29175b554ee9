import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import {
  AuditLog,
  Clock,
  col,
  Conflict,
  Database,
  formatDateShort,
  InvalidInput,
  type LocalDate,
  NotFound,
  type RowOf,
  statement,
} from '@app/platform';
import { z } from 'zod';
import { previewMark } from '../figures/preview-mark.rules';
import { RuleComparisonQueries } from '../figures/rule-comparison.queries';
import { type CountingRule, countingRuleDefinition } from './counting-rule.rules';
import { changedDefinition, countsTheSame, type RuleSwitches } from './rule-switches.rules';

export interface NewRuleVersion {
  readonly switches: RuleSwitches;
  readonly validFrom: LocalDate;
  /** Why it was changed; stands beside the version for good. */
  readonly note: string;
}

const NEWEST_ROW = {
  version: col.int,
  validFrom: col.date,
  definition: col.json(z.record(z.string(), z.unknown())),
  note: col.text,
};
type NewestRow = RowOf<typeof NEWEST_ROW>;

const NEWEST = statement({
  name: 'coverage.newest-rule',
  sql: 'SELECT version, valid_from AS "validFrom", definition, note FROM counting_rules ORDER BY version DESC LIMIT 1',
  parameters: {},
  row: NEWEST_ROW,
});

/** A number that was ever given stays with what it meant. */
const NEXT_VERSION = statement({
  name: 'coverage.next-rule-version',
  sql: 'SELECT COALESCE(max(version), 0) + 1 AS version FROM counting_rules_history',
  parameters: {},
  row: { version: col.int },
});

/**
 * Adds versions of the counting rule and withdraws one that has not begun. None is ever changed: a past figure can be
 * counted again as it was.
 */
@Injectable()
export class CountingRulesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly comparison: RuleComparisonQueries,
  ) {}

  /** The rule as it would be, or a refusal; nothing is written. For the page that shows old and new side by side. */
  async previewVersion(
    actor: Actor,
    { switches, validFrom, note }: NewRuleVersion,
  ): Promise<CountingRule> {
    requirePermission(actor, 'counting.manage');
    const newest = await this.database.first(NEWEST, {});
    this.requireLater(validFrom, newest);
    const definition = changedDefinition(definitionOf(newest), switches);
    if (newest && countsTheSame(definition, definitionOf(newest))) throw unchanged(newest.version);
    const { version } = await this.database.only(NEXT_VERSION, {});
    return { ...definition, version, validFrom, validUntil: null, note };
  }

  /**
   * From its day on; what the switches do not name is taken over from the newest version. `seen` is the mark of the
   * preview: nothing is counted otherwise than somebody has looked at. Returns the version.
   */
  async addVersion(actor: Actor, given: NewRuleVersion, seen: string): Promise<number> {
    requirePermission(actor, 'counting.manage');
    return this.database.transaction(async () => {
      await this.lock();
      const before = definitionOf(await this.database.first(NEWEST, {}));
      const rule = await this.previewVersion(actor, given);
      await this.requireSeen(rule, seen);
      const definition = changedDefinition(before, given.switches);
      const { version, validFrom, note } = rule;
      await this.database.execute(
        `INSERT INTO counting_rules_history (version, valid_from, definition, note, recorded_at, recorded_by)
         VALUES ($1, $2, $3::jsonb, $4, $5, $6)`,
        [version, validFrom, JSON.stringify(definition), note, this.clock.now(), actor.accountId],
      );
      await this.audit.record(auditActorOf(actor), {
        action: 'counting_rule.added',
        subjectType: 'counting_rule',
        subjectId: String(version),
        detail: { version, validFrom, from: before, to: definition },
      });
      return version;
    });
  }

  /** Before its first day the newest version can be withdrawn; then the one before it goes on. */
  async withdrawVersion(actor: Actor, version: number): Promise<void> {
    requirePermission(actor, 'counting.manage');
    await this.database.transaction(async () => {
      await this.lock();
      const newest = await this.database.first(NEWEST, {});
      if (newest?.version !== version) throw new NotFound();
      if (newest.validFrom <= this.clock.today()) {
        throw new Conflict(
          'counting_rule.has_begun',
          `第${String(version)}版は${formatDateShort(newest.validFrom)}から数字に使われているため、取りやめられません。改めるときは、新しい版を登録してください。`,
        );
      }
      await this.database.execute(
        `UPDATE counting_rules_history SET superseded_at = greatest($2, recorded_at), superseded_by = $3 WHERE version = $1 AND superseded_at IS NULL`,
        [version, this.clock.now(), actor.accountId],
      );
      await this.audit.record(auditActorOf(actor), {
        action: 'counting_rule.withdrawn',
        subjectType: 'counting_rule',
        subjectId: String(version),
        detail: { version, validFrom: newest.validFrom },
      });
    });
  }

  private async requireSeen(rule: CountingRule, seen: string): Promise<void> {
    const now = previewMark(await this.comparison.compare(rule, this.clock.today()));
    if (now === seen) return;
    throw new Conflict(
      'counting_rule.preview_needed',
      'まだ登録していません。この画面の数字は、いまの記録で数え直したものです。確かめてから、もう一度「新しい版を登録する」を押してください。',
    );
  }

  private async lock(): Promise<void> {
    await this.database.keepWritersOut('counting_rules_history');
  }

  private requireLater(validFrom: LocalDate, newest: NewestRow | null): void {
    if (validFrom < this.clock.today()) {
      throw new InvalidInput({ validFrom: '本日以降の日を選んでください。' });
    }
    if (newest && validFrom <= newest.validFrom) {
      throw new InvalidInput({
        validFrom: `第${String(newest.version)}版が${formatDateShort(newest.validFrom)}から始まります。その翌日以降を選んでください。`,
      });
    }
  }
}

/** A version that changes nothing would only make people look for what it changed. */
function unchanged(version: number): Conflict {
  return new Conflict(
    'counting_rule.unchanged',
    `選んだ数え方は、第${String(version)}版と同じです。登録していません。変えるところを選び直してください。`,
  );
}

function definitionOf(row: NewestRow | null) {
  return countingRuleDefinition.parse(row?.definition ?? {});
}
