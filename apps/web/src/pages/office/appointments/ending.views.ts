import {
  type AppointmentRow,
  EARLY_END_REASONS,
  DX_ROLE_WORDS,
  END_REASON_WORDS,
} from '@app/appointments';
import type { UnitCoverage } from '@app/coverage';
import { addDays, type LocalDate, maxDate, minDate, words } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { breadcrumb } from '../../../shell/view-parts';
import { termText } from './appointment-words';
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
    summary: `${row.name}さんの${DX_ROLE_WORDS[row.role]}の任期(${termText(row)})を、途中で終了します。`,
    effects: losing.map(({ name, leaders }) =>
      leaders.length === 1
        ? `${name}は、終了日の翌日から${words.leader}が空白になります。`
        : `${name}の${words.leader}は、終了日の翌日から${String(leaders.length - 1)}名になります。`,
    ),
    form,
    reasons: EARLY_END_REASONS.map((value) => ({ value, label: END_REASON_WORDS[value] })),
    action: `/appointments/${row.id}/end`,
    backHref: `/appointments/${row.id}`,
  };
}
