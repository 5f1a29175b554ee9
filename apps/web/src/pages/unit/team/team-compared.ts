import type { PromiseFigures, Team } from '@app/coverage';
import { numberText } from '@app/platform';

type Whole = Pick<PromiseFigures, 'security' | 'ai'>;

/** The own unit beside the whole city, never beside another unit; of what nobody of the unit is asked nothing is said. */
export function comparedText({ unit, counts }: Team, city: Whole): string {
  const { securityDone, securityMust, aiDone, aiMust } = counts;
  const own = { security: [securityDone, securityMust], ai: [aiDone, aiMust] } as const;
  return [
    compared(
      `情報セキュリティ(この年度)を修了した人は、${unit.name}で`,
      own.security,
      city.security,
    ),
    compared(`AI活用(この年度)は、${unit.name}で`, own.ai, city.ai),
  ].join('');
}

function compared(
  subject: string,
  [done, must]: readonly [number, number],
  city: Whole['security'],
): string {
  if (must === 0 || city.must === 0) return '';
  const people = `${numberText(must)}名のうち${numberText(done)}名(${percent(done, must)})`;
  return `${subject}${people}、市全体では${percent(city.done, city.must)}です。`;
}

function percent(part: number, whole: number): string {
  return `${((part / whole) * 100).toFixed(1)}%`;
}
