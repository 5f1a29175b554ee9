import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Where the files of a server's templates lie (their DATA_DIR). Told by the server's address alone, so that set-up, all
 * workers and tear-down agree without telling each other.
 */
export function templateFilesFolder(serverUrl: string): string {
  const server = createHash('sha256').update(serverUrl).digest('hex').slice(0, 16);
  return join(tmpdir(), `tsunagaru-templates-${server}`);
}
