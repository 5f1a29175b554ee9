import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import {
  AuditLog,
  type CertificationVersionId,
  Clock,
  col,
  Database,
  formatDateShort,
  InvalidInput,
  type LocalDate,
  NotFound,
  statement,
} from '@app/platform';
import {
  CertificationEffectQueries,
  changedSpan,
  type EquivalenceEffect,
  type OutsideExam,
} from './certification-effects.queries';
import {
  type CertificationFacts,
  circleFrom,
  codeProblem,
  factProblems,
  namesOf,
  sharedNameFrom,
} from './certification.rules';
import {
  circular,
  hasBegun,
  isRelied,
  nothingToCheck,
  previewNeeded,
  unchanged,
} from './certification.errors';
import {
  type CertificationVersion,
  CertificationVersionQueries,
} from './certification-versions.queries';

export interface NewCertificationVersion {
  readonly code: string;
  readonly facts: CertificationFacts;
  readonly validFrom: LocalDate;
  /** Why; stands beside the version for good. */
  readonly note: string;
}

export interface PlannedCertification {
  /** The number that it would get. */
  readonly version: number;
  readonly before: CertificationVersion;
  /** Figures that become other ones. */
  readonly effects: readonly EquivalenceEffect[];
  /** Reports, bookings and certificates that do not go with its first and last exam, where these change. */
  readonly outside: readonly OutsideExam[];
  /** How many more want to sit it when it could not be sat, who are not named; null: too few to tell, or none. */
  readonly wished: number | null;
  /** Stands for what was shown. */
  readonly mark: string;
}

/** A number that was ever given stays with what it meant. */
const NEXT_VERSION = statement({
  name: 'certifications.next-version',
  sql: `SELECT COALESCE(max(v.version), 0) + 1 AS version
    FROM certification_versions_history v JOIN certifications c ON c.id = v.certification_id AND c.code = :code`,
  parameters: { code: 'text' },
  row: { version: col.int },
});

const INSERT_VERSION = `
  INSERT INTO certification_versions_history (id, certification_id, version, valid_from, name, short_name, kind, issuer, level, fee_yen,
    renewal_kind, renewal_years, renewal_window_days, evidence, url, first_exam_on, last_exam_on, successor_id, unsure, facts_of, note, recorded_at, recorded_by)
  SELECT $1, c.id, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
    (SELECT s.id FROM certifications s WHERE s.code = $18), $19, $20, $21, $22, $23
  FROM certifications c WHERE c.code = $2`;

/**
 * 資格の一覧: adds qualifications, adds versions of what is known of them, withdraws one that has not begun, and notes what was
 * looked up. No version is ever changed.
 */
@Injectable()
export class CertificationMasterService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly versions: CertificationVersionQueries,
    private readonly effects: CertificationEffectQueries,
  ) {}

  /** Nobody holds it yet, so no figure changes. */
  async addCertification(actor: Actor, input: NewCertificationVersion): Promise<void> {
    requirePermission(actor, 'certifications.manage');
    const { code, validFrom } = input;
    await this.database.transaction(async () => {
      await this.lock();
      const all = await this.versions.listAll();
      const problem = codeProblem(code);
      if (problem !== null) throw new InvalidInput({ code: problem });
      if (all.some((it) => it.code === code))
        throw new InvalidInput({ code: 'このコードの資格は、すでに登録されています。' });
      this.requireSense(input, all, undefined);
      // A code whose only version was withdrawn before it began is free again.
      await this.database.execute(
        `INSERT INTO certifications (id, code, sort_order, created_at)
         SELECT $1, $2, COALESCE(max(sort_order), 0) + 10, $3 FROM certifications ON CONFLICT (code) DO NOTHING`,
        [randomUUID(), code, this.clock.now()],
      );
      const { version } = await this.database.only(NEXT_VERSION, { code });
      await this.add(actor, input, version);
      await this.record(actor, 'added', code, { version, validFrom, ...toldOf(input) });
    });
  }

  /** What the change would be, or a refusal; nothing is written. */
  async previewChange(actor: Actor, input: NewCertificationVersion): Promise<PlannedCertification> {
    requirePermission(actor, 'certifications.manage');
    const { code, facts, validFrom } = input;
    const all = await this.versions.listAll();
    const before = all.find((it) => it.code === code);
    if (before === undefined) throw new NotFound();
    this.requireSense(input, all, before);
    const effects = await this.effects.listEffects(code, facts.countsAs, validFrom);
    const span = changedSpan(before, facts);
    const outside = await this.effects.listOutside(code, span);
    const wished = await this.effects.countWishedOutside(code, span);
    const { version } = await this.database.only(NEXT_VERSION, { code });
    const mark = markOf({ input, version, effects, outside, wished });
    return { version, before, effects, outside, wished, mark };
  }

  /** From its day on. No figure becomes another one that nobody has looked at. Returns the version's number. */
  async changeCertification(
    actor: Actor,
    input: NewCertificationVersion,
    seen: string,
  ): Promise<number> {
    requirePermission(actor, 'certifications.manage');
    return this.database.transaction(async () => {
      await this.lock();
      const { version, before, mark } = await this.previewChange(actor, input);
      if (mark !== seen) {
        throw previewNeeded();
      }
      await this.add(actor, input, version);
      const { code, validFrom } = input;
      await this.record(actor, 'changed', code, {
        ...{ version, validFrom, note: input.note },
        ...{ from: toldOf({ facts: before, note: before.note }), to: toldOf(input) },
      });
      return version;
    });
  }

  /** Before its first day the newest version can be withdrawn; then the one before it goes on. */
  async withdrawVersion(actor: Actor, code: string, version: number): Promise<void> {
    requirePermission(actor, 'certifications.manage');
    await this.database.transaction(async () => {
      await this.lock();
      const all = await this.versions.listAll();
      const newest = all.find((it) => it.code === code);
      if (newest?.version !== version) throw new NotFound();
      if (newest.validFrom <= this.clock.today()) throw hasBegun(newest);
      const rest = all.filter((it) => it !== newest);
      this.requireOwnNames(code, rest, newest.validFrom);
      if (circleFrom(rest, newest.validFrom) !== null || isNeeded(code, rest)) throw isRelied();
      await this.database.execute(
        'UPDATE certification_versions_history SET superseded_at = greatest($2, recorded_at), superseded_by = $3 WHERE id = $1 AND superseded_at IS NULL',
        [newest.id, this.clock.now(), actor.accountId],
      );
      const { validFrom } = newest;
      await this.record(actor, 'change_withdrawn', code, { version, validFrom });
    });
  }

  /** What was unsure of a version has been looked up at the issuer, and is as it stands there. */
  async noteCheck(actor: Actor, code: string, version: number): Promise<void> {
    requirePermission(actor, 'certifications.manage');
    await this.database.transaction(async () => {
      await this.lock();
      const found = (await this.versions.listOf(code)).find((it) => it.version === version);
      if (found === undefined) throw new NotFound();
      if (found.unsure === null || found.checkedAt !== null) {
        throw nothingToCheck();
      }
      await this.database.execute(
        'INSERT INTO certification_checks (version_id, recorded_at, recorded_by) VALUES ($1, $2, $3)',
        [found.id, this.clock.now(), actor.accountId],
      );
      await this.record(actor, 'checked', code, { version, unsure: found.unsure });
    });
  }

  private async add(actor: Actor, input: NewCertificationVersion, version: number): Promise<void> {
    const { code, facts, validFrom, note } = input;
    const id = randomUUID() as CertificationVersionId;
    await this.database.execute(INSERT_VERSION, [
      ...[id, code, version, validFrom, facts.name, facts.shortName, facts.kind, facts.issuer],
      ...[facts.level, facts.feeYen, facts.renewalKind, facts.renewalYears],
      ...[facts.renewalWindowDays, facts.evidence, facts.url, facts.firstExamOn],
      ...[facts.lastExamOn, facts.successorCode, facts.unsure, facts.factsOf, note],
      ...[this.clock.now(), actor.accountId],
    ]);
    const names = namesOf(facts).map((it, position) => ({ ...it, position }));
    await this.database.execute(
      `INSERT INTO certification_aliases (version_id, alias_key, alias, position)
       SELECT $1, n.key, n.alias, n.position FROM jsonb_to_recordset($2::jsonb) AS n (key text, alias text, position integer)`,
      [id, JSON.stringify(names)],
    );
    await this.database.execute(
      `INSERT INTO certification_equivalences (version_id, counts_as_id)
       SELECT $1, c.id FROM certifications c WHERE c.code = ANY ($2::text[])`,
      [id, facts.countsAs],
    );
  }

  private requireSense(
    input: NewCertificationVersion,
    all: readonly CertificationVersion[],
    newest: CertificationVersion | undefined,
  ): void {
    const { code, facts, validFrom } = input;
    const problems = {
      ...factProblems(facts, this.clock.today()),
      ...this.dayProblem(input, newest),
      ...relationProblems(
        facts,
        all.map((it) => it.code).filter((it) => it !== code),
      ),
    };
    if (Object.keys(problems).length > 0) throw new InvalidInput(problems);
    if (newest && saysTheSame(facts, newest)) throw unchanged(newest);
    const planned = [...all, { code, validFrom, ...facts }];
    this.requireOwnNames(code, planned, validFrom);
    const circle = circleFrom(planned, validFrom);
    if (circle !== null) throw circular(circle, all);
  }

  private dayProblem(
    { validFrom, note }: NewCertificationVersion,
    newest: CertificationVersion | undefined,
  ): Record<string, string> {
    const why = note === '' ? { note: '理由を入力してください。' } : {};
    if (validFrom < this.clock.today())
      return { ...why, validFrom: '本日以降の日を選んでください。' };
    if (newest === undefined || validFrom > newest.validFrom) return why;
    const begun = `第${String(newest.version)}版が${formatDateShort(newest.validFrom)}から始まります。`;
    return { ...why, validFrom: `${begun}その翌日以降を選んでください。` };
  }

  private requireOwnNames(
    code: string,
    versions: Parameters<typeof sharedNameFrom>[0],
    from: LocalDate,
  ): void {
    const shared = sharedNameFrom(versions, code, from);
    if (shared === null) return;
    throw new InvalidInput({
      aliases: `「${shared.alias}」は、${shared.otherName}の呼び方です。1つの呼び方は、1つの資格だけに使えます。`,
    });
  }

  /** Two who change it at once see each other's names and equivalences. */
  private async lock(): Promise<void> {
    await this.database.keepWritersOut('certification_versions_history');
  }

  private async record(
    actor: Actor,
    act: string,
    code: string,
    detail: Record<string, unknown>,
  ): Promise<void> {
    await this.audit.record(auditActorOf(actor), {
      action: `certification.${act}`,
      subjectType: 'certification',
      subjectId: code,
      detail,
    });
  }
}

/** What it names must be there. */
function relationProblems(
  { successorCode, countsAs }: CertificationFacts,
  others: readonly string[],
): Record<string, string> {
  const isKnown = (code: string) => others.includes(code);
  return {
    ...(successorCode !== null &&
      !isKnown(successorCode) && { successorCode: '後継の資格を一覧から選んでください。' }),
    ...(!countsAs.every(isKnown) && { countsAs: '満たせる資格を一覧から選んでください。' }),
  };
}

/** Another one names it, and it would be gone. */
function isNeeded(code: string, rest: readonly CertificationVersion[]): boolean {
  if (rest.some((it) => it.code === code)) return false;
  return rest.some((it) => it.successorCode === code || it.countsAs.includes(code));
}

/** What a version says, in one order. */
function toldOf({ facts, note }: { readonly facts: CertificationFacts; readonly note: string }) {
  const { name, shortName, kind, issuer, level, feeYen } = facts;
  const { renewalKind, renewalYears, renewalWindowDays, evidence, url } = facts;
  const { aliases, countsAs, firstExamOn, lastExamOn, successorCode, unsure, factsOf } = facts;
  return {
    ...{ name, shortName, kind, issuer, level, feeYen, renewalKind, renewalYears },
    ...{ renewalWindowDays, evidence: [...evidence].toSorted(), url, aliases: [...aliases] },
    ...{
      countsAs: [...countsAs].toSorted(),
      firstExamOn,
      lastExamOn,
      successorCode,
      unsure,
      factsOf,
      note,
    },
  };
}

function saysTheSame(one: CertificationFacts, other: CertificationFacts): boolean {
  const texts = [one, other].map((facts) => JSON.stringify(toldOf({ facts, note: '' })));
  return texts[0] === texts[1];
}

function markOf({
  input,
  version,
  ...effects
}: Pick<PlannedCertification, 'version' | 'effects' | 'outside' | 'wished'> & {
  readonly input: NewCertificationVersion;
}): string {
  const said = [input.code, input.validFrom, toldOf(input), version];
  const text = JSON.stringify([...said, effects]);
  return createHash('sha256').update(text).digest('hex');
}
