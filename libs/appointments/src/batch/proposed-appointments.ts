import { Injectable } from '@nestjs/common';
import type { Actor } from '@app/access';
import {
  type AppointmentId,
  col,
  Database,
  InvalidInput,
  type LocalDate,
  type PersonId,
  type RowFrom,
  statement,
} from '@app/platform';
import type { DxRole } from '../appointment/appointment.rules';
import { AppointmentBounds } from '../appointment/appointment-bounds';
import { AppointmentsService } from '../appointment/appointments.service';
import { CandidateQueries } from '../appointment/candidates.queries';
import { type Accepted, requireSeen, WarningsUnseen } from '../appointment/warnings-unseen';
import { NominationDecisions } from '../nomination/nomination-decisions';
import { RoleQueries } from '../role/roles.queries';
import type { BatchMember } from './batch-books';
import type { BatchProposal, BatchStep } from './batch.rules';
import { CalledByQueries, inForce, otherNameText, withoutBlanks } from '@app/organization';

const UNIT_OF = statement({
  name: 'appointments.unit-of-proposed',
  sql: `SELECT o.code, u.name FROM postings po JOIN org_units o ON o.id = po.org_unit_id
    JOIN org_unit_periods u ON u.org_unit_id = o.id AND ${inForce('u', ':on')}
    WHERE po.person_id = :personId AND po.kind = 'primary' AND ${inForce('po', ':on')}`,
  parameters: { personId: 'uuid', on: 'date' },
  row: { code: col.text, name: col.text },
});

/** Appoints whom a row of a list names, by the same act as anybody else, or by deciding on a recommendation. */
@Injectable()
export class ProposedAppointments {
  constructor(
    private readonly database: Database,
    private readonly candidates: CandidateQueries,
    private readonly roles: RoleQueries,
    private readonly appointments: AppointmentsService,
    private readonly decisions: NominationDecisions,
    private readonly called: CalledByQueries,
    private readonly bounds: AppointmentBounds,
  ) {}

  async appoint(
    actor: Actor,
    { note, warnedReason }: BatchStep,
    { proposal, nominationId }: BatchMember,
    warningsAccepted: Accepted,
  ): Promise<AppointmentId> {
    if (!proposal?.termStart) throw unreadable();
    const { termStart, termEnd, documentNumber } = proposal;
    const personId = await this.requirePerson(proposal);
    const own = '自分を任命することはできません。';
    await this.bounds.requireAnother(actor, personId, own);
    const role = await this.requireRole(proposal, termStart);
    const listed = await this.warningsOf(proposal, personId, termStart);
    const facts = {
      termStart,
      termEnd,
      documentNumber,
      note: proposal.note || note,
      warningsAccepted,
      warnedReason: warnedReason ?? undefined,
    };
    try {
      const id =
        nominationId === null
          ? await this.appointments.appoint(actor, { ...facts, personId, role })
          : await this.decisions.approve(actor, { ...facts, nominationId });
      requireSeen(listed, warningsAccepted);
      return id;
    } catch (error) {
      if (error instanceof WarningsUnseen && listed.length > 0 && error.warnings !== listed)
        throw new WarningsUnseen([...listed, ...error.warnings]);
      throw error;
    }
  }

  private async requirePerson({ staffNumber }: BatchProposal): Promise<PersonId> {
    const found = await this.candidates.findPersonId(staffNumber);
    if (found !== null) return found;
    throw new InvalidInput({
      staffNumber: `職員番号${staffNumber}の職員はいません。番号を確かめてください。`,
    });
  }

  private async requireRole({ role }: BatchProposal, on: LocalDate): Promise<DxRole> {
    if ((await this.roles.listOpenOn(on)).includes(role)) return role;
    throw new InvalidInput({
      role: 'この日に任命できる役割ではありません。役割の名前を確かめてください。',
    });
  }

  /** The list says another unit or another name than the register: perhaps another person is meant. */
  private async warningsOf(
    { staffNumber, unitCode, name }: BatchProposal,
    personId: PersonId,
    on: LocalDate,
  ): Promise<readonly { readonly kind: string; readonly text: string }[]> {
    const unit = await this.database.first(UNIT_OF, { personId, on });
    const warnings = [];
    if (unitCode !== '' && unit !== null && !isUnit(unit, unitCode)) {
      const text = `任期の始まりの所属は${unit.name}(${unit.code})です。一覧の所属「${unitCode}」と違います。`;
      warnings.push({ kind: 'other_unit', text });
    }
    const called = await this.called.read(name === '' ? [] : [staffNumber], on);
    const otherName = otherNameText(name, called.get(staffNumber));
    if (otherName !== null) warnings.push({ kind: 'other_name', text: otherName });
    return warnings;
  }
}

function isUnit({ code, name }: RowFrom<typeof UNIT_OF>, said: string): boolean {
  return [code, name].some((it) => withoutBlanks(it) === withoutBlanks(said));
}

function unreadable(): InvalidInput {
  return new InvalidInput({ termStart: '任期の始まりを読み取れません。' });
}
