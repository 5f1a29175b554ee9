import { isAllSeen, things } from '@app/platform';
import type { FieldView, FormView } from '../forms';

/** One possibility of a choice: the model of the partial `choice`. */
export interface ChoiceView {
  readonly id: string;
  readonly type: 'radio' | 'checkbox';
  readonly name: string;
  readonly value: string;
  readonly label: string;
  /** A second, quieter line. */
  readonly hint: string;
  readonly isChecked: boolean;
  readonly isRequired: boolean;
}

/** 「上の内容を確認したうえで終了します」: one box that must be ticked; an error belongs to the field. */
export function tick(
  field: FieldView,
  label: string,
  more: Partial<Pick<ChoiceView, 'value' | 'hint' | 'isRequired'>> = {},
): ChoiceView {
  const { value = 'yes', hint = '', isRequired = false } = more;
  return {
    id: field.id,
    type: 'checkbox',
    name: field.name,
    value,
    label,
    hint,
    isChecked: field.value === value,
    isRequired,
  };
}

type Asked<Name extends string> = FormView<Name | 'warningsAccepted' | 'warningsSeen'>;

/** Of a form that asks for such a tick, before anything was sent. */
export const UNTICKED = { warningsAccepted: '', warningsSeen: '' } as const;

/**
 * What must have been seen stands above its box: the refusal asks for the tick and does not say all of it again. A tick that was
 * given for something else is taken out, and it is said that there is more to look at now.
 */
export function tickAsked<Name extends string>(
  form: Asked<Name>,
  lines: readonly string[],
): Asked<Name> {
  const field = form.fields.warningsAccepted;
  if (lines.length === 0) return form;
  const isSeen = isAllSeen(form.fields.warningsSeen.value, lines);
  const value = isSeen ? field.value : '';
  const isChanged = field.value === 'yes' && !isSeen;
  const said = `${isChanged ? CHANGED : ''}確かめる内容が${things(lines.length)}あります。読んでから、確認欄に印を付けてください。`;
  const error = field.error === '' ? '' : said;
  return {
    ...form,
    fields: { ...form.fields, warningsAccepted: { ...field, value, error } },
    errors: form.errors.map((it) =>
      error !== '' && it.message === field.error ? { ...it, message: error } : it,
    ),
  };
}

const CHANGED = '確かめる内容が変わりました。';

/** A word that is explained where it stands: the model of the partial `popover`. */
export interface PopoverView {
  readonly id: string;
  readonly word: string;
  readonly meaning: string;
}

export function popover(id: string, word: string, meaning: string): PopoverView {
  return { id: `popover-${id}`, word, meaning };
}
