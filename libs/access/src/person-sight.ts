import { type Actor, hasPermission, headsUnit, seesAhead, seesAllUnits } from './actor';

/** Whom a page is about, as far as it decides who may see them. */
export interface LookedAt {
  readonly personId: string;
  /** The unit of the primary posting today; null for somebody without one, and for who has left. */
  readonly unitId: string | null;
}

/**
 * What one reader may see of one person today. Only `personSight` makes it: a lib that is given one reads what it opens and
 * nothing else, so that no page can ask for more than the reader may know.
 */
export interface PersonSight {
  readonly personId: string;
  readonly isSelf: boolean;
  /** 内示: facts from tomorrow on. */
  readonly seesAhead: boolean;
  /** Names, numbers, posts, employment and absences of all times, as of any day. */
  readonly organization: boolean;
  /** `own`: from the first day of the term. `announced`: the same, without those that were annulled. */
  readonly appointments: 'all' | 'own' | 'announced' | 'none';
  readonly certificates: 'all' | 'verified' | 'none';
  /** `expected`: what is booked and who expects to have passed; a failed or cancelled exam is the person's own. */
  readonly exams: 'all' | 'expected' | 'none';
  /** `assigned`: what was asked of the person, also as a recommendation. What was chosen freely is the person's own. */
  readonly learning: 'all' | 'assigned' | 'mandatory' | 'none';
}

/** Null: for this reader the person does not exist. */
export function personSight(actor: Actor, person: LookedAt): PersonSight | null {
  if (actor.personId === person.personId) return ownSight(actor);
  if (hasPermission(actor, 'organization.read')) return officeSight(actor, person.personId);
  if (person.unitId === null || !hasPermission(actor, 'team.read')) return null;
  return headsUnit(actor, person.unitId) ? headSight(person.personId) : null;
}

function ownSight(actor: Actor): PersonSight {
  return {
    personId: actor.personId,
    isSelf: true,
    seesAhead: seesAhead(actor),
    organization: true,
    appointments: hasPermission(actor, 'appointments.read') ? 'all' : 'own',
    certificates: 'all',
    exams: 'all',
    learning: 'all',
  };
}

/** HR, the programme office and the auditor, each as their other rights say. */
function officeSight(actor: Actor, personId: string): PersonSight {
  const may = (permission: Parameters<typeof hasPermission>[1]) => hasPermission(actor, permission);
  return {
    personId,
    isSelf: false,
    seesAhead: seesAhead(actor),
    organization: true,
    appointments: may('appointments.read') ? 'all' : 'none',
    certificates: may('certifications.read') ? 'all' : 'none',
    exams: may('certifications.read') ? 'expected' : 'none',
    learning: learningOf(may('assignments.read'), may('team.read') && seesAllUnits(actor)),
  };
}

function learningOf(readsAssignments: boolean, readsTeams: boolean): PersonSight['learning'] {
  if (readsAssignments) return 'assigned';
  return readsTeams ? 'mandatory' : 'none';
}

/** The head of the unit: verified certificates, roles and mandated learning, of today. */
function headSight(personId: string): PersonSight {
  return {
    personId,
    isSelf: false,
    seesAhead: false,
    organization: false,
    appointments: 'announced',
    certificates: 'verified',
    exams: 'none',
    learning: 'mandatory',
  };
}
