import { type CityCoverage, type FrozenFigures, type RateName, rateOf } from '@app/coverage';
import {
  endOfMonthBefore,
  fiscalYearOf,
  formatDateShort,
  type LocalDate,
  numberText,
  words,
} from '@app/platform';

/** Of what nothing can have changed, because nobody wrote it down; empty where somebody did, or of a day that has not come. */
export function noMonthText(
  { asOf }: Pick<CityCoverage, 'asOf'>,
  before: FrozenFigures | null,
  today: LocalDate,
): string {
  if (before !== null || asOf > today) return '';
  return `前の月末(${formatDateShort(endOfMonthBefore(asOf))})の数字は書き留められていないため、前の月末との違いは示していません。`;
}

/** What has changed since the end of the month before, one text for each promise; empty where nothing was written down. */
export function changesView(city: CityCoverage, before: FrozenFigures | null) {
  if (before === null) return { leaders: '', holders: '', rates: {} };
  const since = `${formatDateShort(before.asOf)}から`;
  return {
    leaders: `${since}${stepText(city.leader.covered - before.covered, words.unit)}${movedText(city, before)}`,
    holders: `${since}${stepText(city.counts.holders - before.city.counts.holders, '名')}`,
    rates: ratesSince(city, before, since),
  };
}

/** 「+2課」「増減なし」. */
function stepText(step: number, unit: string): string {
  if (step === 0) return '増減なし';
  return `${step > 0 ? '+' : '−'}${numberText(Math.abs(step))}${unit}`;
}

/** More names than these would hide the number. */
const NAMED = 3;

/** 「(充足した課: 税務課。充足でなくなった課: 水道課)」; of many only how many. */
function movedText({ units }: CityCoverage, before: FrozenFigures): string {
  const then = new Map(before.units.map(({ code, state }) => [code, state]));
  const moved = units.filter(({ code, state }) => then.has(code) && then.get(code) !== state);
  const names = (isCovered: boolean) => {
    const all = moved.filter(({ code, state }) =>
      isCovered ? state === 'covered' : then.get(code) === 'covered',
    );
    return all.length > NAMED
      ? `${numberText(all.length)}${words.unit}`
      : all.map(({ name }) => name).join('、');
  };
  const parts = [
    { title: `充足した${words.unit}`, text: names(true) },
    { title: `充足でなくなった${words.unit}`, text: names(false) },
  ].filter(({ text }) => text !== '');
  return parts.length === 0
    ? ''
    : `(${parts.map(({ title, text }) => `${title}: ${text}`).join('。')})`;
}

/** In points. The promises of a fiscal year begin anew with it. */
function ratesSince(city: CityCoverage, before: FrozenFigures, since: string) {
  const isSameYear = fiscalYearOf(city.asOf) === fiscalYearOf(before.asOf);
  const names: readonly RateName[] = isSameYear ? ['security', 'ai', 'ai_ever'] : ['ai_ever'];
  return Object.fromEntries(
    names.flatMap((name) => {
      const { counts } = before.city;
      const [must, done] = [counts[name], counts[`${name}_done`]];
      const now = rateOf(city, name);
      if (must === 0 || now.must === 0) return [];
      const points = (now.done / now.must - done / must) * 100;
      return [[name, `${since}${pointsText(points)}`]];
    }),
  ) as Readonly<Partial<Record<RateName, string>>>;
}

function pointsText(points: number): string {
  const text = Math.abs(points).toFixed(1);
  if (text === '0.0') return '増減なし';
  return `${points > 0 ? '+' : '−'}${text}ポイント`;
}
