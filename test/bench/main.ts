import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  fiscalYearOf,
  loadConfig,
  localDateOf,
  startLocalPostgres,
  SystemClock,
} from '@app/platform';
import { castOf } from '../../apps/cli/src/demo/cast';
import { demoStaff } from '../../apps/cli/src/demo/staff';
import { BenchClient } from './client';
import { measureLoad } from './load';
import { megabytesOf, treeOf } from './processes';
import { type RunningProduct, startProduct } from './product';
import { Report } from './report';
import { measureServices } from './services';

const PORT = 3977;
const ANSWER_PATH = /action="(\/quiz-attempts\/[^"]+\/answers\/\d+)"/;

/** `npm run bench`: the figures of docs/performance.md, on the demo city, through the product as it is started. */
async function main(): Promise<void> {
  const report = new Report();
  const dataDir = mkdtempSync(join(tmpdir(), 'tsunagaru-bench-'));
  try {
    const first = await startProduct(dataDir, PORT);
    report.add('first start, with migrations, courses and demo city', first.readySeconds, 's');
    await first.stop();
    const product = await startProduct(dataDir, PORT);
    report.add('second start, until ready', product.readySeconds, 's');
    try {
      await measurePages(report, product);
      measureMemory(report, product);
      await measureDatabase(report, dataDir);
    } finally {
      await product.stop();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
  report.printTable();
}

async function measurePages(report: Report, product: RunningProduct): Promise<void> {
  const { address, webPid } = product;
  const visitor = new BenchClient(address);
  const today = localDateOf(new SystemClock().now());
  await visitor.signIn(castOf(demoStaff(fiscalYearOf(today))).staff.person.staffNumber);
  const target = { headers: visitor.headers, webPid };
  await measureLoad(report, { ...target, name: 'dashboard', url: `${address}/` });
  const lesson = await lessonAddress(visitor);
  await measureLoad(report, { ...target, name: 'lesson page', url: address + lesson });
  await measureAnswers(report, product, visitor);
}

async function lessonAddress(visitor: BenchClient): Promise<string> {
  await visitor.submit('/courses/infosec/enroll', {}, '/courses/infosec');
  const course = await visitor.text('/courses/infosec');
  const lesson = /href="(\/courses\/infosec\/lessons\/[^"]+)"/.exec(course)?.[1];
  if (!lesson) throw new Error('The course page links to no lesson');
  return lesson;
}

/** Saves the answer to the first question again and again, each time with the next revision, as autosave does. */
async function measureAnswers(
  report: Report,
  product: RunningProduct,
  visitor: BenchClient,
): Promise<void> {
  const started = await visitor.submit('/courses/infosec/quiz', {}, '/courses/infosec');
  const attempt = started.headers.get('location') ?? '';
  const page = await visitor.text(attempt);
  const path = ANSWER_PATH.exec(page)?.[1];
  if (!path) throw new Error('The quiz shows no form for an answer');
  const hidden = await visitor.hiddenFields(attempt);
  let revision = 1;
  await measureLoad(report, {
    name: 'answer saved',
    url: product.address + path,
    webPid: product.webPid,
    headers: visitor.headers,
    request: {
      method: 'POST',
      headers: {
        ...visitor.headers,
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
        'x-csrf-token': hidden._csrf ?? '',
      },
      setupRequest: (request) => {
        revision += 1;
        const body = new URLSearchParams({
          revision: String(revision),
          choice: String(revision % 4),
        });
        return { ...request, body: body.toString() };
      },
    },
  });
}

function measureMemory(report: Report, product: RunningProduct): void {
  const all = treeOf(product.pid);
  const sum = (pids: readonly number[]) => pids.reduce((total, pid) => total + megabytesOf(pid), 0);
  report.add('memory: web', megabytesOf(product.webPid), 'MB (PSS)');
  report.add('memory: worker', megabytesOf(product.workerPid), 'MB (PSS)');
  report.add('memory: whole product with PostgreSQL', sum(all), 'MB (PSS)');
}

async function measureDatabase(report: Report, dataDir: string): Promise<void> {
  const server = await startLocalPostgres({ dataDir, durable: true, log: () => undefined });
  const config = loadConfig({ DATABASE_URL: server.url, DATA_DIR: dataDir, LOG_LEVEL: 'silent' });
  await measureServices(report, config, localDateOf(new SystemClock().now()));
}

void main();
