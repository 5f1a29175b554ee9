import { Body, Controller, Get, Inject, Req, Res, type StreamableFile } from '@nestjs/common';
import { hasPermission } from '@app/access';
import {
  type LetterForm,
  LetterSamples,
  LetterTemplateQueries,
  LetterTemplatesService,
  sampleContent,
} from '@app/appointments';
import { APP_CONFIG, type AppConfig, type CommandAnswer, Clock, NotFound } from '@app/platform';
import type { Response } from 'express';
import { noteRead } from '../../../shell/access-recorder';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, param, type PageRequest } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { address } from '../../../shell/view-parts';
import { pdfFile } from '../letters/letter.controller';
import {
  letterForm,
  sampleOf,
  seenVersion,
  type TemplateChoices,
  templateForm,
  templateWithdrawal,
} from './templates.forms';
import {
  initialTexts,
  newTemplateView,
  previewView,
  templateHref,
  templatesView,
  templateView,
} from './templates.views';

/** The words of letters: a version is typed on one page and registered from the next, which shows it. */
@Controller('appointments/letter-templates')
@Allow('appointments.read')
export class TemplatesController {
  constructor(
    private readonly templates: LetterTemplateQueries,
    private readonly service: LetterTemplatesService,
    private readonly samples: LetterSamples,
    private readonly clock: Clock,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  @PageRoute('', 'pages/office/letter-templates/templates')
  async showTemplates() {
    const { CITY_NAME: cityName } = this.config;
    return templatesView(await this.templates.listOn(this.clock.today()), cityName);
  }

  @PageRoute(':letter/:seal', 'pages/office/letter-templates/template')
  async showTemplate(@Req() request: PageRequest) {
    const versions = await this.templates.listVersions(formOf(request));
    const canManage = hasPermission(actorOf(request), 'appointments.manage');
    const today = this.clock.today();
    const { CITY_NAME: cityName } = this.config;
    const view = templateView(formOf(request), versions, { canManage, today, cityName });
    return { ...view, form: formView(request, {}) };
  }

  @PageRoute(':letter/:seal/new', 'pages/office/letter-templates/new-template')
  @Allow('appointments.manage')
  async showNew(@Req() request: PageRequest) {
    const form = formOf(request);
    const [newest] = await this.templates.listVersions(form);
    if (newest === undefined) throw new NotFound();
    // Back from the page that shows it, with what was typed.
    const typed = templateForm.safeParse(request.query);
    const initial = typed.success ? typed.data : initialTexts(newest, this.clock.today());
    return newTemplateView(newest, formView(request, initial));
  }

  /** Nothing is written here: what was typed is checked, and the page that shows it is next. */
  @CommandRoute(':letter/:seal/new', 'showNew')
  @Allow('appointments.manage')
  async checkTemplate(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const form = formOf(request);
    const choices = parseForm(templateForm, body);
    await this.service.checkVersion(actorOf(request), { ...form, ...choices });
    return { location: address(`${templateHref(form)}/preview`, { ...choices }), isStep: true };
  }

  @PageRoute(':letter/:seal/preview', 'pages/office/letter-templates/preview')
  @Allow('appointments.manage')
  async showPreview(@Req() request: PageRequest) {
    const form = formOf(request);
    const choices = choicesOf(request);
    const [newest] = await this.templates.listVersions(form);
    if (newest === undefined) throw new NotFound();
    const { staffNumber, ofSomebody, content } = await this.sampleOf(request);
    const view = previewView(newest, choices, { staffNumber, ofSomebody, content });
    return { ...view, form: formView(request, { staffNumber }) };
  }

  @CommandRoute(':letter/:seal/preview', 'showPreview')
  @Allow('appointments.manage')
  async addTemplate(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const form = formOf(request);
    const choices = parseForm(templateForm, body);
    const { seen } = parseForm(seenVersion, body);
    const actor = actorOf(request);
    const version = await this.service.addVersion(actor, { ...form, ...choices }, seen);
    return {
      location: templateHref(form),
      notice: `文面の第${String(version)}版を登録しました。`,
    };
  }

  @Get(':letter/:seal/preview.pdf')
  @Allow('appointments.manage')
  async showSample(
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const { content } = await this.sampleOf(request);
    return pdfFile(response, await this.samples.draw(content), '下見_見本.pdf');
  }

  /** With somebody of the office's choice, where they were ever appointed; else with a person who does not exist. */
  private async sampleOf(request: PageRequest) {
    const words = { ...choicesOf(request), seal: formOf(request).seal };
    const { staffNumber } = sampleOf.parse(request.refusedForm?.values ?? request.query);
    const asked = { staffNumber, from: words.validFrom };
    const found =
      staffNumber === '' ? null : await this.samples.find(actorOf(request), words, asked);
    if (found !== null) noteRead(request, found.personId);
    const content = found?.content ?? sampleContent(words, this.config.CITY_NAME);
    return { staffNumber, ofSomebody: found !== null, content };
  }

  @CommandRoute(':letter/:seal/withdraw', 'showTemplate')
  @Allow('appointments.manage')
  async withdraw(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const form = formOf(request);
    const { version } = parseForm(templateWithdrawal, body);
    await this.service.withdrawVersion(actorOf(request), form, version);
    return {
      location: templateHref(form),
      notice: `文面の第${String(version)}版を取りやめました。それまでの版が続きます。`,
    };
  }
}

function formOf(request: PageRequest): LetterForm {
  const asked = { letter: param(request, 'letter'), seal: param(request, 'seal') };
  const form = letterForm.safeParse(asked);
  if (!form.success) throw new NotFound();
  return form.data;
}

function choicesOf(request: PageRequest): TemplateChoices {
  const choices = templateForm.safeParse(request.refusedForm?.values ?? request.query);
  if (!choices.success) throw new NotFound();
  return choices.data;
}
