import { numberText, people } from '@app/platform';
import { FEWEST_PEOPLE, LEAST_RESULTS, type PastEstimates } from '@app/practice';
import { calibration, type CalibrationPoint } from '../../../shell/parts/figures/calibration';
import { pageHead } from '../../../shell/parts/heads';
import { breadcrumb } from '../../../shell/view-parts';

type Score = Extract<PastEstimates, { readonly kind: 'score' }>['score'];

const TITLE = '合格の見込みと結果';

export function pastEstimatesView(past: PastEstimates) {
  return {
    title: TITLE,
    head: pageHead(TITLE, breadcrumb(['模擬試験', '/mock-exams'], [TITLE]), sentenceOf(past)),
    figure: past.kind === 'few' ? null : figureOf(past.score),
    meanings: past.kind === 'few' ? [] : meaningsOf(past.score),
    least: numberText(LEAST_RESULTS),
  };
}

export function sentenceOf(past: PastEstimates): string {
  if (past.kind === 'few') {
    const so = past.people === null ? `${String(FEWEST_PEOPLE)}人未満` : people(past.people);
    return `まだ言えません。見込みを見たことがあり、結果の分かった人は${so}です。${String(LEAST_RESULTS)}名になると、当たっていたかを出します。`;
  }
  const { calibrationError, people: count } = past.score;
  return `${people(count)}の結果と比べると、見込みと実際の合格率の差は、平均で${pointsText(calibrationError)}でした。`;
}

function pointsText(share: number): string {
  return `${(share * 100).toFixed(0)}ポイント`;
}

const LEAST_SHARE = 0.05;

/** To whole five per cent and never all or nobody: more would tell of a few how they did. */
function rounded(share: number): number {
  return Math.min(1 - LEAST_SHARE, Math.max(LEAST_SHARE, Math.round(share * 20) / 20));
}

function roundedText(share: number): string {
  const shown = rounded(share);
  const text = `${(shown * 100).toFixed(0)}%`;
  if (shown === LEAST_SHARE) return `${text}以下`;
  return shown === 1 - LEAST_SHARE ? `${text}以上` : `約${text}`;
}

function figureOf({ bands }: Score) {
  const points: readonly CalibrationPoint[] = bands.map(({ from, to, meanChance, passRate }) => ({
    said: meanChance,
    happened: rounded(passRate),
    title: `${rangeText(from, to)}と言われた人: ${roundedText(passRate)}が合格`,
  }));
  return calibration(
    {
      id: 'past-estimates',
      sentence: `見込みごとの合格率。${points.map(({ title }) => title).join('。')}。`,
      caption: '見込みと実際の合格率',
      table: {
        headings: ['言われた見込み', '見込みの平均', '合格した割合'],
        rows: bands.map(({ from, to, meanChance, passRate }) => [
          rangeText(from, to),
          `${(meanChance * 100).toFixed(0)}%`,
          roundedText(passRate),
        ]),
      },
    },
    points,
  );
}

function rangeText(from: number, to: number): string {
  return `${String(from)}〜${String(to)}%`;
}

function meaningsOf({ skill, baseRate }: Score): readonly string[] {
  const base = `この人たちの合格率は${roundedText(baseRate)}でした。`;
  if (skill === null) return [`${base}全員が同じ結果だったので、見込みの良さは比べられません。`];
  if (skill <= 0)
    return [
      `${base}見込みは、全員に同じ合格率を言うのと変わらないか、それより外れていました。見込みの計算を見直してください。`,
    ];
  return [
    `${base}全員にこの合格率を言うのに比べて、見込みは外れを${(skill * 100).toFixed(0)}%減らしました。`,
  ];
}
