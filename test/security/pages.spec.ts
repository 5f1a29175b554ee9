import { rewriteHistory, rowsOf } from '@app/testing';
import { crawl, type CrawledPage, unescapeHtml } from '../support/http-crawl';
import { type DemoTest, type Part, startDemoTest } from '../support/demo';
import { breakouts, MARK, PAYLOAD } from '../support/markup';
import { PROOF } from '../support/proof';
import { contentsOf } from '../support/tables';

/** Values of a fixed vocabulary, keys, hashes, and texts that we ourselves rendered. Everything else can be typed. */
const NOT_TYPED =
  /(^|_)(id|ids|key|code|kind|state|role|status|type|hash|sha256|usage|audience|licence|html|link|encoding|action|fingerprint|sid|sess|location|reason_code|term|see|tags|number|content_hash|media_type)$/;
const NOT_TYPED_TABLES = [
  'schema_migration',
  'sessions',
  'post_titles',
  'settings',
  'course_assets',
];

/** Between them they see every page; `npm run proof` looks with the eyes of all. */
const PARTS: readonly Part[] = PROOF
  ? ['staff', 'head', 'hr', 'programOffice', 'auditor', 'administrator']
  : ['staff', 'programOffice', 'administrator'];

describe('Every page that can be reached by links', () => {
  let web: DemoTest;
  const pages = new Map<Part, CrawledPage[]>();
  let before: Record<string, string>;
  let after: Record<string, string>;

  beforeAll(async () => {
    web = await startDemoTest();
    await poison();
    const visitors = [];
    for (const part of PARTS) visitors.push([part, await web.signInAs(part)] as const);
    before = await contentsOf(web.database);
    // Lessons are the same for everybody: staff read each of them, by `npm run proof`.
    for (const [part, visitor] of visitors)
      pages.set(part, await crawl(visitor, { oneLesson: !PROOF || part !== 'staff' }));
    after = await contentsOf(web.database);
  }, 180_000);

  afterAll(async () => {
    await web.close();
  });

  it('was poisoned and visited', () => {
    for (const part of PARTS) expect(pagesOf(part).length).toBeGreaterThan(5);
    const shown = allPages().filter((page) => page.text.includes(MARK));
    expect(shown.length).toBeGreaterThan(20);
  });

  it('answers without an error of ours', () => {
    const broken = allPages().filter((page) => page.status >= 500);
    expect(broken.map((page) => `${page.address} ${String(page.status)}`)).toEqual([]);
  });

  it('leads only to pages that exist and may be seen', () => {
    const dead = PARTS.flatMap((part) =>
      pagesOf(part)
        .filter((page) => page.isLinked && page.status === 404)
        .map((page) => `${part} ${page.address}`),
    );
    expect(dead).toEqual([]);
  });

  it('prints what people typed as text, never as markup', () => {
    const wrong = allPages()
      .filter((page) => page.type.startsWith('text/html'))
      .flatMap((page) => breakouts(page.text).map((at) => `${page.address}: ${at}`));
    expect([...new Set(wrong)]).toEqual([]);
  });

  it('would see markup in text and a quotation mark in an attribute', () => {
    expect(breakouts(`<p>${PAYLOAD}</p>`)).toHaveLength(1);
    expect(breakouts(`<a title="${PAYLOAD}">x</a>`)).toHaveLength(1);
    expect(breakouts(`<p>${MARK}&quot;&#x27;&gt;&lt;img src=x</p>`)).toEqual([]);
    expect(breakouts(`<a title="${MARK}&quot;&#x27;&gt;&lt;img">x</a>`)).toEqual([]);
  });

  it('leads nowhere outside and to no script', () => {
    const links = allPages().flatMap((page) =>
      [...page.text.matchAll(/\s(?:href|src|action|formaction)="([^"]*)"/g)].map((match) =>
        unescapeHtml(match[1] ?? ''),
      ),
    );
    const strange = links.filter((link) => !/^(\/(?!\/)|#|\?|https:\/\/|mailto:)/.test(link));
    expect([...new Set(strange)]).toEqual([]);
  });

  it('carries the headers that browsers need to protect people', () => {
    const wrong = allPages().flatMap((page) => {
      const problems = headerProblems(page);
      return problems.map((problem) => `${page.address}: ${problem}`);
    });
    expect(wrong).toEqual([]);
  });

  it('writes nothing when it is read', () => {
    expect(after).toEqual(before);
  });

  it('gives tables for Excel without a live formula', () => {
    const files = allPages().filter(
      (page) => page.type.startsWith('text/csv') && page.status === 200,
    );
    const live = files.flatMap((page) =>
      page.text
        .replace(/^\uFEFF/, '')
        .split(/\r\n|,/)
        .filter((cell) => /^"?\s*[=+@＝＋＠\t-]/.test(cell) && !/^-?\d/.test(cell))
        .map((cell) => `${page.address}: ${cell}`),
    );
    expect(live).toEqual([]);
  });

  function pagesOf(part: Part): CrawledPage[] {
    return pages.get(part) ?? [];
  }

  function allPages(): CrawledPage[] {
    return [...pages.values()].flat();
  }

  /** Adds the payload to every text that people can type, whatever way it came in. */
  async function poison(): Promise<void> {
    const columns = await rowsOf<{ table: string; column: string }>(
      web.database,
      `SELECT c.table_name AS table, c.column_name AS column FROM information_schema.columns c
       JOIN information_schema.tables t USING (table_schema, table_name)
       WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.data_type = 'text'
         AND c.is_generated = 'NEVER' AND c.table_name <> ALL ($1)`,
      [NOT_TYPED_TABLES],
    );
    for (const { table, column } of columns) {
      if (NOT_TYPED.test(column)) continue;
      await web.database
        .execute(`UPDATE ${table} SET ${column} = ${column} || $1 WHERE ${column} <> ''`, [PAYLOAD])
        .catch(() => undefined);
    }
    const inJson = JSON.stringify(PAYLOAD).slice(1, -1);
    await rewriteHistory(
      web.database,
      `UPDATE audit_entries SET detail = detail || jsonb_build_object('reason', $1::text)`,
      [PAYLOAD],
    );
    for (const column of ['plan', 'source']) {
      await rewriteHistory(
        web.database,
        `UPDATE import_batches SET ${column} = replace(${column}::text, '課', '課' || $1)::jsonb`,
        [inJson],
      );
    }
  }
});

function headerProblems({ headers, type }: CrawledPage): string[] {
  const policy = headers['content-security-policy'] ?? '';
  const rules: readonly (readonly [boolean, string])[] = [
    [policy.includes("default-src 'none'"), 'CSP without default-src none'],
    [!policy.includes('unsafe-'), 'CSP with unsafe-*'],
    [policy.includes("frame-ancestors 'none'"), 'may be framed'],
    [headers['x-content-type-options'] === 'nosniff', 'no nosniff'],
    [
      headers['cache-control']?.includes('no-store') === true,
      `cached: ${headers['cache-control'] ?? ''}`,
    ],
    [headers['x-powered-by'] === undefined, 'tells what it is made with'],
    [headers['access-control-allow-origin'] === undefined, 'CORS is open'],
    [headers['referrer-policy'] === 'same-origin', 'tells other sites where one comes from'],
    [!type.startsWith('text/html') || type.includes('charset=utf-8'), 'no charset'],
  ];
  return rules.filter(([isRight]) => !isRight).map(([, problem]) => problem);
}
