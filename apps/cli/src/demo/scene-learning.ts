import { AssignmentsService, ExemptionsService } from '@app/courses';
import { inForce } from '@app/organization';
import {
  addDays,
  addMonths,
  AuditLog,
  col,
  DEMO_LABEL,
  fiscalYearOf,
  fiscalYearStart,
  instantAt,
  type LocalDate,
  maxDate,
  startOfDay,
  statement,
} from '@app/platform';
import { z } from 'zod';
import type { Cast, CastMember } from './cast';
import type { Stage } from './stage';

interface Obligation {
  readonly courseKey: string;
  readonly audience: 'all_staff' | 'managers';
  readonly assignedAfterDays: number;
  readonly dueAfterDays: number;
  readonly reason: string;
  /** Of a hundred: how many have finished, and how many more have begun. */
  readonly finished: number;
  readonly begun: number;
}

const OBLIGATIONS: readonly Obligation[] = [
  {
    courseKey: 'infosec',
    audience: 'all_staff',
    assignedAfterDays: 14,
    dueAfterDays: 240,
    reason: '情報セキュリティ研修は、全職員が毎年度受講します(第2次DX推進計画)。',
    finished: 72,
    begun: 10,
  },
  {
    courseKey: 'ai-use',
    audience: 'all_staff',
    assignedAfterDays: 60,
    dueAfterDays: 330,
    reason: '全職員がAIを安全に使えるようにするための研修です(第2次DX推進計画)。',
    finished: 41,
    begun: 14,
  },
  {
    courseKey: 'managers',
    audience: 'managers',
    assignedAfterDays: 75,
    dueAfterDays: 200,
    reason: '課のDXを進める管理職のための研修です。',
    finished: 60,
    begun: 10,
  },
];

/** A repeatable number from 0 to 99 for the person `n` and a word, the same in every city made from the seed. */
const lot = (word: string) =>
  `(('x' || substr(md5(n.staff_number || ${word}), 1, 7))::bit(28)::int % 100)`;

/** Three people who have not begun the course about AI, none of those who play a part. */
const TO_EXEMPT = statement({
  name: 'cli.demo-to-exempt',
  sql: `SELECT n.person_id AS "personId", c.id AS "courseId", coalesce(v.fiscal_year, 0) AS cycle
    FROM courses c JOIN LATERAL (SELECT fiscal_year FROM course_versions WHERE course_id = c.id LIMIT 1) v ON true
    JOIN employments w ON ${inForce('w', ':today')}
    JOIN staff_numbers n ON n.person_id = w.person_id AND ${inForce('n', ':today')}
    WHERE c.key = 'ai-use' AND n.staff_number <> ALL (:cast)
      AND NOT EXISTS (SELECT 1 FROM enrollments e WHERE e.person_id = w.person_id AND e.course_id = c.id)
    ORDER BY n.staff_number LIMIT 3`,
  parameters: { cast: 'text[]', today: 'date' },
  row: { personId: col.id<'person'>(), courseId: col.id<'course'>(), cycle: col.int },
});

const NEWEST_EDITION = statement({
  name: 'cli.demo-newest-edition',
  sql: `SELECT v.fiscal_year AS "fiscalYear" FROM courses c JOIN course_versions v ON v.course_id = c.id
    WHERE c.key = :courseKey ORDER BY v.version DESC LIMIT 1`,
  parameters: { courseKey: 'text' },
  row: { fiscalYear: col.int.orNull },
});

/** What was learnt of a course and has no entry in the audit log yet, as entries. */
const LEARNT = statement({
  name: 'cli.demo-learnt',
  sql: `WITH learnt AS (
      SELECT e.* FROM enrollments e JOIN courses c ON c.id = e.course_id AND c.key = :courseKey
      WHERE NOT EXISTS (SELECT 1 FROM audit_entries a
        WHERE a.subject_type = 'enrollment' AND a.subject_id = e.id::text AND a.action = 'enrollment.started')
    )
    SELECT 'enrollment.started' AS action, 'enrollment' AS "subjectType", e.id::text AS "subjectId",
      jsonb_build_object('personId', e.person_id, 'courseId', e.course_id) AS detail
    FROM learnt e
    UNION ALL
    SELECT 'quiz_attempt.submitted', 'quiz_attempt', a.id::text,
      jsonb_build_object('quizKey', a.quiz_key, 'passed', a.passed, 'personId', a.person_id)
    FROM learnt e JOIN quiz_attempts a ON a.quiz_key = 'enrollment:' || e.id
    UNION ALL
    SELECT 'enrollment.completed', 'enrollment', e.id::text,
      jsonb_build_object('personId', e.person_id, 'courseId', e.course_id)
    FROM learnt e WHERE e.completed_at IS NOT NULL`,
  parameters: { courseKey: 'text' },
  row: {
    action: col.text,
    subjectType: col.text,
    subjectId: col.text,
    detail: col.json(z.record(z.string(), z.unknown())),
  },
});

/** DX推進室 assigns the year's courses; some finish, some begin, some do not. */
export async function assignAndLearn(stage: Stage, cast: Cast): Promise<void> {
  const assignments = stage.get(AssignmentsService);
  await publishBeforeTheStory(stage);
  for (const obligation of OBLIGATIONS) {
    const begins = await findBeginning(stage, obligation.courseKey);
    if (begins === null) continue;
    const assignedOn = stage.goTo(addDays(begins, obligation.assignedAfterDays));
    const actor = await stage.actor(cast.programOffice.person.staffNumber);
    await assignments.assign(actor, {
      courseKey: obligation.courseKey,
      fiscalYear: fiscalYearOf(assignedOn),
      audience: { kind: obligation.audience },
      isMandatory: true,
      dueOn: maxDate(addDays(begins, obligation.dueAfterDays), addDays(assignedOn, 14)),
      reason: obligation.reason,
    });
    await learn(stage, cast, obligation, assignedOn);
  }
}

/** Three people are let off one course each: two before a long training elsewhere, one for health reasons. */
export async function exemptSome(stage: Stage, cast: Cast): Promise<void> {
  const today = stage.goTo(addDays(stage.staff.reorganisedOn, 100));
  const actor = await stage.actor(cast.programOffice.person.staffNumber);
  const open = await stage.database.all(TO_EXEMPT, {
    cast: Object.values(cast).map((member: CastMember) => member.person.staffNumber),
    today,
  });
  const reasons = [
    '国の研修に派遣されるため',
    '国の研修に派遣されるため',
    '健康上の配慮(産業医の意見)',
  ];
  for (const [index, learning] of open.entries()) {
    await stage.get(ExemptionsService).exempt(actor, learning, reasons[index] ?? '');
  }
}

/** The courses were loaded today; in the story they were there when the fiscal year began. */
async function publishBeforeTheStory(stage: Stage): Promise<void> {
  await stage.database.execute(
    `UPDATE course_versions SET published_at = least($1::timestamptz,
       ${startOfDay('make_date(fiscal_year, 4, 1)')}) WHERE published_at > $1`,
    [instantAt(stage.staff.reorganisedOn)],
  );
}

/**
 * The 1 April from which the course is learnt: that of the story, or of the year before where only last year's edition is
 * there (in April the new one rarely is on the first day). Null: nothing that can be learnt.
 */
async function findBeginning(stage: Stage, courseKey: string): Promise<LocalDate | null> {
  const { reorganisedOn } = stage.staff;
  const edition = await stage.database.first(NEWEST_EDITION, { courseKey });
  if (edition === null) return null;
  const begins = edition.fiscalYear === null ? reorganisedOn : fiscalYearStart(edition.fiscalYear);
  return begins === reorganisedOn || begins === addMonths(reorganisedOn, -12) ? begins : null;
}

/**
 * Months of learning by hundreds of people, written set by set: played through the services it would take minutes.
 * The rows are those that the services would have left: lessons read, a quiz passed with its answers, a completion.
 */
async function learn(
  stage: Stage,
  cast: Cast,
  obligation: Obligation,
  from: LocalDate,
): Promise<void> {
  const until = stage.goTo(stage.today);
  const parameters = [
    obligation.courseKey,
    from,
    until,
    obligation.finished,
    obligation.begun,
    cast.staff.person.staffNumber,
    obligation.audience,
  ];
  await stage.database.transaction(async () => {
    await stage.database.execute(
      `CREATE TEMPORARY TABLE demo_learners ON COMMIT DROP AS
       SELECT gen_random_uuid() AS enrollment_id, n.person_id, v.course_id, v.id AS course_version_id,
         coalesce(v.fiscal_year, 0) AS cycle, ${lot("'done' || c.key")} < $4 AS is_done,
         -- The working day on which the person finished or stopped, somewhere between assignment and yesterday.
         (day.day - CASE extract(isodow FROM day.day) WHEN 6 THEN 1 WHEN 7 THEN 2 ELSE 0 END)::timestamp
           + interval '10 hours' AS finished_at,
         n.staff_number
       FROM courses c JOIN course_versions v ON v.course_id = c.id
       JOIN employments w ON ${inForce('w', '$2::date')}
       JOIN staff_numbers n ON n.person_id = w.person_id AND ${inForce('n', '$2::date')}
       CROSS JOIN LATERAL (SELECT $2::date + greatest(0, $3::date - $2::date - 1) * ${lot("'day'")} / 100 AS day) day
       WHERE c.key = $1 AND v.version = (SELECT max(n.version) FROM course_versions n WHERE n.course_id = c.id)
         AND ($7 = 'all_staff' OR EXISTS (SELECT 1 FROM postings po
           WHERE po.person_id = w.person_id AND po.is_managerial AND ${inForce('po', '$2::date')}))
         AND ${lot("'done' || c.key")} < $4 + $5 AND n.staff_number <> $6
         AND NOT EXISTS (SELECT 1 FROM employment_statuses s WHERE s.person_id = w.person_id AND s.valid_to IS NULL)`,
      parameters,
    );
    await beginAndRead(stage);
    await passQuizzes(stage);
    await recordLearning(stage, obligation.courseKey);
  });
}

async function beginAndRead(stage: Stage): Promise<void> {
  await stage.database.execute(`
      INSERT INTO enrollments (id, person_id, course_id, course_version_id, cycle, started_at, completed_at, last_lesson_id)
      SELECT d.enrollment_id, d.person_id, d.course_id, d.course_version_id, d.cycle, d.finished_at - interval '90 minutes',
        CASE WHEN d.is_done THEN d.finished_at END,
        (SELECT l.id FROM lessons l WHERE l.course_version_id = d.course_version_id
         AND (d.is_done OR l.position <= 3) ORDER BY l.position DESC LIMIT 1)
      FROM demo_learners d`);
  await stage.database.execute(`
      INSERT INTO lesson_progress (enrollment_id, lesson_id, opened_at, completed_at)
      SELECT d.enrollment_id, l.id, d.finished_at - interval '90 minutes' + l.position * interval '9 minutes',
        d.finished_at - interval '84 minutes' + l.position * interval '9 minutes'
      FROM demo_learners d JOIN lessons l ON l.course_version_id = d.course_version_id
      WHERE d.is_done OR l.position <= 2`);
}

/** Ten questions with one right choice each; nine or ten of them answered rightly. */
async function passQuizzes(stage: Stage): Promise<void> {
  await stage.database.execute(`
    INSERT INTO quiz_attempts (id, person_id, quiz_key, attempt_number, pass_ratio, question_count, started_at,
      submitted_at, correct_count, passed)
    SELECT gen_random_uuid(), d.person_id, 'enrollment:' || d.enrollment_id, 1, v.quiz_pass, 10,
      d.finished_at - interval '12 minutes', d.finished_at, 9, true
    FROM demo_learners d JOIN course_versions v ON v.id = d.course_version_id AND v.quiz_draw IS NOT NULL
    WHERE d.is_done`);
  await stage.database.execute(`
    INSERT INTO quiz_attempt_questions (attempt_id, position, question_id, choice_order, answer, answer_revision,
      answered_at, is_correct)
    SELECT a.id, q.position, q.question_id, '{0,1,2,3}',
      jsonb_build_object('kind', 'single', 'choices', jsonb_build_array((q.right_choice + (q.position = 10)::int) % 4)),
      1, a.started_at + q.position * interval '1 minute', q.position <> 10
    FROM demo_learners d
    JOIN quiz_attempts a ON a.person_id = d.person_id AND a.quiz_key = 'enrollment:' || d.enrollment_id
    JOIN LATERAL (
      SELECT s.id AS question_id, row_number() OVER (ORDER BY md5(s.key || d.staff_number))::int AS position,
        (SELECT i.ordinality::int - 1 FROM jsonb_array_elements(s.body -> 'choices') WITH ORDINALITY i
         WHERE (i.value ->> 'correct')::boolean) AS right_choice
      FROM course_version_questions x JOIN questions s ON s.id = x.question_id
      WHERE x.course_version_id = d.course_version_id AND s.kind = 'single'
        AND jsonb_array_length(s.body -> 'choices') = 4
    ) q ON q.position <= 10`);
}

/** One entry for each change, as the services leave them; in the demo city's own name, for nobody else did it. */
async function recordLearning(stage: Stage, courseKey: string): Promise<void> {
  const entries = await stage.database.all(LEARNT, { courseKey });
  await stage.get(AuditLog).record({ accountId: null, label: DEMO_LABEL }, ...entries);
}
