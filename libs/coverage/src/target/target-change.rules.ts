import { fiscalYearOf, type LocalDate, words } from '@app/platform';
import { metricFacts, type TargetKind } from './metrics';
import type { TargetChange } from './targets.service';

interface AtPresent {
  readonly today: LocalDate;
  /** As many leaders cover a unit, by the rule of the first day. */
  readonly minimumLeaders: number;
}

/** From one up: to promise nothing is to end the target. */
const MOST: Readonly<Record<Exclude<TargetKind, 'status'>, number>> = {
  per_unit: 9,
  percent: 100,
  head_count: 99_999,
  cases: 99_999,
  hours: 99_999,
};

/** What of a change cannot be meant, by field. */
export function targetProblems(
  change: TargetChange,
  now: AtPresent,
): Readonly<Record<string, string>> {
  const { code, dueOn, validFrom } = change;
  const { isDated } = metricFacts(code);
  const value = valueProblem(change, now);
  const step = milestoneProblem(change);
  return {
    ...(value && { targetValue: value }),
    ...(validFrom < now.today && { validFrom: '本日以降の日を選んでください。' }),
    ...(isDated && dueOn === null && { dueOn: '期限を年月日で入力してください。' }),
    ...(dueOn !== null &&
      dueOn <= validFrom && { dueOn: '期限は、有効になる日より後の日を選んでください。' }),
    ...step,
  };
}

function valueProblem(
  { code, targetValue }: TargetChange,
  { minimumLeaders }: AtPresent,
): string | null {
  const { kind } = metricFacts(code);
  if (kind === 'status') {
    return targetValue === null ? null : 'この約束には数がありません。空欄にしてください。';
  }
  const most = MOST[kind];
  if (targetValue === null || targetValue < 1 || targetValue > most)
    return `目標の数を1から${String(most)}までの整数で入力してください。`;
  // What covers a unit is said once, by the counting rule: two numbers for it would be two answers.
  if (kind === 'per_unit' && targetValue !== minimumLeaders)
    return `数え方では、${words.leader}が${String(minimumLeaders)}名以上いる${words.unit}を充足と数えます。人数を変えるときは、先に数え方を変えてください。`;
  return null;
}

function milestoneProblem({
  code,
  dueOn,
  validFrom,
  targetValue,
  milestones,
}: TargetChange): Readonly<Record<string, string>> {
  const { kind } = metricFacts(code);
  const last = dueOn === null ? Infinity : fiscalYearOf(dueOn);
  for (const { fiscalYear, value } of milestones) {
    const field = `milestone${String(fiscalYear)}`;
    if (kind === 'status') return { [field]: 'この約束には数がないため、節目を置けません。' };
    if (fiscalYear < fiscalYearOf(validFrom) || fiscalYear > last)
      return { [field]: '節目は、有効になる日の年度から期限の年度までに置いてください。' };
    if (kind !== 'per_unit' && targetValue !== null && value > targetValue)
      return { [field]: '節目は、目標の数以下にしてください。' };
  }
  return {};
}
