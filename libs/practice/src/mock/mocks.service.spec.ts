import { PublishCoursesService } from '@app/courses';
import { Conflict, DomainEvents, NotFound } from '@app/platform';
import { AttemptQueries, AttemptsService } from '@app/quizzes';
import { type LibTest, rowsOf, startLibTest } from '@app/testing';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExtraTimeService } from '../extra-time/extra-time.service';
import { MockFinished } from '../practice.events';
import { PracticeModule } from '../practice.module';
import { SyllabusQueries, type SyllabusTree } from '../syllabus/syllabus.queries';
import type { MockChoice } from './mock-choice';
import { MockQueries } from './mock.queries';
import { MocksService } from './mocks.service';

const COURSES = join(__dirname, '../../../../courses');
const BY = { accountId: null, label: 'spec' };
const PAPER: MockChoice = { form: 'full', paper: 'mock-1', field: null };
const DRAWN: MockChoice = { form: 'full', paper: null, field: null };
const START = '2027-04-02T10:00:00+09:00';

describe('MocksService', () => {
  let test: LibTest;
  let mocks: MocksService;
  let queries: MockQueries;
  let attempts: AttemptsService;
  let syllabus: SyllabusTree;
  let folder: string;
  let personId: string;
  const finished: MockFinished[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tsunagaru-mocks-'));
    for (const name of ['itpassport', 'syllabus', 'glossary.yaml', 'laws.yaml'])
      cpSync(join(COURSES, name), join(folder, name), { recursive: true });
    test = await startLibTest(PracticeModule);
    mocks = test.get(MocksService);
    queries = test.get(MockQueries);
    attempts = test.get(AttemptsService);
    await test.get(PublishCoursesService).publishFolder(folder, BY);
    const found = await test.get(SyllabusQueries).findOn('2027-04-02');
    if (found === null) throw new Error('no syllabus');
    syllabus = found;
    test.get(DomainEvents).on(MockFinished, (event) => {
      finished.push(event);
      return Promise.resolve();
    });
  }, 60_000);

  afterAll(async () => {
    await test.close();
    rmSync(folder, { recursive: true, force: true });
  });

  beforeEach(async () => {
    test.clock.set(START);
    finished.length = 0;
    personId = await test.city.addPerson();
  });

  /** So that no attempt of one test is overdue in another one. */
  afterEach(async () => {
    test.clock.set('2027-04-03T10:00:00+09:00');
    await attempts.closeOverdueAttempts();
  });

  const start = (choice: MockChoice = PAPER) => mocks.start({ personId, syllabus, choice });
  const save = (attemptId: string, position: number, choice = 0, revision = 1) =>
    attempts.saveAnswer({
      ...{ attemptId, personId, position, revision, known: revision - 1, tab: attemptId },
      answer: { kind: 'single', choices: [choice] },
    });
  const keysOf = async (attemptId: string) =>
    (
      await rowsOf<{ key: string }>(
        test.database,
        `SELECT q.key FROM quiz_attempt_questions t JOIN questions q ON q.id = t.question_id WHERE t.attempt_id = $1 ORDER BY t.position`,
        [attemptId],
      )
    ).map(({ key }) => key);

  it('asks a fixed paper as it is written, for two hours by the clock', async () => {
    expect((await queries.listPapers(syllabus.key)).map(({ paper }) => paper)).toEqual([
      ...['mock-1', 'mock-2', 'mock-3'],
    ]);
    const id = await start();
    const written = await rowsOf<{ key: string }>(
      test.database,
      `SELECT question_key AS key FROM exam_questions WHERE paper = 'mock-1' ORDER BY position`,
    );
    expect(await keysOf(id)).toEqual(written.map(({ key }) => key));
    const mock = await queries.findMock(id, personId);
    expect(mock).toMatchObject({ form: 'full', paper: 'mock-1', minutes: 120, extraMinutes: 0 });
    expect(mock.deadlineAt).toEqual(new Date('2027-04-02T12:00:00+09:00'));
    expect(mock.answers).toEqual([]);
  });

  it('lasts longer for whom the office gave more time', async () => {
    const office = await test.city.addActor({ roles: ['staff', 'program_office'] });
    const extra = { percent: 25, reason: '画面を拡大して読むため' } as const;
    await test.get(ExtraTimeService).set(office, personId, extra);
    const mock = await queries.findMock(await start({ ...DRAWN, form: 'short' }), personId);
    expect([mock.minutes, mock.extraMinutes]).toEqual([36, 9]);
    expect(mock.deadlineAt).toEqual(new Date('2027-04-02T10:45:00+09:00'));
  });

  it('does not say which questions count until it is over; then 92 of 100 do', async () => {
    const id = await start();
    const page = await test.get(AttemptQueries).findPlayerPage(id, personId, 1);
    expect(JSON.stringify([page, await queries.findMock(id, personId)])).not.toMatch(/[sS]cored/);
    await save(id, 1);
    await attempts.submit(id, personId, BY);
    const { answers } = await queries.findMock(id, personId);
    const scored = (field: string) =>
      answers.filter((it) => it.field === field && it.isScored).length;
    expect(['strategy', 'management', 'technology'].map(scored)).toEqual([32, 18, 42]);
    expect(answers).toHaveLength(100);
  });

  it('draws by the blueprint, another paper each time, new questions first', async () => {
    const first = await start(DRAWN);
    const keys = await keysOf(first);
    expect(new Set(keys).size).toBe(100);
    await attempts.submit(first, personId, BY);
    expect((await queries.findMock(first, personId)).seenCount).toBe(0);
    test.clock.advance({ minutes: 5 });
    const second = await start(DRAWN);
    await attempts.submit(second, personId, BY);
    const others = await keysOf(second);
    const seen = others.filter((key) => keys.includes(key)).length;
    expect((await queries.findMock(second, personId)).seenCount).toBe(seen);
    expect(seen).toBeLessThan(20);
    test.clock.advance({ minutes: 5 });
    const { seenCount } = await mocks.preview({ personId, syllabus, choice: PAPER });
    expect(seenCount).toBeGreaterThan(0);
  });

  it.each([
    [{ form: 'short', paper: null, field: null } as const, 30, 36, 27],
    [{ form: 'field', paper: null, field: 'management' } as const, 20, 24, 18],
  ])('has a form of fewer questions: %p', async (choice, questions, minutes, scored) => {
    const preview = await mocks.preview({ personId, syllabus, choice });
    expect(preview).toEqual({ questions, minutes, extraMinutes: 0, seenCount: 0, leftOut: 0 });
    const id = await start(choice);
    await attempts.submit(id, personId, BY);
    const { answers } = await queries.findMock(id, personId);
    expect([answers.length, answers.filter((it) => it.isScored).length]).toEqual([
      questions,
      scored,
    ]);
  });

  it('has one open mock a person: the same one goes on, another one is refused', async () => {
    const ids = await Promise.all([start(), start(), start()] as const);
    expect(new Set(ids).size).toBe(1);
    await expect(start(DRAWN)).rejects.toThrow(Conflict);
    await attempts.submit(ids[0], personId, BY);
    expect(await start(DRAWN)).not.toBe(ids[0]);
    await expect(start()).rejects.toMatchObject({ code: 'mock.open' });
  });

  it('is closed by the clock with the deadline as its time, and told once', async () => {
    const id = await start();
    await save(id, 1);
    test.clock.set('2027-04-02T12:00:40+09:00');
    expect(await attempts.closeOverdueAttempts()).toBe(1);
    expect(await attempts.closeOverdueAttempts()).toBe(0);
    const { submittedAt } = await queries.findMock(id, personId);
    expect(submittedAt).toEqual(new Date('2027-04-02T12:00:00+09:00'));
    expect(finished).toEqual([new MockFinished(personId, id)]);
    const [row] = await rowsOf<{ at: Date }>(
      test.database,
      'SELECT finished_at AS at FROM mock_exams WHERE attempt_id = $1',
      [id],
    );
    expect(row?.at).toEqual(submittedAt);
  });

  it('is closed by whoever begins the next one, before the worker came', async () => {
    const id = await start();
    test.clock.set('2027-04-02T12:00:01+09:00');
    expect(await start(DRAWN)).not.toBe(id);
    expect(finished.map(({ attemptId }) => attemptId)).toEqual([id]);
  });

  it('counts up answers that came after the deadline: each question once, and only what says something else', async () => {
    const id = await start();
    await save(id, 1, 0);
    test.clock.set('2027-04-02T12:00:05+09:00');
    for (const [position, choice, revision] of [
      [1, 0, 2],
      [2, 0, 1],
      [2, 1, 2],
      [3, 1, 1],
    ] as const)
      await expect(save(id, position, choice, revision)).rejects.toMatchObject({
        code: 'quiz.attempt_over',
      });
    await attempts.closeOverdueAttempts();
    await expect(save(id, 4)).rejects.toThrow(Conflict);
    const result = await test.get(AttemptQueries).findResult(id, personId);
    expect(result?.lateCount).toBe(3);
    expect(result?.questions.filter(({ isAnswered }) => isAnswered)).toHaveLength(1);
  });

  it('counts none up for whoever handed in before the deadline', async () => {
    const id = await start();
    await attempts.submit(id, personId, BY);
    test.clock.set('2027-04-02T12:30:00+09:00');
    await expect(save(id, 1)).rejects.toThrow(Conflict);
    expect((await test.get(AttemptQueries).findResult(id, personId))?.lateCount).toBe(0);
  });

  it('tells no log that it was sat, and nobody else that it exists', async () => {
    const id = await start();
    await attempts.submit(id, personId, BY);
    const told = await rowsOf(test.database, 'SELECT 1 FROM audit_entries WHERE subject_id = $1', [
      id,
    ]);
    expect(told).toEqual([]);
    const stranger = await test.city.addPerson();
    await expect(queries.findMock(id, stranger)).rejects.toThrow(NotFound);
    expect(await queries.listMocks(stranger, syllabus.key)).toEqual([]);
    expect((await queries.listMocks(personId, syllabus.key)).map((it) => it.attemptId)).toEqual([
      id,
    ]);
  });

  it('knows where the picture of a question lies, and the lessons that teach what it asks', async () => {
    const id = await start();
    const player = await test.get(AttemptQueries).findPlayerPage(id, personId, 2);
    expect(player.figure?.asset).toBe('assets/m1-scatter.svg');
    expect(await queries.listFigureHomes([player.questionId])).toMatchObject([
      { courseKey: 'itpassport' },
    ]);
    expect((await queries.listLessons([player.questionId])).length).toBeGreaterThan(0);
  });
});
