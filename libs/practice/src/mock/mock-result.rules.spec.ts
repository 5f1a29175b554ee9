import { examBlueprint } from '../syllabus/exam-blueprint';
import { mockChoiceOf, mockKey } from './mock-choice';
import {
  missingOf,
  type MockAnswer,
  reachesLines,
  scoreMock,
  secondsByPosition,
} from './mock-result.rules';
import { SAMPLE_SYLLABUS } from './mock.samples';

const EXAM = examBlueprint(SAMPLE_SYLLABUS);
const LINES = { passTotal: 600, passField: 300 };

/** So many right of each field; the last ones of a field do not count. */
function answers(right: readonly number[], of = [35, 20, 45], scored = [32, 18, 42]): MockAnswer[] {
  const keys = ['strategy', 'management', 'technology'];
  return keys.flatMap((field, index) =>
    Array.from({ length: of[index] ?? 0 }, (_, nth) => ({
      ...{ position: nth + 1, field, difficulty: 2 as const },
      isCorrect: nth < (right[index] ?? 0),
      isScored: nth < (scored[index] ?? 0),
    })),
  );
}

describe('scoreMock', () => {
  it('is 1000 × right / scored rounded to 5, in all and by field, each within its range', () => {
    const { total, fields } = scoreMock(answers([16, 9, 21]), EXAM);
    expect(total?.points).toBe(500);
    expect(fields.map(({ right, of, estimate }) => [right, of, estimate.points])).toEqual([
      [16, 32, 500],
      [9, 18, 500],
      [21, 42, 500],
    ]);
    for (const { points, range } of fields.map(({ estimate }) => estimate)) {
      expect(range.from).toBeLessThan(points);
      expect(range.to).toBeGreaterThan(points);
    }
  });

  it('does not count what is only tried out', () => {
    const all = answers([35, 20, 45]);
    const wrong = all.map((it) => ({ ...it, isCorrect: it.isScored }));
    expect(scoreMock(wrong, EXAM).total?.points).toBe(1000);
    const none = all.map((it) => ({ ...it, isCorrect: !it.isScored }));
    expect(scoreMock(none, EXAM).total?.points).toBe(0);
  });

  it('knows less after thirty questions than after a hundred', () => {
    const wide = scoreMock(answers([6, 3, 7], [11, 6, 13], [10, 5, 12]), EXAM).total;
    const narrow = scoreMock(answers([20, 11, 24]), EXAM).total;
    const width = (it: typeof wide) => (it === null ? 0 : it.range.to - it.range.from);
    expect(width(wide)).toBeGreaterThan(width(narrow));
  });

  it('has no total for a mock of one field', () => {
    const { total, fields } = scoreMock(answers([0, 14, 0], [0, 20, 0], [0, 18, 0]), EXAM);
    expect(total).toBeNull();
    expect(fields).toMatchObject([{ field: 'management', right: 14, of: 18 }]);
  });
});

describe('reachesLines', () => {
  it.each([
    ['all well', [24, 13, 30], true],
    ['too little in all', [16, 9, 21], false],
    // 1000 × 55 / 92 is 597.8, which the page rounds to the line: one more is needed, as readiness says.
    ['one short of the line that it is rounded to', [20, 11, 24], false],
    ['the line itself', [20, 11, 25], true],
    ['one field below its line', [32, 5, 42], false],
    ['nothing', [0, 0, 0], false],
  ] as const)('%s', (_, right, reached) => {
    expect(reachesLines(scoreMock(answers(right), EXAM), LINES)).toBe(reached);
  });
});

describe('missingOf', () => {
  it('counts right answers to the line of the whole', () => {
    expect(missingOf(scoreMock(answers([20, 11, 24]), EXAM), 600)).toBe(1);
    expect(missingOf(scoreMock(answers([20, 11, 25]), EXAM), 600)).toBe(0);
    expect(missingOf(scoreMock(answers([0, 0, 0]), EXAM), 600)).toBe(56);
  });
});

describe('secondsByPosition', () => {
  const at = (seconds: number) => new Date(Date.UTC(2027, 3, 2, 1, 0, seconds));

  it('counts from one saved answer to the next, in the order in which they were saved', () => {
    const seconds = secondsByPosition(
      [
        { position: 1, answeredAt: at(130) },
        { position: 2, answeredAt: at(40) },
        { position: 3, answeredAt: null },
        { position: 4, answeredAt: at(100) },
      ],
      at(0),
    );
    expect(Object.fromEntries(seconds)).toEqual({ 2: 40, 4: 60, 1: 30 });
  });
});

describe('mockKey', () => {
  it.each([
    [{ form: 'full', paper: 'mock-1', field: null }, 'mock:ip-6.5:full:mock-1'],
    [{ form: 'full', paper: null, field: null }, 'mock:ip-6.5:full'],
    [{ form: 'short', paper: null, field: null }, 'mock:ip-6.5:short'],
    [{ form: 'field', paper: null, field: 'strategy' }, 'mock:ip-6.5:field:strategy'],
  ] as const)('%p is read back', (choice, key) => {
    expect(mockKey('ip-6.5', choice)).toBe(key);
    expect(mockChoiceOf(key)).toEqual(choice);
  });

  it('is nothing else', () => {
    expect(mockChoiceOf('enrollment:1')).toBeNull();
    expect(mockChoiceOf('mock:ip-6.5:other')).toBeNull();
  });
});
