import type { Type } from '@nestjs/common';
import type { Actor } from '@app/access';
import type { IntakeRule } from '@app/platform';

const KILOBYTE = 1024;

/** A page of fields, the longest of them a list of staff numbers, of which each sign may take nine bytes. */
export const FORM_BYTES = 100 * KILOBYTE;
/** The fields beside the files of a form. */
export const FIELDS_BYTES = 256 * KILOBYTE;

/** What a route reads. */
export interface BodyRule {
  readonly formBytes?: number;
  readonly jsonBytes?: number;
  /** Without it a form with files is not read at all. */
  readonly files?: UploadRule;
}

export interface UploadRule {
  /** Those who wait for one another. */
  readonly lane: LaneName;
  readonly fields: Readonly<Record<string, FileRule>>;
  /** Where a program may put one file into JSON: the field of the file, that of its bytes in Base64, of its name. */
  readonly inJson?: { readonly field: string; readonly bytes: string; readonly name: string };
  /**
   * A form of so many bytes is read although its file is longer than it may be: whoever chose it is told beside the field, and
   * finds again what was typed. Of the file itself only as much as it may have is written down.
   */
  readonly readBytes?: number;
  /** Who knows how much a person may send. */
  readonly allowance?: Type<UploadAllowance>;
}

export interface FileRule
  extends
    Pick<IntakeRule, 'maximumBytes' | 'maximumOf' | 'reduce'>,
    Partial<Pick<IntakeRule, 'accept'>> {
  /** Kinds that are written anew to be stored. Without it the file is only read. */
}

/** `evidence`: looked at one after the other, soon done. `table`: a whole list of staff, heavy to compare. */
export type LaneName = 'evidence' | 'table';

/** Asked before anything is read: throws when the person has sent enough for now. */
export interface UploadAllowance {
  require(actor: Actor, bytes: number): Promise<void>;
}
