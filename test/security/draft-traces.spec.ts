import { Test } from '@nestjs/testing';
import type { INestApplicationContext } from '@nestjs/common';
import { DraftEffectsService } from '@app/coverage';
import { PlanReminders, DeliverDigest } from '@app/reminders';
import { rowsOf, TestFigures } from '@app/testing';
import readXlsxFile from 'read-excel-file/node';
import { AccountNoticeMails } from '../../apps/worker/src/mails/account-notice-mails';
import { WorkerModule } from '../../apps/worker/src/worker.module';
import { ROUTE_MATRIX } from '../structure/route-matrix';
import { isOtherFormat } from '../support/other-formats';
import { PROOF } from '../support/proof';
import { startWebTest, type Visitor, type WebTest } from '../support/web';
import { DAYS, PrivacyCity } from './privacy-city';
import { addressesOf, questions } from './privacy-routes';
import { useProduct } from './privacy-use';

/** What only the draft has: its name, somebody who would come, a unit that would be, a title that somebody would get. */
const MARKERS = ['秘匿案名', '秘匿採用者', '979797', '秘匿新課', 'Z9797', '秘匿職名'] as const;
const DAY = '2026-11-16';
const CREATOR = '970001';
/** Everybody who is not named: two of the roles that may open drafts in which they are named, and all who may not. */
const READERS = [
  ['970002', 'hr'],
  ['970003', 'program_office'],
  ['970004', 'auditor'],
  ['970005', 'administrator'],
  ['910102', 'head'],
  ['970006', 'staff'],
] as const;
/** The papers of this city are rows without a file. */
const PAPER = '/evidence';
const GETS = ROUTE_MATRIX.filter(
  ({ method, path }) => method === 'GET' && path !== '/sign-in/continue' && !path.includes(PAPER),
);

/** Before disclosure nobody but who is named in a draft finds a trace of it anywhere. */
describe('A draft of transfers', () => {
  let web: WebTest;
  let city: PrivacyCity;
  let worker: INestApplicationContext;
  let draft: string;

  beforeAll(async () => {
    web = await startWebTest();
    city = new PrivacyCity(web);
    web.clock.set(`${DAYS[0] ?? ''}T09:00:00+09:00`);
    await city.build();
    await useProduct(web, city);
    web.clock.set(`${DAY}T09:00:00+09:00`);
    const [unit] = await city.ids(`SELECT id FROM org_units WHERE code = 'A'`);
    const people = [[CREATOR, 'hr'], ...READERS.filter(([, role]) => role !== 'head')] as const;
    for (const [staffNumber, role] of people) {
      const personId = await web.city.addPerson({ staffNumber, unitId: unit ?? '' });
      const roles = role === 'staff' || role === 'head' ? [] : [role];
      await web.city.addAccount(personId, ...roles);
      if (role === 'staff') await new TestFigures(web.database).addCertificate({ personId });
    }
    draft = await fillDraft();
    const module = Test.createTestingModule({
      imports: [WorkerModule.forRoot(web.config, web.clock)],
    });
    worker = await (await module.compile()).init();
    await worker.get(DraftEffectsService).run();
    await worker.get(PlanReminders).run(DAY);
    for (const id of await city.ids(`SELECT id FROM reminder_digests WHERE state = 'planned'`))
      await worker.get(DeliverDigest).run(id);
    await worker.get(AccountNoticeMails).run();
  }, 120_000);

  afterAll(async () => {
    await worker.close();
    await web.close();
  });

  async function fillDraft(): Promise<string> {
    const hr = await web.signIn(CREATOR);
    const made = await hr.submit('/drafts/new', { name: MARKERS[0], effectiveOn: '2027-04-01' });
    const path = String(made.headers.location).replace(/\/rows$/, '');
    const put = async (act: string, fields: Record<string, string>) => {
      const done = await hr.submit(`${path}/lines/${act}`, fields);
      expect([act, done.status]).toEqual([act, 303]);
    };
    const unit = { what: 'holds', unitCode: 'Z9797', name: '秘匿新課', kind: 'section' };
    await put('unit', { ...unit, parentCode: '' });
    await put('hire', {
      ...{ staffNumber: '979797', name: '秘匿採用者', kana: 'ヒトク', email: 'himitsu979797@x.jp' },
      ...{ employmentType: 'regular', unitCode: 'Z9797', title: '秘匿職名' },
    });
    await put('move', { staffNumber: '970006', unitCode: 'Z9797', title: '秘匿職名' });
    await hr.submit(`${path}/play`, {}, path);
    return path;
  }

  it('is seen by who is named', async () => {
    const hr = await web.signIn(CREATOR);
    const told = [
      ...[await hr.get('/drafts'), await hr.get(path()), await hr.get(`${path()}/rows`)],
    ]
      .map(({ text }) => text)
      .join('');
    expect(MARKERS.filter((marker) => !told.includes(marker))).toEqual([]);
  });

  it('is in no mail, no reminder and no entry of the log', async () => {
    const texts = await rowsOf<{ text: string }>(
      web.database,
      `SELECT subject || body AS text FROM mailbox_messages
       UNION ALL SELECT a::text FROM audit_entries a UNION ALL SELECT l::text FROM access_log l`,
    );
    const all = texts.map(({ text }) => text).join('\n');
    expect(MARKERS.filter((marker) => all.includes(marker))).toEqual([]);
  });

  it.each(READERS)(
    '%s (%s) finds no trace of it in any page, file or answer of the API',
    async (number) => {
      const visitor = await web.signIn(number);
      await visitor.confirm();
      expect(await leaksAt(visitor, await addresses(visitor))).toEqual([]);
    },
    300_000,
  );

  /** Last, for what somebody searched for stands in the log of who looked at what. */
  it.each(READERS)('%s (%s) searches for it in vain', async (number) => {
    expect(await leaksAt(await web.signIn(number), SEARCHES)).toEqual([]);
  });

  const path = () => draft;

  /** Every route with what stands for its parts, the draft itself, and the searches that would find it. */
  async function addresses(visitor: Visitor): Promise<readonly string[]> {
    const others = GETS.filter(({ path: route }) => !route.startsWith('/drafts/:id'));
    const read = others.filter(({ path: route }) => PROOF || !isOtherFormat(route));
    const found: string[] = [];
    for (const { path: route } of read) found.push(...(await addressesOf(route, city)));
    const ahead: string[] = [];
    for (const address of found)
      if ((await visitor.get(address)).status === 200)
        ahead.push(`${address}${questions()[0] ?? ''}`, `${address}?asOf=2027-04-01`);
    return [...ofDraft(), ...found, ...ahead];
  }

  async function leaksAt(visitor: Visitor, asked: readonly string[]): Promise<readonly string[]> {
    const leaks: string[] = [];
    for (const address of asked) {
      const text = await textAt(visitor, address);
      for (const marker of MARKERS)
        // A page may say again what it was asked for.
        if (!decodeURIComponent(address).includes(marker) && text.includes(marker))
          leaks.push(`${address}: ${marker}`);
    }
    return leaks;
  }

  function ofDraft(): readonly string[] {
    const own = draft.split('/').at(-1) ?? '';
    return GETS.flatMap(({ path: route }) => {
      const [, rest] = route.split('/drafts/:id');
      return rest === undefined
        ? []
        : [draft + rest.replace(':act', 'move').replace(':other', own)];
    });
  }

  async function textAt(visitor: Visitor, address: string): Promise<string> {
    const isSheet = /\.xlsx(\?|$)/.test(address);
    const answer = isSheet
      ? await visitor.get(address).responseType('blob')
      : await visitor.get(address).buffer(true);
    expect([address, answer.status < 500]).toEqual([address, true]);
    if (!isSheet || answer.status !== 200) return textOf(answer);
    return JSON.stringify(await readXlsxFile(answer.body as Buffer));
  }
});

/** A file that is no text has none. */
function textOf({ text }: { readonly text?: string }): string {
  return text ?? '';
}

const SEARCHES = MARKERS.map((marker) => encodeURIComponent(marker)).flatMap((q) => [
  ...[`/search?q=${q}`, `/people?q=${q}`, `/people?q=${q}&asOf=2027-04-01`, `/people/${q}`],
  ...[`/units/${q}`, `/audit?q=${q}`, `/api/v1/units/${q}`, `/coverage?asOf=2027-04-01`],
]);
