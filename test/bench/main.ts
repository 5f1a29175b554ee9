import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  fiscalYearOf,
  loadConfig,
  localDateOf,
  OfficeCalendar,
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
/** What the test of the course asks for, and a second. */
const READING_MS = 21_000;
const QUESTION_KIND = /name="kind" value="([^"]+)"/;
/** Without the fiscal year that the link may name: the running one is what is opened then. */
const LESSON_LINK = /href="(\/courses\/infosec\/lessons\/[^"/?]+)/g;

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
  const lesson = await readLessons(visitor);
  await measureLoad(report, { ...target, name: 'lesson page', url: address + lesson });
  await measureAnswers(report, product, visitor);
}

/** Reads every lesson, as the quiz opens only then; returns the first lesson's address. */
async function readLessons(visitor: BenchClient): Promise<string> {
  const lessons: string[] = [];
  await visitor.submit('/courses/infosec/enroll', {}, '/courses/infosec');
  const course = await visitor.text('/courses/infosec');
  for (const [, lesson] of course.matchAll(LESSON_LINK)) {
    if (lesson && !lessons.includes(lesson)) lessons.push(lesson);
  }
  // A lesson that was opened a moment ago is not read: all are opened, and then there is time. Its page says since when.
  const pages = new Map<string, Record<string, string>>();
  for (const lesson of lessons) pages.set(lesson, await visitor.hiddenFields(lesson));
  await delay(READING_MS);
  for (const [lesson, hidden] of pages) {
    const body = new URLSearchParams({ ...hidden, note: '' });
    const answer = await visitor.send(`${lesson}/complete`, { method: 'POST', body });
    if (answer.status !== 303) throw new Error(`${lesson} is not read: ${String(answer.status)}`);
  }
  const [first] = lessons;
  if (first === undefined) throw new Error('The course page links to no lesson');
  return first;
}

/** Each connection answers a question of its own again and again with the next revision, as autosave does. */
async function measureAnswers(
  report: Report,
  product: RunningProduct,
  visitor: BenchClient,
): Promise<void> {
  const started = await visitor.submit('/courses/infosec/quiz', {}, '/courses/infosec/quiz');
  const attempt = started.headers.get('location') ?? '';
  const questions = await choiceQuestions(visitor, attempt);
  const hidden = await visitor.hiddenFields(attempt);
  let revision = 1;
  const tab = randomUUID();
  await measureLoad(report, {
    name: 'answer saved',
    url: `${product.address}${attempt}/answers`,
    webPid: product.webPid,
    method: 'POST',
    connections: questions.length,
    headers: {
      ...visitor.headers,
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
      'x-csrf-token': hidden._csrf ?? '',
    },
    bodiesOf: (connection) => () => {
      revision += 1;
      const question = questions[connection % questions.length] ?? {};
      const page = { known: '0', tab, revision: String(revision) };
      const fields = { ...question, ...page, choice: String(revision % 2) };
      return new URLSearchParams(fields).toString();
    },
  });
}

/** The questions of the attempt that are answered by choosing one. */
async function choiceQuestions(visitor: BenchClient, attempt: string) {
  const questions: { position: string; kind: string }[] = [];
  for (let position = 1; position <= 10; position++) {
    const page = await visitor.text(`${attempt}?q=${String(position)}`);
    const kind = QUESTION_KIND.exec(page)?.[1] ?? '';
    if (['single', 'true_false'].includes(kind))
      questions.push({ position: String(position), kind });
  }
  if (questions.length === 0) throw new Error('No question of the quiz is answered by choosing');
  return questions;
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
  const config = loadConfig({
    DATABASE_URL: server.productUrl,
    DATA_DIR: dataDir,
    LOG_LEVEL: 'silent',
  });
  // Nothing is planned on a day on which the office is closed.
  const day = new OfficeCalendar().nextOfficeDay(localDateOf(new SystemClock().now()));
  await measureServices(report, config, day);
}

void main();
