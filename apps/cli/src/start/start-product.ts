import { unwatchFile, watchFile } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  bringUpToDate,
  childEnvironment,
  clockOf,
  type DatabaseAddresses,
  localAddress,
  noteOnLock,
  releaseLock,
  requireSafeStart,
  startLocalPostgres,
  SystemClock,
  takeLock,
  withOwnSecrets,
} from '@app/platform';
import { CommandError, type CommandContext } from '../command';
import { PUBLIC_FOLDER } from '../public-folder';
import { type Child, endLeftOvers, recordOf, startChild } from './children';
import { lockFile, logFile, prepareDataDir } from './data-dir';
import { untilHealthy } from './health';
import { requireFreePort } from './port';
import { productDateLine } from './product-date';
import { StopSignal } from './stop-signal';

const DIST = resolve(__dirname, '../../../..');
const PROGRAMS = ['web', 'worker'] as const;
const READY_MS = 60_000;
/** A step that is under way when the end is asked for gets this long before its ground is taken away. */
const STEP_PATIENCE_MS = 5000;
const WATCH_MS = 300;

/**
 * `npm start`: database, migrations, courses, demo city, then web and worker as children; runs until it is
 * asked to end or until one of them dies. What was started is stopped in the reverse order, always.
 */
export async function startProduct(context: CommandContext, isWatching: boolean): Promise<void> {
  await new Product(context, isWatching).run();
}

class Product {
  private readonly stop = new StopSignal();
  private readonly children: Child[] = [];
  private readonly cleanUps: (() => Promise<void> | void)[] = [];
  private isReplacing = false;
  private reportDeath: (message: string) => void = () => undefined;
  private readonly death = new Promise<string>((resolve) => (this.reportDeath = resolve));

  constructor(
    private context: CommandContext,
    private readonly isWatching: boolean,
  ) {
    // Whatever this start runs shows one time, also what is started again later.
    const APP_NOW_AT = new SystemClock().now();
    this.context = { ...context, config: { ...context.config, APP_NOW_AT } };
  }

  async run(): Promise<void> {
    const starting = this.start();
    try {
      await Promise.race([starting, this.stop.requested]);
      if (!this.stop.isRequested) await this.untilEnd();
      this.context.print('\n終了しています…');
      await Promise.race([starting, delay(STEP_PATIENCE_MS, undefined, { ref: false })]);
    } catch (error) {
      // What breaks while everything is being taken down is no news.
      if (!this.stop.isRequested) throw error;
    } finally {
      await this.cleanUp();
    }
    this.context.print('すべて終了しました。');
  }

  private async start(): Promise<void> {
    const { config } = this.context;
    prepareDataDir(config.DATA_DIR);
    await this.takeDataDir(config.DATA_DIR);
    await requireFreePort(config.HOST, config.PORT);
    await this.openDatabase();
    this.stop.check();
    await this.prepareDatabase();
    this.stop.check();
    await requireSafeStart(this.context.config, PUBLIC_FOLDER);
    this.stop.check();
    await this.fillDatabase();
    this.stop.check();
    await this.context.step('画面とジョブを起動しています', () => this.startPrograms());
    await this.announce();
    if (this.isWatching) this.restartOnBuild();
  }

  /** One start per DATA_DIR; what a killed start left behind is ended here. */
  private async takeDataDir(dataDir: string): Promise<void> {
    const file = lockFile(dataDir);
    const { isTaken, other } = takeLock(file);
    if (!isTaken)
      throw new CommandError(
        `この DATA_DIR（${dataDir}）では、すでに起動しています（プロセス ${other?.pid ?? '不明'}）。` +
          'そちらを終了するか、DATA_DIR と PORT に別の値を指定してください。',
      );
    this.cleanUps.push(() => releaseLock(file));
    if (!other) return;
    const ended = await endLeftOvers(other.note);
    const detail = ended.length > 0 ? `残っていた ${ended.join('・')} を終了しました。` : '';
    this.context.print(`前回は途中で止まったようです。${detail}続きから始めます。`);
  }

  private async openDatabase(): Promise<void> {
    const { print, step } = this.context;
    const config = withOwnSecrets(this.context.config);
    const addresses = config.DATABASE_URL
      ? {}
      : await step('PostgreSQL を起動しています', () => this.ownDatabase(print));
    this.context = { ...this.context, config: { ...config, ...addresses } };
  }

  private async ownDatabase(log: (line: string) => void): Promise<DatabaseAddresses> {
    const dataDir = this.context.config.DATA_DIR;
    const server = await startLocalPostgres({ dataDir, durable: true, log });
    this.cleanUps.push(() => server.stop());
    server.onUnexpectedEnd((words) => this.reportDeath(`PostgreSQL が終了しました。\n${words}`));
    return { DATABASE_URL: server.productUrl, DATABASE_OWNER_URL: server.url };
  }

  private async prepareDatabase(): Promise<void> {
    const { config, step } = this.context;
    await step('データベースを最新にしています', () => migrate(config));
  }

  private async fillDatabase(): Promise<void> {
    const { config, step } = this.context;
    await this.publishCourses();
    this.stop.check();
    if (config.DEMO)
      await step('お試しの市を確かめています', () => this.call('demo', 'load', '--if-empty'));
  }

  /** A course that cannot be published keeps its last version: the product starts, and says so. */
  private async publishCourses(): Promise<void> {
    try {
      await this.context.step('コースを公開しています', () => this.call('courses', 'publish'));
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      this.context.print(`▲ ${error.message}`);
    }
  }

  /** Commands that belong to a start, when the product has them. */
  private async call(name: string, ...args: string[]): Promise<void> {
    await this.context.call(name, args, this.context.config);
  }

  private async startPrograms(): Promise<void> {
    const { config } = this.context;
    for (const name of PROGRAMS) this.startProgram(name);
    noteOnLock(lockFile(config.DATA_DIR), recordOf(this.children));
    let dead = '';
    void this.death.then((message) => (dead = message));
    const isOver = (): boolean => dead !== '' || this.stop.isRequested;
    const isReady = await untilHealthy(localAddress(config.HOST, config.PORT), READY_MS, isOver);
    this.stop.check();
    if (dead) throw new CommandError(dead);
    if (!isReady)
      throw new CommandError(
        `画面が ${READY_MS / 1000} 秒たっても応答しません。\n${this.children[0]?.lastWords() ?? ''}`,
      );
  }

  private startProgram(name: string): void {
    const { config } = this.context;
    const child = startChild({
      name,
      script: join(DIST, 'apps', name, 'src/main.js'),
      env: childEnvironment({
        DATABASE_URL: config.DATABASE_URL,
        // Only for the migrations: the programs never hold the owner's password.
        DATABASE_OWNER_URL: '',
        SESSION_SECRET: config.SESSION_SECRET,
        AUDIT_KEY: config.AUDIT_KEY,
        DATA_DIR: config.DATA_DIR,
        APP_NOW_AT: config.APP_NOW_AT?.toISOString(),
      }),
      log: this.isWatching ? null : logFile(config.DATA_DIR, name),
    });
    this.children.push(child);
    void child.ended.then((sentence) => {
      if (this.isReplacing || this.stop.isRequested) return;
      this.reportDeath(`${sentence}最後の記録:\n${child.lastWords()}`);
    });
  }

  private async announce(): Promise<void> {
    const { config, print } = this.context;
    print('');
    const local = localAddress(config.HOST, config.PORT);
    print(`● ${config.CITY_NAME} ツナガル学び  ${local}`);
    if (config.PUBLIC_URL !== local) print(`  利用者には ${config.PUBLIC_URL}`);
    const date = productDateLine(clockOf(config).now(), new SystemClock().now());
    if (date !== '') print(`  ${date}`);
    if (config.DEMO) await this.call('demo', 'sign-ins');
    if (!this.isWatching) print(`  記録: ${join(config.DATA_DIR, 'logs')}`);
    print('  終了: Ctrl-C');
  }

  /** Returns when the end is asked for, throws when a part of the product ends by itself. */
  private async untilEnd(): Promise<void> {
    const message = await Promise.race([this.death, this.stop.requested]);
    if (message !== undefined) throw new CommandError(message);
  }

  /** `npm run dev`: the starter rebuilds, we exchange the programs. */
  private restartOnBuild(): void {
    const stamp = join(DIST, '.build');
    watchFile(stamp, { interval: WATCH_MS }, (now) => {
      if (now.mtimeMs > 0 && !this.isReplacing && !this.stop.isRequested)
        void this.replacePrograms();
    });
    this.cleanUps.push(() => unwatchFile(stamp));
  }

  private async replacePrograms(): Promise<void> {
    this.isReplacing = true;
    this.context.print('↻ 変更を反映しています…');
    await Promise.all(this.children.splice(0).map((child) => child.stop()));
    this.isReplacing = false;
    for (const name of PROGRAMS) this.startProgram(name);
    noteOnLock(lockFile(this.context.config.DATA_DIR), recordOf(this.children));
  }

  private async cleanUp(): Promise<void> {
    this.isReplacing = true;
    await Promise.all(this.children.map((child) => child.stop()));
    for (const cleanUp of this.cleanUps.reverse()) await cleanUp();
  }
}

const UNREACHABLE = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNRESET|28P01|28000|3D000/;

async function migrate(addresses: DatabaseAddresses): Promise<void> {
  try {
    await bringUpToDate(addresses);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (!UNREACHABLE.test(code ?? '')) throw error;
    throw new CommandError(
      `DATABASE_URL（移行では DATABASE_OWNER_URL）のデータベースに接続できません（${code ?? ''}）。アドレス・利用者・パスワードを確かめてください。\n${message}`,
      { cause: error },
    );
  }
}
