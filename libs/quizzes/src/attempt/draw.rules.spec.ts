import fc from 'fast-check';
import { drawQuestions } from './draw.rules';

const pool = (families: readonly string[]) =>
  families.map((family, at) => ({ id: String(at), family }));

describe('drawQuestions', () => {
  it('draws one of each family before a second one of any', () => {
    const questions = pool(['a', 'a', 'a', 'a', 'b', 'b', 'c']);
    for (let seed = 0; seed < 50; seed++) {
      const drawn = drawQuestions(questions, 3, seed);
      const families = drawn.map((id) => questions[Number(id)]?.family);
      expect(new Set(families).size).toBe(3);
    }
  });

  it('draws as many as wanted, none twice, the same for the same seed, all without a number', () => {
    const some = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 30 });
    fc.assert(
      fc.property(some, fc.nat(40), fc.nat(), (families, count, seed) => {
        const questions = pool(families);
        const drawn = drawQuestions(questions, count, seed);
        expect(drawn).toHaveLength(Math.min(count, families.length));
        expect(new Set(drawn).size).toBe(drawn.length);
        expect(drawQuestions(questions, count, seed)).toEqual(drawn);
        expect(drawQuestions(questions, null, seed)).toHaveLength(families.length);
      }),
    );
  });
});
