import { rowsOf } from '@app/testing';
import { fillWords, Vocabulary } from '@app/platform';
import { type CrawledPage, crawl } from '../support/http-crawl';
import { type DemoTest, type Part, startDemoTest } from '../support/demo';
import { englishIn, forbiddenIn, readableText } from '../support/wording';

const PARTS: readonly Part[] = ['staff', 'head', 'hr', 'programOffice', 'auditor', 'administrator'];

/**
 * What courses teach is checked by the linter of courses; mails that are already written keep their words; the file of
 * the audit log holds codes and ids on purpose.
 */
const CONTENT = /^\/(?:courses\/|glossary|quiz-attempts|mailbox|api\/|audit\/entries\.csv)/;

describe('What the product says', () => {
  let demo: DemoTest;
  /** Names of units, courses, titles and people: said as they are. */
  let names: readonly string[];

  beforeAll(async () => {
    demo = await startDemoTest();
    const rows = await rowsOf<{ name: string }>(
      demo.database,
      `SELECT name FROM org_unit_periods UNION SELECT title FROM course_versions UNION SELECT summary FROM course_versions UNION SELECT title FROM post_titles
       UNION SELECT name FROM certifications UNION SELECT reason FROM course_assignments
       UNION SELECT label FROM (SELECT DISTINCT actor_label AS label FROM audit_entries) labels`,
    );
    names = rows.map((row) => row.name).toSorted((a, b) => b.length - a.length);
  });

  afterAll(() => demo.close());

  const spoken = (page: CrawledPage) => {
    // A cell of a file is read for itself, like one of a page.
    const text = page.type.startsWith('text/html')
      ? readableText(page.text)
      : page.text.replaceAll(',', '\n');
    return names.reduce((rest, name) => rest.replaceAll(name, '□'), text);
  };

  const told = async (part: Part) => {
    const pages = await crawl(await demo.signInAs(part));
    return pages.filter(
      ({ address, type }) =>
        !CONTENT.test(address) && (type.startsWith('text/html') || type.startsWith('text/csv')),
    );
  };

  it.each(PARTS)(
    'is one word for one thing, and Japanese, to %s',
    async (part) => {
      const found = (await told(part)).flatMap((page) => {
        const text = spoken(page);
        return [...forbiddenIn(text), ...englishIn(text)].map((it) => `${page.address}: ${it}`);
      });
      expect([...new Set(found)]).toEqual([]);
    },
    120_000,
  );

  it('is described to programs in the same words', async () => {
    const visitor = await demo.signInAs('staff');
    const document: unknown = (await visitor.get('/api/openapi.json')).body;
    const texts = descriptionsIn(document);
    expect(texts.length).toBeGreaterThan(50);
    expect(texts.flatMap((text) => forbiddenIn(text.replace(/\bnull\b/g, '')))).toEqual([]);
    expect(texts.filter((text) => /[{}]/.test(text))).toEqual([]);
  });

  it('is said in the city’s own words, once it has some', async () => {
    const by = { accountId: null, label: '試験' };
    await demo.app.get(Vocabulary).changeWords(
      by,
      [
        { key: 'role_leader', word: 'DX推進員', short: '推進員' },
        { key: 'unit_division', word: '室課', short: '室課' },
      ],
      demo.clock.today(),
    );
    expect(fillWords('{leader}')).toBe('リーダー');
    for (const part of PARTS) {
      const found = (await told(part))
        .filter(({ address }) => !/^\/(?:audit|city-settings\/words)/.test(address))
        .flatMap((page) =>
          (spoken(page).match(/.*(?:リーダー|(?<![室□])課).*/g) ?? [])
            // The kinds of units of an imported file are words of the file.
            .filter((line) => line.trim() !== '課' && !line.includes('部、局、課、室'))
            .map((line) => `${page.address}: ${line.trim()}`),
        );
      expect([part, [...new Set(found)]]).toEqual([part, []]);
    }
  }, 120_000);
});

function descriptionsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    typeof item === 'string' && ['description', 'summary'].includes(key)
      ? [item]
      : descriptionsIn(item),
  );
}
