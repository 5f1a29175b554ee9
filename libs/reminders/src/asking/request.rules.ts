import { createHash } from 'node:crypto';
import type { TeamMember } from '@app/coverage';
import { diffDays, instantAt, type LocalDate, type OfficeCalendar } from '@app/platform';

/** Of one matter nobody is reminded more often, whoever asks. */
export const DAYS_BETWEEN = 7;

/** When somebody of the unit was reminded of one matter last, and how often. */
export interface Asked {
  readonly personId: string;
  readonly objectId: string;
  /** Requests that were taken back are counted, and are of no day. */
  readonly times: number;
  readonly lastOn: LocalDate | null;
}

/** Something that is open, and whether it can be asked for now. */
export interface Matter {
  readonly objectId: string;
  readonly title: string;
  readonly dueOn: LocalDate;
  readonly isOverdue: boolean;
  readonly lastOn: LocalDate | null;
  readonly isFresh: boolean;
  /** The request would be the how manieth. */
  readonly number: number;
}

/** What one person is to be reminded of. */
export function mattersOf(
  member: TeamMember,
  asked: readonly Asked[],
  today: LocalDate,
): readonly Matter[] {
  return member.courses.flatMap(({ id, title, dueOn, state }) => {
    if (dueOn === null || (state !== 'open' && state !== 'overdue')) return [];
    const before = asked.find((it) => it.personId === member.personId && it.objectId === id);
    const lastOn = before?.lastOn ?? null;
    const isFresh = lastOn === null || diffDays(lastOn, today) >= DAYS_BETWEEN;
    const number = (before?.times ?? 0) + 1;
    return [
      { objectId: id, title, dueOn, isOverdue: state === 'overdue', lastOn, isFresh, number },
    ];
  });
}

const MARK_LENGTH = 16;

/** Stands for what was shown of one person: somebody else may have asked them meanwhile, or they have finished something. */
export function matterMark(matters: readonly Matter[]): string {
  const shown = matters
    .filter(({ isFresh }) => isFresh)
    .map(({ objectId, dueOn, number }) => `${objectId} ${dueOn} ${String(number)}`);
  return createHash('sha256')
    .update(JSON.stringify(shown.toSorted()))
    .digest('hex')
    .slice(0, MARK_LENGTH);
}

/** The day of the next mail: today before planning, else the next day on which the office is open. */
export function nextMailOn(
  now: Date,
  today: LocalDate,
  calendar: OfficeCalendar,
  planningTime: string,
): LocalDate {
  const isAhead = !calendar.isOfficeHoliday(today) && now < instantAt(today, planningTime);
  return isAhead ? today : calendar.addOfficeDays(today, 1);
}
