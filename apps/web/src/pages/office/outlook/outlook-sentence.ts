import { type CoverageOutlook, yearEndText } from '@app/coverage';
import {
  fiscalYearOf,
  formatDateShort,
  type LocalDate,
  partOf,
  tenseOf,
  units,
  words,
} from '@app/platform';

/** The day that is asked for, and the one on which somebody asks. */
export interface Days {
  readonly asOf: LocalDate;
  readonly today: LocalDate;
}

export const isPast = ({ asOf, today }: Days): boolean => tenseOf(asOf, today) === 'past';

/** Of the end that is looked at, else of the last one. */
export function outlookSentence(found: CoverageOutlook, year: string, frame: Days): string {
  return isPast(frame) ? pastSentence(found, year, frame) : sentenceOfToday(found, year);
}

/** As it was foreseen: what was on record on the day, and nothing of what could have been done. */
function pastSentence({ sums }: CoverageOutlook, year: string, { asOf }: Days): string {
  const sum = sumOf(sums, year);
  if (sum === undefined) return '';
  const { on_record: covered, vacant } = sum.counts;
  const when = `${formatDateShort(asOf)}の記録では、再任もなく進むと、${yearEndText(sum.yearEnd)}(${formatDateShort(sum.yearEnd)})に`;
  if (covered + vacant === 0)
    return `${when}${words.leader}を置く${words.unit}はない見込みでした。`;
  if (covered === 0) return `${when}${words.leader}がいる${words.unit}はない見込みでした。`;
  return `${when}${words.leader}がいるのは、${partOf(covered, covered + vacant, words.unit)}の見込みでした。`;
}

function sumOf(sums: CoverageOutlook['sums'], year: string) {
  return sums.find(({ yearEnd }) => String(fiscalYearOf(yearEnd)) === year) ?? sums.at(-1);
}

function sentenceOfToday({ sums }: CoverageOutlook, year: string): string {
  const sum = sumOf(sums, year);
  if (sum === undefined) return '';
  const { on_record: covered, in_reach: reach, nobody } = sum.counts;
  const all = covered + reach + nobody;
  const when = `いまの記録のまま再任もなく進むと、${yearEndText(sum.yearEnd)}(${formatDateShort(sum.yearEnd)})に`;
  if (all === 0) return `${when}${words.leader}を置く${words.unit}はありません。`;
  const state =
    covered === 0
      ? `${when}${words.leader}がいる${words.unit}はありません。`
      : `${when}${words.leader}がいるのは、${partOf(covered, all, words.unit)}です。`;
  if (covered === all) return state;
  if (nobody === 0) return `${state}残る${units(reach)}には、間に合う人がいます。`;
  if (reach === 0) return `${state}残る${units(nobody)}には、間に合う人がいません。`;
  return `${state}残る${units(reach + nobody)}のうち、手が打てるのは${units(reach)}、打つ手がないのは${units(nobody)}です。`;
}
