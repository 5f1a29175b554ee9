import fc from 'fast-check';
import { attachmentHeader, cleanFileName } from './file-name.rules';

describe('cleanFileName', () => {
  it.each([
    ['合格証書.pdf', '合格証書.pdf'],
    ['../../etc/passwd.pdf', 'passwd.pdf'],
    ['C:\\Users\\me\\証書.PDF', '証書.pdf'],
    ['..\\..\\boot.pdf', 'boot.pdf'],
    ['a\0b\r\nX-Evil: 1.pdf', 'abX-Evil_ 1.pdf'],
    ['\u202Efdp.exe', 'fdp.exe.pdf'],
    ['evil.php.pdf', 'evil.php.pdf'],
    ['<script>.pdf', '_script_.pdf'],
    ['CON.pdf', '_CON.pdf'],
    ['.htaccess', 'htaccess.pdf'],
    ['.pdf', 'pdf.pdf'],
    ['', '無題.pdf'],
    ['///', '無題.pdf'],
    ['か\u3099.pdf', 'が.pdf'],
    ['scan', 'scan.pdf'],
  ])('makes %j into %j', (given, shown) => {
    expect(cleanFileName(given, 'application/pdf')).toBe(shown);
  });

  it('always gives a short plain name with the right ending', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (given) => {
        const name = cleanFileName(given, 'image/jpeg');
        expect(Array.from(name).length).toBeLessThanOrEqual(100);
        expect(name).toMatch(/^[^/\\\p{Cc}\p{Cf}\p{Cs}]+\.(jpg|jpeg|jpe|jfif)$/u);
        expect(name.startsWith('.')).toBe(false);
      }),
    );
  });
});

describe('attachmentHeader', () => {
  it('names the file for every browser and cannot be broken out of', () => {
    expect(attachmentHeader('合格証書 (1).pdf')).toBe(
      `attachment; filename="______1_.pdf"; filename*=UTF-8''%E5%90%88%E6%A0%BC%E8%A8%BC%E6%9B%B8%20%281%29.pdf`,
    );
    expect(attachmentHeader('a"\r\nSet-Cookie: x.pdf')).not.toMatch(/[\r\n]/);
    expect(attachmentHeader('a"b.pdf').match(/"/g)).toHaveLength(2);
    expect(() => attachmentHeader('\ud800.pdf')).not.toThrow();
  });
});
