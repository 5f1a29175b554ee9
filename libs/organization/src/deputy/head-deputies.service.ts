import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  type Actor,
  auditActorOf,
  hasPermission,
  requirePermission,
  requireUnit,
} from '@app/access';
import {
  addDays,
  addMonths,
  AuditLog,
  Clock,
  Conflict,
  Database,
  formatDateShort,
  formatRange,
  History,
  InvalidInput,
  type LocalDate,
  NotAllowed,
  NotFound,
  type OrgUnitId,
  type PersonId,
  words,
} from '@app/platform';
import { HEAD_DEPUTIES } from '../history-tables';
import { JoinQueries } from '../join/joins.queries';
import { type DeputyRow, HeadDeputyQueries } from './head-deputies.queries';

export interface NewDeputy {
  readonly unitId: OrgUnitId;
  readonly personId: PersonId;
  readonly from: LocalDate;
  /** The last day. */
  readonly until: LocalDate;
  readonly reason: string;
}

/** Longer than this is no absence: the post itself changes hands. */
const MOST_MONTHS = 12;
const MAXIMUM_REASON_LENGTH = 200;

/**
 * 代理: the head of a unit (or of one above) by their own post, or DX推進室, says who acts as head for some days. A deputy may
 * do what a head may, but for naming deputies; nobody names themselves. Past days keep what held.
 */
@Injectable()
export class HeadDeputies {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly history: History,
    private readonly audit: AuditLog,
    private readonly joins: JoinQueries,
    private readonly queries: HeadDeputyQueries,
  ) {}

  /** Returns the row's id. */
  async name(actor: Actor, input: NewDeputy): Promise<string> {
    const today = this.clock.today();
    await this.requireMayName(actor, input.unitId, today);
    await this.requireAnother(actor, input.personId);
    const reason = requireSense(input, today);
    const { unitId, personId, from, until } = input;
    return this.database.transaction(async () => {
      await this.joins.lockPeople([personId]);
      await this.requireCandidate(input, today);
      const to = addDays(until, 1);
      const held = await this.queries.findOverlap(unitId, personId, { from, to });
      if (held) throw alreadyNamed(held);
      const id = randomUUID();
      const row = { id, org_unit_id: unitId, person_id: personId, reason, ...validity(from, to) };
      await this.history.write(HEAD_DEPUTIES, auditActorOf(actor), { insert: [row] });
      await this.record(actor, 'deputy.named', personId, { unitId, from, until, reason });
      return id;
    });
  }

  /** Before the first day it never was; later today is the first day without. */
  async end(actor: Actor, unitId: OrgUnitId, id: string): Promise<DeputyRow> {
    const today = this.clock.today();
    await this.requireMayName(actor, unitId, today);
    return this.database.transaction(async () => {
      const row = await this.lock(id, unitId, today);
      await this.requireAnother(actor, row.personId);
      if (row.validTo <= today) throw isOver(row);
      const { personId, reason, validFrom } = row;
      const facts = { id, org_unit_id: unitId, person_id: personId, reason };
      const ended = { ...facts, ...validity(validFrom, today) };
      const changes = validFrom >= today ? { end: [id] } : { replace: [ended] };
      await this.history.write(HEAD_DEPUTIES, auditActorOf(actor), changes);
      await this.record(actor, 'deputy.ended', personId, { unitId, from: validFrom, to: today });
      return row;
    });
  }

  /** As it stands once nobody else changes it any more. */
  private async lock(id: string, unitId: OrgUnitId, today: LocalDate): Promise<DeputyRow> {
    const seen = await this.queries.find(id, unitId, today);
    if (seen) await this.joins.lockPeople([seen.personId]);
    const row = seen && (await this.queries.find(id, unitId, today));
    if (!row) throw new NotFound();
    return row;
  }

  /** Whether the actor may name deputies of the unit. */
  async mayName(actor: Actor, unitId: OrgUnitId): Promise<boolean> {
    if (hasPermission(actor, 'appointments.manage')) return true;
    if (!hasPermission(actor, 'team.deputize')) return false;
    return this.queries.isHeadByPost(actor.personId, unitId, this.clock.today());
  }

  private async requireMayName(actor: Actor, unitId: OrgUnitId, on: LocalDate): Promise<void> {
    requirePermission(actor, 'team.deputize');
    requireUnit(actor, unitId);
    if (hasPermission(actor, 'appointments.manage')) return;
    if (await this.queries.isHeadByPost(actor.personId, unitId, on)) return;
    throw new NotAllowed(
      'deputy.by_deputy',
      `代理は、${words.unitHead}か${words.programOffice}が定めます。代理の人が、さらに代理を定めることはできません。`,
    );
  }

  private async requireAnother(actor: Actor, personId: PersonId): Promise<void> {
    if (!(await this.joins.areOne(actor.personId, personId))) return;
    throw new Conflict(
      'deputy.own',
      `自分の代理を自分にすること、自分の代理の期間を変えることはできません。${words.programOffice}に依頼してください。`,
    );
  }

  /** By today's posts: what lies ahead is not announced to whoever chooses. */
  private async requireCandidate({ unitId, personId }: NewDeputy, on: LocalDate): Promise<void> {
    const candidates = await this.queries.listCandidates(unitId, on);
    if (candidates.some((row) => row.personId === personId)) return;
    throw new InvalidInput({ person: '代理にする人を一覧から選んでください。' });
  }

  private async record(
    actor: Actor,
    action: string,
    personId: PersonId,
    detail: Readonly<Record<string, string>>,
  ): Promise<void> {
    await this.audit.record(auditActorOf(actor), {
      action,
      subjectType: 'person',
      subjectId: personId,
      detail,
    });
  }
}

function requireSense({ from, until, reason }: NewDeputy, today: LocalDate): string {
  if (from < today) throw new InvalidInput({ from: '本日以降の日を入力してください。' });
  if (until < from) throw new InvalidInput({ until: '最後の日は、最初の日以後にしてください。' });
  const latest = addDays(addMonths(from, MOST_MONTHS), -1);
  if (until > latest) {
    throw new InvalidInput({
      until: `代理の期間は1年までです。${formatDateShort(latest)}までの日を入力してください。`,
    });
  }
  const why = reason.trim();
  if (why === '') throw new InvalidInput({ reason: '代理を定める理由を入力してください。' });
  if (why.length <= MAXIMUM_REASON_LENGTH) return why;
  throw new InvalidInput({
    reason: `理由は${String(MAXIMUM_REASON_LENGTH)}文字以内で入力してください。`,
  });
}

function alreadyNamed({ validFrom, validTo }: Pick<DeputyRow, 'validFrom' | 'validTo'>): Conflict {
  return new Conflict(
    'deputy.overlap',
    `この人は、すでに${formatRange(validFrom, addDays(validTo, -1))}の代理です。期間が重ならない日にするか、先にその代理を終えてください。`,
  );
}

function isOver({ validTo }: DeputyRow): Conflict {
  return new Conflict(
    'deputy.over',
    `この代理は${formatDateShort(addDays(validTo, -1))}で終わっています。画面を開き直して確かめてください。`,
  );
}

function validity(from: LocalDate, to: LocalDate) {
  return { valid_from: from, valid_to: to };
}
