import { roleTitle, type NominationRow } from '@app/appointments';
import type { RoleHolder } from '@app/coverage';
import { formatDateShort, type LocalDate, words } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { tick } from '../../../shell/parts/fields';
import { pageHead } from '../../../shell/parts/heads';
import { confirm } from '../../../shell/parts/notices';
import { breadcrumb } from '../../../shell/view-parts';
import { recommenderText } from '../../me/nominations/nomination.views';
import { decidedAlready } from './decided.views';
import { RECEPTION } from './office-nominations.views';

type ApprovalField = 'termStart' | 'termEnd' | 'documentNumber' | 'note' | 'warningsAccepted';

interface Frame {
  readonly form: FormView<ApprovalField>;
  readonly usualEnd: LocalDate;
  readonly warnings: readonly string[];
  readonly unitName: string;
  /** Who leads the unit by now. */
  readonly leaders: readonly RoleHolder[];
}

/** The question before the appointment, with what must have been seen. */
export function approvalView(
  row: NominationRow,
  { form, usualEnd, warnings, unitName, leaders }: Frame,
) {
  const self = `/nominations/${row.id}`;
  const role = roleTitle(row.role);
  const isUndecided = row.state === 'consented';
  return {
    title: '推薦された人を任命する',
    head: pageHead(
      '推薦された人を任命する',
      breadcrumb(RECEPTION, [row.name, self], ['任命']),
      `${row.name}さん(${row.staffNumber})を${role}に任命します。`,
    ),
    form,
    facts: [
      { label: '役割', value: role },
      { label: '任期の始まりの所属', value: unitName === '' ? '所属なし' : unitName },
      ...(leaders.length === 0
        ? []
        : [
            {
              label: `いまの${words.leader}`,
              value: leaders
                .map((it) => `${it.name}(任期 ${formatDateShort(it.termEnd)}まで)`)
                .join('、'),
            },
          ]),
      { label: '推薦した人', value: recommenderText(row) },
      { label: '推薦の理由', value: row.reason },
    ],
    warnings,
    accepted: tick(form.fields.warningsAccepted, '上の内容を確認したうえで任命します'),
    termHint: `いつもの終わりは${formatDateShort(usualEnd)}です。`,
    confirm: isUndecided
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
