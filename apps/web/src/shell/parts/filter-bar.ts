import { formatDateShort, isLocalDate, numberText } from '@app/platform';
import type { FieldView } from '../forms';
import { address } from '../view-parts';
import type { HiddenField } from './notices';

interface OptionView {
  readonly value: string;
  readonly label?: string;
  readonly text?: string;
}

/** One field of the bar: a text, a day, or a choice among few or many. */
export interface FilterField {
  readonly label: string;
  readonly field: FieldView;
  readonly type: 'search' | 'date' | 'select';
  /** For a select; the first one has an empty value and means everything. */
  readonly options: readonly OptionView[];
  /** What stands in it without being asked for: a day, a first state. */
  readonly unasked: string;
}

interface ConditionView {
  readonly text: string;
  /** The same list without it. */
  readonly href: string;
}

/** One gray strip over a list: the model of the partial `filter-bar`. */
export interface FilterBarView {
  readonly action: string;
  /** What the form is called for those who hear it. */
  readonly label: string;
  readonly kept: readonly HiddenField[];
  /** A search and at most two selects. */
  readonly fields: readonly FilterField[];
  /** Behind 「詳しい条件」. */
  readonly more: readonly FilterField[];
  /** Open as soon as one of them holds something. */
  readonly isMoreOpen: boolean;
  /** Something in it was not understood. */
  readonly hasErrors: boolean;
  readonly conditions: readonly ConditionView[];
  /** 「条件(2)」 on a phone. */
  readonly summary: string;
  /** 「12件」, in the words of the list: 「12名」. */
  readonly found: string;
  readonly clearHref: string;
}

interface FilterFrame {
  readonly path: string;
  readonly label: string;
  /** What the address keeps beside the conditions: a tab, an order. */
  readonly kept?: Readonly<Record<string, string | undefined>>;
  readonly found: string;
}

const AT_ONCE = 3;

/** Three fields stand in the strip, the others behind 「詳しい条件」; what holds something is a condition. */
export function filterBar(all: readonly FilterField[], frame: FilterFrame): FilterBarView {
  const { path, label, kept = {}, found } = frame;
  const active = all.filter(({ field, unasked }) => field.value !== '' && field.value !== unasked);
  const query = Object.fromEntries(active.map(({ field }) => [field.name, field.value]));
  const more = all.slice(AT_ONCE);
  return {
    action: path,
    label,
    kept: Object.entries(kept).flatMap(([name, value]) => (value ? [{ name, value }] : [])),
    fields: all.slice(0, AT_ONCE),
    more,
    isMoreOpen: more.some((it) => active.includes(it) || it.field.error !== ''),
    hasErrors: all.some(({ field }) => field.error !== ''),
    conditions: active.map((it) => ({
      text: `${it.label}: ${shownValue(it)}`,
      href: address(path, { ...kept, ...query, [it.field.name]: undefined }),
    })),
    summary: active.length === 0 ? '条件' : `条件(${numberText(active.length)})`,
    found,
    clearHref: address(path, kept),
  };
}

/** A field of the bar, in the address by its name. */
export function asked(name: string, value: string | null | undefined, error = ''): FieldView {
  return { id: `filter-${name}`, name, value: value ?? '', error };
}

export function searchField(label: string, field: FieldView): FilterField {
  return { label, field, type: 'search', options: [], unasked: '' };
}

export function dayField(label: string, field: FieldView, unasked = ''): FilterField {
  return { label, field, type: 'date', options: [], unasked };
}

/** `all` is the word for no condition. */
export function selectField(
  label: string,
  field: FieldView,
  options: readonly OptionView[],
  all = 'すべて',
): FilterField {
  const hasAll = options.some(({ value }) => value === '');
  return {
    label,
    field,
    type: 'select',
    options: hasAll ? options : [{ value: '', label: all }, ...options],
    unasked: '',
  };
}

function shownValue({ field, options }: FilterField): string {
  const chosen = options.find(({ value }) => value === field.value);
  if (chosen) return (chosen.label ?? chosen.text ?? chosen.value).trim();
  return isLocalDate(field.value) ? formatDateShort(field.value) : field.value;
}
