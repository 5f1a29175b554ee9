import { parseFiscalYear, parseWholeNumber } from './whole-number';

const NO_NUMBERS = ['1e3', '0x10', '+5', '-5', '5.0', '5 5', '', ' ', '五', 'NaN', 'Infinity'];

describe('parseWholeNumber', () => {
  it.each<[string, number]>([
    ['5', 5],
    [' 5 ', 5],
    ['５', 5],
    ['　１２', 12],
    ['007', 7],
    ['0', 0],
    ['100', 100],
  ])('reads %j as %i', (text, value) => {
    expect(parseWholeNumber(text, { least: 0, most: 100 })).toBe(value);
  });

  it.each([...NO_NUMBERS, '101', '99999999999'])('does not read %j', (text) => {
    expect(parseWholeNumber(text, { least: 0, most: 100 })).toBeNull();
  });
});

describe('parseFiscalYear', () => {
  it.each<[string, number]>([
    ['2026', 2026],
    ['２０２６', 2026],
    [' 2099 ', 2099],
    ['2000', 2000],
  ])('reads %j', (text, year) => {
    expect(parseFiscalYear(text)).toBe(year);
  });

  it.each([...NO_NUMBERS, '1e3', '02026', '1999', '2100', '26', '令和8'])(
    'does not read %j',
    (text) => {
      expect(parseFiscalYear(text)).toBeNull();
    },
  );
});
