import {
  isResetOpen,
  type PersonWithAccount,
  type ResetKind,
  type ResetRequest,
  type ResetState,
} from '@app/accounts';
import { formatDateTime, thingsSentence, words } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { type ChipView, stateChip } from '../../../shell/signs';
import { breadcrumb } from '../../../shell/view-parts';
import { type ConfirmView, personText } from './accounts.views';

const KIND_WORDS: Readonly<Record<ResetKind, string>> = {
  password: 'パスワードの再設定',
  second_factor: '二段階認証の取消し',
};

/** Who hears of a reset, said before it is done. */
export function toldEffects(isHolder: boolean): readonly string[] {
  return [
    isHolder
      ? `権限を持つ職員のため、本人のほか、${words.programOffice}と監査にもすぐにお知らせが届きます。`
      : '本人にお知らせが届きます。',
  ];
}

interface Asked {
  readonly accountId: string;
  readonly kind: ResetKind;
}

/** Instead of the reset: that somebody else has to agree first. */
export function approvalView(
  person: PersonWithAccount,
  { accountId, kind }: Asked,
  state: Exclude<ResetState, 'free'>,
  form: FormView<never>,
): ConfirmView {
  const self = `/accounts/${accountId}`;
  const title = `${KIND_WORDS[kind]}の承認`;
  return {
    title,
    breadcrumb: breadcrumb(['アカウント', '/accounts'], [person.name, self], [title]),
    person: personText(person),
    effects:
      state === 'waiting'
        ? [
            'ほかの管理者の承認を待っています。',
            '承認されたあとに、期限までにもう一度この画面を開くと実行できます。',
          ]
        : [
            '権限を持つ職員のため、ほかの管理者1名の承認が必要です。',
            '承認されたあとに、もう一度この画面を開いて実行します。依頼も承認も記録に残ります。',
          ],
    action: `${self}/resets`,
    hidden: [{ name: 'kind', value: kind }],
    button: state === 'waiting' ? '' : '承認を依頼する',
    isDangerous: false,
    back: self,
    form,
  };
}

export function requestsView(
  requests: readonly ResetRequest[],
  form: FormView<never>,
  reader: { readonly accountId: string; readonly now: Date; readonly canManage: boolean },
) {
  const open = requests.filter((request) => isResetOpen(request, reader.now)).length;
  return {
    title: '再設定の承認',
    breadcrumb: breadcrumb(['アカウント', '/accounts'], ['再設定の承認']),
    summary: thingsSentence('承認を待つ依頼', open),
    form,
    requests: requests.map((request) => ({
      owner: request.ownerName,
      account: `/accounts/${request.accountId}`,
      kind: KIND_WORDS[request.kind],
      requester: request.requesterName ?? '―',
      requestedAt: formatDateTime(request.requestedAt),
      expiresAt: request.expiresAt ? formatDateTime(request.expiresAt) : '―',
      state: requestChip(request, reader.now),
      decider: request.deciderName ?? '―',
      canApprove:
        reader.canManage &&
        isResetOpen(request, reader.now) &&
        ![request.requestedBy, request.accountId].some((id) => id === reader.accountId),
      canDecline:
        reader.canManage &&
        isResetOpen(request, reader.now) &&
        request.accountId !== reader.accountId,
      declineWord: request.requestedBy === reader.accountId ? '取り下げる' : '却下する',
      self: `/accounts/resets/${request.id}`,
    })),
  };
}

function requestChip(request: ResetRequest, now: Date): ChipView {
  if (request.doneAt !== null) return stateChip('reset.done');
  if (request.isApproved === false) return stateChip('reset.declined');
  if (request.expiresAt !== null && request.expiresAt <= now) return stateChip('reset.expired');
  return stateChip(request.isApproved ? 'reset.approved' : 'reset.waiting');
}
