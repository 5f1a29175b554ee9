import { randomUUID } from 'node:crypto';
import type { Database, LocalDate } from '@app/platform';

export interface NominationFacts {
  readonly personId: string;
  readonly unitId: string;
  /** The account that recommended; of oneself one's own. */
  readonly by: string;
  readonly origin?: 'head' | 'self' | 'office';
  readonly state: 'nominated' | 'consented' | 'declined' | 'returned' | 'not_taken';
  /** The account that brought it there; the recommending one unless said. */
  readonly stepBy?: string;
  readonly role?: 'leader' | 'supporter';
  readonly nominatedOn: LocalDate;
  readonly consentBy?: LocalDate;
  readonly since?: LocalDate;
}

type State = NominationFacts['state'];
const WITH_SNAPSHOT: readonly State[] = ['consented', 'returned', 'not_taken'];
const WITH_ANSWER: readonly State[] = ['declined', 'returned', 'not_taken'];

/** A recommendation as it stands, by the row of its last step. */
export async function addNomination(database: Database, facts: NominationFacts): Promise<string> {
  const { personId, unitId, by, state, nominatedOn } = facts;
  const { origin = 'head', role = 'leader', stepBy = by, since = nominatedOn } = facts;
  const id = randomUUID();
  const snapshotId = WITH_SNAPSHOT.includes(state) ? await addSnapshot(database, role) : null;
  await database.execute(
    `INSERT INTO nominations_history (row_id, id, person_id, role, org_unit_id, origin, reason, nominated_at, nominated_by,
       consent_by, state, step, answer, snapshot_id, recorded_at, recorded_by)
     VALUES ($1, $2, $3, $4, $5, $6, '業務の見直しを進めてきたため', $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [
      ...[randomUUID(), id, personId, role, unitId, origin, `${nominatedOn}T12:00:00+09:00`, by],
      ...[consentByOf(facts), state, stepOf(facts)],
      WITH_ANSWER.includes(state) ? '人には言わない理由' : null,
      ...[snapshotId, `${since}T12:00:00+09:00`, stepBy],
    ],
  );
  return id;
}

const consentByOf = ({ origin, consentBy, nominatedOn }: NominationFacts) =>
  origin === 'self' ? null : (consentBy ?? nominatedOn);

const stepOf = ({ origin, state }: NominationFacts) =>
  origin === 'self' && state === 'consented' ? 'self_nominated' : state;

async function addSnapshot(database: Database, role: string): Promise<string> {
  const id = randomUUID();
  await database.execute(
    `INSERT INTO nomination_snapshots (id, role_version_id, taken_at)
     SELECT $1, v.id, '2026-04-01' FROM role_versions v WHERE v.role = $2 ORDER BY v.valid_from LIMIT 1`,
    [id, role],
  );
  return id;
}

/** From the day on the role asks for the word of the head. */
export async function askForSupport(
  database: Database,
  role: 'leader' | 'supporter',
  from: LocalDate,
): Promise<void> {
  const id = randomUUID();
  await database.execute(
    `INSERT INTO role_versions_history (id, role, version, valid_from, letter, note, recorded_at)
     SELECT $1, $2, max(v.version) + 1, $3, 'appointment', '副申を求める', '2026-04-01' FROM role_versions_history v WHERE v.role = $2`,
    [id, role, from],
  );
  await database.execute(
    `INSERT INTO role_requirements (id, role_version_id, position, is_required, kind) VALUES ($1, $2, 1, true, 'recommendation')`,
    [randomUUID(), id],
  );
}
