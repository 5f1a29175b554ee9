import { type CsvCell, fiscalYearOf, parseCsv, words, writeCsv } from '@app/platform';
import { RATES } from '../figures/figure.rules';
import type { FrozenFigure } from '../snapshot/frozen-figures.rules';
import { PEOPLE_FIGURE_WORDS, UNIT_FIGURE_WORDS } from '../vocabulary';
import {
  cityNumbers,
  departmentNumbers,
  type PlaceNumbers,
} from '../publication/departments.rules';
import type { PublishedContent } from '../publication/published-content.rules';
import type { OpenTable } from './open-table.rules';
import { smallSteps } from './small-steps.rules';
import { exposed, type HiddenBefore, hiddenCells } from './suppression.rules';

/** The columns of the open data, in their order: names once, one value a cell, units in the dictionary. */
export const OPEN_COLUMNS = [
  ['基準日', '数字を数えた日(西暦、YYYY-MM-DD)。'],
  ['年度', '基準日の年度(西暦、4月に始まる年度の最初の年)。'],
  ['確定番号', '確定した順の番号。同じ基準日の数字を訂正すると、新しい番号になります。'],
  ['範囲コード', 'city: 市全体、department: 部。'],
  ['部コード', '部の所属コード。市全体の行と、部に属さない所属の行では空欄です。'],
  ['部名', '基準日の部の名前。'],
  ['指標コード', 'どの数か。符号の一覧は、この定義書にあります。'],
  [
    '値',
    '整数。秘匿した値は空欄です。5人未満の人数は、0人も秘匿します。所属の数の0は、0と書きます。',
  ],
  ['秘匿', '1: 秘匿したため空欄。0: 値があります。'],
] as const;

const RATE_FIGURES = RATES.flatMap((rate) => [rate, `${rate}_done`] as const);

/** Numbers of people that are open data; small ones are hidden. */
const PEOPLE: readonly FrozenFigure[] = ['staff', 'regular_staff', 'holders', ...RATE_FIGURES];

type PeopleCode = FrozenFigure | 'leaders' | 'supporters';

const ROLES = ['leaders', 'supporters'] as const;
const CODES: readonly PeopleCode[] = [...ROLES, ...PEOPLE];

interface PartOf {
  readonly whole: PeopleCode;
  readonly part: PeopleCode;
  /** Which of the two says less, and is hidden where the rest is few. */
  readonly hides: 'whole' | 'part';
}

/**
 * Who is counted among whom, by the definitions of the figures: of every pair the rest can be reckoned, and the one is never more
 * than the other. A figure that becomes open data is put beside all of which it is part.
 */
const PARTS_OF: readonly PartOf[] = [
  { whole: 'staff', part: 'regular_staff', hides: 'part' },
  { whole: 'staff', part: 'holders', hides: 'part' },
  ...RATES.flatMap((rate): PartOf[] => [
    { whole: rate, part: `${rate}_done`, hides: 'part' },
    // Whoever was left out: by which of the two it is told depends on whom the rule counts.
    { whole: 'staff', part: rate, hides: 'whole' },
    { whole: 'regular_staff', part: rate, hides: 'whole' },
    // Of all who may be asked at all some are asked this year; of all who ever learnt some did this year.
    ...(rate === 'ai_ever' ? [] : [{ whole: 'ai_ever', part: rate, hides: 'whole' } as const]),
  ]),
  { whole: 'ai_ever_done', part: 'ai_done', hides: 'whole' },
];

interface OpenFigure {
  readonly code: string;
  readonly name: string;
  readonly unit: string;
  /** The code of its denominator; empty: none. */
  readonly of: string;
  readonly isPeople: boolean;
}

export function openFigures(): readonly OpenFigure[] {
  return [
    {
      ...{ code: 'units', name: UNIT_FIGURE_WORDS.units },
      ...{ unit: words.unit, of: '', isPeople: false },
    },
    {
      ...{ code: 'units_covered', name: UNIT_FIGURE_WORDS.units_covered },
      ...{ unit: words.unit, of: 'units', isPeople: false },
    },
    ...CODES.map((code) => ({
      ...{ code, name: PEOPLE_FIGURE_WORDS[code], unit: '人', isPeople: true },
      of: code.endsWith('_done') ? code.replace(/_done$/, '') : '',
    })),
  ];
}

interface OpenPlace {
  /** Also tells apart what has no code. */
  readonly key: string;
  readonly kind: 'city' | 'department';
  readonly numbers: PlaceNumbers;
}

function placesOf(content: PublishedContent): readonly OpenPlace[] {
  return [
    { key: 'city', kind: 'city', numbers: cityNumbers(content) },
    ...departmentNumbers(content).map((numbers) => ({
      ...{ key: `department:${numbers.code ?? ''}`, kind: 'department' as const, numbers },
    })),
  ];
}

const valueOf = ({ leaders, supporters, counts }: PlaceNumbers, code: PeopleCode): number => {
  if (code === 'leaders') return leaders;
  return code === 'supporters' ? supporters : counts[code];
};

const keyOf = (place: string, code: string): string => `${place}/${code}`;

/** Every number of people, what adds up to what, and what is left between two of them. */
export function openTable(content: PublishedContent): OpenTable {
  const places = placesOf(content);
  const departments = places.filter(({ kind }) => kind === 'department');
  const sum = (code: PeopleCode) =>
    departments.reduce((all, { numbers }) => all + valueOf(numbers, code), 0);
  const [city] = places;
  // What depends on the rule is no part of it where it is so nowhere: then nothing can be told by it.
  const pairs = PARTS_OF.filter(({ whole, part }) =>
    places.every(({ numbers }) => valueOf(numbers, part) <= valueOf(numbers, whole)),
  );
  return {
    cells: places.flatMap(({ key, numbers }) =>
      CODES.map((code) => ({ key: keyOf(key, code), value: valueOf(numbers, code) })),
    ),
    // Somebody with two posts may be counted in two 部: then nothing adds up, and nothing is reckoned from it.
    lines: CODES.filter((code) => city && sum(code) === valueOf(city.numbers, code)).map(
      (code) => ({
        parts: departments.map(({ key }) => keyOf(key, code)),
        whole: keyOf('city', code),
      }),
    ),
    rests: places.flatMap(({ key }) =>
      pairs.map(({ whole, part, hides }) => ({
        ...{ whole: keyOf(key, whole), part: keyOf(key, part) },
        hides,
      })),
    ),
    // What the plan promises is told to the last person: of hundreds nobody can be made out.
    stepsFreely: new Set(CODES.map((code) => keyOf('city', code))),
  };
}

/** The rows of one publication, with their heading. */
export function openDataLines(
  content: PublishedContent,
  number: number,
  before?: HiddenBefore,
): Uint8Array {
  const { asOf } = content.figures;
  const table = openTable(content);
  const hidden = hiddenCells(table, before);
  if (exposed(table, hidden).length + smallSteps(table, hidden, before?.earlier ?? []).length > 0)
    throw new Error('Hidden numbers could be reckoned');
  const rows = placesOf(content).flatMap(({ key, kind, numbers }) =>
    openFigures().map(({ code, isPeople }): CsvCell[] => {
      const isHidden = hidden.has(keyOf(key, code));
      const value = isPeople
        ? valueOf(numbers, code as PeopleCode)
        : code === 'units'
          ? numbers.counting
          : numbers.covered;
      return [
        ...[asOf, fiscalYearOf(asOf), number, kind, numbers.code, numbers.name, code],
        ...[isHidden ? null : value, Number(isHidden)],
      ];
    }),
  );
  const header = OPEN_COLUMNS.map(([name]) => name);
  return writeCsv(header, rows, { encoding: 'utf-8-bom' }).bytes;
}

/** Which cells a file of open data hides. */
export function hiddenIn(bytes: Uint8Array): ReadonlySet<string> {
  const { rows } = parseCsv(Buffer.from(bytes).toString('utf8'), { maxRows: MOST_ROWS });
  return new Set(
    rows
      .filter(({ cells }) => cells['秘匿'] === '1')
      .map(({ cells }) => {
        const { 範囲コード: kind = '', 部コード: code = '', 指標コード: figure = '' } = cells;
        return keyOf(kind === 'city' ? kind : `${kind}:${code}`, figure);
      }),
  );
}

const MOST_ROWS = 100_000;
