import { Injectable, Module } from '@nestjs/common';
import type { LocalDate, OfficeCalendar } from '@app/platform';
import type { Actor } from '../actor';

/** What waits for somebody as a person, then what waits for whoever holds a right; in the order in which it is told. */
export const OWN_AREAS = [
  'nominations',
  'exams',
  'certifications',
  'corrected',
  'learning',
  'appointments',
] as const;
export const OFFICE_AREAS = [
  'vacant_units',
  'ending_terms',
  'stuck_candidates',
  'unit_nominations',
  'nomination_decisions',
  'handovers',
  'reviews',
  'corrections',
  'entries',
  'exams_outside',
  'imports',
  'people',
  'accounts',
  'editions',
  'resets',
  'audit',
  'system',
] as const;
export type OwnArea = (typeof OWN_AREAS)[number];
export type OfficeArea = (typeof OFFICE_AREAS)[number];
export type WaitingArea = OwnArea | OfficeArea;

/** States that are not ordinary; the same keys as in the table of signs. */
export type WaitingState =
  | 'record.returned'
  | 'record.revoked'
  | 'record.annulled'
  | 'exam.unreported'
  | 'assignment.without_edition'
  | 'check.failed';

/** One thing, or several of one kind, that somebody waits for or is waited for with. */
export interface WaitingThing {
  readonly title: string;
  /** 0: nothing waits; it is told in one breath with the other areas that are empty. */
  readonly count: number;
  /** Since when the oldest waits; null where that says nothing. */
  readonly oldest: LocalDate | null;
  /** All of it in words, read without the title. */
  readonly sentence: string;
  /** What is to be done, naming its object; empty without a page for it. */
  readonly verb: string;
  readonly href: string;
  /** `mine`: it stands still until this person does something. `others`: to be known; nothing is to be done today. */
  readonly turn: 'mine' | 'others';
  readonly state?: WaitingState;
  /** What has just become of something of theirs: told near the top for some weeks. */
  readonly isNews?: true;
  /** A second page about it. */
  readonly also?: { readonly label: string; readonly href: string };
}

export type WaitingIn<Area extends WaitingArea = WaitingArea> = WaitingThing & {
  readonly area: Area;
};

/** The day for which it is asked. */
export interface WaitingDay {
  readonly today: LocalDate;
  readonly calendar: OfficeCalendar;
}

/** Of somebody without the right: nothing at all, not a thing with 0. */
export type WaitingQuery = (actor: Actor, day: WaitingDay) => Promise<readonly WaitingThing[]>;

/**
 * The one source of what waits for a person: home shows it, and notices can tell it. Every area adds its own query when its
 * module is made; nothing else decides what waits.
 */
@Injectable()
export class WaitingThings {
  private readonly queries = new Map<WaitingArea, WaitingQuery>();

  add(area: WaitingArea, query: WaitingQuery): void {
    this.queries.set(area, query);
  }

  /** Asked at the same time, told in the order of the areas. */
  async listFor<Area extends WaitingArea>(
    actor: Actor,
    day: WaitingDay,
    areas: readonly Area[],
  ): Promise<readonly WaitingIn<Area>[]> {
    const found = await Promise.all(
      areas.map(async (area) => {
        const things = (await this.queries.get(area)?.(actor, day)) ?? [];
        return things.map((thing): WaitingIn<Area> => ({ ...thing, area }));
      }),
    );
    return found.flat();
  }
}

@Module({ providers: [WaitingThings], exports: [WaitingThings] })
export class WaitingModule {}
