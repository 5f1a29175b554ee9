import { Injectable } from '@nestjs/common';
import { Clock, col, Database, formatDateShort, type RowOf, statement } from '@app/platform';
import type { Judged, RequirementState } from '../role/eligibility.rules';
import { type Requirement, type RequirementNames, wantedText } from '../role/requirement.rules';
import { RoleEligibilityQueries } from '../role/role-eligibility.queries';
import { RoleQueries } from '../role/roles.queries';
import type { Nomination } from './nomination-books';

const STATES = ['met', 'not_met', 'unknown'] as const;

const FINDING = {
  position: col.int,
  state: col.oneOf(STATES),
  evidenceRow: col.text.orNull,
  evidenceOn: col.date.orNull,
  said: col.text,
  roleVersionId: col.id<'role_version'>(),
};

/** Kept for ever: also of a recommendation that came to nothing. */
const FINDINGS = statement({
  name: 'appointments.nomination-findings',
  sql: `SELECT f.position, f.state, f.evidence_row AS "evidenceRow", f.evidence_on AS "evidenceOn", f.said,
      s.role_version_id AS "roleVersionId"
    FROM nomination_findings f JOIN nomination_snapshots s ON s.id = f.snapshot_id WHERE s.id = :snapshotId ORDER BY f.position`,
  parameters: { snapshotId: 'uuid' },
  row: FINDING,
});

/** One requirement: as it was on the day of the consent, and as it is now. */
export interface Finding extends Omit<RowOf<typeof FINDING>, 'roleVersionId'> {
  readonly requirement: Requirement | null;
  readonly now: RequirementState;
  /** Was met, and is not any more. */
  readonly isLost: boolean;
}

type Subject = Pick<Nomination, 'id' | 'personId' | 'role'>;

/** What met which requirement on the day somebody consented; what became of it is read beside it and changes nothing. */
@Injectable()
export class NominationSnapshots {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly roles: RoleQueries,
    private readonly meeting: RoleEligibilityQueries,
  ) {}

  /** By the version of today; the row of the consent stands in the books already. */
  async take(snapshotId: string, { id, personId, role }: Subject): Promise<void> {
    const version = await this.roles.getOn(role, this.clock.today());
    const judged = await this.judge(version.requirements, { id, personId, role });
    const names = await this.roles.readAskable();
    await this.database.execute(
      'INSERT INTO nomination_snapshots (id, role_version_id, taken_at) VALUES ($1, $2, $3)',
      [snapshotId, version.id, this.clock.now()],
    );
    await this.database.execute(
      `INSERT INTO nomination_findings (snapshot_id, position, state, evidence_row, evidence_on, said)
       SELECT $1, f.position, f.state, f.evidence_row, f.evidence_on, f.said FROM jsonb_to_recordset($2::jsonb)
         AS f (position integer, state text, evidence_row text, evidence_on date, said text)`,
      [snapshotId, JSON.stringify(judged.map((it, place) => findingOf(it, place, names)))],
    );
  }

  async list(nomination: Subject & Pick<Nomination, 'snapshotId'>): Promise<readonly Finding[]> {
    const { snapshotId, role } = nomination;
    if (snapshotId === null) return [];
    const rows = await this.database.all(FINDINGS, { snapshotId });
    const versions = await this.roles.listVersions(role);
    const version = versions.find(({ id }) => id === rows[0]?.roleVersionId);
    const requirements = version?.requirements ?? [];
    const judged = await this.judge(requirements, nomination);
    return rows.map(({ roleVersionId: _version, ...row }): Finding => {
      const now = judged[row.position - 1]?.state ?? 'not_met';
      const requirement = requirements[row.position - 1] ?? null;
      return { ...row, requirement, now, isLost: row.state === 'met' && now !== 'met' };
    });
  }

  /** As of today, before there is a snapshot: for the person and the office. */
  async preview(nomination: Subject): Promise<readonly Judged[]> {
    const { requirements } = await this.roles.getOn(nomination.role, this.clock.today());
    return this.judge(requirements, nomination);
  }

  private async judge(
    requirements: readonly Requirement[],
    { id, personId }: Subject,
  ): Promise<readonly Judged[]> {
    const today = this.clock.today();
    const people = await this.meeting.judgeOn(requirements, today, [personId], id);
    return people.get(personId)?.judged ?? [];
  }
}

function findingOf(
  { requirement, state, evidence }: Judged,
  place: number,
  names: RequirementNames,
) {
  return {
    position: place + 1,
    state,
    evidence_row: evidence?.rowId ?? null,
    evidence_on: evidence?.on ?? null,
    said: saidText({ requirement, evidence }, names),
  };
}

/** 「資格: ITパスポート(令和8年6月1日)」. */
export function saidText(
  { requirement, evidence }: Pick<Judged, 'requirement' | 'evidence'>,
  names: RequirementNames,
): string {
  const text = wantedText(requirement.wanted, names);
  return evidence?.on ? `${text}(${formatDateShort(evidence.on)})` : text;
}
