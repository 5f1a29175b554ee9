import type { UploadRule } from '../shell/intake/body-rule';

const MEGABYTE = 1024 * 1024;
const CSV = { maximumBytes: 10 * MEGABYTE };

/** HR's files: read at once and not stored. */
export const STAFF_FILES: UploadRule = { lane: 'table', fields: { units: CSV, postings: CSV } };

/** The same lists as texts in JSON. */
export const STAFF_JSON_BYTES = 10 * MEGABYTE;
