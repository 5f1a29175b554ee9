import type { Actor } from '@app/access';
import { hasPermission } from '@app/access';
import type { LocalDate } from '@app/platform';
import { address } from './view-parts';

/** How a person stands in any list: the model of the partial `person-name`. */
export interface PersonNameView {
  readonly name: string;
  readonly staffNumber: string;
  /** Printed behind the name; empty where the list has a column of its own for it. */
  readonly number: string;
  /** 「旧氏名: 佐藤　花子」 when somebody was looked for by that. */
  readonly former: string;
  readonly href: string;
  /** The list holds people of units that the reader heads. */
  readonly isOfOwnUnit: boolean;
}

interface NamedRow {
  readonly staffNumber: string;
  readonly name: string;
  readonly formerName?: string | null;
  readonly formerNumber?: string | null;
}

interface NameOptions {
  /** The day that the list is about, when it is not today. */
  readonly asOf?: LocalDate;
  readonly hasNumberColumn?: boolean;
  readonly isOfOwnUnit?: boolean;
}

/** The name that leads to the person's page, for whoever may open it; the partial leaves the link out for others. */
export function personName(row: NamedRow, options: NameOptions = {}): PersonNameView {
  const { name, staffNumber } = row;
  return {
    name,
    staffNumber,
    number: options.hasNumberColumn ? '' : staffNumber,
    former: formerText(row),
    href: address(`/people/${encodeURIComponent(staffNumber)}`, { asOf: options.asOf }),
    isOfOwnUnit: options.isOfOwnUnit ?? false,
  };
}

const LABEL = /^([0-9A-Za-z-]+) (\S.*)$/;

/** The person of a label 「000123 富山　花子」, as records of acts and of imports keep them; null for any other text. */
export function labelledPerson(label: string): PersonNameView | null {
  const [, staffNumber, name] = LABEL.exec(label) ?? [];
  return staffNumber === undefined || name === undefined ? null : personName({ staffNumber, name });
}

function formerText({ formerName, formerNumber }: NamedRow): string {
  if (formerNumber) return `旧番号: ${formerNumber}`;
  return formerName ? `旧氏名: ${formerName}` : '';
}

/** What of the signed-in person decides which names are links. */
export interface NameReader {
  readonly staffNumber: string;
  readonly opensEverybody: boolean;
}

export function nameReaderOf(actor: Actor): NameReader {
  const { staffNumber } = actor;
  return { staffNumber, opensEverybody: hasPermission(actor, 'organization.read') };
}

/** The link is a courtesy: the page itself asks `personSight` again. */
export function opensPerson(person: PersonNameView, reader: NameReader | null): boolean {
  if (reader === null) return false;
  return reader.opensEverybody || person.isOfOwnUnit || person.staffNumber === reader.staffNumber;
}
