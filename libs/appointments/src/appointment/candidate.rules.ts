import type { Absence } from '@app/organization';
import { formatDateShort, type LocalDate, words } from '@app/platform';
import { defaultTermEnd, type Term } from './appointment.rules';

/** What is known of a person on the first day of a term. */
export interface CandidateFacts {
  readonly personId: string;
  readonly staffNumber: string;
  readonly name: string;
  readonly isEmployed: boolean;
  readonly employmentType: string | null;
  /** The last day of the employment when nothing follows it; null for an open one. */
  readonly employedUntil: LocalDate | null;
  readonly absence: Absence | null;
  readonly unitId: string | null;
  readonly unitName: string | null;
}

export type AppointmentWarning =
  | { readonly kind: 'on_leave' }
  | { readonly kind: 'seconded' }
  | { readonly kind: 'long_term'; readonly usualEnd: LocalDate }
  | { readonly kind: 'employment_ends'; readonly on: LocalDate; readonly isFiscalYear: boolean };

/** What the appointing person must have seen and accepted; none of it forbids the appointment. */
export function appointmentWarnings(
  facts: CandidateFacts,
  { termStart, termEnd }: Pick<Term, 'termStart' | 'termEnd'>,
): AppointmentWarning[] {
  const warnings: AppointmentWarning[] = [];
  if (facts.absence === 'seconded') warnings.push({ kind: 'seconded' });
  else if (facts.absence !== null) warnings.push({ kind: 'on_leave' });
  if (facts.employedUntil !== null && facts.employedUntil < termEnd) {
    const isFiscalYear = facts.employmentType === 'fiscal_year_appointee';
    warnings.push({ kind: 'employment_ends', on: facts.employedUntil, isFiscalYear });
  }
  // A mistyped year is the usual reason for a term of decades.
  const usualEnd = defaultTermEnd(termStart);
  if (termEnd > usualEnd) warnings.push({ kind: 'long_term', usualEnd });
  return warnings;
}

export function warningText(warning: AppointmentWarning): string {
  switch (warning.kind) {
    case 'on_leave':
      return `任期の始まりに休職・育休中です。復帰するまで、${words.unit}の充足には数えません。`;
    case 'seconded':
      return `任期の始まりに派遣中です。戻るまで、${words.unit}の充足には数えません。`;
    case 'long_term':
      return `任期の終わりが、いつもの終わり(${formatDateShort(warning.usualEnd)})より後です。年の入力を確かめてください。`;
    case 'employment_ends':
      return warning.isFiscalYear
        ? `会計年度任用職員で、任用が${formatDateShort(warning.on)}までです。任期の途中で${words.unit}が空白になることがあります。`
        : `在職が${formatDateShort(warning.on)}までです。任期の途中で${words.unit}が空白になります。`;
  }
}
