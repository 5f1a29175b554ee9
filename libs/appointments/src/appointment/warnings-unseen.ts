import { InvalidInput, isAllSeen, seenMark } from '@app/platform';

/** What a page or a preview showed, by its mark; also kinds whose sentence is another one each day. */
interface Seen {
  readonly seen: string;
  readonly kinds?: readonly string[];
}

/** What must have been seen: all of it, whatever it is; of which kinds, where it is only tried; or just what was shown. */
export type Accepted = boolean | readonly string[] | Seen;

interface Warning {
  readonly kind: string;
  readonly text: string;
}

/** What is said first where somebody accepted something else. */
const CHANGED = '確かめる内容が変わりました。';

/** Nothing is wrong, but something must be looked at first. */
export class WarningsUnseen extends InvalidInput {
  constructor(
    readonly warnings: readonly Warning[],
    isChanged = false,
  ) {
    super({
      warningsAccepted: `${isChanged ? CHANGED : ''}${warnings.map(({ text }) => text).join('')}よければ確認欄に印を付けてください。`,
    });
  }

  /** Of a row among many, which has no box of its own: what came up after it was looked at. */
  get textOfRow(): string {
    return `確かめたあとで注意が増えたため、登録していません。${this.warnings.map(({ text }) => text).join('')}`;
  }

  /** To be sent back by a program that has no page. */
  get mark(): string {
    return seenMark(this.warnings.map(({ text }) => text));
  }
}

/** Refused beside the box to be ticked, unless all of it was accepted. */
export function requireSeen(warnings: readonly Warning[], accepted: Accepted): void {
  if (warnings.length === 0 || covers(accepted, warnings)) return;
  throw new WarningsUnseen(warnings, typeof accepted !== 'boolean' && !isTrial(accepted));
}

/** Of many at once it is tried kind by kind what would be asked. */
export function isTrial(accepted: Accepted): accepted is readonly string[] {
  return Array.isArray(accepted);
}

function covers(accepted: Accepted, warnings: readonly Warning[]): boolean {
  if (typeof accepted === 'boolean') return accepted;
  if (isTrial(accepted)) return warnings.every(({ kind }) => accepted.includes(kind));
  const { seen, kinds = [] } = accepted;
  return warnings.every(({ kind, text }) => kinds.includes(kind) || isAllSeen(seen, [text]));
}
