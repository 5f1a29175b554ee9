import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SIGNS } from '../../apps/web/src/shell/signs/sign';

const ROOT = join(__dirname, '../..');
const STYLES = ['base', 'components'].map((name) =>
  readFileSync(join(ROOT, `apps/web/src/public/styles/${name}.css`), 'utf8'),
);
const TOKENS = readFileSync(
  join(ROOT, 'node_modules/@digital-go-jp/design-tokens/dist/tokens.css'),
  'utf8',
);
const CSS = [TOKENS, ...STYLES].join('\n');
const LEAST = 4.5;

/** The colour behind `var(--name)`, through other names. */
function colourOf(value: string): string {
  const name = /var\((--[\w-]+)\)/.exec(value)?.[1];
  if (name === undefined) return value;
  return colourOf(new RegExp(`${name}:\\s*([^;]+);`).exec(CSS)?.[1] ?? '');
}

function valueIn(selector: string, property: string): string | undefined {
  const block = new RegExp(`^\\${selector} \\{([^}]*)\\}`, 'm').exec(CSS)?.[1] ?? '';
  return new RegExp(`(?:^|\\s)${property}:\\s*([^;]+);`).exec(block)?.[1];
}

/** The relative luminance of WCAG 2. */
function luminanceOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (
    /^#([\da-f]{6})$/i.exec(colour)?.[1]?.match(/../g) ?? []
  ).map((pair) => {
    const part = Number.parseInt(pair, 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrastOf(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminanceOf(one), luminanceOf(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

describe('The colours of states', () => {
  const kinds = Object.entries(SIGNS).flatMap(([kind, sign]) => (sign === '' ? [] : [kind]));

  it.each([...kinds.map((kind) => `.chip--${kind}`), '.tag'])('can be read: %s', (selector) => {
    const text = colourOf(valueIn(selector, 'color') ?? 'var(--text)');
    const ground = colourOf(valueIn(selector, 'background') ?? 'var(--surface)');
    expect([text, ground]).toEqual([
      expect.stringMatching(/^#[\da-f]{6}$/i),
      expect.stringMatching(/^#[\da-f]{6}$/i),
    ]);
    expect(contrastOf(text, ground)).toBeGreaterThanOrEqual(LEAST);
  });
});
