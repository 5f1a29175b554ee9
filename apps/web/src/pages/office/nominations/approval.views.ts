import {
  type AppointmentWarning,
  asksReason,
  type NominationRow,
  roleTitle,
  WARNED_REASON,
} from '@app/appointments';
import { formatDateShort, type LocalDate, wordsInUse } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { tick, tickAsked } from '../../../shell/parts/fields';
import { pageHead } from '../../../shell/parts/heads';
import { confirm, notice } from '../../../shell/parts/notices';
import { breadcrumb } from '../../../shell/view-parts';
import { recommenderText } from '../../me/nominations/nomination.views';
import { decidedAlready } from './decided.views';
import { RECEPTION } from './office-nominations.views';
import type { HolderInUnit } from './role-in-unit';

type ApprovalField =
  | 'termStart'
  | 'termEnd'
  | 'documentNumber'
  | 'note'
  | 'warningsAccepted'
  | 'warningsSeen'
  | 'warnedReason';

interface Frame {
  readonly form: FormView<ApprovalField>;
  readonly usualEnd: LocalDate;
  readonly warnings: readonly AppointmentWarning[];
  /** What must have been seen, in words: of the recommendation and of the appointment. */
  readonly lines: readonly string[];
  /** What the person is already in the role. */
  readonly standing: readonly string[];
  readonly unitName: string;
  /** Why nobody can be appointed any more; empty: somebody can. */
  readonly obstacle: string;
  /** Who holds the role in the unit by now. */
  readonly holders: readonly HolderInUnit[];
}

const REFUSE = '推薦を差し戻すか、見送ってください。';

/** The question before the appointment, with what must have been seen. */
export function approvalView(
  row: NominationRow,
  { form, usualEnd, warnings, lines, standing, obstacle, unitName, holders }: Frame,
) {
  const self = `/nominations/${row.id}`;
  const role = roleTitle(row.role);
  const asked = tickAsked(form, lines);
  const isUndecided = row.state === 'consented';
  return {
    title: '推薦された人を任命する',
    head: pageHead(
      '推薦された人を任命する',
      breadcrumb(RECEPTION, [row.name, self], ['任命']),
      `${row.name}さん(${row.staffNumber})を${role}に任命します。`,
    ),
    form: asked,
    standing: standing.length === 0 ? null : notice('warn', standing),
    facts: factsOf(row, { unitName, holders }),
    warnings: lines,
    reasonLabel: asksReason(warnings) ? WARNED_REASON : '',
    accepted: tick(asked.fields.warningsAccepted, '上の内容を確認したうえで任命します'),
    // What warns of a longer term says the usual end itself.
    termHint: warnings.some(({ kind }) => kind === 'long_term')
      ? ''
      : `いつもの終わりは${formatDateShort(usualEnd)}です。`,
    confirm:
      isUndecided && obstacle !== ''
        ? confirm({ action: '', button: '', happens: [`${obstacle}${REFUSE}`] }, self, '推薦に戻る')
        : isUndecided
          ? confirm(
              {
                action: `/appointments/nominations/${row.id}/approve`,
                button: '任命を登録する',
                happens: [],
                isDangerous: false,
                notes: ['任命は、この推薦に戻せません。誤ったときは、任命の取消しをしてください。'],
              },
              self,
            )
          : decidedAlready(self),
  };
}

function factsOf(
  row: NominationRow,
  { unitName, holders }: Pick<Frame, 'unitName' | 'holders'>,
): readonly { readonly label: string; readonly value: string }[] {
  const now = holders.map((it) => `${it.name}(任期 ${formatDateShort(it.termEnd)}まで)`);
  return [
    { label: '役割', value: roleTitle(row.role) },
    { label: '任期の始まりの所属', value: unitName === '' ? '所属なし' : unitName },
    ...(now.length === 0
      ? []
      : [{ label: `いまの${wordsInUse().role(row.role).short}`, value: now.join('、') }]),
    { label: '推薦した人', value: recommenderText(row) },
    { label: '推薦の理由', value: row.reason },
  ];
}
