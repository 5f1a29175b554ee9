import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import {
  addDays,
  AuditLog,
  Clock,
  Conflict,
  Database,
  formatRange,
  History,
  NotFound,
  type Recorder,
} from '@app/platform';
import { BaseStateQueries } from '../import/base-state.queries';
import { ABSENCE_WORDS, EMPLOYMENT_TYPE_WORDS, POSTING_KIND_WORDS } from '../vocabulary';
import {
  type FactSinceImport,
  ImportJoinQueries,
  type ImportJoinKey,
  type ImportJoinRow,
} from './import-joins.queries';
import { ImportsAgain } from './imports-again';
import { requireOthers, requireReason } from './join.rules';
import { JoinParts } from './join-parts';
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
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly history: History,
    private readonly base: BaseStateQueries,
    private readonly imports: ImportsAgain,
    private readonly joins: PersonJoins,
    private readonly parts: JoinParts,
    private readonly queries: ImportJoinQueries,
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
      requireOthers(actor, [join.personId]);
      if (join.partedAt !== null) throw alreadyParted();
      const blockers = await this.queries.listBlockers(join);
      if (blockers.length > 0) throw inTheWay(blockers);
      const at = await this.queries.beganAt(join);
      if (at === null) throw new NotFound();
      const by = auditActorOf(actor);
      const since = await this.queries.listImportsSince(join);
      await this.giveBack(by, join.personId, at);
      const newPersonId = await this.imports.layAgain(by, join, since);
      await this.note(by, join, { newPersonId, reason: why });
      for (const part of this.parts.all) await part.parted?.(join.personId);
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

  /** The facts of the instant before the import, those that were superseded since as rows of their own. */
  private async giveBack(by: Recorder, personId: string, at: Date): Promise<void> {
    const known = await this.queries.listKnown(personId, at);
    for (const table of new Set(known.map((row) => row.table))) {
      const own = known.filter((row) => row.table === table);
      await this.history.copy({ table, key: 'id' }, by, {
        end: own.filter((row) => row.isNow && !row.wasThen).map((row) => row.id),
        copies: own
          .filter((row) => row.wasThen && !row.isNow)
          .map((row) => ({ from: row.id, id: randomUUID(), changes: {} })),
      });
    }
  }

  private async note(
    by: Recorder,
    { batchId, staffNumber, personId }: ImportJoinRow,
    { newPersonId, reason }: { readonly newPersonId: string; readonly reason: string },
  ): Promise<void> {
    await this.database.execute(
      `INSERT INTO import_number_partings (batch_id, staff_number, kept_person_id, new_person_id, reason, parted_at, parted_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [batchId, staffNumber, personId, newPersonId, reason, this.clock.now(), by.accountId],
    );
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
