import { fiscalYearOf } from '@app/platform';
import { TEST_DAY } from '@app/testing';
import { type Cast, castOf, DEMO_PASSWORD } from '../../apps/cli/src/demo/cast';
import { demoStaff } from '../../apps/cli/src/demo/staff';
import { crawl, inspect } from '../support/browser-crawl';
import { demoCity } from '../support/demo-city';
import { PROOF, TIME_LIMIT_MS } from '../support/proof';
import { type Journey, photograph, startJourney } from '../support/journey';

const CAST: Cast = castOf(demoStaff(fiscalYearOf(TEST_DAY)));
const PARTS = ['staff', 'head', 'hr', 'programOffice', 'auditor', 'administrator'] as const;

describe('Every page that a role can reach in the demo city', () => {
  let journey: Journey;
  /** Kinds of pages that somebody saw; `npm run proof` looks at them again with the eyes of every role, and photographs them. */
  const looked = new Set<string>();

  beforeAll(async () => {
    journey = await startJourney({ template: demoCity() });
  }, 120_000);

  afterAll(async () => {
    await journey.close();
  });

  it.each(PARTS)(
    'answers, has no finding of axe and scrolls only downwards: %s',
    async (part) => {
      const page = await journey.open(CAST[part].person.staffNumber, DEMO_PASSWORD);
      const findings: unknown[] = [];
      const broken = await crawl(page, {
        isLookedAt: (kind) => PROOF || kind === '/' || !looked.has(kind),
        look: async ({ address, kind }) => {
          const isNew = !looked.has(kind);
          looked.add(kind);
          const finding = await inspect(page, address);
          if (finding.problems.length > 0) findings.push(finding);
          if (PROOF && isNew) await photograph(page, `page-${fileNameOf(kind)}`);
        },
      });
      expect(broken).toEqual([]);
      expect(findings).toEqual([]);
      await page.context().close();
    },
    TIME_LIMIT_MS * 2,
  );

  it('asks no other host for anything and breaks no content security policy', () => {
    expect(looked.size).toBeGreaterThan(5);
    expect(journey.complaints).toEqual({ violations: [], foreignRequests: [] });
  });
});

function fileNameOf(kind: string): string {
  return kind.replace(/[^\w-]+/g, '_').replace(/^_|_$/g, '') || 'home';
}
