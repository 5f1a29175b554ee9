import { Body, Controller, Get, Req, StreamableFile } from '@nestjs/common';
import { auditActorOf } from '@app/access';
import {
  type BatchSummary,
  ImportOrders,
  ImportQueries,
  JoinQueries,
  NumberChoicesService,
  OrganizationImports,
  PersonJoins,
  type Suspicion,
  USUAL_SOURCE,
} from '@app/organization';
import { type CommandAnswer, Clock, InvalidInput, NotFound } from '@app/platform';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, param, type PageRequest, queryText, whenGone } from '../../../shell/http';
import { STAFF_FILES } from '../../../shared/staff-files';
import { readUpload } from '../../../shell/intake/request-uploads';
import { Allow, CommandRoute, PageRoute, Takes } from '../../../shell/routes';
import { address, pageNumber } from '../../../shell/view-parts';
import { readExample } from './example-files';
import {
  applyForm,
  type PlanPart,
  readNumberChoices,
  readPlanPart,
  uploadForm,
} from './imports.forms';
import {
  appliedText,
  chosenText,
  BATCHES_PER_PAGE,
  firstPart,
  importsView,
  importView,
  ITEMS_PER_PAGE,
  type ShownPart,
} from './imports.views';
import { openOrderRows, ORDERS } from './orders.views';
import { requireTyped } from './grave.rules';
import { candidatesOf, type NumberQuestion, numberQuestions } from './number-choices.views';

@Controller('imports')
@Allow('organization.import')
export class ImportsController {
  constructor(
    private readonly imports: OrganizationImports,
    private readonly batches: ImportQueries,
    private readonly numbers: NumberChoicesService,
    private readonly people: JoinQueries,
    private readonly joins: PersonJoins,
    private readonly orders: ImportOrders,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/hr/imports/imports')
  async showImports(@Req() request: PageRequest) {
    const page = pageNumber(queryText(request, 'page'));
    const batches = await this.batches.listBatches({ page, pageSize: BATCHES_PER_PAGE });
    const initial = {
      ...{ units: '', postings: '', effectiveOn: this.clock.today(), source: USUAL_SOURCE },
      ...{ unitsSheet: '', postingsSheet: '' },
    };
    const orders = openOrderRows(await this.orders.listOpen());
    return { ...importsView(batches, page, formView(request, initial)), orders };
  }

  @CommandRoute('', 'showImports')
  @Takes({ files: STAFF_FILES })
  async upload(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const form = parseForm(uploadForm, body);
    const actor = actorOf(request);
    const files = {
      units: await readUpload(request, 'units'),
      postings: await readUpload(request, 'postings'),
    };
    const input = { ...files, ...form, gone: whenGone(request) };
    if (this.orders.isLong(files))
      return { location: `${ORDERS}/${await this.orders.orderCompare(actor, input)}` };
    return { location: `/imports/${await this.imports.preview(auditActorOf(actor), input)}` };
  }

  @Get('examples/:name')
  async downloadExample(@Req() request: PageRequest): Promise<StreamableFile> {
    const name = param(request, 'name');
    return csvFile(await readExample(name), name);
  }

  @PageRoute(':id', 'pages/hr/imports/import')
  async showImport(@Req() request: PageRequest) {
    const batch = await this.batchOf(request);
    const part = readPlanPart(queryText(request, 'show')) ?? firstPart(batch);
    const page = pageNumber(queryText(request, 'page'));
    const shown = await this.shownPart(batch.id, part, page);
    const form = formView(request, { alarmsAccepted: '', confirmed: '' });
    return importView(batch, shown, form, this.clock.today());
  }

  @CommandRoute(':id/apply', 'showImport')
  async apply(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const batch = await this.batchOf(request);
    const { withLeavings, withoutRefused, alarmsAccepted, confirmed } = parseForm(applyForm, body);
    requireTyped(batch, confirmed);
    const choice = {
      withoutRefused: withoutRefused ? 'yes' : undefined,
      alarmsAccepted: alarmsAccepted ? 'yes' : undefined,
    };
    if (withLeavings)
      return { location: address(`/imports/${batch.id}/leavings`, choice), isStep: true };
    const actor = actorOf(request);
    const choices = { withoutRefused, alarmsAccepted, leavings: null };
    if (await this.orders.isLongPlan(batch.id))
      return { location: `${ORDERS}/${await this.orders.orderApply(actor, batch.id, choices)}` };
    await this.imports.apply(auditActorOf(actor), batch.id, choices);
    return { location: `/imports/${batch.id}`, notice: appliedText(batch, 0) };
  }

  @CommandRoute(':id/numbers', 'showImport')
  async chooseNumbers(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const batch = await this.batchOf(request);
    const choices = readNumberChoices(body);
    if (choices.length === 0) {
      throw new InvalidInput({ choices: '番号ごとに、同じ人かどうかを選んでください。' });
    }
    const left = await this.numbers.choose(auditActorOf(actorOf(request)), batch.id, choices);
    const location = address(`/imports/${batch.id}`, { show: 'suspicious' });
    return { location, notice: chosenText(left) };
  }

  @CommandRoute(':id/discard', 'showImport')
  async discard(@Req() request: PageRequest): Promise<CommandAnswer> {
    const batch = await this.batchOf(request);
    const actor = actorOf(request);
    await this.imports.discard(auditActorOf(actor), batch.id);
    return { location: '/imports', notice: '取込みを取りやめました。何も反映していません。' };
  }

  private async batchOf(request: PageRequest): Promise<BatchSummary> {
    const batch = await this.batches.findBatch(param(request, 'id'));
    if (!batch) throw new NotFound();
    return batch;
  }

  private async shownPart(batchId: string, part: PlanPart, page: number): Promise<ShownPart> {
    const range = { page, pageSize: ITEMS_PER_PAGE };
    if (part === 'suspicious') {
      const { rows, total } = await this.batches.listSuspicions(batchId, range);
      return { part, page, total, items: [], suspicions: rows, questions: await this.ask(rows) };
    }
    if (part === 'missing') {
      const { rows, total } = await this.batches.listMissing(batchId, range);
      return { part, page, total, items: [], suspicions: rows, questions: [] };
    }
    const { rows, total } = await this.batches.listItems(batchId, part, range);
    return { part, page, total, items: rows, suspicions: [], questions: [] };
  }

  private async ask(suspicions: readonly Suspicion[]): Promise<readonly NumberQuestion[]> {
    const ids = candidatesOf(suspicions);
    if (ids.length === 0) return [];
    const faces = await this.people.listFaces(ids);
    return numberQuestions(suspicions, faces, await this.joins.listHeld(ids));
  }
}

function csvFile(bytes: Uint8Array, name: string): StreamableFile {
  const disposition = `attachment; filename="${name}"`;
  return new StreamableFile(bytes, { type: 'text/csv', disposition });
}
