import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import {
  AuditLog,
  Clock,
  col,
  Conflict,
  Database,
  formatDateShort,
  InvalidInput,
  type LocalDate,
  NotFound,
  roleWordKey,
  statement,
  Vocabulary,
} from '@app/platform';
import { COUNTED_ROLES, type DxRole } from '../appointment/appointment.rules';
import { roleTitle } from '../vocabulary';
import {
  type Requirement,
  type RequirementNames,
  requirementProblems,
  type Wanted,
  wantedCode,
} from './requirement.rules';
import { RoleEligibilityQueries } from './role-eligibility.queries';
import {
  impossibleGroups,
  type RolePreview,
  rolePreview,
  rolePreviewMark,
} from './role-preview.rules';
import type { LetterKind } from './letter-kind';
import { beginsAfterEnd, effectTexts, NO_EFFECTS, type RoleEffects } from './role-effects.rules';
import { reliedOn } from './role-refusals';
import { RoleUses } from './role-uses.queries';
import { RoleQueries, type RoleVersion } from './roles.queries';

export interface NewRoleVersion {
  readonly role: DxRole;
  readonly validFrom: LocalDate;
  readonly letter: LetterKind;
  readonly termMonths: number | null;
  readonly together: boolean;
  readonly isEnded: boolean;
  readonly requirements: readonly Requirement[];
  /** Where they stand on a form, counted from 1; one after the other unless it is said. */
  readonly places?: readonly number[];
  /** Why it was changed; stands beside the version for good. */
  readonly note: string;
}

export interface PlannedVersion {
  readonly preview: RolePreview;
  /** Whom it concerns besides, in words. */
  readonly effects: readonly string[];
  /** The number that it would get. */
  readonly version: number;
  /** Stands for what was shown. */
  readonly mark: string;
}

/** What somebody has looked at before they save. */
export interface Seen {
  readonly mark: string;
  /** That in some units nobody meets something 必須, and whom it concerns besides. */
  readonly warningsAccepted: boolean;
}

/** A number that was ever given stays with what it meant. */
const NEXT_VERSION = statement({
  name: 'appointments.next-role-version',
  sql: 'SELECT COALESCE(max(version), 0) + 1 AS version FROM role_versions_history WHERE role = :role',
  parameters: { role: 'text' },
  row: { version: col.int },
});

const INSERT_REQUIREMENTS = `
  INSERT INTO role_requirements (id, role_version_id, position, is_required, alternative, kind, course_key, is_of_year,
    certification_codes, counts_equivalents, months, activities, employment_types)
  SELECT gen_random_uuid(), $1, r.position, r."isRequired", r.alternative, r.kind, r."courseKey", r."isOfYear", r.codes,
    COALESCE(r."orEquivalent", false), r.months, r.activities, r.types
  FROM jsonb_to_recordset($2::jsonb) AS r (position integer, "isRequired" boolean, alternative integer, kind text, "courseKey" text,
    "isOfYear" boolean, codes text[], "orEquivalent" boolean, months integer, activities integer, types text[])`;

/** Adds versions of what a role asks for and withdraws one that has not begun. None is ever changed. */
@Injectable()
export class RolesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly roles: RoleQueries,
    private readonly vocabulary: Vocabulary,
    private readonly eligibility: RoleEligibilityQueries,
    private readonly uses: RoleUses,
  ) {}

  /** Who in the city would meet it today, or a refusal; nothing is written. */
  async previewVersion(actor: Actor, input: NewRoleVersion): Promise<PlannedVersion> {
    requirePermission(actor, 'appointments.manage');
    const [newest] = await this.roles.listVersions(input.role);
    this.requireSense(input, newest, await this.roles.readAskable());
    const on = this.clock.today();
    // One after the other: a command that checks what was seen asks over its one connection.
    const judged = await this.eligibility.judgeOn(input.requirements, on);
    const units = await this.eligibility.listPeopleOfUnits(on);
    const { version } = await this.database.only(NEXT_VERSION, { role: input.role });
    const met = rolePreview(input.requirements, judged, units);
    // Nobody is appointed to what has ended: who would meet it says nothing.
    const preview = input.isEnded ? { ...met, groups: [], units: [] } : met;
    const effects = effectTexts(await this.effectsOf(input, newest), input.validFrom);
    const mark = rolePreviewMark({ version, ...input, effects }, preview);
    return { preview, effects, version, mark };
  }

  /** Refuses an end before a term that has not begun. */
  private async effectsOf(
    { role, validFrom, isEnded, together }: NewRoleVersion,
    newest: RoleVersion | undefined,
  ): Promise<RoleEffects> {
    if (isEnded) {
      const terms = await this.uses.listTermsFrom(role, validFrom);
      const ahead = terms.filter(({ termStart }) => termStart >= validFrom);
      if (ahead.length > 0) throw beginsAfterEnd(ahead);
      const nominations = await this.uses.listOpenNominations(role);
      return { ...NO_EFFECTS, running: terms, nominations };
    }
    if (together || newest?.together === false) return NO_EFFECTS;
    return { ...NO_EFFECTS, beside: await this.uses.listHeldBeside(role, validFrom) };
  }

  /** From its day on. Nothing is asked for that nobody has looked at. Returns the version's number. */
  async addVersion(actor: Actor, input: NewRoleVersion, seen: Seen): Promise<number> {
    requirePermission(actor, 'appointments.manage');
    return this.database.transaction(async () => {
      await this.lock();
      await this.requireNamed(input.role);
      const { preview, effects, version, mark } = await this.previewVersion(actor, input);
      if (mark !== seen.mark) {
        throw new Conflict(
          'role_version.preview_needed',
          'まだ登録していません。この画面の人数は、いまの記録で数え直したものです。確かめてから、もう一度「新しい版を登録する」を押してください。',
        );
      }
      if (impossibleGroups(preview).length + effects.length > 0 && !seen.warningsAccepted) {
        throw new InvalidInput({
          warningsAccepted:
            '登録する前に確かめる内容があります。読んでから、確認欄に印を付けてください。',
        });
      }
      await this.add(actor, input, version);
      await this.audit.record(auditActorOf(actor), {
        action: 'role_version.added',
        subjectType: 'role_version',
        subjectId: `${input.role} ${String(version)}`,
        detail: detailOf(input, version),
      });
      return version;
    });
  }

  /** Before its first day the newest version can be withdrawn, unless somebody is appointed by it; then the one before it goes on. */
  async withdrawVersion(actor: Actor, role: DxRole, version: number): Promise<void> {
    requirePermission(actor, 'appointments.manage');
    await this.database.transaction(async () => {
      await this.lock();
      const [newest] = await this.roles.listVersions(role);
      if (newest?.version !== version) throw new NotFound();
      if (newest.validFrom <= this.clock.today()) {
        throw new Conflict(
          'role_version.has_begun',
          `第${String(version)}版は${formatDateShort(newest.validFrom)}から使われているため、取りやめられません。改めるときは、新しい版を登録してください。`,
        );
      }
      const built = await this.uses.listBuiltOn(newest);
      if (built.length > 0) throw reliedOn(built);
      await this.database.execute(
        'UPDATE role_versions_history SET superseded_at = greatest($2, recorded_at), superseded_by = $3 WHERE id = $1 AND superseded_at IS NULL',
        [newest.id, this.clock.now(), actor.accountId],
      );
      await this.audit.record(auditActorOf(actor), {
        action: 'role_version.withdrawn',
        subjectType: 'role_version',
        subjectId: `${role} ${String(version)}`,
        detail: { role, version, validFrom: newest.validFrom },
      });
    });
  }

  private async add(actor: Actor, input: NewRoleVersion, version: number): Promise<void> {
    const id = randomUUID();
    const { role, validFrom, letter, termMonths, together, isEnded, note, requirements } = input;
    await this.database.execute(
      `INSERT INTO role_versions_history (id, role, version, valid_from, letter, term_months, together, is_ended, note, recorded_at, recorded_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        ...[id, role, version, validFrom, letter, termMonths, together, isEnded, note],
        ...[this.clock.now(), actor.accountId],
      ],
    );
    const rows = requirements.map(({ wanted, isRequired, alternative }, index) => ({
      ...wanted,
      ...{ position: index + 1, isRequired, alternative },
    }));
    await this.database.execute(INSERT_REQUIREMENTS, [id, JSON.stringify(rows)]);
  }

  private async lock(): Promise<void> {
    await this.uses.keepOthersOut();
    await this.database.keepWritersOut('role_versions_history');
  }

  /** One of the city's own may have been taken away meanwhile. */
  private async requireNamed(role: DxRole): Promise<void> {
    if (isCounted(role)) return;
    const words = await this.vocabulary.listWords();
    if (!words.some(({ key }) => key === roleWordKey(role))) throw new NotFound();
  }

  private requireSense(
    input: NewRoleVersion,
    newest: RoleVersion | undefined,
    names: RequirementNames,
  ): void {
    const { role, validFrom, requirements, places = [], isEnded } = input;
    if (isEnded && isCounted(role)) {
      throw new InvalidInput({
        isEnded: `${roleTitle(role)}は計画の指標に数えるため、終えることはできません。`,
      });
    }
    if (validFrom < this.clock.today())
      throw new InvalidInput({ validFrom: '本日以降の日を選んでください。' });
    if (newest && validFrom <= newest.validFrom) {
      throw new InvalidInput({
        validFrom: `第${String(newest.version)}版が${formatDateShort(newest.validFrom)}から始まります。その翌日以降を選んでください。`,
      });
    }
    const problems = { ...requirementProblems(requirements, places), ...unknownOnes(input, names) };
    if (Object.keys(problems).length > 0) throw new InvalidInput(problems);
    if (newest && saysTheSame(input, newest)) {
      throw new Conflict(
        'role_version.unchanged',
        `選んだ内容は、第${String(newest.version)}版と同じです。登録していません。変えるところを選び直してください。`,
      );
    }
  }
}

function isCounted(role: DxRole): boolean {
  return COUNTED_ROLES.some((it) => it === role);
}

/** By the field of the form: what is in no list any more. */
function unknownOnes(
  { requirements, places = [] }: NewRoleVersion,
  names: RequirementNames,
): Readonly<Record<string, string>> {
  const problems: Record<string, string> = {};
  for (const [index, { wanted }] of requirements.entries()) {
    const place = String(places[index] ?? index + 1);
    if (!isKnown(wanted, names))
      problems[`wanted${place}`] = `要件${place}を一覧から選んでください。`;
  }
  return problems;
}

function isKnown(wanted: Wanted, names: RequirementNames): boolean {
  if (wanted.kind === 'course_completed') return names.courses.has(wanted.courseKey);
  if (wanted.kind !== 'certificate_held') return true;
  return wanted.codes.every((code) => names.certifications.has(code));
}

type Said = Pick<NewRoleVersion, 'letter' | 'termMonths' | 'together' | 'isEnded' | 'requirements'>;

function saysTheSame(one: Said, other: Said): boolean {
  const texts = [one, other].map(({ letter, termMonths, together, isEnded, requirements }) =>
    JSON.stringify([letter, termMonths, together, isEnded, requirements.map(requirementText)]),
  );
  return texts[0] === texts[1];
}

function requirementText({ wanted, isRequired, alternative }: Requirement): string {
  const group = alternative === null ? '' : ` ${String(alternative)}`;
  return `${wantedCode(wanted)} ${isRequired ? 'required' : 'desirable'}${group}`;
}

function detailOf(input: NewRoleVersion, version: number) {
  const { role, validFrom, letter, termMonths, together, isEnded, note, requirements } = input;
  return {
    ...{ role, version, validFrom, letter, termMonths, together, isEnded, note },
    requirements: requirements.map(requirementText),
  };
}
