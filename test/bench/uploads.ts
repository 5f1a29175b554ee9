import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fiscalYearOf, localDateOf, SystemClock } from '@app/platform';
import sharp from 'sharp';
import { castOf, DEMO_PASSWORD } from '../../apps/cli/src/demo/cast';
import { demoStaff } from '../../apps/cli/src/demo/staff';
import { BenchClient } from './client';
import { megabytesOf, treeOf } from './processes';
import { type RunningProduct, startProduct } from './product';
import { Report } from './report';
import { loopDelayInto, Watch } from './watch';

const PORT = 3978;
const CLIENTS = 40;
const STAFF_FILES = 5;
/** With the demo city's own people just as many as may be taken along in one file. */
const STAFF_ROWS = 19_000;
const LARGEST = 10 * 1024 * 1024;
const KILOBYTES = 1024;
const FIVE_MINUTES_MS = 300_000;
/** `--short`: what is measured under load only, without the rests before and after. */
const REST_MS = process.argv.includes('--short') ? 0 : FIVE_MINUTES_MS;
const UNDISTURBED_MS = 20_000;

/**
 * `node dist/test/bench/uploads.js` (npm run cli -- --script test/bench/uploads.js): 40 people send a photograph of 10 MB
 * at once while HR compares five files, and what that does to the web process and to everybody else.
 */
async function main(): Promise<void> {
  const report = new Report();
  const dataDir = mkdtempSync(join(tmpdir(), 'tsunagaru-bench-'));
  try {
    const delays = join(dataDir, 'loop-delay.json');
    const product = await startProduct(dataDir, PORT, loopDelayInto(delays));
    try {
      await measure(report, product, delays);
    } finally {
      await product.stop();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
  report.printTable();
}

async function measure(report: Report, product: RunningProduct, delays: string): Promise<void> {
  const { address } = product;
  const { people, hr, reader } = cast();
  const photograph = await aPhotograph();
  report.add('uploads: size of each file', photograph.length / KILOBYTES / KILOBYTES, 'MB');
  const clients = await signedIn(address, people);
  const hrClient = await signedIn(address, [hr]);
  // What a page takes once is not what an upload takes.
  for (let page = 0; page < 200; page++) await hrClient[0]?.text('/');
  const [other = new BenchClient(address)] = await signedIn(address, [reader]);
  const watch = new Watch(product, other, delays);
  await atRest(report, 'before the load', product);
  const sendList = () =>
    hrClient[0]?.upload(
      '/imports',
      {},
      { field: 'postings', name: 'shokuin.csv', bytes: aStaffFile() },
    );
  const sendPhotographs = () =>
    clients.map((client, index) =>
      client.upload('/certifications/new', passOf(index), {
        ...{ field: 'evidence', name: 'photo.jpg', bytes: photograph },
      }),
    );
  tell(report, 'nothing', await watch.during(() => delay(UNDISTURBED_MS)));
  watch.forgetHomes();
  tell(report, 'one list of HR', await watch.during(() => statusOf(sendList())));
  const busy = await watch.during(async () => {
    const begun = performance.now();
    const sent = sendPhotographs().map(statusOf);
    const lists = Array.from({ length: STAFF_FILES }, () => statusOf(sendList()));
    const taken = (await Promise.all(sent)).filter((status) => status === 303);
    report.add('uploads: all answered after', (performance.now() - begun) / 1000, 's');
    report.add('uploads: taken', taken.length, `of ${String(CLIENTS)}`);
    const answers = await Promise.all(lists);
    const compared = answers.filter((status) => status === 303);
    report.add('uploads: lists compared', compared.length, `of ${answers.join(' ')}`);
  });
  tell(report, '40 photographs and five lists', busy);
  await measureOneList(report, watch, hrClient[0] ?? new BenchClient(address), sendList);
  const homes = watch.homes();
  report.add('home of another person during all this: asked for', homes.asked, 'times');
  report.add('home of another person during all this: p50', homes.p50, 'ms');
  report.add('home of another person during all this: p99', homes.p99, 'ms');
  await watch.end();
  await atRest(report, 'five minutes after the load', product);
}

/** What the processes hold when nothing has been asked of them for five minutes; helpers are gone by then. */
async function atRest(report: Report, when: string, product: RunningProduct): Promise<void> {
  await delay(REST_MS);
  report.add(`memory of web, ${when}`, megabytesOf(product.webPid), 'MB (PSS)');
  report.add(`memory of worker, ${when}`, megabytesOf(product.workerPid), 'MB (PSS)');
  const all = treeOf(product.pid).map(megabytesOf);
  report.add(`memory of all processes, ${when}`, sum(all), 'MB (PSS)');
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + (Number.isNaN(one) ? 0 : one), 0);
}

/** What follows on a preview: looking at it, 反映, and taking the city's people along. */
async function measureOneList(
  report: Report,
  watch: Watch,
  hr: BenchClient,
  sendList: () => Promise<Response> | undefined,
): Promise<void> {
  const five = await watch.during(() =>
    Promise.all(Array.from({ length: STAFF_FILES }, () => statusOf(sendList()))),
  );
  tell(report, 'five lists', five);
  const page = (await sendList())?.headers.get('location') ?? '';
  tell(report, 'looking at a preview', await watch.during(() => hr.text(page)));
  const apply = async (): Promise<void> => {
    const begun = performance.now();
    const status = await statusOf(hr.submit(`${page}/apply`, { alarmsAccepted: 'yes' }, page));
    report.add('反映 of one list: answered', status, '(303: done)');
    report.add('反映 of one list: took', (performance.now() - begun) / 1000, 's');
  };
  tell(report, '反映 of one list', await watch.during(apply));
  // What tells of many people asks first who one is.
  await hr.text('/people/list.csv?status=serving');
  const confirmed = await statusOf(hr.submit('/confirm', { password: DEMO_PASSWORD }));
  report.add('confirmed who one is', confirmed, '(303: done)');
  for (const format of ['csv', 'xlsx', 'json']) {
    const take = async (): Promise<void> => {
      const { length } = await hr.text(`/people/list.${format}?status=serving`);
      report.add(`people as ${format}: length`, length / KILOBYTES, 'KB');
    };
    tell(report, `people as ${format}`, await watch.during(take));
  }
  tell(report, 'a preview against these people', await watch.during(() => statusOf(sendList())));
}

type Watched = Awaited<ReturnType<Watch['during']>>;

function tell(report: Report, what: string, seen: Watched): void {
  report.add(`${what}: memory of web before`, seen.before, 'MB (RSS)');
  report.add(`${what}: at most`, seen.most - seen.before, 'MB more');
  report.add(`${what}: /health p99`, seen.p99, 'ms');
  report.add(`${what}: /health slowest`, seen.slowest, 'ms');
  report.add(`${what}: home of another person, p50`, seen.home.p50, 'ms');
  report.add(`${what}: home of another person, slowest`, seen.home.slowest, 'ms');
  report.add(`${what}: event loop p99`, seen.loop.p99, 'ms');
  report.add(`${what}: event loop slowest`, seen.loop.slowest, 'ms');
}

/** What was answered; 0, with the reason, when nothing was. */
async function statusOf(answer: Promise<Response> | undefined): Promise<number> {
  try {
    return (await answer)?.status ?? 0;
  } catch (error) {
    console.error(error);
    return 0;
  }
}

function cast() {
  const today = localDateOf(new SystemClock().now());
  const staff = demoStaff(fiscalYearOf(today));
  const parts = castOf(staff);
  const hr = parts.hr.person.staffNumber;
  const reader = parts.staff.person.staffNumber;
  const people = staff.people
    .filter((person) => person.after && person.before && person.status === '在職')
    .map((person) => person.staffNumber)
    .filter((staffNumber) => staffNumber !== hr && staffNumber !== reader)
    .slice(0, CLIENTS);
  return { people, hr, reader };
}

async function signedIn(address: string, staffNumbers: readonly string[]): Promise<BenchClient[]> {
  const clients: BenchClient[] = [];
  for (const staffNumber of staffNumbers) {
    const client = new BenchClient(address);
    await client.signIn(staffNumber);
    clients.push(client);
  }
  return clients;
}

function passOf(index: number): Record<string, string> {
  const today = localDateOf(new SystemClock().now());
  return {
    certificationCode: 'sg',
    passedOn: `${String(Number(today.slice(0, 4)) - 1)}-06-01`,
    certificateNumber: `BENCH-${String(index)}`,
  };
}

/** Noise as a camera writes it: as near to 10 MB as it goes. */
async function aPhotograph(): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  const create = { width: 4000, height: 3000, channels: 3, noise, background: 'grey' } as const;
  const raw = await sharp({ create }).png().toBuffer();
  for (let quality = 95; ; quality -= 3) {
    const photograph = await sharp(raw).jpeg({ quality }).toBuffer();
    if (photograph.length <= LARGEST) return photograph;
  }
}

function aStaffFile(): Buffer {
  const day = localDateOf(new SystemClock().now()).replaceAll('-', '/');
  const header =
    '発令日,職員番号,氏名,フリガナ,所属コード,所属名,職名,兼務区分,任用区分,メールアドレス,採用年月日,退職年月日,状態';
  const rows = Array.from(
    { length: STAFF_ROWS },
    (_, index) =>
      `${day},${String(700_000 + index)},山田 太郎,,0110,総務課,主事,0,正規,,2010/4/1,,在職`,
  );
  return Buffer.from([header, ...rows, ''].join('\n'));
}

void main()
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  })
  .then(() => process.exit());
