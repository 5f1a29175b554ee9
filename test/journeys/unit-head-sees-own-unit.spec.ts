import { TestFigures } from '@app/testing';
import { chipsOf } from '../support/chips';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

/** Stands in every name, code and title of the other unit: it must never be seen by the head. */
const MARKER = 'よその課印';
const TABS = ['', '?tab=roles', '?tab=all'] as const;

describe('A unit head', () => {
  let web: WebTest;
  let head: Visitor;
  let own: string;
  let other: string;
  let leader: string;

  beforeAll(async () => {
    web = await startWebTest();
    const facts = new TestFigures(web.database);
    const department = await web.city.addUnit({
      code: 'D1',
      name: '総務部',
      kind: 'department',
      countsForLeaderKpi: false,
    });
    own = await web.city.addUnit({ code: 'OWN', name: '税務課', parentId: department });
    other = await web.city.addUnit({ code: 'OTHER', name: `${MARKER}課`, parentId: department });
    const section = await web.city.addUnit({
      code: 'SEC',
      name: '市民税係',
      kind: 'section',
      parentId: own,
      countsForLeaderKpi: false,
    });
    const headId = await web.city.addPerson({
      staffNumber: '000001',
      unitId: own,
      name: '課長　太郎',
      isManagerial: true,
    });
    await web.city.addAccount(headId);
    leader = await web.city.addPerson({
      staffNumber: '000002',
      unitId: section,
      name: '先導　花子',
    });
    await facts.addAppointment({ personId: leader, unitId: section, termEnd: '2029-03-31' });
    await facts.addCertificate({ personId: leader });
    const security = await facts.addCourse('情報セキュリティ', 'security', 'information_security');
    const free = await facts.addCourse('自分で選んだ講座');
    for (const [number, name] of [
      ['000003', '未了　一'],
      ['000004', '未了　二'],
      ['000005', '未了　三'],
    ] as const) {
      await facts.addEnrollment({
        personId: await web.city.addPerson({ staffNumber: number, unitId: own, name }),
        courseId: security,
      });
    }
    await facts.addEnrollment({ personId: leader, courseId: security, completedAt: '2026-10-01' });
    await facts.addEnrollment({ personId: leader, courseId: free, isMandatory: false });
    for (const n of ['1', '2']) {
      const personId = await web.city.addPerson({ unitId: other, name: `${MARKER}　${n}` });
      await facts.addAppointment({ personId, unitId: other, documentNumber: `${MARKER}号` });
      await facts.addCertificate({ personId });
      await facts.addEnrollment({ personId, courseId: security });
    }
    const otherHead = await web.city.addPerson({
      staffNumber: '000009',
      unitId: other,
      name: `${MARKER}　長`,
      isManagerial: true,
    });
    await web.city.addAccount(otherHead);
    const departmentHead = await web.city.addPerson({
      staffNumber: '000010',
      unitId: department,
      name: '部長　三郎',
      isManagerial: true,
    });
    await web.city.addAccount(departmentHead);
    const hr = await web.city.addPerson({
      staffNumber: '000011',
      unitId: department,
      name: '人事　四郎',
    });
    await web.city.addAccount(hr, 'hr');
    const staff = await web.city.addPerson({
      staffNumber: '000012',
      unitId: own,
      name: '一般　五郎',
    });
    await web.city.addAccount(staff);
    head = await web.signIn('000001');
  });

  afterAll(async () => {
    await web.close();
  });

  it('reads the state of the unit in one sentence, and what to do', async () => {
    const pages = await Promise.all(TABS.map((tab) => head.get(`/team${tab}`)));
    for (const page of pages) {
      expect(page.status).toBe(200);
      expect(page.text).toContain(
        'リーダーは1名います(任期 令和11年3月31日まで)。必修の未修了は3名です。',
      );
      expect(page.text).toContain('必修をまだ終えていない人が3名います');
      expect(page.text).toContain('サポーターがいません');
    }
    const [open = '', roles = '', all = ''] = pages.map((page) => page.text);
    for (const name of ['未了　一', '未了　二', '未了　三'])
      expect([name, open.includes(name), roles.includes(name), all.includes(name)]).toEqual([
        ...[name, true, false, true],
      ]);
    const leads = '先導　花子';
    expect([open.includes(leads), roles.includes(leads), all.includes(leads)]).toEqual([
      ...[false, true, true],
    ]);
    expect(chipsOf(roles)).toContain('● 取得');
  });

  it('looks for people, and takes along what is shown', async () => {
    const { text } = await head.get(`/team?tab=all&q=${encodeURIComponent('未了 二')}`);
    expect([text.includes('未了　二'), text.includes('未了　三')]).toEqual([true, false]);
    const csv = /href="(\/team\/OWN\/people\.csv[^"]*)"/.exec(text)?.[1] ?? '';
    const file = (await head.get(csv.replaceAll('&amp;', '&').replaceAll('&#x3D;', '='))).text;
    expect([file.includes('未了　二'), file.includes('未了　三')]).toEqual([true, false]);
    const none = await head.get('/team?tab=all&state=overdue');
    expect(none.text).toContain('条件に合う職員はいません。');
    const printed = await head.get('/team/OWN/people.html?tab=all');
    expect(printed.text).toContain('<h1>税務課の職員の一覧(令和8年11月16日現在、6名)</h1>');
  });

  it('notes whom they spoke to where they stand in the list, and takes it back', async () => {
    const page = await head.get('/team?sort=name');
    expect(page.text).toContain('選んだ人に声をかけた');
    const boxes = [...page.text.matchAll(/name="of" value="([^"]+)" form="prompting"/g)];
    const [first = '', second = ''] = boxes.map((it) => it[1] ?? '');
    expect(boxes).toHaveLength(3);
    const action = '/team/OWN/prompt?sort=name';
    expect(page.text).toContain(`action="${action.replace('=', '&#x3D;')}"`);
    const send = async (visitor: Visitor, path: string, of: readonly string[]) => {
      const hidden = Object.entries(await visitor.hiddenFields('/team/OWN'));
      const pairs = [...hidden, ...of.map((it) => ['of', it])] as [string, string][];
      return visitor.agent.post(path).type('form').send(new URLSearchParams(pairs).toString());
    };
    const none = await send(head, action, []);
    expect([none.status, none.text.includes('声をかけた人を選んでください。')]).toEqual([
      422,
      true,
    ]);
    const done = await send(head, action, [first, second]);
    expect([done.status, done.headers.location]).toEqual([303, '/team/OWN?sort=name']);
    const shown = await head.get('/team/OWN?sort=name');
    expect(shown.text).toContain('2名に声をかけたことを記録しました。本人には表示されません。');
    expect(shown.text.match(/令和8年11月16日<\/span> <form/g)).toHaveLength(2);
    expect((await send(head, action, [first])).status).toBe(409);
    // Neither those who see every unit nor another head see or change what the head noted.
    const hr = await web.signIn('000011');
    expect((await hr.get('/team/OWN')).text).not.toContain('声かけ');
    const department = await web.signIn('000010');
    expect((await department.get('/team/OWN')).text).toContain('令和8年11月16日</span> <form');
    const undo = '/team/OWN/undo-prompts?sort=name';
    expect((await send(head, undo, [first, second])).status).toBe(303);
    expect((await head.get('/team/OWN')).text).not.toContain('令和8年11月16日</span> <form');
    const other = await web.signIn('000009');
    const token = await other.hiddenFields('/team/OTHER');
    const stranger = await other.agent
      .post('/team/OTHER/prompt')
      .type('form')
      .send({ ...token, of: first });
    expect(stranger.status).toBe(404);
  });

  it('has people reminded once, in words that are shown before, and takes it back', async () => {
    const page = await head.get('/team/OWN/remind?sort=name');
    expect(page.text).toContain('令和8年11月17日(火)の朝の通知で1回だけ伝えます。');
    expect(page.text).toContain('■ 所属長からのお願い');
    const boxes = [...page.text.matchAll(/name="of" value="([^"]+)" form="reminding"/g)];
    const [first = '', second = ''] = boxes.map((it) => it[1] ?? '');
    expect(boxes).toHaveLength(3);
    const send = async (visitor: Visitor, act: string, of: readonly string[]) => {
      const hidden = Object.entries(await visitor.hiddenFields('/team/OWN'));
      const pairs = [...hidden, ...of.map((it) => ['of', it])] as [string, string][];
      const path = `/team/OWN/${act}`;
      return visitor.agent.post(path).type('form').send(new URLSearchParams(pairs).toString());
    };
    const none = await send(head, 'remind', []);
    expect([none.status, none.text.includes('思い出してもらう人を選んでください。')]).toEqual([
      422,
      true,
    ]);
    expect((await send(head, 'remind', [first, second])).status).toBe(303);
    const shown = await head.get('/team/OWN');
    expect(shown.text).toContain('2名に、令和8年11月17日(火)の通知で思い出してもらいます。');
    expect(shown.text.match(/令和8年11月16日に思い出してもらいました/g)).toHaveLength(2);
    expect((await send(head, 'remind', [first])).status).toBe(409);
    const again = await head.get('/team/OWN/remind');
    expect(again.text.match(/form="reminding"/g)).toHaveLength(1);
    const of = [first, second].map((it) => it.split('.')[0] ?? '');
    expect((await send(head, 'undo-reminders', of)).status).toBe(303);
    expect((await head.get('/team/OWN')).text).not.toContain('に思い出してもらいました');
    // Who sees every unit reads no more of it than of the notes; another head meets nothing.
    const hr = await web.signIn('000011');
    expect((await hr.get('/team/OWN/remind')).status).toBe(403);
    const other = await web.signIn('000009');
    expect((await other.get('/team/OWN/remind')).status).toBe(404);
  });

  it('finds those of a unit below, and reads the own unit beside the city and beside no other', async () => {
    const part = await head.get('/team/OWN?tab=all&part=SEC');
    expect(part.text).toContain('先導　花子');
    expect(part.text).not.toContain('未了　一');
    expect((await head.get('/team/OWN?tab=all&part=OTHER')).text).toContain(
      '条件に合う職員はいません。',
    );
    const csv = await head.get('/team/OWN/people.csv?tab=all&part=SEC');
    expect(csv.text.trim().split('\n')).toHaveLength(2);
    const hr = await web.signIn('000011');
    expect((await head.get('/team/OWN')).text).toContain('4名のうち1名(25.0%)、市全体では');
    expect((await hr.get('/team/OWN')).text).not.toContain('市全体では');
  });

  it('sees no score and nothing that was chosen freely', async () => {
    for (const tab of TABS) {
      const { text } = await head.get(`/team${tab}`);
      expect(text).not.toContain('自分で選んだ講座');
      expect(text).not.toMatch(/点数|正答|\d+点/);
    }
  });

  it('never meets anything of another unit, on any page', async () => {
    const pages = [
      '/',
      ...TABS.map((tab) => `/team${tab}`),
      '/team/OWN',
      '/team/OWN/people.html?tab=all',
      `/team/OWN?tab=all&q=${encodeURIComponent(MARKER.slice(0, 2))}`,
      '/team/SEC',
      '/courses',
      '/certifications',
      '/api/v1/units',
      '/api/v1/units/OWN/staff',
      '/reminders/by-hand',
    ];
    for (const page of pages) {
      const answer = await head.get(page);
      expect([page, answer.text.includes(MARKER)]).toEqual([page, false]);
    }
    for (const page of [
      '/team/OTHER',
      '/team/D1',
      '/team/nothing',
      `/team/${encodeURIComponent(MARKER)}`,
    ]) {
      expect([page, (await head.get(page)).status]).toEqual([page, 404]);
    }
    for (const page of [
      '/coverage',
      '/coverage.csv',
      '/coverage/people?figure=leaders',
      '/coverage/people?figure=leaders&unit=OTHER',
      '/api/v1/coverage',
      '/appointments',
      '/appointments/list.csv',
      '/api/v1/appointments',
    ]) {
      const answer = await head.get(page);
      expect([page, answer.status, answer.text.includes(MARKER)]).toEqual([page, 403, false]);
    }
    const missing = await head.get('/team/nothing');
    expect(withoutTokens((await head.get('/team/OTHER')).text)).toBe(withoutTokens(missing.text));
  });

  it('is another head for another unit; the head of the department sees both', async () => {
    const otherHead = await web.signIn('000009');
    expect((await otherHead.get('/team')).text).toContain(`${MARKER}　1`);
    expect((await otherHead.get('/team/OWN')).status).toBe(404);
    const department = await web.signIn('000010');
    const page = await department.get('/team?tab=all');
    expect(page.text).toContain('2課のうち2課にリーダーがいます。');
    expect(page.text).toContain('先導　花子');
    expect(page.text).toContain(`${MARKER}　1`);
    expect((await department.get('/team/OTHER')).status).toBe(200);
  });

  it('is chosen from a list by those who see every unit, and closed to other staff', async () => {
    const hr = await web.signIn('000011');
    const list = await hr.get('/team');
    expect(list.text).toContain('href="/team/OWN"');
    expect((await hr.get('/team/OTHER')).status).toBe(200);
    expect((await (await web.signIn('000012')).get('/team')).status).toBe(403);
  });

  it('is not told of a transfer before its day, and loses the person from that day on', async () => {
    await web.city.transfer(leader, other, '2026-12-01');
    const before = await head.get('/team');
    expect(before.text).toContain('リーダーは1名います');
    expect(before.text).not.toMatch(/異動|空白になる見込み/);
    web.clock.set('2026-12-01T08:00:00+09:00');
    const after = await head.get('/team');
    expect(after.text).toContain('リーダーは令和8年12月1日から空白です。');
    for (const tab of TABS)
      expect((await head.get(`/team${tab}`)).text).not.toContain('先導　花子');
    expect(after.text).toContain('候補を決めて、DX推進室へ推薦してください');
  });
});

function withoutTokens(html: string): string {
  return html.replace(/name="_(?:csrf|key)" value="[^"]*"/g, '');
}
