import { Controller, Get, Req, Res } from '@nestjs/common';
import { OwnNoticeQueries } from '@app/reminders';
import type { Response } from 'express';
import { actorOf, type PageRequest } from '../../../shell/http';
import { Allow } from '../../../shell/routes';
import { NoticeStreams } from './notice-streams';

/** A browser that lost it asks again after so long. */
const RETRY_MS = 10_000;

/** The number in the header as it changes, for browsers that run scripts; nothing but the number is ever sent. */
@Controller('notices')
@Allow('self')
export class NoticeStreamController {
  constructor(
    private readonly notices: OwnNoticeQueries,
    private readonly streams: NoticeStreams,
  ) {}

  /** Whoever does not ask for events is told the number once. Without a session (a program) there is nothing that would end it. */
  @Get('stream')
  async watch(@Req() request: PageRequest, @Res() response: Response): Promise<void> {
    const actor = actorOf(request);
    const holder = (request.session as PageRequest['session'] | undefined)?.passport?.user;
    const unread = await this.notices.countUnread(actor);
    const send = (count: number) => response.write(`data: ${String(count)}\n\n`);
    const goesOn = holder !== undefined && request.headers.accept === 'text/event-stream';
    const { personId } = actor;
    const leave = goesOn
      ? this.streams.add({
          ...{ personId, holder, session: request.sessionID, send },
          end: () => response.end(),
        })
      : () => undefined;
    // A browser that is told so asks no more.
    if (leave === null) {
      response.status(204).end();
      return;
    }
    response.on('close', leave);
    // Not packed on the way: it would wait for more.
    response.setHeader('Cache-Control', 'no-store, no-transform');
    response.setHeader('Content-Type', 'text/event-stream; charset=utf-8');
    response.setHeader('X-Accel-Buffering', 'no');
    response.write(`retry: ${String(RETRY_MS)}\n`);
    send(unread);
    if (!goesOn) response.end();
  }
}
