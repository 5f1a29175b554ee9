import { Injectable } from '@nestjs/common';
import { type Actor, hasPermission, hasRole, type WaitingIn } from '@app/access';
import { NominationQueries } from '@app/appointments';
import { CoverageQueries, MandatoryFigureQueries, TeamQueries } from '@app/coverage';
import { ImportQueries } from '@app/organization';
import { addDays } from '@app/platform';
import { ReminderQueries } from '@app/reminders';
import {
  cityDutyFact,
  coverageFacts,
  type FactView,
  headFacts,
  noticesFact,
  vacantThing,
} from './office-facts.views';
import { listsFacts } from './lists-facts.views';
import type { Day } from './work.views';

/** How things stand, and what of it waits for the reader. */
interface OfficeView {
  readonly facts: readonly FactView[];
  readonly waiting: readonly WaitingIn[];
}

/** How things stand for heads and for DX推進室: what they look at first, each with the page behind it. */
@Injectable()
export class OfficeFacts {
  constructor(
    private readonly teams: TeamQueries,
    private readonly nominations: NominationQueries,
    private readonly coverage: CoverageQueries,
    private readonly mandatory: MandatoryFigureQueries,
    private readonly reminders: ReminderQueries,
    private readonly imports: ImportQueries,
  ) {}

  async listFor(actor: Actor, day: Day): Promise<OfficeView> {
    const [head, city, lists] = await Promise.all([
      this.ofHead(actor, day),
      this.ofCity(actor, day),
      this.ofLists(actor, day),
    ]);
    return { facts: [...lists, ...head, ...city.facts], waiting: city.waiting };
  }

  /** What is gone through from the top: by a city that begins, and by all of them in spring. */
  private async ofLists(actor: Actor, { today }: Day): Promise<readonly FactView[]> {
    if (!hasPermission(actor, 'checklists.read')) return [];
    const { applied } = await this.imports.countFiles(null, today);
    return listsFacts(applied, today);
  }

  private async ofHead(actor: Actor, { today }: Day): Promise<readonly FactView[]> {
    if (!hasRole(actor, 'unit_head')) return [];
    const [headed, open] = await Promise.all([
      this.teams.readHeaded(actor),
      this.nominations.listOpenBelow(actor, actor.headedUnitIds),
    ]);
    return headFacts(headed, { open, today });
  }

  private async ofCity(actor: Actor, { today, calendar }: Day): Promise<OfficeView> {
    if (!hasPermission(actor, 'assignments.manage')) return { facts: [], waiting: [] };
    const tomorrow = calendar.nextOfficeDay(addDays(today, 1));
    const [city, notices, promises] = await Promise.all([
      this.coverage.coverageAsOf(today),
      this.reminders.previewReminders({
        ...{ from: tomorrow, to: tomorrow, person: '', kind: null },
        ...{ limit: 1, offset: 0 },
      }),
      this.mandatory.promisesOn(today),
    ]);
    return {
      facts: [
        ...coverageFacts(city, today),
        noticesFact(tomorrow, notices.total, today),
        cityDutyFact(promises),
      ],
      waiting: [vacantThing(city)],
    };
  }
}
