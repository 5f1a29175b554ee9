import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** A file of the product or of its tests, by its path from the root. */
export interface SourceFile {
  readonly name: string;
  readonly text: string;
}

/** Every TypeScript file of the folders, in the order of their names. */
export function sourcesOf(...folders: readonly string[]): readonly SourceFile[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
        join(folder, name),
      ),
    )
    .filter((name) => name.endsWith('.ts'))
    .toSorted()
    .map((name) => ({ name, text: readFileSync(join(ROOT, name), 'utf8') }));
}
