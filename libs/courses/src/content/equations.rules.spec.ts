import { wrongEquations } from './equations.rules';

describe('wrongEquations', () => {
  it.each([
    '200件 × 4分 × 12か月 ÷ 60 = 160時間',
    '500 × 20,000 = 1,000万円',
    '1,000円 × 5% = 50円',
    '100 ÷ 3 = 33.3',
    '3 + 4 × 2 = 11',
    '10 − 2 − 3 = 5',
    '(74 − 58) ÷ 8 × 10 + 50 = 70',
    '30 ÷ 36 = 5/6',
    '10 × 0.9 + 60 × 0.1 = 9 + 6 = 15',
  ])('lets pass what is right or part of something longer: %s', (text) => {
    expect(wrongEquations(`答えは、${text}です。`)).toEqual([]);
  });

  it.each([
    ['200件 × 4分 × 12か月 ÷ 60 = 180時間', '200件 × 4分 × 12か月 ÷ 60 = 180'],
    ['3 + 4 × 2 = 14', '3 + 4 × 2 = 14'],
    ['100 ÷ 3 = 33.4', '100 ÷ 3 = 33.4'],
  ])('finds what does not come out: %s', (text, found) => {
    expect(wrongEquations(`答えは、${text}です。`)).toEqual([found]);
  });
});
