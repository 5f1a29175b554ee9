import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { PDFDocument, PDFName, PDFString } from '@cantoo/pdf-lib';
import {
  aJpeg,
  anExif,
  aPdf,
  aPng,
  jpegSegment,
  type LibTest,
  pngChunk,
  startLibTest,
} from '@app/testing';
import fc from 'fast-check';
import sharp from 'sharp';
import { InvalidInput } from '../errors/errors';
import { type AcceptedType } from './file-kinds.rules';
import { type CleanFile, FileIntake, type IntakeRule } from './file-intake';

const ALL: readonly AcceptedType[] = ['application/pdf', 'image/jpeg', 'image/png'];
const HTML = Buffer.from('<!doctype html><html><script>alert(1)</script></html>');
const SVG = Buffer.from(
  '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="a()"/>',
);
/** An empty zip archive: nothing but its last record. */
const ZIP = Buffer.concat([Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(18)]);
const HEIC = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1');
const SECRET = 'GPS 36.827 137.409 taken by';

describe('FileIntake', () => {
  let test: LibTest;
  let intake: FileIntake;
  let incoming: string;

  beforeAll(async () => {
    test = await startLibTest();
    intake = test.get(FileIntake);
    incoming = join(test.dataDir, 'incoming');
  });

  afterAll(async () => {
    await test.close();
  });

  it('knows the three kinds by their content and leaves nothing but the clean file', async () => {
    expect((await taken(aPdf())).mediaType).toBe('application/pdf');
    expect((await taken(aJpeg())).mediaType).toBe('image/jpeg');
    const png = await taken(aPng());
    expect(png.mediaType).toBe('image/png');
    expect(readdirSync(incoming).filter((name) => !name.endsWith('.clean'))).toEqual([]);
    expect(statSync(png.path).mode & 0o077).toBe(0);
  });

  it.each([
    ['HTML', HTML, /読めません/],
    ['SVG', SVG, /読めません/],
    ['a zip archive', ZIP, /読めません/],
    ['a program', Buffer.from('MZ\x90\0\x03', 'latin1'), /読めません/],
    ['a GIF', Buffer.from('GIF89a\x01\0\x01\0', 'latin1'), /読めません/],
    ['HTML before a PDF', Buffer.concat([HTML, aPdf()]), /読めません/],
    ['nothing but a PNG signature', aPng().subarray(0, 8), /壊れている/],
    ['nothing but a JPEG start', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), /壊れている/],
    ['nothing but a PDF header', Buffer.from('%PDF-1.7\n'), /壊れている/],
    ['a PNG start before HTML', Buffer.concat([aPng().subarray(0, 8), HTML]), /壊れている/],
    ['a photograph as iPhones make it', HEIC, /HEIC.*互換性優先.*JPEG/],
    ['nothing', Buffer.of(), /空です/],
  ])('refuses %s in words', async (_name, bytes, words) => {
    await expect(refusalOf(bytes)).resolves.toMatch(words);
  });

  it('refuses a kind that the caller does not accept, and a name of another kind', async () => {
    const rule = { accept: ['image/png'], maximumBytes: 1000, field: 'evidence' } as const;
    await expect(intake.takeBytes(aPdf(), 'a.pdf', rule)).rejects.toThrow(InvalidInput);
    await expect(refusalOf(aPdf(), 'a.png')).resolves.toContain('末尾と中身(PDF)');
  });

  it('refuses every file that was cut short', async () => {
    for (const whole of [aPdf().subarray(0, -1), aJpeg(), aPng().subarray(0, -12)])
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }), async (length) => {
          const cut = whole.subarray(0, length);
          return (await refusalOf(cut)).length > 0;
        }),
        { numRuns: 15 },
      );
  });

  it('answers whatever follows a good start', async () => {
    const starts = [aPdf(), aJpeg(), aPng()].map((bytes) => bytes.subarray(0, 24));
    const bytes = fc.uint8Array({ maxLength: 400 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...starts), bytes, async (start, rest) => {
        await refusalOf(Buffer.concat([start, rest]));
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  describe('of pictures', () => {
    it('decides by the header that a picture is too large', async () => {
      const huge = pngChunk('IHDR', Buffer.from('0000373e0000373e0802000000', 'hex'));
      const bytes = Buffer.concat([aPng().subarray(0, 8), huge, aPng().subarray(33)]);
      await expect(refusalOf(bytes)).resolves.toMatch(/14142×14142画素.*5,100万画素まで/);
    });

    it('takes away what a JPEG tells about its maker, its place and its thumbnail', async () => {
      const segments = [
        anExif(1, SECRET),
        jpegSegment(0xe1, `http://ns.adobe.com/xap/1.0/\0${SECRET}`),
        jpegSegment(0xe2, `MPF\0${SECRET}`),
        jpegSegment(0xed, `Photoshop 3.0\0${SECRET}`),
        jpegSegment(0xef, SECRET),
        jpegSegment(0xfe, SECRET),
      ];
      const clean = await bytesOf(Buffer.concat([aJpeg(...segments), HTML]));
      expect([clean.includes(SECRET), clean.includes('<script')]).toEqual([false, false]);
      const { exif, xmp, iptc, icc } = await sharp(clean).metadata();
      expect([exif, xmp, iptc, icc]).toEqual([undefined, undefined, undefined, undefined]);
    });

    it('takes away what a PNG tells', async () => {
      const chunks = ['tEXt', 'iTXt', 'zTXt', 'eXIf', 'prVt'].map((type) =>
        pngChunk(type, `Author\0${SECRET}`),
      );
      const clean = await bytesOf(Buffer.concat([aPng(...chunks), ZIP]));
      expect([clean.includes(SECRET), clean.includes('PK\x05\x06')]).toEqual([false, false]);
    });

    it('turns a picture upright', async () => {
      const pixels = sharp({ create: { width: 40, height: 20, channels: 3, background: 'red' } });
      const lying = await pixels.jpeg().withMetadata({ orientation: 6 }).toBuffer();
      const { width, height, orientation } = await sharp(await bytesOf(lying)).metadata();
      expect([width, height, orientation]).toEqual([20, 40, undefined]);
    });

    it('keeps a photograph of a telephone smaller where it is above a size, upright, and says so', async () => {
      const reduce = {
        aboveBytes: 1_000_000,
        abovePixels: 51_000_000,
        side: 4000,
        mostPixels: 210_000_000,
      };
      const kept = { accept: ALL, maximumBytes: 50_000_000, field: 'evidence', reduce };
      const photograph = async (width: number, height: number) =>
        sharp({
          create: { width, height, channels: 3, background: '#6a8' },
          limitInputPixels: false,
        })
          .jpeg({ quality: 30 })
          .withMetadata({ orientation: 6 })
          .toBuffer();
      // 200 million pixels, as the largest sensors make them.
      const large = await taken(await photograph(16_320, 12_240), kept);
      expect(large.isReduced).toBe(true);
      const { width, height, orientation } = await sharp(large.path).metadata();
      expect([width, height, orientation]).toEqual([3000, 4000, undefined]);
      const usual = await taken(await photograph(4080, 3060), kept);
      expect([usual.isReduced, (await sharp(usual.path).metadata()).height]).toEqual([false, 4080]);
      const few = { ...kept, reduce: { ...reduce, mostPixels: 1_000_000 } };
      await expect(taken(await photograph(1200, 1000), few)).rejects.toThrow(InvalidInput);
      const most = { ...kept, maximumOf: { 'application/pdf': 100 } };
      const long = await taken(aPdf(), most).catch((error: unknown) => error);
      expect((long as InvalidInput).fields.evidence).toMatch(/^PDFが大きすぎます。/);
    }, 60_000);

    it('refuses a PNG whose bytes were changed on the way', async () => {
      const broken = Buffer.from(aPng());
      broken[45] = (broken[45] ?? 0) ^ 1;
      await expect(refusalOf(broken)).resolves.toMatch(/壊れている/);
    });
  });

  describe('of PDF files', () => {
    it.each([
      ['JavaScript', '/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>', 'JavaScript'],
      ['escaped names', '/OpenAction<</S/J#61vaScript/J#53(1)>>', 'JavaScript'],
      [
        'JavaScript by name',
        '/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(1)>>]>>>>',
        'JavaScript',
      ],
      ['an action on opening', '/OpenAction<</S/URI/URI(https://evil.example)>>', '自動で動く指示'],
      ['actions on events', '/AA<</WC<</S/Named/N/Print>>>>', '自動で動く指示'],
      ['a program to start', '/OpenAction<</S/Launch/F(cmd.exe)>>', 'ほかのプログラムを起動'],
      [
        'attachments',
        '/Names<</EmbeddedFiles<</Names[(a)<</Type/Filespec/F(a.exe)/EF<<>>>>]>>>>',
        '添付ファイル',
      ],
      ['an XFA form', '/AcroForm<</Fields[]/XFA[(a)(b)]>>', 'XFA'],
      ['media', '/OpenAction<</S/Rendition/OP 0>>', '動画・音声'],
      [
        'a form that sends',
        '/AcroForm<</Fields[<</T(a)/A<</S/SubmitForm/F(x)>>>>]>>',
        '外部へ送信',
      ],
      ['a link that runs', '/AcroForm<</A<</S/URI/URI(javascript:alert\\(1\\))>>>>', '外部へ'],
      ['a link to a share', '/AcroForm<</A<</S/URI/URI(file:////evil/share)>>>>', '外部へ'],
      ['a page of another file', '/AcroForm<</OPI<</2.0<</F(x)>>>>>>', '外部へ'],
      ['a thread elsewhere', '/AcroForm<</A<</S/Thread/F(x)/D 0>>>>', '外部へ'],
      ['a command of the reader', '/AcroForm<</A<</S/Named/N/Print>>>>', '自動で動く指示'],
    ])('refuses %s, and says how to make a flat one', async (_name, entry, words) => {
      const text = await refusalOf(withCatalog(entry));
      expect(text).toContain(words);
      expect(text).toContain('「印刷」から「PDFに保存');
    });

    it('takes links to the web and to other pages', async () => {
      for (const action of ['/S/URI/URI(https://www.ipa.go.jp/)', '/S/Named/N/NextPage'])
        expect(await refusalOf(withCatalog(`/AcroForm<</A<<${action}>>>>`))).toBe('');
    });

    it('takes names that mean something to our language only', async () => {
      for (const entry of [
        '/constructor 1',
        '/toString 1/AcroForm<</S/__proto__/Subtype/valueOf>>',
      ])
        expect(await refusalOf(withCatalog(entry))).toBe('');
    });

    it('refuses what hides in a compressed part of the file', async () => {
      const document = await PDFDocument.create();
      const action = document.context.obj({ S: 'JavaScript', JS: '1' });
      document.addPage().node.set(PDFName.of('X'), document.context.register(action));
      const bytes = Buffer.from(await document.save({ useObjectStreams: true }));
      expect(bytes.includes('JavaScript')).toBe(false);
      await expect(refusalOf(bytes)).resolves.toContain('JavaScript');
    });

    it('takes one that only says on which page it opens', async () => {
      expect((await taken(withCatalog('/OpenAction[3 0 R/Fit]'))).mediaType).toBe(
        'application/pdf',
      );
    });

    it('refuses a protected one and one of too many pages', async () => {
      const protectedOne = aPdf()
        .toString('latin1')
        .replace('/Root 1 0 R', '/Root 1 0 R/Encrypt<</Filter/Standard/V 1/R 2/O()/U()/P -4>>');
      await expect(refusalOf(Buffer.from(protectedOne, 'latin1'))).resolves.toContain('保護されて');
      const long = await PDFDocument.create();
      for (let page = 0; page < 31; page++) long.addPage();
      await expect(refusalOf(Buffer.from(await long.save()))).resolves.toMatch(
        /31ページ.*30ページまで/,
      );
    });

    it('keeps the pages and takes away who made it, and earlier versions', async () => {
      const document = await PDFDocument.create();
      const page = document.addPage();
      page.drawText('IT Passport');
      document.setAuthor(SECRET);
      document.setTitle(SECRET);
      document.catalog.set(
        PDFName.of('Metadata'),
        document.context.register(document.context.stream(SECRET, { Type: 'Metadata' })),
      );
      page.node.set(PDFName.of('PieceInfo'), PDFString.of(SECRET));
      document.context.register(PDFString.of(`unused ${SECRET}`));
      const dirty = Buffer.from(await document.save({ useObjectStreams: false }));
      const clean = await PDFDocument.load(await bytesOf(Buffer.concat([dirty, ZIP])), {
        updateMetadata: false,
      });
      const plain = Buffer.from(await clean.save({ useObjectStreams: false })).toString('latin1');
      expect([plain.includes('GPS'), plain.includes('Metadata'), clean.getAuthor()]).toEqual([
        false,
        false,
        undefined,
      ]);
      expect(clean.getPageCount()).toBe(1);
      expect(plain).toContain('Helvetica');
    });

    it('lets nothing follow the PDF: a page or an archive behind it is not kept', async () => {
      for (const tail of [ZIP, HTML]) {
        const clean = await bytesOf(Buffer.concat([aPdf(), tail]));
        expect(clean.includes(tail)).toBe(false);
      }
    });

    it('survives a file that unpacks to gigabytes, and takes the next one', async () => {
      const bomb = aBomb();
      const before = process.memoryUsage.rss();
      await expect(refusalOf(bomb)).resolves.toMatch(/複雑すぎて|壊れている/);
      expect(process.memoryUsage.rss() - before).toBeLessThan(64 * 1024 * 1024);
      expect((await taken(aPdf())).mediaType).toBe('application/pdf');
    });

    it('survives a file that is nested beyond measure', async () => {
      const deep = withCatalog(`/X ${'['.repeat(200_000)}${']'.repeat(200_000)}`);
      await expect(refusalOf(deep)).resolves.toMatch(/壊れている|複雑すぎて/);
    });
  });

  const rule: IntakeRule = { accept: ALL, maximumBytes: 50 * 1024 * 1024, field: 'evidence' };

  async function taken(bytes: Buffer, by: IntakeRule = rule): Promise<CleanFile> {
    return intake.takeBytes(bytes, '証書', by);
  }

  async function bytesOf(bytes: Buffer): Promise<Buffer> {
    return readFileSync((await taken(bytes)).path);
  }

  /** What is read beside the field; empty when it was taken. A refused file leaves nothing. */
  async function refusalOf(bytes: Buffer, name = '証書'): Promise<string> {
    const before = existsSync(incoming) ? readdirSync(incoming).length : 0;
    try {
      await intake.takeBytes(bytes, name, rule);
      return '';
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      expect(readdirSync(incoming)).toHaveLength(before);
      return error.fields.evidence ?? '';
    }
  }
});

/** The smallest PDF with one more entry in its catalog. */
function withCatalog(entry: string): Buffer {
  const text = aPdf().toString('latin1');
  return Buffer.from(text.replace('/Pages 2 0 R>>', `/Pages 2 0 R${entry}>>`), 'latin1');
}

/** Two megabytes of compressed objects that unpack to two gigabytes. */
function aBomb(): Buffer {
  const once = deflateSync(Buffer.alloc(200 * 1024 * 1024, ' '));
  const objects = Array.from({ length: 10 }, (_, index) =>
    Buffer.concat([
      Buffer.from(
        `${String(index + 10)} 0 obj<</Type/ObjStm/N 1/First 5/Filter/FlateDecode/Length ${String(once.length)}>>stream\n`,
      ),
      once,
      Buffer.from('\nendstream endobj\n'),
    ]),
  );
  const [head = '', tail = ''] = aPdf()
    .toString('latin1')
    .split(/(?<=\n)(?=xref)/);
  return Buffer.concat([Buffer.from(head), ...objects, Buffer.from(tail)]);
}
