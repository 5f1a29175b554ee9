import { Conflict, NotFound } from '@app/platform';
import { roleAmong } from './role-among';

describe('The role that an address asks for', () => {
  it('is the first one where none is asked for, and the one that is', () => {
    expect(roleAmong(['leader', 'supporter'], undefined)).toBe('leader');
    expect(roleAmong(['leader', 'supporter'], '')).toBe('leader');
    expect(roleAmong(['leader', 'supporter'], 'supporter')).toBe('supporter');
  });

  it('is never another one than was asked for', () => {
    expect(() => roleAmong(['leader'], 'supporter')).toThrow(Conflict);
    expect(() => roleAmong(['leader'], 'supporter')).toThrow('この日にはありません');
    expect(() => roleAmong(['leader'], 'no-such-role')).toThrow(NotFound);
  });
});
