export type Rgb = readonly [red: number, green: number, blue: number];

/** `#0017c1`, `rgb(0, 23, 193)`. */
export function rgbOf(colour: string): Rgb {
  const hex = /^#([\da-f]{6})$/i.exec(colour)?.[1];
  const parts = hex
    ? (hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))
    : (colour.match(/[\d.]+/g) ?? []).map(Number);
  const [red, green, blue] = parts;
  if (red === undefined || green === undefined || blue === undefined)
    throw new Error(`No colour: ${colour}`);
  return [red, green, blue];
}

/** The contrast of WCAG 2, between 1 and 21. */
export function contrastOf(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [luminanceOf(one), luminanceOf(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminanceOf(colour: Rgb): number {
  const [red = 0, green = 0, blue = 0] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
