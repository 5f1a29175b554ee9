import { SYSTEM_ROLE_WORDS, SYSTEM_ROLES, type SystemRole } from '@app/access';
import type { SignInRules } from '@app/accounts';
import { words } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { settingsFrame } from './city-settings.parts';

export type RulesField =
  | 'idleMinutes'
  | 'absoluteHours'
  | 'graceDays'
  | 'holderReset'
  | 'approvalHours'
  | `role_${SystemRole}`;

export function rulesFields(rules: SignInRules): Readonly<Record<RulesField, string>> {
  const box = (role: SystemRole) => (rules.secondFactorRoles.includes(role) ? 'yes' : '');
  return {
    idleMinutes: String(rules.idleMinutes),
    absoluteHours: String(rules.absoluteHours),
    graceDays: String(rules.graceDays),
    holderReset: rules.holderReset,
    approvalHours: String(rules.approvalHours),
    role_hr: box('hr'),
    role_program_office: box('program_office'),
    role_auditor: box('auditor'),
    role_administrator: box('administrator'),
  };
}

const HOLDER_RESET_WORDS = {
  get notice() {
    return `1名で行い、本人・${words.programOffice}・監査にすぐ知らせる`;
  },
  approval: 'ほかの管理者が承認してから行う',
};

export function signInRulesView(
  form: FormView<RulesField>,
  { canManage, alone }: { readonly canManage: boolean; readonly alone: readonly string[] },
) {
  const roles = SYSTEM_ROLES.map((role) => ({
    name: `role_${role}`,
    label: SYSTEM_ROLE_WORDS[role],
    isChecked: form.fields[`role_${role}`].value === 'yes',
  }));
  const chosen = roles.filter((role) => role.isChecked).map((role) => role.label);
  return {
    ...settingsFrame('/sign-in', 'ログイン'),
    summary:
      `何も開かないまま${form.fields.idleMinutes.value}分たつか、ログインから${form.fields.absoluteHours.value}時間たつと、自動でログアウトします。` +
      (chosen.length === 0
        ? '二段階認証は、どの権限にも求めていません。'
        : `二段階認証は、${chosen.join('・')}に求めています。`) +
      (form.fields.holderReset.value === 'approval'
        ? '権限を持つ職員の再設定は、ほかの管理者が承認してから行います。'
        : `権限を持つ職員の再設定は、本人・${words.programOffice}・監査にすぐ知らせます。`),
    canManage,
    alone,
    form,
    holderResets: Object.entries(HOLDER_RESET_WORDS).map(([value, text]) => ({ value, text })),
    roles,
  };
}
