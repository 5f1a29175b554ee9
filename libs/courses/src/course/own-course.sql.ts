import { inForce } from '@app/organization';
import { fiscalYearOn, isUnfinished, obligationsSql, onDayOf } from '../obligation/obligation.sql';

/** quizKeyOf in SQL, for the enrollment `e`. */
export const QUIZ_KEY_SQL = `'enrollment:' || e.id::text`;

/** The obligations of one person today, `obligation`, of all years. */
export const OWN_OBLIGATIONS = obligationsSql({
  person: (personId) => `${personId} = :personId`,
  years: 'all',
  day: onDayOf(':asOf'),
});

/** What statements over a person's own courses ask for. */
export const OWN_PARAMETERS = { personId: 'uuid', asOf: 'date' } as const;

/** What the person has not finished of the course `c`; on leave they may learn it all the same. */
const OPEN_CYCLES = `SELECT o.cycle FROM obligation o WHERE o.course_id = c.id AND ${isUnfinished('o')}`;

/** The newest edition of the course `c` up to the running fiscal year. */
const NEWEST_CYCLE = `SELECT max(n.cycle) FROM ob_edition n WHERE n.course_id = c.id AND n.cycle <= ${fiscalYearOn(':asOf')}`;

/** The edition of a fiscal year is nobody's before its 1 April, also when its year is named. */
const ownCourses = (pick: string): string => `
  FROM courses c
  CROSS JOIN LATERAL (${pick}) pick (cycle)
  JOIN ob_edition current ON current.course_id = c.id AND current.cycle = pick.cycle
    AND current.cycle <= ${fiscalYearOn(':asOf')}
  LEFT JOIN enrollments e ON e.person_id = :personId AND e.course_id = c.id AND e.cycle = pick.cycle
  JOIN course_versions v ON v.id = coalesce(e.course_version_id, current.id)
  LEFT JOIN obligation o ON o.course_id = c.id AND o.cycle = pick.cycle AND o.state <> 'closed'
  LEFT JOIN obligation shut ON shut.course_id = c.id AND shut.cycle = pick.cycle AND shut.state = 'closed'
  LEFT JOIN exemptions x ON x.person_id = :personId AND x.course_id = c.id AND x.cycle = pick.cycle
    AND e.completed_at IS NULL AND ${inForce('x', ':asOf')}`;

/**
 * Each course `c` in the cycle that the person gets to see, `pick`: the year :year where one is named, else the oldest
 * that is open, else the newest edition up to the running fiscal year. `v` is the version begun, else the newest edition
 * of that cycle (`current`); `e` the enrollment, `o` the obligation, `shut` one that a year-end closing ended, `x` the
 * exemption, if any.
 */
export const OWN_COURSES = ownCourses(
  `SELECT coalesce(:year, (${OPEN_CYCLES} ORDER BY o.fiscal_year, o.cycle LIMIT 1), (${NEWEST_CYCLE}))`,
);

/** The same, with a row for every cycle that is open: last year's and this year's edition may be asked for at once. */
export const OWN_CATALOGUE = ownCourses(
  `${OPEN_CYCLES} UNION ALL (${NEWEST_CYCLE} HAVING NOT EXISTS (${OPEN_CYCLES}))`,
);
