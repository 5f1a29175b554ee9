import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { join } from 'node:path';
import {
  aJpeg,
  anActor,
  anExif,
  aPdf,
  aPng,
  type LibTest,
  rowsOf,
  startLibTest,
  rewriteHistory,
} from '@app/testing';
import { NotFound, Unavailable } from '../errors/errors';
import { FileIntake } from './file-intake';
import { FileStore } from './file-store';

const OTHER = '00000000-0000-4000-8000-0000000000bb';
const ACCOUNT = '00000000-0000-4000-8000-0000000000aa';

const RULE = {
  accept: ['application/pdf', 'image/jpeg', 'image/png'],
  maximumBytes: 1024 * 1024,
  field: 'evidence',
} as const;

describe('FileStore', () => {
  let test: LibTest;
  let files: FileStore;
  let intake: FileIntake;
  let root: string;

  beforeAll(async () => {
    test = await startLibTest();
    await test.city.register(anActor({ accountId: ACCOUNT }));
    files = test.get(FileStore);
    intake = test.get(FileIntake);
    root = join(test.dataDir, 'files');
  });

  beforeEach(async () => {
    rmSync(root, { recursive: true, force: true });
    await rewriteHistory(test.database, 'DELETE FROM stored_files');
  });

  afterAll(async () => {
    await test.close();
  });

  it('gives back what it stored, with its type and its name', async () => {
    const id = await save();
    const { stream, ...facts } = await files.open(id);
    const stored = await buffer(stream);
    expect(stored.toString('latin1')).toMatch(/^%PDF-.*%%EOF\s*$/s);
    expect(facts).toEqual({
      mediaType: 'application/pdf',
      byteSize: stored.length,
      fileName: '合格証書.pdf',
    });
    expect(await files.verify()).toEqual([]);
  });

  it('stores a picture without its metadata, and the fingerprint of what is stored', async () => {
    const id = await save(aJpeg(anExif(1, 'home of the owner')), 'IMG_0001.JPG');
    const { stream, fileName } = await files.open(id);
    expect((await buffer(stream)).includes('home of the owner')).toBe(false);
    expect(fileName).toBe('IMG_0001.jpg');
    expect(await files.verify()).toEqual([]);
  });

  it('keeps files under names of its own that only the owner of the process may read', async () => {
    const id = await save(aPdf(), '../../../evil.pdf');
    expect(filesOnDisk()).toEqual([`${id.slice(0, 2)}/${id}`]);
    expect(statSync(join(root, id.slice(0, 2), id)).mode & 0o077).toBe(0);
    expect(await nameOf(id)).toBe('evil.pdf');
  });

  it('leaves no file behind when the transaction fails', async () => {
    const attempt = test.database.transaction(async () => {
      await save();
      expect(filesOnDisk()).toHaveLength(1);
      throw new Error('later step');
    });
    await expect(attempt).rejects.toThrow('later step');
    expect(filesOnDisk()).toEqual([]);
  });

  it('says so when the disk refuses, and stores nothing', async () => {
    writeFileSync(root, 'a file stands where the folder should be');
    await expect(save()).rejects.toThrow(Unavailable);
    expect(await rowsOf(test.database, 'SELECT 1 FROM stored_files')).toEqual([]);
  });

  it('answers NotFound for an id it does not know', async () => {
    await expect(files.open(ACCOUNT)).rejects.toThrow(NotFound);
  });

  it('sums what somebody has sent, and what is kept of it', async () => {
    const [first] = [await save(), await save()];
    test.clock.advance({ days: 1 });
    await save(aPng(), 'a.png');
    await files.removeContents([first]);
    const { since, kept } = await files.sumSentBy(ACCOUNT, test.clock.now());
    expect([since.files, kept.files]).toEqual([1, 2]);
    expect(kept.bytes).toBeGreaterThan(since.bytes);
    expect((await files.sumSentBy(OTHER, test.clock.now())).kept).toEqual({ files: 0, bytes: 0 });
  });

  it('deletes bytes for good, keeps the row with its fingerprint, and says so', async () => {
    const [gone, kept] = [await save(), await save()];
    const [removed, ...others] = await files.removeContents([gone]);
    expect([removed?.id, others]).toEqual([gone, []]);
    expect(removed?.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(filesOnDisk()).toEqual([`${kept.slice(0, 2)}/${kept}`]);
    await expect(files.open(gone)).rejects.toThrow('保存の期間を過ぎた');
    expect(await files.removeContents([gone])).toEqual([]);
    expect(await files.verify()).toEqual([]);
  });

  it('removes the bytes of a deleted file in the night when it was killed in between', async () => {
    const id = await save();
    const path = join(root, id.slice(0, 2), id);
    const bytes = readFileSync(path);
    await files.removeContents([id]);
    writeFileSync(path, bytes);
    utimesSync(path, new Date(0), new Date(0));
    expect(await files.verify()).toMatchObject([{ kind: 'orphan' }]);
    expect(await files.removeOrphans()).toBe(1);
    expect(filesOnDisk()).toEqual([]);
  });

  it('removes what a crash left behind once it is an hour old, and nothing else', async () => {
    const kept = await save();
    const orphan = plant('aa', 'aa000000-0000-4000-8000-000000000001');
    const young = plant('aa', 'aa000000-0000-4000-8000-000000000002', 0);
    expect(await files.verify()).toEqual([
      { kind: 'orphan', storageKey: 'aa/aa000000-0000-4000-8000-000000000001' },
    ]);
    expect(await files.removeOrphans()).toBe(1);
    expect([orphan, young].map((path) => existsSync(path))).toEqual([false, true]);
    expect(await nameOf(kept)).toBe('合格証書.pdf');
  });

  it('finds a file that was changed and one that was taken away', async () => {
    const [changed, missing] = [await save(), await save()];
    writeFileSync(join(root, changed.slice(0, 2), changed), 'something else');
    rmSync(join(root, missing.slice(0, 2), missing));
    const problems = await files.verify();
    expect(new Map(problems.map((it) => [it.storageKey.slice(3), it.kind]))).toEqual(
      new Map([
        [changed, 'changed'],
        [missing, 'missing'],
      ]),
    );
  });

  it('refuses to touch anything outside its folder, whatever a row says', async () => {
    const id = await save();
    await rewriteHistory(test.database, `UPDATE stored_files SET storage_key = '../../etc/passwd'`);
    await expect(files.open(id)).rejects.toThrow(/storage key/);
  });

  async function save(bytes = aPdf(), name = '合格証書.pdf'): Promise<string> {
    const file = await intake.takeBytes(bytes, name, RULE);
    return files.save({ file, createdBy: ACCOUNT });
  }

  async function nameOf(id: string): Promise<string> {
    const { stream, fileName } = await files.open(id);
    await buffer(stream);
    return fileName;
  }

  function plant(folder: string, name: string, ageHours = 2): string {
    mkdirSync(join(root, folder), { recursive: true });
    const path = join(root, folder, name);
    writeFileSync(path, 'left behind');
    const then = new Date(Date.now() - ageHours * 3_600_000);
    utimesSync(path, then, then);
    return path;
  }

  function filesOnDisk(): string[] {
    if (!existsSync(root)) return [];
    return readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((name) => statSync(join(root, name)).isFile())
      .map((name) => name.replaceAll('\\', '/'));
  }
});
