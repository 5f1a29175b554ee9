import { rowsOf, TestFigures } from '@app/testing';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

describe('予定表', () => {
  let web: WebTest;
  let visitor: Visitor;
  let personId: string;
  let accountId: string;

  beforeAll(async () => {
    web = await startWebTest({ environment: { LIMIT_ADDRESS_PER_MINUTE: '10' } });
    const figures = new TestFigures(web.database);
    const unitId = await web.city.addUnit({ name: '税務課', countsForLeaderKpi: false });
    personId = await web.city.addPerson({ staffNumber: '000102', name: '富山　花子', unitId });
    accountId = await web.city.addAccount(personId);
    const other = await web.city.addPerson({ staffNumber: '000103', name: '高岡　次郎', unitId });
    await web.city.addAccount(other);
    const courseId = await figures.addCourse('生成AI活用', 'ai');
    await figures.addEnrollment({ personId, courseId, dueOn: '2026-12-01' });
    const done = await figures.addCourse('終えた講座', 'done');
    await figures.addEnrollment({ personId, courseId: done, dueOn: '2026-12-02' });
    await figures.complete(personId, done, '2026-11-16T09:00:00+09:00');
    await figures.addAppointment({ personId, unitId, termEnd: '2027-03-31' });
    await web.database.execute(
      `INSERT INTO exam_attempts_history (id, person_id, certification_id, exam_on, state, created_at, recorded_at)
       SELECT gen_random_uuid(), $1, id, '2026-12-10', 'booked', '2026-10-01', '2026-10-01' FROM certifications WHERE code = 'ip'`,
      [personId],
    );
    visitor = await web.signIn('000102');
  });

  afterAll(() => web.close());

  const OWN = '/settings/calendar/own.ics';
  const datesOf = (ics: string) =>
    [...ics.matchAll(/DTSTART;VALUE=DATE:(\d+)/g)].map(([, day]) => day);

  it('has what is open, what is booked and the end of a term, and nobody else', async () => {
    const answer = await visitor.get(OWN);
    expect(answer.headers['content-type']).toBe('text/calendar; charset=utf-8');
    expect(answer.headers['content-disposition']).toContain('attachment');
    expect(datesOf(answer.text)).toEqual(['20261201', '20261210', '20270331']);
    expect(answer.text).not.toContain('富山');
    expect(datesOf((await (await web.signIn('000103')).get(OWN)).text)).toEqual([]);
    expect((await visitor.get('/settings/calendar')).text).toContain(
      'これからの日付は3件です。次は令和8年12月1日(火)です。',
    );
    expect((await web.anonymous().get(OWN)).status).toBe(303);
  });

  it('is read under an address that is shown once, kept as a hash, and ends when another one is made', async () => {
    const first = await made();
    expect((await visitor.get('/settings/calendar')).text).not.toContain(first);
    const stored = JSON.stringify(await rowsOf(web.database, 'SELECT * FROM calendar_feeds'));
    expect(stored).not.toContain(first.slice('/calendar/'.length, -'.ics'.length));
    expect(datesOf((await web.anonymous().get(first)).text)).toHaveLength(3);
    expect(String((await web.anonymous().get(first)).headers['set-cookie'])).not.toContain('sid=');
    const second = await made();
    expect((await web.anonymous().get(first)).status).toBe(404);
    expect((await web.anonymous().get(second)).status).toBe(200);
    await visitor.submit('/settings/calendar/revoke', {}, '/settings/calendar');
    expect((await web.anonymous().get(second)).status).toBe(404);
    const acts = await rowsOf<{ action: string }>(
      web.database,
      `SELECT action FROM audit_entries WHERE action LIKE 'calendar_feed.%' ORDER BY at, id`,
    );
    expect(acts.map(({ action }) => action.split('.')[1])).toEqual([
      ...['created', 'revoked', 'created', 'revoked'],
    ]);
  });

  it('is one, also when it is asked for several times at once', async () => {
    await Promise.all([made(), made(), made(), made()]);
    const live = await rowsOf(
      web.database,
      'SELECT 1 FROM calendar_feeds WHERE revoked_at IS NULL',
    );
    expect(live).toHaveLength(1);
  });

  it('is not there any more for whoever may not act', async () => {
    const path = await made();
    await web.database.execute(`UPDATE accounts SET suspended_at = '2026-11-16' WHERE id = $1`, [
      accountId,
    ]);
    expect((await web.anonymous().get(path)).status).toBe(404);
  });

  it('is not there for whoever guesses, and stops who goes on guessing', async () => {
    const guesses = [];
    for (let guess = 0; guess < 12; guess++)
      guesses.push((await web.anonymous().get(`/calendar/${'x'.repeat(43)}.ics`)).status);
    expect(guesses).toContain(404);
    expect(guesses.at(-1)).toBe(429);
  });

  async function made(): Promise<string> {
    const { text } = await visitor.submit('/settings/calendar', {}, '/settings/calendar');
    const path = /<code class="secret">https?:\/\/[^/]+(\/calendar\/[\w-]{43}\.ics)</.exec(
      text,
    )?.[1];
    if (path === undefined) throw new Error(`No address: ${text.slice(0, 500)}`);
    return path;
  }
});
