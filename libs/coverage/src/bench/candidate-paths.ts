import { Injectable } from '@nestjs/common';
import { type Actor, hasPermission, headsUnit, seesAhead } from '@app/access';
import {
  type BenchGroup,
  benchGroup,
  type DxRole,
  type Judged,
  mandateKey,
  type PathFacts,
  pathOf,
  type RolePath,
  RoleEligibilityQueries,
  RolePathQueries,
  type RoleVersion,
  toldToOffice,
} from '@app/appointments';
import type { LocalDate, PersonId } from '@app/platform';

/** How far somebody is on the way to a role, as far as the reader may know it. */
export interface CandidatePath extends PathFacts {
  readonly path: RolePath;
  readonly group: BenchGroup;
}

interface Asked {
  readonly version: RoleVersion;
  readonly on: LocalDate;
  /** Null: everybody employed on the day. */
  readonly personIds: readonly PersonId[] | null;
}

/** What the exam of somebody is, a head asks of the person. */
const KNOWN_TO_HEADS: ReadonlySet<string> = new Set(['term', 'course_due', 'step_taken']);

/** The ways of many people to one role, each told as far as its reader may know. */
@Injectable()
export class CandidatePaths {
  constructor(
    private readonly paths: RolePathQueries,
    private readonly eligibility: RoleEligibilityQueries,
  ) {}

  /** For whoever reads certificates and learning of the whole city. */
  async forOffice(asked: Asked, actor: Actor): Promise<readonly CandidatePath[]> {
    return this.forWhoSees(asked, seesAhead(actor));
  }

  /** The same, where it is known already whether what lies ahead may be seen. */
  async forWhoSees(
    { version, on, personIds }: Asked,
    isAhead: boolean,
  ): Promise<readonly CandidatePath[]> {
    const asked = { on, personIds, seesAhead: isAhead };
    const facts = await this.paths.readFacts(version, asked);
    const day = await this.paths.dayOf(on);
    return facts.map((row) => {
      const told = toldToOffice(row);
      return placed(told, pathOf(told.judged, told, day), on);
    });
  }

  /** For the head: verified certificates, roles and mandated courses; the rest is to be asked of the person. */
  async forHead(actor: Actor, asked: Asked): Promise<readonly CandidatePath[]> {
    const { version, on, personIds } = asked;
    const courses = version.requirements.flatMap(({ wanted }) =>
      wanted.kind === 'course_completed' ? [wanted.courseKey] : [],
    );
    const [facts, mandated, day] = await Promise.all([
      this.paths.readFacts(version, { on, personIds, seesAhead: seesAhead(actor) }),
      this.eligibility.listMandated(personIds ?? [], courses, on),
      this.paths.dayOf(on),
    ]);
    return facts.map((row) => {
      const told = toldToHead(actor, row, mandated);
      return placed(told, askingOfExams(pathOf(told.judged, told, day)), on);
    });
  }
}

/** Nobody becomes what they are, or are appointed to from a later day. */
export function isCandidate({ terms }: Pick<PathFacts, 'terms'>, role: DxRole): boolean {
  return terms.every((term) => term.role !== role);
}

/** Of whoever is away nobody knows the day: they are back first. */
function placed(facts: PathFacts, path: RolePath, on: LocalDate): CandidatePath {
  const isAway = facts.absence !== null;
  const group = benchGroup(path, isAway, on);
  return { ...facts, path: isAway ? { ...path, on: null } : path, group };
}

/** Whether somebody finished a course that nobody told them to take is theirs to say. */
function toldToHead(actor: Actor, facts: PathFacts, mandated: ReadonlySet<string>): PathFacts {
  const { personId, underWay } = facts;
  const concerns =
    underWay !== null &&
    (headsUnit(actor, underWay.unitId) || hasPermission(actor, 'appointments.read'));
  return {
    ...facts,
    judged: facts.judged.map((it) => judgedForHead(it, personId, mandated)),
    underWay: concerns ? underWay : null,
    hints: facts.hints.filter(
      ({ why }) => KNOWN_TO_HEADS.has(why) && (why !== 'step_taken' || concerns),
    ),
  };
}

function judgedForHead(judged: Judged, personId: string, mandated: ReadonlySet<string>): Judged {
  const { wanted } = judged.requirement;
  if (wanted.kind !== 'course_completed') return judged;
  if (mandated.has(mandateKey(personId, wanted.courseKey))) return judged;
  return { ...judged, state: 'unknown', evidence: null };
}

/** That no certificate is verified a head knows; whether an exam is booked, the person. */
function askingOfExams(path: RolePath): RolePath {
  const parts = path.parts.map((part) =>
    part.why === 'no_exam' ? { ...part, why: 'ask' as const } : part,
  );
  return { ...path, parts };
}
