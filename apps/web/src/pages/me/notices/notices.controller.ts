import { Body, Controller, Req } from '@nestjs/common';
import { Clock, type CommandAnswer, OfficeCalendars } from '@app/platform';
import { OwnNoticeQueries, ReadNoticesService, ReminderWordQueries } from '@app/reminders';
import { z } from 'zod';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest, param, queryText } from '../../../shell/http';
import { Allow, CommandRoute, NO_FORM, PageRoute } from '../../../shell/routes';
import { pageNumber } from '../../../shell/view-parts';
import { explainedView } from './explained.views';
import { NoticeStreams } from './notice-streams';
import {
  NOTICES_PER_PAGE,
  noticesHref,
  noticesView,
  type NoticeTab,
  readAllNotice,
  undoReadAll,
} from './notices.views';

const AGAIN = '画面を開き直して、もう一度お試しください。';
const markForm = z.object({ read: z.enum(['yes', 'no'], AGAIN).transform((it) => it === 'yes') });
const undoForm = z.object({ act: z.uuid(AGAIN) });

/** お知らせ: one's own notices, from the ledger of the mails. */
@Controller('notices')
@Allow('self')
export class NoticesController {
  constructor(
    private readonly notices: OwnNoticeQueries,
    private readonly reading: ReadNoticesService,
    private readonly streams: NoticeStreams,
    private readonly words: ReminderWordQueries,
    private readonly calendars: OfficeCalendars,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/me/notices/notices')
  async listNotices(@Req() request: PageRequest) {
    const tab = tabOf(request);
    const page = pageNumber(queryText(request, 'page'));
    const slice = { limit: NOTICES_PER_PAGE, offset: (page - 1) * NOTICES_PER_PAGE };
    const found = await this.notices.listOwn(actorOf(request), {
      ...slice,
      isUnreadOnly: tab === 'unread',
    });
    const view = noticesView(found, { tab, page, ...(await this.today()) });
    return { ...view, form: formView(request, {}) };
  }

  @PageRoute(':id', 'pages/me/notices/notice')
  async explainNotice(@Req() request: PageRequest) {
    const notice = await this.notices.explain(actorOf(request), param(request, 'id'));
    return explainedView(notice, await this.today());
  }

  @CommandRoute('read-all', 'listNotices')
  async readAll(@Req() request: PageRequest): Promise<CommandAnswer> {
    const { count, actId } = await this.reading.markAll(actorOf(request));
    this.marked(request);
    return {
      location: '/notices',
      notice: readAllNotice(count),
      ...(count > 0 && { undo: undoReadAll(actId) }),
    };
  }

  @CommandRoute('undo-read-all', 'listNotices')
  async undoReadAll(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { act } = parseForm(undoForm, body);
    const count = await this.reading.undo(actorOf(request), act);
    this.marked(request);
    return { location: '/notices', notice: `${String(count)}件を未読に戻しました。` };
  }

  /** Leads where the notice leads, and has it read. */
  @CommandRoute(':id/open', NO_FORM, { idempotent: true })
  async openNotice(@Req() request: PageRequest): Promise<CommandAnswer> {
    const location = await this.reading.open(actorOf(request), param(request, 'id'));
    this.marked(request);
    return { location };
  }

  @CommandRoute(':id/mark', 'listNotices', { idempotent: true })
  async markNotice(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { read: isRead } = parseForm(markForm, body);
    await this.reading.mark(actorOf(request), param(request, 'id'), isRead);
    this.marked(request);
    const page = pageNumber(queryText(request, 'page'));
    return { location: noticesHref(tabOf(request), isRead ? 1 : page) };
  }

  private marked(request: PageRequest): void {
    this.streams.forget(actorOf(request).personId);
  }

  private async today() {
    const calendar = await this.calendars.current();
    return { today: this.clock.today(), calendar, wordsOf: await this.words.words() };
  }
}

function tabOf(request: PageRequest): NoticeTab {
  return queryText(request, 'show') === 'all' ? 'all' : 'unread';
}
