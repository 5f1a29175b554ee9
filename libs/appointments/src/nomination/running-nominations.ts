import { Injectable } from '@nestjs/common';
import type { Actor } from '@app/access';
import { actedAsDeputy, detailsOn } from '@app/organization';
import { Clock, col, Database, type PersonId, type RowFrom, statement } from '@app/platform';
import type { DxRole } from '../appointment/appointment.rules';
import { NominationBooks } from './nomination-books';
import { isOpenOn } from './nomination-day.sql';
import { isOpen, NOMINATION_STATES, nominationState, ORIGINS } from './nomination.rules';

const RUNNING = statement({
  name: 'appointments.running-nomination',
  sql: `SELECT n.id, n.origin, n.state, nominator.name AS "nominatorName",
      n.origin = 'head' AND ${actedAsDeputy('by.person_id', 'n.org_unit_id', 'n.nominated_at')} AS "isByDeputy"
    FROM nominations n LEFT JOIN accounts by ON by.id = n.nominated_by LEFT JOIN ${detailsOn('nominator', 'by.person_id', ':today')}
    WHERE n.person_id = :personId AND n.role = :role AND ${isOpenOn('n', ':today')}`,
  parameters: { personId: 'uuid', role: 'text', today: 'date' },
  row: {
    id: col.id<'nomination'>(),
    origin: col.oneOf(ORIGINS),
    state: col.oneOf(NOMINATION_STATES),
    nominatorName: col.text.orNull,
    isByDeputy: col.bool,
  },
});

/** A recommendation under way: whose it is, and where it stands. */
export type RunningNomination = RowFrom<typeof RUNNING>;

interface Of {
  readonly personId: PersonId;
  readonly role: DxRole;
}

/** What becomes of a recommendation whose person is appointed to its role without it. */
@Injectable()
export class RunningNominations {
  constructor(
    private readonly database: Database,
    private readonly books: NominationBooks,
    private readonly clock: Clock,
  ) {}

  /** There is at most one for a role. */
  async find({ personId, role }: Of): Promise<RunningNomination | null> {
    return this.database.first(RUNNING, { personId, role, today: this.clock.today() });
  }

  /** Closed in the transaction of the appointment, which has locked the person; one that lapsed stays what it is. */
  async close(actor: Actor, { personId, role }: Of): Promise<void> {
    const open = await this.books.findOpen(personId, role);
    if (open === null || !isOpen(nominationState(open, this.clock.today()))) return;
    const step = 'appointed_directly' as const;
    await this.books.follow(actor, open, { state: step, step, answer: null });
  }
}
