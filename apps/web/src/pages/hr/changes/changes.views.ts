import type { ChangePreview, DayOfChange, UnitRow } from '@app/organization';
import { formatDateShort, isAllSeen, type LocalDate } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import type { List, ListColumn } from '../../../shell/lists/list';
import { listTable } from '../../../shell/lists/list-table';
import { tick, tickAsked } from '../../../shell/parts/fields';
import { type Crumb } from '../../../shell/view-parts';
import { unitOptions } from '../../../shared/unit-options';
import { movesView } from './moves.views';
import type { ChangeField, ChoiceSource } from './change-fields';

/** Fields that every change has beside its own. */
export const OF_EVERY_CHANGE = {
  ...{ reason: '', mark: '', planned: '', confirmed: '' },
  ...{ warningsAccepted: '', warningsSeen: '' },
} as const;

export type ChangeFormView = FormView<
  keyof typeof OF_EVERY_CHANGE | (string & Record<never, never>)
>;

export interface ChangeFrame {
  readonly title: string;
  readonly breadcrumb: readonly Crumb[];
  readonly summary: string;
  readonly about: string;
  readonly fields: readonly ChangeField[];
  readonly sources: Readonly<Record<ChoiceSource, readonly { value: string; label: string }[]>>;
  /** The record as it stands now. */
  readonly mark: string;
  /** What is typed to confirm a grave change, and what it is called. */
  readonly confirmWith: { readonly label: string; readonly text: string };
  /** One's own record: nobody fills in what will be refused. */
  readonly isOwn: boolean;
  readonly action: string;
  readonly back: string;
  readonly today: LocalDate;
}

interface Asked {
  readonly form: ChangeFormView;
  readonly preview: ChangePreview | null;
}

/** The form of a change; with what it would do once that was asked for. */
export function changeView(frame: ChangeFrame, { form, preview }: Asked) {
  const warnings = preview?.warnings ?? [];
  const asked = tickAsked(form, warnings);
  const { fields, sources, confirmWith, today, ...shown } = frame;
  return {
    ...shown,
    form: asked,
    inputs: fields.map(({ name, isOptional, source, type, none, ...input }) => ({
      ...input,
      type: type ?? '',
      field: asked.fields[name],
      isRequired: isOptional !== true,
      options: source
        ? choices(sources[source], none)
        : input.options && choices(input.options, none),
    })),
    preview: preview && previewView(preview, { form: asked, confirmWith, today }),
    accepted: tick(asked.fields.warningsAccepted, '上の内容を確かめました。このまま登録します'),
  };
}

const choices = (options: readonly { value: string; label: string }[], none = '選んでください') => [
  { value: '', label: none },
  ...options,
];

function previewView(
  { changes, moves, warnings, days, isGrave, planned }: ChangePreview,
  { confirmWith, today }: Pick<ChangeFrame, 'confirmWith' | 'today'> & { form: ChangeFormView },
) {
  return {
    ...{ warnings, isGrave, planned },
    changes: listTable(changesList(changes), changes, {
      caption: '変わること',
      hidesCaption: true,
      path: '',
      query: {},
    }),
    ...movesView(moves),
    days: days.map((day) => ({ heading: dayHeading(day, today), lines: linesOf(day) })),
    hasDays: days.length > 0,
    confirmLabel: confirmWith.label,
    confirmHint: days.some((day) => day.consequences.some((it) => it.isGrave))
      ? '太字の影響を確かめたうえで入力してください。'
      : '上の内容を確かめたうえで入力してください。',
    button: 'この内容で登録する',
    note: noteOn(changes[0]?.on, today),
  };
}

function noteOn(on: LocalDate | undefined, today: LocalDate): string {
  if (on === undefined || on === today) return '登録した内容は、取込みの一覧に残ります。';
  return on > today
    ? `${formatDateShort(on)}までは、人事とDX推進室のほかには見えません。`
    : '過ぎた日の記録は、消さずに新しい記録に置き換えます。公表した数字は変わりません。';
}

function dayHeading({ on }: DayOfChange, today: LocalDate): string {
  return on === today ? '今日から' : `${formatDateShort(on)}から`;
}

function linesOf({ consequences }: DayOfChange) {
  return consequences.map(({ heading, text, isGrave }) => ({ heading, text, isGrave }));
}

const SUBJECT: ListColumn<ChangePreview['changes'][number]> = {
  ...{ key: 'subject', heading: '対象', isRowHeading: true },
  value: ({ subject = '' }) => subject,
};

/** Which unit is told where there are several. */
const changesList = (changes: ChangePreview['changes']): List<ChangePreview['changes'][number]> => {
  const isOfSeveral = changes.some(({ subject }) => subject !== undefined);
  if (!isOfSeveral) return CHANGES;
  const columns = CHANGES.columns.map((column) => ({ ...column, isRowHeading: false }));
  return { ...CHANGES, columns: [SUBJECT, ...columns] };
};

const CHANGES: List<ChangePreview['changes'][number]> = {
  name: '変わること',
  columns: [
    { key: 'field', heading: '項目', isRowHeading: true, value: ({ field }) => field },
    {
      key: 'on',
      heading: 'いつから',
      value: ({ on }) => on,
      show: ({ on }) => ({ text: formatDateShort(on) }),
    },
    { key: 'from', heading: '今の登録', keepsLabel: true, value: ({ from }) => from || 'なし' },
    { key: 'to', heading: '登録する内容', keepsLabel: true, value: ({ to }) => to || 'なし' },
  ],
};

/** What is still to be confirmed of what was shown; by field. */
export function unconfirmed(
  { warnings, isGrave }: ChangePreview,
  sent: {
    readonly confirmed: string;
    readonly warningsAccepted: string;
    readonly warningsSeen: string;
  },
  wanted: string,
): Readonly<Record<string, string>> {
  const isAccepted =
    warnings.length === 0 ||
    (sent.warningsAccepted === 'yes' && isAllSeen(sent.warningsSeen, warnings));
  const isTyped = !isGrave || sent.confirmed.normalize('NFKC').trim() === wanted;
  return {
    ...(isAccepted ? {} : { warningsAccepted: '内容を確かめて、確認欄に印を付けてください。' }),
    ...(isTyped ? {} : { confirmed: `${wanted}と入力してください。` }),
  };
}

/** The units of some days, each once: also those that begin only with the next fiscal year. */
export function unitChoices(...days: readonly (readonly UnitRow[])[]) {
  const found = new Map<string, UnitRow>();
  for (const unit of days.flat()) if (!found.has(unit.id)) found.set(unit.id, unit);
  return unitOptions([...found.values()]).map(({ value, label }) => ({
    value,
    label: `${label}(${value})`,
  }));
}
