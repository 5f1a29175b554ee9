import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SIGNS } from '../../apps/web/src/shell/signs/sign';
import { contrastOf, rgbOf } from '../support/colours';

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

describe('The colours of states', () => {
  const kinds = Object.entries(SIGNS).flatMap(([kind, sign]) => (sign === '' ? [] : [kind]));

  it.each([...kinds.map((kind) => `.chip--${kind}`), '.tag'])('can be read: %s', (selector) => {
    const text = colourOf(valueIn(selector, 'color') ?? 'var(--text)');
    const ground = colourOf(valueIn(selector, 'background') ?? 'var(--surface)');
    expect([text, ground]).toEqual([
      expect.stringMatching(/^#[\da-f]{6}$/i),
      expect.stringMatching(/^#[\da-f]{6}$/i),
    ]);
    expect(contrastOf(rgbOf(text), rgbOf(ground))).toBeGreaterThanOrEqual(LEAST);
  });
});
