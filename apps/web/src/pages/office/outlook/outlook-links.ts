import type { LocalDate } from '@app/platform';
import { address } from '../../../shell/view-parts';
import type { ShortSearch } from '@app/exports';
import type { OutlookSearch } from './outlook.forms';

export const OUTLOOK_TITLE = '年度末ごとの充足の見通し';

/** Of the next end of a fiscal year, unless something else is asked for. */
export function outlookHref(asOf: LocalDate, search: OutlookSearch = {}): string {
  return address('/coverage/outlook', { asOf, ...search });
}

export function shortHref(asOf: LocalDate, search: ShortSearch = {}): string {
  return address('/coverage/outlook/short', { asOf, ...search });
}
