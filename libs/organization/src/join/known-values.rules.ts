import type { BasePerson } from '../import/base-state';
import type { Dated } from '../import/timeline.rules';
import { personSearchKey } from '../person/person.rules';
import type { PersonValues } from '../person/person-values.rules';

type Details = readonly Dated<PersonValues>[];

/**
 * The merged details of two numbers, with what the number of a row never had taken from the row before it: an empty value
 * of the new number says nothing, as a column that is left out of an import. What a number had and lost stays lost.
 */
export function withKnownValues(rows: Details, people: readonly BasePerson[]): Details {
  const ordered = [...rows].sort((a, b) => (a.from < b.from ? -1 : 1));
  const known: Dated<PersonValues>[] = [];
  for (const row of ordered) {
    const own = ownerOf(row, people)?.details.filter(({ from }) => from <= row.from) ?? [];
    known.push({ ...row, value: filled(row.value, own, known.at(-1)?.value ?? row.value) });
  }
  return known;
}

function filled(value: PersonValues, own: Details, before: PersonValues): PersonValues {
  const hadKana = own.some((row) => row.value.kana !== '');
  const hadEmail = own.some((row) => row.value.email !== null);
  return {
    ...value,
    kana: hadKana ? value.kana : before.kana,
    email: hadEmail ? value.email : before.email,
  };
}

/** The columns of a row that was given values of the other number; none for a row that says what it said. */
export function givenValues(
  row: Dated<PersonValues>,
  people: readonly BasePerson[],
): Readonly<Record<string, string | null>> {
  const { value } = row;
  const owner = ownerOf(row, people);
  const said = owner?.details.find(({ id }) => id === row.id)?.value;
  if (!owner || (said?.kana === value.kana && said.email === value.email)) return {};
  const { name, kana, email } = value;
  const search_key = personSearchKey({ name, kana, staffNumber: owner.staffNumber });
  return { kana, email, search_key };
}

/** Which address of mail holds under the new number, where the two say different things. */
export function emailNotes(before: BasePerson, last: BasePerson, rows: Details): readonly string[] {
  const former = lastEmail(before);
  const latter = lastEmail(last);
  if (former === latter) return [];
  const email = [...rows].sort((a, b) => (a.from < b.from ? -1 : 1)).at(-1)?.value.email ?? null;
  if (email === null) return [];
  if (former !== null && latter !== null)
    return [
      `メールアドレスが違います(${before.staffNumber}は${former}、${last.staffNumber}は${latter})。今の番号${last.staffNumber}の${latter}を使います。`,
    ];
  if (latter !== null) return [];
  return [
    `今の番号${last.staffNumber}にメールアドレスがないため、${before.staffNumber}の${email}を引き続き使います。`,
  ];
}

function lastEmail({ details }: BasePerson): string | null {
  return details.at(-1)?.value.email ?? null;
}

function ownerOf(row: Dated<unknown>, people: readonly BasePerson[]): BasePerson | undefined {
  return people.find(({ details }) => details.some(({ id }) => id === row.id));
}
