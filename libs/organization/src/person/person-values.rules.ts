import type { LocalDate } from '@app/platform';

/** What a person is called and where mail reaches them. */
export interface PersonValues {
  readonly name: string;
  readonly kana: string;
  readonly email: string | null;
}

/** A change that waits for its day; null in name and kana, and `setsEmail` false: stays as it is. */
export interface HeldChange {
  readonly effectiveOn: LocalDate;
  readonly name: string | null;
  readonly kana: string | null;
  readonly email: string | null;
  readonly setsEmail: boolean;
}

/** The values on a day: those of now, with what waits for that day or an earlier one. `held` is in order of day and entry. */
export function valuesOn(
  { name, kana, email }: PersonValues,
  held: readonly HeldChange[],
  day: LocalDate,
): PersonValues {
  const start: PersonValues = { name, kana, email };
  return held
    .filter((change) => change.effectiveOn <= day)
    .reduce(
      (values, change) => ({
        name: change.name ?? values.name,
        kana: change.kana ?? values.kana,
        email: change.setsEmail ? change.email : values.email,
      }),
      start,
    );
}

/** Only what differs, so that a later change of one value does not bring back an old other one. Null when nothing does. */
export function changeBetween(
  before: PersonValues,
  after: PersonValues,
  effectiveOn: LocalDate,
): HeldChange | null {
  const setsEmail = before.email !== after.email;
  const change = {
    effectiveOn,
    name: before.name === after.name ? null : after.name,
    kana: before.kana === after.kana ? null : after.kana,
    email: setsEmail ? after.email : null,
    setsEmail,
  };
  return change.name !== null || change.kana !== null || setsEmail ? change : null;
}
