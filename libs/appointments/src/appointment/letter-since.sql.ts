/** SQL: when the first letter was issued that says the later end of the extension `x`; null before that. */
export const LETTER_SINCE =
  '(SELECT min(d.issued_at) FROM issued_documents d WHERE d.appointment_id = x.appointment_id AND d.issued_at >= x.recorded_at)';
