import type { FormView } from '../../../shell/forms';
import type { RefusedForm } from '../../../shell/http';

/** The exemption that was refused, as it was typed, at the row of its person. */
export interface RefusedExemption {
  readonly personId: string;
  readonly reason: string;
  readonly error: string;
}

export function refusedExemption(
  form: RefusedForm | undefined,
  personId: string,
): RefusedExemption | null {
  const reason = form?.values.reason;
  if (form === undefined || reason === undefined || personId === '') return null;
  return { personId, reason, error: form.errors.reason ?? '' };
}

/** The messages above the page lead to the field at the person's row. */
export function atItsRow(form: FormView<never>, refused: RefusedExemption | null): FormView<never> {
  if (!refused) return form;
  const href = `#${reasonFieldId(refused.personId)}`;
  return { ...form, errors: form.errors.map((error) => ({ ...error, href })) };
}

export function reasonFieldId(personId: string): string {
  return `reason-${personId}`;
}
