import type { LocalDate } from '@app/platform';
import type { FileForm } from './read-files';
import type { ToldRepairs } from './repairs.rules';
import type { FoundWords } from './words-found.rules';
import type { Absence, EmploymentType, PostingKind, SuccessionKind, UnitKind } from '../vocabulary';

export interface RowProblem {
  /** The heading of the column; null when the whole row is meant. */
  readonly column: string | null;
  readonly reason: string;
}

export type ImportFileKind = 'units' | 'postings';
export type Verdict = 'create' | 'change' | 'unchanged' | 'refused';

/** One value that differs, in the words of the file, ready to be shown. */
export interface FieldChange {
  readonly field: string;
  readonly from: string;
  readonly to: string;
}

/** What becomes of one row of a file. Every row that was read has exactly one. */
export interface PlanItem {
  readonly file: ImportFileKind;
  readonly line: number;
  readonly verdict: Verdict;
  /** 「000033 後藤 真由美」, as far as it could be read. */
  readonly subject: string;
  readonly changes: readonly FieldChange[];
  readonly problems: readonly RowProblem[];
}

export type SuspicionKind =
  | 'same_name_new_number'
  | 'unit_empty'
  | 'unit_abolished_with_people'
  | 'unit_missing'
  | 'head_disappears'
  | 'role_disappears'
  | 'several_heads'
  | 'unit_orphaned'
  | 'code_reused'
  | 'unit_name_differs'
  | 'person_missing';

/** Allowed, but worth a look before it is applied. */
export interface Suspicion {
  readonly kind: SuspicionKind;
  readonly subject: string;
  readonly message: string;
  /** With `same_name_new_number`: what has to be chosen. */
  readonly pair: NumberPair | null;
}

/** A new number that may be somebody known: what the file says of it, and whom it may be. */
export interface NumberPair {
  readonly staffNumber: string;
  readonly name: string;
  readonly kana: string;
  /** Unit and title of the primary post; empty for whoever has left. */
  readonly post: string;
  readonly employment: string;
  readonly hiredOn: LocalDate | null;
  readonly from: LocalDate;
  /** Ids of the people it may be, the likeliest first. */
  readonly candidates: readonly string[];
  /** Number and name of each when it was asked: 反映 itself gives one of them another number. */
  readonly candidateTitles: readonly string[];
  /** The id of the person that it was chosen to be, `other`, or empty as long as nobody has chosen. */
  readonly choice: string;
}

/** Something about the whole file that is hardly meant. Nothing is applied before somebody has said that it is. */
export interface Alarm {
  readonly kind: AlarmKind;
  readonly message: string;
  readonly examples: readonly string[];
}

export const ALARM_KINDS = [
  'zeros_lost',
  'many_changes',
  'same_address',
  'odd_hiring',
  'far_ahead',
  'odd_numbers',
  'odd_day',
  'grave_findings',
] as const;
export type AlarmKind = (typeof ALARM_KINDS)[number];

export interface FileSummary {
  readonly fileName: string;
  readonly encoding: string;
  readonly rows: number;
  readonly create: number;
  readonly change: number;
  readonly unchanged: number;
  readonly refused: number;
  /** In what form it came; null of files that were compared before this was told. */
  readonly form: FileForm | null;
}

export interface PlanSummary {
  readonly units: FileSummary | null;
  readonly postings: FileSummary | null;
  /** Distinct people whose records are made or changed. */
  readonly affectedPeople: number;
  readonly newPeople: number;
  /** Known people whose name, reading or address of mail is another from the day of effect. */
  readonly renamedPeople: number;
  /** People whose posts, employment or absences are others from the day of effect. */
  readonly movedPeople: number;
  /** Employed on the day of effect as far as the database knows. */
  readonly employedPeople: number;
  readonly missingPeople: number;
  /** People who keep a post in a unit that ends; previews of before this was counted do not know. */
  readonly leftBehindPeople?: number | undefined;
  readonly suspicions: number;
  readonly alarms: readonly Alarm[];
  /** New numbers of which nobody has chosen whether they are somebody known. */
  readonly undecidedNumbers: number;
  /** Titles that the table of post titles does not know; such a post heads nothing. */
  readonly unknownTitles: readonly { readonly title: string; readonly people: number }[];
  /** Words of the city: those that nobody has explained, and those that were read as something else. */
  readonly words: FoundWords;
  /** What could be put right in the rows as a whole, and what was. */
  readonly repairs: { readonly offered: ToldRepairs; readonly done: ToldRepairs };
}

export interface RowChanges<Row> {
  readonly insert: readonly Row[];
  readonly update: readonly Row[];
  readonly remove: readonly string[];
}

interface Validity {
  readonly id: string;
  readonly valid_from: LocalDate;
  readonly valid_to: LocalDate | null;
}

export interface UnitPeriodRecord extends Validity {
  readonly org_unit_id: string;
  readonly name: string;
  readonly kana: string;
  readonly kind: UnitKind;
  readonly parent_org_unit_id: string | null;
  readonly counts_for_leader_kpi: boolean;
  readonly sort_order: number;
}

/** A unit and the one that took over from it, from a day on. */
export interface SuccessionRecord extends Validity {
  readonly org_unit_id: string;
  readonly successor_id: string;
  readonly kind: SuccessionKind;
}

export interface EmploymentRecord extends Validity {
  readonly person_id: string;
  readonly employment_type: EmploymentType;
}

export interface StatusRecord extends Validity {
  readonly person_id: string;
  readonly status: Absence;
}

export interface PostingRecord extends Validity {
  readonly person_id: string;
  readonly org_unit_id: string;
  readonly kind: PostingKind;
  readonly post_title: string;
  readonly is_managerial: boolean;
}

/** What a person is called and where mail reaches them, from a day on. */
export interface DetailsRecord extends Validity {
  readonly person_id: string;
  readonly name: string;
  readonly kana: string;
  readonly email: string | null;
  readonly search_key: string;
}

export interface NumberRecord extends Validity {
  readonly staff_number: string;
  readonly person_id: string;
}

/**
 * The rows to write. One in `update` is the row as it shall be, under the id of the row that it supersedes; `remove` ends
 * rows without a successor.
 */
export interface PlanOperations {
  readonly units: readonly { readonly id: string; readonly code: string }[];
  readonly unitPeriods: RowChanges<UnitPeriodRecord>;
  readonly successions: RowChanges<SuccessionRecord>;
  readonly persons: readonly { readonly id: string }[];
  readonly details: RowChanges<DetailsRecord>;
  readonly staffNumbers: RowChanges<NumberRecord>;
  readonly employments: RowChanges<EmploymentRecord>;
  readonly statuses: RowChanges<StatusRecord>;
  readonly postings: RowChanges<PostingRecord>;
  /** Who and what is touched, for the audit log. */
  readonly subjects: readonly ChangedSubject[];
}

export interface ChangedSubject {
  readonly type: 'org_unit' | 'person';
  readonly id: string;
  readonly isNew: boolean;
  readonly fields: readonly string[];
}

/** The whole outcome of a preview: what is shown and what 反映 will do, made once and kept. */
export interface ImportPlan {
  readonly effectiveOn: LocalDate;
  readonly summary: PlanSummary;
  readonly items: readonly PlanItem[];
  readonly suspicions: readonly Suspicion[];
  readonly operations: PlanOperations;
  /** Done only when the user says that whoever is missing from the file has left. */
  readonly leavings: PlanOperations;
}
