import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadConfig } from '@app/platform';
import { createTestDatabase, type TestDatabase } from '@app/testing';
import express from 'express';
import { Pool } from 'pg';
import request from 'supertest';
import type { PageRequest } from './http';
import { sessions } from './session';

describe('Sessions in the table', () => {
  let testDatabase: TestDatabase;
  let pool: Pool;
  let meanwhile: () => Promise<unknown>;
  const server = createServer();

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    pool = new Pool({ connectionString: testDatabase.url, max: 3 });
    meanwhile = () => Promise.resolve();
    const app = express();
    app.use(sessions(loadConfig({ NODE_ENV: 'test', DATABASE_URL: testDatabase.url }), pool));
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
    await pool.end();
    await testDatabase.drop();
  });

  it('are kept from one request to the next', async () => {
    const agent = request.agent(address());
    await agent.get('/notice/first');
    await agent.get('/notice/second');
    expect((await agent.get('/notice/third')).text).toBe('before: second');
  });

  it('are not brought back by a request that was in flight when they ended', async () => {
    const agent = request.agent(address());
    await agent.get('/notice/first');
    meanwhile = () => pool.query('DELETE FROM sessions');
    expect((await agent.get('/notice/second')).text).toBe('before: first');
    meanwhile = () => Promise.resolve();
    expect((await pool.query('SELECT 1 FROM sessions')).rowCount).toBe(0);
    expect((await agent.get('/notice/third')).text).toBe('before: ');
  });

  function address(): string {
    return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  }
});
