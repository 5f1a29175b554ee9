import { formatRange, type LocalDate } from '@app/platform';
import type { DxRole } from './appointment.rules';
import { aloneBeside, type TogetherVersion } from '../role/together.rules';
import { roleTitle } from '../vocabulary';

interface Beside {
  readonly role: DxRole;
  readonly validFrom: LocalDate;
  readonly termStart: LocalDate;
  readonly termEnd: LocalDate;
}

/** What forbids a term in the role beside one that the person holds, by what both roles say on the first day of both; null: both may. */
export function besideText(
  versions: readonly TogetherVersion[],
  asked: { readonly role: DxRole; readonly from: LocalDate },
  other: Beside,
): string | null {
  const alone = aloneBeside(versions, asked, { role: other.role, from: other.validFrom });
  if (!alone) return null;
  return `${roleTitle(alone.role)}は、ほかの役割と同時には務められません。${roleTitle(other.role)}の任期(${formatRange(other.termStart, other.termEnd)})と重ならない日にするか、先にその任命を終了してください。`;
}
