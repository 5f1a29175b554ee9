/** Of fewer people than these nobody is told how many they are. */
export const LEAST_PEOPLE = 5;

/** So many parts together say of none of them what changed there, also to somebody who knows one of them. */
export const LEAST_TOGETHER = 3;

/** A number of people that is published, unless it is hidden. */
export interface OpenCell {
  readonly key: string;
  readonly value: number;
}

/** The parts add up to the whole; every one of them is a cell. */
export interface OpenLine {
  readonly parts: readonly string[];
  readonly whole: string;
}

/** What nobody publishes and anybody can reckon: the difference of two cells, who is left. */
export interface OpenRest {
  readonly whole: string;
  readonly part: string;
  /** Which of the two says less, and is hidden where the rest is few. */
  readonly hides: 'whole' | 'part';
}

export interface OpenTable {
  readonly cells: readonly OpenCell[];
  readonly lines: readonly OpenLine[];
  readonly rests: readonly OpenRest[];
  /** Wholes of so many people that a step of one to four of them tells of nobody: the city's. */
  readonly stepsFreely: ReadonlySet<string>;
}

/** A table that was published once, with what it hid: somebody may have kept it. */
export interface EarlierOpen {
  readonly table: OpenTable;
  readonly hidden: ReadonlySet<string>;
}
