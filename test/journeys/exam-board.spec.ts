import { FigurePeopleQueries, type PeopleFigure } from '@app/coverage';
import { aPdf, rowsOf, TestFigures } from '@app/testing';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const SHARES = '000501';
const SILENT = '000502';
const HR = '000503';
const OFFICE = '000504';
const HEAD = '000505';
const WAY = '/certifications/way';
const BOARD = '/exams/board';

/** From 「受けたい」 to the certificate, with one who shares how they prepare and one who never does. */
describe('Candidates on the board', () => {
  let web: WebTest;
  const visitors = new Map<string, Visitor>();
  const ids = new Map<string, string>();

  beforeAll(async () => {
    web = await startWebTest();
    web.clock.set('2027-05-06T10:00:00+09:00');
    const unitId = await web.city.addUnit({ name: '税務課', code: 'TAX' });
    const add = async (
      staffNumber: string,
      name: string,
      ...roles: ('hr' | 'program_office')[]
    ) => {
      const personId = await web.city.addPerson({ staffNumber, name, unitId });
      ids.set(staffNumber, personId);
      await web.city.addAccount(personId, ...roles);
    };
    await add(SHARES, '富山　花子');
    await add(SILENT, '滑川　静香');
    await add(HR, '人事　一郎', 'hr');
    await add(OFFICE, '高岡　二郎', 'program_office');
    const headId = await web.city.addPerson({
      ...{ staffNumber: HEAD, name: '課長　三郎', unitId, postTitle: '課長', isManagerial: true },
    });
    await web.city.addAccount(headId);
  }, 120_000);

  afterAll(() => web.close());

  const as = async (number: string): Promise<Visitor> => {
    const known = visitors.get(number) ?? (await web.signIn(number));
    visitors.set(number, known);
    return known;
  };
  const at = (day: string) => {
    web.clock.set(`${day}T10:00:00+09:00`);
    visitors.clear();
  };
  const textOf = async (number: string, path: string) => {
    const answer = await (await as(number)).get(path);
    expect([path, answer.status]).toEqual([path, 200]);
    return answer.text;
  };
  const post = async (path: string, fields: Record<string, string>, page = path) => {
    const answer = await (await as(SHARES)).submit(path, fields, page);
    expect([path, answer.status]).toEqual([path, 303]);
  };
  /** Headings of the columns in which somebody stands. */
  const columnsOf = async (name: string) => {
    const page = await textOf(HR, BOARD);
    return page
      .split('<section aria-labelledby="stage-')
      .slice(1)
      .filter((column) => column.includes(name))
      .map((column) => /<h2[^>]*>(\S+)/.exec(column)?.[1]);
  };
  const counted = async (figure: PeopleFigure) => {
    const on = web.clock.today();
    const found = await web.app.get(FigurePeopleQueries).peopleBehind({ figure, on, page: 1 });
    return found.people.map(({ name }) => name);
  };
  const NAME = '富山　花子';

  it('are asked on home in the month of the city and answer with one press', async () => {
    expect(await textOf(SHARES, '/')).toContain('ITパスポートを受けたいですか');
    const answer = { certificationCode: 'ip', answer: 'wanted', from: 'home' };
    const visitor = await as(SHARES);
    const said = await visitor.submit(WAY, answer, '/');
    expect([said.status, said.headers.location]).toEqual([303, '/']);
    expect(await textOf(SHARES, '/')).not.toContain('ITパスポートを受けたいですか');
    const silent = await as(SILENT);
    await silent.submit(WAY, { certificationCode: 'ip', answer: 'wanted', month: '2027-10' });
    expect(await textOf(SILENT, WAY)).toContain('令和9年10月');
  });

  it('are named only once they share it, and no longer when they stop', async () => {
    expect(await columnsOf(NAME)).toEqual([]);
    await post(`${WAY}/share`, { certificationCode: 'ip', shared: 'yes' }, WAY);
    expect(await columnsOf(NAME)).toEqual(['意向あり']);
    await post(`${WAY}/share`, { certificationCode: 'ip', shared: 'no' }, WAY);
    expect(await columnsOf(NAME)).toEqual([]);
    await post(`${WAY}/share`, { certificationCode: 'ip', shared: 'yes' }, WAY);
    const list = await textOf(OFFICE, '/exams/board/list?words=花子');
    expect(list).toContain(NAME);
    expect(await textOf(OFFICE, '/exams/board/list?words=静香')).toContain(
      'この条件に合う人はいません。',
    );
  });

  it('go from booking to the result, each told the same by the board and the figure', async () => {
    await post('/certifications/exams/new', { certificationCode: 'ip', examOn: '2027-06-01' });
    expect(await columnsOf(NAME)).toEqual(['申込み']);
    expect(await counted('booked')).toEqual([NAME]);
    at('2027-06-02');
    expect(await columnsOf(NAME)).toEqual(['受験日を過ぎた']);
    expect(await textOf(HR, `${BOARD}?stuck=yes`)).toContain(NAME);
    expect(await counted('booked')).toEqual([]);
    const [exam] = await rowsOf<{ id: string }>(web.database, 'SELECT id FROM exam_attempts');
    const path = `/certifications/exams/${exam?.id ?? ''}`;
    await post(path, { outcome: 'provisional_pass' });
    expect(await columnsOf(NAME)).toEqual(['合格見込み']);
    expect(await counted('provisional')).toEqual([NAME]);
    await post(path, { outcome: 'passed' });
    expect(await columnsOf(NAME)).toEqual(['合格']);
    expect(await counted('provisional')).toEqual([NAME]);
  });

  it('go from the report to the verification, where they stay', async () => {
    const fields = { certificationCode: 'ip', passedOn: '2027-06-01', certificateNumber: 'IP-1' };
    const evidence = { evidence: { bytes: aPdf(), name: '合格証書.pdf' } };
    expect((await (await as(SHARES)).upload('/certifications/new', fields, evidence)).status).toBe(
      303,
    );
    expect(await columnsOf(NAME)).toEqual(['証書提出']);
    expect(await counted('reported')).toEqual([NAME]);
    const [record] = await rowsOf<{ id: string }>(
      web.database,
      'SELECT id FROM certification_records',
    );
    const path = `/certification-reviews/${record?.id ?? ''}`;
    const verified = await (await as(HR)).submit(`${path}/verify`, {}, path);
    expect(verified.status).toBe(303);
    expect(await columnsOf(NAME)).toEqual(['確認済み']);
    expect(await counted('holders')).toEqual([NAME]);
    expect(await textOf(SHARES, WAY)).toContain('「確認済み」です。');
  });

  it('that never share are in no page of anybody, whatever they do', async () => {
    const personId = ids.get(SILENT) ?? '';
    await new TestFigures(web.database).addAttempt({
      personId,
      state: 'failed',
      examOn: '2027-05-20',
    });
    expect(await textOf(SILENT, WAY)).toContain('「不合格」です。');
    for (const reader of [HR, OFFICE]) {
      for (const path of [
        BOARD,
        `${BOARD}?unit=TAX`,
        '/exams/board/list',
        `${BOARD}?qualification=sg`,
      ])
        expect(await textOf(reader, path)).not.toContain('滑川');
    }
  });

  it('are shown to no head, colleague, auditor or administrator', async () => {
    for (const number of [HEAD, SHARES, SILENT]) {
      const visitor = await as(number);
      for (const path of [BOARD, '/exams/board/list', '/exams/board/list.csv'])
        expect([path, (await visitor.get(path)).status]).toEqual([path, 403]);
    }
  });

  it('can be taken along as they are shown', async () => {
    const file = await (await as(HR)).get('/exams/board/list.csv?stuck=');
    expect(file.status).toBe(200);
    expect(file.text).toContain(`${SHARES},${NAME},税務課,確認済み,2027-06-02`);
    expect(file.text).not.toContain('滑川');
    expect((await (await as(HR)).get('/exams/board/list.html')).text).toContain(NAME);
  });

  it('tell on the way what stands once a verification and then the pass itself are taken back', async () => {
    const [record] = await rowsOf<{ id: string }>(
      web.database,
      'SELECT id FROM certification_records',
    );
    const review = `/certification-reviews/${record?.id ?? ''}/revoke`;
    // By somebody else than who verified it.
    const second = await web.city.addPerson({ staffNumber: '000506', name: '人事　四郎' });
    await web.city.addAccount(second, 'hr');
    const revoked = await (await as('000506')).submit(review, { reason: '番号が違います' });
    expect(revoked.status).toBe(303);
    const way = await textOf(SHARES, WAY);
    expect(way).toContain('「合格」です。');
    expect(way).toContain('合格証書が届いたら、受験の予定のところから');
    expect(way).not.toContain('確認が済みました');
    const [exam] = await rowsOf<{ id: string }>(
      web.database,
      'SELECT id FROM exam_attempts WHERE person_id = $1',
      [ids.get(SHARES) ?? ''],
    );
    await post(`/certifications/exams/${exam?.id ?? ''}`, { outcome: 'failed' });
    const failed = await textOf(SHARES, WAY);
    expect(failed).toContain('「不合格」です。');
    expect(failed).toContain('弱い分野から続けましょう。');
    expect(await counted('holders')).toEqual([]);
  });
});
