import { AccessLog, Mailer, READING_KINDS } from '@app/platform';
import { aPdf, rowsOf } from '@app/testing';
import { LIST_FORMATS } from '../../apps/web/src/shell/lists/list-file';
import { ROUTE_MATRIX } from '../structure/route-matrix';
import { isOtherFormat } from '../support/other-formats';
import { PROOF } from '../support/proof';
import { startWebTest, type Visitor, type WebTest } from '../support/web';
import { PrivacyCity } from './privacy-city';
import { addressesOf } from './privacy-routes';
import { useProduct } from './privacy-use';

/** Of pages that tell of nobody: what they show instead. */
const OF_NOBODY = 'shows no person';
const OWN = 'shows what is the reader’s own';
/** Many people, a few facts of each, found by a search: taking them along is written, turning pages is not. */
const LIST = 'a list; its files are written';
const ISSUED = 'is read in test/journeys/letters.spec.ts, where letters are issued';
const REFUSED = 'is read in test/journeys/many-appointments.spec.ts, where a list has such lines';
const PUBLISHED = 'is read in test/journeys/publications.spec.ts, where figures are published';
const MADE_LATER = 'is read in test/journeys/files-made-later.spec.ts, where files are made';
const DRAFTED =
  'each opening is in the log of acts, which tells of nobody: who is in a draft is nobody else’s to know';
const SUMS = 'sums of units, nobody by name but holders of roles';

/** Why a GET route leaves no row when it is answered. A route that is not named here must leave one. */
const WITHOUT_A_ROW: Readonly<Record<string, string>> = {
  '/': OWN,
  '/accounts': LIST,
  '/accounts/bulk': 'counts',
  '/first-start': 'counts',
  '/year-turn': 'counts',
  '/accounts/resets': LIST,
  '/accounts/waiting': LIST,
  '/api/v1/health': OF_NOBODY,
  '/appointments': LIST,
  '/appointments/nominations': LIST,
  '/my-role': OWN,
  '/my-role/activities': OWN,
  '/my-role/letters/:id/:number': OWN,
  '/nominations': OWN,
  '/nominations/new': OWN,
  '/appointments/register': LIST,
  '/appointments/:id/letter/issues/:number': ISSUED,
  '/appointments/:id/letter/issues/:number/cancelled': ISSUED,
  '/appointments/ending': LIST,
  '/appointments/batches/:id': LIST,
  '/appointments/batches/:id/refusals.csv': REFUSED,
  '/appointments/batches/:id/refusals.html': REFUSED,
  '/appointments/batches/:id/refusals.json': REFUSED,
  '/appointments/batches/:id/refusals.xlsx': REFUSED,
  '/appointments/batches/:id/refusals.pdf': REFUSED,
  '/appointments/batches/:id/refusals.cp932': REFUSED,
  '/appointments/batches/:id/undo': OF_NOBODY,
  '/appointments/many/example.csv': OF_NOBODY,
  '/appointments/cohorts': 'counts',
  '/appointments/cohorts/list.csv': 'counts',
  '/appointments/cohorts/list.html': 'counts',
  '/appointments/cohorts/list.json': 'counts',
  '/appointments/cohorts/list.xlsx': 'counts',
  '/appointments/cohorts/list.pdf': 'counts',
  '/appointments/cohorts/list.cp932': 'counts',
  '/appointments/cohorts/people': LIST,
  '/appointments/handovers': LIST,
  '/coverage/forecast': SUMS,
  '/coverage/outlook/short': 'how many are one requirement short is written; here nobody is',
  '/coverage/openings': 'how many could cover a unit is written; here nobody could',
  '/coverage/vacancies': SUMS,
  '/appointments/letters': LIST,
  '/appointments/letters/batches/:id': ISSUED,
  '/appointments/letters/batches/:id/letters.pdf': ISSUED,
  '/appointments/letters/batches/:id/letters.zip': ISSUED,
  '/appointments/letter-templates': OF_NOBODY,
  '/appointments/letter-templates/:letter/:seal': OF_NOBODY,
  '/appointments/letter-templates/:letter/:seal/new': OF_NOBODY,
  '/appointments/letter-templates/:letter/:seal/preview': OF_NOBODY,
  '/appointments/letter-templates/:letter/:seal/preview.pdf': OF_NOBODY,
  '/appointments/roles': OF_NOBODY,
  '/appointments/roles/:role': OF_NOBODY,
  '/appointments/roles/new': OF_NOBODY,
  '/appointments/roles/:role/name': OF_NOBODY,
  '/appointments/roles/:role/remove': OF_NOBODY,
  '/appointments/roles/:role/new': OF_NOBODY,
  '/appointments/roles/:role/preview': 'counts',
  '/certification-master': 'counts',
  '/certification-master/:code': OF_NOBODY,
  '/certification-master/:code/change': OF_NOBODY,
  '/certification-master/:code/preview': 'counts',
  '/certification-master/export.csv': 'counts',
  '/certification-master/export.html': 'counts',
  '/certification-master/export.json': 'counts',
  '/certification-master/export.xlsx': 'counts',
  '/certification-master/export.pdf': 'counts',
  '/certification-master/export.cp932': 'counts',
  '/certification-master/new': OF_NOBODY,
  '/assignments': OF_NOBODY,
  '/assignments/:assignmentId': LIST,
  '/assignments/:assignmentId/withdraw': OF_NOBODY,
  '/assignments/new': OF_NOBODY,
  '/audit': 'the log of acts itself',
  '/audit/access': 'the log of reading itself',
  '/audit/check': OF_NOBODY,
  '/audit/entries/:entryId/members': 'the log of acts itself',
  '/audit/retention': OF_NOBODY,
  '/audit/summary': 'counts',
  '/certification-reviews': LIST,
  '/certification-reviews/corrections': LIST,
  '/certification-reviews/entries': OF_NOBODY,
  '/certification-reviews/entries/:id': LIST,
  '/certification-reviews/entries/:id/undo': OF_NOBODY,
  '/certification-reviews/entries/example.csv': OF_NOBODY,
  '/certifications': OWN,
  '/certifications/:id/evidence': OWN,
  '/certifications/:id/withdraw': OWN,
  '/certifications/exams/:id': OWN,
  '/certifications/exams/new': OWN,
  '/certifications/new': OWN,
  '/certifications/way': OWN,
  '/city-settings': OF_NOBODY,
  '/city-settings/evidence': OF_NOBODY,
  '/city-settings/intentions': OF_NOBODY,
  '/city-settings/holidays': OF_NOBODY,
  '/city-settings/files': OF_NOBODY,
  '/city-settings/open-data': OF_NOBODY,
  '/city-settings/rules': OF_NOBODY,
  '/city-settings/rules/preview': OF_NOBODY,
  '/city-settings/sign-in': OF_NOBODY,
  '/city-settings/targets': OF_NOBODY,
  '/city-settings/titles': OF_NOBODY,
  '/city-settings/units': OF_NOBODY,
  '/city-settings/units/:code': OF_NOBODY,
  '/city-settings/words': OF_NOBODY,
  '/confirm': OWN,
  '/courses': OWN,
  '/courses/:key': OWN,
  '/courses/:key/assets/:versionId/:name': OF_NOBODY,
  '/courses/:key/lessons/:lesson': OWN,
  '/courses/:key/quiz': OWN,
  '/coverage': SUMS,
  '/api/openapi.json': OF_NOBODY,
  '/coverage/people': LIST,
  '/coverage/publications': SUMS,
  '/coverage/reports': SUMS,
  '/coverage/reports/new': OF_NOBODY,
  '/drafts': DRAFTED,
  '/drafts/new': OF_NOBODY,
  '/drafts/:id': DRAFTED,
  '/drafts/:id/rows': DRAFTED,
  '/drafts/:id/lines/:act': DRAFTED,
  '/drafts/:id/readers': DRAFTED,
  '/drafts/:id/discard': DRAFTED,
  '/drafts/:id/hand-over': DRAFTED,
  '/drafts/:id/against/:other': DRAFTED,
  '/drafts/:id/sheet.pdf': DRAFTED,
  '/drafts/:id/sheet.xlsx': DRAFTED,
  '/files': OWN,
  '/files/new': 'says how long a list is; its file is written when it is saved',
  '/files/:id/file': MADE_LATER,
  '/coverage/publications/new': OF_NOBODY,
  '/coverage/publications/confirm': SUMS,
  '/coverage/publications/:id': PUBLISHED,
  '/coverage/publications/:id/withdraw': PUBLISHED,
  '/coverage/publications/:id/files/:kind': PUBLISHED,
  '/coverage/publications/:id/named/:kind': PUBLISHED,
  '/open-data': OF_NOBODY,
  '/open-data/figures.csv': OF_NOBODY,
  '/open-data/dictionary.csv': OF_NOBODY,
  '/coverage/rules': OF_NOBODY,
  '/coverage/trends': SUMS,
  '/coverage/targets': SUMS,
  '/coverage/targets/:code': SUMS,
  '/coverage/targets/:code/change': OF_NOBODY,
  '/coverage/targets/:code/end': OF_NOBODY,
  '/coverage/targets/:code/value': OF_NOBODY,
  '/coverage/targets/list.csv': 'counts',
  '/coverage/targets/list.html': 'counts',
  '/coverage/targets/list.json': 'counts',
  '/coverage/targets/list.xlsx': 'counts',
  '/coverage/targets/list.pdf': 'counts',
  '/coverage/targets/list.cp932': 'counts',
  '/glossary': OF_NOBODY,
  '/health': OF_NOBODY,
  '/imports': OF_NOBODY,
  '/imports/:id': 'what the reader’s office has sent in; applying it is an act',
  '/imports/orders/:id': OF_NOBODY,
  '/imports/:id/units': LIST,
  '/imports/:id/undo': LIST,
  '/imports/:id/words': 'words of a file, of nobody',
  '/imports/words': OF_NOBODY,
  '/imports/:id/leavings': LIST,
  '/imports/examples/:name': OF_NOBODY,
  '/exam-suggestions': LIST,
  '/exams/board': LIST,
  '/exams/board/list': LIST,
  '/itpassport': OWN,
  '/itpassport/mocks/:id/result': OWN,
  '/itpassport/mocks/new': OWN,
  '/itpassport/notices': OWN,
  '/itpassport/practice/:id': OWN,
  '/itpassport/practice/:id/result': OWN,
  '/itpassport/syllabus': OWN,
  '/learning': OWN,
  '/learning/certificate': OWN,
  '/mailbox': LIST,
  '/mailbox/:id': 'closed in production, where mail leaves by SMTP or not at all',
  '/mock-exams': 'counts; who may take longer is written one by one, and here nobody may',
  '/password': OWN,
  '/past-estimates': 'counts',
  '/people': LIST,
  '/questions': OF_NOBODY,
  '/questions/:id': OF_NOBODY,
  '/questions/:id/rescore': 'who newly passes is written one by one, and here nobody does',
  '/people/joins': LIST,
  '/people/new': OF_NOBODY,
  '/people/joins/imports/:batchId/:number':
    'is played in test/journeys/number-of-an-import.spec.ts',
  '/quiz-attempts/:id': OWN,
  '/quiz-attempts/:id/finish': OWN,
  '/quiz-attempts/:id/result': OWN,
  '/reminders': LIST,
  '/reminders/by-hand': LIST,
  '/disaster-mode': 'counts',
  '/reminders/rules': OF_NOBODY,
  '/reminders/rules/:kind': OF_NOBODY,
  '/reminders/rules/:kind/preview': 'counts, with a few examples of the list of coming days',
  '/reminders/rules/:kind/words': 'a few titles and days of the list of coming days',
  '/reminders/upcoming': LIST,
  '/reminders/why': 'asks for a person first',
  '/search': LIST,
  '/security': OWN,
  '/security/second-factor': OWN,
  '/notices': OWN,
  '/notices/:id': OWN,
  '/notices/stream': OWN,
  '/settings': OWN,
  '/settings/calendar': OWN,
  '/settings/calendar/own.ics': OWN,
  '/calendar/:file': 'opens by its secret only; nobody is signed in',
  '/sign-in': OF_NOBODY,
  '/styleguide': 'samples of parts',
  '/sign-in/continue': OWN,
  '/sign-in/second': OWN,
  '/system': OF_NOBODY,
  '/team/:unitCode/handovers': 'how many left a role is written; here nobody did',
  '/team/nominations': 'how many are written for a head; this reader heads no unit',
  '/units': OF_NOBODY,
  '/units/:code': LIST,
  '/units/:code/name': OF_NOBODY,
  '/units/:code/place': OF_NOBODY,
  '/units/:code/end': OF_NOBODY,
  '/units/:code/merge': OF_NOBODY,
  '/units/:code/split': LIST,
  '/units/new': OF_NOBODY,
  '/year-end': LIST,
};

interface Row {
  readonly kind: string;
  readonly subject: string | null;
  readonly detail: object;
}

const GETS = ROUTE_MATRIX.filter(({ method }) => method === 'GET').map(({ path }) => path);
const READER = `SELECT person_id AS id FROM staff_numbers WHERE staff_number = '800009'`;
const OWN_IDS = `SELECT a.id FROM accounts a JOIN (${READER}) own ON own.id = a.person_id UNION ALL ${READER}`;

describe('Who reads what is about others', () => {
  let web: WebTest;
  let city: PrivacyCity;
  let reader: Visitor;
  /** Addresses that take more than an id: a query, two people, a file that was sent. */
  const special = new Map<string, string>();

  beforeAll(async () => {
    web = await startWebTest();
    city = new PrivacyCity(web);
    await city.build();
    await useProduct(web, city);
    await web.app
      .get(Mailer)
      .send({ messageId: 'a@b', to: 'a@example.jp', subject: 'a', text: 'b' });
    await makeReader();
    await makeSpecial();
  }, 120_000);

  afterAll(() => web.close());

  it('is written of every route, unless a reason stands in the table', async () => {
    const unwritten: string[] = [];
    for (const [at, path] of GETS.entries()) {
      // All formats of a list are written by one function: of each some here, all of them by `npm run proof`.
      if (!PROOF && isOtherFormat(path) && at % 4 !== 0) continue;
      const kinds: string[] = [];
      for (const address of await foreignAddresses(path)) kinds.push(...(await kindsOf(address)));
      const isWritten = kinds.length > 0 && !kinds.includes('');
      if (!isWritten && WITHOUT_A_ROW[path] === undefined)
        unwritten.push(`${path}: ${kinds.length === 0 ? 'not answered' : 'nothing written'}`);
    }
    expect(unwritten).toEqual([]);
  }, 200_000);

  it('and no reason stands there for nothing', () => {
    expect(Object.keys(WITHOUT_A_ROW).filter((path) => !GETS.includes(path))).toEqual([]);
  });

  it('names whom a page about one person was about, both of two, and how many of a unit', async () => {
    const [one, other] = [personId('910201'), personId('910203')];
    const subjects = async (address: string) =>
      (await readingsOf(address)).map((row) => row.subject);
    expect(await subjects(`/people/${one}`)).toEqual([one]);
    expect((await subjects(special.get('/people/joins/:id') ?? '')).toSorted()).toEqual(
      [personId('910204'), personId('910205')].toSorted(),
    );
    expect(await subjects(special.get('/appointments/new') ?? '')).toEqual([one]);
    expect((await subjects('/people/joins/pair?one=910201&other=910203')).toSorted()).toEqual(
      [one, other].toSorted(),
    );
    expect(await readingsOf('/team/B')).toMatchObject([
      { kind: 'team_read', subject: null, detail: { rows: expect.any(Number) as number } },
    ]);
  });

  it('is not written of what somebody sees of themselves', async () => {
    const own = (await rowsOf<{ id: string }>(web.database, READER))[0]?.id ?? '';
    expect(await readingsOf(`/people/${own}`)).toEqual([]);
  });

  async function foreignAddresses(path: string): Promise<readonly string[]> {
    const one = special.get(path);
    if (one !== undefined) return [one];
    const own = await city.ids(OWN_IDS);
    return (await addressesOf(path, city)).filter(
      (address) => !own.some((id) => address.includes(id)),
    );
  }

  /** Everybody's rights in one person, who is also a head. */
  async function makeReader(): Promise<void> {
    const personId = await web.city.addPerson({ staffNumber: '800009', name: '全権　一' });
    const [unit] = await city.ids(`SELECT id FROM org_units WHERE code = 'B'`);
    const post = { personId, unitId: unit ?? '', kind: 'primary', isManagerial: true } as const;
    await web.city.addPosting({ ...post, validFrom: '2020-04-01', validTo: null });
    await web.city.addAccount(personId, 'hr', 'program_office', 'auditor', 'administrator');
    reader = await web.signIn('800009');
  }

  async function makeSpecial(): Promise<void> {
    const learner = await web.signIn('910201');
    const passed = {
      certificationCode: 'fe',
      passedOn: '2026-10-20',
      certificateNumber: '第FE1号',
    };
    const evidence = { bytes: aPdf(), name: '合格証書.pdf' };
    expect((await learner.upload('/certifications/new', passed, { evidence })).status).toBe(303);
    const [record = ''] = await city.ids(
      `SELECT id FROM certification_records WHERE state = 'reported' ORDER BY recorded_at DESC LIMIT 1`,
    );
    const review = `/certification-reviews/${record}/evidence`;
    special.set('/certification-reviews/:id/evidence', review);
    special.set('/certification-reviews/:id/evidence/:page', `${review}/1`);
    const pair = '/people/joins/pair?one=910204&other=910205';
    const seen = /name="seen" value="([^"]*)"/.exec((await reader.get(pair)).text)?.[1] ?? '';
    const joined = await reader.submit(pair, { reason: '同じ人のため', seen });
    expect(joined.status).toBe(303);
    special.set('/people/joins/:id', joined.headers.location ?? '');
    special.set('/people/joins/pair', '/people/joins/pair?one=910201&other=910203');
    for (const ending of LIST_FORMATS)
      special.set(`/coverage/people.${ending}`, `/coverage/people.${ending}?figure=staff`);
    const [batch = ''] = await city.ids('SELECT id FROM import_batches ORDER BY id LIMIT 1');
    for (const ending of LIST_FORMATS)
      special.set(
        `/imports/rows.${ending}`,
        `/imports/rows.${ending}?batch=${batch}&show=postings`,
      );
    special.set('/people/joins/new', '/people/joins/new?one=910201');
    special.set('/appointments/new', `/appointments/new?person=${personId('910201')}`);
  }

  function personId(number: string): string {
    return city.people.find((person) => person.number === number)?.personId ?? '';
  }

  /** What was written of an answer; one empty word for an answer of which nothing was, none for a refusal. */
  async function kindsOf(address: string): Promise<readonly string[]> {
    const before = await lastRow();
    const { status } = await reader.get(address);
    if (status !== 200) return [];
    const rows = await rowsAfter(before);
    return rows.length === 0 ? [''] : rows.map((row) => row.kind);
  }

  async function readingsOf(address: string): Promise<readonly Row[]> {
    const before = await lastRow();
    expect((await reader.get(address)).status).toBe(200);
    return rowsAfter(before);
  }

  async function lastRow(): Promise<string> {
    await web.app.get(AccessLog).flush();
    const sql = 'SELECT coalesce(max(id), 0)::text AS id FROM access_log';
    return (await rowsOf<{ id: string }>(web.database, sql))[0]?.id ?? '0';
  }

  async function rowsAfter(id: string): Promise<readonly Row[]> {
    await web.app.get(AccessLog).flush();
    const sql = `SELECT kind, subject_person_id AS subject, detail FROM access_log
      WHERE id > $1 AND kind = ANY ($2) ORDER BY id`;
    return rowsOf<Row>(web.database, sql, [id, READING_KINDS]);
  }
});
