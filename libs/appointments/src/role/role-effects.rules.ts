import {
  formatDateShort,
  InvalidInput,
  type LocalDate,
  listText,
  people,
  things,
} from '@app/platform';
import { NOMINATION_STATE_WORDS } from '../nomination/nomination-words';
import { roleTitle } from '../vocabulary';
import { termsText } from './role-refusals';
import type { HeldBeside, OpenOfRole, RoleTerm } from './role-uses.queries';

/** Whom a version concerns that ends a role, or says that it is held alone. */
export interface RoleEffects {
  /** Of a role that ends: terms that run beyond its last day. */
  readonly running: readonly RoleTerm[];
  /** Of a role that ends: recommendations under way. */
  readonly nominations: readonly OpenOfRole[];
  /** Of a role that is to be held alone: who holds another one beside it. */
  readonly beside: readonly HeldBeside[];
}

export const NO_EFFECTS: RoleEffects = { running: [], nominations: [], beside: [] };

/** What must have been seen before the version is registered, a sentence each. */
export function effectTexts(
  { running, nominations, beside }: RoleEffects,
  from: LocalDate,
): readonly string[] {
  const day = formatDateShort(from);
  const asked = nominations.map(
    ({ name, state }) => `${name}さん(${NOMINATION_STATE_WORDS[state]})`,
  );
  const both = beside.map(
    ({ name, role, from: since }) =>
      `${name}さん(${roleTitle(role)}、${formatDateShort(since)}から)`,
  );
  return [
    ...(running.length === 0
      ? []
      : [
          `${day}より後まで任期のある人が${people(running.length)}います: ${termsText(running)}。役割を終えても、任期の終わりまで続きます。早く終えるときは、それぞれの任命を終了してください。`,
        ]),
    ...(nominations.length === 0
      ? []
      : [
          `進んでいる推薦が${things(nominations.length)}あります: ${listText(asked, '名')}。任期の始まりが${day}より前の日でなければ、任命できなくなります。`,
        ]),
    ...(beside.length === 0
      ? []
      : [
          `この日以後に、ほかの役割も務めている人(これから務める人を含みます)がいます: ${listText(both, '名')}。登録してある任期はそのまま続き、新しい任命から兼務できなくなります。`,
        ]),
  ];
}

/** A term that begins after a role has ended would be one of a role that is none: nothing says any more what it asks for. */
export function beginsAfterEnd(ahead: readonly RoleTerm[]): InvalidInput {
  return new InvalidInput({
    validFrom: `この日以後に始まる任命があるため、この日からは終えられません: ${termsText(ahead)}。その任命を先に取り消すか、その任期の始まりより後の日を選んでください。`,
  });
}
