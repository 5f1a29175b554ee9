import type { UnitRow } from '@app/organization';

/** All units to choose one from, by code, each one place further in than what it belongs to. */
export function unitOptions(units: readonly Pick<UnitRow, 'code' | 'name' | 'depth'>[]) {
  return units.map(({ code, name, depth }) => ({
    value: code,
    label: `${'　'.repeat(depth)}${name}`,
  }));
}
