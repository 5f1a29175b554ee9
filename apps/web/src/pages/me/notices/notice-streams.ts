import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { ActorQueries, type SessionHolder, SessionRows } from '@app/accounts';
import { AppLogger } from '@app/platform';
import { OwnNoticeQueries } from '@app/reminders';

/** So often it is asked, once for everybody who has a page open, whether anything is new. */
const LOOK_EVERY_MS = 15_000;
/** So many looks, two minutes: then the browser asks anew, and passes the door and the limits anew. */
export const LOOKS_A_STREAM = 8;
/** Tabs in view of one person; one more is told to stop asking. */
export const STREAMS_A_PERSON = 4;

/** A page that is open in a browser and wants to know. */
export interface Stream {
  readonly personId: string;
  readonly holder: SessionHolder;
  /** The session's name, to see whether it has ended. */
  readonly session: string;
  readonly send: (unread: number) => void;
  readonly end: () => void;
}

interface Held extends Stream {
  looks: number;
}

/**
 * Who has a page open. One query in so many seconds, for all of them together, finds whose ledger has changed; only for those the
 * session and the rights are looked up again and the number is counted, so that nothing is said to a session that has ended.
 */
@Injectable()
export class NoticeStreams implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly open = new Set<Held>();
  private readonly stamps = new Map<string, string>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly notices: OwnNoticeQueries,
    private readonly actors: ActorQueries,
    private readonly sessions: SessionRows,
    private readonly logger: AppLogger,
  ) {}

  /** From here on, so that the clockwork belongs to no request. */
  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.look().catch((error: unknown) => {
        this.logger.error('Notices could not be looked at', error);
      });
    }, LOOK_EVERY_MS);
    this.timer.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
    for (const stream of this.open) stream.end();
    this.open.clear();
  }

  /** Null: the person has as many open as they may. Returns what lets go of it. */
  add(stream: Stream): (() => void) | null {
    const own = [...this.open].filter(({ personId }) => personId === stream.personId);
    if (own.length >= STREAMS_A_PERSON) return null;
    const held = { ...stream, looks: 0 };
    this.open.add(held);
    return () => {
      this.open.delete(held);
    };
  }

  /** They have marked something: their other tabs are told at the next look. */
  forget(personId: string): void {
    this.stamps.delete(personId);
  }

  get size(): number {
    return this.open.size;
  }

  async look(): Promise<void> {
    for (const stream of this.open) {
      stream.looks += 1;
      if (stream.looks > LOOKS_A_STREAM) this.close(stream);
    }
    const personIds = [...new Set([...this.open].map(({ personId }) => personId))];
    for (const id of this.stamps.keys()) if (!personIds.includes(id)) this.stamps.delete(id);
    if (personIds.length === 0) return;
    for (const { personId, stamp } of await this.notices.stampsOf(personIds)) {
      if (this.stamps.get(personId) === stamp) continue;
      this.stamps.set(personId, stamp);
      for (const stream of [...this.open].filter((it) => it.personId === personId))
        await this.tell(stream);
    }
  }

  private async tell(stream: Held): Promise<void> {
    const isLive = (await this.sessions.peek(stream.session)) !== null;
    const actor = isLive ? await this.actors.findActorOfSession(stream.holder) : null;
    if (actor === null || actor.personId !== stream.personId) this.close(stream);
    else stream.send(await this.notices.countUnread(actor));
  }

  private close(stream: Held): void {
    this.open.delete(stream);
    stream.end();
  }
}
