import { col } from '@app/platform';

/** SQL: what was registered since on the appointment `id`. */
export const builtUponSql = (
  id: string,
): string => `EXISTS (SELECT 1 FROM issued_documents d WHERE d.appointment_id = ${id}) AS "hasLetter",
      EXISTS (SELECT 1 FROM role_appointment_extensions x WHERE x.appointment_id = ${id}) AS "isExtended",
      EXISTS (SELECT 1 FROM role_appointments a WHERE a.id = ${id} AND a.valid_to <= a.term_end) AS "isEnded",
      NOT EXISTS (SELECT 1 FROM role_appointments a WHERE a.id = ${id}) AS "isGone"`;

export const BUILT_UPON_ROW = {
  hasLetter: col.bool,
  isExtended: col.bool,
  isEnded: col.bool,
  isGone: col.bool,
};
