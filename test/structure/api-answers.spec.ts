import { PersonalTokensService } from '@app/accounts';
import { rowsOf } from '@app/testing';
import { API_ROUTES } from '../../apps/web/src/api/openapi/described-routes';
import { problemSchema } from '../../apps/web/src/api/openapi/api-route';
import { callCommand, type DemoTest, type Part, startDemoTest } from '../support/demo';

/** Real values for the parts of a path. A new part needs a value here. */
const PATH_PARTS: Readonly<Record<string, string>> = { code: '0140' };

const GETS = API_ROUTES.filter((route) => route.method === 'get');
const PARTS: readonly Part[] = ['staff', 'head', 'hr', 'programOffice', 'auditor'];

describe('Answers of the API', () => {
  let web: DemoTest;
  const tokens = new Map<Part, string>();

  beforeAll(async () => {
    web = await startDemoTest();
    for (const part of PARTS) {
      const printed = await callCommand(
        web.config,
        'token',
        ...['create', '--staff-number', web.staffNumberOf(part), '--name', '試験'],
      );
      tokens.set(part, /tsunagaru_[\w-]+/.exec(printed.join('\n'))?.[0] ?? '');
    }
  }, 120_000);

  afterAll(async () => {
    await web.close();
  });

  it.each(GETS.map((route) => [route.path, route] as const))(
    'of GET %s are what the description says, with nothing left out or added',
    async (_path, route) => {
      const statuses: number[] = [];
      for (const part of PARTS) {
        const answer = await ask(part, route.path);
        statuses.push(answer.status);
        if (answer.status === 200) {
          const schema = route.responses[200]?.schema;
          expect(schema?.parse(answer.body)).toEqual(answer.body);
        } else {
          expect([403, 404]).toContain(answer.status);
          expect(answer.headers['content-type']).toContain('application/problem+json');
          expect(problemSchema.strict().parse(answer.body).status).toBe(answer.status);
        }
      }
      expect(statuses).toContain(200);
    },
  );

  it('refuse a wrong date, naming it, wherever a day may be given', async () => {
    const dated = GETS.filter((route) => route.query && 'asOf' in route.query.shape);
    expect(dated.length).toBeGreaterThan(0);
    for (const route of dated) {
      const answer = await ask('programOffice', `${route.path}?asOf=2026-02-30`);
      expect([route.path, answer.status]).toEqual([route.path, 422]);
      expect(problemSchema.strict().parse(answer.body).errors).toHaveProperty('asOf');
    }
  });

  it('keep a token of the owner only: the hash is all that is stored', async () => {
    const stored = await rowsOf(web.database, 'SELECT * FROM personal_tokens');
    for (const token of tokens.values()) {
      expect(token).not.toBe('');
      expect(JSON.stringify(stored)).not.toContain(token);
      expect(await web.app.get(PersonalTokensService).findActorByToken(token)).not.toBeNull();
    }
  });

  function ask(part: Part, path: string) {
    const address = path.replace(/:(\w+)/g, (_all, name: string) => {
      const value = PATH_PARTS[name];
      if (value === undefined) throw new Error(`api-answers.spec.ts has no value for :${name}`);
      return value;
    });
    return web
      .anonymous()
      .get(`/api/v1${address}`)
      .set('Authorization', `Bearer ${tokens.get(part) ?? ''}`);
  }
});
