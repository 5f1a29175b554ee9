import { anActor } from '@app/testing';
import { onlyReads } from './actor';
import type { Role } from './permissions';

describe('Who only reads', () => {
  it.each<[roles: Role[], expected: boolean]>([
    [['staff', 'auditor'], true],
    [['staff', 'unit_head', 'auditor'], true],
    [['staff', 'auditor', 'hr'], false],
    [['staff', 'auditor', 'administrator'], false],
    [['staff', 'unit_head'], false],
    [['staff', 'program_office'], false],
    [['staff'], false],
  ])('%j: %s', (roles, expected) => {
    expect(onlyReads(anActor({ roles }))).toBe(expected);
  });
});
