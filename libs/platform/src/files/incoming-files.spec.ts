import { existsSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type LibTest, startLibTest } from '@app/testing';
import { APP_CONFIG, type AppConfig } from '../config/config';
import { Unavailable } from '../errors/errors';
import { IncomingFiles } from './incoming-files';

const ID = 'aa000000-0000-4000-8000-000000000001';
/** Larger than any that a system gives. */
const NOBODY = 99_999_999;

describe('IncomingFiles', () => {
  let test: LibTest;
  let incoming: IncomingFiles;
  let folder: string;

  beforeAll(async () => {
    test = await startLibTest();
    incoming = test.get(IncomingFiles);
    folder = join(test.dataDir, 'incoming');
  });

  afterAll(async () => {
    await test.close();
  });

  it('writes a stream to a file that only the owner of the process may read', async () => {
    const { path, byteSize } = await incoming.receive(Readable.from(['ab', 'c']));
    expect([byteSize, statSync(path).mode & 0o077]).toEqual([3, 0]);
    await incoming.remove(path, path);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('keeps nothing of a stream that breaks off', async () => {
    const broken = Readable.from(
      (function* () {
        yield 'ab';
        throw new Error('gone');
      })(),
    );
    await expect(incoming.receive(broken)).rejects.toThrow('gone');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('sweeps what a dead process left, what is old, and what is not ours', async () => {
    const own = String(process.pid);
    const young = plant(`${own}-${ID}`);
    const left = [plant(`${String(NOBODY)}-${ID}`), plant(`${own}-${ID}.clean`, 2), plant('x.txt')];
    expect(await incoming.sweep()).toBe(3);
    expect(left.filter((path) => existsSync(path))).toEqual([]);
    expect(existsSync(young)).toBe(true);
    expect(await incoming.sweepAtStart()).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('says so when the disk refuses', async () => {
    writeFileSync(join(test.dataDir, 'file'), 'a file stands where the folder should be');
    const elsewhere = new IncomingFiles({ ...configOf(), DATA_DIR: join(test.dataDir, 'file') });
    await expect(elsewhere.receive(Readable.from(['a']))).rejects.toThrow(Unavailable);
  });

  function configOf() {
    return test.app.get<AppConfig>(APP_CONFIG);
  }

  function plant(name: string, ageHours = 0): string {
    mkdirSync(folder, { recursive: true });
    const path = join(folder, name);
    writeFileSync(path, 'left behind');
    const then = new Date(Date.now() - ageHours * 3_600_000);
    utimesSync(path, then, then);
    return path;
  }
});
