import { formatMonth, formatDateTime, numberText } from '@app/platform';
import type { ShownEstimate } from '@app/practice';

interface Range {
  readonly from: number;
  readonly to: number;
}

/** A range as wide as this says that little is known. */
const WIDE = 40;

const FIELD_NAMES = {
  strategy: 'ストラテジ系',
  management: 'マネジメント系',
  technology: 'テクノロジ系',
} as const;

/** いま受けたら: a band with its range, never a promise; or how much is missing until something can be said. */
export function readinessView(
  { shown, madeAt, bookingMonth }: ShownEstimate,
  /** Whether it is booked, or cannot be any more. */
  { isSettled }: { readonly isSettled: boolean },
) {
  if (shown.kind === 'unknown') return { sentence: missing(shown.needed), notes: [], book: null };
  const { from, to, range } = shown;
  return {
    sentence: `いま受けた場合の合格の見込みは${String(from)}〜${String(to)}%です。${rangeText({ from, to }, range)}`,
    notes: [
      ...(bookingMonth === null || isSettled
        ? []
        : [`いまの調子が続けば、${formatMonth(bookingMonth)}ごろが受けどきです。`]),
      ...(madeAt === null ? [] : [`${formatDateTime(madeAt)}までの解答から計算しました。`]),
    ],
    book: isSettled ? null : { href: '/certifications/exams/new', label: '受験予定を登録する' },
  };
}

/** How sure that is; nothing where it is as sure as the band. */
function rangeText(band: Range, range: Range): string {
  if (range.from === band.from && range.to === band.to) return '';
  const why = range.to - range.from > WIDE ? '解答がまだ少なく、' : '';
  return `${why}実際には${String(range.from)}〜${String(range.to)}%のどこかだと考えられます。`;
}

function missing({ total, fields }: MissingAnswers): string {
  if (total === 0) return '合格の見込みは、いまの練習を終えると出ます。';
  const parts = (['strategy', 'management', 'technology'] as const).filter((it) => fields[it] > 0);
  const of = parts.map((it) => `${FIELD_NAMES[it]}${numberText(fields[it])}問`).join('、');
  const inFields = of === '' ? '' : `(うち${of}は必ず)`;
  return `合格の見込みは、まだ言えません。初めての問題をあと${numberText(total)}問${inFields}解くと出ます。`;
}

type MissingAnswers = Extract<ShownEstimate['shown'], { kind: 'unknown' }>['needed'];
