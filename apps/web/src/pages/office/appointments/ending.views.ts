import { type AppointmentRow, EARLY_END_REASONS, ROLE_NAMES } from '@app/appointments';
import type { UnitCoverage } from '@app/coverage';
import { addDays, type LocalDate, maxDate, minDate } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { breadcrumb } from '../../../shell/view-parts';
import { END_REASON_WORDS, termText } from './appointment-words';
import { LIST_CRUMB } from './appointments.views';

/** Today, as far as it lies in the term and before its last day. */
export function usualEndDay({ termStart, termEnd }: AppointmentRow, today: LocalDate): LocalDate {
  return minDate(maxDate(today, termStart), maxDate(termStart, addDays(termEnd, -1)));
}

/** The question before a term is ended, with what it does to the units covered today. */
export function endingView(
  row: AppointmentRow,
  units: readonly UnitCoverage[],
  form: FormView<'endedOn' | 'reason'>,
) {
  const losing = units.filter((unit) => unit.leaders.some((it) => it.appointmentId === row.id));
  return {
    title: '任命を終了する',
    breadcrumb: breadcrumb(LIST_CRUMB, [row.name, `/appointments/${row.id}`], ['終了する']),
    summary: `${row.name}さんの${ROLE_NAMES[row.role]}の任期(${termText(row)})を、途中で終了します。`,
    effects: losing.map(({ name, leaders }) =>
      leaders.length === 1
        ? `${name}は、終了日の翌日からリーダーが空白になります。`
        : `${name}のリーダーは、終了日の翌日から${String(leaders.length - 1)}名になります。`,
    ),
    form,
    reasons: EARLY_END_REASONS.map((value) => ({ value, label: END_REASON_WORDS[value] })),
    action: `/appointments/${row.id}/end`,
    backHref: `/appointments/${row.id}`,
  };
}
