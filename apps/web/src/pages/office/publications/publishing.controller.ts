import { Body, Controller, Req } from '@nestjs/common';
import { PublicationsService } from '@app/coverage';
import { type CommandAnswer, Clock, NotFound, isCountedDay } from '@app/platform';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest, queryText } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { address } from '../../../shell/view-parts';
import { PATH, publicationHref } from './publication-words';
import { type PublishingChoices, publishingForm, seenMark } from './publications.forms';
import { confirmView, newView } from './publishing.views';

/** 確定: a day is typed on one page and frozen from the next, which shows what will be. */
@Controller('coverage/publications')
@Allow('figures.publish')
export class PublishingController {
  constructor(
    private readonly service: PublicationsService,
    private readonly clock: Clock,
  ) {}

  @PageRoute('new', 'pages/office/publications/new')
  showNew(@Req() request: PageRequest) {
    const asked = queryText(request, 'asOf');
    const today = this.clock.today();
    const asOf = isCountedDay(asked) && asked < today ? asked : today;
    return newView(formView(request, { asOf, documentNumber: '', reason: '' }));
  }

  /** Nothing is written here: what was typed is checked, and the page that shows what will be frozen is next. */
  @CommandRoute('new', 'showNew')
  async checkNew(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const choices = parseForm(publishingForm, body);
    this.service.check(choices);
    await this.service.draft(actorOf(request), choices.asOf);
    return { location: address(`${PATH}/confirm`, { ...choices }), isStep: true };
  }

  @PageRoute('confirm', 'pages/office/publications/confirm')
  async showConfirm(@Req() request: PageRequest) {
    const choices = choicesOf(request);
    const draft = await this.service.draft(actorOf(request), choices.asOf);
    return { ...confirmView(draft, choices), form: formView(request, {}) };
  }

  @CommandRoute('confirm', 'showConfirm')
  async publish(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const choices = parseForm(publishingForm, body);
    const { seen } = parseForm(seenMark, body);
    const id = await this.service.publish(actorOf(request), choices, seen);
    return {
      location: publicationHref(id),
      notice: '数字を確定しました。ファイルを作っています。',
    };
  }
}

function choicesOf(request: PageRequest): PublishingChoices {
  const choices = publishingForm.safeParse(request.refusedForm?.values ?? request.query);
  if (!choices.success) throw new NotFound();
  return choices.data;
}
