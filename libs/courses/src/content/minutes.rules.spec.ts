import { longestMinutes, minutesReasons } from './minutes.rules';

describe('minutes of a lesson', () => {
  it('counts two minutes for 500 characters and half a minute for a question', () => {
    expect(longestMinutes(500, 0)).toBe(2);
    expect(longestMinutes(1250, 2)).toBe(6);
    expect(longestMinutes(1251, 2)).toBe(7);
    expect(longestMinutes(0, 0)).toBe(1);
  });

  it('finds a lesson that promises more than there is', () => {
    expect(minutesReasons(10, 1250, 2)).toEqual([expect.stringContaining('6分まで')]);
    expect(minutesReasons(6, 1250, 2)).toEqual([]);
  });
});
