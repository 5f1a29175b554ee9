import type { DxRole } from '@app/appointments';
import { address } from '../../../shell/view-parts';

export function teamHref(
  code: string,
  query: Readonly<Record<string, string | number | undefined>> = {},
): string {
  return address(`/team/${encodeURIComponent(code)}`, query);
}

export function deputiesHref(code: string): string {
  return `${teamHref(code)}/deputies`;
}

export function handoversHref(code: string): string {
  return `${teamHref(code)}/handovers`;
}

export function candidatesHref(code: string, role: DxRole, page?: number): string {
  return address(`${teamHref(code)}/candidates`, { role, page });
}
