import { Injectable } from '@nestjs/common';
import {
  AppointmentEligibility,
  CandidateQueries,
  lostTexts,
  NominationDecisions,
  NominationQueries,
  NominationSnapshots,
  warningText,
} from '@app/appointments';
import { Clock, type NominationId, NotFound, isCountedDay } from '@app/platform';
import { noteRead } from '../../../shell/access-recorder';
import { formView } from '../../../shell/forms';
import { UNTICKED } from '../../../shell/parts/fields';
import { actorOf, type PageRequest } from '../../../shell/http';
import { approvalView } from './approval.views';
import { RoleInUnit } from './role-in-unit';

/** Gathers what is shown before a recommendation becomes an appointment. */
@Injectable()
export class ApprovalPages {
  constructor(
    private readonly nominations: NominationQueries,
    private readonly decisions: NominationDecisions,
    private readonly snapshots: NominationSnapshots,
    private readonly candidates: CandidateQueries,
    private readonly eligibility: AppointmentEligibility,
    private readonly places: RoleInUnit,
    private readonly clock: Clock,
  ) {}

  async show(request: PageRequest, nominationId: NominationId) {
    const row = await this.nominations.get(actorOf(request), nominationId);
    await this.decisions.requireOthers(actorOf(request), nominationId);
    noteRead(request, row.personId);
    const { personId, role } = row;
    const today = this.clock.today();
    const first = (await this.candidates.findFirstDay(personId, today)) ?? today;
    const form = formView(request, {
      ...{ termStart: first, termEnd: await this.eligibility.usualEnd(role, first) },
      ...{ documentNumber: '', note: '', ...UNTICKED, warnedReason: '' },
    });
    const { termStart, termEnd, documentNumber } = form.fields;
    const start = isCountedDay(termStart.value) ? termStart.value : first;
    const usualEnd = await this.eligibility.usualEnd(role, start);
    const end = isCountedDay(termEnd.value) ? termEnd.value : usualEnd;
    const term = { termStart: start, termEnd: end };
    const facts = await this.candidates.findFacts(personId, start);
    if (facts === null) throw new NotFound();
    const warnings = await this.eligibility.listWarnings(facts, {
      ...{ personId, role, nominationId, ...term },
      documentNumber: documentNumber.value.trim(),
    });
    const lost = lostTexts(await this.snapshots.list(row));
    const lines = [...lost, ...warnings.map(warningText)];
    const standing = await this.eligibility.listStanding(personId, [role], term);
    return approvalView(row, {
      ...{ form, usualEnd, lines, warnings, unitName: facts.unitName ?? '' },
      standing: [await this.places.endAt(role, start), ...standing].filter((it) => it !== ''),
      obstacle: await this.places.endAt(role, today),
      holders: await this.places.listHolders(actorOf(request), row, facts.unitId),
    });
  }
}
