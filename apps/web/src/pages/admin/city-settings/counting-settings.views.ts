import {
  type CountingRule,
  type KpiTarget,
  ruleSentences,
  ruleValidity,
  switchesOf,
  targetName,
} from '@app/coverage';
import { addDays, formatDateShort, formatRange, type LocalDate, maxDate } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { address } from '../../../shell/view-parts';
import { SETTINGS, settingsFrame, validityChip, YES_NO, yesNo } from './city-settings.parts';

interface Shown {
  readonly today: LocalDate;
  readonly canManage: boolean;
}

const TARGETS = [
  { value: 'it_passport_holders', label: 'ITパスポート取得職員の人数' },
  {
    value: 'leader_coverage',
    get label() {
      return targetName({ code: 'leader_coverage', targetValue: null });
    },
  },
] as const;

const LEADER_POSTS = [
  { value: 'primary', label: '主務の所属だけ' },
  { value: 'with_concurrent', label: '主務と兼務の所属' },
  { value: 'all', label: '主務・兼務・併任・充て職・事務取扱の所属' },
] as const;

const MANDATORY_STAFF = [
  { value: 'regular', label: '正規職員だけ' },
  { value: 'own_staff', label: '正規・会計年度任用・再任用・任期付・非常勤の職員' },
  { value: 'all', label: '特別職・他団体からの派遣を含むすべての職員' },
] as const;

const KEPT = { value: 'kept', label: '登録済みの組合せのまま' } as const;

/** The newest target of the chosen kind, to be changed from today. */
export function initialTarget(targets: readonly KpiTarget[], code: string, today: LocalDate) {
  const chosen = TARGETS.find((it) => it.value === code)?.value ?? TARGETS[0].value;
  const newest = targets.find((target) => target.code === chosen);
  if (!newest) return { code: chosen, targetValue: '', dueOn: '', source: '', validFrom: today };
  const { targetValue, dueOn, source, validFrom } = newest;
  return {
    code: chosen,
    targetValue: targetValue === null ? '' : String(targetValue),
    dueOn,
    source,
    validFrom: maxDate(today, validFrom),
  };
}

export function targetsView(
  targets: readonly KpiTarget[],
  form: FormView<'code' | 'targetValue' | 'dueOn' | 'source' | 'validFrom'>,
  { today, canManage }: Shown,
) {
  const now = targets.filter(
    (it) => it.validFrom <= today && (it.validTo === null || it.validTo > today),
  );
  return {
    ...settingsFrame('/targets', '目標'),
    summary:
      now.length === 0
        ? '有効な目標はありません。'
        : `有効な目標は、${now.map((it) => `「${targetName(it)}」(${formatDateShort(it.dueOn)}まで)`).join('と')}です。`,
    canManage,
    form,
    options: TARGETS,
    targets: targets.map((target) => ({
      name: targetName(target),
      dueOn: formatDateShort(target.dueOn),
      period: formatRange(target.validFrom, target.validTo && addDays(target.validTo, -1)),
      source: target.source,
      state: validityChip({ from: target.validFrom, to: target.validTo }, today),
      href:
        canManage && target.validTo === null
          ? `${address(`${SETTINGS}/targets`, { code: target.code })}#target-form`
          : '',
      code: target.code,
      validFrom: target.validFrom,
      canWithdraw: canManage && target.validFrom > today,
    })),
  };
}

/** The newest version's choices: the next version changes what is chosen otherwise. */
export function initialRule(rules: readonly CountingRule[], today: LocalDate) {
  const [newest] = rules;
  if (!newest) throw new Error('The migrations bring the first version of the counting rule');
  const switches = switchesOf(newest);
  return {
    leaderPosts: switches.leaderPosts as string,
    includeUnitsBelow: yesNo(switches.includeUnitsBelow),
    excludeAbsent: yesNo(switches.excludeAbsent),
    minimumLeaders: String(switches.minimumLeaders),
    mandatoryStaff: switches.mandatoryStaff as string,
    holderEquivalents: yesNo(switches.holderEquivalents),
    note: '',
    validFrom: maxDate(today, addDays(newest.validFrom, 1)),
  };
}

export function rulesView(
  rules: readonly CountingRule[],
  form: FormView<keyof ReturnType<typeof initialRule>>,
  { today, canManage }: Shown,
) {
  const current = rules.find((rule) => rule.validFrom <= today);
  const newest = rules[0];
  const switches = newest && switchesOf(newest);
  return {
    ...settingsFrame('/rules', '数え方'),
    summary: current
      ? `本日の数字は、第${String(current.version)}版で数えています。`
      : '本日の数え方が登録されていません。',
    canManage,
    form,
    yesNo: YES_NO,
    leaderPosts: switches?.leaderPosts === 'kept' ? [KEPT, ...LEADER_POSTS] : LEADER_POSTS,
    mandatoryStaff:
      switches?.mandatoryStaff === 'kept' ? [KEPT, ...MANDATORY_STAFF] : MANDATORY_STAFF,
    versions: rules.map((rule, index) => ({
      version: String(rule.version),
      canWithdraw: canManage && index === 0 && rules.length > 1 && rule.validFrom > today,
      name: `第${String(rule.version)}版`,
      period: ruleValidity(rule),
      note: rule.note,
      state: validityChip(
        { from: rule.validFrom, to: rule.validUntil && addDays(rule.validUntil, 1) },
        today,
      ),
      sentences: ruleSentences(rule),
    })),
  };
}
