import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sourcesOf } from '../support/sources';
import { partialNames, templates, withPartials } from '../support/templates';

const ROOT = join(__dirname, '../..');
const STYLES = join(ROOT, 'apps/web/src/public/styles');

/** Pieces of one page, which stand apart because two of its templates draw them. */
const OF_ONE_PAGE = ['coverage-head', 'coverage-people', 'coverage-row', 'coverage-sum'];

/** What makes a part look like itself, and the only templates that write it. */
const DRAWN_BY: readonly (readonly [name: string, partials: readonly string[]])[] = [
  ['breadcrumb', ['breadcrumb']],
  ['chip', ['chip']],
  ['figure', ['figure']],
  ['filter', ['filter-bar']],
  ['sentence', ['sentence']],
  ['stepper', ['stepper']],
  ['sticky-act', ['sticky-act']],
  ['tabs', ['tabs']],
  ['tag', ['tag']],
  ['timeline', ['timeline']],
];

const TEMPLATES = templates();

describe('The parts', () => {
  const styleguide = TEMPLATES.find(({ name }) => name.endsWith('/styleguide.hbs'));
  const shown = styleguide ? withPartials(TEMPLATES, styleguide) : new Set<string>();

  it('are all shown in the styleguide', () => {
    const missing = partialNames(TEMPLATES).filter(
      (name) => !shown.has(name) && !OF_ONE_PAGE.includes(name),
    );
    expect(missing).toEqual([]);
  });

  it('stand in no exception that is not needed any more', () => {
    const names = partialNames(TEMPLATES);
    expect(OF_ONE_PAGE.filter((name) => shown.has(name) || !names.includes(name))).toEqual([]);
  });

  /** A partial reads what it is not given out of the page, where another form's value would answer. */
  it('get what only some of them say under a name that the page does not have', () => {
    const leaking = TEMPLATES.flatMap(({ name, text }) =>
      [
        ...text
          .replaceAll(/{{#each[\s\S]*?{{\/each}}/g, '')
          .matchAll(/\b(hint|type|required|lines|autocomplete|inputmode)=\1\b/g),
      ].map(([found]) => `${name} ${found}`),
    );
    expect(leaking).toEqual([]);
  });

  it.each(DRAWN_BY)('alone write their classes: %s', (name, partials) => {
    const own = partials.map((partial) => `shell/partials/${partial}.hbs`);
    const others = TEMPLATES.filter(
      (it) => !own.includes(it.name) && classesOf(it.text).includes(name),
    );
    expect(others.map((it) => it.name)).toEqual([]);
  });
});

describe('The classes', () => {
  const styled = new Set(
    readdirSync(STYLES).flatMap((name) =>
      [...selectorsOf(readFileSync(join(STYLES, name), 'utf8')).matchAll(/\.([a-z][\w-]*)/gi)].map(
        ([, found = '']) => found,
      ),
    ),
  );
  const code = sourcesOf('apps/web/src', 'libs/courses/src')
    .filter(({ name }) => !name.endsWith('.spec.ts'))
    .map(({ text }) => text);
  const markup = [...TEMPLATES.map(({ text }) => text), ...code];
  const written = new Set(markup.flatMap(classesOf));

  it('of every template have a style', () => {
    const unknown = [...written].filter(
      (name) =>
        ![...styled].some((it) =>
          name.endsWith('*') ? it.startsWith(name.slice(0, -1)) : it === name,
        ),
    );
    expect(unknown).toEqual([]);
  });

  it('of every style are used', () => {
    const words = new Set(code.flatMap((text) => text.match(/[a-z][\w-]*/gi) ?? []));
    const prefixes = [...written].filter((it) => it.endsWith('*')).map((it) => it.slice(0, -1));
    const dead = [...styled].filter(
      (name) =>
        !written.has(name) &&
        !words.has(name) &&
        !prefixes.some((prefix) => name.startsWith(prefix)),
    );
    expect(dead).toEqual([]);
  });
});

/** `chip chip--{{kind}}` → `chip`, `chip--*`; what an expression alone decides is not read here. */
function classesOf(text: string): readonly string[] {
  return [...text.matchAll(/class="([^"]*(?:{{[^}]*}}[^"]*)*)"/g)].flatMap(([, value = '']) =>
    value
      .replace(/{{[#/][^}]*}}|{{else}}/g, ' ')
      .replace(/(?:\${[^}]*}|{{[^}]*}})/g, '*')
      .split(/\s+/)
      .filter((name) => /^[a-z][\w-]*\*?$/i.test(name)),
  );
}

/** A style sheet without its comments and values. */
function selectorsOf(css: string): string {
  return css.replace(/\/\*[^]*?\*\//g, '').replace(/{[^{}]*}/g, '{}');
}
