import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rowsOf, TestCourses } from '@app/testing';
import { type ShownForm, startWebTest, type Visitor, type WebTest } from '../support/web';

const EXAMPLES = join(__dirname, '../../docs/examples');
const DONE = { status: 303 };

/** Each form of a page does its work, and the same form sent twice (double click, reload) does it once. */
describe('Forms of one page', () => {
  let web: WebTest;
  let unitId: string;

  beforeAll(async () => {
    web = await startWebTest();
    unitId = await web.city.addUnit({ name: '総務課' });
    await addAccount('000900', 'administrator');
    await addAccount('000901', 'program_office');
    await addAccount('000902', 'hr');
    await addAccount('000101');
  });

  afterAll(() => web.close());

  it('never share a key', async () => {
    const visitor = await web.signIn('000101');
    await visitor.submit('/settings/tokens', { name: 'x' }, '/settings');
    const keys = (await visitor.formsOf('/settings')).map((form) => form.fields._key);
    expect(keys.length).toBeGreaterThan(2);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('revoke two tokens, one after the other', async () => {
    const visitor = await web.signIn('000101');
    for (const name of ['月次', '年次'])
      await visitor.submit('/settings/tokens', { name }, '/settings');
    const revocations = formsTo(await visitor.formsOf('/settings'), /\/revoke$/);
    expect(revocations.length).toBeGreaterThanOrEqual(2);
    for (const form of revocations) expect(await visitor.send(form)).toMatchObject(DONE);
    const alive = await rowsOf(
      web.database,
      'SELECT 1 FROM personal_tokens WHERE revoked_at IS NULL',
    );
    expect(alive).toHaveLength(0);
  });

  it('take two roles from one person, though both forms go to the same address', async () => {
    const accountId = await addAccount('000102', 'hr', 'auditor');
    const administrator = await web.signIn('000900');
    const forms = formsTo(await administrator.formsOf(`/accounts/${accountId}`), /\/revoke$/);
    expect(forms).toHaveLength(2);
    for (const form of forms) expect(await administrator.send(form)).toMatchObject(DONE);
    const held = await rowsOf(
      web.database,
      `SELECT role FROM account_roles WHERE account_id = $1 AND valid_from < coalesce(valid_to, 'infinity') AND valid_to IS NULL`,
      [accountId],
    );
    expect(held).toEqual([]);
  });

  it('answer two checks of one lesson', async () => {
    const courses = new TestCourses(web.database);
    const questions = [await courses.addQuestion('一つ目'), await courses.addQuestion('二つ目')];
    const html = questions.map((id) => `<p>本文です。</p><!--check:${id}-->`).join('');
    const facts = { key: 'two-checks', lessons: [{ html, checkQuestionIds: questions }] };
    const course = await courses.addCourse(facts);
    const visitor = await web.signIn('000101');
    await visitor.submit('/courses/two-checks/enroll', {}, '/courses/two-checks');
    const lesson = `/courses/two-checks/lessons/${course.lessonKeys[0] ?? ''}`;
    const checks = formsTo(await visitor.formsOf(lesson), /\/checks\//);
    expect(checks).toHaveLength(2);
    for (const form of checks)
      expect(await visitor.send(form, { kind: 'single', choice: '0' })).toMatchObject(DONE);
    const explained = (await visitor.get(lesson)).text.match(/解説です。/g) ?? [];
    expect(explained).toHaveLength(2);
  });

  it('exempt, undo and withdraw once, however often and how fast they are sent', async () => {
    const courses = new TestCourses(web.database);
    await courses.addCourse({ key: 'security', fiscalYear: 2026 });
    const office = await web.signIn('000901');
    const typed = {
      courseKey: 'security',
      fiscalYear: '2026',
      audience: 'all_staff',
      isMandatory: 'yes',
      repeatsYearly: 'no',
      dueOn: '2027-01-29',
      reason: '毎年度の研修',
    };
    const made = await office.submit('/assignments', typed, '/assignments/new');
    const own = String(made.headers.location);
    const of = /type="checkbox" name="of" value="([^"]*)"/.exec((await office.get(own)).text)?.[1];
    await expectDoneOnce(office, {
      page: own,
      action: /\/exempt\b/,
      fields: { of: of ?? '', reason: '県の研修を受講' },
    });
    await expectDoneOnce(office, { page: own, action: /\/undo-exemptions\b/, fields: {} });
    await expectDoneOnce(office, { page: `${own}/withdraw`, action: /\/withdraw$/, fields: {} });
    const entries = await rowsOf<{ action: string; count: number }>(
      web.database,
      `SELECT action, count(*)::int FROM audit_entries
       WHERE action ~ '(exempt|withdrawn)' GROUP BY action ORDER BY action`,
    );
    expect(entries.map((entry) => entry.count)).toEqual([1, 1, 1]);
  });

  it('apply and discard an import once', async () => {
    const hr = await web.signIn('000902');
    const units = { bytes: readFileSync(join(EXAMPLES, 'soshiki.csv')), name: 'soshiki.csv' };
    const upload = async () =>
      String((await hr.upload('/imports', { effectiveOn: '' }, { units })).headers.location);
    const discarded = await upload();
    await expectDoneOnce(hr, { page: discarded, action: /\/discard$/, fields: {} });
    const applied = await upload();
    await expectDoneOnce(hr, { page: applied, action: /\/apply$/, fields: {} });
    expect((await hr.get(applied)).text).not.toContain('反映待ち');
  });

  /** Twice at the same moment and once more: everybody is told the same, and the page says that it is done. */
  async function expectDoneOnce(
    visitor: Visitor,
    { page, action, fields }: { page: string; action: RegExp; fields: Record<string, string> },
  ): Promise<void> {
    const [form] = formsTo(await visitor.formsOf(page), action);
    if (!form) throw new Error(`no form to ${String(action)} on ${page}`);
    const answers = await Promise.all([visitor.send(form, fields), visitor.send(form, fields)]);
    answers.push(await visitor.send(form, fields));
    for (const answer of answers) {
      expect([form.action, answer.status]).toEqual([form.action, 303]);
      expect(answer.headers.location).toBe(answers[0].headers.location);
    }
  }

  async function addAccount(
    staffNumber: string,
    ...roles: Parameters<WebTest['city']['addAccount']>[1][]
  ): Promise<string> {
    return web.city.addAccount(await web.city.addPerson({ staffNumber, unitId }), ...roles);
  }
});

function formsTo(forms: readonly ShownForm[], action: RegExp): ShownForm[] {
  return forms.filter((form) => action.test(form.action));
}
