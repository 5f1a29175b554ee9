import { TestCourses } from '@app/testing';
import { startWebTest, type WebTest } from '../support/web';

describe('The pages of learning', () => {
  let web: WebTest;
  let courses: TestCourses;

  beforeAll(async () => {
    web = await startWebTest();
    courses = new TestCourses(web.database);
    const personId = await web.city.addPerson({ staffNumber: '000301' });
    await web.city.addAccount(personId);
  });

  afterAll(() => web.close());

  it('have designed empty states', async () => {
    const visitor = await web.signIn('000301');
    expect((await visitor.get('/')).text).toContain('今日、急ぐものはありません。');
    expect((await visitor.get('/courses')).text).toContain('講座が公開されると、ここに並びます。');
    expect((await visitor.get('/learning')).text).toContain('修了した講座は、まだありません。');
    expect((await visitor.get('/glossary')).text).toContain('用語はまだ登録されていません。');
    expect((await visitor.get('/courses/none')).status).toBe(404);
    expect((await visitor.get('/courses/none/lessons/x')).status).toBe(404);
  });

  it('serve figures for a year, unable to run anything', async () => {
    const course = await courses.addCourse({ key: 'with-figure' });
    await web.database.execute(
      `INSERT INTO course_assets (course_version_id, name, media_type, bytes) VALUES ($1, 'a.svg', 'image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"/>')`,
      [course.versionId],
    );
    const visitor = await web.signIn('000301');
    const figure = await visitor.get(`/courses/with-figure/assets/${course.versionId}/a.svg`);
    expect(figure.status).toBe(200);
    expect(figure.headers['content-type']).toMatch(/^image\/svg\+xml/);
    expect(figure.headers['cache-control']).toBe('private, max-age=31536000, immutable');
    expect(figure.headers['content-security-policy']).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox",
    );
    expect(figure.headers['x-content-type-options']).toBe('nosniff');
    expect((await visitor.get(`/courses/other/assets/${course.versionId}/a.svg`)).status).toBe(404);
    expect((await visitor.get('/courses/with-figure/assets/1/a.svg')).status).toBe(404);
  });

  it('search the glossary by term, reading and meaning, and escape what was typed', async () => {
    await web.database.execute(
      `INSERT INTO glossary_terms (term, reading, meaning, see) VALUES ('生成AI', 'せいせいエーアイ', '文章などを作るAI。', '{プロンプト}'), ('プロンプト', 'ぷろんぷと', '生成AIへの頼み方。', '{}')`,
    );
    const visitor = await web.signIn('000301');
    expect((await visitor.get('/glossary')).text).toContain('2語の意味');
    const found = await visitor.get(`/glossary?q=${encodeURIComponent('ﾌﾟﾛﾝﾌﾟﾄ')}`);
    expect(found.text).toContain('生成AIへの頼み方。');
    expect(found.text).toContain('1語です');
    const row = await visitor.get(`/glossary?row=${encodeURIComponent('は')}`);
    expect(row.text).toContain('読みがは行で始まる用語は1語です。');
    expect(row.text).not.toContain('文章などを作るAI。');
    const none = await visitor.get(`/glossary?q=${encodeURIComponent('<script>')}`);
    expect(none.text).toContain('&lt;script&gt;');
    expect(none.text).toContain('すべての用語を見る');
  });

  it('lead from a term to the lessons that use it, three at the most', async () => {
    const explained = `<p><button type="button" class="term">R&amp;D</button></p>`;
    await courses.addCourse({
      key: 'terms',
      lessons: [
        { html: explained },
        { html: '<p>R&amp;D</p>' },
        ...Array(3).fill({ html: explained }),
      ],
    });
    await web.database.execute(
      `INSERT INTO glossary_terms (term, reading, meaning, see) VALUES ('R&D', 'あーるあんどでぃー', '研究開発です。', '{}')`,
    );
    const visitor = await web.signIn('000301');
    const page = (await visitor.get(`/glossary?q=${encodeURIComponent('R&D')}`)).text;
    const links = [...page.matchAll(/href="\/courses\/terms\/lessons\/([^"]+)"/g)];
    expect(links.map(([, lesson]) => lesson)).toEqual(['01-lesson', '03-lesson', '04-lesson']);
  });

  it('escape the words of the city inside a lesson', async () => {
    await courses.addCourse({
      key: 'words',
      lessons: [{ html: '<p>{{city.ai_rule}}|{{city.none}}</p>' }],
    });
    // The form refuses such a word; a row of before may hold one.
    await web.database.execute(
      `INSERT INTO vocabulary_words_history (key, word, short_word, valid_from, recorded_at)
       VALUES ('ai_rule', '<b>規程</b>', '<b>規程</b>', '2020-04-01', '2020-04-01')`,
    );
    // Words are read again once a minute.
    web.clock.advance({ minutes: 2 });
    const visitor = await web.signIn('000301');
    expect((await visitor.get('/courses/words/lessons/01-lesson')).text).toContain(
      '<p>&lt;b&gt;規程&lt;/b&gt;|(未設定)</p>',
    );
  });
});
