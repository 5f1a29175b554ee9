import { forbiddenIn, readableText } from '../support/wording';
import { type DemoTest, startDemoTest } from '../support/demo';
import { ROUTE_MATRIX } from '../structure/route-matrix';

/** What no browser sends: a form without any of its fields. What is missing is said in Japanese all the same. */
describe('A form without its fields', () => {
  let demo: DemoTest;

  beforeAll(async () => {
    demo = await startDemoTest();
  });

  afterAll(() => demo.close());

  it.each(['programOffice', 'hr', 'administrator', 'staff'] as const)(
    'is refused in our own words to %s',
    async (part) => {
      const visitor = await demo.signInAs(part);
      const { _csrf, _key } = await visitor.hiddenFields('/settings');
      const found: string[] = [];
      const statuses: number[] = [];
      for (const row of ROUTE_MATRIX) {
        // Signing out ends the test.
        if (row.method !== 'POST' || row.path.startsWith('/api/') || row.path === '/sign-out')
          continue;
        const path = (row.sample ?? row.path).replace(/:\w+/g, 'x');
        const answer = await visitor.agent.post(path).type('form').send({ _csrf, _key });
        statuses.push(answer.status);
        if (answer.status !== 422) continue;
        const alert = /<div[^>]*role="alert"[^]*?<\/div>/.exec(answer.text)?.[0] ?? answer.text;
        found.push(...forbiddenIn(readableText(alert)).map((it) => `${path}: ${it}`));
      }
      expect(statuses.filter((status) => status >= 500)).toEqual([]);
      expect(found).toEqual([]);
      if (part === 'administrator') expect(statuses).toContain(422);
    },
  );
});
