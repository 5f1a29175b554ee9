import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceFile } from './sources';

const WEB = join(__dirname, '../../apps/web/src');
const PARTIALS = 'shell/partials/';

/** Every template of the web by its path below the sources. */
export function templates(): readonly SourceFile[] {
  return readdirSync(WEB, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.hbs'))
    .toSorted()
    .map((name) => ({ name, text: readFileSync(join(WEB, name), 'utf8') }));
}

/** The partial of this name; undefined for the block that a page gives to a partial. */
export function partialNamed(all: readonly SourceFile[], name: string): SourceFile | undefined {
  return all.find((it) => it.name === `${PARTIALS}${name}.hbs`);
}

export function partialNames(all: readonly SourceFile[]): readonly string[] {
  return all
    .filter(({ name }) => name.startsWith(PARTIALS))
    .map(({ name }) => name.slice(PARTIALS.length, -'.hbs'.length));
}

/** The template with every partial that it is made of, in any depth. */
export function withPartials(
  all: readonly SourceFile[],
  { text }: SourceFile,
  seen = new Set<string>(),
): ReadonlySet<string> {
  for (const [, name = ''] of text.matchAll(/{{#?>\s*([\w-]+)/g)) {
    if (seen.has(name)) continue;
    seen.add(name);
    const partial = partialNamed(all, name);
    if (partial) withPartials(all, partial, seen);
  }
  return seen;
}
