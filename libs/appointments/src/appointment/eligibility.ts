import { Injectable } from '@nestjs/common';
import {
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
import { DX_ROLE_WORDS } from '../vocabulary';
import { AppointmentBooks } from './appointment-books';
import { type DxRole, latestTermEnd, usualTermEnd } from './appointment.rules';
import {
  appointmentWarnings,
  type AppointmentWarning,
  type CandidateFacts,
  warningText,
} from './candidate.rules';
import { CandidateQueries } from './candidates.queries';
import { unmetTexts } from '../role/unmet-texts.rules';
import { RoleEligibilityQueries } from '../role/role-eligibility.queries';
import { RoleQueries, type RoleVersion } from '../role/roles.queries';

/** What is to be judged: whom, to what, from when to when, by which letter. */
export interface Proposal {
  readonly personId: PersonId;
  readonly role: DxRole;
  readonly termStart: LocalDate;
  readonly termEnd: LocalDate;
  readonly documentNumber: string;
  /** The recommendation that is decided by it: its steps need not be confirmed, and the decision is the approval. */
  readonly nominationId?: NominationId;
}

/** What stands against an appointment: some of it refuses it, some of it must have been seen and accepted. */
@Injectable()
export class AppointmentEligibility {
  constructor(
    private readonly candidates: CandidateQueries,
    private readonly books: AppointmentBooks,
    private readonly roles: RoleQueries,
    private readonly meeting: RoleEligibilityQueries,
    private readonly clock: Clock,
  ) {}

  /** The last day of a term that nobody has said an end for, by what the role says on its first day. */
  async usualEnd(role: DxRole, termStart: LocalDate): Promise<LocalDate> {
    const { termMonths } = await this.roles.getOn(role, termStart);
    return minDate(usualTermEnd(termStart, termMonths), latestTermEnd(role, termStart));
  }

  /** What must be accepted, for facts that were already read. */
  async listWarnings(
    facts: CandidateFacts,
    proposal: Proposal,
  ): Promise<readonly AppointmentWarning[]> {
    const documentUses =
      proposal.documentNumber === '' ? [] : await this.books.listDocumentUses(proposal);
    const today = this.clock.today();
    const version = await this.roles.getOn(proposal.role, proposal.termStart);
    const unmet = await this.unmetOf(version, proposal);
    const { termMonths } = version;
    return appointmentWarnings(facts, proposal, { today, documentUses, termMonths, ...unmet });
  }

  /** What is 必須 and not met on the first day of the term, and what no books tell, in words. */
  private async unmetOf(
    { requirements: all }: RoleVersion,
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
    return unmetTexts(people.get(personId)?.judged ?? [], names);
  }

  /** The unit of the appointment, or a refusal beside the field that is wrong. */
  async requireEligible(
    proposal: Proposal & { readonly warningsAccepted: boolean },
  ): Promise<OrgUnitId> {
    requireTerm(proposal);
    const facts = await this.candidates.findFacts(proposal.personId, proposal.termStart);
    if (facts === null) throw new NotFound('appointment.no_such_person');
    const unitId = requireUnitOf(facts);
    const warnings = await this.listWarnings(facts, proposal);
    if (warnings.length > 0 && !proposal.warningsAccepted) {
      throw new InvalidInput({
        warningsAccepted: `${warnings.map(warningText).join('')}よければ確認欄に印を付けてください。`,
      });
    }
    return unitId;
  }
}

function requireTerm({ role, termStart, termEnd }: Proposal): void {
  if (termEnd < termStart) {
    throw new InvalidInput({ termEnd: '任期の終わりは、始まりの日以後にしてください。' });
  }
  const latest = latestTermEnd(role, termStart);
  if (termEnd > latest) {
    throw new InvalidInput({
      termEnd: `${DX_ROLE_WORDS[role]}の任期は${formatDateShort(latest)}までにしてください。年の入力を確かめてください。`,
    });
  }
}

function requireUnitOf(facts: CandidateFacts): OrgUnitId {
  if (!facts.isEmployed) {
    throw new InvalidInput({
      termStart: `${facts.name}さんは、この日に在職していません。在職している日を入力してください。`,
    });
  }
  if (facts.unitId === null) {
    throw new InvalidInput({
      termStart: `${facts.name}さんには、この日の主務の所属がありません。先に人事に所属の登録を依頼してください。`,
    });
  }
  return facts.unitId;
}
