import { Body, Controller, Get, Req, Res } from '@nestjs/common';
import { FileDays, FileOrderQueries, FileOrdersService, type Ordering } from '@app/exports';
import { type CommandAnswer, type FileOrderId, idOf } from '@app/platform';
import type { Response } from 'express';
import { z } from 'zod';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, param, type PageRequest, queryText, showAgain } from '../../../shell/http';
import { ListAnswer } from '../../../shell/lists/list-file';
import { listPage } from '../../../shell/lists/list-pages';
import { Allow, CommandRoute, Confirmed, NO_FORM, PageRoute } from '../../../shell/routes';
import { pageNumber } from '../../../shell/view-parts';
import { PATH } from './files-words';
import { type AskedFile, FILES_PER_PAGE, filesView, orderView } from './files.views';

const REFRESH_SECONDS = 3;
const LONGEST_QUERY = 2_000;

const orderForm = z.object({
  list: z.string().max(50).catch(''),
  format: z.string().max(10).catch(''),
  query: z.string().max(LONGEST_QUERY).catch(''),
});

/** Files that somebody ordered: their own, with what has become of them. */
@Controller('files')
@Allow('self')
export class FilesController {
  constructor(
    private readonly orders: FileOrderQueries,
    private readonly service: FileOrdersService,
    private readonly days: FileDays,
  ) {}

  /** Shows itself again as long as something is being made. */
  @PageRoute('', 'pages/me/files/files')
  async showFiles(@Req() request: PageRequest) {
    const page = pageNumber(queryText(request, 'page'));
    const found = await this.orders.listOwn(actorOf(request), { page, pageSize: FILES_PER_PAGE });
    if (found.open > 0) showAgain(request, { seconds: REFRESH_SECONDS });
    return filesView(found, page, await this.days.current());
  }

  @PageRoute('new', 'pages/me/files/new')
  async showNew(@Req() request: PageRequest) {
    const asked = orderForm.parse(request.refusedForm?.values ?? request.query);
    const draft = await this.service.draft(actorOf(request), orderingOf(asked));
    const { list, query } = orderingOf(asked);
    const back = listPage(list, query);
    return orderView(draft, { asked, back }, formView(request, {}));
  }

  @CommandRoute('new', 'showNew')
  @Confirmed()
  async order(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    await this.service.order(actorOf(request), orderingOf(parseForm(orderForm, body)));
    return { location: PATH, notice: 'ファイルの作成を始めました。できあがると、ここに並びます。' };
  }

  @CommandRoute(':id/cancel', NO_FORM)
  async cancel(@Req() request: PageRequest): Promise<CommandAnswer> {
    await this.service.cancel(actorOf(request), orderId(request));
    return { location: PATH, notice: 'ファイルの作成を取りやめました。' };
  }

  @CommandRoute(':id/delete', NO_FORM)
  async remove(@Req() request: PageRequest): Promise<CommandAnswer> {
    await this.service.remove(actorOf(request), orderId(request));
    return { location: PATH, notice: 'ファイルを削除しました。' };
  }

  /** Each time it is saved is written down like a file of the list itself. */
  @Get(':id/file')
  @Confirmed()
  async download(
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ListAnswer> {
    const { order, file } = await this.orders.open(actorOf(request), orderId(request));
    response.once('close', () => file.stream.destroy());
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Content-Length', String(file.byteSize));
    const saved = { bytes: file.stream, name: file.fileName, type: file.mediaType };
    return new ListAnswer(order.total, saved, { 一覧: order.title });
  }
}

function orderId(request: PageRequest): FileOrderId {
  return idOf<'file_order'>(param(request, 'id'));
}

function orderingOf({ list, format, query }: AskedFile): Ordering {
  return { list, format, query: Object.fromEntries(new URLSearchParams(query)) };
}
