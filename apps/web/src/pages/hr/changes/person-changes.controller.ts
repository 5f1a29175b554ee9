import { Body, Controller, Req } from '@nestjs/common';
import { PeopleQueries, type PersonHistory, ScreenChanges, UnitQueries } from '@app/organization';
import {
  addDays,
  Clock,
  type CommandAnswer,
  fiscalYearEnd,
  fiscalYearOf,
  maxDate,
  NotFound,
  type PersonId,
} from '@app/platform';
import { noteRead } from '../../../shell/access-recorder';
import { actorOf, param, type PageRequest } from '../../../shell/http';
import { Allow, AnswerRoute, CommandRoute, PageRoute } from '../../../shell/routes';
import { PERSON_CHANGES, type PersonChangeName } from './change-fields';
import { ChangeDesk, type ChangeDeskForm } from './change-desk';
import { readPersonChange, typedDay } from './changes.forms';
import { unitChoices } from './changes.views';
import { changesView, initialOf, personFrame } from './person-changes.views';

interface Asked {
  readonly personId: PersonId;
  readonly person: PersonHistory;
  readonly isOwn: boolean;
}

/** 登録の変更: what HR changes of one person on the screen. */
@Controller('people')
@Allow('organization.import')
export class PersonChangesController {
  constructor(
    private readonly changes: ScreenChanges,
    private readonly people: PeopleQueries,
    private readonly units: UnitQueries,
    private readonly desk: ChangeDesk,
    private readonly clock: Clock,
  ) {}

  @PageRoute(':person/changes', 'pages/hr/changes/changes')
  async showChanges(@Req() request: PageRequest) {
    const { person, isOwn } = await this.personOf(request);
    return changesView(person, { isOwn, today: this.clock.today() });
  }

  @PageRoute(':person/changes/:change', 'pages/hr/changes/change')
  async showChange(@Req() request: PageRequest) {
    return this.desk.show(request, await this.deskOf(request));
  }

  @AnswerRoute(':person/changes/:change', 'pages/hr/changes/change', 'showChange', {
    idempotent: true,
    ownTransactions: true,
  })
  async checkChange(@Req() request: PageRequest, @Body() body: unknown) {
    return this.desk.check(request, await this.deskOf(request), body);
  }

  @CommandRoute(':person/changes/:change/apply', 'showChange')
  async applyChange(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const desk = await this.deskOf(request);
    await this.desk.apply(request, desk, body);
    return { location: desk.frame.back, notice: `${desk.frame.title}: 登録しました。` };
  }

  private async personOf(request: PageRequest): Promise<Asked> {
    const actor = actorOf(request);
    const handle = param(request, 'person');
    const today = this.clock.today();
    const found = await this.people.lookUp(handle, { today, seesAhead: true });
    const person = found && (await this.people.findPerson(found.personId, today));
    if (!person) throw new NotFound();
    const { personId } = found;
    noteRead(request, personId);
    return { personId, person, isOwn: await this.changes.isOwn(actor, personId) };
  }

  private async deskOf(request: PageRequest): Promise<ChangeDeskForm> {
    const name = nameOf(request);
    const { personId, person, isOwn } = await this.personOf(request);
    const { mark } = await this.changes.findPerson(actorOf(request), personId);
    const today = this.clock.today();
    const units = await this.unitsFor(request);
    return {
      frame: personFrame(name, person, { mark, units, today, isOwn }),
      initial: initialOf(name, person, today),
      read: (body) => readPersonChange(name, personId, body),
    };
  }

  /** Of today, of the day that was typed, and of the next fiscal year. */
  private async unitsFor(request: PageRequest) {
    const today = this.clock.today();
    const body = request.body as { from?: unknown } | undefined;
    const typed = typedDay(typeof body?.from === 'string' ? body.from : undefined);
    const next = addDays(fiscalYearEnd(fiscalYearOf(today)), 1);
    return unitChoices(
      await this.units.listUnits(today),
      await this.units.listUnits(maxDate(next, today)),
      typed === null ? [] : await this.units.listUnits(typed),
    );
  }
}

function nameOf(request: PageRequest): PersonChangeName {
  const asked = param(request, 'change');
  const name = PERSON_CHANGES.find((it) => it === asked);
  if (name === undefined) throw new NotFound();
  return name;
}
