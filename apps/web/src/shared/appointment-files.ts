import { MOST_LIST_BYTES } from '@app/appointments';
import type { UploadRule } from '../shell/intake/body-rule';

/** A list of appointments, as text or as a spreadsheet: read at once, and not kept. */
export const APPOINTMENT_FILES: UploadRule = {
  lane: 'table',
  fields: { list: { maximumBytes: MOST_LIST_BYTES } },
};
