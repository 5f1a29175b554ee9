/** SQL: the end of the term as the newest letter of `shown` says it; no row where none was issued. */
export const NEWEST_END = `SELECT (d.says->'facts'->>'termEnd')::date AS end FROM issued_documents d
    WHERE d.appointment_id = shown.id ORDER BY d.issue_number DESC LIMIT 1`;
