import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AccountsModule, SessionRows } from '@app/accounts';
import { loadConfig } from '@app/platform';
import { type LibTest, rowsOf, startLibTest } from '@app/testing';
import express from 'express';
import request from 'supertest';
import type { PageRequest } from './http';
import { beginSession, sessions } from './session';

describe('Sessions in the table', () => {
  let test: LibTest;
  let accountId: string;
  let meanwhile: () => Promise<unknown>;
  const server = createServer();

  beforeAll(async () => {
    test = await startLibTest(AccountsModule);
    accountId = await test.city.addAccount(await test.city.addPerson());
    meanwhile = () => Promise.resolve();
    const app = express();
    app.use(sessions(loadConfig({ NODE_ENV: 'test' }), test.get(SessionRows)));
    app.get('/begin', async (incoming, response) => {
      await beginSession(incoming, (session) => {
        session.passport = { user: { accountId, sessionEpoch: 0 } };
        session.client = { address: '192.0.2.1', device: 'Windows の Edge' };
      });
      response.send('begun');
    });
    app.get('/notice/:text', async (incoming, response) => {
      const { session } = incoming as unknown as PageRequest;
      const before = session.notice ?? '';
      await meanwhile();
      session.notice = incoming.params.text;
      // An answer without a body would be complete before its session is saved.
      response.send(`before: ${before}`);
    });
    server.on('request', app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve));
    await test.close();
  });

  it('are kept from one request to the next', async () => {
    const agent = request.agent(address());
    await agent.get('/begin');
    await agent.get('/notice/first');
    await agent.get('/notice/second');
    expect((await agent.get('/notice/third')).text).toBe('before: second');
  });

  it('are not brought back by a request that was in flight when they ended', async () => {
    const agent = request.agent(address());
    await agent.get('/begin');
    await agent.get('/notice/first');
    meanwhile = () => test.database.execute('DELETE FROM sessions');
    expect((await agent.get('/notice/second')).text).toBe('before: first');
    meanwhile = () => Promise.resolve();
    expect(await rowsOf(test.database, 'SELECT 1 FROM sessions')).toEqual([]);
    expect((await agent.get('/notice/third')).text).toBe('before: ');
  });

  it('are not written before a sign-in', async () => {
    await test.database.execute('DELETE FROM sessions');
    await request.agent(address()).get('/notice/first');
    expect(await rowsOf(test.database, 'SELECT 1 FROM sessions')).toEqual([]);
  });

  it('stand in the table without what opens them', async () => {
    const begun = await request.agent(address()).get('/begin');
    const cookie = String(begun.headers['set-cookie']);
    const name = /sid=s%3A([^.]+)/.exec(cookie)?.[1] ?? 'none';
    const [row] = await rowsOf<{ content: string }>(
      test.database,
      'SELECT to_jsonb(s)::text AS content FROM sessions s',
    );
    expect(name.length).toBeGreaterThan(20);
    expect(row?.content).not.toContain(name);
    expect(row?.content).toContain('192.0.2.1');
  });

  it('end an hour after the last page, and half a day after the sign-in however busy', async () => {
    const agent = request.agent(address());
    await agent.get('/begin');
    await agent.get('/notice/first');
    test.clock.advance({ minutes: 61 });
    expect((await agent.get('/notice/second')).text).toBe('before: ');
    await agent.get('/begin');
    await agent.get('/notice/first');
    for (let hour = 0; hour < 13; hour++) {
      test.clock.advance({ minutes: 55 });
      expect((await agent.get('/notice/first')).text).toBe('before: first');
    }
    test.clock.advance({ minutes: 6 });
    expect((await agent.get('/notice/first')).text).toBe('before: ');
  });

  it('write when they were last seen no more often than every few minutes', async () => {
    const agent = request.agent(address());
    await agent.get('/begin');
    const seen = async () =>
      rowsOf(test.database, 'SELECT max(last_seen_at)::text AS at FROM sessions');
    const before = await seen();
    test.clock.advance({ seconds: 100 });
    await agent.get('/notice/first');
    expect(await seen()).toEqual(before);
    test.clock.advance({ seconds: 100 });
    await agent.get('/notice/second');
    expect(await seen()).not.toEqual(before);
  });

  function address(): string {
    return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  }
});
