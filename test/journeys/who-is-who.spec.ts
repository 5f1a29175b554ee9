import { addRecorder, rewriteHistory, rowsOf } from '@app/testing';
import { Renumbered } from '../support/renumbered';
import { startWebTest, type WebTest } from '../support/web';

/** Two numbers that may be one human being: what is said of them, and what stands in the way. */
describe('Two numbers under one name', () => {
  let web: WebTest;
  let city: Renumbered;

  beforeAll(async () => {
    web = await startWebTest();
    city = await Renumbered.in(web);
  });

  let taro: string;
  let again: string;

  beforeEach(async () => {
    await city.begin();
    ({ taro, again } = await city.addBoth());
  });

  afterAll(() => web.close());

  it('are told apart as namesakes, stand in no proposal, and are proposed again when that is taken back', async () => {
    const link = `${city.name}さんの2つの番号を見比べる`;
    const apart = city.pairPage().replace('pair?', 'pair/apart?');
    const undo = city.pairPage().replace('pair?', 'pair/undo-apart?');
    const unsaid = await city.hr.submit(apart, { reason: '' }, city.pairPage());
    expect([unsaid.status, unsaid.text.includes('別の人だとする理由を入力してください。')]).toEqual(
      [422, true],
    );
    const told = await city.hr.submit(apart, { reason: '生年月日が違う' }, city.pairPage());
    expect([told.status, told.headers.location]).toEqual([303, '/people/joins?show=apart']);
    expect((await city.hr.get('/people/joins')).text).not.toContain(link);
    const list = (await city.hr.get('/people/joins?show=apart')).text;
    for (const text of [link, '800 人事　花子さんが、別の人と登録しました。理由: 生年月日が違う']) {
      expect(list).toContain(text);
    }
    expect((await city.hr.submit(apart, { reason: 'もう一度' }, '/people/joins/new')).status).toBe(
      409,
    );
    expect((await city.hr.get(city.pairPage())).text).toContain('「別の人」と登録されています。');
    const joined = await city.hr.submit(
      city.pairPage(),
      { reason: '再任用', seen: '' },
      '/people/joins/new',
    );
    expect(joined.status).toBe(409);
    await city.goTo('2026-11-18T09:00:00+09:00');
    expect((await city.hr.submit(undo, {}, city.pairPage())).status).toBe(303);
    expect((await city.hr.get('/people/joins')).text).toContain(link);
    expect((await city.hr.submit(undo, {}, city.pairPage())).status).toBe(409);
    // What was said stays in the books with its days, and both acts in the audit log.
    const rows = await rowsOf(
      web.database,
      `SELECT valid_from::text AS "from", valid_to::text AS "to" FROM distinct_people WHERE $1 IN (person_id, other_id)`,
      [taro],
    );
    expect(rows).toEqual([{ from: '2026-11-16', to: '2026-11-18' }]);
    const acts = await rowsOf<{ action: string }>(
      web.database,
      `SELECT action FROM audit_entries WHERE action LIKE 'person.told%' AND $1 IN (subject_id, detail ->> 'otherId') ORDER BY id`,
      [taro],
    );
    expect(acts.map(({ action }) => action)).toEqual([
      'person.told_apart',
      'person.told_apart_undone',
    ]);
    await city.join();
  });

  it('marks the city.figures of the days before on which it is counted otherwise, as recorded later', async () => {
    const people = '/coverage/people?figure=holders&asOf=2026-10-15';
    const mark = '番号のつなぎを後から登録 令和8年11月16日';
    const later = async (asOf: string) =>
      ((await city.hr.get(`/api/v1/coverage?asOf=${asOf}`)).body as { joinedLater: number })
        .joinedLater;
    const [marked, before] = [await later('2026-10-15'), await city.holdersOn('2026-10-15')];
    const address = await city.join();
    expect(await city.holdersOn('2026-10-15')).toBe(before + 1);
    expect((await city.hr.get(people)).text).toContain(mark);
    expect((await city.hr.get(people.replace('people?', 'people.csv?'))).text).toContain(mark);
    expect((await city.hr.get('/coverage?asOf=2026-10-15')).text).toContain(
      '後から登録: この日より後',
    );
    expect(await later('2026-10-15')).toBe(marked + 1);
    // Nothing of the days of the city.former number is counted otherwise, and on its own day the join is not late.
    for (const asOf of ['2026-09-30', '2026-11-16']) {
      const page = people.replace('2026-10-15', asOf);
      expect((await city.hr.get(page)).text).toContain(city.name);
      const own = new RegExp(`${city.name}.*?</tr>`, 's').exec((await city.hr.get(page)).text)?.[0];
      expect(own).not.toContain('後から登録');
    }
    // Undone a day later, the day of the join itself is counted otherwise.
    await city.goTo('2026-11-17T09:00:00+09:00');
    await city.separate(address);
    expect(await later('2026-10-15')).toBe(marked);
    const staff = await city.hr.get(
      `/coverage/people?figure=staff&asOf=2026-11-16&unit=${city.unitCode}`,
    );
    expect(staff.text).toContain('番号を分けたことを後から登録 令和8年11月17日');
  });

  /** What one human being may not have done of their own, nor twice of somebody else's. */
  describe.each<[string, () => Promise<void>, string]>([
    [
      'appointed under the one the role of the other',
      async () => {
        await web.city.addAccount(again);
        await rewriteHistory(
          web.database,
          `UPDATE role_appointments_history SET appointed_by = (SELECT id FROM accounts WHERE person_id = $2)
           WHERE person_id = $1`,
          [taro, again],
        );
      },
      'もう一方の番号で本人が任命したものです。',
    ],
    [
      'let off under the one what the other had to learn',
      async () => {
        await web.city.addAccount(again);
        await city.figures.exempt(taro, city.courseId, '2026-11-02T09:00:00+09:00');
        await rewriteHistory(
          web.database,
          `UPDATE exemptions_history SET recorded_by = (SELECT id FROM accounts WHERE person_id = $2)
           WHERE person_id = $1`,
          [taro, again],
        );
      },
      'の免除は、もう一方の番号で本人が登録したものです。',
    ],
    [
      'reported under the one and verified under the other what is somebody else’s',
      async () => {
        const third = await web.city.addPerson({ unitId: city.unitId, name: '第三　者' });
        const recordId = await city.figures.addCertificate({ personId: third });
        await rewriteHistory(
          web.database,
          `UPDATE certification_records_history SET reported_by_person_id = $2, decided_by_person_id = $3 WHERE id = $1`,
          [recordId, again, taro],
        );
      },
      'この2つの番号で報告と確認がされています。',
    ],
  ])('who %s', (_what, act, words) => {
    it('is not joined until somebody else has put it right', async () => {
      await act();
      const page = (await city.hr.get(city.pairPage())).text;
      expect(page).toContain('このままではつなげません。');
      expect(page).toContain(words);
      const forced = await city.hr.submit(
        city.pairPage(),
        { reason: '再任用', seen: '' },
        '/people/joins/new',
      );
      expect([forced.status, forced.text.includes(words)]).toEqual([409, true]);
      expect(await city.idOf(city.latter)).toBe(again);
    });
  });

  it('sets one of two reports of the same pass aside: it waits for nobody, counts nowhere, and comes back with the number', async () => {
    const pass = { code: 'sg', passedOn: '2026-07-01', state: 'reported' } as const;
    const kept = await city.figures.addCertificate({ ...pass, personId: taro });
    const left = await city.figures.addCertificate({ ...pass, personId: again });
    await rewriteHistory(
      web.database,
      `UPDATE certification_records_history SET certificate_number = 'SG-2', number_key = 'SG-2' WHERE id = ANY ($1::uuid[])`,
      [`{${kept},${left}}`],
    );
    const queue = '/certification-reviews?certification=sg&state=reported';
    const waiting = async () => {
      const { text } = await city.hr.get(queue);
      return [kept, left].filter((id) => text.includes(id)).length;
    };
    const isShared = async () =>
      (await city.hr.get(queue)).text.includes('同じ番号をほかの職員も報告');
    expect([await waiting(), await isShared()]).toEqual([2, true]);
    const address = await city.join();
    expect([await waiting(), await isShared()]).toEqual([1, false]);
    const aside = await city.hr.get(`/certification-reviews/${left}`);
    expect(aside.text).toContain('つなぐ前の番号の記録です。');
    expect(aside.text).toContain(`/people/${city.latter}`);
    for (const act of ['verify', 'return', 'annul', 'revoke']) {
      const answer = await city.hr.submit(
        `/certification-reviews/${left}/${act}`,
        { reason: '試し' },
        queue,
      );
      expect([act, answer.status]).toEqual([act, 409]);
    }
    await city.separate(address);
    expect(await waiting()).toBe(2);
  });

  it('names the letter of an appointment that is set aside, and strikes it out of 任命簿', async () => {
    const term = { termStart: '2026-11-01', termEnd: '2027-03-31' } as const;
    const { unitId } = city;
    const aside = await city.figures.addAppointment({ personId: again, unitId, ...term });
    const clerk = await web.city.addPerson({ staffNumber: '850', name: '推進　三郎', unitId });
    await web.city.addAccount(clerk, 'program_office');
    const office = await web.signIn('850');
    const issuing = `/appointments/${aside}/letter/issue`;
    const form = (await office.formsOf(issuing)).find(({ action }) => action === issuing);
    if (form === undefined) throw new Error('No form to issue the letter');
    expect((await office.send(form, {})).headers.location).toBe(`/appointments/${aside}/letter`);
    const register = async () => (await office.get('/appointments/register')).text;
    expect((await register()).includes('つなぐ前の番号')).toBe(false);
    expect((await city.hr.get(city.pairPage())).text).toContain('の書面は発行済みです。');
    const address = await city.join();
    expect((await register()).includes('つなぐ前の番号')).toBe(true);
    await city.separate(address);
    expect((await register()).includes('つなぐ前の番号')).toBe(false);
  });

  it('keeps what was annulled in sight of the one person', async () => {
    const recordId = await city.figures.addCertificate({ personId: again });
    const [decider, keeper] = [
      await addRecorder(web.database, 1),
      await addRecorder(web.database, 2),
    ];
    await web.database.execute(
      'UPDATE certification_records_history SET superseded_at = now() WHERE id = $1',
      [recordId],
    );
    await web.database.execute(
      `INSERT INTO certification_record_annulments (record_id, reason, annulled_at, annulled_by_person_id, held_by_person_id, verified_by_person_id)
       VALUES ($1, '別人の合格証', now(), $2, $3, $4)`,
      [recordId, keeper.personId, again, decider.personId],
    );
    expect((await city.hr.get(`/people/${city.former}`)).text).not.toContain('別人の合格証');
    const address = await city.join();
    const person = await city.hr.get(`/people/${city.former}`);
    expect(person.text).toContain('取消し');
    const own = await (await web.signIn(city.latter)).get('/certifications');
    expect(own.text).toContain('別人の合格証');
    await city.separate(address);
    await web.city.addAccount(again);
    const alone = await (await web.signIn(city.latter)).get('/certifications');
    expect([alone.text.includes('別人の合格証'), (await city.idOf(city.latter)) === again]).toEqual(
      [true, true],
    );
  });
});
