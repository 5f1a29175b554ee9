import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pictureName } from './drawing/protocol';

const OWNER_ONLY_FOLDER = 0o700;
const OWNER_ONLY_FILE = 0o600;
const ID = /^[0-9a-f-]{36}$/;
const BEGUN = /^begun-[0-9a-f-]{36}$/;
const LONGEST_DRAWING_MS = 60 * 60 * 1000;
const ABOUT = 'about.json';

/**
 * What was drawn of files, under DATA_DIR/pictures: a folder for each file, there as a whole or not at all. It can be drawn
 * again from the file at any time, so nobody has to back it up, and it goes when the file goes.
 */
export class PictureFolder {
  private readonly root: string;

  constructor(dataDir: string) {
    this.root = join(dataDir, 'pictures');
  }

  /** A folder to draw into; `keep` gives it the file's name, or it is removed. */
  async begin(): Promise<string> {
    const path = join(this.root, `begun-${randomUUID()}`);
    await mkdir(path, { recursive: true, mode: OWNER_ONLY_FOLDER });
    return path;
  }

  /** Of two that drew the same file at once the first one's pictures stay. */
  async keep(begun: string, id: string, about: object): Promise<void> {
    await writeFile(join(begun, ABOUT), JSON.stringify(about), { mode: OWNER_ONLY_FILE });
    await rename(begun, this.pathOf(id)).catch(() => this.discard(begun));
  }

  async discard(begun: string): Promise<void> {
    await rm(begun, { recursive: true, force: true });
  }

  /** What was said of the pictures when they were drawn; null: they never were. */
  async about(id: string): Promise<unknown> {
    const text = await readOrNull(join(this.pathOf(id), ABOUT));
    return text === null ? null : JSON.parse(text.toString('utf8'));
  }

  async read(id: string, page: number): Promise<Buffer | null> {
    return readOrNull(join(this.pathOf(id), pictureName(page)));
  }

  async remove(id: string): Promise<void> {
    await rm(this.pathOf(id), { recursive: true, force: true });
  }

  /** The files of which there are pictures. What was begun long ago is removed on the way. */
  async list(): Promise<readonly string[]> {
    const names = await namesIn(this.root);
    for (const name of names.filter((it) => BEGUN.test(it))) {
      const path = join(this.root, name);
      // The disk's time is the machine's, not `Clock`'s.
      const { mtimeMs } = await stat(path);
      if (mtimeMs < Date.now() - LONGEST_DRAWING_MS) await this.discard(path);
    }
    return names.filter((name) => ID.test(name));
  }

  private pathOf(id: string): string {
    if (!ID.test(id)) throw new Error(`Not the id of a file: ${id}`);
    return join(this.root, id);
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch((error: unknown) => absent(error, []));
}

async function readOrNull(path: string): Promise<Buffer | null> {
  return readFile(path).catch((error: unknown) => absent(error, null));
}

function absent<T>(error: unknown, instead: T): T {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return instead;
  throw error;
}
