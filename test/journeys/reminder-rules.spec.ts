import { rowsOf, TestFigures } from '@app/testing';
import { formsIn } from '../support/html-forms';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const PATH = '/reminders/rules/learning_due';

describe('How notices are sent', () => {
  let web: WebTest;
  let [office, auditor]: Visitor[] = [];

  beforeAll(async () => {
    web = await startWebTest();
    web.clock.set('2026-11-16T10:00:00+09:00');
    const unitId = await web.city.addUnit({ code: 'OWN', name: '税務課' });
    const add = (staffNumber: string, name: string) =>
      web.city.addPerson({ staffNumber, name, unitId });
    await web.city.addAccount(await add('000002', '推進　二'), 'program_office');
    await web.city.addAccount(await add('000003', '監査　三'), 'auditor');
    const figures = new TestFigures(web.database);
    const courseId = await figures.addCourse('情報セキュリティ', 'infosec');
    const personId = await add('000004', '学ぶ　四');
    await figures.addEnrollment({ personId, courseId, dueOn: '2026-11-26' });
    office = await web.signIn('000002');
    auditor = await web.signIn('000003');
  });

  afterAll(() => web.close());

  const open = async (visitor: Visitor | undefined, path: string) =>
    (await visitor?.get(path))?.text ?? '';
  const send = async (path: string, fields: Record<string, string>) => {
    if (office === undefined) throw new Error('nobody');
    return office.submit(path, fields);
  };
  const FORM = { isOn: 'yes', leads: '３、10', to_person: 'yes', validFrom: '2026-11-17' };

  it('is the standard at first, read by who reads the notices and changed by the office', async () => {
    const list = await open(office, '/reminders/rules');
    expect(list).toContain('どれも標準の送り方です。');
    expect(list).toContain('14開庁日前、7開庁日前、1開庁日前に送ります。');
    expect(await open(office, PATH)).toContain('送り方を変える');
    expect(await open(auditor, PATH)).not.toContain('<h2>送り方を変える');
    expect((await office?.get('/reminders/rules/x'))?.status).toBe(404);
    expect((await office?.get(`${PATH}/preview?isOn=yes`))?.status).toBe(404);
  });

  it('is refused at the field, with what to do', async () => {
    const wrong = await send(PATH, { ...FORM, leads: '7、7', validFrom: '2026-11-15' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('重ならないように1つから5つまで');
    expect(wrong.text).toContain('本日以降の日を選んでください。');
    const same = await send(PATH, { ...FORM, leads: '14 7 1' });
    expect(same.text).toContain('令和8年11月17日に有効な設定と同じです。');
  });

  it('is looked at for thirty days, changed, and taken back before it begins', async () => {
    const step = await send(PATH, FORM);
    expect(step.status).toBe(303);
    const preview = String(step.headers.location);
    const page = await open(office, preview);
    expect(page).toContain('令和8年11月17日');
    expect(page).toContain('学ぶ');
    expect(page).toContain('情報セキュリティ');
    const unseen = await send(`${PATH}/preview`, FORM);
    expect(unseen.text).toContain('まだ変更していません。');
    const hidden = formsIn(page).find(({ action }) => action === `${PATH}/preview`)?.fields ?? {};
    const done = await send(`${PATH}/preview`, hidden);
    expect(done.headers.location).toBe(PATH);
    const after = await open(office, PATH);
    expect(after).toContain('10開庁日前、3開庁日前に送ります。');
    expect(after).toContain('推進　二');
    expect(await open(office, '/reminders/rules')).toContain('令和8年11月17日から変わります');
    await office?.submit(`${PATH}/withdraw`, { validFrom: '2026-11-17' }, PATH);
    expect(await open(office, PATH)).toContain('予定していた変更を取りやめました。');
    expect(await open(office, '/reminders/rules')).toContain('どれも標準の送り方です。');
    const log = await rowsOf<{ action: string }>(
      web.database,
      `SELECT action FROM audit_entries WHERE subject_type = 'reminder_kind' ORDER BY action`,
    );
    expect(log.map(({ action }) => action)).toEqual([
      'reminder_rule.changed',
      'reminder_rule.withdrawn',
    ]);
  });

  it('have words that are tried on real notices, sent to oneself and settled with the second press', async () => {
    const WORDS = `${PATH}/words`;
    expect(await open(office, WORDS)).toContain('期限が近い学習');
    expect((await auditor?.get(WORDS))?.status).toBe(403);
    const form = {
      title: '{課}の学習のお願い',
      line: '{期限}までにお願いします。',
      validFrom: '2026-11-17',
    };
    const wrong = await send(WORDS, { ...form, line: '{氏名}' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('「{氏名}」は使えません。使えるのは、{標準の文}{期限}');
    const shown = await send(WORDS, form);
    expect(shown.text).toContain('まだ変更していません。');
    expect(shown.text).toContain('課の学習のお願い');
    expect(shown.text).toContain('11月26日(木)までにお願いします。');
    const tried = await office?.submit(`${WORDS}/test`, form, WORDS);
    expect(tried?.headers.location).toBe(WORDS);
    expect(await open(office, WORDS)).toContain('試しに1通送ります');
    const done = await send(WORDS, { ...form, isConfirmed: 'yes' });
    expect(done.headers.location).toBe(WORDS);
    expect(await open(office, WORDS)).toContain('{課}の学習のお願い / {期限}までにお願いします。');
    await office?.submit(`${WORDS}/withdraw`, { validFrom: '2026-11-17' }, WORDS);
    expect(await open(office, WORDS)).toContain('市で書いた文面はまだありません。');
  });
});
