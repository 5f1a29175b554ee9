import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import { AuditLog, Clock, Conflict, Database, History, NotFound } from '@app/platform';
import { DISTINCT_PEOPLE } from '../history-tables';
import { type DistinctPair, DistinctPeopleQueries } from './distinct-people.queries';
import { requireOthers, requireReason } from './join.rules';
import { JoinQueries } from './joins.queries';

type Pair = readonly [string, string];

/** 「別の人です」: namesakes are told apart, so that nobody has to look at them again, and that is taken back. */
@Injectable()
export class DistinctPeople {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly history: History,
    private readonly audit: AuditLog,
    private readonly joins: JoinQueries,
    private readonly queries: DistinctPeopleQueries,
  ) {}

  async tellApart(actor: Actor, personIds: Pair, reason: string): Promise<void> {
    requirePermission(actor, 'organization.import');
    await requireOthers(this.joins, actor, personIds);
    const why = requireReason(reason, '別の人だとする理由');
    await this.database.transaction(async () => {
      await this.lock(personIds);
      if (await this.queries.find(personIds)) throw alreadyToldApart();
      const [personId = '', otherId = ''] = personIds.toSorted();
      const by = auditActorOf(actor);
      const row = {
        ...{ id: randomUUID(), person_id: personId, other_id: otherId, reason: why },
        ...{ valid_from: this.clock.today(), valid_to: null },
      };
      await this.history.write(DISTINCT_PEOPLE, by, { insert: [row] });
      await this.audit.record(by, {
        action: 'person.told_apart',
        subjectType: 'person',
        subjectId: personId,
        detail: { otherId, reason: why },
      });
    });
  }

  /** From today on; the days on which they were held for two people keep saying so. */
  async takeBack(actor: Actor, personIds: Pair): Promise<void> {
    requirePermission(actor, 'organization.import');
    await requireOthers(this.joins, actor, personIds);
    await this.database.transaction(async () => {
      await this.lock(personIds);
      const pair = await this.queries.find(personIds);
      if (!pair) throw notToldApart();
      const by = auditActorOf(actor);
      await this.history.write(DISTINCT_PEOPLE, by, this.ended(pair));
      await this.audit.record(by, {
        action: 'person.told_apart_undone',
        subjectType: 'person',
        subjectId: pair.personId,
        detail: { otherId: pair.otherId, reason: pair.reason },
      });
    });
  }

  private ended({ id, personId, otherId, reason, validFrom }: DistinctPair) {
    const today = this.clock.today();
    if (validFrom >= today) return { end: [id] };
    const row = { id, person_id: personId, other_id: otherId, reason };
    return { replace: [{ ...row, valid_from: validFrom, valid_to: today }] };
  }

  private async lock(personIds: Pair): Promise<void> {
    if ((await this.joins.lockPeople(personIds)) < 2) throw new NotFound();
  }
}

function alreadyToldApart(): Conflict {
  return new Conflict(
    'join.told_apart',
    'この2つの番号は、すでに別の人として登録されています。画面を開き直して確かめてください。',
  );
}

function notToldApart(): Conflict {
  return new Conflict(
    'join.not_told_apart',
    '「別の人」の登録はすでに取り消されています。画面を開き直して確かめてください。',
  );
}
