import { Conflict, formatDateShort, type LocalDate, listText } from '@app/platform';
import type { NamedLetter, RoleTerm } from './role-uses.queries';

/** 「山田 太郎さん(令和9年4月1日から、書面を発行済み)」 */
function termText({ name, termStart, hasLetter }: RoleTerm): string {
  return `${name}さん(${formatDateShort(termStart)}から${hasLetter ? '、書面を発行済み' : ''})`;
}

export function termsText(terms: readonly RoleTerm[]): string {
  return listText(terms.map(termText), '名');
}

/** Why a version that has not begun stays; empty: nothing is built on it. */
export function withdrawalObstacle(terms: readonly RoleTerm[]): string {
  if (terms.length === 0) return '';
  return `任命がこの版を前提にしているため、取りやめられません: ${termsText(terms)}。先に、その任命を取り消してください。`;
}

export function reliedOn(terms: readonly RoleTerm[]): Conflict {
  return new Conflict('role_version.is_relied_on', withdrawalObstacle(terms));
}

/** As far as it decides whether a role can be taken away. */
export interface Begun {
  readonly title: string;
  /** Of its newest version; null: it has none. */
  readonly newestFrom: LocalDate | null;
  /** Appointments or recommendations name it, also those that were taken back. */
  readonly isNamed: boolean;
}

/** Why a role cannot be taken away; null: nothing stands against it. */
export function removalRefusal(
  { title, newestFrom, isNamed }: Begun,
  today: LocalDate,
): Conflict | null {
  if (newestFrom !== null) return hasVersions(title, newestFrom > today);
  if (!isNamed) return null;
  return new Conflict(
    'role.in_the_books',
    `${title}には、任命か推薦の記録(取り消したものを含みます)があるため、取り除けません。記録を読むために、名前が要ります。使わないときは、最初の版を登録してから、新しい版で役割を終えてください。`,
  );
}

function hasVersions(title: string, isAhead: boolean): Conflict {
  return new Conflict(
    'role.has_versions',
    isAhead
      ? `${title}には、これから始まる要件の版があるため、取り除けません。先に、その版を取りやめてください。`
      : `${title}には要件の版があるため、取り除けません。使わないときは、新しい版で役割を終えてください。`,
  );
}

/** Why a name whose day has not come stays; empty: no letter says it. */
export function nameObstacle(letters: readonly NamedLetter[]): string {
  if (letters.length === 0) return '';
  const named = letters.map(({ documentNumber, name }) => `${documentNumber}(${name}さん)`);
  return `この日からの名前で発行した書面があるため、この名前は変えることも、取りやめることもできません: ${listText(named)}。別の名前にするときは、この日より後の日から新しい名前を登録してください。`;
}

export function nameIsIssued(letters: readonly NamedLetter[]): Conflict {
  return new Conflict('role.name_issued', nameObstacle(letters));
}
