/** SQL: between which days the qualification of `examDaysOf` can be passed, as it is known on `:asOf`. */
export const EXAM_DAYS = `exam.first_exam_on AS "firstExamOn", exam.last_exam_on AS "lastExamOn",
    (SELECT s.name FROM certifications_called_on(:asOf) s WHERE s.id = exam.successor_id) AS "successorName"`;

/** SQL: the join that EXAM_DAYS reads. */
export const examDaysOf = (certificationId: string): string =>
  `LEFT JOIN certification_versions_on(:asOf) exam ON exam.certification_id = ${certificationId}`;

/** How a day can lie outside of the days of an exam. */
export const OUTSIDE_EXAMS = ['after_last', 'before_first'] as const;

/** SQL: the join with `h.outside`, how the day of the row `a` of an exam lies outside, as is known on `on`; null: there is one. As `is_exam_held`, for many rows. */
export const withOutside = (a: string, on: string): string =>
  `LEFT JOIN certification_versions_on(${on}) days ON days.certification_id = ${a}.certification_id
  CROSS JOIN LATERAL (SELECT CASE WHEN days.last_exam_on < ${a}.exam_on THEN 'after_last' WHEN days.first_exam_on > ${a}.exam_on THEN 'before_first' END AS outside) h`;
