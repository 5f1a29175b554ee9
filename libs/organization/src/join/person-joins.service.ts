import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import {
  AuditLog,
  Conflict,
  Database,
  DomainEvents,
  NotFound,
  type Recorder,
  violatedConstraint,
} from '@app/platform';
import { BaseStateQueries } from '../import/base-state.queries';
import { PeopleJoined, PeopleSeparated } from '../organization.events';
import { JoinBooks } from './join-books';
import { requireOthers, requireReason } from './join.rules';
import { planOrganization } from './join-organization.rules';
import {
  type Holding,
  type JoinPair,
  JoinParts,
  NOTHING_TO_JOIN,
  type PartPlan,
} from './join-parts';
import { JoinQueries, type PersonFace } from './joins.queries';

/** What the two hold of one kind, and who of them. */
export interface HeldOfPart {
  readonly heading: string;
  readonly holdings: readonly Holding[];
}

/** What joining two people would do. */
export interface JoinPreview {
  readonly kept: PersonFace;
  readonly other: PersonFace;
  readonly held: readonly HeldOfPart[];
  readonly notes: readonly string[];
  readonly blockers: readonly string[];
  /** Names what was shown: joining something else than that is refused. */
  readonly seen: string;
}

export interface Joining {
  /** Any id of the two, in any order. */
  readonly personIds: readonly [string, string];
  readonly reason: string;
  readonly seen: string;
}

/**
 * Two numbers of one human being become one person, and can become two again. Everything is kept with one of them; the
 * other's rows stay in the books as they were known before.
 */
@Injectable()
export class PersonJoins {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly events: DomainEvents,
    private readonly base: BaseStateQueries,
    private readonly books: JoinBooks,
    private readonly parts: JoinParts,
    private readonly queries: JoinQueries,
  ) {}

  async preview(actor: Actor, personIds: readonly [string, string]): Promise<JoinPreview> {
    requirePermission(actor, 'organization.import');
    const { kept, other } = await this.facesOf(personIds);
    const plans = await this.planAll({ personId: other.personId, joinedTo: kept.personId });
    return {
      kept,
      other,
      held: await this.listHeld(personIds),
      notes: plans.flatMap((plan) => plan.notes),
      blockers: plans.flatMap((plan) => plan.blockers),
      seen: digestOf(plans),
    };
  }

  /** What each of these people holds, part by part. */
  async listHeld(personIds: readonly string[]): Promise<readonly HeldOfPart[]> {
    const held: HeldOfPart[] = [];
    for (const part of this.parts.all) {
      held.push({ heading: part.heading, holdings: await part.listHoldings(personIds) });
    }
    return held;
  }

  /** Returns the join's id. Nobody joins their own number: what it brings them must be seen by somebody else. */
  async join(actor: Actor, { personIds, reason, seen }: Joining): Promise<string> {
    requirePermission(actor, 'organization.import');
    await requireOthers(this.queries, actor, personIds);
    const why = requireReason(reason, 'つなぐ理由');
    return this.database.transaction(async () => {
      await this.base.lock();
      await this.queries.lockPeople(personIds);
      const { kept, other } = await this.facesOf(personIds);
      const pair = { personId: other.personId, joinedTo: kept.personId };
      const plans = await this.planAll(pair);
      requireAsSeen(plans, seen);
      const by = auditActorOf(actor);
      const joinId = await this.books.addJoin(by, pair, why);
      const rows = await this.move(by, joinId, plans);
      await this.base.refreshStatistics();
      await this.events.emit(new PeopleJoined(joinId, pair));
      await this.audit.record(by, {
        action: 'person.joined',
        subjectType: 'person',
        subjectId: pair.joinedTo,
        detail: { personId: pair.personId, reason: why, rows },
      });
      return joinId;
    });
  }

  /** What was built upon the join since; it can be separated when there is nothing. */
  async listDependents(joinId: string): Promise<readonly string[]> {
    const join = await this.queries.findJoin(joinId);
    if (!join) throw new NotFound();
    const { id, personId, joinedTo, joinedAt: at } = join;
    const found = [...(await this.queries.listLaterFacts(join))];
    for (const part of this.parts.all) {
      found.push(...(await part.listDependents({ id, personId, joinedTo, at })));
    }
    return found;
  }

  async separate(actor: Actor, joinId: string, reason: string): Promise<void> {
    requirePermission(actor, 'organization.import');
    const why = requireReason(reason, '分ける理由');
    await this.database.transaction(async () => {
      await this.base.lock();
      const join = await this.queries.findJoin(joinId);
      if (!join) throw new NotFound();
      const { id, personId, joinedTo } = join;
      await requireOthers(this.queries, actor, [personId, joinedTo]);
      await this.queries.lockPeople([personId, joinedTo]);
      if (join.separatedAt !== null) throw alreadySeparated();
      const dependents = await this.listDependents(joinId);
      if (dependents.length > 0) throw dependedUpon(dependents);
      const by = auditActorOf(actor);
      await this.books.endJoin(by, id, why);
      const rows = await this.giveBack(by, id);
      await this.base.refreshStatistics();
      await this.events.emit(new PeopleSeparated(id, { personId, joinedTo }));
      await this.audit.record(by, {
        action: 'person.separated',
        subjectType: 'person',
        subjectId: joinedTo,
        detail: { personId, reason: why, rows },
      });
    });
  }

  /** What no rule foresaw stops the join, with nothing done. */
  private async move(by: Recorder, joinId: string, plans: readonly PartPlan[]): Promise<number> {
    try {
      return await this.books.move(by, joinId, plans);
    } catch (error) {
      if (violatedConstraint(error) === null) throw error;
      throw new Conflict(
        'join.collides',
        '2人の記録に、1人のものにできない重なりがあります。重なる記録を先に直してから、つないでください。',
      );
    }
  }

  /** What is in the way of a row that goes back was recorded since, even when no part says so. */
  private async giveBack(by: Recorder, joinId: string): Promise<number> {
    try {
      return await this.books.giveBack(by, joinId);
    } catch (error) {
      if (violatedConstraint(error) === null) throw error;
      throw dependedUpon([
        'つないだあとに登録された内容と重なるため、元に戻せない記録があります。',
      ]);
    }
  }

  private async planAll(pair: JoinPair): Promise<readonly PartPlan[]> {
    const people = await this.base.loadPeople([pair.personId, pair.joinedTo]);
    const kept = people.find((person) => person.id === pair.joinedTo);
    const other = people.find((person) => person.id === pair.personId);
    if (!kept || !other) throw new NotFound();
    const plans = [planOrganization(kept, other), await this.toldApart(pair)];
    for (const part of this.parts.all) plans.push(await part.plan(pair));
    return plans;
  }

  /** Who was said to be two people is not joined in passing. */
  private async toldApart({ personId, joinedTo }: JoinPair): Promise<PartPlan> {
    if (!(await this.queries.areToldApart([personId, joinedTo]))) return NOTHING_TO_JOIN;
    return {
      ...NOTHING_TO_JOIN,
      blockers: [
        'この2つの番号は「別の人」と登録されています。同じ人だと分かったときは、先にその登録を取り消してください。',
      ],
    };
  }

  /** Kept is who has a working account, else who is known for longer. */
  private async facesOf(personIds: readonly [string, string]) {
    const [one, two] = await this.queries.listFaces([...new Set(personIds)]);
    if (!one || !two) throw new NotFound();
    for (const part of this.parts.all) {
      const preferred = await part.preferred?.(personIds);
      if (preferred === one.personId) return { kept: one, other: two };
      if (preferred === two.personId) return { kept: two, other: one };
    }
    return isKnownLonger(one, two) ? { kept: one, other: two } : { kept: two, other: one };
  }
}

function isKnownLonger(one: PersonFace, two: PersonFace): boolean {
  const keys = [one, two].map(({ knownSince, employedFrom, personId }) =>
    [knownSince.toISOString(), employedFrom ?? '9999-12-31', personId].join(' '),
  );
  return (keys[0] ?? '') < (keys[1] ?? '');
}

function requireAsSeen(plans: readonly PartPlan[], seen: string): void {
  const blockers = plans.flatMap((plan) => plan.blockers);
  if (blockers.length > 0) {
    throw new Conflict('join.blocked', `このままではつなげません。${blockers.join('')}`);
  }
  if (digestOf(plans) === seen) return;
  throw new Conflict(
    'join.changed',
    '画面を開いたあとに、2人の記録が変わりました。もう一度見比べてから、つないでください。',
  );
}

function digestOf(plans: readonly PartPlan[]): string {
  return createHash('sha256').update(JSON.stringify(plans)).digest('hex');
}

function alreadySeparated(): Conflict {
  return new Conflict(
    'join.separated',
    'この番号はすでに分けられています。画面を開き直して確かめてください。',
  );
}

function dependedUpon(dependents: readonly string[]): Conflict {
  return new Conflict(
    'join.depended_upon',
    `つないだあとに次のことが登録されているため、分けられません。先にそれぞれを取り消してください。${dependents.join('、')}`,
  );
}
