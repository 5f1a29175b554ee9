import { randomUUID } from 'node:crypto';
import { rewriteHistory, rowOf, TestFigures } from '@app/testing';
import type { SystemRole } from '@app/access';
import type { Visitor, WebTest } from '../support/web';

/** Somebody of the city with an account. */
export interface Somebody {
  readonly personId: string;
  readonly accountId: string;
  readonly staffNumber: string;
}

/** One play of an act: who it is about, and who did the step before. */
export interface Scene {
  readonly subject: Somebody;
  readonly before: Somebody;
  readonly actor: Somebody;
}

/** What the one who acts sends. */
export interface Sent {
  readonly path: string;
  readonly fields: Readonly<Record<string, string>>;
}

type Prepare = (stage: TwoPersonStage, scene: Scene) => Promise<Sent>;

/** A city with two units, in which each play has people of its own. */
export class TwoPersonStage {
  readonly figures: TestFigures;
  courseId = '';
  units: readonly [string, string] = ['', ''];
  private count = 0;

  constructor(readonly web: WebTest) {
    this.figures = new TestFigures(web.database);
  }

  async open(): Promise<void> {
    const own = await this.web.city.addUnit({ code: 'OWN', name: '財政課' });
    const other = await this.web.city.addUnit({ code: 'OTHER', name: '水道課' });
    this.units = [own, other];
    this.courseId = await this.figures.addCourse('情報セキュリティ研修');
  }

  async add(unit: 0 | 1, ...roles: readonly SystemRole[]): Promise<Somebody> {
    this.count += 1;
    const staffNumber = String(400_000 + this.count);
    const named = { name: `役所　太郎${staffNumber}`, staffNumber };
    const unitId = this.units[unit];
    const personId = await this.web.city.addPerson({ ...named, unitId });
    const accountId = await this.web.city.addAccount(personId, ...roles);
    return { personId, accountId, staffNumber };
  }

  /** The books say that both numbers are one human being. */
  async join(one: Somebody, keptAs: Somebody): Promise<void> {
    await this.web.database.execute(
      `INSERT INTO person_joins_history (id, person_id, joined_to, reason, valid_from, recorded_at)
       VALUES ($1, $2, $3, '再任用', '2026-10-01', '2026-10-01')`,
      [randomUUID(), one.personId, keptAs.personId],
    );
  }

  async suspend({ accountId }: Somebody): Promise<void> {
    await this.web.database.execute('UPDATE accounts SET suspended_at = $2 WHERE id = $1', [
      accountId,
      this.web.clock.now(),
    ]);
  }

  async seenOn(visitor: Visitor, page: string): Promise<string> {
    return /name="seen" value="([^"]*)"/.exec((await visitor.get(page)).text)?.[1] ?? '';
  }
}

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
  'POST /appointments/:id/annul': on(inOffice, '/appointments/:id/annul', REASON),
  'POST /assignments/:assignmentId/people/:personId/exempt': on(
    assigned,
    '/assignments/:id/exempt',
    REASON,
  ),
  'POST /assignments/:assignmentId/people/:personId/undo-exemption': on(
    exempted,
    '/assignments/:id/undo-exemption',
  ),
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

async function inOffice(stage: TwoPersonStage, { subject, before }: Scene): Promise<string> {
  const { personId } = subject;
  const id = await stage.figures.addAppointment({ personId, unitId: stage.units[0] });
  const table = 'role_appointments_history';
  await actedBy(stage, table, { column: 'appointed_by', id, by: before.accountId });
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

async function actedBy(
  stage: TwoPersonStage,
  table: string,
  act: { readonly column: string; readonly id: string; readonly by: string },
): Promise<void> {
  const sql = `UPDATE ${table} SET ${act.column} = $2 WHERE id = $1`;
  await rewriteHistory(stage.web.database, sql, [act.id, act.by]);
}

/** `<assignment>/people/<person>`. */
async function assigned(stage: TwoPersonStage, { subject }: Scene): Promise<string> {
  const { personId } = subject;
  await stage.figures.addEnrollment({ personId, courseId: stage.courseId });
  const row = await rowOf<{ id: string }>(
    stage.web.database,
    'SELECT assignment_id AS id FROM assignment_persons WHERE person_id = $1',
    [personId],
  );
  return `${row?.id ?? ''}/people/${personId}`;
}

async function exempted(stage: TwoPersonStage, scene: Scene): Promise<string> {
  const place = await assigned(stage, scene);
  await stage.figures.exempt(scene.subject.personId, stage.courseId, '2026-11-10T09:00:00+09:00');
  return place;
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

async function factor(stage: TwoPersonStage, { subject }: Scene): Promise<string> {
  await stage.web.database.execute(
    `INSERT INTO second_factors (id, account_id, kind, name, sealed_secret, last_step, created_at)
     VALUES ($1, $2, 'totp', '電話', 'x', 0, '2026-11-01')`,
    [randomUUID(), subject.accountId],
  );
  return subject.accountId;
}

interface Request {
  readonly kind: 'password' | 'second_factor';
  readonly by: Somebody;
  readonly approvedBy?: Somebody;
}

async function request(
  stage: TwoPersonStage,
  { subject }: Scene,
  { kind, by, approvedBy }: Request,
): Promise<string> {
  const id = randomUUID();
  const now = stage.web.clock.now();
  const expiresAt = new Date(now.getTime() + 3_600_000);
  await rewriteHistory(
    stage.web.database,
    `INSERT INTO account_resets (id, account_id, kind, way, requested_at, requested_by, expires_at, decided_at, decided_by, is_approved)
     VALUES ($1, $2, $3, 'approval', $4, $5, $6, $7, $8, $9)`,
    [
      ...[id, subject.accountId, kind, now, by.accountId, expiresAt],
      ...(approvedBy ? [now, approvedBy.accountId, true] : [null, null, null]),
    ],
  );
  return id;
}

async function asked(stage: TwoPersonStage, scene: Scene): Promise<string> {
  return request(stage, scene, { kind: 'password', by: scene.before });
}

/** By the one who acts, and by nobody agreed to. */
async function requestedPassword(stage: TwoPersonStage, scene: Scene): Promise<string> {
  await request(stage, scene, { kind: 'password', by: scene.actor });
  return scene.subject.accountId;
}

async function requestedFactor(stage: TwoPersonStage, scene: Scene): Promise<string> {
  await request(stage, scene, { kind: 'second_factor', by: scene.actor });
  return factor(stage, scene);
}

/** Agreed to by the one who did the step before; when that is the one who acts, somebody else had asked. */
async function agreed(stage: TwoPersonStage, scene: Scene, kind: Request['kind']): Promise<void> {
  const by = scene.before === scene.actor ? await stage.add(1, 'administrator') : scene.actor;
  await request(stage, scene, { kind, by, approvedBy: scene.before });
}

async function agreedPassword(stage: TwoPersonStage, scene: Scene): Promise<string> {
  await agreed(stage, scene, 'password');
  return scene.subject.accountId;
}

async function agreedFactor(stage: TwoPersonStage, scene: Scene): Promise<string> {
  await agreed(stage, scene, 'second_factor');
  return factor(stage, scene);
}

/** Its password was reset by the one who did the step before. */
async function resetBefore(stage: TwoPersonStage, { subject, before }: Scene): Promise<string> {
  const at = stage.web.clock.now();
  await rewriteHistory(
    stage.web.database,
    `INSERT INTO account_resets (id, account_id, kind, way, requested_at, requested_by, done_at)
     VALUES ($1, $2, 'password', 'notice', $3, $4, $3)`,
    [randomUUID(), subject.accountId, at, before.accountId],
  );
  return subject.accountId;
}
