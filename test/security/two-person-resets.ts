import { randomUUID } from 'node:crypto';
import { rewriteHistory } from '@app/testing';
import type { Scene, Somebody, TwoPersonStage } from './two-person-stage';

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

export async function asked(stage: TwoPersonStage, scene: Scene): Promise<string> {
  return request(stage, scene, { kind: 'password', by: scene.before });
}

/** By the one who acts, and by nobody agreed to. */
export async function requestedPassword(stage: TwoPersonStage, scene: Scene): Promise<string> {
  await request(stage, scene, { kind: 'password', by: scene.actor });
  return scene.subject.accountId;
}

export async function requestedFactor(stage: TwoPersonStage, scene: Scene): Promise<string> {
  await request(stage, scene, { kind: 'second_factor', by: scene.actor });
  return factor(stage, scene);
}

/** Agreed to by the one who did the step before; when that is the one who acts, somebody else had asked. */
async function agreed(stage: TwoPersonStage, scene: Scene, kind: Request['kind']): Promise<void> {
  const by = scene.before === scene.actor ? await stage.add(1, 'administrator') : scene.actor;
  await request(stage, scene, { kind, by, approvedBy: scene.before });
}

export async function agreedPassword(stage: TwoPersonStage, scene: Scene): Promise<string> {
  await agreed(stage, scene, 'password');
  return scene.subject.accountId;
}

export async function agreedFactor(stage: TwoPersonStage, scene: Scene): Promise<string> {
  await agreed(stage, scene, 'second_factor');
  return factor(stage, scene);
}

/** Its password was reset by the one who did the step before. */
export async function resetBefore(
  stage: TwoPersonStage,
  { subject, before }: Scene,
): Promise<string> {
  const at = stage.web.clock.now();
  await rewriteHistory(
    stage.web.database,
    `INSERT INTO account_resets (id, account_id, kind, way, requested_at, requested_by, done_at)
     VALUES ($1, $2, 'password', 'notice', $3, $4, $3)`,
    [randomUUID(), subject.accountId, at, before.accountId],
  );
  return subject.accountId;
}

export async function factor(stage: TwoPersonStage, { subject }: Scene): Promise<string> {
  await stage.web.database.execute(
    `INSERT INTO second_factors (id, account_id, kind, name, sealed_secret, last_step, created_at)
     VALUES ($1, $2, 'totp', '電話', 'x', 0, '2026-11-01')`,
    [randomUUID(), subject.accountId],
  );
  return subject.accountId;
}
