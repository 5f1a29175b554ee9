import { formatDateShort, formatDateTime, type LocalDate } from '@app/platform';
import {
  mostLead,
  mostLeads,
  type ReminderKindFacts,
  type Rule,
  type RuleRow,
  ruleSentences,
  rulesFrom,
  standardRule,
  whomWords,
} from '@app/reminders';
import { validityChip } from '../../../shared/validity-chip';
import type { FormView } from '../../../shell/forms';
import type { List } from '../../../shell/lists/list';
import { listTable } from '../../../shell/lists/list-table';
import { breadcrumb } from '../../../shell/view-parts';
import { remindersTabs } from '../reminders/reminders.tabs';
import { choosable, toField, type TypedRule } from './reminder-rules.forms';

export const RULES = '/reminders/rules';
export const RULES_CRUMBS = [
  ['通知', '/reminders'],
  ['通知の送り方', RULES],
] as const;

export const ruleHref = (kind: string): string => `${RULES}/${kind}`;

interface KindRow {
  readonly kind: ReminderKindFacts;
  readonly rule: Rule;
  /** The row that holds today; none: what the product brings. */
  readonly held: RuleRow | undefined;
  readonly planned: RuleRow | undefined;
}

/** Each kind with what holds today, who settled it, and what is planned. */
export function rulesView(
  kinds: readonly ReminderKindFacts[],
  rows: readonly RuleRow[],
  today: LocalDate,
) {
  const ruleOf = rulesFrom(rows);
  const shown = kinds.map((kind) => {
    const own = rows.filter((row) => row.kind === kind.name);
    const [held] = own.filter(({ validFrom }) => validFrom <= today);
    const planned = own.filter(({ validFrom }) => validFrom > today).at(-1);
    return { kind, held, planned, rule: ruleOf(kind, today) };
  });
  const off = shown.filter(({ rule }) => !rule.isOn).length;
  const changed = shown.filter(({ held }) => held !== undefined).length;
  return {
    title: '通知の送り方',
    breadcrumb: breadcrumb(['通知', '/reminders'], ['送り方']),
    tabs: remindersTabs(RULES),
    summary: `${String(shown.length - off)}種類の通知を送っています。${changed === 0 ? 'どれも標準の送り方です。' : `標準から変えたのは、${String(changed)}種類です。`}`,
    table: listTable(KINDS_LIST, shown, {
      ...{ caption: '通知の種類と送り方', hidesCaption: true, path: '', query: {} },
    }),
  };
}

const KINDS_LIST: List<KindRow> = {
  name: '通知の送り方',
  columns: [
    {
      key: 'kind',
      heading: '種類',
      isRowHeading: true,
      value: ({ kind }) => kind.words.title(),
      show: ({ kind }) => ({
        text: kind.words.title(),
        href: ruleHref(kind.name),
        hint: kind.isPrivate ? '本人だけに見える通知' : '',
      }),
    },
    {
      key: 'rule',
      heading: '送り方',
      value: ({ kind, rule }) => ruleSentences(kind, rule).join(''),
      show: ({ kind, rule, planned }) => ({
        text: '',
        lines: [
          ...ruleSentences(kind, rule),
          ...(planned ? [`${formatDateShort(planned.validFrom)}から変わります。`] : []),
        ],
      }),
    },
    {
      key: 'since',
      heading: 'いつから',
      keepsLabel: true,
      dropsWhenConstant: true,
      value: ({ held }) => (held === undefined ? '標準' : formatDateShort(held.validFrom)),
      show: ({ held }) => ({
        text: held === undefined ? '標準' : `${formatDateShort(held.validFrom)}から`,
      }),
    },
    {
      key: 'by',
      heading: '変えた人',
      keepsLabel: true,
      dropsWhenConstant: true,
      value: ({ held }) => (held === undefined ? '―' : changedBy(held)),
    },
  ],
};

const changedBy = ({ recordedBy }: RuleRow): string => recordedBy ?? '―';

interface RuleFrame {
  readonly today: LocalDate;
  readonly canManage: boolean;
  readonly form: FormView<keyof TypedRule | 'recipients'>;
}

/** What holds of one kind, what is planned, what was; and the form to change it. */
export function ruleView(
  kind: ReminderKindFacts,
  rows: readonly RuleRow[],
  { today, canManage, form }: RuleFrame,
) {
  const title = kind.words.title();
  const now = rulesFrom(rows)(kind, today);
  return {
    title: `通知の送り方: ${title}`,
    breadcrumb: breadcrumb(...RULES_CRUMBS, [title]),
    summary: ruleSentences(kind, now).join(''),
    note: kind.isPrivate
      ? '本人だけに見える通知です。だれに送ったかは、ほかの人には見えません。'
      : '',
    standard: ruleSentences(kind, standardRule(kind)).join(''),
    canManage,
    form,
    action: ruleHref(kind.name),
    back: RULES,
    wordsHref: canManage ? `${ruleHref(kind.name)}/words` : '',
    onOff: [
      { value: 'yes', label: '送る' },
      { value: 'no', label: '送らない' },
    ],
    ...fieldsOf(kind, form),
    history: rows.map((row, index) => ({
      from: `${formatDateShort(row.validFrom)}から`,
      text: ruleSentences(kind, row).join(''),
      by: changedBy(row),
      at: formatDateTime(row.recordedAt),
      state: validityChip({ from: row.validFrom, to: rows[index - 1]?.validFrom ?? null }, today),
      withdraw: canManage && row.validFrom > today ? row.validFrom : '',
    })),
    withdrawHref: `${ruleHref(kind.name)}/withdraw`,
  };
}

/** Only what the kind has. */
function fieldsOf(kind: ReminderKindFacts, form: RuleFrame['form']) {
  const { standard = {}, escalation } = kind;
  const unit = standard.leadsIn === 'days' ? '日' : '開庁日';
  const count = mostLeads(kind);
  const most = String(mostLead(kind));
  return {
    leads: standard.leads && {
      label: `何${unit}前に送るか`,
      hint:
        count === 1
          ? `${most}までの数です。`
          : `${most}までの数を${String(count)}つまで、「14、7、1」のように入力します。0は当日です。`,
    },
    every: standard.every === undefined ? null : { label: '何開庁日ごとに、また送るか' },
    recipients: choosable(kind).map((whom) => ({
      id: form.fields[toField(whom)].id,
      name: toField(whom),
      label: whomWords(whom),
      isChecked: form.fields[toField(whom)].value === 'yes',
    })),
    escalation: escalation && {
      label: `何開庁日待ったら、${whomWords(escalation.whom)}にも送るか`,
      hint: '空欄にすると、送りません。',
    },
  };
}
