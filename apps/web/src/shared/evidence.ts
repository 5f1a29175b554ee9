import { EVIDENCE_RULE, EvidenceAllowance } from '@app/certifications';
import type { UploadRule } from '../shell/intake/body-rule';

/** Longer than any photograph: who chose a film is told so, and loses nothing that was typed. */
const READ_BYTES = 150 * 1024 * 1024;

/** Evidence as a page and a program send it. */
export const EVIDENCE: UploadRule = {
  lane: 'evidence',
  fields: { evidence: EVIDENCE_RULE },
  readBytes: READ_BYTES,
  allowance: EvidenceAllowance,
  inJson: { field: 'evidence', bytes: 'evidenceBase64', name: 'evidenceName' },
};

/** So much JSON holds the largest file that may come in it, and its fields. */
export const EVIDENCE_JSON_BYTES = 200 * 1024;
