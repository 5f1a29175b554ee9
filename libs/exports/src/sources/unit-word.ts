import type { UnitQueries } from '@app/organization';
import type { LocalDate } from '@app/platform';

/** What the unit of a filter is called on a day; its code where no unit has it. */
export async function unitWord(
  units: UnitQueries,
  code: string | undefined,
  on: LocalDate,
): Promise<string | undefined> {
  if (code === undefined || code === '') return undefined;
  return (await units.listUnits(on)).find((unit) => unit.code === code)?.name ?? code;
}
