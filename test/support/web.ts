import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Test } from '@nestjs/testing';
import type { NestExpressApplication } from '@nestjs/platform-express';
import {
  type AppConfig,
  AppLogger,
  type Clock,
  Database,
  FixedClock,
  loadConfig,
} from '@app/platform';
import {
  createTestDatabase,
  type DatabaseTemplate,
  TEST_NOW,
  TEST_PASSWORD,
  TestCity,
} from '@app/testing';
import request from 'supertest';
import { AppModule } from '../../apps/web/src/app.module';
import { configureApp } from '../../apps/web/src/shell/create-app';

type Agent = ReturnType<typeof request.agent>;

export interface WebTest {
  readonly app: NestExpressApplication;
  readonly config: AppConfig;
  readonly database: Database;
  readonly clock: FixedClock;
  readonly city: TestCity;
  readonly server: Server;
  /** A browser of nobody. */
  anonymous(): Visitor;
  /** A browser in which the holder of this staff number has signed in. */
  signIn(staffNumber: string, password?: string): Promise<Visitor>;
  close(): Promise<void>;
}

export interface WebTestOptions {
  /** What the database and DATA_DIR hold before the app starts; only the schema unless given. */
  readonly template?: DatabaseTemplate;
  /** The standard rules of signing in: sessions end, a second factor is required. Only for specs about them. */
  readonly hasStandardSignIn?: true;
  /** The address and port at which browsers find it, where the product must know them before it starts. */
  readonly publicUrl?: string;
  /** Settings of the environment that the spec is about. */
  readonly environment?: Readonly<Record<string, string>>;
  /** What a spec hangs into the app to look at it, before it starts. */
  readonly prepare?: (app: NestExpressApplication) => void;
}

/** What does not depend on the clock that the app lives by. */
export type WebParts = Omit<WebTest, 'clock'>;

/** The whole web app on a database of its own, as supertest sees it. */
export async function startWebTest(options: WebTestOptions = {}): Promise<WebTest> {
  const clock = new FixedClock(TEST_NOW);
  return { ...(await startWebWith(clock, options)), clock };
}

/** The same with a clock of one's own. */
export async function startWebWith(clock: Clock, options: WebTestOptions): Promise<WebParts> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tsunagaru-web-'));
  const testDatabase = await createTestDatabase({ ...options, dataDir });
  const config = loadConfig({
    NODE_ENV: 'test',
    DATABASE_URL: testDatabase.url,
    DATA_DIR: dataDir,
    LOG_LEVEL: 'error',
    APP_NOW: clock.now().toISOString(),
    DATABASE_POOL: '8',
    // Specs ask faster than people do; the one about limits sets its own.
    LIMIT_PERSON_PER_MINUTE: '0',
    LIMIT_ADDRESS_PER_MINUTE: '0',
    LIMIT_UPLOADS_PER_HOUR: '0',
    ...options.environment,
    ...(options.publicUrl !== undefined && { PUBLIC_URL: options.publicUrl }),
  });
  const module = await Test.createTestingModule({
    imports: [AppModule.forRoot(config, clock)],
  }).compile();
  const app = module.createNestApplication<NestExpressApplication>({
    bodyParser: false,
    logger: new AppLogger(config.LOG_LEVEL),
  });
  configureApp(app);
  options.prepare?.(app);
  await app.init();
  const server = app.getHttpServer();
  // One open port for all requests: supertest would open and close one for each.
  const port = options.publicUrl === undefined ? 0 : Number(new URL(options.publicUrl).port);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const database = app.get(Database);
  if (!options.hasStandardSignIn) await letSessionsLive(database);
  const signIn = async (staffNumber: string, password = TEST_PASSWORD): Promise<Visitor> => {
    const visitor = new Visitor(server);
    const answer = await visitor.submit('/sign-in', { staffNumber, password });
    if (answer.status !== 303)
      throw new Error(`Sign-in of ${staffNumber} answered ${String(answer.status)}`);
    return visitor;
  };
  return {
    app,
    config,
    database,
    city: new TestCity(database),
    server,
    anonymous: () => new Visitor(server),
    signIn,
    close: async () => {
      await app.close();
      await testDatabase.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/**
 * The settings of a test city whose people stay signed in through days and years, without a second factor: what a spec is
 * not about must not stand in its way.
 */
async function letSessionsLive(database: Database): Promise<void> {
  const settings = {
    idle_minutes: '50000000',
    absolute_hours: '800000',
    second_factor_roles: '',
    grace_days: '14',
  };
  for (const [key, value] of Object.entries(settings))
    await database.execute(
      `INSERT INTO settings_history (key, valid_from, value, recorded_at)
       VALUES ('sign_in.' || $1, '2000-01-01', to_jsonb($2::text), '2000-01-01') ON CONFLICT DO NOTHING`,
      [key, value],
    );
}

/** Keeps cookies like a browser; fills the hidden fields of a form from the page that shows it. */
export class Visitor {
  readonly agent: Agent;

  constructor(server: Server) {
    this.agent = request.agent(server);
    // Not compressed: to pack and to unpack thousands of pages says nothing about them.
    this.agent.set('accept-encoding', 'identity');
  }

  get(path: string) {
    return this.agent.get(path);
  }

  /** Opens `page` (the form's own address unless given) for its hidden fields, then posts the form. */
  async submit(path: string, fields: Record<string, string>, page = path) {
    const hidden = await this.hiddenFields(page);
    return this.agent
      .post(path)
      .type('form')
      .send({ ...hidden, ...fields });
  }

  /** Like `submit`, with files: `{ evidence: { bytes, name } }`. */
  async upload(
    path: string,
    fields: Record<string, string>,
    files: Record<string, { readonly bytes: Buffer; readonly name: string }>,
    page = path,
  ) {
    const hidden = await this.hiddenFields(page);
    let post = this.agent.post(path).set('Sec-Fetch-Site', 'same-origin');
    for (const [name, value] of Object.entries({ ...hidden, ...fields }))
      post = post.field(name, value);
    for (const [name, file] of Object.entries(files))
      post = post.attach(name, file.bytes, file.name);
    return post;
  }

  /** Says once more who they are, as the product asks before what gives rights away or names people in a file. */
  async confirm(password = TEST_PASSWORD): Promise<void> {
    const answer = await this.submit('/confirm', { password });
    if (answer.status !== 303) throw new Error(`Confirming answered ${String(answer.status)}`);
  }

  /** The CSRF token and the idempotency key that a page carries. */
  async hiddenFields(
    page: string,
  ): Promise<{ _csrf: string; _key: string; warningsSeen?: string }> {
    const html = (await this.agent.get(page)).text;
    const value = (name: string) =>
      new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
    const warningsSeen = value('warningsSeen');
    const hidden = { _csrf: value('_csrf'), _key: value('_key') };
    return warningsSeen === '' ? hidden : { ...hidden, warningsSeen };
  }

  /** The forms that a page shows, each with its own hidden fields: to send several from one page, or one twice. */
  async formsOf(page: string): Promise<ShownForm[]> {
    const html = (await this.agent.get(page)).text;
    return [...html.matchAll(/<form method="post"[^>]*action="([^"]*)"[^]*?<\/form>/g)].map(
      ([form, action = '']) => {
        const hidden = form.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g);
        const fields = Object.fromEntries(
          [...hidden].map(([, name = '', value = '']) => [name, value]),
        );
        return { action, fields };
      },
    );
  }

  /** Sends a form as it was shown, without opening its page again. */
  send(form: ShownForm, fields: Record<string, string> = {}) {
    return this.agent
      .post(form.action)
      .type('form')
      .send({ ...form.fields, ...fields });
  }
}

export interface ShownForm {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}
