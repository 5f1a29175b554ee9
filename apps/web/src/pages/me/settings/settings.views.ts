import { type Actor, SYSTEM_ROLE_WORDS } from '@app/access';
import type { PersonalToken } from '@app/accounts';
import { formatDateShort, formatDateTime, type LocalDate } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { personName } from '../../../shell/person-name';
import { breadcrumb, chip, type ChipView } from '../../../shell/view-parts';

export function settingsView(
  actor: Actor,
  tokens: readonly PersonalToken[],
  form: FormView<'name'>,
  today: LocalDate,
) {
  const live = tokens.filter((token) => isLive(token, today)).length;
  return {
    title: '設定',
    breadcrumb: breadcrumb(['設定']),
    summary: `${actor.name}さんの登録内容です。有効なアクセストークンは${String(live)}個です。`,
    person: personName(actor, { hasNumberColumn: true }),
    staffNumber: actor.staffNumber,
    unitName: actor.unitName,
    roles:
      actor.roles
        .map((role) => SYSTEM_ROLE_WORDS[role])
        .filter(Boolean)
        .join('・') || '職員',
    tokens: tokens.map((token) => tokenView(token, today)),
    form,
  };
}

export function tokenShownView(name: string, token: string) {
  return {
    title: 'アクセストークン',
    breadcrumb: breadcrumb(['設定', '/settings'], ['アクセストークン']),
    name,
    token,
  };
}

function tokenView(token: PersonalToken, today: LocalDate) {
  return {
    name: token.name,
    createdAt: formatDateTime(token.createdAt),
    expiresOn: formatDateShort(token.expiresOn),
    lastUsedAt: token.lastUsedAt ? formatDateTime(token.lastUsedAt) : '使っていません',
    chip: tokenChip(token, today),
    revokeAction: isLive(token, today) ? `/settings/tokens/${token.id}/revoke` : '',
  };
}

function tokenChip(token: PersonalToken, today: LocalDate): ChipView {
  if (token.revokedAt) return chip('none', '無効');
  return isLive(token, today) ? chip('ok', '有効') : chip('none', '期限切れ');
}

function isLive(token: PersonalToken, today: LocalDate): boolean {
  return token.revokedAt === null && token.expiresOn >= today;
}
