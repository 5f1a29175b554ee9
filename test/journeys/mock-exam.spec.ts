import { randomUUID } from 'node:crypto';
import { PublishCoursesService } from '@app/courses';
import { AttemptsService } from '@app/quizzes';
import { rowsOf } from '@app/testing';
import { join } from 'node:path';
import { chipsOf } from '../support/chips';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const NUMBER = '000301';
const OFFICE = '000302';
const START = '2027-04-02T10:00:00+09:00';

/** 5.9 of the plan: a mock under the conditions of the exam, from what one must know before to what to practise after. */
describe('Sitting a mock exam', () => {
  let web: WebTest;
  let visitor: Visitor;

  beforeAll(async () => {
    web = await startWebTest();
    web.clock.set(START);
    const unitId = await web.city.addUnit({ name: '総務課' });
    const personId = await web.city.addPerson({ staffNumber: NUMBER, name: '富山　花子', unitId });
    await web.city.addAccount(personId);
    const office = await web.city.addPerson({ staffNumber: OFFICE, name: '高岡　一郎', unitId });
    await web.city.addAccount(office, 'program_office');
    const courses = join(__dirname, '../../courses');
    await web.app
      .get(PublishCoursesService)
      .publishFolder(courses, { accountId: null, label: 'spec' });
    visitor = await web.signIn(NUMBER);
  }, 120_000);

  afterAll(() => web.close());

  const page = async (path: string, by = visitor): Promise<string> => {
    const answer = await by.get(path);
    expect([path, answer.status]).toEqual([path, 200]);
    return answer.text;
  };

  /** The form of a question as its page prints it, with the choice at this place. */
  const answer = async (attempt: string, position: number, choice: number) => {
    const html = await page(`${attempt}?q=${String(position)}`);
    const form = /<form method="post"[^>]*id="answer"[\s\S]*?<\/form>/.exec(html)?.[0] ?? '';
    const fields = Object.fromEntries(
      [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map((found) => [
        found[1] ?? '',
        found[2] ?? '',
      ]),
    );
    return visitor.agent
      .post(`${attempt}/answers`)
      .type('form')
      .send({ ...fields, choice: String(choice), go: String(position + 1) });
  };

  const begin = async (fields: Record<string, string>, query: string): Promise<string> => {
    const started = await visitor.submit(
      '/itpassport/mocks',
      fields,
      `/itpassport/mocks/new?${query}`,
    );
    expect(started.status).toBe(303);
    return started.headers.location ?? '';
  };

  it('says before the start what one must know, and asks a hundred questions without the key', async () => {
    const home = await page('/itpassport');
    expect(home).toContain('模擬試験1');
    expect(home).toContain('途中で止められず');
    expect(home).toContain('未受験');
    const before = await page('/itpassport/mocks/new?paper=mock-1');
    expect(before).toContain('いま始めると、12:00までです。まだ始まっていません。');
    expect(before).toContain('始めると、時間を止められません');
    expect(before).toContain('採点しない問題がいくつか混じっています');

    const attempt = await begin({ form: 'full', paper: 'mock-1', field: '' }, 'paper=mock-1');
    const first = await page(attempt);
    expect(first).toContain('模擬試験1');
    expect(first).toContain('100問のうち0問に解答しました。');
    expect(first).toContain('あと120分');
    expect(first).toContain('中断しても時間は進みます');
    expect(first).not.toMatch(/採点|解説|"correct"/);

    const drawn = await page(`${attempt}?q=2`);
    const figure = /<img src="(\/courses\/itpassport\/assets\/[^"]+)" alt="([^"]+)"/.exec(drawn);
    expect(figure?.[2]).toContain('三つの散布図');
    expect((await visitor.get(figure?.[1] ?? '')).status).toBe(200);
  });

  it('goes on where it was left, in another browser too, and nothing else can be begun meanwhile', async () => {
    const home = await page('/itpassport');
    expect(chipsOf(home)).toContain('→ 受験中');
    const attempt = /href="(\/quiz-attempts\/[^"]+)"/.exec(home)?.[1] ?? '';
    expect((await answer(attempt, 1, 0)).headers.location).toBe(`${attempt}?q=2`);
    const other = await web.signIn(NUMBER);
    expect(await page(attempt, other)).toContain('100問のうち1問に解答しました。');
    const refused = await page('/itpassport/mocks/new?form=short', other);
    expect(refused).toContain('受けている途中の模擬試験1があります');
    expect(refused).not.toContain('試験を始める');
    const again = await other.submit('/itpassport/mocks', { form: 'short' }, '/settings');
    expect(again.status).toBe(409);
    expect(await page(`${attempt}/result`)).toContain('まだ提出していません');
  });

  it('says how little time is left, and is closed by the clock with what was saved', async () => {
    const home = await page('/itpassport');
    const attempt = /href="(\/quiz-attempts\/[^"]+)"/.exec(home)?.[1] ?? '';
    web.clock.set('2027-04-02T11:50:30+09:00');
    const late = await page(attempt);
    expect(late).toContain('<title>残り10分です。');
    expect(late).toMatch(/role="status" data-time-notice>残り10分です。</);
    for (const position of [1, 2, 3]) await answer(attempt, position, 1);

    web.clock.set('2027-04-02T12:00:10+09:00');
    const refused = await visitor.agent
      .post(`${attempt}/answers`)
      .type('form')
      .send({
        ...(await visitor.hiddenFields('/settings')),
        position: '4',
        ...{ revision: '1', known: '0', tab: randomUUID() },
        kind: 'single',
        choice: '0',
      });
    expect(refused.status).toBe(409);
    expect(await web.app.get(AttemptsService).closeOverdueAttempts()).toBe(1);

    const moved = await visitor.get(`${attempt}/result`);
    expect(moved.status).toBe(303);
    const place = moved.headers.location ?? '';
    const result = await page(place);
    expect(result).toContain('令和9年4月2日(金)12時0分に時間になり、保存した解答で提出されました');
    expect(result).toContain('締切後に届いた解答が1問あります。結果に数えていません。');
    expect(result).toMatch(/目安で\d+点\(\d+〜\d+点\)です。/);
    expect(result).toContain('採点した92問のうち');
    expect(result).toContain('採点しない問題');
    expect(result.match(/・採点しない問題"/g)).toHaveLength(8);
    expect(result).toContain('/courses/itpassport/lessons/');

    const practice = await visitor.submit(
      '/itpassport/practice',
      { kind: 'chosen', middle: '1', size: '10' },
      place,
    );
    expect(practice.headers.location).toMatch(/^\/itpassport\/practice\//);
  });

  it('is compared with the next one, which lasts longer for whom the office gave time', async () => {
    const office = await web.signIn(OFFICE);
    const found = await office.get(`/mock-exams?number=${NUMBER}`);
    expect(found.headers.location).toBe(`/mock-exams/${NUMBER}`);
    const own = `/mock-exams/${NUMBER}`;
    const blank = await office.submit(own, { percent: '25', reason: ' ' }, own);
    expect(blank.status).toBe(422);
    expect(blank.text).toContain('延長の理由を入力してください。');
    await office.submit(own, { percent: '25', reason: '画面を拡大して読むため' }, own);
    const list = await page('/mock-exams', office);
    expect(list).toContain('画面を拡大して読むため');
    expect(list).toContain('5人より少ないため、数を表示しません');
    expect(list).not.toContain('645');
    expect(await page(`/mock-exams/${OFFICE}`, office)).toContain(
      'ご自分の試験時間は変えられません',
    );

    const before = await page('/itpassport/mocks/new?form=short');
    expect(before).toContain('45分(延長9分を含む)');
    const attempt = await begin({ form: 'short', paper: '', field: '' }, 'form=short');
    expect(await page(attempt)).toContain('30問のうち0問に解答しました。');
    await visitor.submit(`${attempt}/finish`, {}, `${attempt}/finish`);
    const result = await page(`${attempt.replace('/quiz-attempts', '/itpassport/mocks')}/result`);
    expect(result).toContain('これまでの模擬試験');
    expect(result).toContain('模擬試験1');
    await office.submit(`${own}/end`, {}, own);
    expect(await page('/mock-exams', office)).toContain('時間を延ばしている人はいません');
  });

  it('is nobody else’s: not by its address, and not in the log', async () => {
    const [row] = await rowsOf<{ id: string }>(
      web.database,
      'SELECT attempt_id AS id FROM mock_exams LIMIT 1',
    );
    const office = await web.signIn(OFFICE);
    for (const path of [
      `/itpassport/mocks/${row?.id ?? ''}/result`,
      `/quiz-attempts/${row?.id ?? ''}`,
    ])
      expect((await office.get(path)).status).toBe(404);
    expect((await visitor.get('/itpassport/mocks/new?paper=mock-9')).status).toBe(404);
    expect((await visitor.get('/mock-exams')).status).toBe(403);
    const told = await rowsOf(
      web.database,
      `SELECT detail FROM audit_entries WHERE action = 'quiz_attempt.submitted'`,
    );
    expect(told).toEqual([]);
  });
});
