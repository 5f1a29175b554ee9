import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import {
  AuditLog,
  Clock,
  Conflict,
  Database,
  formatDateShort,
  History,
  type HistoryTable,
  InvalidInput,
  type LocalDate,
  NotFound,
} from '@app/platform';
import { findKind } from '../kinds/kinds';
import type { ReminderKindFacts } from '../kinds/reminder-kind';
import { isSameRule, type Rule, ruleProblems, rulesFrom } from './rule';
import { type RulePreview, RulePreviewQueries } from './rule-preview.queries';
import { ruleSentences } from './rule-words';
import { ReminderRuleQueries } from './rules.queries';

const REMINDER_RULES: HistoryTable = {
  table: 'reminder_rules',
  columns: {
    ...{ id: 'uuid', kind: 'text', valid_from: 'date', is_on: 'boolean', leads: 'integer[]' },
    ...{ every: 'integer', recipients: 'text[]', escalate_after: 'integer' },
  },
};

/** What somebody wants to hold of a kind from a day on. */
export interface WantedRule {
  readonly kind: string;
  readonly rule: Rule;
  readonly validFrom: LocalDate;
}

/**
 * Settles what holds of a kind of reminder from a day on, and takes back what has not begun. Nothing that held is changed: which
 * rule a mail of the past followed stays in the books.
 */
@Injectable()
export class ReminderRulesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly history: History,
    private readonly audit: AuditLog,
    private readonly queries: ReminderRuleQueries,
    private readonly previews: RulePreviewQueries,
  ) {}

  /** What it would send, or a refusal; nothing is written. */
  async preview(actor: Actor, wanted: WantedRule): Promise<RulePreview> {
    requirePermission(actor, 'reminders.manage');
    const kind = await this.check(wanted);
    return this.previews.preview(kind, wanted.rule, wanted.validFrom);
  }

  /** `seen`: the mark of the preview that was looked at. */
  async change(actor: Actor, wanted: WantedRule, seen: string): Promise<void> {
    requirePermission(actor, 'reminders.manage');
    const { rule, validFrom } = wanted;
    await this.database.transaction(async () => {
      await this.database.keepWritersOut('reminder_rules_history');
      const kind = await this.check(wanted);
      const { mark } = await this.previews.preview(kind, rule, validFrom);
      if (mark !== seen) throw notSeen();
      const rows = await this.queries.listRules();
      const from = rulesFrom(rows)(kind, validFrom);
      const sameDay = rows.filter((it) => it.kind === kind.name && it.validFrom === validFrom);
      const row = { id: randomUUID(), kind: kind.name, valid_from: validFrom, ...columnsOf(rule) };
      await this.history.write(REMINDER_RULES, actor, {
        end: sameDay.map(({ id }) => id),
        insert: [row],
      });
      await this.note(actor, 'reminder_rule.changed', {
        ...{ kind: kind.name, validFrom },
        ...{ from: textOf(kind, from), to: textOf(kind, rule) },
      });
    });
  }

  /** Before its first day; what held before it then goes on. */
  async takeBack(actor: Actor, kindName: string, validFrom: LocalDate): Promise<void> {
    requirePermission(actor, 'reminders.manage');
    await this.database.transaction(async () => {
      await this.database.keepWritersOut('reminder_rules_history');
      const rows = await this.queries.listRules();
      const row = rows.find((it) => it.kind === kindName && it.validFrom === validFrom);
      if (row === undefined) throw new NotFound();
      if (validFrom <= this.clock.today()) throw begun(validFrom);
      await this.history.write(REMINDER_RULES, actor, { end: [row.id] });
      await this.note(actor, 'reminder_rule.withdrawn', { kind: kindName, validFrom });
    });
  }

  private async check({ kind: name, rule, validFrom }: WantedRule): Promise<ReminderKindFacts> {
    const kind = findKind(name);
    if (kind === null) throw new NotFound();
    const problems = { ...ruleProblems(kind, rule) };
    if (validFrom < this.clock.today()) problems['validFrom'] = '本日以降の日を選んでください。';
    if (Object.keys(problems).length > 0) throw new InvalidInput(problems);
    const ruleOf = await this.queries.rules();
    if (isSameRule(ruleOf(kind, validFrom), rule)) throw unchanged(validFrom);
    return kind;
  }

  private note(actor: Actor, action: string, detail: Noted): Promise<void> {
    return this.audit.record(auditActorOf(actor), {
      ...{ action, subjectType: 'reminder_kind', subjectId: detail.kind, detail },
    });
  }
}

const textOf = (kind: ReminderKindFacts, rule: Rule) => ruleSentences(kind, rule).join('');

type Noted = Readonly<Record<string, unknown>> & { readonly kind: string };

const columnsOf = ({ isOn, leads, every, recipients, escalateAfter }: Rule) => ({
  ...{ is_on: isOn, leads, every, recipients, escalate_after: escalateAfter },
});

function unchanged(day: LocalDate): InvalidInput {
  return new InvalidInput(
    {},
    'reminder_rule.unchanged',
    `${formatDateShort(day)}に有効な設定と同じです。変えたい項目を直してください。`,
  );
}

function notSeen(): Conflict {
  return new Conflict(
    'reminder_rule.preview_needed',
    'まだ変更していません。この画面の件数は、いまの記録で数え直したものです。確かめてから、もう一度「この内容に変更する」を押してください。',
  );
}

function begun(day: LocalDate): Conflict {
  return new Conflict(
    'reminder_rule.has_begun',
    `この設定は${formatDateShort(day)}から使われているため、取りやめられません。改めるときは、新しく変更してください。`,
  );
}
