import type { LocalDate } from '@app/platform';
import fc from 'fast-check';
import { masteryByMiddle, type MiddleAnswer } from './mastery.rules';

const DAYS: readonly LocalDate[] = ['2027-04-01', '2027-04-02', '2027-04-03', '2027-04-04'];
const TODAY: LocalDate = '2027-04-05';

/** `p` practised, `c` checked in a mix, `m` in a mock; capital: right. Each letter is a question of its own. */
function answersOf(days: readonly string[]): MiddleAnswer[] {
  return days.flatMap((letters, at) =>
    letters.split('').map((letter, place) => ({
      ...{ middle: 3, questionKey: `${String(at)}-${String(place)}`, day: DAYS[at] ?? TODAY },
      isRight: letter === letter.toUpperCase(),
      isCheck: 'cm'.includes(letter.toLowerCase()),
    })),
  );
}

const at = (...days: string[]) => masteryByMiddle(answersOf(days), TODAY).get(3);

describe('Mastery of a 中分類', () => {
  it.each([
    ['nothing but practice, however right', ['PPPPPPPP', 'PPPP'], false],
    ['right in two later checks', ['PPPP', 'CC'], true],
    ['on two later days', ['PPPP', 'C', 'C'], true],
    ['in one only', ['PPPP', 'C'], false],
    ['on the day it was learned', ['PPPPCC'], false],
    ['checked before it was able', ['CC', 'PP', 'C'], false],
    ['in a mock and a mix', ['PPPP', 'M', 'C'], true],
    ['one mock, however right', ['MMMM'], false],
    ['a second mock', ['MMMM', 'MM'], true],
    ['a miss in a check', ['PPPPP', 'Cc'], false],
    ['a miss in practice', ['PPPPPPPPP', 'CC', 'p'], false],
    ['a miss, and two more', ['PPPPPPPPP', 'CC', 'p', 'CC'], true],
    ['too many misses: no longer able', ['PPPP', 'CC', 'pp', 'C'], false],
    ['able again only since that day', ['PPPP', 'CC', 'pp', 'PPPPPCC'], false],
  ])('%s: %j → %s', (_name, days, expected) => {
    expect(at(...days)?.isMastered).toBe(expected);
  });

  it('says when a check would count', () => {
    expect(at('PPPP')?.mayBeChecked).toBe(true);
    expect(at('', '', '', 'PPPP')).toMatchObject({ mayBeChecked: true });
    expect(masteryByMiddle(answersOf(['PPPP']), DAYS[0] ?? TODAY).get(3)?.mayBeChecked).toBe(false);
    expect(at('PPPP', 'CC')?.mayBeChecked).toBe(false);
    expect(at('PPp')?.mayBeChecked).toBe(false);
  });

  it('takes the newest answer to a question, as practice shows it', () => {
    const again = answersOf(['pppp']).map((answer) => ({ ...answer, isRight: true }));
    const all = [...answersOf(['pppp']), ...again];
    expect(masteryByMiddle(all, TODAY).get(3)).toMatchObject({
      ability: 'able',
      isMastered: false,
    });
  });

  it('is never there with a miss as the last answer, and what comes later never changes what was', () => {
    const letters = fc.string({
      unit: fc.constantFrom('P', 'p', 'C', 'c', 'M', 'm'),
      maxLength: 12,
    });
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 4 }), (days) => {
        const answers = answersOf(days);
        const last = answers.at(-1);
        if (last && !last.isRight)
          expect(masteryByMiddle(answers, TODAY).get(3)?.isMastered).toBe(false);
        const other = answers.map((answer) => ({ ...answer, middle: 4 }));
        const both = answers.flatMap((answer, index) => [answer, ...other.slice(index, index + 1)]);
        expect(masteryByMiddle(both, TODAY).get(3)).toEqual(masteryByMiddle(answers, TODAY).get(3));
      }),
    );
  });
});
