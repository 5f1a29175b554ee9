import {
  enteredText,
  metricFacts,
  metricNumber,
  milestoneText,
  type PeopleFigure,
  type TargetStanding,
  targetName,
  targetValueText,
  type UnitFigure,
} from '@app/coverage';
import { formatDateShort, formatFiscalYear, type LocalDate, words } from '@app/platform';
import { type ChipView, stateChip } from '../../../shell/signs';
import { numberText, peopleHref } from '../coverage/coverage-links';
import { targetHref } from './target-links';

/** How a target stands on a day, in the words of every page and file. */
export interface StandingView {
  readonly name: string;
  readonly href: string;
  readonly now: string;
  /** The people or units behind what is counted; empty for what was typed in. */
  readonly nowHref: string;
  /** Where the number comes from, unless the product counted it. */
  readonly nowNote: string;
  readonly target: string;
  readonly missing: string;
  readonly due: string;
  readonly perYear: string;
  /** How much more each year, or each month of what is due every fiscal year. */
  readonly pace: string;
  readonly chip: ChipView | null;
}

const FIGURES: Readonly<Record<string, PeopleFigure | UnitFigure>> = {
  leader_coverage: 'units_covered',
  it_passport_holders: 'holders',
  supporters: 'active_supporters',
  information_security: 'security_done',
  ai_use: 'ai_done',
  ai_use_ever: 'ai_ever_done',
  other_certificates: 'other_certified',
};

export function standingView(standing: TargetStanding, asOf: LocalDate): StandingView {
  const { target, state } = standing;
  const figure = FIGURES[target.code];
  return {
    name: targetName(target),
    href: targetHref(target.code, asOf),
    now: nowText(standing),
    nowHref: figure === undefined || standing.now === null ? '' : peopleHref(figure, asOf),
    nowNote: enteredNote(standing),
    target: targetValueText(target) || '実施',
    missing: missingText(standing),
    due: dueText(standing),
    perYear:
      standing.perYear === null || standing.missing === 1 ? '' : `約${partText(standing.perYear)}`,
    pace: paceText(standing),
    chip: state === null ? null : stateChip(`target.${state}`),
  };

  function paceText({ perYear, perMonth, missing }: TargetStanding): string {
    // Of a single one a tenth a month is no pace.
    if (missing === 1) return `期限までに${metricNumber(target.code, 1)}`;
    if (perYear !== null) return `1年に約${partText(perYear)}`;
    return perMonth === null ? '' : `1か月に約${partText(perMonth)}`;
  }

  function partText(part: number): string {
    // Of units or people, a part of one is still told: the years and months add up.
    return metricNumber(target.code, 0).replace('0', part.toFixed(1));
  }
}

function nowText({ target, now, outOf, rate, entered }: TargetStanding): string {
  const { kind, facts } = metricFacts(target.code);
  if (facts === 'entered') return entered === null ? '' : enteredText(entered);
  if (kind === 'percent') {
    if (rate === null) return '年度が始まってから';
    if (rate.must === 0) return '対象なし';
    return `${((rate.done / rate.must) * 100).toFixed(1)}%(${numberText(rate.done)} / ${numberText(rate.must)}名)`;
  }
  if (now === null) return '';
  return outOf === null
    ? metricNumber(target.code, now)
    : `${numberText(now)} / ${numberText(outOf)}${words.unit}`;
}

/** 「手で入力した数、令和8年9月30日現在」 */
function enteredNote({ target, entered }: TargetStanding): string {
  if (metricFacts(target.code).facts === 'counted' || entered === null) return '';
  const what = entered.status === null ? '手で入力した数' : '手で入力した状態';
  return `${what}、${formatDateShort(entered.asOf)}現在`;
}

function missingText({ target, missing, state }: TargetStanding): string {
  if (state === 'met' || missing === 0) return 'なし';
  return missing === null ? '' : metricNumber(target.code, missing);
}

function dueText({ isYearly, dueOn }: TargetStanding): string {
  return isYearly ? '毎年度' : formatDateShort(dueOn);
}

/** 「令和8年度(2026年度)末に10名」; empty without a milestone in the year. */
export function milestoneOfYear({ target, milestone }: TargetStanding): string {
  return milestone === null
    ? ''
    : `${formatFiscalYear(milestone.fiscalYear)}末に${milestoneText(target.code, milestone.value)}`;
}
