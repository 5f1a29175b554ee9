import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Conflict, InvalidInput, NotFound } from '@app/platform';
import { type LibTest, rowsOf } from '@app/testing';
import { PracticeStage } from '../practice.stage';
import { SyllabusQueries } from '../syllabus/syllabus.queries';
import type { PracticeQueries } from './practice.queries';
import type { NewSession, PracticeSessionsService } from './practice-sessions.service';

describe('PracticeSessionsService', () => {
  let stage: PracticeStage;
  let test: LibTest;
  let sessions: PracticeSessionsService;
  let queries: PracticeQueries;
  let personId: string;

  beforeAll(async () => {
    stage = await PracticeStage.start();
    ({ test, sessions, queries } = stage);
  }, 60_000);

  afterAll(() => stage.close());

  beforeEach(async () => {
    test.clock.set('2027-04-02T10:00:00+09:00');
    personId = await test.city.addPerson();
  });

  const begin = (facts: Partial<NewSession> = {}) => stage.begin(personId, facts);
  const answer = (sessionId: string, isRight: boolean) =>
    stage.answer(sessionId, personId, isRight);
  const keyOf = (sessionId: string) => ({ sessionId, personId, examOn: null });

  it('knows the syllabus with its blueprint, and reserves the papers of mock exams', async () => {
    const tree = await test.get(SyllabusQueries).findOn('2027-04-02');
    expect(tree).toMatchObject({ minutes: 120, passTotal: 600, passField: 300, validTo: null });
    expect(tree?.fields.map(({ questions, scored }) => [questions, scored])).toEqual([
      [35, 32],
      [20, 18],
      [45, 42],
    ]);
    for (const { middles, questions } of tree?.fields ?? [])
      expect(middles.reduce((sum, middle) => sum + middle.questions, 0)).toBe(questions);
    const items = tree?.fields.flatMap((it) => it.middles).flatMap((it) => it.items);
    expect(items?.map(({ number }) => number)).toEqual(Array.from({ length: 63 }, (_, i) => i + 1));
    expect(await test.get(SyllabusQueries).findOn('2025-12-31')).toBeNull();
    const papers = await rowsOf<{ paper: string | null; count: number; last: number | null }>(
      test.database,
      'SELECT paper, count(*)::int AS count, max(position) AS last FROM exam_questions GROUP BY paper ORDER BY paper',
    );
    expect(papers).toEqual([
      { paper: 'mock-1', count: 100, last: 100 },
      { paper: 'mock-2', count: 100, last: 100 },
      { paper: 'mock-3', count: 100, last: 100 },
      { paper: null, count: 676, last: null },
    ]);
  });

  it('asks ten different questions, says right or wrong at once, and ends', async () => {
    const id = await begin();
    const keys: string[] = [];
    for (let at = 1; at <= 10; at++) {
      const asked = await queries.findPage(id, personId, null);
      expect([asked.position, asked.feedback]).toEqual([at, null]);
      expect(JSON.stringify(asked)).not.toMatch(/"correct"|explanation/);
      keys.push(await answer(id, at % 3 !== 0));
      const told = await queries.findPage(id, personId, null);
      expect(told.feedback?.isCorrect).toBe(at % 3 !== 0);
      expect(await sessions.goOn(keyOf(id))).toBe(at === 10);
    }
    expect(new Set(keys).size).toBe(10);
    const { results, isEnded } = await queries.findSummary(id, personId);
    expect([isEnded, results.length, results.filter((it) => !it.isCorrect).length]).toEqual([
      ...[true, 10, 3],
    ]);
    const counts = await queries.counts(personId, 'ip-6.5');
    expect(counts).toMatchObject({ wrong: 3, due: 0, marked: 0, answeredToday: 10, open: null });
    const standing = await queries.listStanding(personId, 'ip-6.5');
    const sum = (key: 'answered' | 'right') => standing.reduce((all, row) => all + row[key], 0);
    expect([sum('answered'), sum('right')]).toEqual([10, 7]);
    await expect(answer(id, true)).resolves.toBeDefined();
    expect((await queries.counts(personId, 'ip-6.5')).wrong).toBe(3);
  });

  it('keeps the first answer to a question, whatever another tab sends', async () => {
    const id = await begin();
    await answer(id, false);
    await answer(id, true);
    const { feedback } = await queries.findPage(id, personId, null);
    expect(feedback?.isCorrect).toBe(false);
    const both = await Promise.all([sessions.goOn(keyOf(id)), sessions.goOn(keyOf(id))]);
    expect(both).toEqual([false, false]);
    expect((await queries.findPage(id, personId, null)).position).toBe(2);
  });

  it('brings what was wrong back the next day before anything new, and by choice at once', async () => {
    const id = await begin();
    const wrong = await answer(id, false);
    await sessions.goOn(keyOf(id));
    await answer(id, true);
    await sessions.stop(keyOf(id));
    const again = await begin({ kind: 'wrong' });
    expect((await queries.findPage(again, personId, null)).questionKey).toBe(wrong);
    await sessions.stop(keyOf(again));
    test.clock.set('2027-04-03T11:00:00+09:00');
    expect((await queries.counts(personId, 'ip-6.5')).due).toBe(1);
    const next = await begin();
    expect((await queries.findPage(next, personId, null)).questionKey).toBe(wrong);
    const firsts = await rowsOf<{ first: boolean }>(
      test.database,
      `SELECT is_first AS first FROM practice_answers WHERE person_id = '${personId}' ORDER BY is_first DESC`,
    );
    expect(firsts.map(({ first }) => first)).toEqual([true, true, false, false]);
  });

  it('asks within the chosen scope, until it is empty or stopped', async () => {
    const id = await begin({ kind: 'chosen', scope: { item: 24, difficulty: 1 }, size: null });
    let asked = 0;
    do {
      const page = await queries.findPage(id, personId, null);
      expect([page.item, page.difficulty]).toEqual([24, 1]);
      await answer(id, true);
      asked++;
    } while (!(await sessions.goOn(keyOf(id))));
    const [bank] = await rowsOf<{ count: number }>(
      test.database,
      'SELECT count(*)::int AS count FROM exam_questions WHERE item_number = 24 AND difficulty = 1 AND paper IS NULL',
    );
    expect([asked, asked > 0]).toEqual([bank?.count, true]);
    await expect(begin({ kind: 'chosen', scope: { item: 99 } })).rejects.toThrow(InvalidInput);
    await expect(begin({ kind: 'marked' })).rejects.toThrow(InvalidInput);
  });

  it('marks a question for later and takes the mark back', async () => {
    const id = await begin();
    const { questionKey } = await queries.findPage(id, personId, null);
    await sessions.mark(keyOf(id), 1, true);
    await sessions.mark(keyOf(id), 1, true);
    expect((await queries.findPage(id, personId, null)).isMarked).toBe(true);
    const marked = await begin({ kind: 'marked' });
    expect((await queries.findPage(marked, personId, null)).questionKey).toBe(questionKey);
    await sessions.mark(keyOf(id), 1, false);
    expect((await queries.counts(personId, 'ip-6.5')).marked).toBe(0);
  });

  it('has one open session a person, and none of anybody else', async () => {
    const first = await begin();
    await answer(first, true);
    const both = await Promise.all([begin({ kind: 'mixed' }), begin({ kind: 'mixed' })]);
    const { open } = await queries.counts(personId, 'ip-6.5');
    expect(both).toContain(open?.sessionId);
    const second = open?.sessionId ?? '';
    expect((await queries.counts(personId, 'ip-6.5')).open).toMatchObject({ sessionId: second });
    const stranger = { ...keyOf(second), personId: await test.city.addPerson() };
    await expect(sessions.goOn(stranger)).rejects.toThrow(NotFound);
    await expect(sessions.stop(stranger)).rejects.toThrow(NotFound);
    await expect(queries.findPage(second, stranger.personId, null)).rejects.toThrow(NotFound);
    await expect(queries.findSummary(second, stranger.personId)).rejects.toThrow(NotFound);
    await expect(sessions.stop(keyOf(randomUUID()))).rejects.toThrow(NotFound);
    await sessions.stop(keyOf(second));
    const { position } = await queries.findPage(second, personId, null);
    await expect(
      sessions.answer(keyOf(second), position, { kind: 'single', choices: [0] }),
    ).rejects.toThrow(Conflict);
  });

  it('retires the text of a question that was corrected; its answers and its card stay', async () => {
    const id = await begin({ kind: 'chosen', scope: { item: 24 }, size: 1 });
    const key = await answer(id, true);
    const file = join(stage.folder, 'itpassport/questions/strategy-23-24.yaml');
    const text = readFileSync(file, 'utf8');
    const at = text.indexOf(`- id: ${key}\n`);
    writeFileSync(
      file,
      text.slice(0, at) +
        text.slice(at).replace('explanation: |\n', 'explanation: |\n    直しました。'),
    );
    const report = await stage.publish();
    expect(report.courses).toMatchObject([{ outcome: 'published', version: 2 }]);
    const texts = await rowsOf<{ retired: boolean }>(
      test.database,
      `SELECT retired_at IS NOT NULL AS retired FROM exam_questions WHERE question_key = '${key}' ORDER BY 1`,
    );
    expect(texts.map(({ retired }) => retired)).toEqual([false, true]);
    expect((await queries.findPage(id, personId, 1)).feedback?.isCorrect).toBe(true);
    const standing = await queries.listStanding(personId, 'ip-6.5');
    expect(standing.find(({ item }) => item === 24)).toMatchObject({ answered: 1, right: 1 });
  });
});
