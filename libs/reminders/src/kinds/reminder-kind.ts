import type { CoverageQueries } from '@app/coverage';
import type { Database, LocalDate, OfficeCalendar } from '@app/platform';
import type { Rule } from '../rules/rule';
import type { Source } from './sources';

/** Whom a kind tells: the person whom the thing is about, the head who answers for its unit, and holders of a role. */
export const WHOM = ['person', 'head', 'office', 'hr', 'administrator'] as const;
export type Whom = (typeof WHOM)[number];

export interface Recipient {
  readonly whom: Whom;
  /** SQL: where they get on with it; may name columns of the thing `a`. */
  readonly link: string;
}

/** What a city may change of a kind, and what holds as long as it did not. */
export interface Standard {
  /** How many days ahead, nearest last. */
  readonly leads?: readonly number[];
  /** What a lead is counted in, where it is not office days. */
  readonly leadsIn?: 'days';
  /** The longest lead that can be chosen, where it is not the usual one. */
  readonly most?: number;
  /** Told again after so many office days. */
  readonly every?: number;
}

/** What a kind may look at to find facts that its SQL cannot: the calendar and the figures. */
export interface Outlook {
  /** Office days only, in their order: nothing is planned on another. */
  readonly days: readonly LocalDate[];
  readonly calendar: OfficeCalendar;
  readonly database: Database;
  readonly coverage: CoverageQueries;
  /** What the city has settled for the kind on a day. */
  readonly ruleOn: (day: LocalDate) => Rule;
}

/** A row for `factsOf`. */
export type Fact = Readonly<Record<string, string | number>>;

/** How a kind speaks, in mails, in lists and in the description of the API. */
export interface KindWords {
  /** The heading above all of this kind. */
  readonly title: () => string;
  /** What the person is to know or to do, below the thing's name. */
  readonly line: (about: {
    readonly dueOn: LocalDate;
    readonly today: LocalDate;
    readonly calendar: OfficeCalendar;
  }) => string;
  /** False where `due_on` stands for a month: it is nothing that can be missed. */
  readonly hasDueDate: boolean;
  /** Where whoever wished for it takes the wish back; none where nobody is asked. */
  readonly stopHref?: string;
  /** What the number `lead` says, for the API's description; the city's words as `{leader}`. */
  readonly lead: string;
}

interface KindFacts<Name extends string> {
  /** In the ledger, in addresses and in the API. */
  readonly name: Name;
  readonly words: KindWords;
  /** Who is concerned twice is told once, with the first link. */
  readonly recipients: readonly Recipient[];
  /** Nothing of it can be changed but whether and whom it tells, where there is none. */
  readonly standard?: Standard;
  /** The tables that its SQL reads beside those of the schema. */
  readonly sources: readonly Source[];
  /** Rows for `factsOf`; none when there is nothing to look up. */
  readonly facts?: (outlook: Outlook) => Promise<readonly Fact[]>;
  /**
   * SQL, a SELECT: what there is to tell on each of `day`, with the columns day, object_id, person_id, unit_id, due_on,
   * lead, text and reason, and those that links name. Known to other SQL of the kind as `aboutName(name)`.
   */
  readonly about: string;
}

/** A kind that offices see in their lists, and that is told on paper to whoever has no mailbox. */
export interface OpenKind<Name extends string = string> extends KindFacts<Name> {
  readonly isPrivate?: never;
  /** Who hears of it as well when it waits too long since `due_on`; nobody, unless a rule says after how many office days. */
  readonly escalation?: Recipient;
  /**
   * SQL, a SELECT: what is still true on the one day of `day`, with the columns object_id, due_on and, for the list that a
   * head of `:unitIds` sees, is_for_head. Asked for notices on paper: a mail is checked against `about` before it goes.
   */
  readonly stillTrue: string;
}

/**
 * A kind that is between the product and the person: no list, count, file, API or sheet of paper has it. Whoever has no
 * mailbox sees the same on their own pages.
 */
export interface PrivateKind<Name extends string = string> extends KindFacts<Name> {
  readonly isPrivate: true;
  readonly escalation?: never;
}

/**
 * All that is special about one kind of reminder. Planning, preview, delivery and lists go through the list of kinds
 * and know none by its name; a new kind is a file like this one, its spec, its place in `kinds.ts` and a migration for the
 * ledger's constraint.
 */
export type ReminderKindFacts<Name extends string = string> = OpenKind<Name> | PrivateKind<Name>;

/** The common table expression of a kind's `about`. */
export const aboutName = (kind: string): string => `about_${kind}`;

/** SQL: the facts of a kind as a table, e.g. `factsOf(NAME, 'day date, name text')`. */
export const factsOf = (kind: string, columns: string): string =>
  `(SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> '${kind}') AS f(${columns}))`;
