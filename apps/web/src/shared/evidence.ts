import { EVIDENCE_RULE, EvidenceAllowance } from '@app/certifications';
import type { UploadRule } from '../shell/intake/body-rule';

/** Evidence as a page and a program send it. */
export const EVIDENCE: UploadRule = {
  lane: 'evidence',
  fields: { evidence: EVIDENCE_RULE },
  allowance: EvidenceAllowance,
  inJson: { field: 'evidence', bytes: 'evidenceBase64', name: 'evidenceName' },
};

/** So much JSON holds the largest file that may come in it, and its fields. */
export const EVIDENCE_JSON_BYTES = 200 * 1024;
