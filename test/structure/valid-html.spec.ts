import { type DemoTest, type Part, startDemoTest } from '../support/demo';
import type { CrawledPage } from '../support/http-crawl';
import { problemsOf } from '../support/html-validator';
import { nuProblemsOf } from '../support/nu-html-checker';
import { PROOF, TIME_LIMIT_MS } from '../support/proof';
import { pagesSeenBy } from '../support/seen-by';

const PARTS: readonly Part[] = ['staff', 'head', 'hr', 'programOffice', 'auditor', 'administrator'];

/** WHATWG HTML and what html-validate knows of accessibility, on every page that a part reaches by links. */
describe('The HTML of every page', () => {
  let demo: DemoTest;
  /** A page that another part has been shown: `npm run proof` reads it with the eyes of everybody. */
  const seen = new Set<string>();

  beforeAll(async () => {
    demo = await startDemoTest();
  }, 120_000);

  afterAll(() => demo.close());

  it.each(PARTS)(
    'is valid for %s',
    async (part) => {
      const pages = (await pagesSeenBy(demo, part)).filter(isNewPage);
      expect(pages.length).toBeGreaterThan(0);
      const found = [];
      for (const page of pages) found.push(...(await problemsOf(page)));
      expect(found).toEqual([]);
    },
    TIME_LIMIT_MS,
  );

  if (PROOF)
    it('is valid for the checker of the W3C as well', async () => {
      for (const part of PARTS) {
        const pages = (await pagesSeenBy(demo, part)).filter(
          ({ type, text }) => type.startsWith('text/html') && text !== '',
        );
        expect(await nuProblemsOf(pages)).toEqual([]);
      }
      const unclosed = '<!doctype html><html lang="ja"><title>x</title><p><b>x</p></html>';
      expect(await nuProblemsOf([{ address: '/', text: unclosed }])).not.toEqual([]);
    }, 600_000);

  it('would be refused with a fault', async () => {
    const text =
      '<!doctype html>\n<html lang="ja"><head><title>x</title></head><body><p><div></div></p></body></html>';
    expect(await problemsOf({ address: '/', text })).not.toEqual([]);
  });

  function isNewPage({ address, type }: CrawledPage): boolean {
    if (!type.startsWith('text/html')) return false;
    // What differs by who looks is the frame, which every part's own pages show.
    const isNew = PROOF || address === '/' || !seen.has(address);
    seen.add(address);
    // Of those that are asked with something, which are the same page again, every third: `npm run proof` reads them all.
    return isNew && (PROOF || !address.includes('?') || seen.size % 3 === 0);
  }
});
