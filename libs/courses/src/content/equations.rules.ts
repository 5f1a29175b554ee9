/** `200件 × 4分 ÷ 60 = 13.3`: numbers with an optional unit of up to six letters, the four signs, and a result. */
const UNIT = String.raw`[^\d×÷+\-−=＝()（）、。\s|\x60*\[\]「」:：・/a-zA-Z]{0,6}`;
const NUMBER = String.raw`\d[\d,]*(?:\.\d+)?`;
const EQUATION = new RegExp(
  String.raw`((?:${NUMBER}${UNIT}\s*[×÷+−]\s*)+${NUMBER}${UNIT})\s*[=＝]\s*(${NUMBER})`,
  'gu',
);
const TERM = new RegExp(String.raw`(${NUMBER})(${UNIT})\s*([×÷+−]?)`, 'gu');
/** What stands beside an equation that is only a part of a longer one, which this rule does not read. */
const GOES_ON_BEFORE = /[×÷+−\-)）(（]\s*$/u;
const GOES_ON_AFTER = /^\s*[×÷+−\-/乗.\d]/u;

/**
 * The equations of a text that do not come out. Results may be rounded to the digits that are written, and may
 * change their unit by a power of ten (円 → 万円); whatever is not certainly wrong is let pass.
 */
export function wrongEquations(text: string): string[] {
  return [...text.matchAll(EQUATION)]
    .filter((match) => isWhole(text, match))
    .filter(([, left, right]) => !comesOut(left ?? '', right ?? ''))
    .map(([equation]) => equation);
}

function isWhole(text: string, match: RegExpExecArray | RegExpMatchArray): boolean {
  const start = match.index ?? 0;
  return (
    !GOES_ON_BEFORE.test(text.slice(0, start)) &&
    !GOES_ON_AFTER.test(text.slice(start + match[0].length))
  );
}

function comesOut(left: string, right: string): boolean {
  const result = valueOf(left);
  const written = numberOf(right);
  if (written === 0 || result === 0) return Math.abs(result - written) < 0.5;
  const shift = 10 ** Math.round(Math.log10(Math.abs(result / written)));
  const decimals = right.split('.')[1]?.length ?? 0;
  return Math.abs(result / shift - written) <= 0.5 * 10 ** -decimals + 1e-9;
}

/** Multiplication and division before addition and subtraction, from left to right. */
function valueOf(left: string): number {
  const sums: number[] = [];
  let sign = '+';
  for (const [, number, unit, next] of left.matchAll(TERM)) {
    const value = numberOf(number ?? '') * (unit?.startsWith('%') ? 0.01 : 1);
    const last = sums.at(-1) ?? 0;
    if (sign === '×') sums[sums.length - 1] = last * value;
    else if (sign === '÷') sums[sums.length - 1] = last / value;
    else sums.push(sign === '−' ? -value : value);
    sign = next ?? '';
  }
  return sums.reduce((total, value) => total + value, 0);
}

function numberOf(text: string): number {
  return Number(text.replaceAll(',', ''));
}
