import {
  type CountingRule,
  type KpiTarget,
  METRIC_CODES,
  METRIC_WORDS,
  ruleSentences,
  ruleValidity,
  switchesOf,
  targetName,
} from '@app/coverage';
import {
  addDays,
  formatDateShort,
  formatRange,
  type LocalDate,
  maxDate,
  thingsSentence,
} from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { validityChip } from '../../../shared/validity-chip';
import { isUsual } from '../../../shell/lists/common-chips';
import { settingsFrame, YES_NO, yesNo } from './city-settings.parts';

interface Shown {
  readonly today: LocalDate;
  readonly canManage: boolean;
}

interface Seen extends Shown {
  /** Whether how a target stands may be seen, too. */
  readonly seesFigures: boolean;
}

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

/** Every target there was; how each stands, and its change, is a page of its own. */
export function targetsView(
  targets: readonly KpiTarget[],
  { today, canManage, seesFigures }: Seen,
) {
  const now = targets.filter(
    (it) => it.validFrom <= today && (it.validTo === null || it.validTo > today),
  );
  return {
    ...settingsFrame('/targets', '目標'),
    summary: thingsSentence('有効な目標', now.length),
    listHref: seesFigures ? '/coverage/targets' : '',
    targets: targets.map((target) => ({
      name: targetName(target),
      href: seesFigures ? `/coverage/targets/${target.code}` : '',
      dueOn: target.dueOn === null ? '毎年度' : formatDateShort(target.dueOn),
      period: formatRange(target.validFrom, target.validTo && addDays(target.validTo, -1)),
      source: [target.source, target.page].filter((it) => it !== '').join(' '),
      ...stateOf(target),
      changeHref:
        canManage && target.validTo === null ? `/coverage/targets/${target.code}/change` : '',
    })),
    others: canManage
      ? METRIC_CODES.filter((code) => targets.every((it) => it.code !== code)).map((code) => ({
          name: METRIC_WORDS[code],
          href: `/coverage/targets/${code}/change`,
        }))
      : [],
  };

  /** What most of them are is a word and no sign. */
  function stateOf(target: KpiTarget) {
    const chip = validityChip({ from: target.validFrom, to: target.validTo }, today);
    return now.includes(target) && isUsual(now.length, targets.length)
      ? { state: null, stateText: chip.label }
      : { state: chip, stateText: '' };
  }
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
