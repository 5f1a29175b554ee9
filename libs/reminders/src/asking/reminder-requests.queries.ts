import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import { type TeamFilter, type TeamMember, TeamQueries } from '@app/coverage';
import { inForce } from '@app/organization';
import {
  Clock,
  col,
  Database,
  idOf,
  type LocalDate,
  OfficeCalendars,
  statement,
} from '@app/platform';
import { PLANNING_TIME } from '../delivery/sweep-reminders';
import { LEARNING_ASKED } from '../kinds/learning-asked';
import { type Matter, matterMark, mattersOf, nextMailOn } from './request.rules';

const ASKED_OF = statement({
  name: 'reminders.requests-of-people',
  sql: `SELECT h.person_id AS "personId", h.object_id AS "objectId", max(h.number) AS times,
      max(h.asked_on) FILTER (WHERE h.superseded_at IS NULL) AS "lastOn"
    FROM reminder_requests_history h WHERE h.person_id = ANY (:personIds) GROUP BY 1, 2 ORDER BY 1, 2`,
  parameters: { personIds: 'uuid[]' },
  row: {
    personId: col.id<'person'>(),
    objectId: col.id<'reminded_of'>(),
    times: col.int,
    lastOn: col.date.orNull,
  },
});

/** Whom a mail would reach. */
const REACHED = statement({
  name: 'reminders.how-people-are-reached',
  sql: `SELECT p.person_id AS "personId", COALESCE(p.email, '') <> '' AS "hasMailbox",
      EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = p.person_id AND a.suspended_at IS NOT NULL) AS "isSuspended"
    FROM person_details p WHERE p.person_id = ANY (:personIds) AND ${inForce('p', ':today')} ORDER BY p.person_id`,
  parameters: { personIds: 'uuid[]', today: 'date' },
  row: { personId: col.id<'person'>(), hasMailbox: col.bool, isSuspended: col.bool },
});

/** Somebody who could be reminded, with what would be said. */
export interface Remindable {
  readonly member: TeamMember;
  readonly matters: readonly Matter[];
  /** Stands for what is shown of them. */
  readonly mark: string;
  readonly hasMailbox: boolean;
  readonly isSuspended: boolean;
}

export interface RemindablePeople {
  readonly unit: { readonly code: string; readonly name: string };
  readonly today: LocalDate;
  /** The day of the mail. */
  readonly mailOn: LocalDate;
  readonly people: readonly Remindable[];
  /** Of all pages. */
  readonly total: number;
  /** The words of the mail: its heading, and the line below a matter. */
  readonly heading: string;
  readonly lineOf: (matter: Matter) => string;
}

/** Whom a head of a unit could have reminded, of what, when and in which words. */
@Injectable()
export class ReminderRequestQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly calendars: OfficeCalendars,
    private readonly teams: TeamQueries,
  ) {}

  /** Those of the unit who have something mandatory open; the head is not among them. */
  async listPeople(actor: Actor, unitCode: string, filter: TeamFilter): Promise<RemindablePeople> {
    requirePermission(actor, 'team.prompt');
    const {
      unit,
      members,
      total,
      on: today,
    } = await this.teams.listPeople(actor, unitCode, filter);
    const calendar = await this.calendars.current();
    const { title, line } = LEARNING_ASKED.words;
    const mailOn = await this.nextMailOn(today);
    return {
      ...{ unit, today, mailOn, total },
      people: await this.readMatters(members, today),
      heading: title(),
      lineOf: ({ dueOn }) => line({ dueOn, today: mailOn, calendar }),
    };
  }

  /** The day of the next mail: at the hour of planning on a day on which the office is open. */
  async nextMailOn(today: LocalDate): Promise<LocalDate> {
    const calendar = await this.calendars.current();
    return nextMailOn(this.clock.now(), today, calendar, PLANNING_TIME);
  }

  /** On which day each of them was reminded last, by whichever head. */
  async lastOf(members: readonly TeamMember[]): Promise<ReadonlyMap<string, LocalDate>> {
    const personIds = members.map(({ personId }) => personId);
    const asked = await this.database.all(ASKED_OF, { personIds });
    const last = new Map<string, LocalDate>();
    for (const { personId, lastOn } of asked) {
      const known = last.get(personId);
      if (lastOn !== null && (known === undefined || known < lastOn)) last.set(personId, lastOn);
    }
    return last;
  }

  async readMatters(
    members: readonly TeamMember[],
    today: LocalDate,
  ): Promise<readonly Remindable[]> {
    const personIds = members.map(({ personId }) => idOf<'person'>(personId));
    const asked = await this.database.all(ASKED_OF, { personIds });
    const reached = await this.database.all(REACHED, { personIds, today });
    return members.map((member) => {
      const matters = mattersOf(member, asked, today);
      const way = reached.find(({ personId }) => personId === member.personId);
      return {
        ...{ member, matters, mark: matterMark(matters) },
        hasMailbox: way?.hasMailbox ?? false,
        isSuspended: way?.isSuspended ?? false,
      };
    });
  }
}
