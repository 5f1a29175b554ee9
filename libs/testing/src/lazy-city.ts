import { TestFigures } from './figures';
import type { LibTest } from './module';

/** Shorthands for specs of figures: units that count, regular staff, leaders with a long term. */
export function lazyCity(lib: () => LibTest) {
  const figures = () => new TestFigures(lib().database);
  const staff = (unitId: string, change: Record<string, unknown> = {}) =>
    lib().city.addPerson({ unitId, ...change });
  return {
    unit: (code: string, change: Record<string, unknown> = {}) =>
      lib().city.addUnit({ code, ...change }),
    staff,
    leader: async (
      unitId: string,
      change: Record<string, unknown> = {},
      termEnd = '2029-03-31',
    ) => {
      const personId = await staff(unitId, change);
      await figures().addAppointment({ personId, unitId, termEnd });
      return personId;
    },
    period: (
      unitId: string,
      facts: { name?: string; parentId?: string; validFrom: string; countsForLeaderKpi?: boolean },
    ) => lib().city.addUnitPeriod(unitId, facts),
  };
}
