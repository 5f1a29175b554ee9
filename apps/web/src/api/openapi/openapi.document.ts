import { fillWords } from '@app/platform';
import { z } from 'zod';
import { type ApiRoute, problemSchema } from './api-route';

type JsonObject = Readonly<Record<string, unknown>>;

const ERRORS: Readonly<Record<number, string>> = {
  401: 'ログインもアクセストークンもありません',
  403: 'この操作を行う権限がありません',
  404: '見つからないか、見る権限がありません',
  409: '今の状態では実行できません',
  422: '送られた内容に誤りがあります',
};

const DESCRIPTION = [
  '画面と同じ権限と規則で、学習・資格・任命・充足状況を読み書きします。',
  '「設定」の画面で作った個人用アクセストークンを Authorization: Bearer で送ってください。',
  '日付は YYYY-MM-DD(日本時間)、時刻は ISO 8601 です。',
].join('');

/** The OpenAPI 3.1 document of the routes, built from the schemas that also check what comes in. */
export function openApiDocument(routes: readonly ApiRoute[], serverUrl: string): JsonObject {
  return {
    openapi: '3.1.0',
    info: { title: 'ツナガル学び API', version: '1', description: DESCRIPTION },
    servers: [{ url: `${serverUrl.replace(/\/$/, '')}/api/v1` }],
    security: [{ token: [] }, { session: [] }],
    paths: pathsOf(routes),
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: '個人用アクセストークン' },
        session: { type: 'apiKey', in: 'cookie', name: 'sid', description: '画面のログイン' },
      },
      schemas: { Problem: jsonSchema(problemSchema, 'output') },
      responses: Object.fromEntries(
        Object.entries(ERRORS).map(([status, description]) => [
          `Error${status}`,
          problem(description),
        ]),
      ),
    },
  };
}

/** `/units/:code/staff` as OpenAPI writes it. */
export function templatedPath(path: string): string {
  return path.replace(/:(\w+)/g, '{$1}');
}

/** The same document with the city's words where its texts name them (`{leader}`). */
export function inCityWords(document: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(document).map(([key, value]) => [
      key,
      isText(key, value) ? fillWords(value) : deeper(value),
    ]),
  );
}

function deeper(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(deeper);
  return typeof value === 'object' && value !== null ? inCityWords(value as JsonObject) : value;
}

function isText(key: string, value: unknown): value is string {
  return typeof value === 'string' && (key === 'description' || key === 'summary');
}

function pathsOf(routes: readonly ApiRoute[]): JsonObject {
  const paths: Record<string, Record<string, JsonObject>> = {};
  for (const route of routes) {
    const item = (paths[templatedPath(route.path)] ??= {});
    item[route.method] = operation(route);
  }
  return paths;
}

function operation(route: ApiRoute): JsonObject {
  const parameters = [...pathParameters(route.path), ...queryParameters(route.query)];
  return {
    operationId: operationId(route),
    summary: route.summary,
    ...(route.permission === null ? { security: [] } : { 'x-permission': route.permission }),
    ...(parameters.length > 0 && { parameters }),
    ...(route.body && { requestBody: requestBody(route, route.body) }),
    responses: { ...answers(route), ...errors(route) },
  };
}

function operationId({ method, path }: ApiRoute): string {
  const words = path.split(/\W+/).filter(Boolean);
  return [method, ...words.map((word) => word.charAt(0).toUpperCase() + word.slice(1))].join('');
}

function pathParameters(path: string): JsonObject[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function queryParameters(query: z.ZodObject | undefined): JsonObject[] {
  if (!query) return [];
  const { properties = {}, required = [] } = jsonSchema(query, 'input') as {
    properties?: Record<string, JsonObject>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(description !== undefined && { description }),
    schema,
  }));
}

function requestBody({ bodyType, upload }: ApiRoute, body: z.ZodType): JsonObject {
  const content = {
    [bodyType ?? 'application/json']: { schema: jsonSchema(body, 'input') },
    ...(upload && { 'multipart/form-data': { schema: jsonSchema(upload, 'input') } }),
  };
  return { required: true, content };
}

function answers(route: ApiRoute): Record<string, JsonObject> {
  return Object.fromEntries(
    Object.entries(route.responses).map(([status, { description, schema }]) => [
      status,
      { description, content: { 'application/json': { schema: jsonSchema(schema, 'output') } } },
    ]),
  );
}

function errors(route: ApiRoute): Record<string, JsonObject> {
  const open = route.permission === null;
  const possible = open ? [] : [401, 403];
  const also = route.path.includes(':') ? [404] : [];
  const typed = route.body || route.query ? [422] : [];
  const changing = route.method === 'post' ? [409] : [];
  return Object.fromEntries(
    [...possible, ...also, ...changing, ...typed].map((status) => [
      String(status),
      { $ref: `#/components/responses/Error${String(status)}` },
    ]),
  );
}

function problem(description: string): JsonObject {
  return {
    description,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}

/** Without the dialect, which OpenAPI 3.1 already names. What JSON cannot describe (a refinement) is left out. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonObject {
  const document: Record<string, unknown> = {
    ...z.toJSONSchema(schema, { io, unrepresentable: 'any' }),
  };
  delete document['$schema'];
  return document;
}
