import { Injectable, type OnModuleInit } from '@nestjs/common';
import { numberIn } from '@app/courses';
import { type AuditActor, Clock, Database, DomainEvents, Random } from '@app/platform';
import { AttemptFinished, AttemptsService, type QuestionBody } from '@app/quizzes';
import { ExtraTimeQueries } from '../extra-time/extra-time.queries';
import { LOCK_PERSON } from '../lock-person';
import { MockFinished } from '../practice.events';
import type { SyllabusTree } from '../syllabus/syllabus.queries';
import { isMockKey, type MockChoice, mockKey } from './mock-choice';
import { drawMock, type MockCandidate, scoredPositions } from './mock-draw.rules';
import { type MockPlan, mockPlan } from './mock-plan.rules';
import { otherMockOpen, paperIncomplete } from './mocks.errors';
import { OPEN_MOCK, POOL } from './mocks.sql';

const INSERT = `
  INSERT INTO mock_exams (attempt_id, person_id, syllabus_key, form, paper, field_key, minutes, extra_minutes, scored_positions, seen_count)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;
/** The person may have been joined to another one meanwhile: the attempt says whose it is. */
const FINISH =
  'UPDATE mock_exams SET finished_at = $2 WHERE attempt_id = $1 AND finished_at IS NULL';

const MINUTE_MS = 60_000;
const CLOCK: AuditActor = { accountId: null, label: 'practice.close-overdue-mock' };

export interface NewMock {
  readonly personId: string;
  readonly syllabus: SyllabusTree;
  readonly choice: MockChoice;
}

/** What a mock would be: how many questions, how long, and how many of them the person has been asked before. */
export interface MockPreview extends Pick<MockPlan, 'questions' | 'minutes'> {
  readonly extraMinutes: number;
  readonly seenCount: number;
  /** How many questions of a fixed paper were withdrawn. */
  readonly leftOut: number;
}

interface Drawn {
  readonly questions: readonly MockCandidate[];
  readonly plan: MockPlan;
  readonly extraMinutes: number;
}

/** Begins mock exams and tells when they are over; answers and the clock are those of every attempt. */
@Injectable()
export class MocksService implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly events: DomainEvents,
    private readonly attempts: AttemptsService,
    private readonly extraTime: ExtraTimeQueries,
  ) {}

  onModuleInit(): void {
    this.events.on(AttemptFinished, (event) => this.finish(event));
  }

  /** Of a drawn paper another draw may hold others; how many were seen before is about the same. */
  async preview(input: NewMock): Promise<MockPreview> {
    const { questions, plan, extraMinutes } = await this.draw(input);
    const { minutes } = plan;
    const counts = { questions: questions.length, leftOut: plan.questions - questions.length };
    return { ...counts, minutes, extraMinutes, seenCount: seenOf(questions) };
  }

  /** The attempt to go to: the one that is open when it is the same mock. Conflict while another one is open. */
  async start(input: NewMock): Promise<string> {
    return this.database.transaction(async () => {
      const { personId, syllabus, choice } = input;
      await this.database.only(LOCK_PERSON, { personId });
      const quizKey = mockKey(syllabus.key, choice);
      const open = await this.findOpen(personId);
      if (open?.quizKey === quizKey) return open.attemptId;
      if (open !== null) throw otherMockOpen();
      return this.begin(input, quizKey);
    });
  }

  private async begin({ personId, syllabus, choice }: NewMock, quizKey: string): Promise<string> {
    const { questions, plan, extraMinutes } = await this.draw({ personId, syllabus, choice });
    const minutes = plan.minutes + extraMinutes;
    const attemptId = await this.attempts.startAttempt({
      ...{ personId, quizKey, draw: 'asGiven', retakes: null, waitMinutes: 0, isPrivate: true },
      questionIds: questions.map(({ questionId }) => questionId),
      passRatio: syllabus.passTotal / 1000,
      deadlineAt: new Date(this.clock.now().getTime() + minutes * MINUTE_MS),
    });
    await this.database.execute(INSERT, [
      ...[attemptId, personId, syllabus.key, choice.form, choice.paper, choice.field],
      ...[plan.minutes, extraMinutes, scoredPositions(questions, syllabus, this.random.seed())],
      seenOf(questions),
    ]);
    return attemptId;
  }

  /** One whose time is over is closed first, as the worker will. */
  private async findOpen(personId: string) {
    const open = await this.database.first(OPEN_MOCK, { personId });
    if (!open?.deadlineAt || open.deadlineAt > this.clock.now()) return open;
    await this.attempts.submit(open.attemptId, personId, CLOCK);
    return null;
  }

  private async draw({ personId, syllabus, choice }: NewMock): Promise<Drawn> {
    const plan = mockPlan(syllabus, choice);
    const rows = await this.database.all(POOL, { personId, syllabusKey: syllabus.key });
    const pool = rows.map(({ body, ...row }) => ({ ...row, isNumeric: isNumeric(body) }));
    const questions =
      choice.paper === null
        ? drawMock(pool, plan, this.random.seed())
        : pool.filter(({ paper }) => paper === choice.paper);
    // A fixed paper goes on without a question that was withdrawn; a drawn one is what the blueprint says.
    const least = choice.paper === null ? plan.questions : 1;
    if (questions.length < least) throw paperIncomplete();
    const percent = await this.extraTime.percentOn(personId, this.clock.today());
    return { questions, plan, extraMinutes: Math.ceil((plan.minutes * percent) / 100) };
  }

  private async finish({
    attemptId,
    personId,
    quizKey,
    finishedAt,
  }: AttemptFinished): Promise<void> {
    if (!isMockKey(quizKey)) return;
    await this.database.execute(FINISH, [attemptId, finishedAt]);
    await this.events.emit(new MockFinished(personId, attemptId));
  }
}

function seenOf(questions: readonly MockCandidate[]): number {
  return questions.filter(({ seenAt }) => seenAt !== null).length;
}

function isNumeric(body: QuestionBody): boolean {
  return body.kind === 'single' && body.choices.every(({ text }) => numberIn(text) !== null);
}
