import fc from 'fast-check';
import { countingRuleDefinition } from './counting-rule.rules';
import {
  changedDefinition,
  LEADER_POSTS,
  MANDATORY_STAFF,
  type RuleSwitches,
  switchesOf,
} from './rule-switches.rules';

const switches: fc.Arbitrary<RuleSwitches> = fc.record({
  leaderPosts: fc.constantFrom(...LEADER_POSTS),
  includeUnitsBelow: fc.boolean(),
  excludeAbsent: fc.boolean(),
  minimumLeaders: fc.integer({ min: 1, max: 9 }),
  mandatoryStaff: fc.constantFrom(...MANDATORY_STAFF),
  holderEquivalents: fc.boolean(),
});

describe('The switches of a counting rule', () => {
  it('come back as they were set', () => {
    const before = countingRuleDefinition.parse({});
    fc.assert(
      fc.property(switches, (chosen) => {
        expect(switchesOf(changedDefinition(before, chosen))).toEqual(chosen);
      }),
    );
  });

  it('leave a list alone that the screen does not offer, and what it does not name', () => {
    const before = countingRuleDefinition.parse({
      leaderPostingKinds: ['acting'],
      mandatoryEmploymentTypes: ['special'],
      holderCertificationCodes: ['ip', 'sg'],
    });
    expect(switchesOf(before)).toMatchObject({ leaderPosts: 'kept', mandatoryStaff: 'kept' });
    expect(changedDefinition(before, switchesOf(before))).toEqual(before);
  });
});
