import { addLetter, addNomination, askForSupport, rowsOf, TestFigures } from '@app/testing';
import { ActorQueries } from '@app/accounts';
import { fillWords, type Id, type LocalDate, OfficeCalendars, Vocabulary } from '@app/platform';
import {
  type DigestEntry,
  PlanReminders,
  REMINDER_KINDS,
  ReminderRequestQueries,
  ReminderRequestsService,
  ReminderWordQueries,
} from '@app/reminders';
import { TemplateDigestMails } from '../../apps/worker/src/mails/digest-mails';
import { type CrawledPage, crawl, FILES_BUT_CSV } from '../support/http-crawl';
import { type DemoTest, type Part, startDemoTest } from '../support/demo';
import { PROOF } from '../support/proof';
import { pagesSeenBy } from '../support/seen-by';
import { englishIn, forbiddenIn, readableText } from '../support/wording';

const PARTS: readonly Part[] = ['staff', 'head', 'hr', 'programOffice', 'auditor', 'administrator'];

/**
 * What courses teach is checked by the linter of courses; mails that are already written keep their words, new ones are
 * looked at below.
 */
const CONTENT = /^\/(?:courses\/|glossary|quiz-attempts|mailbox|api\/)/;

/** This file holds codes and ids on purpose: only its columns have names in words. */
const CODES_IN_ROWS = '/audit/entries.csv';

/** Days in the demo city on which, together, something of every kind is told. */
const MAIL_DAYS: readonly LocalDate[] = [
  '2026-11-16',
  '2026-12-01',
  '2027-01-04',
  '2027-03-01',
  '2027-05-06',
];

describe('What the product says', () => {
  let demo: DemoTest;
  /** Names of units, courses, titles and people: said as they are. */
  let names: readonly string[];

  beforeAll(async () => {
    demo = await startDemoTest();
    const rows = await rowsOf<{ name: string }>(
      demo.database,
      `SELECT name FROM org_unit_periods UNION SELECT title FROM course_versions UNION SELECT summary FROM course_versions UNION SELECT title FROM post_titles
       UNION SELECT name FROM certification_versions UNION SELECT short_name FROM certification_versions UNION SELECT reason FROM course_assignments
       UNION SELECT label FROM (SELECT DISTINCT actor_label AS label FROM audit_entries) labels`,
    );
    names = rows.map((row) => row.name).toSorted((a, b) => b.length - a.length);
  }, 120_000);

  afterAll(() => demo.close());

  const unnamed = (text: string) => names.reduce((rest, name) => rest.replaceAll(name, '□'), text);

  const spoken = (page: CrawledPage) => {
    if (page.type.startsWith('text/html')) return unnamed(readableText(page.text));
    const [columns = ''] = page.text.split('\r\n');
    const text = page.address.startsWith(CODES_IN_ROWS) ? columns : page.text;
    // A cell of a file is read for itself, like one of a page.
    return unnamed(text.replaceAll(',', '\n'));
  };

  /** What is told to a part in the words of the product. */
  const toldAtFirst = async (part: Part) => (await pagesSeenBy(demo, part)).filter(isTold);

  const told = async (part: Part) => {
    const visitor = await demo.signInAs(part);
    return (await crawl(visitor, { unread: FILES_BUT_CSV, oneLesson: true })).filter(isTold);
  };

  it.each(PARTS)(
    'is one word for one thing, and Japanese, to %s',
    async (part) => {
      const found = (await toldAtFirst(part)).flatMap((page) => {
        const text = spoken(page);
        return [...forbiddenIn(text), ...englishIn(text)].map((it) => `${page.address}: ${it}`);
      });
      expect([...new Set(found)]).toEqual([]);
    },
    120_000,
  );

  it('stands above the columns of every download', async () => {
    const files = (await toldAtFirst('auditor')).filter(({ type }) => type.startsWith('text/csv'));
    expect(files.map(({ address }) => address.replace(/\?.*/, ''))).toEqual(
      expect.arrayContaining([CODES_IN_ROWS, '/coverage.csv', '/appointments/list.csv']),
    );
    for (const file of files) expect(spoken(file)).toMatch(/[ぁ-んァ-ヶ一-龠]/);
  }, 60_000);

  it('is said in mails in the same words, whatever they are about', async () => {
    const entries = await entriesToTell(demo);
    expect(new Set(entries.map(({ kind }) => kind))).toEqual(new Set(REMINDER_KINDS));
    const mails = new TemplateDigestMails(
      demo.config,
      demo.app.get(OfficeCalendars),
      demo.app.get(ReminderWordQueries),
    );
    const found = [];
    for (const { day, ...entry } of entries) {
      const mail = await mails.compose({ recipientName: '富山　花子', day, entries: [entry] });
      const text = unnamed([mail.subject, mail.text].join('\n'));
      found.push(...[...forbiddenIn(text), ...englishIn(text)].map((it) => `${entry.kind}: ${it}`));
    }
    expect([...new Set(found)]).toEqual([]);
  }, 60_000);

  it('is described to programs in the same words', async () => {
    const visitor = await demo.signInAs('staff');
    const document: unknown = (await visitor.get('/api/openapi.json')).body;
    const texts = descriptionsIn(document);
    expect(texts.length).toBeGreaterThan(50);
    expect(texts.flatMap((text) => forbiddenIn(text.replace(/\bnull\b/g, '')))).toEqual([]);
    expect(texts.filter((text) => /[{}]/.test(text))).toEqual([]);
  });

  const inProof = PROOF ? it : it.skip;
  inProof(
    'is said in the city’s own words, once it has some',
    async () => {
      const by = { accountId: null, label: '試験' };
      await demo.app.get(Vocabulary).changeWords(
        by,
        [
          { key: 'role_leader', word: 'DX推進員', short: '推進員' },
          { key: 'unit_division', word: '室課', short: '室課' },
        ],
        demo.clock.today(),
      );
      expect(fillWords('{leader}')).toBe('リーダー');
      for (const part of PARTS) {
        const found = (await told(part))
          .filter(({ address }) => !/^\/(?:audit|city-settings\/words)/.test(address))
          .flatMap((page) =>
            (spoken(page).match(/.*(?:リーダー|(?<![室□])課).*/g) ?? [])
              // The kinds of units of an imported file are words of the file.
              .filter((line) => line.trim() !== '課' && !line.includes('部、局、課、室'))
              .map((line) => `${page.address}: ${line.trim()}`),
          );
        expect([part, [...new Set(found)]]).toEqual([part, []]);
      }
    },
    120_000,
  );
});

function isTold({ address, type }: CrawledPage): boolean {
  return !CONTENT.test(address) && (type.startsWith('text/html') || type.startsWith('text/csv'));
}

interface Told extends DigestEntry {
  readonly day: LocalDate;
}

/** What is planned on some days, each line once: of many people the same is said. */
async function entriesToTell(demo: DemoTest): Promise<readonly Told[]> {
  const { app, clock, database } = demo;
  const now = clock.now();
  await letSomebodyPractise(database);
  await letSomeBeNominated(database);
  await letAHeadAsk(demo);
  await letPapersComeAndGo(database);
  for (const day of MAIL_DAYS) {
    clock.set(`${day}T08:00:00+09:00`);
    await app.get(PlanReminders).run();
  }
  clock.set(now.toISOString());
  return rowsOf<Told>(
    database,
    `SELECT DISTINCT kind, text, due_on::text AS "dueOn", reason, link, planned_for::text AS day FROM reminder_ledger`,
  );
}

function descriptionsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    typeof item === 'string' && ['description', 'summary'].includes(key)
      ? [item]
      : descriptionsIn(item),
  );
}

/** Before one of the days a head asks somebody of the unit to finish what is open. */
async function letAHeadAsk(demo: DemoTest): Promise<void> {
  const { app, clock, database } = demo;
  clock.set('2026-11-30T14:00:00+09:00');
  const [head] = await rowsOf<{ id: Id<'account'>; code: string }>(
    database,
    `SELECT a.id, o.code FROM accounts a JOIN staff_numbers n ON n.person_id = a.person_id AND n.staff_number = $1
     JOIN postings p ON p.person_id = a.person_id AND p.is_managerial AND p.valid_to IS NULL JOIN org_units o ON o.id = p.org_unit_id`,
    [demo.staffNumberOf('head')],
  );
  const actor = head && (await app.get(ActorQueries).findActor(head.id));
  if (!head || !actor) throw new Error('nobody heads a unit');
  const asked = { page: 1, pageSize: 50, standings: ['overdue', 'open', 'started'] } as const;
  const { people } = await app.get(ReminderRequestQueries).listPeople(actor, head.code, asked);
  const chosen = people
    .filter(({ member }) => member.personId !== actor.personId)
    .map(({ member, mark }) => ({ personId: member.personId, mark }));
  await app.get(ReminderRequestsService).ask(actor, head.code, chosen.slice(0, 1));
}

/** Somebody who stopped three weeks before the first of the days, and wishes to be told all there is to tell. */
async function letSomebodyPractise(database: DemoTest['database']): Promise<void> {
  const [person] = await rowsOf<{ id: string }>(
    database,
    `SELECT e.person_id AS id FROM employments e WHERE e.valid_to IS NULL AND e.valid_from < '2026-10-01'
       AND NOT EXISTS (SELECT 1 FROM employment_statuses s WHERE s.person_id = e.person_id)
       AND NOT EXISTS (SELECT 1 FROM exam_attempts a WHERE a.person_id = e.person_id)
       AND NOT EXISTS (SELECT 1 FROM certification_records r WHERE r.person_id = e.person_id) ORDER BY 1 LIMIT 1`,
  );
  await database.execute(
    `INSERT INTO practice_notice_wishes_history (id, person_id, wish, valid_from, recorded_at)
     SELECT gen_random_uuid(), $1, wish, '2026-04-01', '2026-04-01' FROM unnest('{daily,stopped}'::text[]) AS w (wish)`,
    [person?.id],
  );
  await database.execute(
    `WITH asked AS (
       SELECT question_id, question_key, syllabus_key FROM exam_questions WHERE paper IS NULL AND retired_at IS NULL ORDER BY question_key LIMIT 1
     ), session AS (
       INSERT INTO practice_sessions (id, person_id, syllabus_key, kind, scope, started_at, ended_at)
       SELECT gen_random_uuid(), $1::uuid, syllabus_key, 'today', '{}', '2026-10-26', '2026-10-26' FROM asked RETURNING id
     ), answer AS (
       INSERT INTO practice_answers (id, session_id, position, person_id, question_id, choice_order, shown_at, answer, answered_at, is_correct, is_first)
       SELECT gen_random_uuid(), session.id, 1, $1::uuid, asked.question_id, '{0}', '2026-10-26', '{}', '2026-10-26', true, true FROM session, asked
     )
     INSERT INTO practice_cards (person_id, question_key, due_at, stability, difficulty, state, steps, repetitions, lapses, reviewed_at, was_correct)
     SELECT $1::uuid, question_key, '2026-10-30', 1, 1, 2, 0, 1, 0, '2026-10-26', true FROM asked`,
    [person?.id],
  );
}

/** Whoever works under a head: one who is asked, one of oneself, and one on whom it is decided twice. */
async function letSomeBeNominated(database: DemoTest['database']): Promise<void> {
  const staff = await rowsOf<Record<'personId' | 'unitId' | 'own' | 'head', string>>(
    database,
    `SELECT a.person_id AS "personId", po.org_unit_id AS "unitId", a.id AS own, head.id AS head FROM accounts a
     JOIN postings po ON po.person_id = a.person_id AND po.kind = 'primary' AND NOT po.is_managerial AND po.valid_to IS NULL
     JOIN postings top ON top.org_unit_id = po.org_unit_id AND top.is_managerial AND top.kind = 'primary' AND top.valid_to IS NULL
     JOIN accounts head ON head.person_id = top.person_id
     WHERE NOT EXISTS (SELECT 1 FROM employment_statuses s WHERE s.person_id IN (a.person_id, top.person_id))
     ORDER BY a.person_id LIMIT 3`,
  );
  await askForSupport(database, 'leader', '2026-11-01');
  const [asked, self, decided] = staff;
  if (asked === undefined || self === undefined || decided === undefined)
    throw new Error('nobody with an account works under a head');
  const days = { nominatedOn: '2026-11-13', consentBy: '2026-11-27' } as const;
  const one = { ...days, personId: asked.personId, unitId: asked.unitId, by: asked.head };
  await addNomination(database, { ...one, state: 'nominated' });
  const own = { ...days, personId: self.personId, unitId: self.unitId, by: self.own };
  await addNomination(database, { ...own, origin: 'self', state: 'consented' });
  const over = { ...days, personId: decided.personId, unitId: decided.unitId, by: decided.head };
  await addNomination(database, { ...over, state: 'not_taken' });
  await addNomination(database, { ...over, role: 'supporter', state: 'returned' });
}

/** What waits for HR, and what somebody is told of their own papers, before the first of the days. */
async function letPapersComeAndGo(database: DemoTest['database']): Promise<void> {
  const figures = new TestFigures(database);
  const [holder] = await rowsOf<{ personId: string; appointmentId: string }>(
    database,
    `SELECT r.person_id AS "personId", r.id AS "appointmentId" FROM role_appointments r
     WHERE r.term_start < '2026-11-01' AND r.valid_to > '2027-01-01' AND NOT EXISTS (
       SELECT 1 FROM employment_statuses s WHERE s.person_id = r.person_id)
       AND NOT EXISTS (SELECT 1 FROM issued_documents d WHERE d.appointment_id = r.id)
     ORDER BY r.id LIMIT 1`,
  );
  if (!holder) throw new Error('nobody leads');
  const { personId, appointmentId } = holder;
  const before = '2026-11-15T15:00:00+09:00';
  const decided = { decidedAt: before, reportedAt: '2026-10-01', passedOn: '2026-09-01' } as const;
  await figures.addCertificate({
    ...{ personId, code: 'riss', ...decided, validUntil: '2026-12-06' },
  });
  await figures.addCertificate({ personId, code: 'pmp', state: 'reported', reportedAt: before });
  await addLetter(database, { appointmentId, issuedAt: before });
  await database.execute(
    `INSERT INTO import_batches (id, state, effective_on, encoding, source, plan, base_fingerprint, created_at, created_by)
     SELECT gen_random_uuid(), 'previewed', '2027-04-01', 'utf8', '{}', '{}', '', $1, a.id FROM accounts a ORDER BY a.id LIMIT 1`,
    [before],
  );
}
