import { words } from '@app/platform';
import { cityNumbers, departmentNumbers, type PlaceNumbers } from '../departments.rules';
import type { PublishedContent } from '../published-content.rules';
import { head, numberText, right, text } from './cells';
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

function row(
  { name, covered, counting, leaders, supporters, counts }: PlaceNumbers,
  squares: ReturnType<typeof squaresOf>,
  bold: boolean,
) {
  const of = (part: number, whole: number) => `${numberText(part)}/${numberText(whole)}`;
  return [
    text(name, { bold }),
    squares,
    ...[
      of(covered, counting),
      ...[leaders, supporters, counts.staff, counts.holders].map(numberText),
      of(counts.security_done, counts.security),
      of(counts.ai_done, counts.ai),
      of(counts.ai_ever_done, counts.ai_ever),
    ].map((it) => right(it, { bold })),
  ];
}

/** Every 部 with a square for each 課, and below the city: the rows add up to it. */
export function departmentTable(content: PublishedContent) {
  const codesOf = new Map(content.departments.map((it) => [it.code, it.units]));
  const rows = departmentNumbers(content);
  const names = headings();
  return {
    layout: 'lightHorizontalLines',
    fontSize: 7.5,
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: names.map((_name, at) => (at === 0 ? '*' : 'auto')),
      body: [
        names.map((name, at) => head(name, { alignment: at < 2 ? 'left' : 'right' })),
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
