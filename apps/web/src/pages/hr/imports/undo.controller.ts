import { Body, Controller, Req } from '@nestjs/common';
import { type BatchSummary, BatchUndo, ImportQueries, type PlanItem } from '@app/organization';
import { type CommandAnswer, NotFound, type Page } from '@app/platform';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, param, type PageRequest, queryText } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { pageNumber } from '../../../shell/view-parts';
import { undoForm } from './imports.forms';
import {
  readUndoPart,
  UNDO_ROWS_PER_PAGE,
  type UndoPart,
  undoneText,
  undoView,
} from './undo.views';

/** 取込みを取り消す: what it would take back and what stands against it, and the act itself. */
@Controller('imports')
@Allow('organization.import')
export class ImportUndoController {
  constructor(
    private readonly undos: BatchUndo,
    private readonly batches: ImportQueries,
  ) {}

  @PageRoute(':id/undo', 'pages/hr/imports/undo')
  async showUndo(@Req() request: PageRequest) {
    const batch = await this.batchOf(request);
    const preview = await this.undos.preview(actorOf(request), batch.id);
    const part = readUndoPart(queryText(request, 'show'));
    const page = pageNumber(queryText(request, 'page'));
    const items = await this.itemsOf(batch, part, page);
    const form = formView(request, { reason: '', people: '' });
    return undoView({ batch, preview, part, page, items, form });
  }

  @CommandRoute(':id/undo', 'showUndo')
  async undo(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const batch = await this.batchOf(request);
    const order = parseForm(undoForm, body);
    await this.undos.undo(actorOf(request), batch.id, order);
    return { location: `/imports/${batch.id}`, notice: undoneText(order.people) };
  }

  private async itemsOf(
    batch: BatchSummary,
    part: UndoPart,
    page: number,
  ): Promise<Page<PlanItem>> {
    return this.batches.listItems(batch.id, part, { page, pageSize: UNDO_ROWS_PER_PAGE });
  }

  private async batchOf(request: PageRequest): Promise<BatchSummary> {
    const batch = await this.batches.findBatch(param(request, 'id'));
    if (!batch || !['applied', 'undone'].includes(batch.state)) throw new NotFound();
    return batch;
  }
}
