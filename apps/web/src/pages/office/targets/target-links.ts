import { hasPermission, type Actor } from '@app/access';
import { isMetric, type Metric } from '@app/coverage';
import { type LocalDate, NotFound } from '@app/platform';
import { param, type PageRequest } from '../../../shell/http';
import { address, type Crumb, breadcrumb } from '../../../shell/view-parts';
import { coverageHref } from '../coverage/coverage-links';

export const TARGETS = '/coverage/targets';

export function targetsHref(asOf: LocalDate): string {
  return address(TARGETS, { asOf });
}

/** Without a day it is that of today. */
export function targetHref(code: Metric, asOf?: LocalDate): string {
  return address(`${TARGETS}/${code}`, { asOf });
}

export function metricOf(request: PageRequest): Metric {
  const code = param(request, 'code');
  if (!isMetric(code)) throw new NotFound();
  return code;
}

/** Who sees no figures comes back to the list of the settings. */
export function afterChange(actor: Actor, code: Metric): string {
  return hasPermission(actor, 'coverage.read') ? targetHref(code) : '/city-settings/targets';
}

/** The way to a page of targets. */
export function targetCrumbs(
  asOf: LocalDate,
  ...more: readonly (readonly [label: string, href?: string])[]
): Crumb[] {
  return breadcrumb(['充足状況', coverageHref(asOf)], ['目標', targetsHref(asOf)], ...more);
}
