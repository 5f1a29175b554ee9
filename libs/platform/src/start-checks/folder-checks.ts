import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { checked, type StartCheck } from './start-check';

/** Beside the database, what holds personal data or keys. */
const PRIVATE = [
  ...['files', 'incoming', 'audit-anchors', 'logs', 'session-secret', 'audit-key'],
  ...['postgres/password', 'postgres/product-password'],
];
const FOR_OTHERS = 0o077;
const WRITING_OTHERS = 0o022;

/** Who else on the machine may look into the folders, and what the browser could be given. */
export function folderChecks(dataDir: string, publicFolder: string): readonly StartCheck[] {
  return [
    checked('フォルダーの権限(DATA_DIR)', permissionProblem(dataDir)),
    checked('画面の部品のソースマップ', sourceMapProblem(publicFolder)),
  ];
}

function permissionProblem(dataDir: string): string | null {
  // Windows keeps its rights elsewhere; the manual tells of them.
  if (process.platform === 'win32' || !existsSync(dataDir)) return null;
  const open = PRIVATE.map((name) => join(dataDir, name)).filter((path) =>
    isOpen(path, FOR_OTHERS),
  );
  // The built-in PostgreSQL may run as another user, who passes through.
  const hasServer = existsSync(join(dataDir, 'postgres'));
  if (isOpen(dataDir, hasServer ? WRITING_OTHERS : FOR_OTHERS)) open.unshift(dataDir);
  if (open.length === 0) return null;
  const mode = hasServer && open.includes(dataDir) ? 'go-w' : 'go-rwx';
  return `ほかの利用者も入れます。「chmod ${mode} ${open.join(' ')}」を実行してください。`;
}

function isOpen(path: string, bits: number): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && (found.mode & bits) !== 0;
}

function sourceMapProblem(publicFolder: string): string | null {
  if (!existsSync(publicFolder)) return null;
  const maps = readdirSync(publicFolder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.map'),
  );
  if (maps.length === 0) return null;
  return `利用者に渡るフォルダー(${publicFolder})に${maps[0] ?? ''}などがあります。「npm run build」で組み立て直してください。`;
}
