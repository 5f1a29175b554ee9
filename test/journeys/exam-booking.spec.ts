import { PublishCoursesService } from '@app/courses';
import { CoverageQueries } from '@app/coverage';
import { PlanReminders } from '@app/reminders';
import { aPdf, rowsOf } from '@app/testing';
import { join } from 'node:path';
import { chipsOf } from '../support/chips';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const HOLDER = '000401';
const OFFICE = '000402';
const HR = '000403';
const BOOK = '/certifications/exams/new';
/** A Tuesday; the office days before it are Monday 19 April 2027, …, Friday 9 April. */
const EXAM = '2027-04-20';

/** From the first question to the city's figure: practise, book, be told, tell, report, be counted. */
describe('An exam that is booked', () => {
  let web: WebTest;
  let holder: Visitor;
  let exam: string;

  beforeAll(async () => {
    web = await startWebTest();
    web.clock.set('2027-04-02T10:00:00+09:00');
    const unitId = await web.city.addUnit({ name: '総務課' });
    const add = async (staffNumber: string, name: string, role?: 'program_office' | 'hr') => {
      const personId = await web.city.addPerson({ staffNumber, name, unitId });
      await (role ? web.city.addAccount(personId, role) : web.city.addAccount(personId));
    };
    await add(HOLDER, '富山　花子');
    await add(OFFICE, '高岡　一郎', 'program_office');
    await add(HR, '魚津　二郎', 'hr');
    const courses = join(__dirname, '../../courses');
    const by = { accountId: null, label: 'spec' };
    await web.app.get(PublishCoursesService).publishFolder(courses, by);
    holder = await web.signIn(HOLDER);
  }, 120_000);

  afterAll(() => web.close());

  const at = async (day: string, number = HOLDER, time = '10:00') => {
    web.clock.set(`${day}T${time}:00+09:00`);
    return web.signIn(number);
  };
  const textOf = async (visitor: Visitor, path: string) => {
    const answer = await visitor.get(path);
    expect([path, answer.status]).toEqual([path, 200]);
    return answer.text;
  };
  const ledger = async () =>
    (
      await rowsOf<{ told: string }>(
        web.database,
        `SELECT kind || ' ' || lead AS told FROM reminder_ledger WHERE kind LIKE 'exam%' ORDER BY planned_for, kind`,
      )
    ).map(({ told }) => told);
  const planOn = (day: `${number}-${number}-${number}`) => web.app.get(PlanReminders).run(day);

  it('is suggested by DX推進室, of which nobody else knows, and put away by the person', async () => {
    const office = await web.signIn(OFFICE);
    const path = `/exam-suggestions/${HOLDER}`;
    expect(await textOf(office, `/people/${HOLDER}`)).toContain(`href="${path}"`);
    expect((await office.submit(path, {})).status).toBe(303);
    expect((await office.submit(path, {}, '/exam-suggestions')).status).toBe(409);
    expect(await textOf(office, path)).toContain('令和9年4月2日に受験のすすめを送りました。');
    const home = await textOf(holder, '/');
    expect(home).toContain('DX推進室から受験のすすめが届いています');
    expect(home).toContain('ITパスポートの問題を解いてみる');
    const hr = await web.signIn(HR);
    expect(await textOf(hr, `/people/${HOLDER}`)).not.toContain('すすめ');
    expect((await hr.get(path)).status).toBe(403);
    const dismiss = await holder.submit('/itpassport/suggestion/dismiss', {}, '/');
    expect([dismiss.status, dismiss.headers.location]).toEqual([303, '/']);
    expect(await textOf(holder, '/')).not.toContain('受験のすすめが届いています');
    expect(await textOf(office, path)).toContain('令和9年4月2日に受験のすすめを送りました。');
  });

  it('follows practice, whose notices are chosen by the person and by nobody else', async () => {
    const started = await holder.submit(
      '/itpassport/practice',
      { kind: 'today', size: '10' },
      '/itpassport',
    );
    expect(started.status).toBe(303);
    const notices = '/itpassport/notices';
    expect(await textOf(holder, notices)).toContain('練習の知らせは、受け取っていません。');
    const wish = { wish: 'daily', wanted: 'yes' };
    expect((await holder.submit(notices, wish)).status).toBe(303);
    expect(await textOf(holder, notices)).toContain('「今日の10問」を受け取っています。');
    await holder.submit(notices, { ...wish, wanted: 'no' });
    expect(await textOf(holder, notices)).toContain('練習の知らせは、受け取っていません。');
    expect((await holder.submit(notices, { wish: 'all', wanted: 'yes' })).status).toBe(422);
  });

  it('has a day, a place and a payment, one is open, and what it was before is shown', async () => {
    const booking = { certificationCode: 'ip', examOn: '2027-04-27', place: '富山会場' };
    const booked = await holder.submit(BOOK, { ...booking, payment: 'voucher' });
    expect([booked.status, booked.headers.location]).toEqual([303, '/certifications']);
    const twice = await holder.submit(BOOK, { ...booking, examOn: EXAM });
    expect([twice.status, twice.text.includes('令和9年4月27日')]).toEqual([409, true]);
    const [row] = await rowsOf<{ id: string }>(web.database, 'SELECT id FROM exam_attempts');
    exam = `/certifications/exams/${row?.id ?? ''}`;
    expect(await textOf(holder, BOOK)).toContain(`href="${exam}"`);
    await holder.submit(`${exam}/plan`, { examOn: EXAM, place: '高岡会場', payment: 'own' }, exam);
    const page = await textOf(holder, exam);
    for (const said of [
      'あと18日',
      '高岡会場',
      '自分で払う',
      '富山会場',
      'バウチャー',
      '変える前の予定',
    ])
      expect(page).toContain(said);
    expect(await textOf(holder, '/itpassport')).toContain('まであと18日です。');
    expect(await textOf(holder, '/')).toContain('あと18日です。');
  });

  it('is told of seven days and one day before and on its day, and the result is asked for after it', async () => {
    for (const day of ['2027-04-08', '2027-04-09', '2027-04-19', '2027-04-20'] as const)
      await planOn(day);
    expect(await ledger()).toEqual(['exam_booked 7', 'exam_booked 1', 'exam_booked 0']);
    await planOn('2027-04-21');
    expect((await ledger()).at(-1)).toBe('exam_result_due -1');
    const office = await at('2027-04-21', OFFICE);
    for (const path of ['/reminders?from=2027-04-01', '/reminders/upcoming', '/reminders/by-hand'])
      expect(await textOf(office, path)).not.toMatch(/富山　花子|受験の結果|近づいた受験/);
  });

  it('asks on home and under 資格, and a pass is reported with what is known already', async () => {
    const later = await at('2027-04-21');
    const home = await textOf(later, '/');
    expect(home).toContain('結果を報告してください。');
    expect(chipsOf(home)).toContain('▲ 結果の報告待ち');
    const told = await later.submit(exam, { outcome: 'provisional_pass' });
    expect(told.status).toBe(303);
    const next = await textOf(later, '/certifications');
    const report = `/certifications/new?exam=${exam.split('/').at(-1) ?? ''}`;
    expect(next.replaceAll('&#x3D;', '=')).toContain(`href="${report}"`);
    const form = await textOf(later, report);
    expect(form).toContain(`value="${EXAM}"`);
    expect(form).toMatch(/<option value="ip" selected>/);
    const pass = { certificationCode: 'ip', passedOn: EXAM, certificateNumber: 'IP-2027-1' };
    const evidence = { evidence: { bytes: aPdf(), name: '合格証書.pdf' } };
    expect((await later.upload('/certifications/new', pass, evidence)).status).toBe(303);
    expect(await holders()).toBe(0);
    const hr = await at('2027-04-22', HR);
    const [record] = await rowsOf<{ id: string }>(
      web.database,
      'SELECT id FROM certification_records',
    );
    const review = `/certification-reviews/${record?.id ?? ''}`;
    expect((await hr.submit(`${review}/verify`, {}, review)).status).toBe(303);
    expect(await holders()).toBe(1);
  });

  async function holders(): Promise<number> {
    const { holder } = await web.app.get(CoverageQueries).coverageAsOf('2027-04-22');
    return holder.now;
  }
});
