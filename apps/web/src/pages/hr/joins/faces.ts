import { EMPLOYMENT_TYPE_WORDS, type HeldOfPart, type PersonFace } from '@app/organization';
import { addDays, formatRange, type LocalDate } from '@app/platform';

/** One line of a comparison: what each of several people says to it. */
export interface ComparedRow {
  readonly label: string;
  readonly cells: readonly (readonly string[])[];
}

const NOTHING = 'なし';

/** What is known of people, line by line, for looking at them side by side. */
export function comparedRows(
  faces: readonly PersonFace[],
  held: readonly HeldOfPart[],
): readonly ComparedRow[] {
  const row = (label: string, text: (face: PersonFace) => string): ComparedRow => ({
    label,
    cells: faces.map((face) => [text(face)]),
  });
  return [
    row('職員番号', numbersText),
    row('氏名', (face) => face.name),
    row('フリガナ', (face) => (face.kana === '' ? '登録なし' : face.kana)),
    row('メールアドレス', (face) => face.email ?? '登録なし'),
    row('任用', employmentText),
    row('最後の所属', postText),
    ...held
      .filter(({ holdings }) => holdings.length > 0)
      .map(({ heading, holdings }) => ({
        label: heading,
        cells: faces.map(({ personId }) => {
          const own = holdings.filter((each) => each.personId === personId);
          return own.length === 0 ? [NOTHING] : own.map((each) => each.text);
        }),
      })),
  ];
}

export function faceTitle({ staffNumber, name }: PersonFace): string {
  return `${staffNumber} ${name}`;
}

export function employmentText(face: PersonFace): string {
  const { employmentType, employedFrom, employedTo } = face;
  if (employmentType === null || employedFrom === null) return NOTHING;
  return `${EMPLOYMENT_TYPE_WORDS[employmentType]}(${daysText(employedFrom, employedTo)})`;
}

export function postText({ unitName, postTitle, postedFrom, postedTo }: PersonFace): string {
  if (unitName === null || postedFrom === null) return NOTHING;
  return `${`${unitName} ${postTitle ?? ''}`.trim()}(${daysText(postedFrom, postedTo)})`;
}

function numbersText({ staffNumber, formerNumbers }: PersonFace): string {
  return formerNumbers.length === 0
    ? staffNumber
    : `${staffNumber}(以前の番号 ${formerNumbers.join('、')})`;
}

function daysText(from: LocalDate, to: LocalDate | null): string {
  return formatRange(from, to && addDays(to, -1));
}
