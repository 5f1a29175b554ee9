import fc from 'fast-check';
import { holds } from './arithmetic.rules';

describe('holds', () => {
  it.each([
    '1 + 1 == 2',
    '2 ** 8 < 300, 300 < 2 ** 9',
    '2 ** 3 ** 2 == 512',
    '-2 ** 2 == -4',
    '(1 + 2) * 3 == 9',
    '0.1 + 0.2 == 0.3',
    '48 % 36 == 12',
    '10**6 / 10 / 3600 > 27.7',
    '1 < 2 < 3',
    '3 >= 3, 2 <= 3',
    '7 - 2 - 1 == 4',
    '12 / 3 / 2 == 2',
  ])('accepts %s', (text) => {
    expect(holds(text)).toBe(true);
  });

  it.each(['1 + 1 == 3', '1 < 2, 2 < 1', '1 < 3 < 2', '0.3 < 0.1 + 0.2', '2 < 2', '1 / 0 == 5'])(
    'finds %s wrong',
    (text) => {
      expect(holds(text)).toBe(false);
    },
  );

  it.each([
    '',
    '1',
    '1 +',
    '1 = 1',
    '(1 + 2 == 3',
    '1 == 1)',
    'process.exit()',
    '1 == 1; 2',
    '__proto__ == 1',
    '1 == 1 1',
    '０ == 0',
  ])('does not read %s', (text) => {
    expect(() => holds(text)).toThrow(RangeError);
  });

  it('computes what JavaScript computes', () => {
    const number = fc.integer({ min: 0, max: 99 });
    const sign = fc.constantFrom('+', '-', '*');
    fc.assert(
      fc.property(number, sign, number, sign, number, (a, one, b, two, c) => {
        const text = `${String(a)} ${one} ${String(b)} ${two} ${String(c)}`;
        const apply = (x: number, by: string, y: number) =>
          by === '+' ? x + y : by === '-' ? x - y : x * y;
        const wanted =
          two === '*' && one !== '*' ? apply(a, one, b * c) : apply(apply(a, one, b), two, c);
        expect(holds(`${text} == (${String(wanted)})`)).toBe(true);
        expect(holds(`${text} == (${String(wanted + 1)})`)).toBe(false);
      }),
    );
  });
});
