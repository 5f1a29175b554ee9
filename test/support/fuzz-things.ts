import { ActorQueries } from '@app/accounts';
import { FileOrdersService, MakeFiles, ReportSchedulesService } from '@app/exports';
import { randomUUID } from 'node:crypto';
import { SYSTEM_ROLES } from '@app/access';
import {
  addCorrection,
  addEntryBatch,
  addRecorder,
  aPdf,
  rowOf,
  rowsOf,
  TestFigures,
} from '@app/testing';
import { DraftEffectsService, OpenDataService, PublicationsService } from '@app/coverage';
import { APPLIED, FIELDS, filesOf } from './fuzz-fields';
import { formsIn } from './html-forms';
import type { Visitor, WebTest } from './web';

/** Who sends, who sends what ends a visit, and others by their numbers. */
export const NUMBERS = { actor: '990001', other: '990002', newcomer: '990003', joined: '990006' };
const UNIT = '0140';

/** One existing thing of each kind that an address names. */
export type Ids = Readonly<Record<string, string>>;

export interface Things {
  readonly ids: Ids;
  readonly visitor: Visitor;
}

/** Fills the city with one thing of each kind: people straight into the tables, acts through their pages. */
export async function makeThings(web: WebTest): Promise<Things> {
  const people = await makePeople(web);
  const visitor = await web.signIn(NUMBERS.actor);
  const rows = await makeRows(web, people);
  await act(web, visitor);
  return { visitor, ids: { ...people, ...rows, ...(await findThings(web, people)) } };
}

async function makePeople({ city }: WebTest) {
  const unitId = await city.addUnit({ code: UNIT, name: '税務課' });
  const otherUnit = await city.addUnit({ code: '0990', name: '水道課' });
  const add = (staffNumber: string, name = '試験　花子', isManagerial = false) =>
    city.addPerson({ staffNumber, unitId, name, isManagerial });
  const bystanders = [];
  for (const staffNumber of ['990010', '990011', '990012'])
    bystanders.push(await city.addPerson({ staffNumber, unitId: otherUnit }));
  for (const bystander of bystanders) await city.addAccount(bystander, 'hr');
  const actor = await add(NUMBERS.actor, '役所　一', true);
  const other = await add(NUMBERS.other, '役所　二');
  const person = await add('990008');
  return {
    unitId,
    otherUnit,
    actor,
    other,
    person,
    actorAccount: await city.addAccount(actor, ...SYSTEM_ROLES),
    otherAccount: await city.addAccount(other, ...SYSTEM_ROLES),
    holder: await city.addAccount(await add('990009'), 'auditor'),
    target: await city.addAccount(person),
    newcomer: await add(NUMBERS.newcomer),
    first: await add('990004', '二重　一'),
    second: await add('990005', '二重　一'),
    joinedPerson: await add(NUMBERS.joined, '二重　二'),
    keptPerson: await add('990007', '二重　二'),
  };
}

async function makeRows(web: WebTest, ids: Ids) {
  const { database } = web;
  const [join, mail, factor, reset] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  await database.execute(
    `INSERT INTO person_joins_history (id, person_id, joined_to, reason, valid_from, recorded_at)
     VALUES ($1, $2, $3, '再任用', '2026-10-01', '2026-10-01')`,
    [join, ids.joinedPerson, ids.keptPerson],
  );
  await database.execute(
    `INSERT INTO account_resets (id, account_id, kind, way, requested_at, requested_by, expires_at)
     VALUES ($1, $2, 'password', 'approval', '2026-11-16T00:00:00Z', $3, '2026-11-20T00:00:00Z')`,
    [reset, ids.holder, ids.otherAccount],
  );
  await database.execute(
    `INSERT INTO mailbox_messages (id, message_id, to_address, subject, body, received_at)
     VALUES ($1, 'x@y', 'x@example.jp', '件名', '本文', '2026-11-16T00:00:00Z')`,
    [mail],
  );
  await database.execute(
    `INSERT INTO second_factors (id, account_id, kind, name, credential_id, public_key, counter, transports, created_at)
     VALUES ($1, $2, 'passkey', '鍵', 'x', '\\x00', 0, '{}', '2026-11-16T00:00:00Z')`,
    [factor, ids.actorAccount],
  );
  const others = await rowsOf<{ personId: string }>(
    database,
    `SELECT person_id AS "personId" FROM staff_numbers WHERE staff_number IN ('990010', '990011')`,
  );
  for (const { personId } of others)
    await new TestFigures(database).addAppointment({ personId, unitId: ids.otherUnit ?? '' });
  const appointee = { personId: ids.second ?? '', unitId: ids.unitId ?? '' };
  const termEnd = '2028-03-31';
  const appointment = await new TestFigures(database).addAppointment({ ...appointee, termEnd });
  const deputy = randomUUID();
  await database.execute(
    `INSERT INTO head_deputies_history (id, org_unit_id, person_id, reason, valid_from, valid_to, recorded_at)
     VALUES ($1, $2, $3, '出張', '2026-11-01', '2027-01-01', '2026-10-30')`,
    [deputy, ids.unitId, ids.second],
  );
  const activity = randomUUID();
  await database.execute(
    `INSERT INTO role_activities_history (id, person_id, done_on, what, minutes, recorded_at)
     VALUES ($1, $2, '2026-11-12', 'tools', 30, '2026-11-12T12:00:00Z')`,
    [activity, ids.actor],
  );
  const notice = randomUUID();
  await database.execute(
    `INSERT INTO reminder_ledger (id, recipient_person_id, kind, object_id, due_on, lead, planned_for, text, reason, link, told_as, created_at)
     VALUES ($1, $2, 'learning_due', $1, '2026-11-30', 7, '2026-11-16', '研修', '期限の7開庁日前', '/', 'person', '2026-11-16T00:00:00Z')`,
    [notice, ids.actor],
  );
  const nomination = await nominate(database, ids);
  const letterBatch = randomUUID();
  await database.execute(
    `INSERT INTO letter_batches (id, ordered_at, ordered_by, finished_at)
     VALUES ($1, '2026-11-16T00:00:00Z', $2, '2026-11-16T00:01:00Z')`,
    [letterBatch, ids.otherAccount],
  );
  await database.execute(
    `INSERT INTO letter_batch_parts (batch_id, kind, position, bytes) VALUES ($1, 'pdf', 1, '\\x00'), ($1, 'zip', 1, '\\x00')`,
    [letterBatch],
  );
  const appointmentBatch = randomUUID();
  await database.execute(
    `INSERT INTO appointment_batches (id, act, note, ordered_at, ordered_by, looked_at) VALUES ($1, 'let_expire', '', '2026-11-16T00:00:00Z', $2, '2026-11-16T00:01:00Z')`,
    [appointmentBatch, ids.otherAccount],
  );
  const record = await new TestFigures(database).addCertificate({ personId: ids.second ?? '' });
  const by = await addRecorder(database, 1);
  const correction = await addCorrection(database, { recordId: record, by: by.personId });
  const entry = await addEntryBatch(database, { staffNumber: NUMBERS.other, by: by.accountId });
  const made = {
    appointmentBatch,
    join,
    mail,
    factor,
    reset,
    appointment,
    deputy,
    nomination,
    notice,
    activity,
  };
  const publication = await publish(web);
  const files = await orderFiles(web, ids);
  return { ...files, ...made, letterBatch, correction, entryBatch: entry, publication };
}

/** Figures of a day with two files, and open data switched on. */
async function publish({ app, city, database }: WebTest): Promise<string> {
  const office = await city.addActor({ roles: ['program_office', 'administrator'] });
  const service = app.get(PublicationsService, { strict: false });
  const input = { asOf: '2026-11-14', documentNumber: '', reason: '議会の資料' } as const;
  const { mark } = await service.draft(office, input.asOf);
  const id = await service.publish(office, input, mark);
  await database.execute(
    `INSERT INTO figure_publication_files (publication_id, kind, name, content, sha256, made_at)
     SELECT $1, kind, kind || '.pdf', '\\x00', encode(sha256('\\x00'), 'hex'), '2026-11-16' FROM unnest(ARRAY['sheet', 'sheet_named']) AS kind`,
    [id],
  );
  await app.get(OpenDataService, { strict: false }).change(office, true);
  return id;
}

/** A file that is there and one that is to be made, of the one who sends everything, and a report by the calendar. */
async function orderFiles({ app, city }: WebTest, ids: Ids) {
  const office = await city.addActor({ roles: ['program_office'] });
  const reports = app.get(ReportSchedulesService, { strict: false });
  await reports.add(office, { paper: 'figures', period: 'quarterly', roles: ['program_office'] });
  const [report] = await reports.list(office);
  const accountId = ids.actorAccount ?? '';
  const actor = await app.get(ActorQueries, { strict: false }).findActor(accountId);
  if (!actor) throw new Error('Nobody orders');
  const orders = app.get(FileOrdersService, { strict: false });
  const asked = { list: 'people', format: 'csv', query: {} };
  const fileOrder = await orders.order(actor, asked);
  await app.get(MakeFiles, { strict: false }).run();
  const openOrder = await orders.order(actor, { ...asked, format: 'json' });
  return { report: report?.id ?? '', fileOrder, openOrder };
}

/** Recommended by their head, who sends everything, and not answered yet. */
async function nominate(database: WebTest['database'], ids: Ids): Promise<string> {
  const id = randomUUID();
  await database.execute(
    `INSERT INTO nominations_history (row_id, id, person_id, role, org_unit_id, origin, reason, nominated_at, nominated_by, consent_by,
       state, step, recorded_at, recorded_by)
     VALUES (gen_random_uuid(), $1, $2, 'supporter', $3, 'head', '適任', '2026-11-10', $4, '2026-11-24', 'nominated', 'nominated', '2026-11-10', $4)`,
    [id, ids.person, ids.unitId, ids.actorAccount],
  );
  return id;
}

const EVIDENCE = { evidence: { bytes: aPdf(), name: '合格証書.pdf' } };

/** What is made by sending forms, as everybody makes it. */
async function act(web: WebTest, visitor: Visitor): Promise<void> {
  const colleague = await web.signIn(NUMBERS.other);
  const report = (certificationCode: string) => ({
    certificationCode,
    passedOn: '2026-10-01',
    certificateNumber: `N-${certificationCode}`,
  });
  await visitor.upload('/certifications/new', report('ip'), EVIDENCE);
  await colleague.upload('/certifications/new', report('ip'), EVIDENCE);
  await colleague.upload('/certifications/new', report('fe'), EVIDENCE);
  const waiting = await rowOf<{ id: string }>(
    web.database,
    `SELECT r.id FROM certification_records r JOIN certifications c ON c.id = r.certification_id WHERE c.code = 'fe'`,
  );
  const review = `/certification-reviews/${waiting?.id ?? ''}`;
  await visitor.submit(`${review}/verify`, {}, review);
  const exam = { certificationCode: 'ip', examOn: '2026-12-10' };
  await visitor.submit('/certifications/exams/new', exam);
  const token = { name: '試験', access: 'read', days: '90' };
  await visitor.submit('/settings/tokens', token, '/settings');
  const applied = await visitor.upload(
    '/imports',
    { effectiveOn: '2026-11-16' },
    { postings: APPLIED },
  );
  const applying = String(applied.headers.location);
  await visitor.submit(`${applying}/apply`, {}, applying);
  const { postings } = filesOf('/imports');
  if (postings) await visitor.upload('/imports', { effectiveOn: '2026-11-16' }, { postings });
  const long = Buffer.concat([APPLIED.bytes, Buffer.alloc(700_000, '\n')]);
  await visitor.upload('/imports', {}, { postings: { name: 'nagai.csv', bytes: long } });
  await draft(web, visitor);
  const heading = { word: '役', column: 'posting_column:職名', source: '' };
  await visitor.submit('/imports/words', heading);
  const forms = formsIn((await visitor.get('/city-settings/words')).text);
  const words = forms.find(({ action }) => action === '/city-settings/words')?.fields;
  const changed = { course: '研修', validFrom: '2026-12-01', isConfirmed: 'yes' };
  await visitor.submit('/city-settings/words', { ...words, ...changed });
  await visitor.submit('/appointments/roles/new', { word: '推進員', short: '' });
  const assignment = FIELDS['/assignments'] as Record<string, string>;
  await visitor.submit('/assignments', { ...assignment }, '/assignments/new');
  await visitor.submit(`/courses/${COURSE}/enroll`, {}, `/courses/${COURSE}`);
  await web.database.execute(
    `INSERT INTO lesson_progress (enrollment_id, lesson_id, opened_at, completed_at)
     SELECT e.id, l.id, e.started_at, e.started_at FROM enrollments e JOIN lessons l USING (course_version_id)
     ON CONFLICT (enrollment_id, lesson_id) DO UPDATE SET completed_at = EXCLUDED.completed_at`,
    [],
  );
  await visitor.submit(`/courses/${COURSE}/quiz`, {}, '/settings');
  await visitor.submit('/itpassport/practice', { kind: 'today', size: '10' }, '/itpassport');
}

/** A draft with somebody in it whom somebody else may look at, played. */
async function draft(web: WebTest, visitor: Visitor): Promise<void> {
  const made = await visitor.submit('/drafts/new', { name: '案', effectiveOn: '2026-11-16' });
  const path = String(made.headers.location).replace(/\/rows$/, '');
  const move = { staffNumber: '990008', unitCode: UNIT, title: '主幹' };
  await visitor.submit(`${path}/lines/move`, move);
  await visitor.submit(`${path}/readers`, { staffNumber: '990010' });
  await visitor.submit(`${path}/play`, {}, path);
  await web.app.get(DraftEffectsService).run();
}

const COURSE = 'dx-leader';

async function findThings(web: WebTest, ids: Ids): Promise<Ids> {
  const one = async (sql: string, ...parameters: unknown[]): Promise<string> =>
    (await rowOf<{ id: string }>(web.database, sql, parameters))?.id ?? randomUUID();
  const record = (state: string, personId = ids.other) =>
    one(
      'SELECT id FROM certification_records WHERE state = $1 AND person_id = $2',
      state,
      personId,
    );
  const version = await one(
    `SELECT v.id FROM course_versions v JOIN courses c ON c.id = v.course_id WHERE c.key = $1`,
    COURSE,
  );
  const lesson = await one(
    `SELECT key AS id FROM lessons WHERE course_version_id = $1 AND cardinality(check_question_ids) > 0
     ORDER BY position LIMIT 1`,
    version,
  );
  const lessonRow = 'course_version_id = $1 AND key = $2';
  return {
    key: COURSE,
    unit: UNIT,
    version,
    lesson,
    question: await one(
      `SELECT check_question_ids[1] AS id FROM lessons WHERE ${lessonRow}`,
      version,
      lesson,
    ),
    asset: await one('SELECT name AS id FROM course_assets WHERE course_version_id = $1', version),
    reported: await record('reported'),
    verified: await record('verified'),
    own: await record('reported', ids.actor),
    exam: await one('SELECT id FROM exam_attempts WHERE person_id = $1', ids.actor),
    token: await one('SELECT id FROM personal_tokens WHERE account_id = $1', ids.actorAccount),
    batch: await one(`SELECT id FROM import_batches WHERE state = 'previewed'`),
    appliedBatch: await one(`SELECT id FROM import_batches WHERE state = 'applied'`),
    importOrder: await one('SELECT id FROM import_orders'),
    draft: await one('SELECT id FROM transfer_drafts'),
    draftReader: await one(
      `SELECT account_id AS id FROM transfer_draft_readers ORDER BY recorded_at DESC, account_id = $1 LIMIT 1`,
      ids.actorAccount,
    ),
    importWord: await one('SELECT id FROM import_words'),
    entry: await one(
      `SELECT id::text AS id FROM audit_entries WHERE action = 'organization_import.applied'`,
    ),
    attempt: await one('SELECT id FROM quiz_attempts WHERE person_id = $1', ids.actor),
    practice: await one('SELECT id FROM practice_sessions WHERE person_id = $1', ids.actor),
    assignment: await one('SELECT id FROM course_assignments'),
    session: await one('SELECT id FROM sessions WHERE account_id = $1', ids.actorAccount),
    word: await one('SELECT id FROM vocabulary_words'),
  };
}
