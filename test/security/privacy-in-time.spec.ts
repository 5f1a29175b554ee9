import { Test } from '@nestjs/testing';
import type { INestApplicationContext } from '@nestjs/common';
import type { LocalDate } from '@app/platform';
import { PlanReminders, DeliverDigest } from '@app/reminders';
import { rowsOf } from '@app/testing';
import readXlsxFile from 'read-excel-file/node';
import { AccountNoticeMails } from '../../apps/worker/src/mails/account-notice-mails';
import { WorkerModule } from '../../apps/worker/src/worker.module';
import type { RouteRow } from '../../apps/web/src/shell/route-rows';
import { ROUTE_MATRIX } from '../structure/route-matrix';
import { isOtherFormat } from '../support/other-formats';
import { PROOF } from '../support/proof';
import { startWebTest, type Visitor, type WebTest } from '../support/web';
import { DAYS, HEADS, type Person, PrivacyCity } from './privacy-city';
import { addressesOf, questions } from './privacy-routes';
import { useProduct } from './privacy-use';

/** Would end the visit, or is the same for everybody. */
const NOT_VISITED = ['/sign-in/continue'];
const GETS = ROUTE_MATRIX.filter((row) => row.method === 'GET' && !NOT_VISITED.includes(row.path));

/** What is refused to every head is refused on one day as on another. */
const OPEN = GETS.filter(({ verdicts }) => verdicts.headOwn !== 'forbidden');

/**
 * The other formats of a list hold the rows of its CSV file, and what no head may open stays closed: both are fetched on the first
 * day, on all days by `npm run proof`.
 */
const WITHOUT_COPIES = OPEN.filter(
  ({ path, verdicts }) => !isOtherFormat(path) && verdicts.headOwn !== 'forbidden',
);

/** Copies, and what is refused to all of them, by one head each; by `npm run proof` by everybody. */
function isTried(head: Person, at: number, row: RouteRow): boolean {
  const isOnes = isOtherFormat(row.path) || row.verdicts.headOwn === 'forbidden';
  // Drawn pages cost the most and are not read here: whatever they could show stands in the CSV file.
  if (row.path.endsWith('.pdf') && !PROOF) return false;
  return PROOF || !isOnes || at % HEADS.length === placeOf(head);
}

/**
 * The search that finds everybody on every day; on the first the wide ranges of days as well, put to each page by every
 * second head.
 */
function questionsFor(head: Person, at: number, day: LocalDate): readonly string[] {
  const all = questions();
  if (PROOF) return all;
  const place = day === DAYS[0] ? (at + placeOf(head)) % all.length : 0;
  return all.slice(place, place + 1);
}

function placeOf({ number }: Person): number {
  return (HEADS as readonly string[]).indexOf(number);
}

interface Page {
  readonly status: number;
  readonly text: string;
}

interface Leak {
  readonly day: LocalDate;
  readonly head: string;
  readonly address: string;
  readonly marker: string;
}

/** Privacy follows the post: a head sees people while they are in the unit and while the post lasts. */
describe('What a head sees of people, day by day', () => {
  let web: WebTest;
  let city: PrivacyCity;
  let worker: INestApplicationContext;
  const met = new Map<string, Set<string>>();

  beforeAll(async () => {
    web = await startWebTest();
    city = new PrivacyCity(web);
    web.clock.set(`${DAYS[0] ?? ''}T09:00:00+09:00`);
    await city.build();
    const module = Test.createTestingModule({
      imports: [WorkerModule.forRoot(web.config, web.clock)],
    });
    worker = await (await module.compile()).init();
    await fill();
  }, 120_000);

  afterAll(async () => {
    await worker.close();
    await web.close();
  });

  it('every GET route can be filled', async () => {
    const wrong: string[] = [];
    for (const { path } of GETS)
      await addressesOf(path, city).catch((error: unknown) => wrong.push(String(error)));
    expect(wrong).toEqual([]);
  });

  it.each(DAYS)(
    'on %s no page, file, answer or mail names anybody else',
    async (day) => {
      web.clock.set(`${day}T09:00:00+09:00`);
      const leaks: Leak[] = [...(await leaksOfMails(day))];
      for (const number of HEADS) leaks.push(...(await leaksOf(personOf(number), day)));
      expect(leaks).toEqual([]);
    },
    300_000,
  );

  it('and whoever is in view is met: the search finds what it looks for', () => {
    for (const [key, names] of met) {
      const [day = '', number = ''] = key.split(' ');
      const expected = city.inView(personOf(number), day as LocalDate).map(({ name }) => name);
      expect([key, [...names].toSorted()]).toEqual([key, expected.toSorted()]);
    }
    expect(met.size).toBe(DAYS.length * HEADS.length);
  });

  async function leaksOf(head: Person, day: LocalDate): Promise<Leak[]> {
    const visitor = await web.signIn(head.number);
    const seen = new Set<string>([head.name]);
    const hidden = hiddenFrom(head, day);
    const leaks: Leak[] = [];
    const read = async (address: string): Promise<number> => {
      const { status, text } = await pageAt(visitor, address);
      for (const { name } of city.people) if (text.includes(name)) seen.add(name);
      for (const marker of hidden)
        // A page may say again what it was asked for.
        if (!decodeURIComponent(address).includes(marker) && text.includes(marker))
          leaks.push({ day, head: head.name, address, marker });
      return status;
    };
    const routes = PROOF || day === DAYS[0] ? GETS : WITHOUT_COPIES;
    for (const [at, row] of routes.entries()) {
      if (!isTried(head, at, row)) continue;
      for (const address of await addressesOf(row.path, city)) {
        // What answers the head is asked questions as well.
        const isOpen = (await read(address)) < 400;
        for (const question of isOpen ? questionsFor(head, at, day) : [])
          await read(address + question);
      }
    }
    met.set(`${day} ${head.number}`, seen);
    return leaks;
  }

  async function pageAt(visitor: Visitor, address: string): Promise<Page> {
    const isSheet = /\.xlsx(\?|$)/.test(address);
    const answer = isSheet
      ? await visitor.get(address).responseType('blob')
      : await visitor.get(address).buffer(true);
    const { status } = answer;
    expect([address, status < 500]).toEqual([address, true]);
    if (!isSheet || status !== 200) return { status, text: textOf(answer) };
    return { status, text: JSON.stringify(await readXlsxFile(answer.body as Buffer)) };
  }

  /** The day's reminders and notices, as they leave. */
  async function leaksOfMails(day: LocalDate): Promise<Leak[]> {
    await worker.get(PlanReminders).run(day);
    const digests = await city.ids(`SELECT id FROM reminder_digests WHERE state = 'planned'`);
    for (const id of digests) await worker.get(DeliverDigest).run(id);
    await worker.get(AccountNoticeMails).run();
    const mails = await rowsOf<{ to: string; text: string }>(
      web.database,
      `SELECT to_address AS to, subject || body AS text FROM mailbox_messages WHERE received_at::date >= $1::date - 1`,
      [day],
    );
    expect(mails.length).toBeGreaterThan(0);
    return mails.flatMap(({ to, text }) => {
      const reader = city.people.find(({ markers }) => markers.includes(to));
      if (!reader) return [];
      const markers = hiddenFrom(reader, day).filter((marker) => text.includes(marker));
      return markers.map((marker) => ({ day, head: reader.name, address: 'mail', marker }));
    });
  }

  function hiddenFrom(reader: Person, day: LocalDate): readonly string[] {
    const inView = city.inView(reader, day);
    return city.people.filter((person) => !inView.includes(person)).flatMap((it) => it.markers);
  }

  function personOf(number: string): Person {
    const person = city.people.find((it) => it.number === number);
    if (!person) throw new Error(`nobody has ${number}`);
    return person;
  }

  /** What only using the product leaves: an attempt, an import, mails. */
  async function fill(): Promise<void> {
    await useProduct(web, city);
    await leaksOfMails(DAYS[0] ?? '2026-03-19');
  }
});

/** A file that is no text has none. */
/** Ids and tokens are drawn anew for each page: six digits of a number may stand in them by chance. */
const DRAWN = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|name="_csrf" value="[^"]*"/g;

function textOf({ text }: { readonly text?: string }): string {
  return (text ?? '').replace(DRAWN, '');
}
