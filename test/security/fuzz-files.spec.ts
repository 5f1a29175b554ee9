import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { OrganizationImports } from '@app/organization';
import { FileIntake } from '@app/platform';
import { aJpeg, anExif, aPdf, aPng, jpegSegment, pngChunk, rowOf, TEST_DAY } from '@app/testing';
import fc from 'fast-check';
import { changed, changes } from '../support/fuzz-bytes';
import { tryFiles } from '../support/fuzz-files';
import { TIME_LIMIT_MS } from '../support/proof';
import { startWebTest, type WebTest } from '../support/web';

const ROOT = join(__dirname, '../..');

/** Files that come over the network: what a person or a program sends. */
describe('Generated files', () => {
  const told = { taken: 0, refused: 0 };
  let web: WebTest;

  beforeAll(async () => {
    web = await startWebTest();
  }, TIME_LIMIT_MS);

  afterAll(() => web.close());

  describe('of HR', () => {
    const units = readFileSync(join(ROOT, 'docs/examples/soshiki.csv'));
    const postings = readFileSync(join(ROOT, 'docs/examples/shokuin.csv'));
    const few = (bytes: Buffer) =>
      Buffer.from(bytes.toString('latin1').split('\n').slice(0, 12).join('\n'), 'latin1');
    const CSV = [
      '2026/13/45',
      '明治1年1月1日',
      '令和99年2月30日',
      '9999-12-31',
      '0',
      '"\r\n',
      '0100,0100',
      '-1',
      '９９９９９９９９９９',
    ];

    it(
      'with units',
      () =>
        tryFiles(told, { times: 60, arbitrary: changes(CSV) }, async (all) => {
          const bytes = changed(units, all);
          await imports().preview(SOMEBODY, {
            units: { fileName: 'soshiki.csv', bytes },
            effectiveOn: TEST_DAY,
          });
        }),
      TIME_LIMIT_MS,
    );

    it(
      'with people',
      () =>
        tryFiles(told, { times: 60, arbitrary: changes(CSV) }, async (all) => {
          const bytes = changed(few(postings), all);
          await imports().preview(SOMEBODY, {
            units: { fileName: 'soshiki.csv', bytes: units },
            postings: { fileName: `${String(all.length)}\u0000\ud800.csv`, bytes },
          });
        }),
      TIME_LIMIT_MS,
    );

    it('with a name whose two hundredth sign is cut in half', async () => {
      const fileName = `${'x'.repeat(199)}𠮷.csv`;
      const batch = await imports().preview(SOMEBODY, {
        units: { fileName, bytes: units },
        effectiveOn: TEST_DAY,
      });
      const row = await rowOf<{ name: string }>(
        web.database,
        'SELECT units_file_name AS name FROM import_batches WHERE id = $1',
        [batch],
      );
      expect(row?.name).toBe('x'.repeat(199));
    });

    const imports = () => web.app.get(OrganizationImports);
  });

  describe('that prove a certificate', () => {
    const picture = (width: number, height: number) => {
      const head = Buffer.alloc(13);
      head.writeUInt32BE(width, 0);
      head.writeUInt32BE(height, 4);
      head.set([8, 2, 0, 0, 0], 8);
      const signature = aPng().subarray(0, 8);
      const rows = pngChunk('IDAT', deflateSync(Buffer.alloc(100_000)));
      return Buffer.concat([signature, pngChunk('IHDR', head), rows, pngChunk('IEND', '')]);
    };
    const bomb = deflateSync(Buffer.alloc(60_000_000));
    const PDF = [
      '/JS(app.alert(1))/S/JavaScript',
      '/Kids[2 0 R]',
      '/Parent 3 0 R',
      '/Count 99999999',
      '/Length 99999999999',
      '/Prev 9',
      '/Encrypt 9 0 R',
      '/Root 2 0 R',
      '9 0 obj<</Type/ObjStm/N 99999/First 9/Length 9>>stream\nx\nendstream endobj\n',
      '<<'.repeat(2000),
      '[1 0 R '.repeat(500),
    ];

    it.each([
      ['PDF', aPdf(), '合格証書.pdf', PDF, 40],
      [
        'JPEG',
        aJpeg(anExif(6, 'secret'), jpegSegment(0xe2, 'ICC_PROFILE\0x')),
        'a.jpg',
        ['\xff\xc0\x00\x0b\x08\xff\xff\xff\xff\x01\x01\x11\x00', '\xff\xda', '\xff\xe1\xff\xff'],
        25,
      ],
      [
        'PNG',
        aPng(pngChunk('tEXt', 'a\0b'), pngChunk('iCCP', 'x\0\0x')),
        'a.png',
        ['IDAT', 'IEND', 'acTL', '\xff\xff\xff\xffIHDR'],
        25,
      ],
    ])(
      'as %s',
      (_kind, original, name, pieces, times) =>
        tryFiles(told, { times: times, arbitrary: changes(pieces) }, async (all) =>
          take(changed(original, all), name),
        ),
      TIME_LIMIT_MS,
    );

    it.each([
      ['a PNG of four thousand million pixels', picture(65_535, 65_535), 'a.png'],
      ['a PNG that says less than it holds', picture(1, 1), 'a.png'],
      ['a PNG as wide as a number can say', picture(4_294_967_295, 1), 'a.png'],
      ['a PDF whose objects unpack to 60 MB', withStream(bomb), 'a.pdf'],
      ['a PDF in a PNG’s name', aPdf(), 'a.png'],
      ['a file of no bytes', Buffer.alloc(0), 'a.pdf'],
    ])(
      '%s is taken or refused in words',
      (_name, bytes, name) =>
        tryFiles(told, { times: 1, arbitrary: fc.constant([]) }, () => take(bytes, name)),
      TIME_LIMIT_MS,
    );

    const take = (bytes: Buffer, name: string) =>
      web.app.get(FileIntake).takeBytes(bytes, name, {
        accept: ['application/pdf', 'image/jpeg', 'image/png'],
        maximumBytes: 10 * 1024 * 1024,
        field: 'evidence',
      });
  });

  it('were taken and refused in number', () => {
    expect(told.taken).toBeGreaterThan(5);
    expect(told.refused).toBeGreaterThan(20);
  });
});

const SOMEBODY = { accountId: null, label: 'test' };

/** A page whose content is this packed stream. */
function withStream(stream: Buffer): Buffer {
  const text = aPdf().toString('latin1').replace('/MediaBox', '/Contents 4 0 R/MediaBox');
  const [head = '', tail = ''] = text.split('xref\n');
  const object = `4 0 obj<</Filter/FlateDecode/Length ${String(stream.length)}>>stream\n`;
  return Buffer.concat([
    Buffer.from(head + object, 'latin1'),
    stream,
    Buffer.from(`\nendstream endobj\nxref\n${tail}`, 'latin1'),
  ]);
}
