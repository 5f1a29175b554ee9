import type { CoverageRisk, UnitCoverage } from '@app/coverage';

/** Whatever else ends a role ahead may be an order that is not announced; the end of a term is no secret. */
export function announcedRisk({ risk }: UnitCoverage, seesAhead: boolean) {
  return announcedEnd(risk, seesAhead);
}

export function announcedEnd(risk: CoverageRisk | null, seesAhead: boolean) {
  if (risk === null || seesAhead) return risk;
  return risk.by === 'term_ends' ? risk : null;
}
