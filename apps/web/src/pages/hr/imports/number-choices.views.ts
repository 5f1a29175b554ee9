import type { HeldOfPart, NumberPair, PersonFace, Suspicion } from '@app/organization';
import { formatDateShort } from '@app/platform';
import { comparedRows, faceTitle } from '../joins/faces';
import { NUMBER_FIELD } from './imports.forms';

/** What is asked of one new number: the file's person beside those whom we know by that name. */
export interface NumberQuestion {
  readonly field: string;
  readonly legend: string;
  readonly columns: readonly string[];
  readonly rows: ReturnType<typeof comparedRows>;
  readonly options: readonly {
    readonly value: string;
    readonly label: string;
    readonly isChosen: boolean;
  }[];
  readonly chosenText: string;
}

/** The known people that the questions of a page are about. */
export function candidatesOf(suspicions: readonly Suspicion[]): readonly string[] {
  return [...new Set(suspicions.flatMap(({ pair }) => pair?.candidates ?? []))];
}

export function numberQuestions(
  suspicions: readonly Suspicion[],
  faces: readonly PersonFace[],
  held: readonly HeldOfPart[],
): readonly NumberQuestion[] {
  return suspicions.flatMap(({ pair }) => {
    if (!pair) return [];
    const known = pair.candidates.flatMap((id) => faces.find((face) => face.personId === id) ?? []);
    return [questionOf(pair, known, held)];
  });
}

function questionOf(
  pair: NumberPair,
  known: readonly PersonFace[],
  held: readonly HeldOfPart[],
): NumberQuestion {
  const options = [
    ...known.map((face) => ({
      value: face.personId,
      label: `同じ人として取り込む(${titleThen(pair, face)}さんの番号が${pair.staffNumber}に変わる)`,
    })),
    { value: 'other', label: '別の人として取り込む(新しい職員)' },
  ].map((option) => ({ ...option, isChosen: option.value === pair.choice }));
  return {
    field: `${NUMBER_FIELD}${pair.staffNumber}`,
    legend: `番号${pair.staffNumber}の${pair.name}さんは、登録済みの職員と同じ人ですか。`,
    columns: [
      `ファイル(${pair.staffNumber})`,
      ...known.map((face) => `登録済み(${face.staffNumber})`),
    ],
    rows: comparedRows(known, held).map((row) => ({
      label: row.label,
      cells: [[fileText(row.label, pair)], ...row.cells],
    })),
    options,
    chosenText:
      options.find((option) => option.isChosen)?.label ??
      '選ばれていません(別の人として取り込みました)。',
  };
}

/** As they were called when it was asked; older previews kept the id alone, and the number before the file's tells it. */
function titleThen(pair: NumberPair, face: PersonFace): string {
  const kept = pair.candidateTitles[pair.candidates.indexOf(face.personId)];
  if (kept !== undefined) return kept;
  const numbers = [...face.formerNumbers, face.staffNumber];
  const before = numbers[numbers.indexOf(pair.staffNumber) - 1];
  return faceTitle({ ...face, staffNumber: before ?? face.staffNumber });
}

/** What the file says under the same heading; of what we hold it says nothing. */
function fileText(label: string, pair: NumberPair): string {
  const from = formatDateShort(pair.from);
  switch (label) {
    case '職員番号':
      return pair.staffNumber;
    case '氏名':
      return pair.name;
    case 'フリガナ':
      return pair.kana === '' ? '空欄' : pair.kana;
    case '任用': {
      const hired = pair.hiredOn === null ? '' : `、採用 ${formatDateShort(pair.hiredOn)}`;
      return `${pair.employment}(${from}から${hired})`;
    }
    case '最後の所属':
      return pair.post === '' ? 'なし' : `${pair.post}(${from}から)`;
    default:
      return 'なし';
  }
}
