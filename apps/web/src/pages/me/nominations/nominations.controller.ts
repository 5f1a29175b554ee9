import { Body, Controller, Req } from '@nestjs/common';
import { type Actor, hasPermission, personSight } from '@app/access';
import {
  AppointmentQueries,
  LetterQueries,
  type NominatedPerson,
  NominationQueries,
  NominationSnapshots,
  NominationsService,
  RoleQueries,
  roleAmong,
} from '@app/appointments';
import { Clock, type CommandAnswer, idOf, NotFound, type NominationId, words } from '@app/platform';
import { noteRead } from '../../../shell/access-recorder';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, param, type PageRequest, queryText } from '../../../shell/http';
import { UNTICKED } from '../../../shell/parts/fields';
import { Allow, CommandRoute, NO_FORM, PageRoute } from '../../../shell/routes';
import { nominationView } from './nomination.views';
import { heldTerms, overlapTexts } from './overlaps';
import { nominatingView, ownNominationsView } from './nominating.views';
import { decliningForm, nominatingForm, supportingForm } from './nominations.forms';

/** 推薦 as whoever it concerns meets it; the lib says whom it concerns. */
@Controller('nominations')
@Allow('self')
export class NominationsController {
  constructor(
    private readonly nominations: NominationQueries,
    private readonly service: NominationsService,
    private readonly snapshots: NominationSnapshots,
    private readonly roles: RoleQueries,
    private readonly letters: LetterQueries,
    private readonly appointments: AppointmentQueries,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/me/nominations/own')
  async showOwn(@Req() request: PageRequest) {
    return ownNominationsView(await this.nominations.listOwn(actorOf(request)));
  }

  /** Without a person: oneself. */
  @PageRoute('new', 'pages/me/nominations/new')
  async showNew(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const chosen = request.refusedForm?.values.personId ?? queryText(request, 'person');
    const person = await this.nominations.findPerson(idOf<'person'>(chosen ?? actor.personId));
    if (person === null) throw new NotFound();
    const origin = await this.service.originOf(actor, person.personId, person.unitId);
    if (origin === null) throw await this.service.notTheirs(actor, person.unitId);
    if (origin !== 'self') noteRead(request, person.personId);
    const today = this.clock.today();
    const roles = await this.roles.listOpenOn(today);
    const role = roleAmong(roles, queryText(request, 'role'));
    const form = formView(request, { role, reason: '', ...UNTICKED });
    const terms = await this.readTerms(actor, person);
    const overlaps = overlapTexts(roles, { terms, versions: await this.roles.listAll(), today });
    const warnings = await this.service.listWarnings(person.personId);
    return nominatingView(person, origin, { form, roles, overlaps, warnings });
  }

  /** Roles that the person holds or is to hold, as far as the reader may know it. */
  private async readTerms(actor: Actor, { personId, unitId }: NominatedPerson) {
    const sight = personSight(actor, { personId, unitId });
    if (sight === null) return [];
    const seen = { on: this.clock.today(), isPast: false };
    return heldTerms((await this.appointments.listSeen(sight, seen)) ?? []);
  }

  @CommandRoute('new', 'showNew')
  async nominate(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { personId, ...form } = parseForm(nominatingForm, body);
    const actor = actorOf(request);
    const input = { ...form, personId: idOf<'person'>(personId) };
    const id = await this.service.nominate(actor, input);
    const notice =
      input.personId === actor.personId
        ? `自薦を送りました。${words.programOffice}が決めます。`
        : '推薦を送りました。本人に同意をお願いしています。';
    return answer(id, notice, ['推薦を取り下げる', 'withdraw']);
  }

  @PageRoute(':id', 'pages/me/nominations/nomination')
  async showNomination(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const row = await this.nominations.get(actor, idParam(request));
    noteRead(request, row.personId);
    const hasSnapshot = row.snapshotId !== null;
    const appointed = row.appointmentId === null ? [] : [row.appointmentId];
    const [steps, findings, preview, names, withSupport, letters] = await Promise.all([
      this.nominations.listSteps(actor, row),
      hasSnapshot ? this.snapshots.list(row) : [],
      hasSnapshot || !seesBefore(actor, row.personId) ? [] : this.snapshots.preview(row),
      this.roles.readAskable(),
      this.nominations.listRolesWithSupport(),
      this.letters.listOwn(actor, appointed),
    ]);
    const version = await this.roles.findOn(row.role, this.clock.today());
    const termMonths = version?.termMonths ?? null;
    const asksSupport = withSupport.includes(row.role);
    const form = formView(request, { reason: '', support: '' });
    const endedVersion = version?.isEnded === true ? version : null;
    const seen = {
      ...{ row, steps, findings, preview, names, asksSupport, letters, termMonths },
      endedVersion,
    };
    return nominationView(seen, { actor, today: this.clock.today(), form });
  }

  @CommandRoute(':id/consent', 'showNomination')
  async consent(@Req() request: PageRequest): Promise<CommandAnswer> {
    const id = idParam(request);
    await this.service.consent(actorOf(request), id);
    const notice = `推薦に同意しました。${words.programOffice}が決めます。`;
    return answer(id, notice, TAKE_BACK);
  }

  @CommandRoute(':id/decline', 'showNomination')
  async decline(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const id = idParam(request);
    await this.service.decline(actorOf(request), id, parseForm(decliningForm, body).reason);
    return answer(id, '推薦を辞退しました。', TAKE_BACK);
  }

  @CommandRoute(':id/take-back', NO_FORM)
  async takeBack(@Req() request: PageRequest): Promise<CommandAnswer> {
    const id = idParam(request);
    await this.service.takeBackAnswer(actorOf(request), id);
    return answer(id, '返事を取り消しました。もう一度返事ができます。');
  }

  @CommandRoute(':id/withdraw', NO_FORM)
  async withdraw(@Req() request: PageRequest): Promise<CommandAnswer> {
    const id = idParam(request);
    await this.service.withdraw(actorOf(request), id);
    return answer(id, '推薦を取り下げました。');
  }

  @CommandRoute(':id/support', 'showNomination')
  async support(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const id = idParam(request);
    await this.service.support(actorOf(request), id, parseForm(supportingForm, body).support);
    return answer(id, '副申をしました。', ['副申を取り消す', 'undo-support']);
  }

  @CommandRoute(':id/undo-support', NO_FORM)
  async undoSupport(@Req() request: PageRequest): Promise<CommandAnswer> {
    const id = idParam(request);
    await this.service.takeBackSupport(actorOf(request), id);
    return answer(id, '副申を取り消しました。');
  }
}

/** As on the page itself, whatever was answered. */
const TAKE_BACK = ['返事を取り消す', 'take-back'] as const;

/** Before the consent: the person, and whoever reads certificates and learning anyway. */
function seesBefore(actor: Actor, personId: string): boolean {
  return actor.personId === personId || hasPermission(actor, 'appointments.manage');
}

function idParam(request: PageRequest): NominationId {
  return idOf<'nomination'>(param(request, 'id'));
}

function answer(
  id: NominationId,
  notice: string,
  undo?: readonly [label: string, act: string],
): CommandAnswer {
  const location = `/nominations/${id}`;
  if (undo === undefined) return { location, notice };
  const [label, act] = undo;
  return { location, notice, undo: { label, action: `${location}/${act}`, fields: [] } };
}
