import { AccessLog, AuditLog } from '@app/platform';
import { rowsOf, TestFigures } from '@app/testing';
import { ACCESS_KIND_WORDS, actionName } from '@app/exports';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

interface Row {
  readonly kind: string;
  readonly actor: string | null;
  readonly subject: string | null;
  readonly path: string;
  readonly detail: object;
}

describe('Who looked at whom', () => {
  let web: WebTest;
  let hr: Visitor;
  let auditor: Visitor;
  let staffId: string;
  let staffAccountId: string;

  beforeAll(async () => {
    web = await startWebTest();
    const unitId = await web.city.addUnit({ name: '総務課' });
    await addUser('000101', 'hr');
    await addUser('000102', 'auditor');
    staffId = await web.city.addPerson({ staffNumber: '000103', name: '佐藤　花子', unitId });
    staffAccountId = await web.city.addAccount(staffId);
    hr = await web.signIn('000101');
    auditor = await web.signIn('000102');
  });

  afterAll(() => web.close());

  async function addUser(staffNumber: string, role: 'hr' | 'auditor'): Promise<void> {
    const personId = await web.city.addPerson({ staffNumber, name: `人 ${staffNumber}` });
    await web.city.addAccount(personId, role);
  }

  /** What was written since it was asked last. */
  let seen = 0;
  async function written(): Promise<Row[]> {
    await web.app.get(AccessLog).flush();
    const rows = await rowsOf<Row & { id: string }>(
      web.database,
      `SELECT l.id, kind, n.staff_number AS actor, s.staff_number AS subject, path, detail FROM access_log l
       LEFT JOIN accounts a ON a.id = l.actor_account_id LEFT JOIN staff_numbers n ON n.person_id = a.person_id
       LEFT JOIN staff_numbers s ON s.person_id = l.subject_person_id WHERE l.id > $1 ORDER BY l.id`,
      [seen],
    );
    seen = Number(rows.at(-1)?.id ?? seen);
    return rows.map(({ kind, actor, subject, path, detail }) => ({
      kind,
      actor,
      subject,
      path,
      detail,
    }));
  }
  beforeEach(() => written());

  it('is written for the page of another, not for one’s own', async () => {
    expect((await hr.get(`/people/${staffId}`)).status).toBe(200);
    expect(await written()).toEqual([
      {
        ...{ kind: 'person_read', actor: '000101', subject: '000103' },
        ...{ path: `/people/${staffId}`, detail: {} },
      },
    ]);
    const own = await web.signIn('000103');
    expect((await own.get(`/people/${staffId}`)).status).toBe(200);
    expect((await own.get('/')).status).toBe(200);
    expect((await auditor.get('/audit')).status).toBe(200);
    expect(await written()).toEqual([]);
    await auditor.get(`/accounts/${staffAccountId}`);
    expect(await written()).toMatchObject([
      { kind: 'person_read', actor: '000102', subject: '000103' },
    ]);
  });

  it('says of a file how it was filtered and how many rows it had, also of the log itself', async () => {
    await hr.get('/people/list.csv?q=%E4%BD%90%E8%97%A4').expect(200);
    await auditor.get('/audit/access/entries.csv').expect(200);
    expect(await written()).toMatchObject([
      {
        kind: 'file_saved',
        actor: '000101',
        subject: null,
        detail: { rows: 1, filters: { q: '佐藤' } },
      },
      { kind: 'file_saved', actor: '000102', path: '/audit/access/entries.csv' },
    ]);
  });

  it('says of what a program reads how many rows it had', async () => {
    await hr.get('/api/v1/units').expect(200);
    const [row] = await written();
    const listed = await web.database.execute('SELECT id FROM org_units');
    expect(row).toMatchObject({ kind: 'api_read', actor: '000101', detail: { filters: {} } });
    expect(listed).toBeGreaterThan(0);
    expect(row?.detail).toMatchObject({ rows: listed });
  });

  it('says of a list that was filtered down to one person whose line it was', async () => {
    await hr.get('/people?q=000103').expect(200);
    expect(await written()).toMatchObject([
      { kind: 'person_read', actor: '000101', subject: '000103' },
    ]);
    await hr.get('/people').expect(200);
    expect(await written()).toEqual([]);
  });

  it('says of a certificate whose it was', async () => {
    const recordId = await new TestFigures(web.database).addCertificate({
      personId: staffId,
      passedOn: '2026-10-01',
    });
    await hr.get(`/certification-reviews/${recordId}`).expect(200);
    expect(await written()).toMatchObject([
      { kind: 'person_read', actor: '000101', subject: '000103' },
    ]);
  });

  it('says what was refused: a right, a foreign form, what is not theirs, a wrong token, a wrong password', async () => {
    const staff = await web.signIn('000103');
    await staff.get('/audit').expect(403);
    await staff.get('/people/000101').expect(404);
    await staff.agent.post('/sign-out').type('form').send({ _csrf: 'x' }).expect(403);
    await web
      .anonymous()
      .get('/api/v1/coverage')
      .set('Authorization', `Bearer ${'x'.repeat(30)}`);
    await web.anonymous().get('/people/000101').expect(303);
    await web.anonymous().submit('/sign-in', { staffNumber: '000103', password: 'wrong' });
    expect(await written()).toMatchObject([
      { kind: 'access_refused', actor: '000103', path: '/audit' },
      { kind: 'not_found', actor: '000103', path: '/people/000101' },
      { kind: 'form_refused', actor: '000103', path: '/sign-out' },
      { kind: 'token_refused', actor: null },
      { kind: 'sign_in_failed', actor: null, subject: '000103' },
    ]);
    await staff.submit('/sign-out', {}, '/');
    expect(await written()).toMatchObject([{ kind: 'signed_out', actor: '000103' }]);
  });

  it('is found by the auditor by name, and summed up by month', async () => {
    await hr.get(`/people/${staffId}`);
    const page = await auditor.get(
      '/audit/access?subject=%E3%82%B5%E3%83%88%E3%82%A6&kind=person_read',
    );
    expect(page.status).toBe(200);
    const byName = await auditor.get(
      '/audit/access?subject=%E4%BD%90%E8%97%A4&kind=person_read&sort=at',
    );
    expect(byName.text).toContain('佐藤　花子');
    expect(byName.text).toContain('職員の画面の閲覧');
    const summary = (await auditor.get('/audit/summary?month=2026-11')).text;
    expect(summary).toContain('令和8年11月のまとめ');
    expect(summary).toContain('職員の画面の閲覧');
    expect((await auditor.get('/audit/summary?month=nonsense')).status).toBe(200);
    expect((await hr.get('/audit/access')).status).toBe(403);
  });

  it('names in the month what was done without an account, instead of counting nobody', async () => {
    await web.anonymous().submit('/sign-in', { staffNumber: '000103', password: 'wrong' });
    const audit = web.app.get(AuditLog);
    const by = { accountId: null, label: '定時の処理' };
    const act = { action: 'course.published', subjectType: 'file', subjectId: 'f', detail: {} };
    await web.database.transaction(() => audit.record(by, act, { ...act, subjectId: 'g' }));
    const summary = (await auditor.get('/audit/summary?month=2026-11')).text;
    const cellsOf = (name: string) => {
      const row = summary.split('<tr>').find((each) => each.includes(`>${name}</a>`)) ?? '';
      return [...row.matchAll(/<td class="number">([^<]*)/g)].map((cell) => cell[1]);
    };
    expect(cellsOf(actionName('course.published'))).toEqual(['2件', 'システム 2件']);
    expect(cellsOf(ACCESS_KIND_WORDS.sign_in_failed)[1]).toMatch(/^ログインしていない人 \d+件$/);
    expect(cellsOf(ACCESS_KIND_WORDS.person_read)[1]).toMatch(/^[1-9]\d*名$/);
  });

  it('is kept for as long as the administrator says', async () => {
    const personId = await web.city.addPerson({ staffNumber: '000104' });
    await web.city.addAccount(personId, 'administrator');
    const administrator = await web.signIn('000104');
    const refused = await administrator.submit('/audit/retention', {
      readingMonths: '1',
      doorMonths: '12',
    });
    expect(refused.status).toBe(422);
    const changed = await administrator.submit('/audit/retention', {
      readingMonths: '２４',
      doorMonths: '12',
    });
    expect(changed.status).toBe(303);
    expect((await auditor.get('/audit/retention')).text).toContain('24か月');
  });
});
