import {
  existsSync,
  mkdirSync,
  readdirSync,
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
import { InvalidInput, NotFound, Unavailable } from '../errors/errors';
import { FileStore, type NewFile } from './file-store';

const ACCOUNT = '00000000-0000-4000-8000-0000000000aa';

function aFile(facts: Partial<NewFile> = {}): NewFile {
  return {
    bytes: aPdf(),
    originalName: '合格証書.pdf',
    createdBy: ACCOUNT,
    accept: ['application/pdf', 'image/jpeg', 'image/png'],
    maximumBytes: 1024 * 1024,
    field: 'evidence',
    ...facts,
  };
}

describe('FileStore', () => {
  let test: LibTest;
  let files: FileStore;
  let root: string;

  beforeAll(async () => {
    test = await startLibTest();
    await test.city.register(anActor({ accountId: ACCOUNT }));
    files = test.get(FileStore);
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
    const id = await files.save(aFile());
    const { stream, ...facts } = await files.open(id);
    expect(await buffer(stream)).toEqual(aPdf());
    expect(facts).toEqual({
      mediaType: 'application/pdf',
      byteSize: aPdf().length,
      fileName: '合格証書.pdf',
    });
    expect(await files.verify()).toEqual([]);
  });

  it('stores a picture without its metadata, and the fingerprint of what is stored', async () => {
    const bytes = aJpeg(anExif(1, 'home of the owner'));
    const id = await files.save(aFile({ bytes, originalName: 'IMG_0001.JPG' }));
    const { stream, fileName } = await files.open(id);
    expect(await buffer(stream)).toEqual(aJpeg());
    expect(fileName).toBe('IMG_0001.jpg');
    expect(await files.verify()).toEqual([]);
  });

  it('keeps files under names of its own that only the owner of the process may read', async () => {
    const id = await files.save(aFile({ originalName: '../../../evil.pdf' }));
    expect(filesOnDisk()).toEqual([`${id.slice(0, 2)}/${id}`]);
    expect(statSync(join(root, id.slice(0, 2), id)).mode & 0o077).toBe(0);
    expect(await nameOf(id)).toBe('evil.pdf');
  });

  it.each([
    ['an empty file', { bytes: Buffer.of() }, /空です/],
    ['a file that is too large', { maximumBytes: 100 }, /大きすぎます/],
    [
      'HTML named as a picture',
      { bytes: Buffer.from('<html>'), originalName: 'a.png' },
      /読めません/,
    ],
    ['a PDF named as a program', { originalName: 'certificate.pdf.exe' }, /末尾と中身/],
    ['a picture named as a page', { bytes: aPng(), originalName: 'a.html' }, /末尾と中身/],
    [
      'a picture where only PDF is accepted',
      { bytes: aPng(), accept: ['application/pdf'] },
      /読めません/,
    ],
  ] as const)('refuses %s beside its field and stores nothing', async (_name, facts, message) => {
    const refused: unknown = await files
      .save(aFile(facts as Partial<NewFile>))
      .catch((e: unknown) => e);
    expect(refused).toBeInstanceOf(InvalidInput);
    expect((refused as InvalidInput).fields.evidence).toMatch(message);
    expect(filesOnDisk()).toEqual([]);
    expect(await rowsOf(test.database, 'SELECT 1 FROM stored_files')).toEqual([]);
  });

  it('leaves no file behind when the transaction fails', async () => {
    const attempt = test.database.transaction(async () => {
      await files.save(aFile());
      expect(filesOnDisk()).toHaveLength(1);
      throw new Error('later step');
    });
    await expect(attempt).rejects.toThrow('later step');
    expect(filesOnDisk()).toEqual([]);
  });

  it('says so when the disk refuses, and stores nothing', async () => {
    writeFileSync(root, 'a file stands where the folder should be');
    await expect(files.save(aFile())).rejects.toThrow(Unavailable);
    expect(await rowsOf(test.database, 'SELECT 1 FROM stored_files')).toEqual([]);
  });

  it('answers NotFound for an id it does not know', async () => {
    await expect(files.open(ACCOUNT)).rejects.toThrow(NotFound);
  });

  it('removes what a crash left behind once it is an hour old, and nothing else', async () => {
    const kept = await files.save(aFile());
    const orphan = plant('aa', 'aa000000-0000-4000-8000-000000000001');
    const young = plant('aa', 'aa000000-0000-4000-8000-000000000002', 0);
    const unfinished = plant('incoming', 'aa000000-0000-4000-8000-000000000003');
    expect(await files.verify()).toEqual([
      { kind: 'orphan', storageKey: 'aa/aa000000-0000-4000-8000-000000000001' },
    ]);
    expect(await files.removeOrphans()).toBe(2);
    expect([orphan, young, unfinished].map((path) => existsSync(path))).toEqual([
      false,
      true,
      false,
    ]);
    expect(await nameOf(kept)).toBe('合格証書.pdf');
  });

  it('finds a file that was changed and one that was taken away', async () => {
    const [changed, missing] = [await files.save(aFile()), await files.save(aFile())];
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
    const id = await files.save(aFile());
    await rewriteHistory(test.database, `UPDATE stored_files SET storage_key = '../../etc/passwd'`);
    await expect(files.open(id)).rejects.toThrow(/storage key/);
  });

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
