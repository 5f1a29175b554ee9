import type { LocalDate } from '@app/platform';
import type { PersonFacts, UnitFacts } from './city';
import { TestFigures } from './figures';
import type { LibTest } from './module';

/** Shorthands for specs of figures: units that count, regular staff, leaders with a long term. */
export function lazyCity(lib: () => LibTest) {
  const figures = () => new TestFigures(lib().database);
  const staff = (unitId: string, change: PersonFacts = {}) =>
    lib().city.addPerson({ unitId, ...change });
  return {
    unit: (code: string, change: UnitFacts = {}) => lib().city.addUnit({ code, ...change }),
    staff,
    leader: async (unitId: string, change: PersonFacts = {}, termEnd: LocalDate = '2029-03-31') => {
      const personId = await staff(unitId, change);
      await figures().addAppointment({ personId, unitId, termEnd });
      return personId;
    },
    period: (
      unitId: string,
      facts: {
        name?: string;
        parentId?: string;
        validFrom: LocalDate;
        countsForLeaderKpi?: boolean;
      },
    ) => lib().city.addUnitPeriod(unitId, facts),
  };
}
