import { Injectable } from '@nestjs/common';
import { type Actor, PERMISSIONS_OF_ROLE, requirePermission, SYSTEM_ROLES } from '@app/access';
import {
  col,
  Database,
  dayOf,
  type LocalDate,
  NotFound,
  type RowFrom,
  statement,
} from '@app/platform';
import { z } from 'zod';
import { accountText } from '../day/account-line';
import { inForce } from '../day/in-force';
import { personLine } from '../day/person-line';
import { DRAFT_ACTS } from './draft-rows.rules';

export const DRAFT_STATES = ['open', 'adopted', 'discarded'] as const;
export type DraftState = (typeof DRAFT_STATES)[number];

/** Names all rows of a draft as they stand. */
const ROWS_MARK = `(SELECT md5(coalesce(string_agg(r.id::text, ',' ORDER BY r.id), '')) FROM transfer_draft_rows r WHERE r.draft_id = d.id)`;
const COLUMNS = `d.id, d.name, d.effective_on AS "effectiveOn", d.source_name AS "sourceName", d.state, d.created_at AS "createdAt",
    ${accountText('d.created_by', dayOf('d.created_at'))} AS "createdBy", d.closed_at AS "closedAt", ${ROWS_MARK} AS "rowsMark",
    (SELECT count(*)::int FROM transfer_draft_rows r WHERE r.draft_id = d.id AND r.file = 'postings') AS people,
    (SELECT count(*)::int FROM transfer_draft_rows r WHERE r.draft_id = d.id AND r.file = 'units') AS units,
    (SELECT b.id FROM import_batches b WHERE b.draft_id = d.id AND b.state <> 'discarded' ORDER BY b.created_at DESC LIMIT 1) AS "batchId"`;
const IS_NAMED = `EXISTS (SELECT 1 FROM transfer_draft_readers reader WHERE reader.draft_id = d.id AND reader.account_id = :accountId)`;
const ROW = {
  id: col.id<'transfer_draft'>(),
  name: col.text,
  effectiveOn: col.date,
  sourceName: col.text,
  state: col.oneOf(DRAFT_STATES),
  createdAt: col.instant,
  createdBy: col.text.orNull,
  closedAt: col.instant.orNull,
  rowsMark: col.text,
  people: col.int,
  units: col.int,
  /** The import that it was handed to, and that was not given up. */
  batchId: col.id<'import_batch'>().orNull,
};

const DRAFTS = statement({
  name: 'organization.drafts',
  sql: `SELECT ${COLUMNS} FROM transfer_drafts d WHERE ${IS_NAMED} ORDER BY d.state <> 'open', d.created_at DESC, d.id`,
  parameters: { accountId: 'uuid' },
  row: ROW,
});

const DRAFT = statement({
  name: 'organization.draft',
  sql: `SELECT ${COLUMNS} FROM transfer_drafts d WHERE d.id::text = :draftId AND ${IS_NAMED}`,
  parameters: { draftId: 'text', accountId: 'uuid' },
  row: ROW,
});

/** For work aside: whoever asked for it was named. */
const DRAFT_BY_ID = statement({
  name: 'organization.draft-by-id',
  sql: `SELECT ${COLUMNS} FROM transfer_drafts d WHERE d.id = :draftId`,
  parameters: { draftId: 'uuid' },
  row: ROW,
});

const SUBJECTS = statement({
  name: 'organization.draft-rows',
  sql: `SELECT r.id, r.file, r.subject, r.act, r.position, r.cells FROM transfer_draft_rows r
    WHERE r.draft_id = :draftId ORDER BY r.file DESC, r.position, r.subject`,
  parameters: { draftId: 'uuid' },
  row: {
    id: col.id<'transfer_draft_row'>(),
    file: col.oneOf(['postings', 'units']),
    subject: col.text,
    act: col.oneOf(DRAFT_ACTS),
    position: col.int,
    cells: col.json(z.array(z.record(z.string(), z.string()))),
  },
});

/** Where whom the draft is about stand on the eve of it, as the books have it now. */
const STANDINGS = statement({
  name: 'organization.draft-standings',
  sql: `SELECT r.subject, line.name, line.unit_name AS "unitName", line.post_title AS "postTitle" FROM transfer_draft_rows r
    JOIN staff_numbers n ON n.staff_number = r.subject AND ${inForce('n', ':on')}
    JOIN LATERAL ${personLine('n.person_id', ':on')} line ON true
    WHERE r.draft_id = :draftId AND r.file = 'postings' ORDER BY r.subject`,
  parameters: { draftId: 'uuid', on: 'date' },
  row: {
    subject: col.text,
    name: col.text,
    unitName: col.text.orNull,
    postTitle: col.text,
  },
});

const READERS = statement({
  name: 'organization.draft-readers',
  sql: `SELECT r.id, r.account_id AS "accountId", line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName",
      r.recorded_at AS "namedAt" FROM transfer_draft_readers r
    JOIN accounts a ON a.id = r.account_id JOIN LATERAL ${personLine('a.person_id', ':on')} line ON true
    WHERE r.draft_id = :draftId ORDER BY r.recorded_at, line.staff_number`,
  parameters: { draftId: 'uuid', on: 'date' },
  row: {
    id: col.id<'transfer_draft_reader'>(),
    accountId: col.id<'account'>(),
    staffNumber: col.text,
    name: col.text,
    unitName: col.text.orNull,
    namedAt: col.instant,
  },
});

const ROLES_THAT_OPEN = SYSTEM_ROLES.filter((role) =>
  PERMISSIONS_OF_ROLE[role].includes('drafts.open'),
)
  .map((role) => `'${role}'`)
  .join(', ');

/** Who may be named: an account that works, of personnel or of the programme office. */
const NAMEABLE = statement({
  name: 'organization.draft-nameable',
  sql: `SELECT a.id AS "accountId" FROM staff_numbers n JOIN accounts a ON a.person_id = n.person_id
    WHERE n.staff_number = :staffNumber AND ${inForce('n', ':on')} AND a.suspended_at IS NULL AND EXISTS (SELECT 1 FROM account_roles role
      WHERE role.account_id = a.id AND role.role IN (${ROLES_THAT_OPEN}) AND ${inForce('role', ':on')})`,
  parameters: { staffNumber: 'text', on: 'date' },
  row: { accountId: col.id<'account'>() },
});

/** Whether one of the people of a draft is the holder of an account, under whichever number. */
const CONCERNS = statement({
  name: 'organization.draft-concerns',
  sql: `SELECT EXISTS (SELECT 1 FROM transfer_draft_rows r JOIN staff_numbers n ON n.staff_number = r.subject
    WHERE r.draft_id = :draftId AND r.file = 'postings' AND person_now(n.person_id) = person_of(:accountId)) AS "isSo"`,
  parameters: { draftId: 'uuid', accountId: 'uuid' },
  row: { isSo: col.bool },
});

export type TransferDraft = RowFrom<typeof DRAFT>;
export type DraftRow = RowFrom<typeof SUBJECTS>;
export type DraftReader = RowFrom<typeof READERS>;
export type DraftStanding = RowFrom<typeof STANDINGS>;

/** Drafts of transfers, each for those who are named in it: to everybody else it does not exist. */
@Injectable()
export class TransferDraftQueries {
  constructor(private readonly database: Database) {}

  async list(actor: Actor): Promise<readonly TransferDraft[]> {
    requirePermission(actor, 'drafts.open');
    return this.database.all(DRAFTS, { accountId: actor.accountId });
  }

  async get(actor: Actor, draftId: string): Promise<TransferDraft> {
    requirePermission(actor, 'drafts.open');
    const { accountId } = actor;
    const draft = await this.database.first(DRAFT, { draftId: draftId.toLowerCase(), accountId });
    if (!draft) throw new NotFound();
    return draft;
  }

  async findById(draftId: string): Promise<TransferDraft | null> {
    return this.database.first(DRAFT_BY_ID, { draftId });
  }

  async listRows({ id: draftId }: Pick<TransferDraft, 'id'>): Promise<readonly DraftRow[]> {
    return this.database.all(SUBJECTS, { draftId });
  }

  async listStandings(
    { id: draftId }: Pick<TransferDraft, 'id'>,
    on: LocalDate,
  ): Promise<readonly DraftStanding[]> {
    return this.database.all(STANDINGS, { draftId, on });
  }

  async listReaders(
    { id: draftId }: Pick<TransferDraft, 'id'>,
    on: LocalDate,
  ): Promise<readonly DraftReader[]> {
    return this.database.all(READERS, { draftId, on });
  }

  /** The account of a number, if it may be named. */
  async findNameable(staffNumber: string, on: LocalDate): Promise<string | null> {
    return (await this.database.first(NAMEABLE, { staffNumber, on }))?.accountId ?? null;
  }

  async concerns({ id: draftId }: Pick<TransferDraft, 'id'>, accountId: string): Promise<boolean> {
    return (await this.database.only(CONCERNS, { draftId, accountId })).isSo;
  }
}
