import { startWebTest, type WebTest } from '../support/web';
import { templatedPath } from '../../apps/web/src/api/openapi/openapi.document';
import { API_ROUTES } from '../../apps/web/src/api/openapi/described-routes';
import { ROUTE_MATRIX } from './route-matrix';

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly security?: readonly unknown[];
  readonly responses: Readonly<Record<string, unknown>>;
}

interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly securitySchemes: { readonly token: object } };
}

const PREFIX = '/api/v1';

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
    const open = API_ROUTES.filter((route) => route.permission === null).map((route) => route.path);
    expect(open).toEqual(['/health']);
  });

  it('is not shown to people who are not signed in', async () => {
    const answer = await web.anonymous().get('/api/openapi.json');
    expect(answer.status).toBe(401);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });
});

function lookUp(value: unknown, path: string): unknown {
  return path
    .split('/')
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], value);
}
