import type { HelperPart, LocalDate, Words } from '@app/platform';
import type { BaseTexts } from '../base-state.queries';
import type { CityWord } from '../city-words';
import type { NumberPair, PlanSummary } from '../plan';
import type { Repair } from '../repairs.rules';
import type { ImportFile, ImportFiles } from '../read-files';

/** Files to compare with the organisation of this moment. All of it can be sent to another process. */
export interface ComparingOrder {
  /** As they were sent, or (JSON) as they were read when they were sent. */
  readonly files: { readonly [Name in keyof ImportFiles]: ImportFile | undefined } | string;
  readonly base: BaseTexts;
  /** For new numbers: the known person (null: somebody else). */
  readonly choices: readonly (readonly [string, string | null])[];
  /** What the city said of the words of the source. */
  readonly cityWords?: readonly CityWord[];
  /** Whether the files are asked for their day of effect; always so of files as they were sent. */
  readonly readsDay?: boolean;
  /** The day of effect, when the files name none or are not asked. */
  readonly effectiveOn: LocalDate;
  readonly today: LocalDate;
  /** What is put right in the rows first. */
  readonly repairs?: readonly Repair[];
  /** Some people or a unit and not the whole list: nobody is missing from it. */
  readonly isPart?: boolean;
  /** The base holds only the people of a form. */
  readonly isScreen?: boolean;
  readonly words: Words['set'];
}

/** What of a plan is decided by before anybody looks at its rows. */
export interface PlanHead {
  readonly effectiveOn: LocalDate;
  readonly summary: PlanSummary;
  readonly pairs: readonly NumberPair[];
}

/** JSON in UTF-8, cut anywhere: tens of megabytes for a long list, which nobody takes, copies or sends at one go. */
export type TextParts = readonly Uint8Array[];

/** The texts of a comparison: what the files said, and what follows from it. */
export interface ComparedTexts {
  readonly source: TextParts;
  readonly plan: TextParts;
}

/** All of a comparison but its texts. */
export interface ComparedHead extends PlanHead {
  readonly isCompared: true;
  readonly encodings: string;
  readonly unitsFileName: string | null;
  readonly postingsFileName: string | null;
  /** Of refused rows: `postings:12:所属コード` → reason; the first thousand. */
  readonly problems: Readonly<Record<string, string>>;
}

export interface Compared extends ComparedHead, ComparedTexts {}

/** A part of a text on its way from the process that compares. */
export interface TextPart extends HelperPart {
  readonly partOf: keyof ComparedTexts;
}

/** The files are none of this layout; the fields of the form with what is wrong. */
export interface NotComparable {
  readonly isCompared: false;
  readonly fields: Readonly<Record<string, string>>;
}

/** A fault of ours, for the log. */
export interface ComparingFault {
  readonly fault: string;
}

export type ComparingAnswer = Compared | NotComparable;

/** What a process of its own says last, the parts of the texts having gone before. */
export type HelperAnswer = ComparedHead | NotComparable | ComparingFault;
