import { Injectable } from '@nestjs/common';
import {
  AppointmentEligibility,
  type AppointmentDetail,
  AppointmentsForAct,
  beyondEndText,
  CandidateQueries,
} from '@app/appointments';
import { JoinQueries } from '@app/organization';
import { addDays, Clock, idOf, type LocalDate, isCountedDay } from '@app/platform';
import { noteRead } from '../../../shell/access-recorder';
import { formView, type FormView } from '../../../shell/forms';
import { UNTICKED } from '../../../shell/parts/fields';
import { actorOf, param, type PageRequest } from '../../../shell/http';
import {
  extendingView,
  type ExtendingField,
  renewingView,
  type RenewingField,
  undoingExtensionView,
} from './term.views';

/** Gathers what is to be seen before a term is followed by another one, or goes on. */
@Injectable()
export class TermPages {
  constructor(
    private readonly appointments: AppointmentsForAct,
    private readonly candidates: CandidateQueries,
    private readonly eligibility: AppointmentEligibility,
    private readonly joins: JoinQueries,
    private readonly clock: Clock,
  ) {}

  async renewing(request: PageRequest) {
    const row = await this.getRow(request);
    const next = addDays(row.termEnd, 1);
    const initial = { termStart: next, termEnd: '', documentNumber: '', note: '' };
    const form = formView(request, { ...initial, ...UNTICKED, warnedReason: '' });
    const termStart = dayOr(form.fields.termStart.value, next);
    const usualEnd = await this.eligibility.usualEnd(row.role, termStart);
    const facts = await this.candidates.findFacts(row.personId, termStart);
    const termEnd = dayOr(form.fields.termEnd.value, usualEnd);
    const warnings = facts?.isEmployed
      ? await this.eligibility.listWarnings(facts, this.proposal(row, form, { termStart, termEnd }))
      : [];
    const isOwn = await this.isOwn(request, row);
    const { personId, role } = row;
    const beside = await this.eligibility.listBeside(personId, role, { termStart, termEnd });
    return renewingView(row, { form, facts, usualEnd, warnings, beside, isOwn });
  }

  async extending(request: PageRequest) {
    const row = await this.getRow(request);
    const initial = { termEnd: '', documentNumber: '', reason: '', ...UNTICKED };
    const form = formView<ExtendingField>(request, initial);
    const { termEnd, documentNumber } = form.fields;
    const { personId, role, termStart, termEnd: oldEnd } = row;
    const from = addDays(oldEnd, 1);
    const { latest, endedBy } = await this.eligibility.latestEnd(role, { termStart, from });
    const added = { termStart: from, termEnd: dayOr(termEnd.value, oldEnd) };
    const warnings = await this.eligibility.listExtensionWarnings({
      ...{ personId, role, termStart, oldEnd },
      ...{ termEnd: dayOr(termEnd.value, oldEnd), documentNumber: documentNumber.value.trim() },
    });
    return extendingView(row, {
      form,
      latest,
      endedText: endedBy === null ? '' : beyondEndText(endedBy, from, this.clock.today()),
      warnings: isCountedDay(termEnd.value) ? warnings : [],
      beside: await this.eligibility.listBeside(personId, role, added),
      isOwn: await this.isOwn(request, row),
    });
  }

  async undoing(request: PageRequest) {
    const row = await this.getRow(request);
    return undoingExtensionView(row, {
      form: formView(request, { reason: '' }),
      today: this.clock.today(),
      isOwn: await this.isOwn(request, row),
    });
  }

  private async isOwn(request: PageRequest, { personId }: AppointmentDetail): Promise<boolean> {
    return this.joins.areOne(actorOf(request).personId, personId);
  }

  private proposal(
    { personId, role, termEnd: renewedEnd }: AppointmentDetail,
    { fields }: FormView<RenewingField>,
    term: { readonly termStart: LocalDate; readonly termEnd: LocalDate },
  ) {
    const documentNumber = fields.documentNumber.value.trim();
    return { personId, role, ...term, documentNumber, renewedEnd };
  }

  private async getRow(request: PageRequest): Promise<AppointmentDetail> {
    const id = idOf<'appointment'>(param(request, 'id'));
    const row = await this.appointments.get(actorOf(request), id);
    noteRead(request, row.personId);
    return row;
  }
}

function dayOr(typed: string, otherwise: LocalDate): LocalDate {
  return isCountedDay(typed) ? typed : otherwise;
}
