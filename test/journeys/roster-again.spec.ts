import { ImportQueries } from '@app/organization';
import { AccessLog, parseCsv } from '@app/platform';
import { rowsOf } from '@app/testing';
import { type DemoTest, startDemoTest } from '../support/demo';
import type { Visitor } from '../support/web';

const NONE = { create: 0, change: 0, unchanged: 0, refused: 0 };
const NOT_READ = { create: -1, change: -1, unchanged: -1, refused: -1 };

describe('Today’s roster in the layout of the import', () => {
  let web: DemoTest;
  let hr: Visitor;

  beforeAll(async () => {
    web = await startDemoTest();
    hr = await web.signInAs('hr');
  }, 120_000);

  afterAll(() => web.close());

  const preview = async (bytes: Buffer) => {
    const answer = await hr.upload('/imports', {}, { postings: { bytes, name: 'meibo.csv' } });
    expect([answer.status, answer.text]).toEqual([303, expect.any(String)]);
    const id = String(answer.headers.location).split('/').at(-1) ?? '';
    const batch = await web.app.get(ImportQueries).findBatch(id);
    const { create, change, unchanged, refused } = batch?.summary.postings ?? NOT_READ;
    const verdicts = { create, change, unchanged, refused };
    return { verdicts, page: (await hr.get(`/imports/${id}`)).text };
  };

  it('is offered on the page, is logged as a file of people, and changes nothing when it is read again', async () => {
    expect((await hr.get('/imports')).text).toContain('href="/imports/roster.csv"');
    const file = await hr.get('/imports/roster.csv').buffer(true);
    expect(file.status).toBe(200);
    const { rows } = parseCsv(file.text, { maxRows: 10_000 });
    expect(rows.length).toBeGreaterThan(300);
    await web.app.get(AccessLog).flush();
    const logged = `SELECT kind, (detail ->> 'rows')::int AS rows FROM access_log WHERE path = $1`;
    expect(await rowsOf(web.database, logged, ['/imports/roster.csv'])).toEqual([
      { kind: 'file_saved', rows: rows.length },
    ]);
    const { verdicts, page } = await preview(Buffer.from(file.text));
    expect(verdicts).toEqual({ ...NONE, unchanged: rows.length });
    expect(page).toContain('登録済みの内容と同じです');
    expect(page).toContain('名簿にない職員 0件');
  }, 60_000);

  it('with one value put right changes that one', async () => {
    const { text } = await hr.get('/imports/roster.csv').buffer(true);
    const lines = text.split('\r\n');
    const at = lines.findIndex((line) => line.includes(',主事,主務,'));
    lines[at] = (lines[at] ?? '').replace(',主事,主務,', ',主任,主務,');
    const { verdicts } = await preview(Buffer.from(lines.join('\r\n')));
    expect(verdicts).toEqual({ ...NONE, change: 1, unchanged: lines.length - 3 });
  }, 60_000);
});
