import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { knownStatements } from '@app/platform';

export const SQL_FOLDER = 'docs/sql';

/** The full text of every statement, one file per lib, in the order of their names: what a review of SQL reads. */
export function sqlDocuments(): ReadonlyMap<string, string> {
  const files = new Map<string, string[]>();
  for (const { name, text } of knownStatements()) {
    const lib = name.split('.')[0] ?? '';
    files.set(`${lib}.sql`, [...(files.get(`${lib}.sql`) ?? []), `-- ${name}\n${text.trim()};\n`]);
  }
  return new Map([...files].map(([file, texts]) => [file, texts.join('\n')]));
}

/** The documents as they stand in the folder. */
export function sqlDocumentsIn(root: string): ReadonlyMap<string, string> {
  const folder = join(root, SQL_FOLDER);
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql'));
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}
