import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import {
  AuditLog,
  Clock,
  Database,
  formatDateShort,
  InvalidInput,
  type LocalDate,
} from '@app/platform';
import { countingRuleDefinition } from './counting-rule.rules';
import { changedDefinition, type RuleSwitches } from './rule-switches.rules';

export interface NewRuleVersion {
  readonly switches: RuleSwitches;
  readonly validFrom: LocalDate;
  /** Why it was changed; stands beside the version for good. */
  readonly note: string;
}

interface NewestRow {
  readonly version: number;
  readonly validFrom: LocalDate;
  readonly definition: unknown;
}

/** Adds versions of the counting rule. None is ever changed: a past figure can be counted again as it was. */
@Injectable()
export class CountingRulesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /** From its day on; what the switches do not name is taken over from the newest version. Returns the version. */
  async addVersion(actor: Actor, { switches, validFrom, note }: NewRuleVersion): Promise<number> {
    requirePermission(actor, 'counting.manage');
    return this.database.transaction(async () => {
      await this.database.query('LOCK TABLE counting_rules IN SHARE ROW EXCLUSIVE MODE');
      const newest = await this.findNewest();
      this.requireLater(validFrom, newest);
      const before = countingRuleDefinition.parse(newest?.definition ?? {});
      const definition = changedDefinition(before, switches);
      const version = (newest?.version ?? 0) + 1;
      await this.database.execute(
        'INSERT INTO counting_rules (version, valid_from, definition, note) VALUES ($1, $2, $3::jsonb, $4)',
        [version, validFrom, JSON.stringify(definition), note],
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

  private async findNewest(): Promise<NewestRow | null> {
    return this.database.queryOne<NewestRow>(
      'SELECT version, valid_from AS "validFrom", definition FROM counting_rules ORDER BY version DESC LIMIT 1',
    );
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
