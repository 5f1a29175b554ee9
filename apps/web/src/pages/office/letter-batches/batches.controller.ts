import { Readable } from 'node:stream';
import { Body, Controller, Get, Req, type StreamableFile } from '@nestjs/common';
import { type BatchFile, LetterBatchesService, LetterBatchQueries } from '@app/appointments';
import { type CommandAnswer, Clock, idOf } from '@app/platform';
import { noteOnlyOne } from '../../../shell/access-recorder';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, param, type PageRequest, queryText, showAgain } from '../../../shell/http';
import { ListAnswer } from '../../../shell/lists/list-file';
import { Allow, CommandRoute, Confirmed, PageRoute } from '../../../shell/routes';
import { address, pageNumber } from '../../../shell/view-parts';
import { asking, orderForm, waitingFilter } from './batches.forms';
import {
  askingView,
  batchFileName,
  batchHref,
  batchView,
  isMadeAgain,
  isUnderWay,
  PATH,
  WAITING_PAGE,
  waitingView,
} from './batches.views';

const REFRESH_SECONDS = 3;

/** Letters of many at once: chosen here, issued by the worker. */
@Controller('appointments/letters')
@Allow('appointments.manage')
export class BatchesController {
  constructor(
    private readonly batches: LetterBatchQueries,
    private readonly service: LetterBatchesService,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/office/letter-batches/waiting')
  async showWaiting(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const filter = waitingFilter.parse(request.query);
    const page = pageNumber(queryText(request, 'page'));
    const found = await this.batches.listWaiting(actor, filter, { page, pageSize: WAITING_PAGE });
    noteOnlyOne(request, found.rows, found.total);
    const latest = await this.batches.listLatest(actor);
    const form = formView(request, { seal: '', datedOn: '', scope: 'chosen', of: '' });
    const typed = { from: queryText(request, 'from'), to: queryText(request, 'to') };
    const view = waitingView(found, { filter, page, latest, typed, form });
    const isAsked = request.refusedForm?.values['seen'] !== undefined;
    const { ask, ...choice } = asking.parse(request.refusedForm?.values ?? request.query);
    return { ...view, asking: isAsked || ask ? askingView(found.total, filter, choice) : null };
  }

  @CommandRoute('', 'showWaiting')
  async order(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const filter = waitingFilter.parse(request.query);
    const actor = actorOf(request);
    const input = parseForm(orderForm, body);
    if (input.appointmentIds === null && input.seen === null) {
      await this.service.count(actor, filter);
      const { seal, datedOn } = input;
      const choice = { seal: seal ?? undefined, datedOn: datedOn ?? undefined };
      return { location: address(PATH, { ...filter, ask: 'all', ...choice }), isStep: true };
    }
    const id = await this.service.order(actor, { ...input, filter });
    return { location: batchHref(id), notice: '書面の一括発行を始めました。' };
  }

  /** Shows itself again until it is over. */
  @PageRoute('batches/:id', 'pages/office/letter-batches/batch')
  async showBatch(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const id = idOf<'letter_batch'>(param(request, 'id'));
    const batch = await this.batches.getBatch(actor, id);
    if (isUnderWay(batch) || isMadeAgain(batch)) showAgain(request, { seconds: REFRESH_SECONDS });
    const problems = await this.batches.listProblems(actor, id);
    return { ...batchView(batch, problems), form: formView(request, {}) };
  }

  @CommandRoute('batches/:id/cancel', 'showBatch')
  async cancel(@Req() request: PageRequest): Promise<CommandAnswer> {
    const id = idOf<'letter_batch'>(param(request, 'id'));
    await this.service.cancel(actorOf(request), id);
    return {
      location: batchHref(id),
      notice: '一括発行を止めました。発行した分は、そのまま残ります。',
    };
  }

  @Get('batches/:id/letters.pdf')
  @Confirmed()
  async downloadPdf(@Req() request: PageRequest): Promise<StreamableFile> {
    return this.fileOf(request, 'pdf');
  }

  @Get('batches/:id/letters.zip')
  @Confirmed()
  async downloadZip(@Req() request: PageRequest): Promise<StreamableFile> {
    return this.fileOf(request, 'zip');
  }

  private async fileOf(request: PageRequest, kind: BatchFile): Promise<StreamableFile> {
    const actor = actorOf(request);
    const id = idOf<'letter_batch'>(param(request, 'id'));
    const batch = await this.batches.getBatch(actor, id);
    const bytes = Readable.from(await this.batches.openFile(actor, id, kind));
    return new ListAnswer(batch.issued, {
      bytes,
      name: batchFileName(batch, kind, this.clock.today()),
      type: `application/${kind}`,
    });
  }
}
