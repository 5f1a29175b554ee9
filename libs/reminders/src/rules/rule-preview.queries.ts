import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  addDays,
  col,
  Database,
  type LocalDate,
  localDateSchema,
  maxDate,
  OfficeCalendars,
  Clock,
  statement,
  statementsFor,
} from '@app/platform';
import { z } from 'zod';
import { isOpenName, kindOf, OPEN_REMINDER_KINDS, type OpenReminderKind } from '../kinds/kinds';
import { type ReminderKindFacts, WHOM } from '../kinds/reminder-kind';
import { EVERYBODY } from '../kinds/sources';
import { CandidateQueries } from '../planning/candidates.queries';
import { ASKED_PARAMETERS, candidatesOf } from '../planning/candidates.sql';
import { officeDaysWithin } from '../planning/office-days';
import { columnsOf, lineOf, reminderRow } from '../reading/reminder-row';
import type { Rule, RuleOf } from './rule';
import { ReminderRuleQueries } from './rules.queries';

/** So many days a preview looks ahead. */
export const PREVIEW_DAYS = 30;
const EXAMPLES = '5';

const countOf = z.object({ day: localDateSchema, whom: z.enum(WHOM), count: z.int() });
const exampleOf = reminderRow.extend({ whom: z.enum(WHOM) });

/** Of a reminder's possible days the first, as the ledger would take it; what it holds already is not sent again. */
const WOULD_SEND = statementsFor(OPEN_REMINDER_KINDS, (kind) =>
  statement({
    name: `reminders.would-send-${kind.replaceAll('_', '-')}`,
    sql: `WITH RECURSIVE ${candidatesOf([kindOf(kind)], EVERYBODY)}, first_day AS (
      SELECT DISTINCT ON (recipient_person_id, kind, object_id, due_on, lead) *
      FROM candidate ORDER BY recipient_person_id, kind, object_id, due_on, lead, day
    ), found AS MATERIALIZED (
      SELECT c.* FROM first_day c WHERE NOT EXISTS (
        SELECT 1 FROM reminder_ledger l WHERE l.recipient_person_id = c.recipient_person_id AND l.kind = c.kind
          AND l.object_id = c.object_id AND l.due_on = c.due_on AND l.lead = c.lead)
    ), counted AS (
      SELECT day, told_as AS whom, count(*)::int AS count FROM found GROUP BY day, told_as ORDER BY day, told_as
    ), example AS (
      SELECT ${columnsOf('c', 'c.day')}, c.told_as AS whom FROM (
        SELECT * FROM found ORDER BY day, due_on, recipient_person_id, object_id LIMIT ${EXAMPLES}) c ${lineOf('c', 'c.day')}
    )
    SELECT COALESCE((SELECT json_agg(counted) FROM counted), '[]'::json) AS days,
      COALESCE((SELECT json_agg(example) FROM example), '[]'::json) AS examples`,
    parameters: ASKED_PARAMETERS,
    row: { days: col.json(z.array(countOf)), examples: col.json(z.array(exampleOf)) },
  }),
);

type DayCount = z.output<typeof countOf>;
export type RuleExample = z.output<typeof exampleOf>;

/** What a rule would have sent in thirty days, beside what holds now. */
export interface RulePreview {
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly before: readonly DayCount[];
  readonly after: readonly DayCount[];
  readonly examples: readonly RuleExample[];
  /** Stands for the numbers: nothing is settled otherwise than somebody has looked at. */
  readonly mark: string;
}

/** Tries a rule out before it holds. Writes nothing. */
@Injectable()
export class RulePreviewQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly calendars: OfficeCalendars,
    private readonly rules: ReminderRuleQueries,
    private readonly candidates: CandidateQueries,
  ) {}

  /** From the day of the rule on. Of a private kind there are no numbers: nobody learns whether others are told. */
  async preview(kind: ReminderKindFacts, rule: Rule, validFrom: LocalDate): Promise<RulePreview> {
    const from = maxDate(validFrom, this.clock.today());
    const to = addDays(from, PREVIEW_DAYS - 1);
    const { name } = kind;
    if (!isOpenName(name)) return markedOf({ from, to, before: [], after: [], examples: [] });
    const days = officeDaysWithin(await this.calendars.current(), from, to);
    const ruleOf = await this.rules.rules();
    const before = await this.wouldSend(name, days, ruleOf);
    const after = await this.wouldSend(name, days, () => rule);
    return markedOf({ from, to, before: before.days, after: after.days, examples: after.examples });
  }

  private async wouldSend(name: OpenReminderKind, days: readonly LocalDate[], ruleOf: RuleOf) {
    const asked = await this.candidates.askFor(days, [kindOf(name)], ruleOf);
    return this.database.only(WOULD_SEND[name], { ...asked });
  }
}

function markedOf(shown: Omit<RulePreview, 'mark'>): RulePreview {
  const { from, before, after } = shown;
  const mark = createHash('sha256')
    .update(JSON.stringify([from, before, after]))
    .digest('hex');
  return { ...shown, mark };
}
