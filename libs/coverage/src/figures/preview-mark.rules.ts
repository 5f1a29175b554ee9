import { createHash } from 'node:crypto';
import type { LocalDate } from '@app/platform';
import type { CountingRule } from '../rule/counting-rule.rules';
import type { UnitCoverage } from './coverage.rules';

interface Compared {
  readonly on: LocalDate;
  readonly before: { readonly rule: CountingRule; readonly units: readonly UnitCoverage[] };
  readonly after: { readonly rule: CountingRule; readonly units: readonly UnitCoverage[] };
  readonly entering: readonly Moved[];
  readonly leaving: readonly Moved[];
}

interface Moved {
  readonly figure: string;
  readonly personId: string;
}

/**
 * Stands for what a preview showed of a new rule: the rule, the one it follows, the day looked at, the units and people
 * whom it moves. How much people have learnt meanwhile is not in it, so that an ordinary working day does not make every
 * preview stale.
 */
export function previewMark({ on, before, after, entering, leaving }: Compared): string {
  const shown = {
    on,
    from: before.rule.version,
    rule: after.rule,
    units: [before.units, after.units].map(statesOf),
    people: [entering, leaving].map(idsOf),
  };
  return createHash('sha256').update(JSON.stringify(shown)).digest('hex');
}

function statesOf(units: readonly UnitCoverage[]): readonly string[] {
  return units.map(({ unitId, state }) => `${unitId} ${state}`).toSorted();
}

function idsOf(people: readonly Moved[]): readonly string[] {
  return people.map(({ figure, personId }) => `${figure} ${personId}`).toSorted();
}
