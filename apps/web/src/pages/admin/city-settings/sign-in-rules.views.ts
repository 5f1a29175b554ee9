import { SYSTEM_ROLE_WORDS, SYSTEM_ROLES, type SystemRole } from '@app/access';
import type { MissingSecond, SignInRules } from '@app/accounts';
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
  {
    canManage,
    alone,
    today,
    tomorrow,
  }: {
    readonly canManage: boolean;
    readonly alone: readonly MissingSecond[];
    readonly today: SignInRules;
    readonly tomorrow: SignInRules;
  },
) {
  const roles = SYSTEM_ROLES.map((role) => ({
    name: `role_${role}`,
    label: SYSTEM_ROLE_WORDS[role],
    isChecked: form.fields[`role_${role}`].value === 'yes',
  }));
  return {
    ...settingsFrame('/sign-in', 'ログイン'),
    summary: summaryOf(today),
    coming: summaryOf(tomorrow) === summaryOf(today) ? '' : summaryOf(tomorrow),
    canManage,
    alone,
    form,
    holderResets: Object.entries(HOLDER_RESET_WORDS).map(([value, text]) => ({ value, text })),
    roles,
  };
}

/** What holds today; the form shows what was chosen, also where that begins tomorrow. */
function summaryOf(rules: SignInRules): string {
  const roles = rules.secondFactorRoles.map((role) => SYSTEM_ROLE_WORDS[role]);
  return [
    `何も開かないまま${String(rules.idleMinutes)}分たつか、ログインから${String(rules.absoluteHours)}時間たつと、自動でログアウトします。`,
    roles.length === 0
      ? '二段階認証は、どの権限にも求めていません。'
      : `二段階認証は、${roles.join('・')}に求めています。`,
    rules.holderReset === 'approval'
      ? '権限を持つ職員の再設定は、ほかの管理者が承認してから行います。'
      : `権限を持つ職員の再設定は、本人・${words.programOffice}・監査にすぐ知らせます。`,
  ].join('');
}
