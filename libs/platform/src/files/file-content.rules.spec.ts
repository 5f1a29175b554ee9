import { aJpeg, anExif, aPdf, aPng, jpegSegment, pngChunk } from '@app/testing';
import fc from 'fast-check';
import { type AcceptedType, checkContent } from './file-content.rules';
import { orientationOf } from './exif.rules';

const ALL: readonly AcceptedType[] = ['application/pdf', 'image/jpeg', 'image/png'];
const HTML = Buffer.from('<!doctype html><html><script>alert(1)</script></html>');
const SVG = Buffer.from(
  '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="a()"/>',
);
/** An empty zip archive: nothing but its last record. */
const ZIP = Buffer.concat([Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(18)]);

function typeOf(bytes: Buffer): string | null {
  return checkContent(bytes, ALL)?.mediaType ?? null;
}

function cleaned(bytes: Buffer): Buffer {
  const content = checkContent(bytes, ALL);
  if (!content) throw new Error('refused');
  return content.bytes;
}

describe('checkContent', () => {
  it('knows the three kinds by their content', () => {
    expect(typeOf(aPdf())).toBe('application/pdf');
    expect(typeOf(aJpeg())).toBe('image/jpeg');
    expect(typeOf(aPng())).toBe('image/png');
  });

  it('refuses a kind that the caller does not accept', () => {
    expect(checkContent(aPdf(), ['image/png'])).toBeNull();
  });

  it.each([
    ['HTML', HTML],
    ['SVG', SVG],
    ['a zip archive', ZIP],
    ['a program', Buffer.from('MZ\x90\0\x03', 'latin1')],
    ['a GIF', Buffer.from('GIF89a\x01\0\x01\0', 'latin1')],
    ['nothing but a PNG signature', aPng().subarray(0, 8)],
    ['nothing but a JPEG start', Buffer.from([0xff, 0xd8, 0xff])],
    ['nothing but a PDF header', Buffer.from('%PDF-1.7\n')],
    ['a PNG start before HTML', Buffer.concat([aPng().subarray(0, 8), HTML])],
    ['a JPEG start before HTML', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), HTML])],
    ['HTML before a PDF', Buffer.concat([HTML, aPdf()])],
    ['markup in the head of a PDF', Buffer.from(aPdf().toString().replace('\n', '\n%<script>\n'))],
    ['a PDF with a zip archive behind it', Buffer.concat([aPdf(), ZIP])],
    ['a PDF with HTML behind it', Buffer.concat([aPdf(), HTML])],
  ])('refuses %s', (_name, bytes) => {
    expect(typeOf(bytes)).toBeNull();
  });

  it('refuses a PDF inside the comment of a zip archive', () => {
    const tail = Buffer.from('startxref\n0\n%%EOF');
    const end = Buffer.concat([ZIP, tail]);
    end.writeUInt16LE(tail.length, 20);
    expect(typeOf(Buffer.concat([Buffer.from('%PDF-1.4\n'), end]))).toBeNull();
  });

  it('refuses every file that was cut short', () => {
    for (const whole of [aPdf().subarray(0, -1), aJpeg(), aPng()]) {
      const lengths = fc.integer({ min: 0, max: whole.length - 1 });
      fc.assert(fc.property(lengths, (length) => typeOf(whole.subarray(0, length)) === null));
    }
  });

  it('refuses a PNG whose bytes were changed on the way', () => {
    const broken = Buffer.from(aPng());
    broken[45] = (broken[45] ?? 0) ^ 1;
    expect(typeOf(broken)).toBeNull();
  });

  it('refuses a picture that would not fit into memory', () => {
    const header = Buffer.from(aPng());
    const huge = pngChunk('IHDR', Buffer.from('7fffffff7fffffff0800000000', 'hex'));
    expect(typeOf(Buffer.concat([header.subarray(0, 8), huge, header.subarray(33)]))).toBeNull();
  });

  it('never throws, whatever follows a good start', () => {
    const starts = [aPdf(), aJpeg(), aPng()].map((bytes) => bytes.subarray(0, 24));
    fc.assert(
      fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 400 }), (start, rest) => {
        typeOf(Buffer.concat([start, rest]));
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});

describe('Metadata', () => {
  const SECRET = 'GPS 36.827 137.409 taken by';
  const metadata = [
    anExif(1, SECRET),
    jpegSegment(0xe1, `http://ns.adobe.com/xap/1.0/\0${SECRET}`),
    jpegSegment(0xe2, `MPF\0${SECRET}`),
    jpegSegment(0xed, `Photoshop 3.0\0${SECRET}`),
    jpegSegment(0xef, SECRET),
    jpegSegment(0xfe, SECRET),
  ];

  it('is gone from a JPEG, and the picture is the same', () => {
    const dirty = Buffer.concat([aJpeg(...metadata), HTML]);
    expect(cleaned(dirty)).toEqual(aJpeg());
  });

  it('leaves the colour profile and how the colours are coded', () => {
    const profile = jpegSegment(0xe2, 'ICC_PROFILE\0\x01\x01profile');
    const adobe = jpegSegment(0xee, Buffer.from('Adobe\0d\0\0\0\0\x01', 'latin1'));
    expect(cleaned(aJpeg(profile, ...metadata, adobe))).toEqual(aJpeg(profile, adobe));
  });

  it.each([2, 3, 6, 8])(
    'keeps which way is up (%i) and nothing else of the EXIF',
    (orientation) => {
      const clean = cleaned(aJpeg(anExif(orientation, SECRET)));
      expect(clean.includes(SECRET)).toBe(false);
      const at = clean.indexOf('Exif');
      expect(orientationOf(clean.subarray(at))).toBe(orientation);
      expect(cleaned(clean)).toEqual(clean);
    },
  );

  it('reads an orientation that points nowhere as upright', () => {
    const exif = Buffer.from('Exif\0\0II*\0\xff\xff\xff\xff', 'latin1');
    expect(orientationOf(exif)).toBe(1);
    expect(cleaned(aJpeg(jpegSegment(0xe1, exif)))).toEqual(aJpeg());
  });

  it('drops the thumbnail of a JPEG', () => {
    const jfif = Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01abc', 'latin1');
    const bare = aJpeg();
    const dirty = Buffer.concat([bare.subarray(0, 2), jpegSegment(0xe0, jfif), bare.subarray(20)]);
    expect(cleaned(dirty)).toEqual(bare);
  });

  it('is gone from a PNG, and the picture is the same', () => {
    const dirty = aPng(
      pngChunk('tEXt', `Author\0${SECRET}`),
      pngChunk('iTXt', SECRET),
      pngChunk('zTXt', SECRET),
      pngChunk('eXIf', SECRET),
      pngChunk('tIME', '1234567'),
      pngChunk('prVt', SECRET),
    );
    expect(cleaned(Buffer.concat([dirty, ZIP]))).toEqual(aPng());
    expect(cleaned(aPng(pngChunk('sRGB', '\0')))).toEqual(aPng(pngChunk('sRGB', '\0')));
  });
});
