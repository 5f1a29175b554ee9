import { inForce } from '@app/organization';
import { addDays, col, DEMO_LABEL, statement } from '@app/platform';
import {
  EstimatesService,
  MocksService,
  PracticeSessionsService,
  SyllabusQueries,
  type SyllabusTree,
} from '@app/practice';
import { AttemptsService } from '@app/quizzes';
import type { Cast, CastMember } from './cast';
import type { Stage } from './stage';

const PRACTISERS = 9;
const MOCKS = 3;
/** Enough of all fields that something can be said of them, and then what comes back. */
const SESSIONS = [
  { daysAgo: 24, kind: 'mixed', size: 30 },
  { daysAgo: 17, kind: 'mixed', size: 30 },
  { daysAgo: 3, kind: 'today', size: 10 },
] as const;
const MOCK_DAYS_AGO = 2;
const MOCK = { form: 'full', paper: 'mock-1', field: null } as const;
const SLOT = '12:20';

/** Regular staff who play no part and hold nothing yet; whoever has booked an exam first. */
const PEOPLE = statement({
  name: 'cli.demo-practisers',
  sql: `SELECT a.person_id AS "personId" FROM accounts a
    JOIN staff_numbers n ON n.person_id = a.person_id AND ${inForce('n', ':today')}
    JOIN employments w ON w.person_id = a.person_id AND ${inForce('w', ':today')} AND w.employment_type = 'regular'
    WHERE n.staff_number <> ALL (:cast) AND NOT EXISTS (SELECT 1 FROM certification_records r WHERE r.person_id = a.person_id)
    ORDER BY EXISTS (SELECT 1 FROM exam_attempts x WHERE x.person_id = a.person_id AND x.state = 'booked') DESC, n.staff_number
    LIMIT :most`,
  parameters: { today: 'date', cast: 'text[]', most: 'integer' },
  row: { personId: col.id<'person'>() },
});

/** Where on the screen the right one stands. */
const RIGHT_CHOICE = statement({
  name: 'cli.demo-right-choice',
  sql: `SELECT (array_position(a.choice_order, (SELECT (c.place - 1)::int FROM jsonb_array_elements(q.body -> 'choices')
      WITH ORDINALITY c (choice, place) WHERE (c.choice ->> 'correct')::boolean LIMIT 1)) - 1)::int AS choice
    FROM (SELECT p.session_id AS of, p.position, p.question_id, p.choice_order FROM practice_answers p
      UNION ALL SELECT t.attempt_id, t.position, t.question_id, t.choice_order FROM quiz_attempt_questions t) a
    JOIN questions q ON q.id = a.question_id
    WHERE a.of = :of AND a.position = :position`,
  parameters: { of: 'uuid', position: 'integer' },
  row: { choice: col.int },
});

/** Some prepare for ITパスポート, three of them with a mock exam: what is counted of them has nobody's name. */
export async function practise(stage: Stage, cast: Cast): Promise<void> {
  const syllabus = await stage.get(SyllabusQueries).findOn(stage.today);
  if (syllabus === null) return;
  const members = Object.values(cast) as CastMember[];
  const people = await stage.database.all(PEOPLE, {
    ...{ today: stage.today, most: PRACTISERS },
    cast: members.map(({ person }) => person.staffNumber),
  });
  for (const [index, { personId }] of people.entries()) {
    const practiser = { personId, syllabus, ability: 0.58 + index * 0.06 };
    for (const session of SESSIONS) await practiseOnce(stage, practiser, session);
    if (index < MOCKS) await sitMock(stage, practiser);
  }
}

interface Practiser {
  readonly personId: string;
  readonly syllabus: SyllabusTree;
  /** How often the answer is right. */
  readonly ability: number;
}

async function practiseOnce(
  stage: Stage,
  practiser: Practiser,
  { daysAgo, kind, size }: (typeof SESSIONS)[number],
): Promise<void> {
  const { personId, syllabus } = practiser;
  const sessions = stage.get(PracticeSessionsService);
  stage.goTo(addDays(stage.today, -daysAgo), SLOT);
  const facts = { kind, scope: {}, size, examOn: null };
  const sessionId = await sessions.start({ personId, syllabusKey: syllabus.key, ...facts });
  const key = { sessionId, personId, examOn: null };
  for (let position = 1; position <= size; position++) {
    const choices = [await choiceOf(stage, practiser, sessionId, position)];
    await sessions.answer(key, position, { kind: 'single', choices });
    await sessions.goOn(key);
  }
}

async function sitMock(stage: Stage, practiser: Practiser): Promise<void> {
  const { personId, syllabus } = practiser;
  const attempts = stage.get(AttemptsService);
  stage.goTo(addDays(stage.today, -MOCK_DAYS_AGO), SLOT);
  const attemptId = await stage.get(MocksService).start({ personId, syllabus, choice: MOCK });
  for (let position = 1; position <= 100; position++) {
    stage.goTo(addDays(stage.today, -MOCK_DAYS_AGO), minuteOfMock(position));
    const choices = [await choiceOf(stage, practiser, attemptId, position)];
    const page = { tab: attemptId, known: 0, revision: 1 };
    await attempts.saveAnswer({
      ...{ attemptId, personId, position, ...page, answer: { kind: 'single', choices } },
    });
  }
  stage.goTo(addDays(stage.today, -MOCK_DAYS_AGO), minuteOfMock(101));
  await attempts.submit(attemptId, personId, { accountId: null, label: DEMO_LABEL });
  await stage.get(EstimatesService).renewAlone(personId);
}

/** A little less than a minute a question, from the beginning at noon. */
function minuteOfMock(position: number): string {
  const minute = 20 + Math.floor(position * 0.9);
  return `${String(12 + Math.floor(minute / 60))}:${String(minute % 60).padStart(2, '0')}`;
}

async function choiceOf(
  stage: Stage,
  { ability }: Practiser,
  of: string,
  position: number,
): Promise<number> {
  const { choice } = await stage.database.only(RIGHT_CHOICE, { of, position });
  return stage.dice.chance(ability) ? choice : (choice + 1) % 4;
}
