import { formatDateShort, formatRange, type LocalDate, things } from '@app/platform';
import {
  type ReminderKindFacts,
  type RulePreview,
  ruleSentences,
  type WantedRule,
  type Whom,
  WHOM,
  whomWords,
} from '@app/reminders';
import type { FormView } from '../../../shell/forms';
import { personName } from '../../../shell/person-name';
import { address, breadcrumb } from '../../../shell/view-parts';
import { ruleHref, RULES_CRUMBS } from './reminder-rules.views';

type Counts = RulePreview['before'];

interface PreviewFrame {
  readonly form: FormView<never>;
  readonly hidden: Readonly<Record<string, string>>;
  readonly today: LocalDate;
}

/** What the rule would send in thirty days, beside what would be sent without it. */
export function rulePreviewView(
  kind: ReminderKindFacts,
  { rule, validFrom }: WantedRule,
  { preview, ...frame }: PreviewFrame & { readonly preview: RulePreview },
) {
  const { before, after } = preview;
  const title = kind.words.title();
  const href = ruleHref(kind.name);
  return {
    title: `送り方を変える前の確認: ${title}`,
    breadcrumb: breadcrumb(...RULES_CRUMBS, [title, href], ['確認']),
    summary: summaryOf(kind, preview),
    form: frame.form,
    facts: [
      { label: '新しい送り方', lines: ruleSentences(kind, rule) },
      { label: 'いつから', lines: [formatDateShort(validFrom)] },
    ],
    days: daysOf(before, after),
    total: { before: countText(before), after: countText(after) },
    examples: preview.examples.map((it) => ({
      person: personName({ ...it, name: it.personName }),
      day: formatDateShort(it.plannedFor),
      ...{ text: it.text, whom: whomWords(it.whom), reason: it.reason },
    })),
    action: `${href}/preview`,
    back: address(href, frame.hidden),
    cancel: href,
    hidden: Object.entries({ ...frame.hidden, seen: preview.mark })
      .filter(([, value]) => value !== '')
      .map(([name, value]) => ({ name, value })),
    afterwards:
      validFrom > frame.today
        ? 'この変更は、始まる日の前日まで取りやめることができます。'
        : '本日からの変更は、取りやめられません。改めるときは、もう一度変更します。',
  };
}

function summaryOf(kind: ReminderKindFacts, { from, to, before, after }: RulePreview): string {
  if (kind.isPrivate)
    return '本人だけに見える通知のため、これから送る件数と相手は、だれにも見えません。';
  const period = formatRange(from, to);
  const [was, would] = [sum(before), sum(after)];
  if (was === 0 && would === 0)
    return `${period}は、いまの送り方でも新しい送り方でも、送る通知がありません。`;
  return was === would
    ? `${period}に送る通知は${things(would)}で、いまの送り方と同じ数です。`
    : `${period}に送る通知は、${things(was)}から${things(would)}に変わります。`;
}

const sum = (counts: Counts): number => counts.reduce((total, { count }) => total + count, 0);

function daysOf(before: Counts, after: Counts) {
  const days = [...new Set([...before, ...after].map(({ day }) => day))].toSorted();
  return days.map((day) => {
    const on = (counts: Counts) => countText(counts.filter((it) => it.day === day));
    return {
      day: formatDateShort(day),
      before: on(before),
      after: on(after),
      isChanged: on(before) !== on(after),
    };
  });
}

/** 「本人 3名、所属長 1名」. */
function countText(counts: Counts): string {
  const of = (whom: Whom) => sum(counts.filter((it) => it.whom === whom));
  const parts = WHOM.filter((whom) => of(whom) > 0).map(
    (whom) => `${whomWords(whom)} ${String(of(whom))}件`,
  );
  return parts.length === 0 ? 'なし' : parts.join('、');
}
