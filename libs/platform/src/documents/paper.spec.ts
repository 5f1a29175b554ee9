import { createHash } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { PDFDocument } from '@cantoo/pdf-lib';
import { unzipSync } from 'fflate';
import { joinPdfs, type PdfDefinition, writePdf, writePdfWithGeta, writeZip } from './paper';

const DAY = '2026-12-01';

const page = (name: string): PdfDefinition => ({
  content: [{ text: '任命通知書', bold: true }, { columns: [{ text: name }] }],
});

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('Paper', () => {
  it('is the same bytes for the same words on the same day, with rare characters, and small', async () => {
    const one = await writePdf(page('𠮷田　髙子'), DAY);
    const two = await writePdf(page('𠮷田　髙子'), DAY);
    expect(hashOf(one)).toBe(hashOf(two));
    expect(one.subarray(0, 5).toString()).toBe('%PDF-');
    expect(one.length).toBeLessThan(60_000);
    expect(hashOf(await writePdf(page('𠮷田　髙子'), '2026-12-02'))).not.toBe(hashOf(one));
  });

  it('is not drawn with a character that the font does not have, nor with another form in its place', async () => {
    await expect(writePdf(page('𪚳田　花子'), DAY)).rejects.toMatchObject({ characters: ['𪚳'] });
    await expect(writePdf(page('葛\u{e0100}城　花子'), DAY)).rejects.toMatchObject({
      characters: ['\u{e0100}'],
    });
  });

  it('of a table prints 〓 for what the font lacks, characters of control among them', async () => {
    const pdfium = await PDFiumLibrary.init();
    for (const name of ['𪚳田', '田\u0001', '"\u0007\\']) {
      const asked: boolean[] = [];
      const paper = await writePdfWithGeta((hasGeta) => {
        asked.push(hasGeta);
        return page(name);
      }, DAY);
      const drawn = await pdfium.loadDocument(paper);
      expect([...drawn.pages()].map((it) => it.getText()).join('')).toContain('〓');
      drawn.destroy();
      expect(asked).toEqual([false, true]);
    }
    pdfium.destroy();
  });

  it('reads no file and asks no other host for what a page names', async () => {
    for (const image of ['/etc/hostname', 'http://localhost:1/a.png']) {
      await expect(writePdf({ content: [{ image }] }, DAY)).rejects.toThrow(/./);
    }
    expect((await writePdf(page('そのあと'), DAY)).length).toBeGreaterThan(1000);
  });

  it('becomes one file of all pages, and a ZIP of all files', async () => {
    const files = [await writePdf(page('一'), DAY), await writePdf(page('二'), DAY)];
    const whole = await joinPdfs(files, DAY);
    expect((await PDFDocument.load(whole)).getPageCount()).toBe(2);
    const named = files.map((bytes, index) => ({ name: `第${String(index)}号_氏名.pdf`, bytes }));
    const inside = unzipSync(await writeZip(named, DAY));
    expect(Object.keys(inside)).toEqual(['第0号_氏名.pdf', '第1号_氏名.pdf']);
    expect(hashOf(inside['第1号_氏名.pdf'] ?? new Uint8Array())).toBe(
      hashOf(files[1] ?? Buffer.alloc(0)),
    );
  });

  it('is made elsewhere: others are answered meanwhile', async () => {
    const delays = monitorEventLoopDelay({ resolution: 5 });
    delays.enable();
    await Promise.all(['一', '二', '三'].map((name) => writePdf(page(name), DAY)));
    delays.disable();
    // The font alone takes longer to be read.
    expect(delays.max / 1e6).toBeLessThan(300);
  });
});
