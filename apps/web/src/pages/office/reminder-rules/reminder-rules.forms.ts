import { type LocalDate, parseWholeNumber } from '@app/platform';
import { type ReminderKindFacts, type Rule, type Whom, WHOM } from '@app/reminders';
import { z } from 'zod';
import { dayField } from '../../../shared/day-field';

const text = z
  .string('入力し直してください。')
  .max(100, '100文字以内で入力してください。')
  .trim()
  .default('');
/** A box that is not ticked is not sent. */
const box = z.string().default('');

/** A rule as it is typed, or as an address carries it. */
export const ruleForm = z.object({
  isOn: z.enum(['yes', 'no'], '送るかどうかを選んでください。'),
  leads: text,
  every: text,
  to_person: box,
  to_head: box,
  to_office: box,
  to_hr: box,
  to_administrator: box,
  escalateAfter: text,
  validFrom: dayField('いつからかを年月日で入力してください。'),
});
export type TypedRule = z.output<typeof ruleForm>;

/** With the mark of the preview that was looked at. */
export const seenForm = z.object({ seen: z.string().default('') });

export const withdrawalForm = z.object({
  validFrom: dayField('取りやめる予定を選び直してください。'),
});

const LARGEST = { least: 0, most: 99_999 } as const;
/** What is no number is one that no rule allows. */
const numberOf = (typed: string): number => parseWholeNumber(typed, LARGEST) ?? Number.NaN;

/** What was typed, as far as the kind has it. */
export function typedRule(kind: ReminderKindFacts, typed: TypedRule): Rule {
  const { standard = {}, recipients, escalation } = kind;
  const after = typed.escalateAfter;
  return {
    isOn: typed.isOn === 'yes',
    leads: standard.leads === undefined ? [] : leadsOf(typed.leads),
    every: standard.every === undefined ? null : numberOf(typed.every),
    recipients: recipients
      .map(({ whom }) => whom)
      .filter((whom) => recipients.length === 1 || typed[toField(whom)] === 'yes'),
    escalateAfter: escalation === undefined || after === '' ? null : numberOf(after),
  };
}

/** Farthest first, however they were typed. */
function leadsOf(typed: string): readonly number[] {
  return typed
    .split(/[、,,・\s]+/u)
    .filter((part) => part !== '')
    .map(numberOf)
    .toSorted((a, b) => b - a);
}

export const toField = (whom: Whom) => `to_${whom}` as const;

/** The form's fields as they say a rule; also what an address carries. */
export function ruleTexts(rule: Rule, validFrom: LocalDate): Record<keyof TypedRule, string> {
  const to = (whom: Whom) => (rule.recipients.includes(whom) ? 'yes' : '');
  return {
    isOn: rule.isOn ? 'yes' : 'no',
    leads: rule.leads.join('、'),
    every: rule.every === null ? '' : String(rule.every),
    ...{ to_person: to('person'), to_head: to('head'), to_office: to('office'), to_hr: to('hr') },
    to_administrator: to('administrator'),
    escalateAfter: rule.escalateAfter === null ? '' : String(rule.escalateAfter),
    validFrom,
  };
}

/** Those of a kind that can be chosen. */
export const choosable = ({ recipients }: ReminderKindFacts): readonly Whom[] =>
  recipients.length === 1 ? [] : WHOM.filter((whom) => recipients.some((it) => it.whom === whom));
