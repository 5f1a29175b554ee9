import {
  type AttemptOutcome,
  type AttemptRow,
  dayMayChange,
  possibleOutcomes,
} from '@app/certifications';
import { formatDate, type LocalDate } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { type ChipView, stateChip } from '../../../shell/signs';
import { breadcrumb } from '../../../shell/view-parts';

export interface ExamView {
  readonly id: string;
  readonly name: string;
  readonly examOn: string;
  readonly chip: ChipView;
  /** What to do next; without a label when nothing is left. */
  readonly action: { readonly label: string; readonly href: string };
}

const OUTCOME_LABELS: Readonly<Record<AttemptOutcome, string>> = {
  provisional_pass: '合格見込み(終了後の画面や試験結果レポートが合格の基準を満たしていた)',
  failed: '今回は不合格(点数は登録しません)',
  cancelled: '受験を取りやめた',
};

const NOTHING = { label: '', href: '' };

export function examView(row: AttemptRow, today: LocalDate): ExamView {
  return {
    id: row.id,
    name: row.certificationName,
    examOn: formatDate(row.examOn),
    chip: examChip(row, today),
    action: nextAction(row, today),
  };
}

/** The page on which an outcome is reported: only what is possible today can be chosen. */
export function outcomeView(
  row: AttemptRow,
  form: FormView<'outcome' | 'examOn'>,
  today: LocalDate,
) {
  const chosen = form.fields.outcome.value;
  return {
    title: '受験の結果',
    crumbs: breadcrumb(['資格', '/certifications'], ['受験の結果']),
    exam: examView(row, today),
    form,
    action: `/certifications/exams/${row.id}`,
    canChangeDay: dayMayChange(row),
    options: possibleOutcomes(row, today).map((value) => ({
      value,
      label: OUTCOME_LABELS[value],
      isSelected: value === chosen,
    })),
  };
}

function examChip({ state, examOn, isReported }: AttemptRow, today: LocalDate): ChipView {
  if (state === 'booked' && examOn <= today) return stateChip('exam.unreported');
  if (state === 'provisional_pass' && isReported) return stateChip('exam.certificate_reported');
  return stateChip(`exam.${state}`);
}

function nextAction(row: AttemptRow, today: LocalDate): ExamView['action'] {
  const href = `/certifications/exams/${row.id}`;
  if (row.isReported) return NOTHING;
  switch (row.state) {
    case 'booked':
      return { label: row.examOn <= today ? '結果を報告する' : '予定を変える', href };
    case 'provisional_pass':
      return { label: '合格証書を報告する', href: `/certifications/new?exam=${row.id}` };
    case 'failed':
      return { label: '結果を直す', href };
    case 'cancelled':
      return NOTHING;
  }
}
