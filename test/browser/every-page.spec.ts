import { TEST_DAY } from '@app/testing';
import { DEMO_PASSWORD } from '../../apps/cli/src/demo/cast';
import { crawl, inspect, pathKindOf } from '../support/browser-crawl';
import { type DemoParts, type Part, withParts } from '../support/demo';
import { demoCity } from '../support/demo-city';
import { PROOF, TIME_LIMIT_MS } from '../support/proof';
import { type Journey, photograph, startJourney } from '../support/journey';
import { pagesSeenBy } from '../support/seen-by';

const PARTS: readonly Part[] = ['staff', 'head', 'hr', 'programOffice', 'auditor', 'administrator'];

describe('Every page that a role can reach in the demo city', () => {
  let journey: Journey;
  let demo: DemoParts;
  /** Kinds of pages that somebody saw; `npm run proof` looks at them with the eyes of every role, and photographs them. */
  const looked = new Set<string>();

  beforeAll(async () => {
    journey = await startJourney({ template: demoCity() });
    demo = withParts(journey.web, TEST_DAY);
  }, 120_000);

  afterAll(async () => {
    await journey.close();
  });

  it.each(PARTS)(
    'answers, has no finding of axe and scrolls only downwards: %s',
    async (part) => {
      const page = await journey.open(demo.staffNumberOf(part), DEMO_PASSWORD);
      const findings: unknown[] = [];
      const look = async (address: string): Promise<void> => {
        const finding = await inspect(page, address);
        if (finding.problems.length > 0) findings.push(finding);
      };
      if (PROOF) {
        const broken = await crawl(page, async ({ address, kind }) => {
          await look(address);
          if (!looked.has(kind)) await photograph(page, `page-${fileNameOf(kind)}`);
          looked.add(kind);
        });
        expect(broken).toEqual([]);
      } else
        for (const address of await newTo(part)) await page.goto(address).then(() => look(address));
      expect(findings).toEqual([]);
      await page.context().close();
    },
    TIME_LIMIT_MS * 2,
  );

  it('asks no other host for anything and breaks no content security policy', () => {
    expect(looked.size).toBeGreaterThan(60);
    expect(journey.complaints).toEqual({ violations: [], foreignRequests: [] });
  });

  /** One page of each kind that no part before has seen, and everybody's own home. */
  async function newTo(part: Part): Promise<readonly string[]> {
    const pages = (await pagesSeenBy(demo, part)).filter(
      ({ status, type }) => status === 200 && type.startsWith('text/html'),
    );
    return pages.flatMap(({ address }) => {
      const kind = pathKindOf(address);
      if (looked.has(kind) && address !== '/') return [];
      looked.add(kind);
      return [address];
    });
  }
});

function fileNameOf(kind: string): string {
  return kind.replace(/[^\w-]+/g, '_').replace(/^_|_$/g, '') || 'home';
}
