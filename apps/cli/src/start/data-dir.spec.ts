import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { logFile, prepareDataDir } from './data-dir';

describe('DATA_DIR', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tsunagaru-data-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('is made with the folders it needs, and leaves no probe behind', () => {
    const dataDir = join(folder, 'a/b');
    prepareDataDir(dataDir);
    prepareDataDir(dataDir);
    expect(existsSync(join(dataDir, 'logs'))).toBe(true);
    expect(existsSync(join(dataDir, `.probe-${process.pid}`))).toBe(false);
  });

  it('is refused in words when it cannot be a folder', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => prepareDataDir(join(folder, 'file'))).toThrow(/DATA_DIR（.*file）を使えません/);
  });

  it('starts a log anew that has grown too long', () => {
    prepareDataDir(folder);
    const file = logFile(folder, 'web');
    writeFileSync(file, Buffer.alloc(11 * 1024 * 1024));
    expect(logFile(folder, 'web')).toBe(file);
    expect(existsSync(file)).toBe(false);
  });
});
