import { contrastOf, rgbOf } from './colours';

const READABLE = 4.5;
const SEEN = 3;

/** One pair of colours that must be told apart. */
export interface FocusedPair {
  readonly what: string;
  readonly colour: string;
  readonly ground: string;
  readonly isRing: boolean;
}

/**
 * The colours of what has the focus: of each of its texts on their ground, and of its ring on what is around it.
 * Letters within figures have shapes as ground: the chips and figures have tests of their own.
 */
export const FOCUSED_COLOURS = `(() => {
  const it = document.activeElement;
  if (!it || it === document.body) return [];
  const groundOf = (from) => {
    const layers = [];
    for (let at = from; at; at = at.parentElement) {
      const [red, green, blue, alpha = 1] = getComputedStyle(at).backgroundColor.match(/[\\d.]+/g).map(Number);
      layers.unshift([red, green, blue, alpha]);
      if (alpha === 1) break;
    }
    const mixed = layers.reduce((under, [red, green, blue, alpha]) => [red, green, blue].map((value, index) => value * alpha + under[index] * (1 - alpha)), [255, 255, 255]);
    return 'rgb(' + mixed.map(Math.round).join(', ') + ')';
  };
  const isField = it.matches('input, select, textarea');
  const isWritten = (one) => one.checkVisibility() && !one.closest('svg, .visually-hidden') && [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '');
  const written = isField ? [it] : [it, ...it.querySelectorAll('*')].filter(isWritten);
  const nameOf = (one) => (isField ? one.value : one.textContent ?? '').trim().slice(0, 30);
  const texts = written.map((one) => ({ what: nameOf(one), colour: getComputedStyle(one).color, ground: groundOf(one), isRing: false }));
  if (it.id === 'main') return texts;
  const { outlineColor, outlineStyle } = getComputedStyle(it);
  const around = groundOf(it.parentElement);
  return [...texts, { what: nameOf(it), colour: outlineStyle === 'none' ? around : outlineColor, ground: around, isRing: true }];
})()`;

/** The pairs that cannot be told apart well enough, in words. */
export function paleIn(pairs: readonly FocusedPair[]): string[] {
  return pairs
    .filter(
      ({ colour, ground, isRing }) =>
        contrastOf(rgbOf(colour), rgbOf(ground)) < (isRing ? SEEN : READABLE),
    )
    .map(
      ({ what, colour, ground, isRing }) =>
        `${isRing ? 'ring of ' : ''}${what}: ${colour} on ${ground}`,
    );
}
