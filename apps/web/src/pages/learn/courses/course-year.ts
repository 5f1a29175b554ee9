import { NotFound, parseFiscalYear } from '@app/platform';
import { type PageRequest, queryText } from '../../../shell/http';

/** `?year=2026`: the fiscal year of a yearly course. Null without it; what is no year names no course. */
export function courseYear(request: PageRequest): number | null {
  const text = queryText(request, 'year');
  if (text === undefined || text === '') return null;
  const year = parseFiscalYear(text);
  if (year === null) throw new NotFound();
  return year;
}
