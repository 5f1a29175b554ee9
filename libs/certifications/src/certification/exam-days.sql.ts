/** SQL: between which days the qualification of `examDaysOf` can be passed, as it is known on `:asOf`. */
export const EXAM_DAYS = `exam.first_exam_on AS "firstExamOn", exam.last_exam_on AS "lastExamOn",
    (SELECT s.name FROM certifications_called_on(:asOf) s WHERE s.id = exam.successor_id) AS "successorName"`;

/** SQL: the join that EXAM_DAYS reads. */
export const examDaysOf = (certificationId: string): string =>
  `LEFT JOIN certification_versions_on(:asOf) exam ON exam.certification_id = ${certificationId}`;
