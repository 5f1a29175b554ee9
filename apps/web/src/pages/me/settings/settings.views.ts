import { type Actor, SYSTEM_ROLE_WORDS, TOKEN_AREA_WORDS, TOKEN_AREAS } from '@app/access';
import type { PersonalToken, TokenFacts } from '@app/accounts';
import type { TokenField } from './settings.forms';
import { formatDateShort, formatDateTime, type LocalDate } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { personName } from '../../../shell/person-name';
import { type ChipView, stateChip } from '../../../shell/signs';
import { breadcrumb } from '../../../shell/view-parts';

export function settingsView(
  actor: Actor,
  tokens: readonly PersonalToken[],
  form: FormView<TokenField>,
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
    accessOptions: [
      { value: 'read', label: '読むだけ' },
      { value: 'write', label: '読み書き(登録や変更もできます)' },
    ],
    areas: TOKEN_AREAS.map((area) => ({
      name: `area_${area}`,
      label: TOKEN_AREA_WORDS[area],
      isChecked: form.fields[`area_${area}`].value === 'yes',
    })),
  };
}

export function tokenShownView({ name, access, areas, days }: TokenFacts, token: string) {
  return {
    title: 'アクセストークン',
    breadcrumb: breadcrumb(['設定', '/settings'], ['アクセストークン']),
    name,
    token,
    scope: scopeText({ access, scope: areas }),
    days,
  };
}

export function tokenView(token: PersonalToken, today: LocalDate) {
  return {
    name: token.name,
    scope: scopeText(token),
    createdAt: formatDateTime(token.createdAt),
    expiresOn: formatDateShort(token.expiresOn),
    lastUsedAt: token.lastUsedAt ? formatDateTime(token.lastUsedAt) : '使っていません',
    chip: tokenChip(token, today),
    revokeAction: isLive(token, today) ? `/settings/tokens/${token.id}/revoke` : '',
  };
}

function tokenChip(token: PersonalToken, today: LocalDate): ChipView {
  if (token.revokedAt) return stateChip('token.revoked');
  return stateChip(isLive(token, today) ? 'token.in_force' : 'token.expired');
}

function isLive(token: PersonalToken, today: LocalDate): boolean {
  return token.revokedAt === null && token.expiresOn >= today;
}

/** 「読むだけ: 充足状況、通知」 */
function scopeText({ access, scope }: { access: string; scope: readonly string[] | null }): string {
  const areas = TOKEN_AREAS.filter((area) => scope === null || scope.includes(area));
  const all = areas.length === TOKEN_AREAS.length;
  const what = all ? 'すべて' : areas.map((area) => TOKEN_AREA_WORDS[area]).join('、');
  return `${access === 'read' ? '読むだけ' : '読み書き'}: ${what}`;
}
