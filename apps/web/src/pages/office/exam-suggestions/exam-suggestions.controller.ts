import { Controller, Req } from '@nestjs/common';
import { type CommandAnswer, isUuid, NotFound } from '@app/platform';
import { type SuggestionPerson, SuggestionQueries, SuggestionsService } from '@app/practice';
import { noteRead } from '../../../shell/access-recorder';
import { formView } from '../../../shell/forms';
import { actorOf, param, type PageRequest, queryText } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import {
  personAddress,
  personSuggestionView,
  sentNotice,
  SUGGESTIONS,
  suggestionsView,
} from './exam-suggestions.views';

/** 受験のすすめ: to one person or to those of a unit. Of anybody's practice there is nothing here. */
@Controller('exam-suggestions')
@Allow('exam_suggestions.send')
export class ExamSuggestionsController {
  constructor(
    private readonly suggestions: SuggestionQueries,
    private readonly service: SuggestionsService,
  ) {}

  @PageRoute('', 'pages/office/exam-suggestions/exam-suggestions')
  async showSuggestions(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const asked = queryText(request, 'unit') ?? '';
    const units = await this.suggestions.listUnits(actor);
    const unit = units.find(({ id }) => id === asked) ?? null;
    const people = unit === null ? [] : await this.suggestions.listOfUnit(actor, unit.id);
    const acts = await this.suggestions.listActs(actor);
    const form = formView(request, {});
    const isHeld = await this.suggestions.isExamHeld();
    return suggestionsView({ units, unit, people, acts, form, ownId: actor.personId, isHeld });
  }

  @CommandRoute('units/:unit', 'showSuggestions')
  async sendToUnit(@Req() request: PageRequest): Promise<CommandAnswer> {
    const unitId = param(request, 'unit');
    if (!isUuid(unitId)) throw new NotFound();
    const count = await this.service.sendToUnit(actorOf(request), unitId);
    return { location: `${SUGGESTIONS}?unit=${unitId}`, notice: sentNotice(count) };
  }

  @CommandRoute('acts/:act/withdraw', 'showSuggestions')
  async withdrawAct(@Req() request: PageRequest): Promise<CommandAnswer> {
    await this.service.withdrawAct(actorOf(request), param(request, 'act'));
    return { location: SUGGESTIONS, notice: '受験のすすめを取り消しました。' };
  }

  @PageRoute(':number', 'pages/office/exam-suggestions/person-suggestion')
  async showPerson(@Req() request: PageRequest) {
    const person = await this.personOf(request);
    noteRead(request, person.personId);
    const isSelf = person.personId === actorOf(request).personId;
    const isHeld = await this.suggestions.isExamHeld();
    return { ...personSuggestionView(person, { isSelf, isHeld }), form: formView(request, {}) };
  }

  @CommandRoute(':number', 'showPerson')
  async send(@Req() request: PageRequest): Promise<CommandAnswer> {
    const { name, staffNumber } = await this.personOf(request);
    await this.service.send(actorOf(request), staffNumber);
    return {
      location: personAddress(staffNumber),
      notice: `${name}さんに受験のすすめを送りました。本人のホームに表示されます。`,
    };
  }

  @CommandRoute(':number/withdraw', 'showPerson')
  async withdraw(@Req() request: PageRequest): Promise<CommandAnswer> {
    const { name, staffNumber } = await this.personOf(request);
    await this.service.withdraw(actorOf(request), staffNumber);
    return {
      location: personAddress(staffNumber),
      notice: `${name}さんへの受験のすすめを取り消しました。`,
    };
  }

  private async personOf(request: PageRequest): Promise<SuggestionPerson> {
    const found = await this.suggestions.findPerson(actorOf(request), param(request, 'number'));
    if (found === null) throw new NotFound();
    return found;
  }
}
