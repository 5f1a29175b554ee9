import { type AppointmentRow, DX_ROLE_WORDS } from '@app/appointments';
import type { UnitCoverage } from '@app/coverage';
import { addDays, formatDateShort, type LocalDate, minDate, words } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { breadcrumb } from '../../../shell/view-parts';
import { termText } from './appointment-words';
import { LIST_CRUMB } from './appointments.views';

interface AnnullingFrame {
  /** As of today. */
  readonly units: readonly UnitCoverage[];
  readonly today: LocalDate;
}

/** The question before a mistaken appointment is annulled, with what it changes. */
export function annullingView(
  row: AppointmentRow,
  { units, today }: AnnullingFrame,
  form: FormView<'reason'>,
) {
  const losing = units.filter((unit) => unit.leaders.some((it) => it.appointmentId === row.id));
  return {
    title: '任命を取り消す',
    breadcrumb: breadcrumb(LIST_CRUMB, [row.name, `/appointments/${row.id}`], ['取り消す']),
    summary: `${row.name}さんの${DX_ROLE_WORDS[row.role]}の任命(任期 ${termText(row)}、文書番号 ${row.documentNumber})を、誤りとして取り消します。`,
    effects: [
      ...pastEffect(row, today),
      ...losing.map(({ name, leaders }) =>
        leaders.length === 1
          ? `${name}は、この任命を除くと${words.leader}が空白になります。`
          : `${name}の${words.leader}は、この任命を除くと${String(leaders.length - 1)}名になります。`,
      ),
    ],
    isAnnulled: row.state === 'annulled',
    form,
    action: `/appointments/${row.id}/annul`,
    backHref: `/appointments/${row.id}`,
  };
}

function pastEffect({ termStart, termEnd, endedOn }: AppointmentRow, today: LocalDate): string[] {
  if (termStart >= today) return [];
  const last = minDate(endedOn ?? termEnd, addDays(today, -1));
  return [
    `${formatDateShort(termStart)}から${formatDateShort(last)}までの日を基準日にした数字も変わります。`,
  ];
}
