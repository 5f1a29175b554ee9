import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PlanReminders } from '@app/reminders';
import { rowOf, TestFigures } from '@app/testing';
import {
  NoticeStreams,
  STREAMS_A_PERSON,
} from '../../apps/web/src/pages/me/notices/notice-streams';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

describe('お知らせ', () => {
  let web: WebTest;
  let figures: TestFigures;
  let reader: Visitor;
  let stranger: Visitor;
  let readerId: string;
  let unitId: string;

  beforeAll(async () => {
    web = await startWebTest();
    figures = new TestFigures(web.database);
    unitId = await web.city.addUnit({ name: '税務課', countsForLeaderKpi: false });
    readerId = await staff('000102', '富山　花子');
    await staff('000103', '高岡　次郎');
    await due(readerId, '生成AI活用 L1');
    await due(readerId, '情報セキュリティ');
    await web.app.get(PlanReminders).run();
    reader = await web.signIn('000102');
    stranger = await web.signIn('000103');
  });

  afterAll(() => web.close());

  it('are counted in the header of every page, and listed on their own', async () => {
    expect(await bell(reader)).toBe('2');
    expect(await bell(stranger)).toBe('');
    const { text } = await reader.get('/notices');
    expect(text).toContain('まだ読んでいないお知らせが2件あります。');
    expect(text).toContain('生成AI活用 L1');
    expect((await stranger.get('/notices')).text).toContain(
      '期限が近づいたときなどに、ここにお知らせが出ます。',
    );
  });

  it("are explained to their reader, and are nobody else's", async () => {
    const path = `/notices/${await idOf('生成AI活用 L1')}`;
    const { text } = await reader.get(path);
    expect(text).toContain('期限の1開庁日前');
    expect(text).toContain('ご本人として');
    expect((await stranger.get(path)).status).toBe(404);
    for (const act of ['open', 'mark']) {
      const answer = await stranger.submit(`${path}/${act}`, { read: 'yes' }, '/notices');
      expect(answer.status).toBe(404);
    }
    expect((await reader.get('/notices/none')).status).toBe(404);
  });

  it('lead where they lead, and are read then', async () => {
    const path = `/notices/${await idOf('生成AI活用 L1')}`;
    const opened = await reader.submit(`${path}/open`, {}, '/notices');
    expect(opened.headers.location).toMatch(/^\/courses\//);
    expect(await bell(reader)).toBe('1');
    expect((await reader.get('/notices')).text).not.toContain('生成AI活用 L1');
    expect((await reader.get('/notices?show=all')).text).toContain('生成AI活用 L1');
    const back = await reader.submit(`${path}/mark?show=all`, { read: 'no' }, '/notices?show=all');
    expect(back.headers.location).toBe('/notices?show=all');
    expect(await bell(reader)).toBe('2');
    const wrong = await reader.submit(`${path}/mark`, { read: 'maybe' }, '/notices');
    expect(wrong.status).toBe(422);
  });

  it('are all marked with one press, which can be taken back', async () => {
    await reader.submit('/notices/read-all', {}, '/notices');
    const page = await reader.get('/notices');
    expect(page.text).toContain('2件を既読にしました。');
    expect(page.text).toContain('お知らせは、すべて読みました。');
    const act = /name="act" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    await stranger.submit('/notices/undo-read-all', { act }, '/notices');
    expect(await bell(reader)).toBe('');
    await reader.submit('/notices/undo-read-all', { act }, '/notices');
    expect((await reader.get('/notices')).text).toContain('2件を未読に戻しました。');
    expect(await bell(reader)).toBe('2');
  });

  it('lead from a page that does not exist to the last there is', async () => {
    const answer = await reader.get('/notices?show=all&page=7');
    expect(answer.headers.location).toBe('/notices?show=all');
  });

  describe('as they come', () => {
    const streams = () => web.app.get(NoticeStreams, { strict: false });

    it('are told once to whoever does not listen', async () => {
      const answer = await reader.get('/notices/stream');
      expect([answer.status, answer.text]).toEqual([200, 'retry: 10000\ndata: 2\n\n']);
      expect(streams().size).toBe(0);
    });

    it('change the number, of the reader only, and hold no session open', async () => {
      const mine = await listen(reader);
      const other = await listen(stranger);
      expect([mine.told, other.told]).toEqual([['2'], ['0']]);
      await streams().look();
      await due(readerId, 'あとから');
      await web.app.get(PlanReminders).run();
      await streams().look();
      await mine.until((told) => told.at(-1) === '3');
      const path = `/notices/${await idOf('あとから')}`;
      await reader.submit(`${path}/mark`, { read: 'yes' }, '/notices');
      await streams().look();
      await mine.until((told) => told.at(-1) === '2');
      expect(new Set(other.told)).toEqual(new Set(['0']));
      web.clock.advance({ minutes: 30 });
      const seen = () => rowOf(web.database, 'SELECT max(last_seen_at)::text AS at FROM sessions');
      const before = await seen();
      await (await listen(reader)).close();
      expect(await seen()).toEqual(before);
      await mine.close();
      await other.close();
    });

    it('end with the session, before anything is said', async () => {
      const visitor = await web.signIn('000102');
      const own = await listen(visitor);
      await streams().look();
      const told = own.told.length;
      await visitor.submit('/sign-out', {}, '/settings');
      await due(readerId, 'もう一つ');
      await web.app.get(PlanReminders).run();
      await streams().look();
      await own.ended;
      expect(own.told).toHaveLength(told);
      expect((await visitor.get('/notices/stream')).status).toBe(303);
    });

    it('are for a few tabs, and begin anew by themselves', async () => {
      const open = [];
      for (let tab = 0; tab < STREAMS_A_PERSON; tab++) open.push(await listen(reader));
      expect((await listen(reader)).status).toBe(204);
      for (let look = 0; look < 9; look++) await streams().look();
      await Promise.all(open.map(({ ended }) => ended));
      expect(streams().size).toBe(0);
    });
  });

  async function listen(visitor: Visitor) {
    const access = { domain: '127.0.0.1', path: '/', secure: false, script: false };
    const cookie = visitor.agent.jar.getCookies(access).toValueString();
    const { port } = web.server.address() as AddressInfo;
    const headers = { cookie, accept: 'text/event-stream' };
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      get({ port, host: '127.0.0.1', path: '/notices/stream', headers }, resolve).on(
        'error',
        reject,
      );
    });
    const told: string[] = [];
    let wake: () => void = () => undefined;
    response.setEncoding('utf8').on('data', (text: string) => {
      told.push(...[...text.matchAll(/data: (\d+)/g)].map(([, count = '']) => count));
      wake();
    });
    const ended = new Promise<void>((resolve) => response.once('close', resolve));
    const until = async (isSo: (told: readonly string[]) => boolean) => {
      while (!isSo(told)) await new Promise<void>((resolve) => (wake = resolve));
    };
    if (response.statusCode === 200) await until((it) => it.length > 0);
    const gone = async () => {
      response.destroy();
      await ended;
    };
    return { status: response.statusCode, told, ended, until, close: gone };
  }

  async function bell(visitor: Visitor): Promise<string> {
    const { text } = await visitor.get('/settings');
    const found = /class="header__unread"( hidden)?>.*?<b>(\d*)<\/b>/.exec(text);
    expect(found).not.toBeNull();
    expect(found?.[1] === undefined).toBe(found?.[2] !== '');
    return found?.[2] ?? '';
  }

  async function idOf(text: string): Promise<string> {
    const row = await rowOf<{ id: string }>(
      web.database,
      'SELECT id FROM reminder_ledger WHERE text = $1',
      [text],
    );
    return row?.id ?? '';
  }

  async function staff(staffNumber: string, name: string): Promise<string> {
    const personId = await web.city.addPerson({ staffNumber, name, unitId });
    await web.city.addAccount(personId);
    return personId;
  }

  async function due(personId: string, title: string): Promise<void> {
    const courseId = await figures.addCourse(title);
    await figures.addEnrollment({ personId, courseId, dueOn: '2026-11-17' });
  }
});
