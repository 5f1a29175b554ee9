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

/**
 * 「(充足した課: 税務課。充足でなくなった課: 水道課)」; of many only how many. Units that were founded or ended since are told apart,
 * so that what is told adds up to the step.
 */
function movedText({ units }: CityCoverage, before: FrozenFigures): string {
  const then = new Map(before.units.map(({ code, state }) => [code, state]));
  const now = new Map(units.map(({ code, state }) => [code, state]));
  const gained = units.filter(({ code, state }) => state === 'covered' && then.get(code) !== state);
  const lost = before.units.filter(
    ({ code, state }) => state === 'covered' && now.get(code) !== state,
  );
  const parts = [
    { title: `充足した${words.unit}`, of: gained.filter(({ code }) => then.has(code)) },
    {
      title: `新しくできて充足した${words.unit}`,
      of: gained.filter(({ code }) => !then.has(code)),
    },
    { title: `充足でなくなった${words.unit}`, of: lost.filter(({ code }) => now.has(code)) },
    { title: `充足していてなくなった${words.unit}`, of: lost.filter(({ code }) => !now.has(code)) },
  ].filter(({ of }) => of.length > 0);
  return parts.length === 0
    ? ''
    : `(${parts.map(({ title, of }) => `${title}: ${namesText(of)}`).join('。')})`;
}

function namesText(units: readonly { readonly name: string }[]): string {
  return units.length > NAMED
    ? `${numberText(units.length)}${words.unit}`
    : units.map(({ name }) => name).join('、');
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
