import { SYSTEM_ROLE_WORDS } from '@app/access';
import { words } from '@app/platform';
import type { ReminderKindFacts, Whom } from '../kinds/reminder-kind';
import type { Rule } from './rule';

const WHOM_WORDS: Readonly<Record<Whom, () => string>> = {
  person: () => '本人',
  head: () => words.unitHead,
  office: () => words.programOffice,
  hr: () => words.hr,
  administrator: () => SYSTEM_ROLE_WORDS.administrator,
};

/** Whom a kind tells, in the city's words. */
export const whomWords = (whom: Whom): string => WHOM_WORDS[whom]();

/** What holds, in one sentence each; also what the audit log keeps of a rule. */
export function ruleSentences(kind: ReminderKindFacts, rule: Rule): readonly string[] {
  if (!rule.isOn) return ['送りません。'];
  const { escalation } = kind;
  return [
    `${rule.recipients.map(whomWords).join('・')}に送ります。`,
    ...leadSentences(kind, rule),
    ...(escalation === undefined || rule.escalateAfter === null
      ? []
      : [
          `${String(rule.escalateAfter)}開庁日待ったものは、${whomWords(escalation.whom)}にも送ります。`,
        ]),
  ];
}

function leadSentences({ standard = {} }: ReminderKindFacts, rule: Rule): readonly string[] {
  const unit = standard.leadsIn === 'days' ? '日' : '開庁日';
  return [
    ...(rule.leads.length === 0
      ? []
      : [
          `${rule.leads.map((lead) => (lead === 0 ? '当日' : `${String(lead)}${unit}前`)).join('、')}に送ります。`,
        ]),
    ...(rule.every === null ? [] : [`${String(rule.every)}開庁日ごとに、また送ります。`]),
  ];
}
