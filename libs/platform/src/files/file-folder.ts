import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const KEY = /^[0-9a-f]{2}\/[0-9a-f-]{36}$/;
const FOLDER = /^[0-9a-f]{2}$/;
const OWNER_ONLY_FOLDER = 0o700;

export interface FileOnDisk {
  readonly key: string;
  readonly changedAtMs: number;
}

/**
 * The folder that holds the bytes: names of our own making, no endings, readable by the product alone. A file is
 * either there as a whole or not there: it was written and flushed elsewhere and only gets its name here.
 */
export class FileFolder {
  constructor(private readonly root: string) {}

  /** The only form of name that exists in the folder; nothing from outside becomes part of a path. */
  static keyOf(id: string): string {
    return `${id.slice(0, 2)}/${id}`;
  }

  /** Takes over a flushed file of the same disk. */
  async adopt(key: string, path: string): Promise<void> {
    const target = this.pathOf(key);
    await mkdir(dirname(target), { recursive: true, mode: OWNER_ONLY_FOLDER });
    await rename(path, target);
    await flushFolder(dirname(target));
  }

  async open(key: string): Promise<FileHandle> {
    return open(this.pathOf(key), 'r');
  }

  async remove(key: string): Promise<void> {
    await rm(this.pathOf(key), { force: true });
  }

  /** SHA-256 and size of a file, or null when it is not there. */
  async fingerprint(key: string): Promise<{ sha256: string; byteSize: number } | null> {
    const hash = createHash('sha256');
    let byteSize = 0;
    try {
      for await (const chunk of createReadStream(this.pathOf(key)) as AsyncIterable<Buffer>) {
        hash.update(chunk);
        byteSize += chunk.length;
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
    return { sha256: hash.digest('hex'), byteSize };
  }

  async list(): Promise<FileOnDisk[]> {
    const found: FileOnDisk[] = [];
    for (const folder of await namesIn(this.root)) {
      if (!FOLDER.test(folder)) continue;
      for (const name of await namesIn(join(this.root, folder))) {
        const changedAtMs = await changeOf(join(this.root, folder, name));
        if (changedAtMs !== null) found.push({ key: `${folder}/${name}`, changedAtMs });
      }
    }
    return found;
  }

  pathOf(key: string): string {
    if (!KEY.test(key)) throw new Error(`Not a storage key: ${key}`);
    return join(this.root, key);
  }
}

/** Makes the new name itself survive a power cut. Windows cannot open folders and does not need it. */
async function flushFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}

async function changeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

function isAbsent(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR';
}
