import {
  type ClosingFigures,
  type ClosingRow,
  type OpenObligationRow,
  type WhyOpen,
  WHY_OPEN_WORDS,
} from '@app/courses';
import { formatDate, formatFiscalYear, things } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { fileLinks } from '../../../shell/lists/list-file';
import { listTable } from '../../../shell/lists/list-table';
import { address, breadcrumb, pager } from '../../../shell/view-parts';
import { closingsList, openOfYear } from './year-end.list';

const PAGE_SIZE = 50;
/** How many years back a closing makes sense: what is older was closed, or never will be. */
interface YearEnd {
  readonly fiscalYear: number;
  readonly open: readonly OpenObligationRow[];
  readonly figures: { readonly before: ClosingFigures; readonly after: ClosingFigures };
  readonly closings: readonly ClosingRow[];
  /** How much of it an assignment of a later year would go on asking for. */
  readonly askedAgain: number;
}

interface Around {
  readonly years: readonly number[];
  readonly page: number;
  readonly canManage: boolean;
  readonly form: FormView<'reason'>;
}

export function yearEndView(yearEnd: YearEnd, around: Around) {
  const { fiscalYear, open, figures, closings, askedAgain } = yearEnd;
  const closing = closings.find((it) => it.fiscalYear === fiscalYear && it.undoneAt === null);
  const path = (page?: number) => address('/year-end', { year: fiscalYear, page });
  const { page, canManage } = around;
  const frame = { path: '/year-end', query: { year: fiscalYear } };
  return {
    title: '年度締め',
    nextYear: fiscalYear + 1,
    breadcrumb: breadcrumb(['受講指定', '/assignments'], ['年度締め']),
    sentence: sentenceOf(fiscalYear, open, closing),
    tabs: around.years.map((year) => ({
      label: formatFiscalYear(year),
      href: address('/year-end', { year }),
      isCurrent: year === fiscalYear,
    })),
    form: around.form,
    action: canManage && closing === undefined && open.length > 0 ? path() : '',
    button: `${formatFiscalYear(fiscalYear)}を締める(${String(open.length)}件)`,
    figures: closing === undefined ? figureLines(figures) : [],
    leftOut: leftOutText(figures.before),
    askedAgain:
      askedAgain === 0
        ? ''
        : `このうち${things(askedAgain)}は、後の年度の指定があるため、締めたあとはその期限で求められます。`,
    reasons: reasonLines(open),
    files: fileLinks('/year-end/open', { year: fiscalYear }, { total: open.length }),
    people: listTable(
      openOfYear(fiscalYear),
      open.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE),
      { ...frame, caption: `残っている受講(全${String(open.length)}件)` },
    ),
    pages: pager({ page, pageSize: PAGE_SIZE, total: open.length }, path),
    closings: listTable(
      closingsList((row) => undoAddress(row, canManage)),
      closings,
      { ...frame, caption: 'これまでの年度締め' },
    ),
  };
}

function sentenceOf(
  fiscalYear: number,
  open: readonly OpenObligationRow[],
  closing: ClosingRow | undefined,
): string {
  const year = formatFiscalYear(fiscalYear);
  if (closing)
    return `${year}は、${formatDate(closing.closedOn)}に締めました。${closing.obligations === 0 ? '未修了のまま終わったものはありません。' : `${String(closing.obligations)}件が未修了のまま終わっています。`}`;
  if (open.length === 0) return `${year}に残っている受講はありません。締める必要はありません。`;
  const people = new Set(open.map((row) => row.personId)).size;
  return `${year}の受講が、${String(people)}名に${String(open.length)}件残っています。締めるまでは、いまからでも受講できます。`;
}

/** The figures of the closed year as they are and as they would be; a closing finishes nothing. */
function figureLines({ before, after }: YearEnd['figures']) {
  const line = (label: string, value: (figures: ClosingFigures) => string) => ({
    label,
    before: value(before),
    after: value(after),
  });
  return [
    line('必修の修了', (it) => `${String(it.completed)}件`),
    line('残っている受講', (it) => `${String(it.open)}件(${String(it.openPeople)}名)`),
    line('未修了のまま締めたもの', (it) => `${String(it.closed)}件`),
    line('免除', (it) => `${String(it.exempted)}件`),
  ];
}

/** What is closed as well, and stands in none of the figures. */
function leftOutText({ absent, otherTypes }: ClosingFigures): string {
  const parts = [
    ...(absent > 0 ? [`休職・派遣中の職員の${things(absent)}`] : []),
    ...(otherTypes > 0 ? [`充足状況で数えない任用区分の職員の${things(otherTypes)}`] : []),
  ];
  if (parts.length === 0) return '';
  return `このほかに、${parts.join('と')}が残っています。この表には数えていませんが、締めるときに一緒に締めます。`;
}

function undoAddress({ isUndoable, fiscalYear }: ClosingRow, canManage: boolean): string {
  return canManage && isUndoable ? address('/year-end/undo', { year: fiscalYear }) : '';
}

function reasonLines(open: readonly OpenObligationRow[]) {
  return (Object.keys(WHY_OPEN_WORDS) as WhyOpen[])
    .map((why) => ({ why, count: open.filter((row) => row.whyOpen === why).length }))
    .filter(({ count }) => count > 0)
    .map(({ why, count }) => `${WHY_OPEN_WORDS[why]} ${String(count)}件`);
}
