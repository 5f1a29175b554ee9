import { type LocalDate, toLocalDate } from '../calendar/local-date';

/** How far FixedClock moves; the parts are added up. */
export interface Duration {
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
  readonly seconds?: number;
  readonly milliseconds?: number;
}

/** Asia/Tokyo has had no daylight saving time since 1951, so the zone is one constant. */
const TOKYO_OFFSET_MS = 9 * 60 * 60 * 1000;

/** The day on which an instant falls in Asia/Tokyo, whatever the zone of the host. */
export function localDateOf(instant: Date): LocalDate {
  return toLocalDate(new Date(instant.getTime() + TOKYO_OFFSET_MS).toISOString().slice(0, 10));
}

/** The instant at which clocks in Asia/Tokyo show `time` ('HH:mm' or 'HH:mm:ss') on `date`. */
export function instantAt(date: LocalDate, time = '00:00'): Date {
  const midnight = new Date(`${date}T00:00:00+09:00`);
  const instant = new Date(`${date}T${time}+09:00`);
  const isValid =
    /^\d{4}-\d{2}-\d{2}$/.test(date) &&
    /^\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?$/.test(time) &&
    !Number.isNaN(instant.getTime()) &&
    localDateOf(midnight) === date;
  if (!isValid) throw new RangeError(`not a date and time: ${date} ${time}`);
  return instant;
}

/**
 * The only source of "now" and "today". Injected everywhere, so that tests and a trial run can
 * live on another day; `today` is always the day in Asia/Tokyo.
 */
export abstract class Clock {
  abstract now(): Date;

  today(): LocalDate {
    return localDateOf(this.now());
  }

  /**
   * What this clock shows when the machine's shows `instant`: the queue keeps the machine's time. To the second, for two
   * looks at the clock are never the same.
   */
  shownAt(instant: Date): Date {
    const ms = instant.getTime() - Date.now() + this.now().getTime();
    return new Date(Math.round(ms / 1000) * 1000);
  }
}

/**
 * The real clock; with `startAt` it starts at that instant and runs on from there. It showed it when the machine showed
 * `startedAt`, so that the processes of one start show the same time.
 */
export class SystemClock extends Clock {
  private readonly offsetMs: number;

  constructor(startAt?: Date, startedAt = new Date()) {
    super();
    this.offsetMs = startAt === undefined ? 0 : startAt.getTime() - startedAt.getTime();
    if (Number.isNaN(this.offsetMs)) throw new RangeError('the clock needs a valid start');
  }

  now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }
}

/** A clock that stands still until told otherwise: for tests. */
export class FixedClock extends Clock {
  private instantMs = 0;
  private stepMs = 0;

  /** `instant`: a Date, an ISO instant, or a plain day (its midnight in Asia/Tokyo). */
  constructor(instant: Date | string) {
    super();
    this.set(instant);
  }

  now(): Date {
    const now = new Date(this.instantMs);
    this.instantMs += this.stepMs;
    return now;
  }

  /** From now on each look at it moves it, as time goes on between two looks of one act; 0 lets it stand again. */
  moveWithEachLook(milliseconds: number): void {
    this.stepMs = milliseconds;
  }

  set(instant: Date | string): void {
    const ms = toInstant(instant).getTime();
    if (Number.isNaN(ms)) throw new RangeError(`not an instant: ${String(instant)}`);
    this.instantMs = ms;
  }

  /** Moves by milliseconds or by a duration; may be negative. */
  advance(by: number | Duration): void {
    this.instantMs += typeof by === 'number' ? by : toMilliseconds(by);
  }
}

function toInstant(instant: Date | string): Date {
  if (typeof instant !== 'string') return instant;
  if (/^\d{4}-\d{2}-\d{2}$/.test(instant)) return instantAt(toLocalDate(instant));
  // A text without a zone would be read in the zone of the host.
  if (!/(Z|[+-]\d{2}:\d{2})$/.test(instant)) throw new RangeError(`no zone in: ${instant}`);
  return new Date(instant);
}

function toMilliseconds(by: Duration): number {
  const hours = (by.days ?? 0) * 24 + (by.hours ?? 0);
  const seconds = (hours * 60 + (by.minutes ?? 0)) * 60 + (by.seconds ?? 0);
  return seconds * 1000 + (by.milliseconds ?? 0);
}
