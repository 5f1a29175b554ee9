import { MOST_ENTRY_BYTES } from '@app/certifications';
import type { UploadRule } from '../shell/intake/body-rule';

/** A list of certificates, as text or as a spreadsheet: kept with what became of it, and read by the worker. */
export const ENTRY_FILES: UploadRule = {
  lane: 'table',
  fields: { entries: { maximumBytes: MOST_ENTRY_BYTES } },
};
