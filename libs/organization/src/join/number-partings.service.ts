import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import { addDays, AuditLog, Conflict, Database, formatRange, NotFound } from '@app/platform';
import { BaseStateQueries } from '../import/base-state.queries';
import { ABSENCE_WORDS, EMPLOYMENT_TYPE_WORDS, POSTING_KIND_WORDS } from '../vocabulary';
import {
  type FactSinceImport,
  ImportJoinQueries,
  type ImportJoinKey,
  type ImportJoinRow,
} from './import-joins.queries';
import { requireOthers, requireReason } from './join.rules';
import { JoinQueries } from './joins.queries';
import { PartingBooks } from './parting-books';
import { type HeldOfPart, PersonJoins } from './person-joins.service';

/** What parting the number would do. */
export interface PartingPreview {
  readonly join: ImportJoinRow;
  /** Recorded by the import and those after it: facts of the new person. */
  readonly moves: readonly string[];
  /** What goes on being the known person's. */
  readonly stays: readonly HeldOfPart[];
  readonly blockers: readonly string[];
}

/**
 * Takes back 「同じ人として取り込む」. The known person gets back what was known before the import; then the import, and
 * those that changed the person after it, are laid upon the database once more for these two people only, now with the
 * number as somebody else's. Joining the two by hand undoes it.
 */
@Injectable()
export class NumberPartings {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly base: BaseStateQueries,
    private readonly books: PartingBooks,
    private readonly joins: PersonJoins,
    private readonly queries: ImportJoinQueries,
    private readonly joinQueries: JoinQueries,
  ) {}

  async preview(actor: Actor, key: ImportJoinKey): Promise<PartingPreview> {
    requirePermission(actor, 'organization.import');
    const join = await this.find(key);
    const at = await this.queries.beganAt(join);
    const isOpen = join.partedAt === null && at !== null;
    return {
      join,
      moves: isOpen ? (await this.queries.listFactsSince(join, at)).map(factText) : [],
      stays: await this.joins.listHeld([join.personId]),
      blockers: isOpen ? await this.queries.listBlockers(join) : [],
    };
  }

  /** Nobody parts their own number. */
  async part(actor: Actor, key: ImportJoinKey, reason: string): Promise<void> {
    requirePermission(actor, 'organization.import');
    const why = requireReason(reason, '分ける理由');
    await this.database.transaction(async () => {
      await this.base.lock();
      const join = await this.find(key);
      await requireOthers(this.joinQueries, actor, [join.personId]);
      if (join.partedAt !== null) throw alreadyParted();
      const blockers = await this.queries.listBlockers(join);
      if (blockers.length > 0) throw inTheWay(blockers);
      const at = await this.queries.beganAt(join);
      if (at === null) throw new NotFound();
      const by = auditActorOf(actor);
      const newPersonId = await this.books.part(by, join, { at, reason: why });
      await this.base.refreshStatistics();
      await this.audit.record(by, {
        action: 'person.number_parted',
        subjectType: 'person',
        subjectId: join.personId,
        detail: { personId: newPersonId, batchId: join.batchId, reason: why },
      });
    });
  }

  private async find(key: ImportJoinKey): Promise<ImportJoinRow> {
    const join = await this.queries.find(key);
    if (!join) throw new NotFound();
    return join;
  }
}

function factText(fact: FactSinceImport): string {
  const { text, employment, absence, posting, validFrom, validTo } = fact;
  const days = `(${formatRange(validFrom, validTo && addDays(validTo, -1))})`;
  if (employment !== null) return `任用: ${EMPLOYMENT_TYPE_WORDS[employment]}${days}`;
  if (absence !== null) return `状態: ${ABSENCE_WORDS[absence]}${days}`;
  if (posting !== null) return `所属(${POSTING_KIND_WORDS[posting]}): ${text}${days}`;
  return `職員番号: ${text}${days}`;
}

function alreadyParted(): Conflict {
  return new Conflict(
    'join.separated',
    'この番号はすでに分けられています。画面を開き直して確かめてください。',
  );
}

function inTheWay(blockers: readonly string[]): Conflict {
  return new Conflict('join.depended_upon', `このままでは分けられません。${blockers.join('')}`);
}
