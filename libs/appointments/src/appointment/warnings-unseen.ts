import { InvalidInput } from '@app/platform';

/** What must have been seen: that all of it was, or of which kinds it was. */
export type Accepted = boolean | readonly string[];

interface Warning {
  readonly kind: string;
  readonly text: string;
}

/** Nothing is wrong, but something must be looked at first. */
export class WarningsUnseen extends InvalidInput {
  constructor(readonly warnings: readonly Warning[]) {
    super({
      warningsAccepted: `${warnings.map(({ text }) => text).join('')}よければ確認欄に印を付けてください。`,
    });
  }
}

/** Refused beside the box to be ticked, unless every kind of it was accepted. */
export function requireSeen(warnings: readonly Warning[], accepted: Accepted): void {
  if (accepted === true) return;
  const kinds = accepted === false ? [] : accepted;
  if (warnings.every(({ kind }) => kinds.includes(kind))) return;
  throw new WarningsUnseen(warnings);
}
