import { TEST_DAY } from '@app/testing';
import { DEMO_PASSWORD } from '../../apps/cli/src/demo/cast';
import { crawl, inspect } from '../support/browser-crawl';
import { type DemoParts, type Part, withParts } from '../support/demo';
import { demoCity } from '../support/demo-city';
import { type Journey, photograph, startJourney } from '../support/journey';
import { TIME_LIMIT_MS } from '../support/proof';

/** Each with about how many kinds of pages it reaches: a crawl that ends early is noticed. */
const PARTS: readonly (readonly [part: Part, atLeast: number])[] = [
  ['staff', 20],
  ['head', 25],
  ['hr', 50],
  ['programOffice', 70],
  ['auditor', 90],
  ['administrator', 60],
];

/**
 * `npm test` looks at the main pages in the same way (test/browser/main-pages.spec.ts). One part alone:
 * `-t 'with the eyes of hr'`.
 */
describe('Every page that a role can reach in the demo city', () => {
  let journey: Journey;
  let demo: DemoParts;
  /** Kinds of pages that were photographed. */
  const seen = new Set<string>();

  beforeAll(async () => {
    journey = await startJourney({ template: demoCity() });
    demo = withParts(journey.web, TEST_DAY);
  }, 120_000);

  afterAll(async () => {
    await journey.close();
  });

  it.each(PARTS)(
    'answers, has no finding of axe and scrolls only downwards, with the eyes of %s',
    async (part, atLeast) => {
      const page = await journey.open(demo.staffNumberOf(part), DEMO_PASSWORD);
      const findings: unknown[] = [];
      const kinds = new Set<string>();
      const broken = await crawl(page, async ({ address, kind }) => {
        const finding = await inspect(page, address);
        if (finding.problems.length > 0) findings.push(finding);
        if (!seen.has(kind)) await photograph(page, `page-${fileNameOf(kind)}`);
        seen.add(kind);
        kinds.add(kind);
      });
      expect(broken).toEqual([]);
      expect(findings).toEqual([]);
      expect(kinds.size).toBeGreaterThanOrEqual(atLeast);
      await page.context().close();
    },
    TIME_LIMIT_MS * 2,
  );

  it('asks no other host for anything and breaks no content security policy', () => {
    expect(journey.complaints).toEqual({ violations: [], foreignRequests: [] });
  });
});

function fileNameOf(kind: string): string {
  return kind.replace(/[^\w-]+/g, '_').replace(/^_|_$/g, '') || 'home';
}
