import {
  type AppointmentDetail,
  type AppointmentRow,
  type DaysWithout,
  EARLY_END_REASONS,
  roleTitle,
  END_REASON_WORDS,
  endWarnings,
} from '@app/appointments';
import type { UnitCoverage } from '@app/coverage';
import {
  addDays,
  formatRange,
  type LocalDate,
  maxDate,
  minDate,
  words,
  isCountedDay,
} from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { tick, tickAsked } from '../../../shell/parts/fields';
import { pageHead } from '../../../shell/parts/heads';
import { confirm } from '../../../shell/parts/notices';
import { breadcrumb } from '../../../shell/view-parts';
import { termText } from './appointment-words';
import { LIST_CRUMB } from './appointments.views';

/** Today, as far as it lies in the term and before its last day. */
export function usualEndDay({ termStart, termEnd }: AppointmentRow, today: LocalDate): LocalDate {
  return minDate(maxDate(today, termStart), maxDate(termStart, addDays(termEnd, -1)));
}

type EndingForm = FormView<'endedOn' | 'reason' | 'warningsAccepted' | 'warningsSeen'>;

/** The day whose units lose somebody: the day after the end, with whoever is appointed or moved there by then. */
export function firstDayWithout(
  row: AppointmentRow,
  { fields }: EndingForm,
  today: LocalDate,
): LocalDate {
  const typed = fields.endedOn.value;
  const isEnd = isCountedDay(typed) && typed >= row.termStart && typed < row.termEnd;
  return addDays(isEnd ? typed : usualEndDay(row, today), 1);
}

/** The question before a term is ended, with what it does to the units that are covered on that day. */
export function endingView(
  row: AppointmentDetail,
  { units, today }: { readonly units: readonly UnitCoverage[]; readonly today: LocalDate },
  form: EndingForm,
) {
  const self = `/appointments/${row.id}`;
  const losing = units.filter((unit) => unit.leaders.some((it) => it.appointmentId === row.id));
  const lines = warningsOf(row, form, today);
  const asked = tickAsked(form, lines);
  return {
    title: '任命を終了する',
    head: pageHead(
      '任命を終了する',
      breadcrumb(LIST_CRUMB, [row.name, self], ['終了する']),
      `${row.name}さんの${roleTitle(row.role)}の任期(${termText(row)})を、途中で終了します。`,
    ),
    confirm: confirm(
      {
        action: `${self}/end`,
        button: '任命を終了する',
        happens: losing.map(({ name, leaders }) =>
          leaders.length === 1
            ? `${name}は、終了日の翌日から${words.leader}が空白になります。`
            : `${name}の${words.leader}は、終了日の翌日から${String(leaders.length - 1)}名になります。`,
        ),
        stays: ['この任命の記録と、終了日までの日を基準日にした数字は残ります。'],
        notes: [
          '間違えたときは、あとから取り消せます。登録した日のうちに取り消すと、終了はなかったことになります。終了日を過ぎ、登録した日も過ぎてから取り消すと、任期は取り消した日から続き、あいだの日は任期の外のまま残ります。',
          '誤って登録した任命は、終了ではなく任命の取消しをしてください。',
        ],
      },
      self,
    ),
    warning: lines,
    accepted: tick(asked.fields.warningsAccepted, '上の内容を確認したうえで終了します'),
    form: asked,
    reasons: EARLY_END_REASONS.map((value) => ({ value, label: END_REASON_WORDS[value] })),
  };
}

/** What becomes of the days around an end that was taken back. */
export function undoneText(without: DaysWithout | null): string {
  const done = '終了を取り消しました。任期は、もとの任期の終わりまで';
  return without === null
    ? `${done}、途切れずに続きます。`
    : `${done}続きます。${formatRange(without.from, without.until)}は、終了していた日のまま残ります。`;
}

/** What an end changes of the past, and what it leaves standing; of the past once the day was typed. */
function warningsOf(
  { termStart, termEnd, renewedBy: renewal }: AppointmentDetail,
  { fields }: EndingForm,
  today: LocalDate,
): string[] {
  const typed = fields.endedOn.value;
  const isEnd = isCountedDay(typed) && typed >= termStart && typed < termEnd;
  return endWarnings({ endedOn: isEnd ? typed : today, termEnd, renewal }, today);
}
