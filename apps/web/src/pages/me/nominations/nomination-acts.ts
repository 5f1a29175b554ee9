import { type Actor, hasPermission, headsUnit } from '@app/access';
import { canWithdraw, isOpen, type NominationRow } from '@app/appointments';
import { address } from '../../../shell/view-parts';

/** What this reader can do here and now; what others do is not offered to them. */
export function actsOf(row: NominationRow, actor: Actor) {
  const reader = readerOf(row, actor);
  return {
    self: `/nominations/${row.id}`,
    ...answers(row, reader),
    ...supports(row, reader, actor),
    ...decisions(row, reader),
    canWithdraw: canWithdraw(actor, { ...row, orgUnitId: row.unitId }),
    againHref: againHref(row, reader),
    again: row.origin === 'self' ? 'もう一度自分を推薦する' : 'もう一度推薦する',
    appointmentHref:
      row.appointmentId !== null && hasPermission(actor, 'appointments.read')
        ? `/appointments/${row.appointmentId}/letter`
        : '',
  };
}

interface Reader {
  readonly isSelf: boolean;
  readonly heads: boolean;
  readonly decides: boolean;
}

function readerOf({ personId, unitId }: NominationRow, actor: Actor): Reader {
  const isSelf = personId === actor.personId;
  return {
    isSelf,
    heads: headsUnit(actor, unitId) && !isSelf,
    decides: hasPermission(actor, 'appointments.manage') && !isSelf,
  };
}

/** Nothing came after it: no other recommendation, and no appointment without one. */
function isLast({ isFollowed, isAppointedSince }: NominationRow): boolean {
  return !isFollowed && !isAppointedSince;
}

function answers(row: NominationRow, { isSelf }: Reader) {
  const { origin, state } = row;
  const isAnswered = state === 'consented' || state === 'declined';
  return {
    canAnswer: isSelf && state === 'nominated',
    canTakeBack: isSelf && origin !== 'self' && isAnswered && isLast(row),
  };
}

function supports(
  { origin, state, support, supportedBy }: NominationRow,
  { heads }: Reader,
  actor: Actor,
) {
  return {
    canSupport: heads && origin !== 'head' && isOpen(state) && support === null,
    canUndoSupport: heads && isOpen(state) && supportedBy === actor.accountId,
  };
}

function decisions(row: NominationRow, { decides }: Reader) {
  const { id, state } = row;
  const address = `/appointments/nominations/${id}`;
  const isRefused = state === 'returned' || state === 'not_taken';
  return {
    decide: decides && state === 'consented' ? address : '',
    canReopen: decides && isRefused && isLast(row),
    reopen: `${address}/take-back`,
  };
}

/** What may be tried again: returned, declined, not answered in time, or annulled after all. */
const LEADS_ON: ReadonlySet<NominationRow['state']> = new Set([
  'returned',
  'declined',
  'lapsed',
  'annulled',
]);

/** Once more by whoever recommended. */
function againHref(row: NominationRow, reader: Reader): string {
  const { origin, state, personId, role } = row;
  const isTheirs = { head: reader.heads, office: reader.decides, self: reader.isSelf }[origin];
  if (!isTheirs || !LEADS_ON.has(state) || !isLast(row)) return '';
  return address('/nominations/new', { person: personId, role });
}
