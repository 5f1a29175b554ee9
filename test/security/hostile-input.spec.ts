import { randomUUID } from 'node:crypto';
import type { RouteRow } from '../../apps/web/src/shell/route-rows';
import { ROUTE_MATRIX } from '../structure/route-matrix';
import { fieldNames, HOSTILE_TEXTS, HOSTILE_VALUES } from '../support/hostile';
import { breakouts, PAYLOAD } from '../support/markup';
import { pairs, TIME_LIMIT_MS } from '../support/proof';
import { contentsOf } from '../support/tables';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const NAMES = fieldNames();
const AT_ONCE = 6;
/** Outside of `npm run proof` each route meets one text in so many. */
const ONE_IN = 3;

/** Signing out or changing the password would end the visit. */
const ENDS_VISIT = ['/sign-out', '/password'];
/** A path is one word: signs, NUL and names that objects have by birth are what can go wrong with it. */
const IN_PATHS = HOSTILE_TEXTS.filter((it) => it !== '' && it.length < 60).filter(
  (it) => !/^[\d+-]/.test(it),
);
const isNumberOrDate = (text: string) => /^[\d+-]|NaN|２/.test(text);
const NUMBERS_AND_DATES = [...HOSTILE_TEXTS.filter(isNumberOrDate), '__proto__', "'"];
const WORDS = HOSTILE_TEXTS.filter((text) => !isNumberOrDate(text) && text.length < 300);
const WORD_NAMES = [
  'q',
  'name',
  'actor',
  'subject',
  'next',
  'search',
  'unit',
  'code',
  'state',
  'kind',
];
const GETS = ROUTE_MATRIX.filter((row) => row.method === 'GET');
const POSTS = ROUTE_MATRIX.filter((row) => row.method === 'POST' && !ENDS_VISIT.includes(row.path));

/** What no hostile request may change, whoever sends it. */
const MUST_STAY = [
  'accounts',
  'account_roles',
  'persons',
  'postings',
  'org_unit_periods',
  'role_appointments',
];

describe('Hostile input on every route', () => {
  let web: WebTest;
  let visitor: Visitor;
  let hidden: { _csrf: string; _key: string };
  let before: Record<string, string>;

  beforeAll(async () => {
    web = await startWebTest();
    const unitId = await web.city.addUnit({ name: '総務課' });
    const facts = { staffNumber: '000900', unitId, isManagerial: true };
    const personId = await web.city.addPerson(facts);
    await web.city.addAccount(personId, 'hr', 'program_office', 'auditor', 'administrator');
    await web.city.addAccount(await web.city.addPerson({ unitId }));
    visitor = await web.signIn('000900');
    hidden = await visitor.hiddenFields('/settings');
    before = await contentsOf(web.database);
  });

  afterAll(async () => {
    await web.close();
  });

  it('knows the fields of our forms', () => {
    expect(NAMES.length).toBeGreaterThan(20);
    expect(NAMES).toEqual(expect.arrayContaining(['q', 'asOf', 'role', 'lastDay', 'passedOn']));
  });

  it(
    'never breaks a page by what stands in its path',
    async () => {
      const named = ROUTE_MATRIX.filter((row) => row.path.includes(':'));
      const tries = pairs(named, IN_PATHS, ONE_IN).map(([row, text]) => ({ row, text }));
      const broken = await whatBreaks(tries, ({ row, text }) =>
        send(row, row.path.replace(/:\w+/g, pathPart(text)), {}),
      );
      expect(broken).toEqual([]);
    },
    TIME_LIMIT_MS,
  );

  it(
    'never breaks a page by hostile words, numbers and dates in its query',
    async () => {
      const queryOf = (names: readonly string[], text: string) =>
        names.map((name) => `${name}=${pathPart(text)}`).join('&');
      const texts = [
        ...NUMBERS_AND_DATES.map((text) => ({ text, query: queryOf(NAMES, text) })),
        ...WORDS.map((text) => ({ text, query: queryOf(WORD_NAMES, text) })),
      ];
      const tries = pairs(GETS, texts, ONE_IN).map(([row, one]) => ({ row, ...one }));
      const broken = await whatBreaks(tries, ({ row, query }) =>
        visitor.get(`${sampleOf(row)}?${query}`),
      );
      expect(broken).toEqual([]);
    },
    TIME_LIMIT_MS,
  );

  it(
    'never breaks a page by repeated, nested or polluting names in its query',
    async () => {
      const shapes = [
        (name: string) => `${name}=a&${name}=b`,
        (name: string) => `${name}[]=a`,
        (name: string) => `${name}[__proto__][x]=1`,
        (name: string) => `__proto__[${name}]=1&constructor[prototype][${name}]=1`,
        (name: string) => `${name}=%E0%A4%A`,
      ];
      const tries = pairs(GETS, shapes, 1).map(([row, shape]) => ({
        row,
        text: shape('x'),
        shape,
      }));
      const broken = await whatBreaks(tries, ({ row, shape }) =>
        visitor.get(`${sampleOf(row)}?${NAMES.map(shape).join('&')}`),
      );
      expect(broken).toEqual([]);
      expect(({} as Record<string, unknown>).x).toBeUndefined();
    },
    TIME_LIMIT_MS,
  );

  it(
    'never breaks a command by values of the wrong kind',
    async () => {
      const tries = pairs(POSTS, HOSTILE_VALUES, ONE_IN).map(([row, value]) => ({
        row,
        value,
        text: JSON.stringify(value).slice(0, 60),
      }));
      const broken = await whatBreaks(tries, ({ row, value }) =>
        send(row, sampleOf(row), Object.fromEntries(NAMES.map((name) => [name, value]))),
      );
      expect(broken).toEqual([]);
    },
    TIME_LIMIT_MS,
  );

  it(
    'never breaks a command by hostile texts in its form',
    async () => {
      const tries = pairs(POSTS, HOSTILE_TEXTS, ONE_IN).map(([row, text]) => ({ row, text }));
      const broken = await whatBreaks(tries, ({ row, text }) => {
        const form = new URLSearchParams(
          NAMES.map((name): [string, string] => [name, text.slice(0, 600)]),
        );
        form.append('reason', 'again');
        form.append('__proto__', 'x');
        form.append('_csrf', hidden._csrf);
        form.append('_key', randomUUID());
        return row.path.startsWith('/api/')
          ? send(row, sampleOf(row), Object.fromEntries(form))
          : visitor.agent.post(sampleOf(row)).type('form').send(form.toString());
      });
      expect(broken).toEqual([]);
    },
    TIME_LIMIT_MS,
  );

  it(
    'prints back what was typed as text',
    async () => {
      const query = NAMES.map((name) => `${name}=${pathPart(PAYLOAD)}`).join('&');
      const wordQuery = WORD_NAMES.map((name) => `${name}=${pathPart(PAYLOAD)}`).join('&');
      const form = Object.fromEntries(NAMES.map((name) => [name, PAYLOAD]));
      const tries = [
        ...GETS.map((row) => ({ row, ask: () => visitor.get(`${sampleOf(row)}?${query}`) })),
        ...GETS.map((row) => ({ row, ask: () => visitor.get(`${sampleOf(row)}?${wordQuery}`) })),
        ...ROUTE_MATRIX.filter((row) => row.path.includes(':')).map((row) => ({
          row,
          ask: () => send(row, row.path.replace(/:\w+/g, pathPart(PAYLOAD)), form),
        })),
        ...POSTS.map((row) => ({ row, ask: () => send(row, sampleOf(row), form) })),
      ];
      let echoed = 0;
      for (const { row, ask } of tries) {
        const answer = await ask();
        if (!answer.headers['content-type']?.startsWith('text/html')) continue;
        if (answer.text.includes('XSSMARK')) echoed += 1;
        expect([row.path, breakouts(answer.text)]).toEqual([row.path, []]);
      }
      expect(echoed).toBeGreaterThan(5);
    },
    TIME_LIMIT_MS,
  );

  it('changed nobody and nothing by any of it', async () => {
    const after = await contentsOf(web.database);
    for (const table of MUST_STAY) expect([table, after[table]]).toEqual([table, before[table]]);
  });

  it.each([
    ['10,000 names in the query', () => visitor.get(`/people?${many('x')}`)],
    ['10,000 times the same name', () => visitor.get(`/people?${many('q=')}`)],
    [
      '10,000 fields in a form',
      () =>
        visitor.agent
          .post('/settings/tokens')
          .type('form')
          .send(`_csrf=${hidden._csrf}&${many('x')}`),
    ],
    ['JSON 50,000 levels deep', () => postJson('['.repeat(50_000) + ']'.repeat(50_000))],
    [
      'JSON objects 20,000 levels deep',
      () => postJson('{"a":'.repeat(20_000) + '1' + '}'.repeat(20_000)),
    ],
    ['a number of 100,000 digits', () => postJson(`{"reason":${'9'.repeat(100_000)}}`)],
    ['one megabyte of JSON', () => postJson(JSON.stringify({ reason: 'x'.repeat(1_000_000) }))],
    [
      'a page size beyond reason',
      () => visitor.get('/people?page=999999&pageSize=1000000&limit=1000000'),
    ],
    ['a path of 15,000 signs', () => visitor.get(`/people/${'x'.repeat(15_000)}`)],
    ['a long search', () => visitor.get(`/people?q=${encodeURIComponent('あ'.repeat(1500))}`)],
  ])('answers %s within a second of work', async (_name, request) => {
    const start = process.cpuUsage();
    const answer = await request();
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1e6).toBeLessThan(1);
    expect(answer.status).toBeLessThan(500);
  });

  /** Tries several at once, as several people would; returns what ended in an error of ours. */
  async function whatBreaks<Try extends { readonly row: RouteRow; readonly text: string }>(
    tries: readonly Try[],
    request: (one: Try) => PromiseLike<{ readonly status: number }>,
  ): Promise<string[]> {
    const broken: string[] = [];
    for (let start = 0; start < tries.length; start += AT_ONCE) {
      const some = tries.slice(start, start + AT_ONCE);
      const answers = await Promise.all(some.map(request));
      answers.forEach(({ status }, index) => {
        const one = some[index];
        if (status >= 500 && one)
          broken.push(`${one.row.method} ${one.row.path} ← ${JSON.stringify(one.text)}`);
      });
    }
    return [...new Set(broken)];
  }

  function postJson(text: string) {
    return visitor.agent
      .post('/api/v1/certification-records')
      .set('x-csrf-token', hidden._csrf)
      .type('json')
      .send(text);
  }

  function send(row: RouteRow, path: string, body: Record<string, unknown>) {
    if (row.method === 'GET') return visitor.get(path);
    return visitor.agent
      .post(path)
      .set('x-csrf-token', hidden._csrf)
      .send({ ...body, _csrf: hidden._csrf, _key: randomUUID() });
  }
});

function sampleOf(row: RouteRow): string {
  return row.path
    .replace(/:\w*[iI]d\b/g, '00000000-0000-4000-8000-00000000dead')
    .replace(/:\w+/g, 'no-such-thing');
}

/** As it stands in an address; half a surrogate pair cannot be written there. */
function pathPart(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd')).replace(/\./g, '%2e');
}

function many(name: string): string {
  return Array.from({ length: 10_000 }, (_, index) => `${name}${String(index)}`).join('&');
}
