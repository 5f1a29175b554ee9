import { NotFound } from '@app/platform';
import { findKind } from '@app/reminders';
import { param, type PageRequest } from '../../../shell/http';

/** The kind that the address names. */
export function kindIn(request: PageRequest): NonNullable<ReturnType<typeof findKind>> {
  const kind = findKind(param(request, 'kind'));
  if (kind === null) throw new NotFound();
  return kind;
}
