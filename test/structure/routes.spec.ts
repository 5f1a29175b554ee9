import { randomUUID } from 'node:crypto';
import type { Response } from 'supertest';
import { rewriteHistory } from '@app/testing';
import { hasPermission } from '@app/access';
import { startWebTest, type Visitor as Browser, type WebTest } from '../support/web';
import {
  type RouteRow,
  type Verdict,
  type Visitor,
  VISITORS,
} from '../../apps/web/src/shell/route-rows';
import { PROOF } from '../support/proof';
import { isOtherFormat } from '../support/other-formats';
import { ROUTE_MATRIX } from './route-matrix';

const MADE_UP_ID = '00000000-0000-4000-8000-00000000dead';

interface Answer {
  readonly status: number;
  readonly location: string;
  /** Of a refusal under /api. */
  readonly code: unknown;
}

/** Whose success is that the sign-in page is shown next. */
const LEADS_TO_SIGN_IN = [
  '/sign-out',
  '/password',
  // Without its first step the second one leads back to it.
  '/sign-in/second',
  '/sign-in/second/passkey/options',
  '/sign-in/second/passkey',
];

interface RouterLayer {
  readonly route?: {
    readonly path: string | readonly string[];
    readonly methods: Readonly<Record<string, boolean>>;
  };
}

describe('The permission matrix', () => {
  let web: WebTest;
  const browsers = new Map<Visitor, Browser>();
  const tokens = new Map<Visitor, string>();

  beforeAll(async () => {
    web = await startWebTest();
    await fillCity();
  });

  afterAll(async () => {
    await web.close();
  });

  it('has a row for every route, and no row without a route', () => {
    const declared = declaredRoutes();
    const listed = ROUTE_MATRIX.map((row) => `${row.method} ${row.path}`);
    expect(declared.length).toBeGreaterThan(0);
    expect([...listed].sort()).toEqual([...declared].sort());
    expect(new Set(listed).size).toBe(listed.length);
  });

  it.each(VISITORS)('gives %s the expected verdict on every route', async (visitor) => {
    const wrong: string[] = [];
    // Signing out would end the visit: it comes last.
    const rows = [...ROUTE_MATRIX].sort(
      (a, b) => Number(a.path === '/sign-out') - Number(b.path === '/sign-out'),
    );
    for (const row of rows.filter((row, at) => isTried(visitor, row, at))) {
      const answer = await visit(visitor, row);
      const expected = row.verdicts[visitor];
      if (!matches(expected, answer, row))
        wrong.push(
          `${row.method} ${row.path}: ${expected}, got ${answer.status} ${answer.location}`,
        );
    }
    expect(wrong).toEqual([]);
  });

  it('asks again who one is, ten minutes after the sign-in, exactly where a row says so', async () => {
    for (const visitor of VISITORS.filter((it) => !isNobody(it))) {
      browsers.set(visitor, await web.signIn(staffNumberOf(visitor)));
      tokens.delete(visitor);
    }
    web.clock.advance({ minutes: 11 });
    const wrong: string[] = [];
    for (const row of ROUTE_MATRIX) {
      const visitor = VISITORS.find((it) => !isNobody(it) && row.verdicts[it] === 'ok');
      // Signing out ends the visit.
      if (!visitor || LEADS_TO_SIGN_IN.includes(row.path)) continue;
      if (!PROOF && row.asksAgain !== true && isOtherFormat(row.path)) continue;
      const { location, code } = await visit(visitor, row);
      const isAsked = location.startsWith('/confirm') || code === 'step.confirmation';
      if (isAsked !== (row.asksAgain === true))
        wrong.push(`${row.method} ${row.path}: ${location}`);
    }
    expect(wrong).toEqual([]);
  });

  it('never gives a role that only reads a permission to change something', () => {
    const auditor = { roles: ['staff', 'auditor'] } as unknown as Parameters<
      typeof hasPermission
    >[0];
    const changing = [
      'organization.import',
      'certifications.verify',
      'certifications.manage',
      'appointments.manage',
      'assignments.manage',
      'reminders.plan',
      'reminders.manage',
      'reminders.halt',
      'accounts.manage',
      'settings.manage',
      'counting.manage',
    ] as const;
    expect(changing.filter((permission) => hasPermission(auditor, permission))).toEqual([]);
  });

  function declaredRoutes(): string[] {
    const express = web.app.getHttpAdapter().getInstance() as unknown as {
      router: { stack: RouterLayer[] };
    };
    return express.router.stack.flatMap(({ route }) => {
      if (!route) return [];
      const paths = typeof route.path === 'string' ? [route.path] : route.path;
      return paths.flatMap((path) =>
        Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${path}`),
      );
    });
  }

  async function visit(visitor: Visitor, row: RouteRow): Promise<Answer> {
    const browser = browsers.get(visitor);
    if (!browser) throw new Error(`no browser for ${visitor}`);
    const address = (row.sample ?? row.path)
      .replace(/:\w*[iI]d\b/g, MADE_UP_ID)
      .replace(/:\w+/g, 'no-such-thing');
    if (row.method === 'GET') return answerOf(await browser.get(address));
    const hidden = { _csrf: await tokenOf(visitor, browser), _key: randomUUID() };
    const post = browser.agent.post(address).redirects(0);
    if (address.startsWith('/api/'))
      return answerOf(await post.set('x-csrf-token', hidden._csrf).send({}));
    return answerOf(await post.type('form').send(hidden));
  }

  /** It holds as long as the visit, so its page need not be opened for each form. */
  async function tokenOf(visitor: Visitor, browser: Browser): Promise<string> {
    const known = tokens.get(visitor);
    if (known !== undefined) return known;
    const { _csrf } = await browser.hiddenFields(isNobody(visitor) ? '/sign-in' : '/password');
    tokens.set(visitor, _csrf);
    return _csrf;
  }

  async function fillCity(): Promise<void> {
    const { city } = web;
    const own = await city.addUnit({ code: 'OWN', name: '財政課' });
    const other = await city.addUnit({ code: 'OTHER', name: '水道課' });
    const add = async (
      visitor: Visitor,
      facts: object,
      ...roles: Parameters<typeof city.addAccount>[1][]
    ) => {
      const staffNumber = staffNumberOf(visitor);
      const personId = await city.addPerson({ staffNumber, unitId: own, ...facts });
      const accountId = await city.addAccount(personId, ...roles);
      browsers.set(visitor, await web.signIn(staffNumber));
      return { accountId, personId };
    };
    browsers.set('anonymous', web.anonymous());
    await add('staff', {});
    await add('headOther', { unitId: other, isManagerial: true });
    await add('headOwn', { isManagerial: true });
    await add('hr', {}, 'hr');
    await add('programOffice', {}, 'program_office');
    await add('auditor', {}, 'auditor');
    await add('administrator', {}, 'administrator');
    const suspended = await add('suspended', {});
    await web.database.execute('UPDATE accounts SET suspended_at = $2 WHERE id = $1', [
      suspended.accountId,
      web.clock.now(),
    ]);
    const left = await add('left', {});
    await rewriteHistory(
      web.database,
      `UPDATE employments SET valid_to = '2026-11-01' WHERE person_id = $1`,
      [left.personId],
    );
  }
});

function staffNumberOf(visitor: Visitor): string {
  return `7${String(VISITORS.indexOf(visitor)).padStart(5, '0')}`;
}

/**
 * To whom nobody signed in is answered alike, and a page that opens opens for the next one as well: `npm run proof` tries
 * every route with each of them, `npm test` every refusal and every second opening.
 */
function isTried(visitor: Visitor, row: RouteRow, at: number): boolean {
  if (PROOF || visitor === 'anonymous') return true;
  if (!isNobody(visitor)) {
    if (row.verdicts[visitor] === 'ok' && isOtherFormat(row.path))
      return isDrawnFor(visitor, row, at);
    return row.verdicts[visitor] !== 'ok' || (at + VISITORS.indexOf(visitor)) % 2 === 0;
  }
  return at % 4 === (visitor === 'left' ? 0 : 2);
}

/** The rows are those of the CSV file; one of them all writes every format: some lists, for one visitor each. */
function isDrawnFor(visitor: Visitor, row: RouteRow, at: number): boolean {
  const first = VISITORS.find((it) => !isNobody(it) && row.verdicts[it] === 'ok');
  return visitor === first && at % 4 === 0;
}

function isNobody(visitor: Visitor): boolean {
  return visitor === 'anonymous' || visitor === 'suspended' || visitor === 'left';
}

function matches(expected: Verdict, { status, location }: Answer, row: RouteRow): boolean {
  const isToSignIn = status === 303 && location.startsWith('/sign-in');
  switch (expected) {
    case 'signIn':
      return row.path.startsWith('/api/') ? status === 401 : isToSignIn;
    case 'forbidden':
      return status === 403;
    case 'notFound':
      return status === 404;
    case 'ok':
      return isPastTheGuard(status) && (!isToSignIn || LEADS_TO_SIGN_IN.includes(row.path));
  }
}

function answerOf({ status, headers, body }: Response): Answer {
  const { code } = (body ?? {}) as { readonly code?: unknown };
  return { status, location: headers.location ?? '', code };
}

function isPastTheGuard(status: number): boolean {
  return status < 500 && status !== 401 && status !== 403;
}
