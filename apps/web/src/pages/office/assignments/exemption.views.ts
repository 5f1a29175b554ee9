import type { FormView } from '../../../shell/forms';
import type { RefusedForm } from '../../../shell/http';

/** The exemption that was refused, as it was typed, at the row of its person. */
export interface RefusedExemption {
  readonly personId: string;
  /** The fiscal year of a row that was carried over, else null. */
  readonly year: number | null;
  readonly reason: string;
  readonly error: string;
}

export function refusedExemption(
  form: RefusedForm | undefined,
  { personId, year }: Pick<RefusedExemption, 'personId' | 'year'>,
): RefusedExemption | null {
  const reason = form?.values.reason;
  if (form === undefined || reason === undefined || personId === '') return null;
  return { personId, year, reason, error: form.errors.reason ?? '' };
}

/** The messages above the page lead to the field at the person's row. */
export function atItsRow(form: FormView<never>, refused: RefusedExemption | null): FormView<never> {
  if (!refused) return form;
  const href = `#${reasonFieldId(refused.personId, refused.year)}`;
  return { ...form, errors: form.errors.map((error) => ({ ...error, href })) };
}

export function reasonFieldId(personId: string, year: number | null): string {
  return year === null ? `reason-${personId}` : `reason-${personId}-${String(year)}`;
}
