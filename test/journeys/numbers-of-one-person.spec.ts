import { CoverageQueries } from '@app/coverage';
import { PeopleQueries } from '@app/organization';
import type { LocalDate } from '@app/platform';
import { rewriteHistory, rowsOf, TEST_PASSWORD, TestFigures } from '@app/testing';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const HEADER =
  '発令日,職員番号,氏名,フリガナ,所属コード,所属名,職名,兼務区分,任用区分,メールアドレス,採用年月日,退職年月日,状態';

/** 再任用: the number changes, and with it nothing else. */
describe('A staff number changes', () => {
  let web: WebTest;
  let hr: Visitor;
  let figures: TestFigures;
  let courseId: string;
  /** Every test has a 課 and numbers of its own. */
  let place: string;
  let unitId: string;
  let former: string;
  let latter: string;
  let tests = 0;

  beforeAll(async () => {
    web = await startWebTest();
    figures = new TestFigures(web.database);
    const office = await web.city.addUnit({
      code: 'Z9',
      name: '人事課',
      countsForLeaderKpi: false,
    });
    const hrId = await web.city.addPerson({
      staffNumber: '800',
      unitId: office,
      name: '人事　花子',
    });
    await web.city.addAccount(hrId, 'hr');
    courseId = await figures.addCourse('情報セキュリティ研修');
  });

  afterAll(() => web.close());

  beforeEach(async () => {
    web.clock.set('2026-11-16T10:00:00+09:00');
    hr = await web.signIn('800');
    tests += 1;
    place = `第${String(tests)}課`;
    [former, latter] = [`00${String(tests)}`, `90${String(tests)}`];
    unitId = await web.city.addUnit({ code: `A${String(tests)}`, name: place });
    await web.city.addPerson({ name: `${place}　同僚`, unitId });
  });

  const name = () => `山田　${String(tests)}郎`;
  /** Leader of the 課, holder of a certificate, who finished a course and has an account. */
  const addTaro = async (facts: object = {}): Promise<string> => {
    const named = {
      name: name(),
      kana: 'ヤマダ　タロウ',
      unitId,
      postedFrom: '2026-04-01',
    } as const;
    const id = await web.city.addPerson({ staffNumber: former, ...named, ...facts });
    await web.city.addAccount(id);
    await figures.addCertificate({ personId: id });
    const term = { termStart: '2026-04-01', termEnd: '2028-03-31' } as const;
    await figures.addAppointment({ personId: id, unitId, ...term });
    const assigned = { dueOn: '2027-03-31', enrolledAt: '2026-05-01T09:00:00+09:00' } as const;
    await figures.addEnrollment({ personId: id, courseId, ...assigned });
    await figures.complete(id, courseId, '2026-06-01T09:00:00+09:00');
    return id;
  };
  /** The city's figures, and whether the test's 課 is vacant. */
  const counted = async (asOf: LocalDate) => {
    const { holder, leader, leaders, counts, vacant } = await web.app
      .get(CoverageQueries)
      .coverageAsOf(asOf);
    const isVacant = vacant.some((unit) => unit.name === place);
    return { holders: holder.now, covered: leader.covered, leaders, counts, isVacant };
  };
  const row = (day: string, number: string, rest: string) =>
    `${day},${number},${name()},ヤマダ タロウ,A${String(tests)},${place},${rest}`;
  const upload = async (...rows: string[]): Promise<string> => {
    const bytes = Buffer.from([HEADER, ...rows, ''].join('\r\n'));
    const answer = await hr.upload('/imports', {}, { postings: { bytes, name: 'meibo.csv' } });
    expect(answer.status).toBe(303);
    return String(answer.headers.location);
  };
  const personOf = async (number: string) =>
    web.app.get(PeopleQueries).findPerson(number, web.clock.today());
  const idOf = async (number: string) => (await personOf(number))?.personId ?? '';

  it('on the preview of the import: chosen to be the same, holders, leaders, learning and sign-in stay', async () => {
    const taro = await addTaro();
    const before = await counted('2027-04-01');
    expect(before.isVacant).toBe(false);
    const address = await upload(row('2027/4/1', latter, '主査,0,正規,,1990/4/1,,在職'));
    const page = (await hr.get(`${address}?show=suspicious`)).text;
    expect(page).toContain(`番号${latter}の${name()}さんは、登録済みの職員と同じ人ですか。`);
    expect(page).toContain(
      `同じ人として取り込む(${former} ${name()}さんの番号が${latter}に変わる)`,
    );
    for (const text of [
      'DX推進リーダー(令和8年4月1日',
      'ITパスポート試験',
      '情報セキュリティ研修',
    ]) {
      expect(page).toContain(text);
    }
    expect(page).toContain('同じ人かどうかを選んでいない番号が1件あります。');
    const choices = `${address}/numbers`;
    const none = await hr.submit(choices, {}, address);
    expect([none.status, none.text.includes('同じ人かどうかを選んでください。')]).toEqual([
      422,
      true,
    ]);
    const chosen = await hr.submit(choices, { [`number_${latter}`]: taro }, address);
    expect(chosen.headers.location).toBe(`${address}?show=suspicious`);
    expect((await hr.get(address)).text).not.toContain('選んでいない番号');
    await hr.submit(`${address}/apply`, {}, address);
    await web.signIn(former);
    await expect(web.signIn(latter)).rejects.toThrow('422');
    expect(await counted('2027-04-01')).toEqual(before);
    expect(await idOf(latter)).toBe(taro);
    web.clock.set('2027-04-01T09:00:00+09:00');
    expect((await personOf(former))?.staffNumber).toBe(latter);
    // From its first day on the new number signs in, and only that one.
    const again = await web.signIn(latter);
    expect((await again.get('/certifications')).text).toContain('ITパスポート');
    const refused = await web.anonymous().submit('/sign-in', {
      ...{ staffNumber: former, password: TEST_PASSWORD },
    });
    expect([refused.status, refused.text.includes('今の職員番号でログインしてください。')]).toEqual(
      [422, true],
    );
  });

  describe('and the new one was loaded as another person', () => {
    let taro: string;
    let again: string;

    beforeEach(async () => {
      taro = await addTaro({ employedTo: '2026-10-01' });
      await rewriteHistory(
        web.database,
        `UPDATE postings_history SET valid_to = '2026-10-01' WHERE person_id = $1`,
        [taro],
      );
      again = await web.city.addPerson({
        ...{ staffNumber: latter, name: name(), kana: 'ヤマダ　タロウ', unitId },
        ...{ employmentType: 'reappointed', employedFrom: '2026-10-01', postedFrom: '2026-10-01' },
      });
    });

    const pairPage = (one = former, other = latter) =>
      `/people/joins/pair?one=${one}&other=${other}`;
    const seenOn = async (page: string) =>
      /name="seen" value="([^"]*)"/.exec((await hr.get(page)).text)?.[1] ?? '';
    const join = async (): Promise<string> => {
      const seen = await seenOn(pairPage());
      const answer = await hr.submit(pairPage(), { reason: '再任用のため', seen });
      expect([answer.status, answer.text]).toEqual([303, expect.any(String)]);
      return String(answer.headers.location);
    };
    const separate = (address: string, page = address) =>
      hr.submit(`${address}/separate`, { reason: '別の人でした' }, page);
    const valuesOf = async (table: string, columns: string) =>
      rowsOf(
        web.database,
        `SELECT person_id, ${columns} FROM ${table} WHERE person_id IN ($1, $2) ORDER BY person_id, ${columns}`,
        [taro, again],
      );
    const factsNow = async () => ({
      postings: await valuesOf('postings', 'org_unit_id, valid_from, valid_to'),
      employments: await valuesOf('employments', 'employment_type, valid_from, valid_to'),
      numbers: await valuesOf('staff_numbers', 'staff_number, valid_from, valid_to'),
      names: await valuesOf('person_details', 'name, valid_from, valid_to'),
      records: await valuesOf('certification_records', 'id, state'),
      exams: await valuesOf('exam_attempts', 'id, state'),
      roles: await valuesOf('role_appointments', 'id, valid_from, valid_to'),
      enrollments: await valuesOf('enrollments', 'id, cycle'),
      exemptions: await valuesOf('exemptions', 'course_id, valid_from, valid_to'),
      lists: await valuesOf('assignment_persons', 'id'),
      accounts: await valuesOf('accounts', 'id, suspended_at'),
    });

    it('stands in the list of pairs, and side by side with what both hold', async () => {
      expect((await hr.get('/people/joins')).text).toContain(`${name()}さんの2つの番号を見比べる`);
      const page = (await hr.get(pairPage())).text;
      expect(page).toContain(
        `${latter} ${name()}さんの記録を、${former} ${name()}さんの記録につなぎます。`,
      );
      const held = ['ITパスポート試験', 'DX推進リーダー', '情報セキュリティ研修'];
      for (const text of [...held, '再任用(令和8年10月1日']) expect(page).toContain(text);
      const found = (await hr.get(`/people/joins/new?one=${latter}`)).text;
      expect(found).toContain(`${former} ${name()}`);
      const searched = (await hr.get(`/people/joins/new?q=${former}`)).text;
      expect(searched).toContain(`${former} ${name()}</a>`);
      expect((await hr.get(pairPage(former, '99999'))).status).toBe(404);
      expect((await hr.get(pairPage(former, former))).status).toBe(404);
    });

    it('joined, is one person: the 課 has its leader, the city its holder, the account its number', async () => {
      const before = await counted('2026-11-16');
      const past = await counted('2026-09-30');
      expect(before.isVacant).toBe(true);
      await join();
      const after = await counted('2026-11-16');
      expect(after).toMatchObject({
        holders: before.holders + 1,
        leaders: before.leaders + 1,
        covered: before.covered + 1,
        isVacant: false,
      });
      expect(after.counts.staff).toBe(before.counts.staff);
      expect(await counted('2026-09-30')).toEqual(past);
      expect(await personOf(former)).toEqual(await personOf(latter));
      expect(await personOf(latter)).toMatchObject({
        personId: taro,
        staffNumber: latter,
        numbers: [{ staffNumber: latter, validFrom: '2026-10-01' }, { staffNumber: former }],
        employments: [
          { employmentType: 'reappointed', validFrom: '2026-10-01', validTo: null },
          { employmentType: 'regular', validTo: '2026-10-01' },
        ],
      });
      await expect(web.signIn(former)).rejects.toThrow('422');
      const visitor = await web.signIn(latter);
      expect((await visitor.get('/')).text).toContain(name());
      expect((await hr.get(`/people/${former}`)).text).toContain(latter);
    });

    it('is found under every address: the given-up number and id lead to the kept person', async () => {
      expect((await hr.get(`/people/${again}`)).text).toContain('番号をつなぐ');
      await join();
      const moved = await hr.get(`/people/${again}`);
      expect([moved.status, moved.headers.location]).toEqual([303, `/people/${taro}`]);
      for (const number of [former, latter]) {
        const page = await hr.get(`/people/${number}`);
        expect([page.status, page.text.includes(former), page.text.includes(latter)]).toEqual([
          200,
          true,
          true,
        ]);
      }
    });

    it('is known as two of the time before the joining', async () => {
      const before = web.clock.now();
      web.clock.set('2026-11-16T11:00:00+09:00');
      await join();
      const known = async (personId: string, knownAt: Date) => {
        const at = { asOf: '2026-11-16', knownAt } as const;
        const line = await web.app.get(PeopleQueries).findLineAsKnown(personId, at);
        return line && [line.staffNumber, line.unitName];
      };
      expect(await known(again, before)).toEqual([latter, place]);
      expect(await known(taro, before)).toEqual([former, null]);
      expect(await known(again, web.clock.now())).toBeNull();
      expect(await known(taro, web.clock.now())).toEqual([latter, place]);
    });

    it('is called by both numbers that were joined, before and after it is separated', async () => {
      web.clock.set('2026-11-16T11:00:00+09:00');
      const title = `${latter}を${former} ${name()}さんに`;
      const address = await join();
      const titles = async () => [
        /<h1[^>]*>([^<]*)</.exec((await hr.get(address)).text)?.[1]?.trim(),
        (await hr.get('/people/joins')).text.includes(title),
      ];
      expect(await titles()).toEqual([title, true]);
      web.clock.set('2026-11-16T12:00:00+09:00');
      expect((await separate(address)).status).toBe(303);
      expect(await titles()).toEqual([title, true]);
    });

    it('separated again, everything is as it was', async () => {
      await web.city.addAccount(again);
      const exam = { personId: again, examOn: '2026-12-01' } as const;
      await figures.addAttempt({ ...exam, state: 'booked' });
      const assigned = { dueOn: '2027-03-31', enrolledAt: '2026-11-01T09:00:00+09:00' } as const;
      await figures.addEnrollment({ personId: again, courseId, ...assigned });
      await figures.complete(again, courseId, '2026-05-30T09:00:00+09:00');
      await figures.exempt(again, courseId, '2026-11-02T09:00:00+09:00');
      const facts = await factsNow();
      const counts = await counted('2026-11-16');
      const address = await join();
      const joined = await factsNow();
      expect(joined.enrollments).toHaveLength(2);
      expect(joined).not.toEqual(facts);
      expect((await separate(address)).status).toBe(303);
      expect(await factsNow()).toEqual(facts);
      expect(await counted('2026-11-16')).toEqual(counts);
      await web.signIn(latter);
      await expect(web.signIn(former)).rejects.toThrow('422');
      expect((await hr.get(address)).text).toContain('分けた理由');
      expect((await separate(address, '/people/joins/new')).status).toBe(409);
      const rows = await rowsOf<{ action: string }>(
        web.database,
        `SELECT action FROM audit_entries WHERE action LIKE 'person.%' AND subject_id = $1 ORDER BY id`,
        [taro],
      );
      expect(rows.map((each) => each.action)).toEqual(['person.joined', 'person.separated']);
      await join();
      expect((await counted('2026-11-16')).isVacant).toBe(false);
    });

    it('ends the session of the other account, and gives no right away', async () => {
      await web.city.addAccount(again, 'program_office');
      await figures.complete(again, courseId, '2026-11-01T09:00:00+09:00');
      const other = await web.signIn(latter);
      expect((await other.get('/coverage')).status).toBe(200);
      const page = (await hr.get(pairPage())).text;
      expect(page).toContain('そのアカウントの権限(DX推進室)は引き継ぎません。');
      expect(page).toContain('もう一方の番号でも受講しています。');
      await join();
      expect((await other.get('/coverage')).headers.location).toContain('/sign-in');
      const now = await web.signIn(latter);
      expect((await now.get('/coverage')).status).toBe(403);
    });

    it('keeps the only account there is, whoever had it', async () => {
      await rewriteHistory(web.database, 'DELETE FROM accounts WHERE person_id = $1', [taro]);
      const accountId = await web.city.addAccount(again);
      await web.database.execute('UPDATE accounts SET suspended_at = now() WHERE id = $1', [
        accountId,
      ]);
      await join();
      const [account] = await rowsOf(web.database, 'SELECT person_id FROM accounts WHERE id = $1', [
        accountId,
      ]);
      expect([taro, again]).toContainEqual((account as { person_id: string }).person_id);
      expect((await personOf(former))?.personId).toBe((account as { person_id: string }).person_id);
    });

    it('cannot be separated once something was recorded upon it; the page says what', async () => {
      const address = await join();
      web.clock.set('2026-11-16T11:00:00+09:00');
      const file = await upload(row('2026/12/1', latter, '主任,0,再任用,,2026/10/1,,在職'));
      await hr.submit(`${file}/apply`, {}, file);
      expect((await hr.get(address)).text).toContain('所属の変更');
      const refused = await separate(address, '/people/joins/new');
      expect([refused.status, refused.text.includes('分けられません')]).toEqual([409, true]);
    });

    it('is refused when the records changed since they were looked at, and without a reason', async () => {
      const seen = await seenOn(pairPage());
      const unsaid = await hr.submit(pairPage(), { reason: ' ', seen });
      expect([unsaid.status, unsaid.text.includes('つなぐ理由を入力してください。')]).toEqual([
        422,
        true,
      ]);
      await figures.addAttempt({ personId: again, examOn: '2026-12-01', state: 'booked' });
      const refused = await hr.submit(pairPage(), { reason: '再任用', seen });
      expect([refused.status, refused.text.includes('記録が変わりました')]).toEqual([409, true]);
    });

    it('is no way around the rule of two persons', async () => {
      await web.city.addPerson({ staffNumber: '700', unitId, name: '人事　花子' });
      const own = pairPage('800', '700');
      const refused = await hr.submit(own, { reason: '自分です', seen: await seenOn(own) });
      expect([refused.status, refused.text.includes('自分の番号をつないだり')]).toEqual([
        409,
        true,
      ]);
      // What the one verified of the other, one human being has verified of their own.
      await rewriteHistory(
        web.database,
        'UPDATE certification_records_history SET decided_by_person_id = $2 WHERE person_id = $1',
        [taro, again],
      );
      const page = (await hr.get(pairPage())).text;
      expect(page).toContain('このままではつなげません。');
      expect(page).toContain('もう一方の番号で本人が確認したものです。');
      const forced = await hr.submit(
        pairPage(),
        { reason: '再任用', seen: '' },
        '/people/joins/new',
      );
      expect(forced.status).toBe(409);
      expect(await idOf(latter)).toBe(again);
    });

    it('nobody separates their own numbers', async () => {
      await web.database.execute(
        `INSERT INTO account_roles (id, account_id, role, valid_from)
         SELECT gen_random_uuid(), id, 'hr', '2020-04-01' FROM accounts WHERE person_id = $1`,
        [taro],
      );
      const address = await join();
      hr = await web.signIn(latter);
      const refused = await separate(address);
      expect([refused.status, refused.text.includes('自分の番号をつないだり')]).toEqual([
        409,
        true,
      ]);
    });

    it('who reported under one number does not verify under the other', async () => {
      const third = await web.city.addPerson({ unitId, name: '第三　者' });
      const recordId = await figures.addCertificate({ personId: third, state: 'reported' });
      await rewriteHistory(
        web.database,
        'UPDATE certification_records_history SET reported_by_person_id = $2 WHERE id = $1',
        [recordId, again],
      );
      await web.database.execute(
        `INSERT INTO account_roles (id, account_id, role, valid_from)
         SELECT gen_random_uuid(), id, 'hr', '2020-04-01' FROM accounts WHERE person_id = $1`,
        [taro],
      );
      await join();
      const visitor = await web.signIn(latter);
      const page = `/certification-reviews/${recordId}`;
      const verified = await visitor.submit(`${page}/verify`, {}, '/people/joins/new');
      expect([verified.status, verified.text.includes('ご自身が代わりに報告した')]).toEqual([
        403,
        true,
      ]);
    });
  });
});
