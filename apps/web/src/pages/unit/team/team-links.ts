import { address } from '../../../shell/view-parts';

export function teamHref(
  code: string,
  query: Readonly<Record<string, string | number | undefined>> = {},
): string {
  return address(`/team/${encodeURIComponent(code)}`, query);
}
