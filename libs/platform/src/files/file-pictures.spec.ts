import {
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
  mkdirSync,
  readdirSync,
} from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { join } from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import {
  aCleanFile,
  aJpeg,
  anActor,
  anExif,
  type LibTest,
  rowsOf,
  startLibTest,
} from '@app/testing';
import sharp from 'sharp';
import { NotFound } from '../errors/errors';
import { drawFile } from './drawing/draw-file';
import { LONGEST_SIDE } from './drawing/protocol';
import { FilePictures } from './file-pictures';
import { FileStore } from './file-store';

const ACCOUNT = '00000000-0000-4000-8000-0000000000aa';

describe('FilePictures', () => {
  let test: LibTest;
  let files: FileStore;
  let pictures: FilePictures;

  beforeAll(async () => {
    test = await startLibTest();
    await test.city.register(anActor({ accountId: ACCOUNT }));
    files = test.get(FileStore);
    pictures = test.get(FilePictures);
  });

  afterAll(async () => {
    await test.close();
  });

  const save = async (bytes: Buffer, name: string) =>
    files.save({ file: await aCleanFile(test, bytes, name), createdBy: ACCOUNT });
  const kept = () => readdirSync(join(test.dataDir, 'pictures'));

  it('draws the first three pages, no matter how many look at once, and keeps what it drew', async () => {
    const id = await save(await aBook({ pages: 5 }), '合格証書.pdf');
    const drawn = await Promise.all(Array.from({ length: 8 }, async () => pictures.draw(id)));
    for (const one of drawn) expect(one).toEqual({ pages: 5, isDrawn: [true, true, true] });
    const picture = await pictures.open(id, 3);
    expect(await sharp(picture).metadata()).toMatchObject({
      format: 'png',
      width: 1130,
      height: 1600,
    });
    expect(kept()).toEqual([id]);
    for (const page of [0, 4, NaN, 1.5])
      await expect(pictures.open(id, page)).rejects.toThrow(NotFound);
  });

  it('draws a photograph upright, without what the camera wrote into it', async () => {
    const photo = await sharp({
      create: { width: 3000, height: 200, channels: 3, background: '#fff' },
    })
      .jpeg()
      .withExif({ IFD0: { Make: 'where it was taken' } })
      .withMetadata({ orientation: 6 })
      .toBuffer();
    const id = await save(photo, '証書.jpg');
    expect(await pictures.draw(id)).toEqual({ pages: 1, isDrawn: [true] });
    const picture = await pictures.open(id, 1);
    expect((await sharp(picture).metadata()).height).toBe(LONGEST_SIDE);
    expect(picture.includes('where it was taken')).toBe(false);
    const small = await save(aJpeg(anExif(1, 'x')), 'a.jpg');
    expect(await sharp(await pictures.open(small, 1)).metadata()).toMatchObject({
      width: 1,
      height: 1,
    });
  });

  it('takes the pictures away with the file, and what a killed process had begun', async () => {
    const id = await save(await aBook({ pages: 1 }), 'a.pdf');
    await pictures.draw(id);
    await files.removeContents([id]);
    expect(kept()).not.toContain(id);
    await expect(pictures.draw(id)).rejects.toThrow(NotFound);
    const begun = join(test.dataDir, 'pictures', 'begun-00000000-0000-4000-8000-000000000000');
    const left = join(test.dataDir, 'pictures', '00000000-0000-4000-8000-000000000001');
    for (const folder of [begun, left]) mkdirSync(folder);
    utimesSync(begun, 0, 0);
    await files.removeOrphans();
    const rows = await rowsOf<{ id: string }>(
      test.database,
      'SELECT id FROM stored_files WHERE removed_at IS NULL',
    );
    expect(kept().filter((name) => !rows.some((row) => row.id === name))).toEqual([]);
  });

  it('leaves the process that serves pages alone while it draws', async () => {
    const id = await save(await aBook({ pages: 3, lines: 600 }), 'a.pdf');
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    expect(await pictures.draw(id)).toEqual({ pages: 3, isDrawn: [true, true, true] });
    delay.disable();
    expect(delay.percentile(99) / 1e6).toBeLessThan(50);
  });
});

describe('drawFile', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync('/tmp/tsunagaru-drawing-');
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const draw = async (
    bytes: Uint8Array,
    mediaType: 'application/pdf' | 'image/png' = 'application/pdf',
  ) => {
    const source = join(folder, 'source');
    writeFileSync(source, bytes);
    return drawFile({ source, target: folder, mediaType });
  };

  it('reads no more than the first pages of a long file', async () => {
    expect(await draw(await aBook({ pages: 500 }))).toEqual({
      pages: 500,
      isDrawn: [true, true, true],
    });
  });

  it('draws a page of any size within its bounds', async () => {
    await draw(await aBook({ pages: 1, size: [14_400, 14_400] }));
    const { width, height } = await sharp(readFileSync(join(folder, '1.png'))).metadata();
    expect([width, height]).toEqual([LONGEST_SIDE, LONGEST_SIDE]);
    expect(await draw(await aBook({ pages: 1, size: [14_400, 1] }))).toEqual({
      pages: 1,
      isDrawn: [true],
    });
  });

  it.each([
    ['a file with a password', async () => aBook({ pages: 1, password: 'secret' }), 'encrypted'],
    ['half a file', async () => (await aBook({ pages: 1 })).subarray(0, 200), 'unreadable'],
    [
      'no file at all',
      async () => Promise.resolve(Buffer.from('%PDF-1.7 nothing %%EOF')),
      'unreadable',
    ],
  ])('says why nothing of %s can be shown', async (_name, make, reason) => {
    expect(await draw(await make())).toEqual({ reason });
  });

  it('says it of a broken picture, too', async () => {
    expect(await draw(Buffer.from('\x89PNG\r\n\x1a\n broken'), 'image/png')).toEqual({
      reason: 'unreadable',
    });
  });
});

interface Book {
  readonly pages: number;
  readonly size?: [number, number];
  readonly lines?: number;
  readonly password?: string;
}

async function aBook({ pages, size = [595, 842], lines = 1, password }: Book): Promise<Buffer> {
  const document = await PDFDocument.create();
  for (let page = 0; page < pages; page += 1) {
    const sheet = document.addPage(size);
    for (let line = 0; line < lines; line += 1)
      sheet.drawLine({
        start: { x: 0, y: line % size[1] },
        end: { x: size[0], y: (line * 7) % size[1] },
      });
  }
  if (password !== undefined) document.encrypt({ userPassword: password, ownerPassword: password });
  return Buffer.from(await document.save());
}
