export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** The width of a lesson's text on a phone of 375 pixels. */
const WIDTH_ON_A_PHONE = 343;
const SMALLEST_LETTERS = 12;
const NARROW = '.narrow.svg';

/** The size in an SVG's viewBox, so that the page keeps the place while the picture loads. */
export function sizeOfSvg(source: string): PictureSize | null {
  const box = /viewBox="\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)\s*"/.exec(source);
  if (!box) return null;
  return { width: Math.round(Number(box[1])), height: Math.round(Number(box[2])) };
}

/** Why a picture cannot be read on a phone. It is shown as wide as the text there, or as itself, never larger. */
export function readingReasons(source: string): string[] {
  const size = sizeOfSvg(source);
  if (!size) return ['viewBox がありません。'];
  const letters = [...source.matchAll(/font-size[=:]\s*"?([\d.]+)/g)].map(([, it]) => Number(it));
  const shown = WIDTH_ON_A_PHONE / Math.max(size.width, WIDTH_ON_A_PHONE);
  const smallest = Math.min(...letters) * shown;
  if (smallest >= SMALLEST_LETTERS) return [];
  return [
    `幅375pxの画面で文字が${smallest.toFixed(1)}pxになります(${String(SMALLEST_LETTERS)}px以上)。`,
  ];
}

/** `x.svg` drawn anew for a phone is `x.narrow.svg` beside it, when somebody has drawn it. */
export function narrowNameOf(name: string): string {
  return name.replace(/\.svg$/, NARROW);
}

/** Of what picture it is the narrow one; null when it is none. */
export function wideNameOf(name: string): string | null {
  return name.endsWith(NARROW) ? name.slice(0, -NARROW.length) + '.svg' : null;
}
