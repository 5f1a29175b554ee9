import { Injectable } from '@nestjs/common';
import type { LocalDate, OrgUnitId, PersonId } from '@app/platform';

/** Whom a change is about, and the units that somebody comes to or goes from, with all that stand above them. */
export interface ChangeScope {
  /** Null: only a unit is changed. */
  readonly personId: PersonId | null;
  readonly unitIds: readonly OrgUnitId[];
  readonly on: LocalDate;
  /** Units are founded and end with it: what is told is where those who have a role are counted, and what the figures become. */
  readonly isRegrouping?: boolean;
  /** The units that end with it. */
  readonly endingIds?: readonly OrgUnitId[];
}

/**
 * Something that is so on a day, by a name that is the same before and after the change: what is said when it begins, when
 * it ends, and when it goes on.
 */
export interface Standing {
  readonly key: string;
  readonly begins?: string;
  readonly ends?: string;
  readonly stays?: string;
  /** That it ends is to be confirmed in writing. */
  readonly isGrave?: boolean;
}

/**
 * What one lib knows of a day that may change with somebody's post, employment or absence. Each lib above adds its own,
 * from the very queries that its pages ask, so that what is said before a change is what is seen after it.
 */
export interface ChangePart {
  /** 「必修の講座」. */
  readonly heading: string;
  /** The order on the page. */
  readonly place: number;
  list(scope: ChangeScope): Promise<readonly Standing[]>;
}

/** What a change does to one thing. */
export interface Consequence {
  readonly heading: string;
  readonly text: string;
  readonly isGrave: boolean;
}

/** What stood at one time, part by part. */
export type StandingOfParts = ReadonlyMap<string, readonly Standing[]>;

/** Every part there is, in the order of the page. */
@Injectable()
export class ChangeParts {
  private readonly added: ChangePart[] = [];

  add(part: ChangePart): void {
    this.added.push(part);
    this.added.sort((a, b) => a.place - b.place);
  }

  async listAll(scope: ChangeScope): Promise<StandingOfParts> {
    const found = new Map<string, readonly Standing[]>();
    // One after the other: within a transaction all of them go over one connection.
    for (const part of this.added) found.set(part.heading, await part.list(scope));
    return found;
  }
}

/** What begins, ends and goes on between two times. */
export function consequencesOf(
  before: StandingOfParts,
  after: StandingOfParts,
): readonly Consequence[] {
  return [...after].flatMap(([heading, now]) => {
    const was = before.get(heading) ?? [];
    const told = (text: string | undefined, isGrave = false): Consequence[] =>
      text === undefined ? [] : [{ heading, text, isGrave }];
    return [
      ...missingFrom(was, now).flatMap(({ ends, isGrave }) => told(ends, isGrave)),
      ...missingFrom(now, was).flatMap(({ begins }) => told(begins)),
      ...now.filter(({ key }) => was.some((it) => it.key === key)).flatMap((it) => told(it.stays)),
    ];
  });
}

function missingFrom(rows: readonly Standing[], others: readonly Standing[]): readonly Standing[] {
  const keys = new Set(others.map(({ key }) => key));
  return rows.filter(({ key }) => !keys.has(key));
}
