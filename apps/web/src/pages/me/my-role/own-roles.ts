import { Injectable } from '@nestjs/common';
import { type Actor, personSight } from '@app/access';
import {
  AppointmentQueries,
  type AppointmentRow,
  type DxRole,
  isAnnulledLately,
  type PathFacts,
  type RolePath,
  RolePathQueries,
  RoleQueries,
  type RoleVersion,
} from '@app/appointments';
import { addDays, type LocalDate } from '@app/platform';

/** The way to a role that one does not hold. */
export interface OwnPath {
  readonly role: DxRole;
  readonly facts: PathFacts;
  readonly path: RolePath;
}

/** A term that runs or is to begin, with what the role asks for on the day after it. */
export interface HeldRole {
  readonly term: AppointmentRow;
  readonly lastDay: LocalDate;
  /** Null: the role has come to its end by then. */
  readonly next: RoleVersion | null;
  /** As of today. */
  readonly path: RolePath | null;
}

/** Held, or on the way to what is held: a leader goes no way to supporter. */
function isReached(role: DxRole, held: readonly HeldRole[]): boolean {
  return held.some(
    ({ term }) => term.role === role || (term.role === 'leader' && role === 'supporter'),
  );
}

/** What somebody holds, and how far they are on the way to the rest. */
@Injectable()
export class OwnRoles {
  constructor(
    private readonly appointments: AppointmentQueries,
    private readonly roles: RoleQueries,
    private readonly paths: RolePathQueries,
  ) {}

  async listHeld(actor: Actor, today: LocalDate): Promise<readonly HeldRole[]> {
    const sight = personSight(actor, { personId: actor.personId, unitId: null });
    if (sight === null) return [];
    const rows = await this.appointments.listSeen(sight, { on: today, isPast: false });
    const running = (rows ?? []).filter(
      ({ state }) => state === 'in_force' || state === 'upcoming',
    );
    const held: HeldRole[] = [];
    for (const term of running) {
      const lastDay = term.endedOn ?? term.termEnd;
      const found = await this.roles.findOn(term.role, addDays(lastDay, 1));
      const next = found?.isEnded === false ? found : null;
      const own = next && (await this.paths.readOwn(next, actor.personId, today));
      held.push({ term, lastDay, next, path: own?.path ?? null });
    }
    return held;
  }

  /** Appointments of theirs that were found to be a mistake a short time ago. */
  async listAnnulled(actor: Actor, today: LocalDate): Promise<readonly AppointmentRow[]> {
    const sight = personSight(actor, { personId: actor.personId, unitId: null });
    if (sight === null) return [];
    const rows = await this.appointments.listSeen(sight, { on: today, isPast: false });
    return (rows ?? []).filter((row) => isAnnulledLately(row, today));
  }

  /** Of every role that somebody can be appointed to today, and that is not among these. */
  async listPaths(
    actor: Actor,
    held: readonly HeldRole[],
    today: LocalDate,
  ): Promise<readonly OwnPath[]> {
    const open = await this.roles.listOpenOn(today);
    const paths: OwnPath[] = [];
    for (const role of open.filter((it) => !isReached(it, held))) {
      const version = await this.roles.getOn(role, today);
      const found = await this.paths.readOwn(version, actor.personId, today);
      if (found !== null) paths.push({ role, ...found });
    }
    return paths;
  }

  async readNames() {
    return this.roles.readAskable();
  }
}
