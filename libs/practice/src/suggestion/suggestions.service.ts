import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import { AuditLog, Clock, col, Conflict, Database, idOf, NotFound, statement } from '@app/platform';
import { LOCK_PERSON } from '../lock-person';
import { SuggestionQueries } from './suggestions.queries';

/** Two who send at once lock the same people in the same order. */
const LOCK_PEOPLE = statement({
  name: 'practice.lock-people',
  sql: 'SELECT i.id FROM person_identities i WHERE i.id = ANY (:personIds) ORDER BY i.id FOR UPDATE',
  parameters: { personIds: 'uuid[]' },
  row: { id: col.id<'person'>() },
});

const STANDING = statement({
  name: 'practice.standing-suggestions',
  sql: `SELECT s.id, s.person_id AS "personId" FROM exam_suggestions s
    WHERE s.person_id = ANY (:personIds) AND s.withdrawn_at IS NULL ORDER BY s.id`,
  parameters: { personIds: 'uuid[]' },
  row: { id: col.id<'exam_suggestion'>(), personId: col.id<'person'>() },
});

const OF_ACT = statement({
  name: 'practice.suggestions-of-act',
  sql: `SELECT s.id, s.person_id AS "personId" FROM exam_suggestions s
    WHERE s.act_id = :actId AND s.withdrawn_at IS NULL ORDER BY s.id FOR UPDATE`,
  parameters: { actId: 'uuid' },
  row: { id: col.id<'exam_suggestion'>(), personId: col.id<'person'>() },
});

const SEND = `
  INSERT INTO exam_suggestions (id, act_id, person_id, suggested_at, suggested_by)
  SELECT gen_random_uuid(), $1, p.id, $3, $4 FROM unnest($2::uuid[]) AS p (id)`;
const WITHDRAW = `
  UPDATE exam_suggestions SET withdrawn_at = $2, withdrawn_by = $3 WHERE id = ANY ($1::uuid[])`;
const DISMISS = `
  UPDATE exam_suggestions SET dismissed_at = $2 WHERE person_id = $1 AND withdrawn_at IS NULL AND dismissed_at IS NULL`;

/** 受験のすすめ: no consent, no record of the person, nothing follows from it. The log says that it was sent, and to whom. */
@Injectable()
export class SuggestionsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly queries: SuggestionQueries,
  ) {}

  async send(actor: Actor, staffNumber: string): Promise<void> {
    requirePermission(actor, 'exam_suggestions.send');
    const person = await this.queries.findPerson(actor, staffNumber);
    if (person === null) throw new NotFound();
    const sent = await this.sendTo(actor, [person.personId]);
    if (sent === 0) {
      throw new Conflict(
        'exam_suggestion.already_sent',
        '受験のすすめは、すでに送っています。画面を開き直してご確認ください。',
      );
    }
  }

  /** To everybody of a unit who has none yet and does not hold the certificate. Returns how many got one. */
  async sendToUnit(actor: Actor, unitId: string): Promise<number> {
    requirePermission(actor, 'exam_suggestions.send');
    const people = await this.queries.listOfUnit(actor, unitId);
    return this.sendTo(
      actor,
      people.map(({ personId }) => personId).filter((id) => id !== actor.personId),
    );
  }

  /** Takes back what one person got. */
  async withdraw(actor: Actor, staffNumber: string): Promise<void> {
    requirePermission(actor, 'exam_suggestions.send');
    const person = await this.queries.findPerson(actor, staffNumber);
    if (person === null) throw new NotFound();
    await this.database.transaction(async () => {
      await this.database.all(LOCK_PERSON, { personId: person.personId });
      const standing = await this.database.all(STANDING, { personIds: [person.personId] });
      await this.takeBack(actor, standing);
    });
  }

  /** Takes back what was sent with one press and still stands. */
  async withdrawAct(actor: Actor, actId: string): Promise<void> {
    requirePermission(actor, 'exam_suggestions.send');
    await this.database.transaction(async () => {
      await this.takeBack(actor, await this.database.all(OF_ACT, { actId: idOf(actId) }));
    });
  }

  /** Puts one's own away; the sender is not told, and no log has it. */
  async dismissOwn(actor: Actor): Promise<void> {
    requirePermission(actor, 'self');
    await this.database.execute(DISMISS, [actor.personId, this.clock.now()]);
  }

  private async sendTo(actor: Actor, personIds: readonly string[]): Promise<number> {
    if (!(await this.queries.isExamHeld())) throw examOver();
    return this.database.transaction(async () => {
      await this.database.all(LOCK_PEOPLE, { personIds });
      const standing = await this.database.all(STANDING, { personIds });
      const has = new Set<string>(standing.map(({ personId }) => personId));
      const fresh = personIds.filter((id) => !has.has(id));
      const now = this.clock.now();
      await this.database.execute(SEND, [randomUUID(), fresh, now, actor.accountId]);
      for (const id of fresh) await this.note(actor, id, 'exam_suggestion.sent');
      return fresh.length;
    });
  }

  private async takeBack(
    actor: Actor,
    rows: readonly { readonly id: string; readonly personId: string }[],
  ): Promise<void> {
    if (rows.length === 0) {
      throw new Conflict(
        'exam_suggestion.none',
        '取り消せる受験のすすめはありません。画面を開き直してご確認ください。',
      );
    }
    const ids = rows.map(({ id }) => id);
    await this.database.execute(WITHDRAW, [ids, this.clock.now(), actor.accountId]);
    for (const { personId } of rows) await this.note(actor, personId, 'exam_suggestion.withdrawn');
  }

  private note(actor: Actor, personId: string, action: string): Promise<void> {
    return this.audit.record(auditActorOf(actor), {
      ...{ action, subjectType: 'person', subjectId: personId, detail: {} },
    });
  }
}

function examOver(): Conflict {
  return new Conflict(
    'exam_suggestion.exam_over',
    'この試験は終わったため、受験をすすめることはできません。資格の一覧で、後継の資格をご確認ください。',
  );
}
