import type { AbilityModel } from './ability.rules';

/** A model before it knows the exam (`modelFor`), with the chance to pass of somebody of whom nothing is known. */
export type ReadinessSettings = Omit<AbilityModel, 'mean'> & { readonly chance: number };

/**
 * With what the city begins. `chance` is the pass rate of working people; the spreads are assumptions that 2,500 simulated people
 * were tried on (docs/readiness.md); `floor` is 0, as the plain model is the better calibrated one even where people guess.
 */
export const READINESS_SETTINGS: ReadinessSettings = {
  chance: 0.5,
  shared: 0.6,
  own: 0.15,
  floor: 0,
  driftPerDay: 0.002,
  growthMean: 0.002,
  growthSd: 0.01,
  halfLifeDays: 100,
};
