import {
  type Actor,
  areaOf,
  hasPermission,
  PERMISSIONS,
  SYSTEM_ROLE_WORDS,
  SYSTEM_ROLES,
  TOKEN_AREA_WORDS,
  TOKEN_AREAS,
  type TokenArea,
} from '@app/access';
import type { PersonalToken, TokenFacts } from '@app/accounts';
import type { TokenField } from './settings.forms';
import { formatDateShort, formatDateTime, type LocalDate, words } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { fact } from '../../../shell/parts/facts';
import { pageHead } from '../../../shell/parts/heads';
import { queue, row } from '../../../shell/parts/rows';
import { tableFrame } from '../../../shell/parts/tables';
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
    head: pageHead('設定', breadcrumb(['設定']), settingsSentence(live)),
    facts: [
      fact('氏名', actor.name),
      fact('職員番号', actor.staffNumber),
      fact('所属', actor.unitName),
      fact('権限', rolesText(actor)),
    ],
    queue: queue('記録と安全', [
      row('自分の記録', '氏名・所属・役割・資格・受講の記録をまとめて見られます。', {
        href: `/people/${encodeURIComponent(actor.staffNumber)}`,
      }),
      row('わたしの役割', '役割の任期と書面、なるまでの道を見られます。', {
        href: '/my-role',
      }),
      row('パスワードの変更', '変更すると、ほかの端末でのログインは終了します。', {
        href: '/password',
      }),
      row('予定表', '期限や受験日を、お使いの予定表に取り込めます。', {
        href: '/settings/calendar',
      }),
      row('安全', '二段階認証、ログイン中の端末、ログインの記録があります。', {
        href: '/security',
      }),
      ...filesRow(actor),
    ]),
    tables: { tokens: tableFrame('アクセストークンの一覧', { hidesCaption: true }) },
    tokens: tokens.map((token) => tokenView(token, today)),
    form,
    isFormOpen: tokens.length > 0 || form.message !== '',
    accessOptions: [
      { value: 'read', label: '読むだけ' },
      { value: 'write', label: '読み書き(登録や変更もできます)' },
    ],
    areas: areasOf(actor).map((area) => ({
      name: `area_${area}`,
      label: TOKEN_AREA_WORDS[area],
      isChecked: form.fields[`area_${area}`].value === 'yes',
    })),
  };
}

/** Tokens are named only where there are some: few ever need one. */
export function settingsSentence(tokens: number): string {
  const own = `氏名や所属に誤りがあるときは、${words.hr}担当にお知らせください。この画面では変更できません。`;
  return tokens === 0 ? own : `${own}有効なアクセストークンは${String(tokens)}個です。`;
}

function rolesText({ roles }: Actor): string {
  const names = roles.map((role) => SYSTEM_ROLE_WORDS[role]).filter(Boolean);
  return names.join('・') || '職員';
}

/** A token for what its owner may not do would do nothing. */
function areasOf(actor: Actor): readonly TokenArea[] {
  return TOKEN_AREAS.filter((area) =>
    PERMISSIONS.some((it) => areaOf(it) === area && hasPermission(actor, it)),
  );
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

/** Whoever sees no more than what is their own has no lists to save. */
function filesRow({ roles }: Actor) {
  if (!SYSTEM_ROLES.some((role) => roles.includes(role))) return [];
  return [
    row('保存したファイル', '行数の多い一覧のファイルと、届いた定期報告があります。', {
      href: '/files',
    }),
  ];
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
