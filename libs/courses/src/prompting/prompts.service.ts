import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import { inForce, personNow } from '@app/organization';
import {
  AuditLog,
  Clock,
  col,
  Conflict,
  Database,
  History,
  type HistoryTable,
  idOf,
  NotAllowed,
  NotFound,
  statement,
} from '@app/platform';

/** On which day who was spoken to, in the unit of that day. */
export const LEARNING_PROMPTS: HistoryTable = {
  table: 'learning_prompts',
  columns: { id: 'uuid', person_id: 'uuid', org_unit_id: 'uuid', prompted_on: 'date' },
};

/**
 * So that two heads of one unit take turns. A statement of its own: what is read together with a lock is what was there
 * before it had to wait.
 */
const LOCK = statement({
  name: 'courses.lock-people-to-prompt',
  sql: 'SELECT i.id FROM person_identities i WHERE i.id = ANY (:personIds) ORDER BY i.id FOR UPDATE',
  parameters: { personIds: 'uuid[]' },
  row: { id: col.id<'person'>() },
});

/** With the day of what is noted of the person in these units. */
const OF_UNITS = statement({
  name: 'courses.people-to-prompt',
  sql: `SELECT i.id AS "personId", pp.org_unit_id AS "unitId", last.id AS "lastId", last.prompted_on AS "lastOn"
    FROM person_identities i
    JOIN postings pp ON pp.person_id = i.id AND pp.kind = 'primary' AND ${inForce('pp', ':on')}
    LEFT JOIN LATERAL (
      SELECT p.id, p.prompted_on FROM learning_prompts p
      WHERE p.org_unit_id = ANY (:unitIds) AND ${personNow('p.person_id')} = i.id
      ORDER BY p.prompted_on DESC, p.id LIMIT 1
    ) last ON true
    WHERE i.id = ANY (:personIds) AND pp.org_unit_id = ANY (:unitIds)
    ORDER BY i.id`,
  parameters: { personIds: 'uuid[]', unitIds: 'uuid[]', on: 'date' },
  row: {
    personId: col.id<'person'>(),
    unitId: col.id<'org_unit'>(),
    lastId: col.id().orNull,
    lastOn: col.date.orNull,
  },
});

/**
 * 声かけ: a head notes whom of the unit they spoke to about learning that is not finished. It counts for nothing and nobody
 * is told; it spares the head from asking twice, and can be taken back.
 */
@Injectable()
export class PromptsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly history: History,
    private readonly audit: AuditLog,
  ) {}

  /** Today, for all of them or nobody; who was noted today already stays so. Returns whose note is new. */
  async prompt(actor: Actor, chosen: readonly string[]): Promise<readonly string[]> {
    return this.database.transaction(async () => {
      const on = this.clock.today();
      const fresh = (await this.find(actor, chosen)).filter(({ lastOn }) => lastOn !== on);
      if (fresh.length === 0)
        throw new Conflict(
          'learning_prompt.noted',
          '選んだ人の声かけは、今日すでに記録しています。',
        );
      await this.history.write(LEARNING_PROMPTS, actor, {
        insert: fresh.map(({ personId, unitId }) => ({
          ...{ id: randomUUID(), person_id: personId, org_unit_id: unitId, prompted_on: on },
        })),
      });
      for (const { personId } of fresh) await this.note(actor, personId, 'learning_prompt.noted');
      return fresh.map(({ personId }) => personId);
    });
  }

  /** The newest note of each; the one before it shows again. */
  async takeBack(actor: Actor, chosen: readonly string[]): Promise<void> {
    await this.database.transaction(async () => {
      const found = await this.find(actor, chosen);
      const ids = found.flatMap(({ lastId }) => (lastId === null ? [] : [lastId]));
      if (ids.length < found.length)
        throw new Conflict(
          'learning_prompt.none',
          '声かけの記録がありません。画面を開き直してご確認ください。',
        );
      await this.history.write(LEARNING_PROMPTS, actor, { end: ids });
      for (const { personId } of found)
        await this.note(actor, personId, 'learning_prompt.taken_back');
    });
  }

  /** NotFound as soon as one of them is not in a unit that the actor heads today. */
  private async find(actor: Actor, chosen: readonly string[]) {
    requirePermission(actor, 'team.prompt');
    const personIds = [...new Set(chosen.map((id) => idOf<'person'>(id)))];
    if (personIds.includes(idOf(actor.personId)))
      throw new NotAllowed('learning_prompt.own', 'ご自分への声かけは記録できません。');
    const unitIds = actor.headedUnitIds.map((id) => idOf<'org_unit'>(id));
    const on = this.clock.today();
    await this.database.all(LOCK, { personIds });
    const found = await this.database.all(OF_UNITS, { personIds, unitIds, on });
    if (found.length < personIds.length) throw new NotFound();
    return found;
  }

  private note(actor: Actor, personId: string, action: string): Promise<void> {
    return this.audit.record(auditActorOf(actor), {
      ...{ action, subjectType: 'person', subjectId: personId, detail: {} },
    });
  }
}
