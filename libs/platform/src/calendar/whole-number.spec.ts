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

describe('parseWholeNumber of a price', () => {
  it.each<[string, number | null]>([
    ['7,500', 7500],
    ['７，５００', 7500],
    ['1,234,567', 1_234_567],
    ['75,00', null],
    [',500', null],
    ['7,500,', null],
  ])('reads %j as %j', (text, value) => {
    expect(parseWholeNumber(text, { least: 0, most: 10_000_000 })).toBe(value);
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
