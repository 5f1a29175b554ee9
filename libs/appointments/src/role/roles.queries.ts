import { Injectable } from '@nestjs/common';
import { CertificationQueries } from '@app/certifications';
import { AssignmentQueries } from '@app/courses';
import { EMPLOYMENT_TYPES } from '@app/organization';
import {
  addDays,
  col,
  Database,
  type LocalDate,
  NotFound,
  type RoleVersionId,
  type RowOf,
  statement,
} from '@app/platform';
import { z } from 'zod';
import type { DxRole } from '../appointment/appointment.rules';
import { dxRoles } from '../vocabulary';
import { LETTER_KINDS, type LetterKind } from './letter-kind';
import { KINDS, type Requirement, type RequirementNames, type Wanted } from './requirement.rules';
import { versionsOn } from './together.rules';

const requirement = z.object({
  isRequired: z.boolean(),
  alternative: z.int().nullable(),
  kind: z.enum(KINDS),
  courseKey: z.string().nullable(),
  isOfYear: z.boolean().nullable(),
  codes: z.array(z.string()).nullable(),
  orEquivalent: z.boolean(),
  months: z.int().nullable(),
  activities: z.int().nullable(),
  types: z.array(z.enum(EMPLOYMENT_TYPES)).nullable(),
});
type RequirementRow = z.infer<typeof requirement>;

const ROW = {
  id: col.id<'role_version'>(),
  role: col.text,
  version: col.int,
  validFrom: col.date,
  nextFrom: col.date.orNull,
  letter: col.oneOf(LETTER_KINDS),
  termMonths: col.int.orNull,
  together: col.bool,
  isEnded: col.bool,
  note: col.text,
  requirements: col.json(z.array(requirement)),
};

/** What a role asks for from a day on. */
export interface RoleVersion {
  readonly id: RoleVersionId;
  readonly role: DxRole;
  readonly version: number;
  readonly validFrom: LocalDate;
  /** The day before the next version begins; null for the newest. */
  readonly validUntil: LocalDate | null;
  readonly letter: LetterKind;
  /** How long a term is unless said otherwise; null: to the end of the third fiscal year. */
  readonly termMonths: number | null;
  /** Whether one person may hold it and another role on the same day. */
  readonly together: boolean;
  /** Nobody is appointed to it any more: the role has come to its end. */
  readonly isEnded: boolean;
  readonly note: string;
  readonly requirements: readonly Requirement[];
}

/** Few rows for ever: which of them holds on a day is told from all. */
const VERSIONS = statement({
  name: 'appointments.role-versions',
  sql: `SELECT v.id, v.role, v.version, v.valid_from AS "validFrom",
      lead(v.valid_from) OVER (PARTITION BY v.role ORDER BY v.valid_from) AS "nextFrom", v.letter, v.term_months AS "termMonths", v.together, v.is_ended AS "isEnded", v.note,
      COALESCE((SELECT json_agg(json_build_object('isRequired', r.is_required, 'alternative', r.alternative, 'kind', r.kind,
          'courseKey', r.course_key, 'isOfYear', r.is_of_year, 'codes', r.certification_codes, 'orEquivalent', r.counts_equivalents, 'months', r.months, 'activities', r.activities,
          'types', r.employment_types) ORDER BY r.position)
        FROM role_requirements r WHERE r.role_version_id = v.id), '[]') AS requirements
    FROM role_versions v ORDER BY v.role, v.valid_from DESC`,
  parameters: {},
  row: ROW,
});

/** What can be asked for, in the order in which it is offered. */
export interface Askable extends RequirementNames {
  readonly yearlyCourses: ReadonlySet<string>;
  /** Codes of certificates as which others count today. */
  readonly withEquivalents: ReadonlySet<string>;
}

/** What roles ask for, on any day. */
@Injectable()
export class RoleQueries {
  constructor(
    private readonly database: Database,
    private readonly assignments: AssignmentQueries,
    private readonly certifications: CertificationQueries,
  ) {}

  /** The newest first. */
  async listVersions(role: DxRole): Promise<readonly RoleVersion[]> {
    return (await this.listAll()).filter((it) => it.role === role);
  }

  /** The version of each role that holds on the day. */
  async listOn(on: LocalDate): Promise<readonly RoleVersion[]> {
    const held = versionsOn(await this.listAll(), on);
    return held.toSorted((one, other) => placeOf(one.role) - placeOf(other.role));
  }

  /** Those for which somebody can be recommended or appointed on that day, what every 課 needs first. */
  async listOpenOn(on: LocalDate): Promise<readonly DxRole[]> {
    const open = (await this.listOn(on)).filter(({ isEnded }) => !isEnded);
    const roles = open.map(({ role }) => role);
    return [
      ...roles.filter((role) => role === 'leader'),
      ...roles.filter((role) => role !== 'leader'),
    ];
  }

  /** Those for which a term can begin on the day or later. */
  async listAppointable(from: LocalDate): Promise<readonly DxRole[]> {
    const all = await this.listAll();
    const now = await this.listOpenOn(from);
    const later = all.filter((it) => it.validFrom > from && !it.isEnded).map(({ role }) => role);
    return [...new Set([...now, ...later])];
  }

  /** Null: it asks for nothing yet, because it has not begun. */
  async findOn(role: DxRole, on: LocalDate): Promise<RoleVersion | null> {
    return (await this.listOn(on)).find((it) => it.role === role) ?? null;
  }

  async getOn(role: DxRole, on: LocalDate): Promise<RoleVersion> {
    const held = await this.findOn(role, on);
    if (held === null) throw new NotFound();
    return held;
  }

  async readAskable(): Promise<Askable> {
    const courses = await this.assignments.listCourseChoices();
    const certifications = await this.certifications.listAll();
    const equivalents = await this.certifications.listEquivalents();
    return {
      courses: new Map(courses.map(({ key, name }) => [key, name])),
      certifications: new Map(certifications.map(({ code, shortName }) => [code, shortName])),
      withEquivalents: new Set(equivalents.map(({ askedCode }) => askedCode)),
      yearlyCourses: new Set(courses.filter((it) => it.isYearly).map(({ key }) => key)),
    };
  }

  /** Of every role, the newest first. */
  async listAll(): Promise<readonly RoleVersion[]> {
    return (await this.database.all(VERSIONS, {})).map(versionOf);
  }
}

/** Those that the plan counts first, then the city's own in their order. */
function placeOf(role: DxRole): number {
  const place = dxRoles().indexOf(role);
  return place === -1 ? Infinity : place;
}

function versionOf({ nextFrom, requirements, ...row }: RowOf<typeof ROW>): RoleVersion {
  return {
    ...row,
    validUntil: nextFrom === null ? null : addDays(nextFrom, -1),
    requirements: requirements.map((it) => ({
      wanted: wantedOf(it),
      isRequired: it.isRequired,
      alternative: it.alternative,
    })),
  };
}

/** The database keeps each kind's columns, and only those, filled. */
function wantedOf(row: RequirementRow): Wanted {
  const { kind, courseKey, isOfYear, codes, orEquivalent, months, types } = row;
  switch (kind) {
    case 'course_completed':
      return { kind, courseKey: courseKey ?? '', isOfYear: isOfYear ?? false };
    case 'certificate_held':
      return { kind, codes: codes ?? [], ...(orEquivalent && { orEquivalent }) };
    case 'supporter_term':
      return { kind, months: months ?? 0 };
    case 'practice_done':
      return { kind, activities: row.activities ?? 0 };
    case 'employment_type':
      return { kind, types: types ?? [] };
    case 'recommendation':
    case 'consent':
    case 'approval':
      return { kind };
  }
}
