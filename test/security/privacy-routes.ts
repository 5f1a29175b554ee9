import { PROOF } from '../support/proof';
import type { PrivacyCity } from './privacy-city';

type Values = (city: PrivacyCity) => Promise<readonly string[]> | readonly string[];

const rows =
  (sql: string): Values =>
  (city) =>
    city.ids(sql);

const OF_STAFF = 'person_id NOT IN (SELECT person_id FROM postings WHERE is_managerial)';

/** What an `:id` means after which word. Several values: each of them is asked for. */
const PARTS: Readonly<Record<string, Values>> = {
  // By the number and not by the id, which is another one in every run: whoever has no number has no page.
  'accounts/:id': rows(
    'SELECT a.id FROM accounts a JOIN staff_numbers n USING (person_id) ORDER BY n.staff_number DESC, a.id LIMIT 3',
  ),
  'accounts/new/:personId': rows(
    'SELECT i.id FROM person_identities i LEFT JOIN staff_numbers n ON n.person_id = i.id ORDER BY n.staff_number DESC NULLS LAST, i.id LIMIT 2',
  ),
  'api/v1/units/:code': () => ['A', 'B', 'D'],
  'certification-master/:code': () => ['ip'],
  'appointments/roles/:role': () => ['leader', 'supporter'],
  'appointments/letter-templates/:letter': () => ['appointment'],
  'appointments/letter-templates/:letter/:seal': () => ['omitted'],
  'appointments/letters/batches/:id': () => [NOBODYS],
  'appointments/batches/:id': () => [NOBODYS],
  'coverage/publications/:id': () => [NOBODYS],
  'coverage/publications/:id/files/:kind': () => ['sheet', 'package'],
  'coverage/publications/:id/named/:kind': () => ['sheet_named', 'figures_units'],
  'files/:id': () => [NOBODYS],
  'coverage/reports/:id': () => [NOBODYS],
  'appointments/:id/letter/issues/:number': () => ['1'],
  'appointments/:id': rows('SELECT id FROM role_appointments'),
  'appointments/nominations/:id': rows('SELECT id FROM nominations'),
  // One's own.
  'my-role/letters/:id': rows(`SELECT id FROM role_appointments WHERE ${OF_STAFF}`),
  'my-role/letters/:id/:number': () => ['1'],
  'nominations/:id': rows('SELECT id FROM nominations'),
  'calendar/:file': () => ['none.ics'],
  'notices/:id': () => [NOBODYS],
  'assignments/:assignmentId': rows('SELECT id FROM course_assignments'),
  'audit/entries/:entryId': rows('SELECT id FROM audit_entries ORDER BY id LIMIT 1'),
  'certification-reviews/corrections/:id': rows('SELECT id FROM certification_corrections'),
  'certification-reviews/entries/:id': rows('SELECT id FROM certificate_entry_batches'),
  'certification-reviews/:id': rows('SELECT id FROM certification_records'),
  'certification-reviews/:id/evidence/:page': () => ['1'],
  // One's own are one's own.
  'certifications/:id': rows(`SELECT id FROM certification_records WHERE ${OF_STAFF}`),
  'certifications/exams/:id': rows(`SELECT id FROM exam_attempts WHERE ${OF_STAFF}`),
  'city-settings/units/:code': () => ['A', 'B'],
  'coverage/targets/:code': () => ['it_passport_holders', 'bpr_cases'],
  'courses/:key': ({ course }) => [course.key],
  'courses/:key/assets/:versionId': ({ course }) => [course.versionId],
  'courses/:key/assets/:versionId/:name': () => ['picture.png'],
  'courses/:key/lessons/:lesson': ({ course }) => course.lessonKeys,
  'exam-suggestions/:number': ({ people }) => people.map(({ number }) => number),
  'reminders/rules/:kind': () => ['learning_due', 'exam_booked'],
  'questions/:id': rows('SELECT id FROM questions ORDER BY id LIMIT 2'),
  'drafts/:id': () => [NOBODYS],
  'drafts/:id/lines/:act': () => ['move'],
  'drafts/:id/against/:other': () => [NOBODYS],
  'imports/:id': rows('SELECT id FROM import_batches'),
  'imports/orders/:id': () => [NOBODYS],
  'imports/examples/:name': () => ['units.csv'],
  'itpassport/mocks/:id': () => [NOBODYS],
  'itpassport/practice/:id': rows(`SELECT id FROM practice_sessions WHERE ${OF_STAFF}`),
  'mailbox/:id': rows('SELECT id FROM mailbox_messages ORDER BY received_at, id LIMIT 5'),
  'mock-exams/:number': ({ people }) => people.map(({ number }) => number),
  'people/:person': ({ people }) =>
    people.map(({ number, personId }, index) => (index % 2 === 0 ? number : personId)),
  'people/:person/changes/:change': () => ['posting', 'details'],
  'people/joins/:id': () => [NOBODYS],
  'people/joins/imports/:batchId': rows('SELECT id FROM import_batches'),
  'people/joins/imports/:batchId/:number': () => ['910201'],
  'quiz-attempts/:id': rows('SELECT id FROM quiz_attempts'),
  'team/:unitCode': () => ['A', 'B', 'D'],
  'units/:code': () => ['A', 'B'],
};

const NOBODYS = '00000000-0000-4000-8000-00000000dead';

/** Every address that a route can have in this city. Throws for a route whose parts nobody has filled. */
export async function addressesOf(path: string, city: PrivacyCity): Promise<readonly string[]> {
  let addresses = [''];
  let pattern = '';
  for (const segment of path.split('/').slice(1)) {
    pattern = pattern === '' ? segment : `${pattern}/${segment}`;
    const [name = '', ending = ''] = segment.startsWith(':') ? segment.split(/(?=\.)/) : [];
    const values = name === '' ? [segment] : await valuesOf(pattern.replace(ending, ''), city);
    addresses = addresses.flatMap((start) =>
      values.map((value) => `${start}/${encodeURIComponent(value)}${name === '' ? '' : ending}`),
    );
  }
  return addresses.map((address) => (address === '' ? '/' : address));
}

async function valuesOf(pattern: string, city: PrivacyCity): Promise<readonly string[]> {
  const values = await PARTS[pattern]?.(city);
  if (values === undefined || values.length === 0)
    throw new Error(`Nothing stands for ${pattern}: say in privacy-routes.ts what does`);
  return values;
}

/** Questions that pages understand, put to every page that a head may open. */
export function questions(): readonly string[] {
  const search = encodeURIComponent('印');
  const wide = `from=2025-01-01&to=2028-12-31&since=2025-01-01&pageSize=500`;
  const asked = `q=${search}&search=${search}&person=${search}&name=${search}&number=9102`;
  // The search of everything takes only q: the beginning of everybody's numbers, and what stands in everybody's names.
  const some = [
    '?asOf=2028-01-01&q=9102',
    `?asOf=2026-03-19&unit=B&unitCode=B&q=${search}&${wide}`,
  ];
  return PROOF ? [...some, '?asOf=2025-12-01', '?asOf=2026-11-16', `?${asked}&${wide}`] : some;
}
