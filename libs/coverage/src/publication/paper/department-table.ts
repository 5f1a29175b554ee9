import { words } from '@app/platform';
import { cityNumbers, departmentNumbers, type PlaceNumbers } from '../departments.rules';
import type { PublishedContent } from '../published-content.rules';
import { numberText, right, text } from './cells';
import { squaresOf } from './squares';

const headings = (): string[] => [
  '部',
  words.unit,
  '充足',
  words.leader,
  words.supporter,
  '在職者',
  '取得者',
  'セキュリティ\n修了/対象',
  'AI(年度)\n修了/対象',
  'AI(一度でも)\n修了/対象',
];

/** Longer words of a city are written smaller: no heading is broken within a word. */
const USUAL_WORD = 8;

/** Each line for itself: what is not wrapped knows no line breaks. */
function headOf(name: string, at: number) {
  const lines = name.split('\n');
  const isLong = lines.some((line) => line.length > USUAL_WORD);
  return {
    stack: lines.map((line) => text(line, { noWrap: true })),
    ...{ bold: true, fillColor: '#eeeeee' },
    alignment: at < 2 ? ('left' as const) : ('right' as const),
    ...(isLong && at > 0 && { fontSize: 5.5 }),
  };
}

/** So many characters of a name stand in one line beside everything else. */
const NAME_CHARACTERS = 11;
const JOINTS = ['・', 'と', '及び', 'および'];

/** A long name in lines of about the same length, broken behind a joint where there is one near. */
export function nameLines(name: string): readonly string[] {
  const characters = Array.from(name);
  if (characters.length <= NAME_CHARACTERS) return [name];
  const middle = Math.ceil(characters.length / 2);
  const joints = characters
    .map((_one, at) => at)
    .filter((at) => JOINTS.some((joint) => characters.slice(0, at).join('').endsWith(joint)))
    .filter((at) => at <= NAME_CHARACTERS && characters.length - at <= NAME_CHARACTERS);
  const lines = Math.ceil(characters.length / NAME_CHARACTERS);
  const even = Math.ceil(characters.length / lines);
  const at = joints.toSorted((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0] ?? even;
  return [characters.slice(0, at).join(''), ...nameLines(characters.slice(at).join(''))];
}

function row(
  { name, covered, counting, leaders, supporters, counts }: PlaceNumbers,
  squares: ReturnType<typeof squaresOf>,
  bold: boolean,
) {
  const of = (part: number, whole: number) => `${numberText(part)}/${numberText(whole)}`;
  return [
    text(nameLines(name).join('\n'), { bold }),
    squares,
    ...[
      of(covered, counting),
      ...[leaders, supporters, counts.staff, counts.holders].map(numberText),
      of(counts.security_done, counts.security),
      of(counts.ai_done, counts.ai),
      of(counts.ai_ever_done, counts.ai_ever),
    ].map((it) => right(it, { bold, noWrap: true })),
  ];
}

/** Every 部 with a square for each 課, and below the city: the rows add up to it. */
export function departmentTable(content: PublishedContent) {
  const codesOf = new Map(content.departments.map((it) => [it.code, it.units]));
  const rows = departmentNumbers(content);
  const names = headings();
  return {
    // Ten columns leave a sheet little room.
    layout: 'closeHorizontalLines',
    fontSize: 7.5,
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: names.map((_name, at) => (at === 0 ? '*' : 'auto')),
      body: [
        names.map(headOf),
        ...rows.map((it) => row(it, squaresOf(content, codesOf.get(it.code) ?? []), false)),
        row({ ...cityNumbers(content), name: '市全体' }, { text: '' }, true),
      ],
    },
  };
}

/** With a rule that counts second posts a person stands in two rows, and is one person in the city. */
export function countsTwice(content: PublishedContent): boolean {
  const rows = departmentNumbers(content);
  const sum = (of: (it: PlaceNumbers) => number) => rows.reduce((all, it) => all + of(it), 0);
  const { leaders, supporters } = content.figures;
  return sum((it) => it.leaders) !== leaders || sum((it) => it.supporters) !== supporters;
}
