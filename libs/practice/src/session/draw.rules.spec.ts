import fc from 'fast-check';
import { type PracticeCard, reviewCard } from '../card/card.rules';
import { type Candidate, drawNext, type DrawContext, SESSION_KINDS } from './draw.rules';

const NOW = new Date('2027-04-20T09:00:00+09:00');
const CONTEXT: DrawContext = {
  kind: 'today',
  now: NOW,
  examOn: null,
  shown: new Set(),
  blueprint: new Map([
    [1, 9],
    [2, 1],
  ]),
  answered: new Map(),
  rates: new Map(),
  seed: 1,
};

function card(answeredOn: string, isCorrect = true): PracticeCard {
  const at = new Date(`${answeredOn}T09:00:00+09:00`);
  return reviewCard(null, { isCorrect, at, examOn: null });
}

function candidate(questionKey: string, facts: Partial<Candidate> = {}): Candidate {
  return {
    questionId: questionKey,
    questionKey,
    field: 'strategy',
    middle: 1,
    isMarked: false,
    card: null,
    ...facts,
  };
}

/** All questions of a session, in the order in which they come. */
function session(all: readonly Candidate[], context: Partial<DrawContext>): readonly string[] {
  const shown = new Set<string>();
  for (;;) {
    const next = drawNext(all, { ...CONTEXT, ...context, shown });
    if (next === null) return [...shown];
    shown.add(next.questionKey);
  }
}

describe('The questions of a session', () => {
  it('never come twice, and end', () => {
    const anybody = fc.record({
      key: fc.integer({ min: 0, max: 30 }),
      isMarked: fc.boolean(),
      seen: fc.option(fc.boolean(), { nil: undefined }),
    });
    fc.assert(
      fc.property(
        fc.array(anybody),
        fc.constantFrom(...SESSION_KINDS),
        fc.nat(),
        (some, kind, seed) => {
          const all = some.map(({ key, isMarked, seen }, at) =>
            candidate(`${String(key)}.${String(at)}`, {
              isMarked,
              card: seen === undefined ? null : card('2027-04-10', seen),
            }),
          );
          const keys = session(all, { kind, seed });
          expect(new Set(keys).size).toBe(keys.length);
          if (kind === 'mixed' || kind === 'today' || kind === 'chosen')
            expect(keys).toHaveLength(all.length);
        },
      ),
    );
  });

  it('of today: what is due, the longest overdue first, then new ones, then the rest', () => {
    const all = [
      candidate('new'),
      candidate('later', { card: card('2027-04-19') }),
      candidate('due', { card: card('2027-04-12') }),
      candidate('overdue', { card: card('2027-04-02') }),
    ];
    expect(session(all, {})).toEqual(['overdue', 'due', 'new', 'later']);
  });

  it('of the last two weeks: what gains most by the day of the exam, due or not', () => {
    const all = [
      candidate('known', {
        card: reviewCard(card('2027-04-10'), {
          isCorrect: true,
          at: new Date('2027-04-13'),
          examOn: null,
        }),
      }),
      candidate('shaky', { card: card('2027-04-19', false) }),
    ];
    expect(session(all, { examOn: '2027-05-01' })[0]).toBe('shaky');
    expect(session(all, { examOn: '2027-07-01' })[0]).not.toBe('known');
  });

  it('that are new come mostly from where an exam asks much and little is known', () => {
    const all = Array.from({ length: 40 }, (_, at) =>
      candidate(String(at), { middle: at % 2 === 0 ? 1 : 2 }),
    );
    const firsts = (context: Partial<DrawContext>) =>
      Array.from({ length: 300 }, (_, seed) => drawNext(all, { ...CONTEXT, ...context, seed }));
    const ofOne = (rates: ReadonlyMap<number, number>) =>
      firsts({ rates }).filter((it) => it?.middle === 1).length / 300;
    expect(ofOne(new Map())).toBeGreaterThan(0.8);
    expect(
      ofOne(
        new Map([
          [1, 0.98],
          [2, 0.1],
        ]),
      ),
    ).toBeLessThan(0.4);
  });

  it('that are new come sooner from a 分野 of which too little was answered to say anything', () => {
    const all = Array.from({ length: 40 }, (_, at) =>
      candidate(String(at), { middle: 1, field: at % 2 === 0 ? 'strategy' : 'management' }),
    );
    const share = (answered: ReadonlyMap<string, number>) =>
      Array.from({ length: 300 }, (_, seed) =>
        drawNext(all, { ...CONTEXT, answered, seed }),
      ).filter((it) => it?.field === 'management').length / 300;
    expect(
      share(
        new Map([
          ['strategy', 30],
          ['management', 4],
        ]),
      ),
    ).toBeGreaterThan(0.7);
    expect(
      share(
        new Map([
          ['strategy', 30],
          ['management', 5],
        ]),
      ),
    ).toBeLessThan(0.6);
  });

  it('that were wrong or marked are just those, the oldest first', () => {
    const all = [
      candidate('right', { card: card('2027-04-01'), isMarked: true }),
      candidate('wrong', { card: card('2027-04-10', false) }),
      candidate('wrong before', { card: card('2027-04-05', false) }),
      candidate('new', { isMarked: true }),
    ];
    expect(session(all, { kind: 'wrong' })).toEqual(['wrong before', 'wrong']);
    expect(session(all, { kind: 'marked' })).toEqual(['right', 'new']);
  });
});
