import {
  type BoardColumn,
  type CandidateRow,
  FEWEST_UNNAMED,
  OWN_STAGES,
  type Stage,
  STAGE_WORDS,
} from '@app/certifications';
import { formatDateShort, numberText, people as peopleText, words } from '@app/platform';
import { fileLinks } from '../../../shell/lists/list-file';
import { pageHead } from '../../../shell/parts/heads';
import { personName } from '../../../shell/person-name';
import { type ChipView, stateChip } from '../../../shell/signs';
import { address, breadcrumb } from '../../../shell/view-parts';
import { filterQuery, pageName } from './exams.forms';
import {
  BOARD,
  candidateFilterBar,
  type CandidateFrame,
  daysIn,
  LIST,
  viewTabs,
} from './filter.views';

export const CARDS_PER_COLUMN = 10;

type Pages = Readonly<Partial<Record<Stage, number>>>;

interface BoardFrame extends CandidateFrame {
  readonly pages: Pages;
}

export function boardView(columns: readonly BoardColumn[], frame: BoardFrame) {
  const { filter } = frame;
  const query = filterQuery(filter);
  const total = columns.reduce((sum, it) => sum + it.total, 0);
  const title = '受験の状況';
  return {
    title,
    head: pageHead(title, breadcrumb([title]), boardSentence(columns, frame)),
    tabs: viewTabs(filter, 'board'),
    filter: candidateFilterBar(frame, { path: BOARD, found: peopleText(total), kept: {} }),
    files: fileLinks(LIST, query, { total }),
    columns: columns.map((column) => columnView(column, frame)),
    note: privacyNote(),
  };
}

/** Who is stuck comes first; else how many are on the way. */
export function boardSentence(
  columns: readonly BoardColumn[],
  { name, over }: Pick<CandidateFrame, 'name' | 'over'>,
): string {
  const stuck = columns.filter((it) => it.stuck > 0);
  const under = columns
    .filter(({ stage }) => stage !== 'verified')
    .reduce((sum, it) => sum + it.total, 0);
  const first = `${name}に向かっている人のうち、氏名の分かる人は${peopleText(under)}です。`;
  // Nobody can go on to an exam that is no more: nobody is late for it either.
  if (over !== '') return `${over}${OVER_NOTE}${first}`;
  if (stuck.length === 0) return `${first}止まっている人はいません。`;
  const where = stuck
    .map(({ stage, stuck: count }) => `「${STAGE_WORDS[stage]}」に${peopleText(count)}`)
    .join('、');
  return `${first}止まっている人が${where}います。`;
}

const OVER_NOTE = 'これから受ける段階の人は、この試験では先へ進めません。';

export function privacyNote(): string {
  const own = OWN_STAGES.map((stage) => `「${STAGE_WORDS[stage]}」`).join('');
  return `${own}の人の氏名は、本人が共有しているときだけ表示します。共有していない人は市全体の人数だけを示し、${numberText(FEWEST_UNNAMED)}名に満たないときは示しません。所属や氏名の条件は、氏名の分かる人だけに働きます。見られるのは${words.hr}と${words.programOffice}だけです。`;
}

function columnView(column: BoardColumn, frame: BoardFrame) {
  const { stage, total, people } = column;
  return {
    id: `stage-${stage}`,
    title: STAGE_WORDS[stage],
    count: peopleText(total),
    unnamed: unnamedText(column),
    cards: people.map((row) => cardView(row, frame)),
    pages: columnPager(stage, total, frame),
  };
}

export function unnamedText({ stage, total, unnamed }: BoardColumn): string {
  if (!OWN_STAGES.some((own) => own === stage)) return '';
  const others = total === 0 ? '' : 'ほかに';
  return unnamed === null
    ? `${others}共有していない人は${numberText(FEWEST_UNNAMED)}名未満`
    : `${others}共有していない人が${peopleText(unnamed)}`;
}

function cardView(row: CandidateRow, { today }: BoardFrame) {
  const days = daysIn(row.since, today);
  return {
    person: personName(row),
    unit: row.unitName ?? '所属なし',
    // Who has arrived waits for nothing.
    since:
      row.stage === 'verified'
        ? formatDateShort(row.since)
        : `${formatDateShort(row.since)}から${numberText(days)}日経過`,
    exam: row.examOn === null ? '' : `受験日 ${formatDateShort(row.examOn)}`,
    chip: stuckChip(row),
  };
}

/** Why somebody does not get on, where that is known; null: they do. */
export function stuckChip({ isStuck, outside }: CandidateRow): ChipView | null {
  if (outside !== null) return stateChip(`candidate.${outside}`);
  return isStuck ? stateChip('candidate.stuck') : null;
}

/** Only within the column: the others stay where they are. A page behind the last one is the last one. */
function columnPager(stage: Stage, total: number, { filter, pages }: BoardFrame) {
  const last = Math.max(1, Math.ceil(total / CARDS_PER_COLUMN));
  const page = Math.min(pages[stage] ?? 1, last);
  if (last === 1) return null;
  const others = Object.fromEntries(
    Object.entries(pages).map(([name, number]) => [pageName(name as Stage), number]),
  );
  const href = (number: number) =>
    `${address(BOARD, { ...filterQuery(filter), ...others, [pageName(stage)]: number })}#stage-${stage}`;
  return {
    previous: page > 1 ? href(page - 1) : '',
    next: page < last ? href(page + 1) : '',
    text: `${numberText((page - 1) * CARDS_PER_COLUMN + 1)}–${numberText(Math.min(page * CARDS_PER_COLUMN, total))}名目`,
  };
}
