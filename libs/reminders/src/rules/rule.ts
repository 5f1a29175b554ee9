import type { LocalDate } from '@app/platform';
import type { ReminderKindFacts, Whom } from '../kinds/reminder-kind';

/** What holds of a kind of reminder: whether, whom, how long ahead and how often it tells. */
export interface Rule {
  readonly isOn: boolean;
  /** Farthest first; none where the kind has none. */
  readonly leads: readonly number[];
  /** Office days until it is told again; null where the kind tells once. */
  readonly every: number | null;
  readonly recipients: readonly Whom[];
  /** Office days after which somebody else hears of what still waits; null: nobody. */
  readonly escalateAfter: number | null;
}

/** What holds as long as the city has settled nothing else. */
export function standardRule({ standard = {}, recipients }: ReminderKindFacts): Rule {
  const { leads = [], every = null } = standard;
  return {
    ...{ isOn: true, leads, every, escalateAfter: null },
    recipients: recipients.map(({ whom }) => whom),
  };
}

/** A rule as it was settled from a day on. */
export interface DatedRule extends Rule {
  readonly kind: string;
  readonly validFrom: LocalDate;
}

/** The rule of a kind on each day. */
export type RuleOf = (kind: ReminderKindFacts, day: LocalDate) => Rule;

/** From rows of which a later one of the same kind takes the place of the one before. */
export function rulesFrom(rows: readonly DatedRule[]): RuleOf {
  return (kind, day) =>
    rows
      .filter((row) => row.kind === kind.name && row.validFrom <= day)
      .toSorted((a, b) => a.validFrom.localeCompare(b.validFrom))
      .at(-1) ?? standardRule(kind);
}

export function isSameRule(one: Rule, other: Rule): boolean {
  return markOf(one) === markOf(other);
}

function markOf({ isOn, leads, every, recipients, escalateAfter }: Rule): string {
  return JSON.stringify([isOn, leads, every, recipients.toSorted(), escalateAfter]);
}

/** The longest lead that can be chosen, in office days and in days. */
const MOST_LEAD = 60;
const MOST_LEAD_IN_DAYS = 365;
/** So many leads a kind has at most. */
const MOST_LEADS = 5;
const MOST_DAYS = 60;

export function mostLead({ standard = {} }: ReminderKindFacts): number {
  return standard.most ?? (standard.leadsIn === 'days' ? MOST_LEAD_IN_DAYS : MOST_LEAD);
}

/** How many leads can be chosen: a kind with one lead keeps to one. */
export function mostLeads({ standard = {} }: ReminderKindFacts): number {
  return (standard.leads?.length ?? 0) > 1 ? MOST_LEADS : 1;
}

/** What is wrong with a rule for a kind, by the field, and what to do; nothing when it can be settled. */
export function ruleProblems(
  kind: ReminderKindFacts,
  rule: Rule,
): Readonly<Record<string, string>> {
  const problems: Record<string, string> = {};
  const leads = leadsProblem(kind, rule.leads);
  if (leads !== '') problems['leads'] = leads;
  if (kind.standard?.every !== undefined && !isDays(rule.every))
    problems['every'] = `1から${String(MOST_DAYS)}までの整数で入力してください。`;
  if (rule.escalateAfter !== null && !isDays(rule.escalateAfter))
    problems['escalateAfter'] =
      `1から${String(MOST_DAYS)}までの整数で入力するか、空欄にしてください。`;
  if (rule.recipients.length === 0)
    problems['recipients'] =
      '送る相手を1つ以上選んでください。だれにも送らないときは、「送らない」を選んでください。';
  return problems;
}

const isDays = (value: number | null): boolean =>
  value !== null && Number.isInteger(value) && value >= 1 && value <= MOST_DAYS;

function leadsProblem(kind: ReminderKindFacts, leads: readonly number[]): string {
  if (kind.standard?.leads === undefined) return '';
  const [count, most] = [mostLeads(kind), mostLead(kind)];
  const least = kind.standard.leadsIn === 'days' || count === 1 ? 1 : 0;
  const isFine =
    leads.length > 0 &&
    leads.length <= count &&
    new Set(leads).size === leads.length &&
    leads.every((lead) => Number.isInteger(lead) && lead >= least && lead <= most);
  if (isFine) return '';
  const whole = `${String(least)}から${String(most)}までの整数`;
  return count === 1
    ? `${whole}で入力してください。`
    : `${whole}を、重ならないように1つから${String(count)}つまで、「14、7、1」のように入力してください。`;
}
