import type { HolderPromise } from '@app/coverage';

const WIDTH = 400;
/** Room beyond the larger of target and count, so that the line of the target is seen from both sides. */
const HEADROOM = 1.1;

export interface StackPart {
  readonly tone: string;
  readonly x: number;
  readonly width: number;
}

/** The holders and their pipeline as one bar against the line of the target, in units of the drawing. */
export function stackView({ now, provisional, reported, booked, targetValue }: HolderPromise) {
  const total = now + provisional + reported + booked;
  const scale = WIDTH / (Math.max(targetValue ?? 0, total, 1) * HEADROOM);
  const parts = [
    { tone: 'verified', count: now },
    { tone: 'provisional', count: provisional },
    { tone: 'reported', count: reported },
    { tone: 'booked', count: booked },
  ];
  let from = 0;
  const bars: StackPart[] = [];
  for (const { tone, count } of parts) {
    if (count > 0) bars.push({ tone, x: rounded(from * scale), width: rounded(count * scale) });
    from += count;
  }
  return {
    width: WIDTH,
    bars,
    targetX: targetValue === null ? '' : String(rounded(targetValue * scale)),
    text: `確認済み${String(now)}名、合格見込み${String(provisional)}名、確認待ち${String(reported)}名、受験予定${String(booked)}名${targetValue === null ? '' : `、目標${String(targetValue)}名`}`,
  };
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
