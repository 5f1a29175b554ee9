import iconv from 'iconv-lite';
import fc from 'fast-check';
import { decodeText } from './decode';

const UTF8_BOM = Buffer.from([0xef, 0xbb, 0xbf]);
const utf8 = (text: string): Buffer => Buffer.from(text, 'utf8');
const cp932 = (text: string): Buffer => iconv.encode(text, 'cp932');

describe('decodeText', () => {
  const text = '職員番号,氏名\r\n000264,澤﨑　髙子①㈱～－\r\n';

  it.each([
    ['utf-8', utf8(text)],
    ['utf-8-bom', Buffer.concat([UTF8_BOM, utf8(text)])],
    ['cp932', cp932(text)],
    ['utf-16le', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])],
    ['utf-16be', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
    ['utf-16le', Buffer.from(text, 'utf16le')],
    ['utf-16be', Buffer.from(text, 'utf16le').swap16()],
  ])('recognises %s', (encoding, bytes) => {
    expect(decodeText(bytes)).toEqual({ text, encoding, problems: [] });
  });

  it('reads what NEC and IBM added to Shift_JIS, and half-width kana alone', () => {
    const added = '①㈱Ⅲ髙﨑纊德ｱｲｳｴｵ\r\n';
    expect(decodeText(cp932(added))).toEqual({ text: added, encoding: 'cp932', problems: [] });
    // 髙 and ⅰ as the rows that NEC selected of IBM's have them.
    const selected = Buffer.from([0xee, 0xe0, 0xee, 0xef, 0x0d, 0x0a]);
    expect(decodeText(selected)).toMatchObject({ text: '髙ⅰ\r\n', encoding: 'cp932' });
    expect(decodeText(cp932('ｼﾒｲ,ｶﾅ\r\n')).text).toBe('ｼﾒｲ,ｶﾅ\r\n');
  });

  it('reads EUC-JP, as older systems write it', () => {
    const old = '職員番号,氏名\n000264,山田　太郎\n';
    const bytes = iconv.encode(old, 'euc-jp');
    expect(decodeText(bytes)).toEqual({ text: old, encoding: 'euc-jp', problems: [] });
  });

  it('takes plain ASCII and an empty file as UTF-8', () => {
    expect(decodeText(utf8('a,b'))).toEqual({ text: 'a,b', encoding: 'utf-8', problems: [] });
    expect(decodeText(new Uint8Array())).toEqual({ text: '', encoding: 'utf-8', problems: [] });
  });

  it('names 外字 of CP932 by line', () => {
    const bytes = Buffer.concat([cp932('氏名\r\n山田'), Buffer.from('f040', 'hex'), cp932('\r\n')]);
    const { encoding, problems } = decodeText(bytes);
    expect(encoding).toBe('cp932');
    expect(problems).toEqual([
      { line: 2, reason: expect.stringContaining('外字があります(U+E000)') },
    ]);
  });

  it('names bytes that CP932 does not know by line', () => {
    const broken = Buffer.concat([
      cp932('氏名\r\n一郎\r\n二郎'),
      Buffer.from([0xff]),
      cp932('\r\n'),
    ]);
    const { encoding, problems } = decodeText(broken);
    expect(encoding).toBe('cp932');
    expect(problems).toEqual([{ line: 3, reason: expect.stringContaining('読み取れない文字') }]);
  });

  it('keeps a UTF-8 file with one broken byte readable and names the line', () => {
    const lines = Array.from({ length: 20 }, () => '1,人事課\n').join('');
    const broken = Buffer.concat([
      utf8(`番号,所属\n${lines}`),
      Buffer.from([0xe4, 0xba]),
      utf8('\n'),
    ]);
    const { text: decoded, encoding, problems } = decodeText(broken);
    expect(encoding).toBe('utf-8');
    expect(decoded).toContain('人事課');
    expect(problems.map((it) => it.line)).toEqual([22]);
  });

  it('names lost characters, 外字, control characters and non-characters of UTF-8, by line and kind', () => {
    const text = 'a\uFFFD\u0000\rb\n\u{F0000}\uE001\uE001\r\n\u0085\uFFFF\tok';
    const { encoding, problems } = decodeText(utf8(text));
    expect(encoding).toBe('utf-8');
    expect(problems).toEqual([
      { line: 1, reason: expect.stringContaining('読み取れない文字') },
      { line: 1, reason: expect.stringContaining('制御文字があります(U+0000)') },
      { line: 3, reason: expect.stringContaining('外字があります(U+F0000、U+E001)') },
      { line: 4, reason: expect.stringContaining('(U+FFFF)') },
      { line: 4, reason: expect.stringContaining('(U+0085)') },
    ]);
  });

  it('gives one problem for a line full of them', () => {
    const pua = Array.from({ length: 300 }, (_, index) => String.fromCharCode(0xe000 + index));
    const { problems } = decodeText(utf8(pua.join('')));
    expect(problems).toHaveLength(1);
    expect(problems[0]?.reason).toContain('ほか295種類');
  });

  it('is content with emoji, IVS and rare kanji', () => {
    expect(decodeText(utf8('辻\u{E0100}𠮷😀')).problems).toEqual([]);
  });

  it('reads back any text from UTF-8, whatever else it finds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (any) => {
        expect(decodeText(Buffer.concat([UTF8_BOM, utf8(any)])).text).toBe(any);
        if (!any.startsWith('\uFEFF')) expect(decodeText(utf8(any)).text).toBe(any);
      }),
    );
  });

  it('names a line for every loss, for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const { text: decoded, problems } = decodeText(bytes);
        const lines = decoded.split(/\r\n|\n|\r/);
        const lost = lines.flatMap((line, index) => (line.includes('\uFFFD') ? [index + 1] : []));
        expect(problems.map((it) => it.line)).toEqual(expect.arrayContaining(lost));
      }),
    );
  });
});
