import { Injectable } from '@nestjs/common';
import { detailsOn } from '@app/organization';
import { Clock, col, Database, type RowFrom, statement } from '@app/platform';
import { KINDS } from '../kinds/kinds';
import type { ReminderKindFacts } from '../kinds/reminder-kind';

/** SQL: nothing but security is mailed at this moment. */
export const IS_HALTED = 'EXISTS (SELECT 1 FROM reminder_halts halt WHERE halt.ended_at IS NULL)';

/** SQL: an entry `l` of the ledger that no mail and no sheet of paper has taken along. */
export const PILED_UP = `l.dropped_at IS NULL AND (l.digest_id IS NULL
  OR EXISTS (SELECT 1 FROM reminder_digests d WHERE d.id = l.digest_id AND d.state = 'planned'))`;

const CURRENT = statement({
  name: 'reminders.current-halt',
  sql: `SELECT h.id, h.reason, h.started_at AS "startedAt", by.name AS "startedBy" FROM reminder_halts h
    LEFT JOIN ${detailsOn('by', 'person_of(h.started_by)', ':today')} WHERE h.ended_at IS NULL`,
  parameters: { today: 'date' },
  row: {
    id: col.id<'reminder_halt'>(),
    reason: col.text,
    startedAt: col.instant,
    startedBy: col.text.orNull,
  },
});

export type Halt = RowFrom<typeof CURRENT>;

const PAST = statement({
  name: 'reminders.past-halts',
  sql: `SELECT h.id, h.reason, h.started_at AS "startedAt", by.name AS "startedBy", h.ended_at AS "endedAt", ender.name AS "endedBy"
    FROM reminder_halts h LEFT JOIN ${detailsOn('by', 'person_of(h.started_by)', ':today')}
    LEFT JOIN ${detailsOn('ender', 'person_of(h.ended_by)', ':today')}
    WHERE h.ended_at IS NOT NULL ORDER BY h.started_at DESC, h.id LIMIT 20`,
  parameters: { today: 'date' },
  row: {
    id: col.id<'reminder_halt'>(),
    reason: col.text,
    startedAt: col.instant,
    startedBy: col.text.orNull,
    endedAt: col.instant,
    endedBy: col.text.orNull,
  },
});

export type PastHalt = RowFrom<typeof PAST>;

const WAITING = statement({
  name: 'reminders.piled-up',
  sql: `SELECT l.kind, count(*)::int AS count FROM reminder_ledger l WHERE ${PILED_UP} GROUP BY l.kind ORDER BY l.kind`,
  parameters: {},
  row: { kind: col.text, count: col.int },
});

/** What waits of one kind; null: nobody learns how many, for it is private. */
export interface PiledUp {
  readonly kind: ReminderKindFacts;
  readonly count: number | null;
}

/** Whether notices are stopped, since when and why, and what has piled up. */
@Injectable()
export class ReminderHalts {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async current(): Promise<Halt | null> {
    return this.database.first(CURRENT, { today: this.clock.today() });
  }

  async listPast(): Promise<readonly PastHalt[]> {
    return this.database.all(PAST, { today: this.clock.today() });
  }

  /** The kinds of which something waits; the private ones always, so that not even that is told. */
  async listPiledUp(): Promise<readonly PiledUp[]> {
    const rows = await this.database.all(WAITING, {});
    const counts = new Map(rows.map(({ kind, count }) => [kind, count]));
    return KINDS.flatMap((kind): PiledUp[] => {
      if (kind.isPrivate) return [{ kind, count: null }];
      const count = counts.get(kind.name) ?? 0;
      return count === 0 ? [] : [{ kind, count }];
    });
  }
}
