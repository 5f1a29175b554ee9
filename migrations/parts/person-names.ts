import { searchKey } from '../../libs/platform/src/csv/normalize';

/** A row of person_changes: null in name and kana, and `setsEmail` false: stayed as it was. */
export interface OldChange {
  readonly effectiveOn: string;
  readonly name: string | null;
  readonly kana: string | null;
  readonly email: string | null;
  readonly setsEmail: boolean;
  readonly appliedAt: string | null;
}

/** A person whose name, reading or address changed, as the tables before history knew them. */
export interface OldPerson {
  readonly id: string;
  readonly staffNumber: string;
  readonly name: string;
  readonly kana: string;
  readonly email: string | null;
  readonly createdAt: string;
  /** In order of day and entry. */
  readonly changes: readonly OldChange[];
  /** What the first import that changed a value said that it was before; the table itself had only the newest. */
  readonly before: Readonly<Record<string, string>>;
}

interface Values {
  readonly name: string;
  readonly kana: string;
  readonly email: string | null;
}

const FIRST_DAY = '0001-01-01';
const NO_EMAIL = 'なし';

/**
 * The dated rows of a person: one from the beginning, one from each day of a change. The row in force after the last
 * change that was brought in has the values that stood in `persons`, whatever the order in which they came.
 */
export function detailsOf(person: OldPerson) {
  const applied = person.changes.filter((change) => change.appliedAt !== null);
  const waiting = person.changes.filter((change) => change.appliedAt === null);
  const lastApplied = applied.at(-1)?.effectiveOn ?? FIRST_DAY;
  const days = [...new Set(person.changes.map((change) => change.effectiveOn))].sort();
  const first = { day: FIRST_DAY, recordedAt: person.createdAt as string | null };
  const starts = [first, ...days.map((day) => ({ day, recordedAt: recordedAt(person, day) }))];
  return starts.map(({ day, recordedAt: recorded }, index) => {
    const values =
      day < lastApplied
        ? changed(valuesBefore(person), applied, day)
        : changed(person, waiting, day);
    return {
      person_id: person.id,
      name: values.name,
      kana: values.kana,
      email: values.email,
      search_key: searchKey(values.name + values.kana + person.staffNumber),
      valid_from: day,
      valid_to: starts[index + 1]?.day ?? null,
      recorded_at: recorded,
    };
  });
}

/** Null: it is not known when; it waits still. */
function recordedAt(person: OldPerson, day: string): string | null {
  return person.changes.find((change) => change.effectiveOn === day)?.appliedAt ?? null;
}

/** Where no import tells what a value was before, the past keeps the value that it was shown with until now. */
function valuesBefore({ before, name, kana, email }: OldPerson): Values {
  const mail = before.メールアドレス;
  return {
    name: before.氏名 ?? name,
    kana: before.フリガナ ?? kana,
    email: mail === undefined ? email : mail === NO_EMAIL ? null : mail,
  };
}

function changed(start: Values, changes: readonly OldChange[], day: string): Values {
  return changes
    .filter((change) => change.effectiveOn <= day)
    .reduce(
      (values: Values, change) => ({
        name: change.name ?? values.name,
        kana: change.kana ?? values.kana,
        email: change.setsEmail ? change.email : values.email,
      }),
      start,
    );
}
