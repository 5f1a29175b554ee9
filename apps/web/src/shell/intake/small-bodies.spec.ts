import { depthOf } from './small-bodies';

describe('depthOf', () => {
  it.each([
    ['1', 0],
    ['[]', 1],
    ['{"a":[{"b":1}]}', 3],
    ['[[],[[]]]', 3],
    ['{"a":"[[[[{{{"}', 1],
    ['{"a":"\\"[[["}', 1],
    ['{"a":"\\\\"}', 1],
    [']]]]', 0],
  ])('of %s is %i', (text, depth) => {
    expect(depthOf(Buffer.from(text))).toBe(depth);
  });

  it('tells of a million brackets at once', () => {
    expect(depthOf(Buffer.alloc(1_000_000, '['))).toBe(1_000_000);
  });
});
