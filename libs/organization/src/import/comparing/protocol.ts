import type { LocalDate, Words } from '@app/platform';
import type { BaseTexts } from '../base-state.queries';
import type { NumberPair, PlanSummary } from '../plan';
import type { ImportFile, ImportFiles } from '../read-files';

/** Files to compare with the organisation of this moment. All of it can be sent to another process. */
export interface ComparingOrder {
  /** As they were sent, or (JSON) as they were read when they were sent. */
  readonly files: { readonly [Name in keyof ImportFiles]: ImportFile | undefined } | string;
  readonly base: BaseTexts;
  /** For new numbers: the known person (null: somebody else). */
  readonly choices: readonly (readonly [string, string | null])[];
  /** The day of effect; of files as they were sent only when they name none. */
  readonly effectiveOn: LocalDate;
  readonly today: LocalDate;
  readonly words: Words['set'];
}

/** What of a plan is decided by before anybody looks at its rows. */
export interface PlanHead {
  readonly effectiveOn: LocalDate;
  readonly summary: PlanSummary;
  readonly pairs: readonly NumberPair[];
}

/** A comparison as it is kept. The texts are JSON, so that nothing of their length is built or read twice. */
export interface Compared extends PlanHead {
  readonly isCompared: true;
  readonly encodings: string;
  readonly unitsFileName: string | null;
  readonly postingsFileName: string | null;
  /** Of refused rows: `postings:12:所属コード` → reason; the first thousand. */
  readonly problems: Readonly<Record<string, string>>;
  readonly source: Uint8Array;
  readonly plan: Uint8Array;
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
