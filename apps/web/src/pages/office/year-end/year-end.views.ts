import type { ClosingFigures, ClosingRow, OpenObligationRow, WhyOpen } from '@app/courses';
import { formatDate, formatDateShort, formatFiscalYear } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { stateChip } from '../../../shell/learning-parts';
import { personName } from '../../../shell/person-name';
import { address, breadcrumb, chip, pageLinks } from '../../../shell/view-parts';

const PAGE_SIZE = 50;
/** How many years back a closing makes sense: what is older was closed, or never will be. */
const YEARS_BACK = 3;

const WHY_OPEN_WORDS: Readonly<Record<WhyOpen, string>> = {
  absent: '休職・派遣中',
  due_later: '期限が翌年度',
  in_progress: '受講の途中',
  not_started: '未受講',
};

/** The fiscal years that are over, newest first. */
export function closableYears(running: number): readonly [number, ...number[]] {
  return [running - 1, ...Array.from({ length: YEARS_BACK - 1 }, (_, at) => running - 2 - at)];
}

interface YearEnd {
  readonly fiscalYear: number;
  readonly open: readonly OpenObligationRow[];
  readonly figures: { readonly before: ClosingFigures; readonly after: ClosingFigures };
  readonly closings: readonly ClosingRow[];
}

interface Around {
  readonly years: readonly number[];
  readonly page: number;
  readonly canManage: boolean;
  readonly form: FormView<'reason'>;
}

export function yearEndView({ fiscalYear, open, figures, closings }: YearEnd, around: Around) {
  const closing = closings.find((it) => it.fiscalYear === fiscalYear && it.undoneAt === null);
  const path = (page?: number) => address('/year-end', { year: fiscalYear, page });
  const { page, canManage } = around;
  return {
    title: '年度締め',
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
    reasons: reasonLines(open),
    people: open.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE).map(personLine),
    peopleCaption: `残っている受講(全${String(open.length)}件)`,
    pages: pageLinks({ page, pageSize: PAGE_SIZE, total: open.length }, path),
    closings: closings.map((row) => closingLine(row, canManage)),
  };
}

function sentenceOf(
  fiscalYear: number,
  open: readonly OpenObligationRow[],
  closing: ClosingRow | undefined,
): string {
  const year = formatFiscalYear(fiscalYear);
  if (closing)
    return `${year}は、${formatDate(closing.closedOn)}に締めました。${String(closing.obligations)}件が未修了のまま終わっています。`;
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

function reasonLines(open: readonly OpenObligationRow[]) {
  return (Object.keys(WHY_OPEN_WORDS) as WhyOpen[])
    .map((why) => ({ why, count: open.filter((row) => row.whyOpen === why).length }))
    .filter(({ count }) => count > 0)
    .map(({ why, count }) => `${WHY_OPEN_WORDS[why]} ${String(count)}件`);
}

function personLine(row: OpenObligationRow) {
  return {
    person: personName(row, { hasNumberColumn: true }),
    staffNumber: row.staffNumber,
    unit: row.unitName ?? '所属なし',
    course: row.courseTitle,
    kind: row.isMandatory ? '必修' : '推奨',
    due: formatDateShort(row.dueOn),
    chip: stateChip(row.state),
    why: WHY_OPEN_WORDS[row.whyOpen],
  };
}

function closingLine(row: ClosingRow, canManage: boolean) {
  return {
    year: formatFiscalYear(row.fiscalYear),
    day: formatDateShort(row.closedOn),
    count: `${String(row.obligations)}件`,
    reason: row.reason,
    chip: row.undoneAt === null ? chip('ok', '締めました') : chip('none', '元に戻しました'),
    undo: canManage && row.isUndoable ? address('/year-end/undo', { year: row.fiscalYear }) : '',
  };
}
