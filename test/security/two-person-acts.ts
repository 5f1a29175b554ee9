import { randomUUID } from 'node:crypto';
import { LetterDrafts } from '@app/appointments';
import { addCorrection, anActor, rewriteHistory, rowOf } from '@app/testing';
import {
  agreedFactor,
  agreedPassword,
  asked,
  factor,
  requestedFactor,
  requestedPassword,
  resetBefore,
} from './two-person-resets';
import type { Prepare, Scene, Sent, TwoPersonStage } from './two-person-stage';

const REASON = { reason: '試験のため' };

/** By command; those with conditions under `command (when)`. */
export const PREPARED: Readonly<Record<string, Prepare>> = {
  'POST /certification-reviews/:id/verify': on(reported, '/certification-reviews/:id/verify'),
  'POST /certification-reviews/:id/return': on(
    reported,
    '/certification-reviews/:id/return',
    REASON,
  ),
  'POST /certification-reviews/:id/revoke': on(
    verified,
    '/certification-reviews/:id/revoke',
    REASON,
  ),
  'POST /certification-reviews/:id/annul': on(verified, '/certification-reviews/:id/annul', REASON),
  'POST /certification-reviews/:id/correct': on(verified, '/certification-reviews/:id/correct', {
    ...{ certificationCode: 'ip', passedOn: '2026-06-02', certificateNumber: 'IP-2' },
    ...{ validUntil: '', reason: '証書と違うため' },
  }),
  'POST /certification-reviews/corrections/:id/confirm': on(
    corrected,
    '/certification-reviews/corrections/:id/confirm',
  ),
  'POST /certification-reviews/corrections/:id/decline': on(
    corrected,
    '/certification-reviews/corrections/:id/decline',
    REASON,
  ),
  'POST /api/v1/certification-records/:id/verify': on(
    reported,
    '/api/v1/certification-records/:id/verify',
  ),
  'POST /api/v1/certification-records/:id/return': on(
    reported,
    '/api/v1/certification-records/:id/return',
    REASON,
  ),
  'POST /api/v1/certification-records/:id/revoke': on(
    verified,
    '/api/v1/certification-records/:id/revoke',
    REASON,
  ),
  'POST /appointments/new': on(person, '/appointments/new', appointing),
  'POST /api/v1/appointments': on(person, '/api/v1/appointments', appointing),
  'POST /appointments/:id/end': on(inOffice, '/appointments/:id/end', {
    endedOn: '2026-11-20',
    reason: 'resigned',
  }),
  'POST /appointments/:id/undo-end': on(endedOffice, '/appointments/:id/undo-end'),
  'POST /appointments/:id/renew': on(termRunningOut, '/appointments/:id/renew', ({ subject }) => ({
    ...{ termStart: '2027-04-01', termEnd: '2029-03-31', note: '', warningsAccepted: 'yes' },
    documentNumber: `DX第${subject.staffNumber}号`,
  })),
  'POST /appointments/:id/extend': on(
    termRunningOut,
    '/appointments/:id/extend',
    ({ subject }) => ({
      ...{ termEnd: '2028-03-31', warningsAccepted: 'yes', ...REASON },
      documentNumber: `DX第${subject.staffNumber}号`,
    }),
  ),
  'POST /appointments/:id/undo-extension': on(
    termExtended,
    '/appointments/:id/undo-extension',
    REASON,
  ),
  'POST /appointments/:id/annul': on(inOffice, '/appointments/:id/annul', REASON),
  'POST /appointments/nominations/:id/approve': on(
    consented,
    '/appointments/nominations/:id/approve',
    ({ subject }) => ({
      ...{ termStart: '2026-12-01', termEnd: '2028-03-31', note: '', warningsAccepted: 'yes' },
      documentNumber: `DX第${subject.staffNumber}号`,
    }),
  ),
  'POST /appointments/nominations/:id/refuse': on(
    consented,
    '/appointments/nominations/:id/refuse',
    { ...REASON, outcome: 'not_taken' },
  ),
  'POST /appointments/nominations/:id/take-back': on(
    notTaken,
    '/appointments/nominations/:id/take-back',
  ),
  'POST /appointments/:id/letter/issue': async (stage, scene) => {
    const appointmentId = await inOffice(stage, scene);
    const { mark } = await stage.web.app
      .get(LetterDrafts, { strict: false })
      .preview(anActor({ roles: ['staff', 'program_office'] }), {
        ...{ appointmentId, seal: null, datedOn: null },
      });
    return { path: `/appointments/${appointmentId}/letter/issue`, fields: { seen: mark } };
  },
  'POST /assignments/:assignmentId/exempt': async (stage, scene) => ({
    path: `/assignments/${await assigned(stage, scene)}/exempt`,
    fields: { ...REASON, of: scene.subject.personId },
  }),
  'POST /assignments/:assignmentId/undo-exemptions': async (stage, scene) => ({
    path: `/assignments/${await exempted(stage, scene)}/undo-exemptions`,
    fields: { of: scene.subject.personId },
  }),
  'POST /team/:unitCode/deputies': async (stage, { subject }) => ({
    path: `/team/${await unitCodeOf(stage, subject.personId)}/deputies`,
    fields: { ...REASON, person: subject.personId, from: '2026-12-01', until: '2026-12-31' },
  }),
  'POST /team/:unitCode/deputies/:id/end': async (stage, scene) => ({
    path: `/team/${await unitCodeOf(stage, scene.subject.personId)}/deputies/${await deputy(stage, scene)}/end`,
    fields: {},
  }),
  'POST /mock-exams/:number': (_stage, { subject }) =>
    Promise.resolve({
      path: `/mock-exams/${subject.staffNumber}`,
      fields: { ...REASON, percent: '25' },
    }),
  'POST /mock-exams/:number/end': async (stage, scene) => ({
    path: `/mock-exams/${await extended(stage, scene)}/end`,
    fields: {},
  }),
  'POST /people/:person/changes/:change/apply': changed,
  'POST /imports/:id/undo': changedBefore,
  'POST /drafts/:id/hand-over': drafted,
  'POST /people/joins/pair': pair,
  'POST /people/joins/pair/apart': apart,
  'POST /people/joins/pair/undo-apart': undoApart,
  'POST /accounts/:id/roles': on(account, '/accounts/:id/roles', { role: 'auditor', lastDay: '' }),
  'POST /accounts/:id/roles (resets need a second person)': on(resetBefore, '/accounts/:id/roles', {
    role: 'auditor',
    lastDay: '',
  }),
  'POST /accounts/:id/roles/revoke': on(granted, '/accounts/:id/roles/revoke', {
    role: 'auditor',
  }),
  'POST /accounts/:id/suspend': on(account, '/accounts/:id/suspend'),
  'POST /accounts/:id/reinstate': on(stopped, '/accounts/:id/reinstate'),
  'POST /accounts/:id/reset-password': on(account, '/accounts/:id/reset-password'),
  'POST /accounts/:id/reset-password (nobody has agreed yet)': on(
    requestedPassword,
    '/accounts/:id/reset-password',
  ),
  'POST /accounts/:id/reset-password (somebody else has agreed)': on(
    agreedPassword,
    '/accounts/:id/reset-password',
  ),
  'POST /accounts/:id/reset-second-factor': on(factor, '/accounts/:id/reset-second-factor'),
  'POST /accounts/:id/reset-second-factor (nobody has agreed yet)': on(
    requestedFactor,
    '/accounts/:id/reset-second-factor',
  ),
  'POST /accounts/:id/reset-second-factor (somebody else has agreed)': on(
    agreedFactor,
    '/accounts/:id/reset-second-factor',
  ),
  'POST /accounts/:id/resets': on(account, '/accounts/:id/resets', { kind: 'password' }),
  'POST /accounts/resets/:id/approve': on(asked, '/accounts/resets/:id/approve'),
  'POST /accounts/resets/:id/decline': on(asked, '/accounts/resets/:id/decline'),
};

type Fields = Readonly<Record<string, string>> | ((scene: Scene) => Record<string, string>);

/** Makes the thing that the act is about; its id takes its place in the address. */
function on(
  make: (stage: TwoPersonStage, scene: Scene) => Promise<string>,
  path: string,
  fields: Fields = {},
): Prepare {
  return async (stage, scene) => ({
    path: path.replace(':id', await make(stage, scene)),
    fields: typeof fields === 'function' ? fields(scene) : fields,
  });
}

function appointing({ subject }: Scene): Record<string, string> {
  const term = { termStart: '2026-12-01', termEnd: '2028-03-31' };
  const letter = { documentNumber: `DX第${subject.staffNumber}号`, role: 'supporter' };
  return { personId: subject.personId, ...term, ...letter };
}

function person(): Promise<string> {
  return Promise.resolve('');
}

function account(_stage: TwoPersonStage, { subject }: Scene): Promise<string> {
  return Promise.resolve(subject.accountId);
}

async function reported(stage: TwoPersonStage, { subject, before }: Scene): Promise<string> {
  const { personId } = subject;
  const id = await stage.figures.addCertificate({ personId, state: 'reported' });
  await actedBy(stage, 'certification_records_history', {
    ...{ column: 'reported_by_person_id', id, by: before.personId },
  });
  return id;
}

async function verified(stage: TwoPersonStage, { subject, before }: Scene): Promise<string> {
  const id = await stage.figures.addCertificate({ personId: subject.personId });
  await actedBy(stage, 'certification_records_history', {
    ...{ column: 'decided_by_person_id', id, by: before.personId },
  });
  return id;
}

/** Verified by somebody else, and to be corrected in the eyes of who did the step before. */
async function corrected(stage: TwoPersonStage, { subject, before }: Scene): Promise<string> {
  const recordId = await stage.figures.addCertificate({ personId: subject.personId });
  return addCorrection(stage.web.database, { recordId, by: before.personId });
}

async function inOffice(stage: TwoPersonStage, { subject, before }: Scene): Promise<string> {
  const { personId } = subject;
  const id = await stage.figures.addAppointment({ personId, unitId: stage.units[0] });
  const table = 'role_appointments_history';
  await actedBy(stage, table, { column: 'appointed_by', id, by: before.accountId });
  return id;
}

async function termRunningOut(stage: TwoPersonStage, { subject, before }: Scene): Promise<string> {
  const facts = { termStart: '2025-04-01', termEnd: '2027-03-31' } as const;
  const { personId } = subject;
  const id = await stage.figures.addAppointment({ personId, unitId: stage.units[0], ...facts });
  const table = 'role_appointments_history';
  await actedBy(stage, table, { column: 'appointed_by', id, by: before.accountId });
  return id;
}

async function termExtended(stage: TwoPersonStage, scene: Scene): Promise<string> {
  const facts = { termStart: '2025-04-01', termEnd: '2028-03-31' } as const;
  const { personId } = scene.subject;
  const id = await stage.figures.addAppointment({ personId, unitId: stage.units[0], ...facts });
  await stage.web.database.execute(
    `INSERT INTO role_appointment_extensions_history (id, appointment_id, old_end, new_end, document_number, reason, recorded_at, recorded_by)
     VALUES ($1, $2, '2027-03-31', '2028-03-31', 'DX第9号', '後任が未定', '2026-11-01', $3)`,
    [randomUUID(), id, scene.before.accountId],
  );
  return id;
}

async function endedOffice(stage: TwoPersonStage, { subject, before }: Scene): Promise<string> {
  const { personId } = subject;
  const facts = { personId, unitId: stage.units[0], endedOn: '2026-12-31' as const };
  const id = await stage.figures.addAppointment(facts);
  const table = 'role_appointments_history';
  await actedBy(stage, table, { column: 'recorded_by', id, by: before.accountId });
  return id;
}

/** Recommended by who did the step before, and consented to. */
async function nominated(
  stage: TwoPersonStage,
  { subject, before }: Scene,
  [state, step]: readonly [string, string],
): Promise<string> {
  const [id, snapshot] = [randomUUID(), randomUUID()];
  await stage.web.database.execute(
    `INSERT INTO nomination_snapshots (id, role_version_id, taken_at)
     SELECT $1, id, '2026-11-10' FROM role_versions WHERE role = 'supporter'`,
    [snapshot],
  );
  await rewriteHistory(
    stage.web.database,
    `INSERT INTO nominations_history (row_id, id, person_id, role, org_unit_id, origin, reason, nominated_at, nominated_by, consent_by,
       state, step, answer, snapshot_id, recorded_at, recorded_by)
     VALUES (gen_random_uuid(), $1, $2, 'supporter', $3, 'head', '適任', '2026-11-10', $4, '2026-11-24', $5, $6, $7, $8, '2026-11-10', $4)`,
    [
      ...[id, subject.personId, stage.units[0], before.accountId],
      ...[state, step, state === 'not_taken' ? '見送り' : null, snapshot],
    ],
  );
  return id;
}

function consented(stage: TwoPersonStage, scene: Scene): Promise<string> {
  return nominated(stage, scene, ['consented', 'consented']);
}

function notTaken(stage: TwoPersonStage, scene: Scene): Promise<string> {
  return nominated(stage, scene, ['not_taken', 'not_taken']);
}

async function actedBy(
  stage: TwoPersonStage,
  table: string,
  act: { readonly column: string; readonly id: string; readonly by: string },
): Promise<void> {
  const sql = `UPDATE ${table} SET ${act.column} = $2 WHERE id = $1`;
  await rewriteHistory(stage.web.database, sql, [act.id, act.by]);
}

async function assigned(stage: TwoPersonStage, { subject }: Scene): Promise<string> {
  const { personId } = subject;
  await stage.figures.addEnrollment({ personId, courseId: stage.courseId });
  const row = await rowOf<{ id: string }>(
    stage.web.database,
    'SELECT assignment_id AS id FROM assignment_persons WHERE person_id = $1',
    [personId],
  );
  return row?.id ?? '';
}

async function exempted(stage: TwoPersonStage, scene: Scene): Promise<string> {
  const place = await assigned(stage, scene);
  await stage.figures.exempt(scene.subject.personId, stage.courseId, '2026-11-10T09:00:00+09:00');
  return place;
}

async function extended(stage: TwoPersonStage, { subject, before }: Scene): Promise<string> {
  await stage.web.database.execute(
    `INSERT INTO exam_time_allowances_history (id, person_id, extra_percent, reason, valid_from, recorded_at, recorded_by)
     VALUES ($1, $2, 25, '試験のため', '2026-10-01', '2026-10-01', $3)`,
    [randomUUID(), subject.personId, before.accountId],
  );
  return subject.staffNumber;
}

async function pairOf(stage: TwoPersonStage, { subject }: Scene): Promise<string> {
  const third = await stage.add(1);
  return `one=${subject.staffNumber}&other=${third.staffNumber}`;
}

async function pair(stage: TwoPersonStage, scene: Scene): Promise<Sent> {
  const path = `/people/joins/pair?${await pairOf(stage, scene)}`;
  const clerk = await stage.web.signIn((await stage.add(1, 'hr')).staffNumber);
  return { path, fields: { ...REASON, seen: await stage.seenOn(clerk, path) } };
}

/** The mail of the subject, looked at by a clerk who may. */
async function changed(stage: TwoPersonStage, { subject }: Scene): Promise<Sent> {
  const path = `/people/${subject.staffNumber}/changes/details`;
  const clerk = await stage.web.signIn((await stage.add(1, 'hr')).staffNumber);
  const mark = valueIn((await clerk.get(path)).text, 'mark');
  const details = { name: '試験 花子', kana: '', email: 'new@example.jp' };
  const fields = { ...REASON, ...details, mark, from: '2026-11-16', until: '' };
  const planned = valueIn((await clerk.submit(path, fields)).text, 'planned');
  return { path: `${path}/apply`, fields: { ...fields, planned } };
}

/** The same, carried out by who did the step before: to be taken back. */
async function changedBefore(stage: TwoPersonStage, scene: Scene): Promise<Sent> {
  const { path, fields } = await changed(stage, scene);
  await (
    await stage.web.signIn(scene.before.staffNumber)
  ).submit(path, fields, path.replace(/\/apply$/, ''));
  const batch = await rowOf<{ id: string }>(
    stage.web.database,
    'SELECT id FROM import_batches WHERE person_id = $1',
    [scene.subject.personId],
  );
  return { path: `/imports/${batch?.id ?? ''}/undo`, fields: { ...REASON, people: '1' } };
}

/** A draft of a clerk in which the subject is moved, and which the one who acts may open. */
async function drafted(stage: TwoPersonStage, { subject, actor }: Scene): Promise<Sent> {
  const clerk = await stage.web.signIn((await stage.add(1, 'hr')).staffNumber);
  const draft = { name: '試験', effectiveOn: '2027-04-01' };
  const made = await clerk.submit('/drafts/new', draft);
  const path = String(made.headers.location).replace(/\/rows$/, '');
  const move = { staffNumber: subject.staffNumber, unitCode: 'OTHER', title: '主幹' };
  await clerk.submit(`${path}/lines/move`, move);
  await clerk.submit(`${path}/readers`, { staffNumber: actor.staffNumber });
  return { path: `${path}/hand-over`, fields: {} };
}

function valueIn(html: string, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
}

async function apart(stage: TwoPersonStage, scene: Scene): Promise<Sent> {
  return { path: `/people/joins/pair/apart?${await pairOf(stage, scene)}`, fields: REASON };
}

async function undoApart(stage: TwoPersonStage, scene: Scene): Promise<Sent> {
  const numbers = await pairOf(stage, scene);
  const other = numbers.slice(-6);
  await stage.web.database.execute(
    `INSERT INTO distinct_people_history (id, person_id, other_id, reason, valid_from, recorded_at)
     SELECT gen_random_uuid(), least(p, $1), greatest(p, $1), '別の人', '2026-11-01', '2026-11-01'
     FROM (SELECT person_id AS p FROM staff_numbers WHERE staff_number = $2) other`,
    [scene.subject.personId, other],
  );
  return { path: `/people/joins/pair/undo-apart?${numbers}`, fields: {} };
}

async function granted(stage: TwoPersonStage, { subject, before }: Scene): Promise<string> {
  await stage.web.database.execute(
    `INSERT INTO account_roles (id, account_id, role, valid_from, granted_by) VALUES ($1, $2, 'auditor', '2026-10-01', $3)`,
    [randomUUID(), subject.accountId, before.accountId],
  );
  return subject.accountId;
}

async function stopped(stage: TwoPersonStage, { subject }: Scene): Promise<string> {
  await stage.suspend(subject);
  return subject.accountId;
}

async function unitCodeOf(stage: TwoPersonStage, personId: string): Promise<string> {
  const row = await rowOf<{ code: string }>(
    stage.web.database,
    'SELECT u.code FROM postings p JOIN org_units u ON u.id = p.org_unit_id WHERE p.person_id = $1',
    [personId],
  );
  return row?.code ?? '';
}

async function deputy(stage: TwoPersonStage, { subject, before }: Scene): Promise<string> {
  const id = randomUUID();
  await rewriteHistory(
    stage.web.database,
    `INSERT INTO head_deputies_history (id, org_unit_id, person_id, reason, valid_from, valid_to, recorded_at, recorded_by)
     SELECT $1, p.org_unit_id, p.person_id, '出張', '2026-11-01', '2027-01-01', '2026-10-30', $3 FROM postings p WHERE p.person_id = $2`,
    [id, subject.personId, before.accountId],
  );
  return id;
}
