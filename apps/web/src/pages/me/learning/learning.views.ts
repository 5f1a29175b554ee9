import type { Actor } from '@app/access';
import { type ClosedLearningRow, fiscalYearOfRecord, type LearningRecordRow } from '@app/courses';
import {
  fiscalYearOf,
  formatDate,
  formatFiscalYear,
  formatFiscalYearShort,
  localDateOf,
  type LocalDate,
  things,
  words,
} from '@app/platform';
import { closedText, courseAddress, finishedLateText } from '../../../shell/learning-parts';
import {
  pageHead,
  type PageHeadView,
  printHead,
  type PrintHeadView,
} from '../../../shell/parts/heads';
import { tableFrame, type TableFrameView } from '../../../shell/parts/tables';
import { type ChipView, stateChip, tag } from '../../../shell/signs';
import { breadcrumb } from '../../../shell/view-parts';

export interface RecordLineView {
  readonly day: string;
  readonly title: string;
  readonly href: string;
  readonly version: string;
  /** 「令和8年度分」, when it belongs to another fiscal year than the one in which it ended and its title does not say so. */
  readonly ofYear: string;
  readonly kind: string;
  readonly minutes: string;
  readonly chip: ChipView;
  readonly remark: string;
  /** That it was finished only after the closing of its fiscal year, and what that means; else empty. */
  readonly closing: string;
  readonly notes: readonly { readonly lesson: string; readonly note: string }[];
}

export interface RecordYearView {
  readonly heading: string;
  readonly sentence: string;
  readonly table: TableFrameView;
  readonly lines: readonly RecordLineView[];
}

export interface LearningView {
  readonly title: string;
  readonly head: PageHeadView;
  readonly printed: PrintHeadView;
  readonly years: readonly RecordYearView[];
  /** Not finished, and not asked for any more. */
  readonly closed: readonly {
    readonly title: string;
    readonly href: string;
    readonly text: string;
  }[];
}

/** What somebody finished or was exempted from, and what a closing has ended before. */
export interface OnRecord {
  readonly rows: readonly LearningRecordRow[];
  readonly closed: readonly ClosedLearningRow[];
}

/** The whole learning record by the fiscal year in which something was finished, newest first. */
export function learningView(
  actor: Actor,
  { rows, closed }: OnRecord,
  today: LocalDate,
): LearningView {
  const byYear = groupByYear(rows);
  const thisYear = byYear.get(fiscalYearOf(today))?.filter(isCompleted).length ?? 0;
  const all = rows.filter(isCompleted).length;
  return {
    title: '受講記録',
    head: pageHead(
      '受講記録',
      breadcrumb(['受講記録']),
      recordSentence({ all, thisYear, exempted: rows.length - all }),
    ),
    printed: printHead(
      `${formatDate(today)}現在・${actor.name}(${actor.staffNumber})・${actor.unitName}`,
    ),
    years: [...byYear].map(([year, lines]) => yearView(year, lines)),
    closed: closed.map((row) => ({
      title: row.title,
      href: courseAddress(row),
      text: closedText(row),
    })),
  };
}

interface Ended {
  readonly all: number;
  readonly thisYear: number;
  readonly exempted: number;
}

export function recordSentence({ all, thisYear, exempted }: Ended): string {
  if (all > 0) {
    return thisYear === 0
      ? `これまでに${things(all)}を修了しました。今年度に修了したものは、まだありません。`
      : `これまでに${things(all)}、今年度は${things(thisYear)}を修了しました。`;
  }
  return exempted === 0
    ? `修了した${words.course}は、まだありません。`
    : `免除された${words.course}が${things(exempted)}あります。`;
}

function yearView(year: number, rows: readonly LearningRecordRow[]): RecordYearView {
  const completed = rows.filter(isCompleted);
  const minutes = completed.reduce((sum, row) => sum + row.minutes, 0);
  return {
    heading: formatFiscalYear(year),
    sentence:
      completed.length === 0
        ? `免除は${things(rows.length)}です。`
        : `修了${things(completed.length)}、目安の学習時間は合わせて約${String(minutes)}分です。`,
    table: tableFrame(`${formatFiscalYear(year)}の受講記録`, {
      hidesCaption: true,
      rows: rows.length,
    }),
    lines: rows.map(lineView),
  };
}

function lineView(row: LearningRecordRow): RecordLineView {
  return {
    day: formatDate(localDateOf(row.endedAt)),
    title: row.title,
    href: courseAddress({ courseKey: row.courseKey, year: row.cycle === 0 ? null : row.cycle }),
    version: `第${String(row.version)}版`,
    ofYear: ofYearText(row),
    kind: tag(row.isMandatory ? 'mandatory' : 'chosen').label,
    minutes: isCompleted(row) ? `${String(row.minutes)}分` : '―',
    chip: stateOf(row),
    remark: row.exemptionReason ?? '',
    closing: closingOf(row),
    notes: row.notes,
  };
}

function stateOf(row: LearningRecordRow): ChipView {
  if (!isCompleted(row)) return stateChip('learning.exempted');
  return stateChip(row.closedOn === null ? 'learning.completed' : 'learning.completed_late');
}

function closingOf({ closedOn, fiscalYear }: LearningRecordRow): string {
  return closedOn === null || fiscalYear === null ? '' : finishedLateText({ fiscalYear, closedOn });
}

function ofYearText(row: LearningRecordRow): string {
  const year = fiscalYearOfRecord(row, row.endedAt);
  const text = `${formatFiscalYearShort(year)}分`;
  return year === yearOf(row) || row.title.endsWith(`(${text})`) ? '' : text;
}

export function isCompleted(row: LearningRecordRow): boolean {
  return row.completedAt !== null;
}

function yearOf(row: LearningRecordRow): number {
  return fiscalYearOf(localDateOf(row.endedAt));
}

function groupByYear(rows: readonly LearningRecordRow[]): Map<number, LearningRecordRow[]> {
  const groups = new Map<number, LearningRecordRow[]>();
  for (const row of rows) groups.set(yearOf(row), [...(groups.get(yearOf(row)) ?? []), row]);
  return groups;
}
