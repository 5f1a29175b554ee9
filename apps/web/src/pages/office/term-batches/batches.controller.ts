import { Body, Controller, Get, Req } from '@nestjs/common';
import { BatchesService, UndoingBatchQueries, BatchQueries, batchState } from '@app/appointments';
import { type CommandAnswer, idOf, localDateOf, things } from '@app/platform';
import { noteOnlyOne } from '../../../shell/access-recorder';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, param, type PageRequest, queryText, showAgain } from '../../../shell/http';
import { Allow, CommandRoute, Confirmed, PageRoute } from '../../../shell/routes';
import { pageNumber } from '../../../shell/view-parts';
import {
  filesAt,
  type ListReply,
  listReply,
  requestedFormat,
} from '../../../shell/lists/list-file';
import { REFUSED_LIST } from './batch.list';
import { BATCH_PAGE, batchView, undoingView } from './batch.views';
import { batchHref } from './batch-words';
import { confirmForm, undoForm } from './term-batches.forms';

const REFRESH_SECONDS = 3;

/** What was ordered for many: tried by the worker, looked at, confirmed, done, taken back. */
@Controller('appointments/batches')
@Allow('appointments.manage')
export class BatchesController {
  constructor(
    private readonly batches: BatchQueries,
    private readonly service: BatchesService,
    private readonly undoing: UndoingBatchQueries,
  ) {}

  /** Shows itself again while the worker is at it. */
  @PageRoute(':id', 'pages/office/term-batches/batch')
  async showBatch(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const batch = await this.batches.getBatch(actor, idOfBatch(request));
    if (['looking', 'under_way'].includes(batchState(batch)))
      showAgain(request, { seconds: REFRESH_SECONDS });
    const page = pageNumber(queryText(request, 'page'));
    const found = await this.batches.listMembers(actor, batch, { page, pageSize: BATCH_PAGE });
    noteOnlyOne(request, found.rows.flatMap(withPerson), found.total);
    const form = formView(request, { takesWarned: 'no', warnedReason: '' });
    return batchView(batch, found, { page, form });
  }

  @Get(filesAt(':id/refusals'))
  @Confirmed()
  async exportRefusals(@Req() request: PageRequest): Promise<ListReply> {
    const actor = actorOf(request);
    const batch = await this.batches.getBatch(actor, idOfBatch(request));
    const rows = await this.batches.listRefused(actor, batch);
    return listReply(REFUSED_LIST, rows, requestedFormat(request), {
      title: `${batch.fileName ?? 'まとめて任命'}の登録できない行(${things(rows.length)})`,
      suffix: localDateOf(batch.orderedAt),
    });
  }

  @CommandRoute(':id/confirm', 'showBatch')
  async confirm(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const batchId = idOfBatch(request);
    await this.service.confirm(actorOf(request), { batchId, ...parseForm(confirmForm, body) });
    return { location: batchHref(batchId), notice: '登録を始めました。' };
  }

  @CommandRoute(':id/cancel', 'showBatch')
  async cancel(@Req() request: PageRequest): Promise<CommandAnswer> {
    const batchId = idOfBatch(request);
    await this.service.cancel(actorOf(request), batchId);
    return {
      location: batchHref(batchId),
      notice: '一括登録を止めました。登録した分は、そのまま残ります。',
    };
  }

  @PageRoute(':id/undo', 'pages/office/appointments/annul')
  async showUndo(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const batch = await this.batches.getBatch(actor, idOfBatch(request));
    const kept = await this.undoing.listKept(actor, batch);
    noteOnlyOne(request, kept, kept.length);
    return undoingView(batch, kept, formView(request, { reason: '' }));
  }

  @CommandRoute(':id/undo', 'showUndo')
  async undo(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const batchId = idOfBatch(request);
    await this.service.undo(actorOf(request), batchId, parseForm(undoForm, body).reason);
    return { location: batchHref(batchId), notice: 'まとめて取り消しました。' };
  }
}

function idOfBatch(request: PageRequest) {
  return idOf<'appointment_batch'>(param(request, 'id'));
}

function withPerson({ personId }: { readonly personId: string | null }) {
  return personId === null ? [] : [{ personId }];
}
