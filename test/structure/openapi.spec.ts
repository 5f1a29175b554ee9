import { type Permission, PERMISSIONS_OF_ROLE, type Role } from '@app/access';
import { startWebTest, type WebTest } from '../support/web';
import { templatedPath } from '../../apps/web/src/api/openapi/openapi.document';
import { API_ROUTES } from '../../apps/web/src/api/openapi/described-routes';
import { type Verdict, type Visitor, VISITORS } from '../../apps/web/src/shell/route-rows';
import { ROUTE_MATRIX } from './route-matrix';

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly security?: readonly unknown[];
  readonly 'x-permission'?: string;
  readonly responses: Readonly<Record<string, unknown>>;
}

interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly securitySchemes: { readonly token: object } };
}

const PREFIX = '/api/v1';

/** The role of each visitor of the matrix who is signed in. */
const ROLES: Readonly<Partial<Record<Visitor, Role>>> = {
  staff: 'staff',
  headOther: 'unit_head',
  headOwn: 'unit_head',
  hr: 'hr',
  programOffice: 'program_office',
  auditor: 'auditor',
  administrator: 'administrator',
};

describe('The description of the API', () => {
  let web: WebTest;
  let document: Document;

  beforeAll(async () => {
    web = await startWebTest();
    await web.city.addAccount(await web.city.addPerson({ staffNumber: '000001' }));
    const visitor = await web.signIn('000001');
    document = (await visitor.get('/api/openapi.json')).body as Document;
  });

  afterAll(async () => {
    await web.close();
  });

  // ROUTE_MATRIX is compared with the routes of the app by routes.spec.ts.
  it('has every route of the API and no other', () => {
    const routes = ROUTE_MATRIX.filter((row) => row.path.startsWith(`${PREFIX}/`)).map(
      (row) => `${row.method} ${templatedPath(row.path.slice(PREFIX.length))}`,
    );
    const described = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(described.sort()).toEqual(routes.sort());
  });

  it('is OpenAPI 3.1 with bearer tokens, and its operations have names of their own', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.components.securitySchemes.token).toMatchObject({
      type: 'http',
      scheme: 'bearer',
    });
    const operations = Object.values(document.paths).flatMap((item) => Object.values(item));
    const names = operations.map((operation) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
    expect(operations.filter((operation) => operation.summary === '')).toEqual([]);
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map((match) => match[1] ?? '');
    const missing = references.filter((path) => lookUp(document, path) === undefined);
    expect(missing).toEqual([]);
  });

  it('names for each route the permission that the matrix expects', () => {
    const wrong = API_ROUTES.filter(({ method, path, permission }) => {
      const row = ROUTE_MATRIX.find(
        (it) => it.method === method.toUpperCase() && it.path === PREFIX + path,
      );
      const passing = VISITORS.filter((visitor) => mayPass(row?.verdicts[visitor]));
      return passing.join() !== VISITORS.filter((visitor) => holds(visitor, permission)).join();
    });
    expect(wrong.map(({ method, path, permission }) => [method, path, permission])).toEqual([]);
  });

  it('tells of each route what it asks for, and leaves only open ones without sign-in', () => {
    for (const { method, path, permission } of API_ROUTES) {
      const operation = document.paths[templatedPath(path)]?.[method];
      expect([path, operation?.['x-permission'], operation?.security]).toEqual(
        permission === null ? [path, undefined, []] : [path, permission, undefined],
      );
      const refusals = Object.keys(operation?.responses ?? {}).filter((it) => /^40[13]$/.test(it));
      expect([path, refusals]).toEqual([path, permission === null ? [] : ['401', '403']]);
    }
  });

  it('is not shown to people who are not signed in', async () => {
    const answer = await web.anonymous().get('/api/openapi.json');
    expect(answer.status).toBe(401);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });
});

/** Past the guard; what is then found is a question of the unit. */
function mayPass(verdict: Verdict | undefined): boolean {
  return verdict === 'ok' || verdict === 'notFound';
}

function holds(visitor: Visitor, permission: Permission | null): boolean {
  if (permission === null) return true;
  const role = ROLES[visitor];
  return role !== undefined && PERMISSIONS_OF_ROLE[role].includes(permission);
}

function lookUp(value: unknown, path: string): unknown {
  return path
    .split('/')
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], value);
}
