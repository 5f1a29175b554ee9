import { SYSTEM_ROLE_WORDS, SYSTEM_ROLES, type SystemRole } from '@app/access';
import type { SignInRules } from '@app/accounts';
import type { FormView } from '../../../shell/forms';
import { settingsFrame } from './city-settings.parts';

export type RulesField = 'idleMinutes' | 'absoluteHours' | 'graceDays' | `role_${SystemRole}`;

export function rulesFields(rules: SignInRules): Readonly<Record<RulesField, string>> {
  const box = (role: SystemRole) => (rules.secondFactorRoles.includes(role) ? 'yes' : '');
  return {
    idleMinutes: String(rules.idleMinutes),
    absoluteHours: String(rules.absoluteHours),
    graceDays: String(rules.graceDays),
    role_hr: box('hr'),
    role_program_office: box('program_office'),
    role_auditor: box('auditor'),
    role_administrator: box('administrator'),
  };
}

export function signInRulesView(form: FormView<RulesField>, canManage: boolean) {
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
        : `二段階認証は、${chosen.join('・')}に求めています。`),
    canManage,
    form,
    roles,
  };
}
