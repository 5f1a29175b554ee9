import { Injectable } from '@nestjs/common';
import {
  addDays,
  Clock,
  formatDateShort,
  InvalidInput,
  type LocalDate,
  minDate,
  type NominationId,
  NotFound,
  type OrgUnitId,
  type PersonId,
} from '@app/platform';
import { requireText } from '../nomination/nomination-texts';
import { roleTitle } from '../vocabulary';
import { RunningNominations } from '../nomination/running-nominations';
import { AppointmentBooks } from './appointment-books';
import { type DxRole, latestTermEnd, termsOverlap, usualTermEnd } from './appointment.rules';
import {
  appointmentWarnings,
  asksReason,
  extensionWarnings,
  type AppointmentWarning,
  type CandidateFacts,
  WARNED_REASON,
  warningText,
} from './candidate.rules';
import { besideText } from './beside.rules';
import { CandidateQueries } from './candidates.queries';
import { heldText, termOf } from './period.rules';
import { type Accepted, isTrial, requireSeen } from './warnings-unseen';
import { unmetTexts } from '../role/unmet-texts.rules';
import { RoleEligibilityQueries } from '../role/role-eligibility.queries';
import { beyondEndText, endedText, endWithin } from '../role/ended.rules';
import type { Judged } from '../role/eligibility.rules';
import { isStep, type Requirement } from '../role/requirement.rules';
import { RoleQueries, type RoleVersion } from '../role/roles.queries';
import { RoleUses } from '../role/role-uses.queries';

/** What is to be judged: whom, to what, from when to when, by which letter. */
export interface Proposal {
  readonly personId: PersonId;
  readonly role: DxRole;
  readonly termStart: LocalDate;
  readonly termEnd: LocalDate;
  readonly documentNumber: string;
  /** The recommendation that is decided by it: its steps need not be confirmed, and the decision is the approval. */
  readonly nominationId?: NominationId;
  /** What of the recommendation holds no longer, a sentence each. */
  readonly lost?: readonly string[];
  /** The last day of the term that this one renews. */
  readonly renewedEnd?: LocalDate;
}

/** A later end of a term that is under way. */
export interface Extension {
  readonly personId: PersonId;
  readonly role: DxRole;
  readonly termStart: LocalDate;
  /** The last day as it stands, and as it shall be. */
  readonly oldEnd: LocalDate;
  readonly termEnd: LocalDate;
  readonly documentNumber: string;
}

/** What stands against an appointment: some of it refuses it, some of it must have been seen and accepted. */
@Injectable()
export class AppointmentEligibility {
  constructor(
    private readonly candidates: CandidateQueries,
    private readonly books: AppointmentBooks,
    private readonly roles: RoleQueries,
    private readonly meeting: RoleEligibilityQueries,
    private readonly running: RunningNominations,
    private readonly clock: Clock,
    private readonly uses: RoleUses,
  ) {}

  /** The last day of a term that nobody has said an end for, by what the role says on its first day. */
  async usualEnd(role: DxRole, termStart: LocalDate): Promise<LocalDate> {
    const version = await this.roles.findOn(role, termStart);
    const termMonths = version?.termMonths ?? null;
    const { latest } = await this.latestEnd(role, { termStart, from: termStart });
    return minDate(usualTermEnd(termStart, termMonths), latest);
  }

  /**
   * The last day that a term may have: no later than terms may, and not beyond the end of the role where one is known.
   * `from` is the first day that is added; days that somebody has already been given stay theirs.
   */
  async latestEnd(
    role: DxRole,
    { termStart, from }: { readonly termStart: LocalDate; readonly from: LocalDate },
  ): Promise<{ readonly latest: LocalDate; readonly endedBy: RoleVersion | null }> {
    const until = latestTermEnd(termStart);
    const version = endWithin(await this.roles.listAll(), role, { from, until });
    // One who begins after the end is refused for the beginning.
    if (version === null || version.validFrom <= termStart) return { latest: until, endedBy: null };
    return { latest: addDays(version.validFrom, -1), endedBy: version };
  }

  private async requireWithinRole(
    { role, termStart, termEnd }: Pick<Proposal, 'role' | 'termStart' | 'termEnd'>,
    from: LocalDate,
  ): Promise<void> {
    const { endedBy } = await this.latestEnd(role, { termStart, from });
    if (endedBy === null || termEnd < endedBy.validFrom) return;
    throw new InvalidInput({ termEnd: beyondEndText(endedBy, from, this.clock.today()) });
  }

  /** Refuses a day on which nobody is appointed to the role: it has not begun, or has come to its end. */
  private async requireOpen({ role, termStart }: Proposal): Promise<void> {
    await this.uses.keepVersions();
    const version = await this.roles.findOn(role, termStart);
    if (version === null) {
      throw new InvalidInput({
        termStart: `この日には、${roleTitle(role)}の要件がまだ始まっていません。「役割と要件」で確かめて、始まる日以後の日を入力してください。`,
      });
    }
    if (!version.isEnded) return;
    throw new InvalidInput({ termStart: endedText(version, this.clock.today()) });
  }

  /** What must be accepted, for facts that were already read. */
  async listWarnings(
    facts: CandidateFacts,
    proposal: Proposal,
  ): Promise<readonly AppointmentWarning[]> {
    const documentUses =
      proposal.documentNumber === '' ? [] : await this.books.listDocumentUses(proposal);
    const today = this.clock.today();
    const version = await this.roles.findOn(proposal.role, proposal.termStart);
    const unmet = await this.unmetOf(version?.requirements ?? [], proposal);
    const termMonths = version?.termMonths ?? null;
    const { renewedEnd, nominationId } = proposal;
    const running = nominationId === undefined ? await this.running.find(proposal) : null;
    const context = { today, documentUses, termMonths, ...unmet, renewedEnd, running };
    return appointmentWarnings(facts, proposal, context);
  }

  /** What must be accepted before a term goes on: the person is looked at again on the first day of what is added. */
  async listExtensionWarnings(extension: Extension): Promise<readonly AppointmentWarning[]> {
    const { personId, oldEnd, termEnd, documentNumber } = extension;
    const from = addDays(oldEnd, 1);
    const facts = await this.candidates.findFacts(personId, from);
    if (facts === null || !isOfUnit(facts)) return [];
    const use = { documentNumber, personId, termStart: from };
    const documentUses = documentNumber === '' ? [] : await this.books.listDocumentUses(use);
    const today = this.clock.today();
    return extensionWarnings(facts, { from, termEnd }, { today, documentUses });
  }

  /** A refusal beside the field that is wrong, or nothing. */
  async requireExtendable(extension: Extension): Promise<void> {
    const { personId, oldEnd, termEnd } = extension;
    if (termEnd <= oldEnd) {
      throw new InvalidInput({
        termEnd: `延長後の終わりは、いまの任期の終わり(${formatDateShort(oldEnd)})より後の日にしてください。`,
      });
    }
    requireTerm(extension);
    await this.uses.keepVersions();
    await this.requireWithinRole(extension, addDays(oldEnd, 1));
    const facts = await this.candidates.findFacts(personId, addDays(oldEnd, 1));
    if (facts === null) throw new NotFound('appointment.no_such_person');
    requireUnitOf(facts, 'termEnd');
  }

  /** Once nothing refuses it: what must have been seen. */
  async requireExtensionSeen(
    extension: Extension & { readonly warningsAccepted: Accepted },
  ): Promise<void> {
    requireAccepted(await this.listExtensionWarnings(extension), extension);
  }

  /** What is 必須 and not met on the first day of the term, and what no books tell, in words. */
  private async unmetOf(
    all: readonly Requirement[],
    { personId, termStart, nominationId }: Proposal,
  ) {
    const requirements = all.filter(
      ({ wanted }) => nominationId === undefined || wanted.kind !== 'approval',
    );
    if (!requirements.some(({ isRequired }) => isRequired)) return { missing: [], steps: [] };
    const people = await this.meeting.judgeOn(
      requirements,
      termStart,
      [personId],
      nominationId ?? null,
    );
    const names = await this.roles.readAskable();
    const judged = people.get(personId)?.judged ?? [];
    // Of a recommendation it is known which steps were taken: what is not among them is missing.
    const known = nominationId === undefined ? judged : judged.map(asNotTaken);
    return unmetTexts(known, names);
  }

  /** The unit of the appointment and what is known of the person, or a refusal beside the field that is wrong. */
  async requirePossible(
    proposal: Proposal,
  ): Promise<{ readonly orgUnitId: OrgUnitId; readonly facts: CandidateFacts }> {
    requireTerm(proposal);
    await this.requireOpen(proposal);
    await this.requireWithinRole(proposal, proposal.termStart);
    const facts = await this.candidates.findFacts(proposal.personId, proposal.termStart);
    if (facts === null) throw new NotFound('appointment.no_such_person');
    return { orgUnitId: requireUnitOf(facts), facts };
  }

  /** Once nothing refuses it: what was seen of it, with the reason that some of it asks for. */
  async requireSeen(
    facts: CandidateFacts,
    proposal: Proposal & { readonly warningsAccepted: Accepted; readonly warnedReason: string },
  ): Promise<readonly AppointmentWarning[]> {
    const warnings = await this.listWarnings(facts, proposal);
    requireAccepted(warnings, proposal);
    requireReason(warnings, proposal);
    return warnings;
  }

  /** Which terms of other roles, that cannot be held at the same time, the term would run into; a sentence each. */
  async listBeside(
    personId: PersonId,
    role: DxRole,
    { termStart, termEnd }: Pick<Proposal, 'termStart' | 'termEnd'>,
  ): Promise<readonly string[]> {
    const term = { termStart, termEnd, endedOn: null };
    const held = (await this.books.listHeld(personId)).filter(
      (it) => it.role !== role && termsOverlap(termOf(it), term),
    );
    const versions = held.length === 0 ? [] : await this.roles.listAll();
    return held
      .map((it) => besideText(versions, { role, from: termStart }, it))
      .filter((text) => text !== null);
  }

  /**
   * What the person is in each of the roles: a term that this one runs into, one that it would follow as its 再任, or one of
   * another role that cannot be held beside it.
   */
  async listStanding(
    personId: PersonId,
    roles: readonly DxRole[],
    { termStart, termEnd }: Pick<Proposal, 'termStart' | 'termEnd'>,
  ): Promise<readonly string[]> {
    const held = await this.books.listHeld(personId);
    const texts: string[] = [];
    for (const role of roles) {
      const term = { termStart, termEnd, endedOn: null };
      const other = held.find((it) => it.role === role && termsOverlap(termOf(it), term));
      const start = other === undefined ? termStart : addDays(other.termEnd, 1);
      const before = await this.books.findPreceding({ personId, role, termStart: start });
      if (other !== undefined) {
        const next = `${formatDateShort(start)}からの任期は、再任として登録します。`;
        texts.push(`${heldText(other)}重なる任期は登録できません。${before === null ? '' : next}`);
      } else if (before !== null) {
        texts.push(
          `${roleTitle(role)}には、${formatDateShort(before.lastDay)}までの任期に続く再任として登録します。`,
        );
      }
      if (other !== undefined) continue;
      const beside = await this.listBeside(personId, role, { termStart, termEnd });
      texts.push(...beside.map((text) => `${roleTitle(role)}には任命できません。${text}`));
    }
    return texts;
  }
}

/** Of many the reason is asked for once, with the confirmation of all: not while they are tried. */
function requireReason(
  warnings: readonly AppointmentWarning[],
  { warningsAccepted, warnedReason }: { warningsAccepted: Accepted; warnedReason: string },
): void {
  if (isTrial(warningsAccepted) || !asksReason(warnings)) return;
  requireText('warnedReason', WARNED_REASON, warnedReason);
}

function requireAccepted(
  warnings: readonly AppointmentWarning[],
  { warningsAccepted, lost = [] }: Pick<Proposal, 'lost'> & { readonly warningsAccepted: Accepted },
): void {
  requireSeen(
    [
      ...lost.map((text) => ({ kind: 'requirement_lost', text })),
      ...warnings.map((it) => ({ kind: it.kind, text: warningText(it) })),
    ],
    warningsAccepted,
  );
}

function requireTerm({
  role,
  termStart,
  termEnd,
}: Pick<Proposal, 'role' | 'termStart' | 'termEnd'>): void {
  if (termEnd < termStart) {
    throw new InvalidInput({ termEnd: '任期の終わりは、始まりの日以後にしてください。' });
  }
  const latest = latestTermEnd(termStart);
  if (termEnd > latest) {
    throw new InvalidInput({
      termEnd: `${roleTitle(role)}の任期は${formatDateShort(latest)}までにしてください。年の入力を確かめてください。`,
    });
  }
}

/** `field` is where the day was typed: the start of a term, or the later end of one that is extended. */
function requireUnitOf(
  facts: CandidateFacts,
  field: 'termStart' | 'termEnd' = 'termStart',
): OrgUnitId {
  const day = field === 'termStart' ? 'この日' : '延長の始まりの日';
  if (!facts.isEmployed) {
    const next =
      field === 'termStart'
        ? '在職している日を入力してください。'
        : '延長せず、満了のままにしてください。';
    throw new InvalidInput({ [field]: `${facts.name}さんは、${day}に在職していません。${next}` });
  }
  if (facts.unitId === null) {
    throw new InvalidInput({
      [field]: `${facts.name}さんには、${day}の主務の所属がありません。先に人事に所属の登録を依頼してください。`,
    });
  }
  return facts.unitId;
}

function asNotTaken(it: Judged): Judged {
  return it.state === 'unknown' && isStep(it.requirement.wanted) ? { ...it, state: 'not_met' } : it;
}

function isOfUnit({ isEmployed, unitId }: CandidateFacts): boolean {
  return isEmployed && unitId !== null;
}
