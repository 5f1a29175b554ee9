import { rowsOf } from '@app/testing';
import { type DemoTest, startDemoTest } from '../support/demo';
import type { Visitor } from '../support/web';

const HOME = '/itpassport';

describe('Practising for ITパスポート', () => {
  let demo: DemoTest;
  let staff: Visitor;

  beforeAll(async () => {
    demo = await startDemoTest();
    staff = await demo.signInAs('staff');
  }, 120_000);

  afterAll(() => demo.close());

  const send = async (
    visitor: Visitor,
    path: string,
    fields: Record<string, string>,
    from = HOME,
  ) =>
    visitor.agent
      .post(path)
      .type('form')
      .send({ ...(await visitor.hiddenFields(from)), ...fields });

  const begin = async (visitor: Visitor, fields: Record<string, string>) => {
    const answer = await send(visitor, `${HOME}/practice`, fields);
    expect(answer.status).toBe(303);
    return answer.headers.location ?? '';
  };

  /** The value of the right choice, or of a wrong one. */
  async function choice(session: string, isRight: boolean): Promise<string> {
    const id = session.split('/').at(-1) ?? '';
    const [row] = await rowsOf<{ right: number; order: number[] }>(
      demo.database,
      `SELECT a.choice_order AS "order", (SELECT (c.place - 1)::int FROM jsonb_array_elements(q.body -> 'choices')
         WITH ORDINALITY c (choice, place) WHERE (c.choice ->> 'correct')::boolean) AS right
       FROM practice_answers a JOIN questions q ON q.id = a.question_id
       WHERE a.session_id = '${id}' ORDER BY a.position DESC LIMIT 1`,
    );
    const right = row?.order.indexOf(row.right) ?? -1;
    return String(isRight ? right : (right + 1) % 4);
  }

  it('begins with three minutes, and says so; nothing is said of readiness yet', async () => {
    const { text } = await staff.get(HOME);
    expect(text).toContain('まだ練習していません。「今日の10問」は3分ほどで終わります。');
    expect(text).toContain('合格の見込みは、まだ言えません。初めての問題をあと20問');
    expect(text).toContain(
      '92問中56問以上(うちストラテジ系10問、マネジメント系6問、テクノロジ系13問以上)',
    );
    expect(text).not.toContain('間違えた問題を解く');
  });

  it('answers ten questions without a script: right or wrong at once, every reason, the lesson, the way on', async () => {
    const session = await begin(staff, { kind: 'today', size: '10' });
    const asked = await staff.get(session);
    expect(asked.text).toContain('1 / 10');
    expect(asked.text).not.toContain('解説');
    const none = await send(
      staff,
      `${session}/answers`,
      { position: '1', kind: 'single' },
      session,
    );
    expect([none.status, none.text.includes('答えを選んでください。')]).toEqual([422, true]);
    for (let at = 1; at <= 10; at++) {
      const fields = {
        position: String(at),
        kind: 'single',
        choice: await choice(session, at > 2),
      };
      const answered = await send(staff, `${session}/answers`, fields, session);
      expect(answered.headers.location).toBe(`${session}?q=${String(at)}`);
      const told = (await staff.get(`${session}?q=${String(at)}`)).text;
      expect([
        told.includes('× </span>不正解') || told.includes('不正解'),
        told.includes('解説'),
      ]).toEqual([...[at <= 2, true]]);
      expect(told).toMatch(/学び直す: .*\/courses\/itpassport\/lessons\//);
      const next = await send(staff, `${session}/next`, {}, session);
      expect(next.headers.location).toBe(at === 10 ? `${session}/result` : session);
    }
    const result = (await staff.get(`${session}/result`)).text;
    expect(result).toContain(
      '10問のうち8問が正解でした。間違えた2問は、明日以降の「今日の10問」にもう一度出ます。',
    );
    const home = (await staff.get(HOME)).text;
    expect(home).toContain('これまでに10問を解き、8問が正解でした。');
    expect(home).toContain('間違えたままの問題が2問あります。');
  });

  it('goes on where it was left, on any device, and is nobody else’s', async () => {
    const session = await begin(staff, { kind: 'mixed', size: '' });
    expect((await staff.get(session)).text).toContain('1問目');
    const again = await demo.signInAs('staff');
    expect((await again.get(HOME)).text).toContain(`href="${session}"`);
    const other = await demo.signInAs('head');
    for (const path of [session, `${session}/result`])
      expect([path, (await other.get(path)).status]).toEqual([path, 404]);
    for (const act of ['answers', 'next', 'mark', 'stop']) {
      const fields = { position: '1', kind: 'single', choice: '0', mark: 'on' };
      const answer = await send(other, `${session}/${act}`, fields);
      expect([act, answer.status]).toEqual([act, 404]);
    }
    const stopped = await send(staff, `${session}/stop`, {}, session);
    expect(stopped.headers.location).toBe(`${session}/result`);
    expect((await staff.get(`${session}/result`)).text).toContain('解答した問題はありません。');
  });

  it('keeps what was chosen when there is nothing to practise, and says why', async () => {
    const empty = await send(staff, `${HOME}/practice`, {
      ...{ kind: 'chosen', item: '24', middle: '23', field: '', difficulty: '', size: '10' },
    });
    expect(empty.status).toBe(422);
    expect(empty.text).toContain('この条件の問題はありません。条件を変えてください。');
    expect(empty.text).toMatch(/<option value="24" selected>/);
    for (const fields of [
      { kind: 'all' },
      { kind: 'chosen', item: '-1' },
      { kind: 'chosen', field: 'x' },
      { kind: 'chosen', difficulty: '4' },
      { kind: 'chosen', size: '1000000' },
    ] as Record<string, string>[])
      expect((await send(staff, `${HOME}/practice`, fields)).status).toBe(422);
  });

  it('says what the exam asks, and what changes from the day of the next syllabus', async () => {
    const page = async () => (await staff.get(`${HOME}/syllabus`)).text;
    expect(await page()).toContain('次の範囲は、まだ決まっていません。');
    await demo.database.execute(`UPDATE syllabi SET valid_to = '2027-06-01' WHERE key = 'ip-6.5'`);
    await demo.database.execute(
      `INSERT INTO syllabi SELECT 'ip-7', 'Ver.7', source, valid_to, NULL, 100, pass_total, pass_field FROM syllabi`,
    );
    for (const part of ['fields', 'middles', 'items'])
      await demo.database.execute(
        `INSERT INTO syllabus_${part} SELECT (jsonb_populate_record(p, '{"syllabus_key": "ip-7"}')).* FROM syllabus_${part} p`,
      );
    const text = await page();
    expect(text).toContain('令和9年6月1日(火)の試験から、Ver.7に変わります。');
    expect(text).toContain('時間が120分から100分になります。');
    expect(text).toContain('中分類と項目は変わりません。');
    expect(text).toContain('新しい範囲の問題は、まだありません。');
  });

  it('leaves a queue in which the product can go on', async () => {
    const office = await demo.signInAs('programOffice');
    const [mock] = await rowsOf<{ id: string }>(
      demo.database,
      `SELECT t.question_id AS id FROM mock_exams m JOIN quiz_attempt_questions t ON t.attempt_id = m.attempt_id
       WHERE NOT t.is_correct ORDER BY 1 LIMIT 1`,
    );
    const page = `/questions/${mock?.id ?? ''}`;
    const withdrawal = { treatment: 'all_right', reason: '正解が2つある' };
    expect((await send(office, `${page}/withdraw`, withdrawal, page)).status).toBe(303);
    const ordered = await send(office, `${page}/rescore`, { reason: '公平のため' }, page);
    expect(ordered.headers.location).toBe(page);
  });

  it('is not shown to those who see everything else of somebody', async () => {
    const number = demo.staffNumberOf('staff');
    const hr = await demo.signInAs('hr');
    for (const path of [`/people/${number}`, `/search?q=${number}`]) {
      const { text } = await hr.get(path);
      expect([path, /今日の10問|合格の見込み|練習の解答/.test(text)]).toEqual([path, false]);
    }
  });
});
