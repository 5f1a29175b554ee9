import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import {
  Clock,
  Database,
  idOf,
  type LocalDate,
  MAXIMUM_EXPORT_ROWS,
  NotFound,
  type Page,
  requireExportable,
} from '@app/platform';
import type { RecordState } from './certification-record.entity';
import {
  COUNT_SQL,
  DETAIL_SQL,
  LIST_SQL,
  NEXT_SQL,
  RELATED_SQL,
  UNITS_SQL,
} from './record-reviews-sql';

/** Empty texts do not filter. A unit stands for itself and every unit below it today. */
export interface ReviewFilter {
  readonly state: RecordState | '';
  readonly certificationCode: string;
  readonly unitCode: string;
}

export interface ReviewRow {
  readonly id: string;
  readonly state: RecordState;
  readonly certificationCode: string;
  readonly certificationName: string;
  readonly passedOn: LocalDate;
  readonly certificateNumber: string;
  readonly staffNumber: string;
  readonly personName: string;
  /** The unit of the primary posting today; empty for who has left. */
  readonly unitName: string;
  readonly reportedAt: Date;
  readonly reporterName: string;
  readonly decidedAt: Date | null;
  readonly deciderName: string;
  readonly returnReason: string | null;
  readonly revokedAt: Date | null;
  readonly revokerName: string;
  readonly revokeReason: string | null;
  /** Somebody else has reported the same certificate number. */
  readonly isNumberShared: boolean;
}

export interface ReviewDetail extends ReviewRow {
  readonly personId: string;
  readonly reportedBy: string;
  readonly decidedBy: string | null;
  readonly evidenceName: string;
  readonly evidenceType: string;
  readonly evidenceBytes: number;
  /** First day of the first employment; null when none is known. */
  readonly employedFrom: LocalDate | null;
}

/** Another record that a reviewer should know of: the same number, or the same qualification of the same person. */
export interface RelatedRecord {
  readonly id: string;
  readonly relation: 'same_number' | 'earlier';
  readonly personName: string;
  readonly staffNumber: string;
  readonly passedOn: LocalDate;
  readonly certificateNumber: string;
  readonly state: RecordState;
  readonly reportedAt: Date;
}

export type StateCounts = Readonly<Record<RecordState, number>>;

export interface UnitChoice {
  readonly code: string;
  readonly name: string;
}

/** What reviewers read: the queue, one report with what speaks for and against it, and the next one to look at. */
@Injectable()
export class RecordReviewQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Oldest first, so that nobody waits behind newer reports. */
  async listReviews(
    actor: Actor,
    filter: ReviewFilter,
    page: { readonly number: number; readonly size: number },
  ): Promise<Page<ReviewRow>> {
    const counts = await this.countReviews(actor, filter);
    const total = filter.state === '' ? sumOf(counts) : counts[filter.state];
    const rows = await this.database.query<ReviewRow>(LIST_SQL, [
      ...this.filterValues(filter),
      filter.state,
      page.size,
      (page.number - 1) * page.size,
    ]);
    return { rows, total };
  }

  /** Everything that fits the filter, for a file; refused, never cut, when it is more than a file holds. */
  async listAllReviews(actor: Actor, filter: ReviewFilter): Promise<readonly ReviewRow[]> {
    const counts = await this.countReviews(actor, filter);
    requireExportable(filter.state === '' ? sumOf(counts) : counts[filter.state]);
    const page = { number: 1, size: MAXIMUM_EXPORT_ROWS };
    return (await this.listReviews(actor, filter, page)).rows;
  }

  /** How many reports of each state there are within the filter's qualification and unit. */
  async countReviews(actor: Actor, filter: ReviewFilter): Promise<StateCounts> {
    requirePermission(actor, 'certifications.read');
    const rows = await this.database.query<{ state: RecordState; total: number }>(
      COUNT_SQL,
      this.filterValues(filter),
    );
    const counts = { reported: 0, verified: 0, returned: 0, withdrawn: 0, revoked: 0 };
    for (const row of rows) counts[row.state] = row.total;
    return counts;
  }

  async getReview(actor: Actor, recordId: string): Promise<ReviewDetail> {
    requirePermission(actor, 'certifications.read');
    const row = await this.database.queryOne<ReviewDetail>(DETAIL_SQL, [
      this.clock.today(),
      idOf(recordId),
    ]);
    if (!row) throw new NotFound();
    return row;
  }

  async listRelated(actor: Actor, recordId: string): Promise<readonly RelatedRecord[]> {
    requirePermission(actor, 'certifications.read');
    return this.database.query<RelatedRecord>(RELATED_SQL, [idOf(recordId)]);
  }

  /** The next report that waits and that this person may decide: after the given one, then from the start. */
  async findNext(actor: Actor, recordId: string): Promise<string | null> {
    requirePermission(actor, 'certifications.read');
    const row = await this.database.queryOne<{ id: string }>(NEXT_SQL, [
      idOf(recordId),
      actor.personId,
    ]);
    return row?.id ?? null;
  }

  async listUnits(actor: Actor): Promise<readonly UnitChoice[]> {
    requirePermission(actor, 'certifications.read');
    return this.database.query<UnitChoice>(UNITS_SQL, [this.clock.today()]);
  }

  private filterValues(filter: ReviewFilter): readonly unknown[] {
    return [this.clock.today(), filter.certificationCode, filter.unitCode];
  }
}

function sumOf(counts: StateCounts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
