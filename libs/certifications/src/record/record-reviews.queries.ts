import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import {
  Clock,
  col,
  Database,
  idOf,
  NotFound,
  type Page,
  type RecordId,
  type RowFrom,
  type RowOf,
  statement,
} from '@app/platform';
import { END_FAULTS } from './certificate-days.rules';
import { EVIDENCE_KINDS, SHOWN_STATES, type ShownState } from './certification-record.rules';
import {
  COUNT_SQL,
  DETAIL_SQL,
  LIST_SQL,
  NEXT_SQL,
  RELATED_SQL,
  WAITING_SQL,
  WRONG_ENDS_SQL,
} from './record-reviews.sql';

/** Empty texts do not filter. A unit stands for itself and every unit below it today. */
export interface ReviewFilter {
  readonly state: ShownState | '';
  readonly certificationCode: string;
  readonly unitCode: string;
}

const ROW = {
  id: col.id<'certification_record'>(),
  state: col.oneOf(SHOWN_STATES),
  certificationCode: col.text,
  certificationName: col.text,
  passedOn: col.date,
  certificateNumber: col.text,
  staffNumber: col.text,
  personName: col.text,
  /** The unit of the primary posting today; empty for who has left. */
  unitName: col.text,
  reportedAt: col.instant,
  reporterName: col.text,
  decidedAt: col.instant.orNull,
  deciderName: col.text,
  returnReason: col.text.orNull,
  revokedAt: col.instant.orNull,
  revokerName: col.text,
  revokeReason: col.text.orNull,
  annulledAt: col.instant.orNull,
  annullerName: col.text,
  annulReason: col.text.orNull,
  /** Somebody else has reported the same certificate number. */
  isNumberShared: col.bool,
  /** The last day on which it is good; null: it has no end. */
  validUntil: col.date.orNull,
  /** The record whose next period this is. */
  renewsId: col.id<'certification_record'>().orNull,
  /** As it stands on the certificate, where the register says otherwise. */
  nameOnCertificate: col.text.orNull,
  evidenceKind: col.oneOf(EVIDENCE_KINDS),
};

export type ReviewRow = RowOf<typeof ROW>;

const FILTER = { asOf: 'date', certificationCode: 'text', unitCode: 'text' } as const;

const LIST = statement({
  name: 'certifications.reviews',
  sql: LIST_SQL,
  parameters: { ...FILTER, state: 'text', limit: 'integer', offset: 'integer' },
  row: ROW,
});

const COUNT = statement({
  name: 'certifications.review-counts',
  sql: COUNT_SQL,
  parameters: FILTER,
  row: { state: col.oneOf(SHOWN_STATES), total: col.int },
});

const DETAIL = statement({
  name: 'certifications.review',
  sql: DETAIL_SQL,
  parameters: { asOf: 'date', recordId: 'uuid' },
  row: {
    ...ROW,
    personId: col.id<'person'>(),
    reportedBy: col.id<'person'>(),
    decidedBy: col.id<'person'>().orNull,
    /** Empty without a file. */
    evidenceName: col.text,
    evidenceType: col.text,
    evidenceBytes: col.int,
    /** The list and its line behind HRの記録. */
    entryBatchId: col.id<'certificate_entry_batch'>().orNull,
    entryLine: col.int.orNull,
    /** First day of the first employment; null when none is known. */
    employedFrom: col.date.orNull,
    /** Its last day is over. */
    isExpired: col.bool,
    /** How its last day contradicts its qualification; null: it does not. */
    endFault: col.oneOf(END_FAULTS).orNull,
    /** As the qualification is known today. */
    firstExamOn: col.date.orNull,
    lastExamOn: col.date.orNull,
    successorName: col.text.orNull,
    /** The same file stands in a report of somebody else, or of another exam. */
    isFileShared: col.bool,
  },
});

export type ReviewDetail = RowFrom<typeof DETAIL>;

const WRONG_ENDS = statement({
  name: 'certifications.wrong-ends',
  sql: WRONG_ENDS_SQL,
  parameters: { asOf: 'date' },
  row: {
    id: col.id<'certification_record'>(),
    name: col.text,
    staffNumber: col.text,
    certificationName: col.text,
    fault: col.oneOf(END_FAULTS),
    /** How many there are of this fault, with those that are not read. */
    total: col.int,
  },
});

/** A verified certificate without the last day that it must have, or with one that it cannot have. */
export type WrongEndRecord = RowFrom<typeof WRONG_ENDS>;

const RELATED = statement({
  name: 'certifications.related-records',
  sql: RELATED_SQL,
  parameters: { asOf: 'date', recordId: 'uuid' },
  row: {
    id: col.id<'certification_record'>(),
    relation: col.oneOf(['same_number', 'same_file', 'earlier']),
    personName: col.text,
    staffNumber: col.text,
    certificationName: col.text,
    passedOn: col.date,
    certificateNumber: col.text,
    state: col.oneOf(SHOWN_STATES),
    reportedAt: col.instant,
  },
});

/** Another record that a reviewer should know of: the same number or file, or the same qualification of the same person. */
export type RelatedRecord = RowFrom<typeof RELATED>;

const NEXT = statement({
  name: 'certifications.next-review',
  sql: NEXT_SQL,
  parameters: { recordId: 'uuid', personId: 'uuid' },
  row: { id: col.id<'certification_record'>() },
});

const WAITING = statement({
  name: 'certifications.reviews-waiting',
  sql: WAITING_SQL,
  parameters: { personId: 'uuid' },
  row: { total: col.int, own: col.int, oldest: col.instant.orNull },
});

/** Reports that wait: for this person, and their own, which only others may decide. */
export type ReviewsWaiting = RowFrom<typeof WAITING>;

export type StateCounts = Readonly<Record<ShownState, number>>;

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
    const rows = await this.database.all(LIST, {
      ...this.asked(filter),
      state: filter.state,
      limit: page.size,
      offset: (page.number - 1) * page.size,
    });
    return { rows, total };
  }

  /** How many reports of each state there are within the filter's qualification and unit. */
  async countReviews(actor: Actor, filter: ReviewFilter): Promise<StateCounts> {
    requirePermission(actor, 'certifications.read');
    const rows = await this.database.all(COUNT, this.asked(filter));
    const counts = {
      reported: 0,
      verified: 0,
      returned: 0,
      withdrawn: 0,
      revoked: 0,
      annulled: 0,
      set_aside: 0,
    };
    for (const row of rows) counts[row.state] = row.total;
    return counts;
  }

  async getReview(actor: Actor, recordId: RecordId): Promise<ReviewDetail> {
    requirePermission(actor, 'certifications.read');
    const asOf = this.clock.today();
    const row = await this.database.first(DETAIL, { asOf, recordId: idOf(recordId) });
    if (!row) throw new NotFound();
    return row;
  }

  async listRelated(actor: Actor, recordId: RecordId): Promise<readonly RelatedRecord[]> {
    requirePermission(actor, 'certifications.read');
    return this.database.all(RELATED, { asOf: this.clock.today(), recordId: idOf(recordId) });
  }

  /** The first of what counts for ever although it should end, or ends although it does not: to be corrected. */
  async listWrongEnds(actor: Actor): Promise<readonly WrongEndRecord[]> {
    requirePermission(actor, 'certifications.read');
    return this.database.all(WRONG_ENDS, { asOf: this.clock.today() });
  }

  async countWaiting(actor: Actor): Promise<ReviewsWaiting> {
    requirePermission(actor, 'certifications.verify');
    return this.database.only(WAITING, { personId: actor.personId });
  }

  /** The next report that waits and that this person may decide: after the given one, then from the start. */
  async findNext(actor: Actor, recordId: RecordId): Promise<RecordId | null> {
    requirePermission(actor, 'certifications.read');
    const row = await this.database.first(NEXT, {
      recordId: idOf(recordId),
      personId: actor.personId,
    });
    return row?.id ?? null;
  }

  private asked({ certificationCode, unitCode }: ReviewFilter) {
    return { asOf: this.clock.today(), certificationCode, unitCode };
  }
}

function sumOf(counts: StateCounts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
