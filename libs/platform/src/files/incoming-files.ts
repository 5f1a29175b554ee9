import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Inject, Injectable } from '@nestjs/common';
import { APP_CONFIG, type AppConfig } from '../config/config';
import { isAlive } from '../local-postgres';
import { diskTrouble } from './disk-trouble';

const OWNER_ONLY_FOLDER = 0o700;
const OWNER_ONLY_FILE = 0o600;
const LONGEST_STAY_MS = 60 * 60 * 1000;
const NAME = /^(\d+)-[0-9a-f-]{36}(?:\.clean)?$/;

/**
 * Where files stand while they are sent and looked at: DATA_DIR/incoming, under names of our own making that say which
 * process wrote them. Whoever puts a file here takes it away again; what a killed process leaves is swept.
 */
@Injectable()
export class IncomingFiles {
  private readonly folder: string;

  constructor(@Inject(APP_CONFIG) config: AppConfig) {
    this.folder = join(config.DATA_DIR, 'incoming');
  }

  /** Writes a stream to a new file as it comes; returns where it stands and its size. How much comes is the caller's to limit. */
  async receive(
    stream: NodeJS.ReadableStream,
  ): Promise<{ readonly path: string; readonly byteSize: number }> {
    const path = await this.newPath();
    const file = createWriteStream(path, { flags: 'wx', mode: OWNER_ONLY_FILE });
    try {
      await pipeline(stream, file);
      return { path, byteSize: file.bytesWritten };
    } catch (error) {
      await this.remove(path);
      throw diskTrouble(error) ?? error;
    }
  }

  private async newPath(): Promise<string> {
    try {
      await mkdir(this.folder, { recursive: true, mode: OWNER_ONLY_FOLDER });
    } catch (error) {
      throw diskTrouble(error) ?? error;
    }
    return join(this.folder, `${String(process.pid)}-${randomUUID()}`);
  }

  async remove(...paths: readonly string[]): Promise<void> {
    for (const path of paths) await rm(path, { force: true });
  }

  /** Removes what was left behind: by a process that is gone, or an hour ago. Returns how many files. */
  async sweep(): Promise<number> {
    let removed = 0;
    for (const name of await this.names()) {
      const path = join(this.folder, name);
      if (!(await isLeftBehind(name, path))) continue;
      await this.remove(path);
      removed += 1;
    }
    return removed;
  }

  /** For the start of the process that receives files: those under its own id are of an earlier life. */
  async sweepAtStart(): Promise<number> {
    const own = (await this.names()).filter((name) => name.startsWith(`${String(process.pid)}-`));
    await this.remove(...own.map((name) => join(this.folder, name)));
    return own.length + (await this.sweep());
  }

  private async names(): Promise<readonly string[]> {
    try {
      return await readdir(this.folder);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  }
}

/** The disk's time is the machine's, not `Clock`'s. */
async function isLeftBehind(name: string, path: string): Promise<boolean> {
  const writer = NAME.exec(name)?.[1];
  if (writer === undefined || !isAlive(Number(writer))) return true;
  try {
    return (await stat(path)).mtimeMs < Date.now() - LONGEST_STAY_MS;
  } catch {
    return false;
  }
}
