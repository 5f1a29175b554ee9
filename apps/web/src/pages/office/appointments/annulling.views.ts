import {
  type AppointmentDetail,
  type AppointmentRow,
  renewedRefusal,
  roleTitle,
} from '@app/appointments';
import type { UnitCoverage } from '@app/coverage';
import { addDays, formatDateShort, type LocalDate, minDate, words } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { pageHead } from '../../../shell/parts/heads';
import { confirm } from '../../../shell/parts/notices';
import { breadcrumb } from '../../../shell/view-parts';
import { termText } from './appointment-words';
import { LIST_CRUMB } from './appointments.views';

interface AnnullingFrame {
  /** As of today. */
  readonly units: readonly UnitCoverage[];
  /** How many letters of it were handed over. */
  readonly issued: number;
  readonly today: LocalDate;
}

/** The question before a mistaken appointment is annulled, with what it changes. */
export function annullingView(
  row: AppointmentDetail,
  { units, issued, today }: AnnullingFrame,
  form: FormView<'reason'>,
) {
  const self = `/appointments/${row.id}`;
  const obstacle = obstacleTo(row);
  const losing = units.filter((unit) => unit.leaders.some((it) => it.appointmentId === row.id));
  return {
    title: '任命を取り消す',
    head: pageHead(
      '任命を取り消す',
      breadcrumb(LIST_CRUMB, [row.name, self], ['取り消す']),
      `${row.name}さんの${roleTitle(row.role)}の任命(任期 ${termText(row)}、文書番号 ${row.documentNumber})を、誤りとして取り消します。`,
    ),
    form,
    reasonHint: '何が誤りだったかを書いてください。例: 別の人を任命するところでした。',
    confirm:
      obstacle !== ''
        ? confirm({ action: '', button: '', happens: [obstacle] }, self, '任命に戻る')
        : confirm(
            {
              action: `${self}/annul`,
              button: '任命を取り消す',
              happens: [
                '取り消した任命は、どの日の数字にも数えません。取消しは元に戻せません。',
                ...(issued === 0
                  ? []
                  : [`発行済みの書面が${String(issued)}通あります。回収してください。`]),
                ...(row.nomination === null ? [] : [CONSENT_LOST]),
                ...pastEffect(row, today),
                ...losing.map(({ name, leaders }) =>
                  leaders.length === 1
                    ? `${name}は、この任命を除くと${words.leader}が空白になります。`
                    : `${name}の${words.leader}は、この任命を除くと${String(leaders.length - 1)}名になります。`,
                ),
              ],
              stays: ['記録は、取り消した人と理由とともに残ります。'],
              notes: [
                '正しい任命を途中で終えるときは、取消しではなく「任命を終了する」を使ってください。',
              ],
            },
            self,
          ),
  };
}

const CONSENT_LOST =
  'この任命のもとになった推薦は「任命の取消し」になり、本人の同意も使えなくなります。もう一度任命するときは、推薦と本人の同意からやり直します。';

/** As the act itself refuses it. */
function obstacleTo({ state, renewedBy }: AppointmentDetail): string {
  if (state === 'annulled') return 'この任命は、すでに取り消されています。';
  return renewedBy === null ? '' : renewedRefusal(renewedBy, '取り消せません。').message;
}

function pastEffect({ termStart, termEnd, endedOn }: AppointmentRow, today: LocalDate): string[] {
  if (termStart >= today) return [];
  const last = minDate(endedOn ?? termEnd, addDays(today, -1));
  return [
    `${formatDateShort(termStart)}から${formatDateShort(last)}までの日を基準日にした数字も変わります。`,
  ];
}
