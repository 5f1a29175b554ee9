import { type CountingRule, countingRuleDefinition } from './counting-rule.rules';

/** Which posts let a leader count for a unit. */
export const LEADER_POSTS = ['primary', 'with_concurrent', 'all'] as const;
export type LeaderPosts = (typeof LEADER_POSTS)[number];

/** Whose mandatory learning is counted. */
export const MANDATORY_STAFF = ['regular', 'own_staff', 'all'] as const;
export type MandatoryStaff = (typeof MANDATORY_STAFF)[number];

/** The few choices of a rule that may be made on the screen; `kept` leaves a list as it was written. */
export interface RuleSwitches {
  readonly leaderPosts: LeaderPosts | 'kept';
  readonly includeUnitsBelow: boolean;
  readonly excludeAbsent: boolean;
  readonly minimumLeaders: number;
  readonly mandatoryStaff: MandatoryStaff | 'kept';
  readonly holderEquivalents: boolean;
}

type Definition = Omit<CountingRule, 'version' | 'validFrom' | 'validUntil' | 'note'>;

const POSTING_KINDS: Readonly<Record<LeaderPosts, readonly string[]>> = {
  primary: ['primary'],
  with_concurrent: ['primary', 'concurrent'],
  all: ['primary', 'concurrent', 'cross_authority', 'ex_officio', 'acting'],
};

const OWN_STAFF = ['regular', 'fiscal_year_appointee', 'reappointed', 'fixed_term', 'part_time'];
const EMPLOYMENT_TYPES: Readonly<Record<MandatoryStaff, readonly string[]>> = {
  regular: ['regular'],
  own_staff: OWN_STAFF,
  all: [...OWN_STAFF, 'special', 'dispatched_in'],
};

/** The rule's choices as the screen offers them. */
export function switchesOf(rule: Definition): RuleSwitches {
  const { includeUnitsBelow, excludeAbsent, minimumLeaders, holderEquivalents } = rule;
  return {
    leaderPosts:
      LEADER_POSTS.find((name) => isSameSet(POSTING_KINDS[name], rule.leaderPostingKinds)) ??
      'kept',
    includeUnitsBelow,
    excludeAbsent,
    minimumLeaders,
    holderEquivalents,
    mandatoryStaff:
      MANDATORY_STAFF.find((name) =>
        isSameSet(EMPLOYMENT_TYPES[name], rule.mandatoryEmploymentTypes),
      ) ?? 'kept',
  };
}

/** The definition with the choices made; everything else stays. `switchesOf` gives the choices back. */
export function changedDefinition(before: Definition, switches: RuleSwitches): Definition {
  const { leaderPosts, mandatoryStaff, ...plain } = switches;
  return {
    ...before,
    ...plain,
    ...(leaderPosts !== 'kept' && { leaderPostingKinds: [...POSTING_KINDS[leaderPosts]] }),
    ...(mandatoryStaff !== 'kept' && {
      mandatoryEmploymentTypes: [...EMPLOYMENT_TYPES[mandatoryStaff]],
    }),
  };
}

/** Both count the same, in whatever order their lists were written. */
export function countsTheSame(one: Definition, other: Definition): boolean {
  return inOrder(one) === inOrder(other);
}

function inOrder(definition: Definition): string {
  const facts = Object.entries(countingRuleDefinition.parse(definition));
  return JSON.stringify(
    facts
      .map(([name, value]) => [name, Array.isArray(value) ? value.toSorted() : value])
      .toSorted(),
  );
}

function isSameSet(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((one) => others.includes(one));
}
