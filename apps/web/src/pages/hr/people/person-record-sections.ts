import type { PersonSight } from '@app/access';
import { type AppointmentRow, END_REASON_WORDS } from '@app/appointments';
import {
  ATTEMPT_STATE_WORDS,
  type PersonCertificateRow,
  type PersonExamRow,
  type SeenCertificates,
} from '@app/certifications';
import {
  type CompletedCourseRow,
  fiscalYearOfRecord,
  type MandatoryRow,
  type SeenLearning,
  FINISHED_AFTER_CLOSING,
} from '@app/courses';
import {
  fiscalYearOf,
  formatDateShort,
  formatFiscalYear,
  type LocalDate,
  localDateOf,
  words,
} from '@app/platform';
import { courseAddress } from '../../../shell/learning-parts';
import type { List } from '../../../shell/lists/list';
import { learningChip } from '../../../shell/signs';
import { lateText } from '../../office/appointments/appointment-words';
import { type PersonSection, sectionOf } from './person-sections';

/** What is to be said of a role besides its term: how it ended, that it was recorded late. */
export function roleRemark(row: AppointmentRow): string {
  const ended =
    row.endedOn === null || row.endReason === null
      ? ''
      : `${formatDateShort(row.endedOn)}まで(${END_REASON_WORDS[row.endReason]})`;
  const annulled = row.annulReason === null ? '' : `取消しの理由: ${row.annulReason}`;
  return [ended, lateText(row), annulled].filter((text) => text !== '').join('、');
}

export function examSections({ exams }: SeenCertificates): PersonSection[] {
  return exams === null ? [] : [sectionOf(EXAMS, exams, { empty: '受験の記録はありません。' })];
}

export function certificateLink(
  { id }: PersonCertificateRow,
  sight: PersonSight,
): { href?: string } {
  if (sight.isSelf) return { href: '/certifications' };
  return sight.certificates === 'all' ? { href: `/certification-reviews/${id}` } : {};
}

const EXAMS: List<PersonExamRow> = {
  name: '受験',
  columns: [
    { key: 'name', heading: '試験', value: (row) => row.certificationName },
    { key: 'examOn', heading: '受験日', value: (row) => ({ day: row.examOn }) },
    { key: 'state', heading: '状態', value: (row) => ATTEMPT_STATE_WORDS[row.state] },
  ],
};

/** What is mandatory on the day, and what was finished in which fiscal year. */
export function learningSections(
  seen: SeenLearning,
  sight: PersonSight,
  asOf: LocalDate,
): PersonSection[] {
  return [
    sectionOf(MANDATORY(), seen.mandatory, {
      empty: `${formatDateShort(asOf)}現在、必修の${words.course}はありません。`,
      note: seen.mandatory.length === 0 ? '' : `${formatDateShort(asOf)}現在の状態です。`,
      order: '期限の順',
    }),
    sectionOf(completed(sight), seen.completed, {
      empty: `修了した${words.course}はありません。`,
      note: [yearsText(seen.completed), SEEN_LEARNING[sight.learning]].join(''),
    }),
  ];
}

/** Which part of the learning the table is, said to whoever does not see all of it. */
const SEEN_LEARNING: Readonly<Record<PersonSight['learning'], string>> = {
  all: '',
  assigned: '受講を指定されたものだけを表示しています。',
  mandatory: '必修だけを表示しています。',
  none: '',
};

const MANDATORY = (): List<MandatoryRow> => ({
  name: '必修',
  columns: [
    { key: 'course', heading: words.course, value: (row) => row.courseTitle },
    { key: 'year', heading: '年度', value: (row) => formatFiscalYear(row.fiscalYear) },
    { key: 'dueOn', heading: '期限', value: (row) => ({ day: row.dueOn }) },
    {
      key: 'state',
      heading: '状態',
      value: (row) => row.state,
      show: (row) => ({ text: '', chip: learningChip(row.state, row.absence) }),
    },
  ],
});

/** In which it was finished; the column tells to which one it belongs. */
const yearOf = (row: CompletedCourseRow): number => fiscalYearOf(localDateOf(row.completedAt));

function yearsText(rows: readonly CompletedCourseRow[]): string {
  const years = [...new Set(rows.map(yearOf))];
  if (years.length === 0) return '';
  const counts = years.map(
    (year) =>
      `${formatFiscalYear(year)}に${String(rows.filter((row) => yearOf(row) === year).length)}件`,
  );
  return `${counts.join('、')}を修了しました。`;
}

const completed = (sight: PersonSight): List<CompletedCourseRow> => ({
  name: '受講の記録',
  columns: [
    {
      key: 'year',
      heading: '年度',
      value: (row) => formatFiscalYear(fiscalYearOfRecord(row, row.completedAt)),
    },
    {
      key: 'course',
      heading: words.course,
      value: (row) => row.title,
      show: (row) => ({ text: row.title, ...(sight.isSelf ? { href: hrefOf(row) } : {}) }),
    },
    {
      key: 'completedAt',
      heading: '修了日',
      value: (row) => ({ day: localDateOf(row.completedAt) }),
    },
    { key: 'kind', heading: '区分', value: kindText },
    {
      key: 'remark',
      heading: '備考',
      dropsWhenConstant: true,
      value: (row) => (row.closedOn === null ? '' : FINISHED_AFTER_CLOSING),
    },
  ],
});

function hrefOf({ courseKey, cycle }: CompletedCourseRow): string {
  return courseAddress({ courseKey, year: cycle === 0 ? null : cycle });
}

function kindText({ isMandatory, isAssigned }: CompletedCourseRow): string {
  if (isMandatory) return '必修';
  return isAssigned ? '推奨' : '任意';
}
