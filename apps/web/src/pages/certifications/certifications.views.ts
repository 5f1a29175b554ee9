import type { CertificationRow, OwnRecordRow, RecordState } from '@app/certifications';
import { formatDate, formatDateTime } from '@app/platform';
import { breadcrumb, chip, type ChipView } from '../../shell/view-parts';
import type { ExamView } from './exams.views';

export interface RecordView {
  readonly id: string;
  readonly name: string;
  readonly passedOn: string;
  readonly number: string;
  readonly reported: string;
  readonly chip: ChipView;
  readonly reason: string;
  readonly evidenceHref: string;
  /** Empty where there is nothing to do. */
  readonly againHref: string;
  readonly withdrawHref: string;
}

export interface OptionView {
  readonly value: string;
  readonly label: string;
  readonly isSelected: boolean;
}

const STATE_CHIPS: Readonly<Record<RecordState, ChipView>> = {
  reported: chip('warn', '報告済み(確認待ち)'),
  verified: chip('ok', '確認済み'),
  returned: chip('bad', '差戻し'),
  withdrawn: chip('none', '取下げ'),
};

export function recordChip(state: RecordState): ChipView {
  return STATE_CHIPS[state];
}

export function certificationsView(records: readonly OwnRecordRow[], exams: readonly ExamView[]) {
  return {
    title: '資格',
    crumbs: breadcrumb(['資格']),
    sentence: stateSentence(records),
    records: records.map(recordView),
    exams,
  };
}

/** One sentence that says where the person stands and whether anything is left to do. */
export function stateSentence(records: readonly OwnRecordRow[]): string {
  const count = (state: RecordState) => records.filter((row) => row.state === state).length;
  const open = records.filter((row) => row.state === 'returned' && !row.isReplaced).length;
  const parts = [
    `確認済みの資格は${count('verified')}件`,
    `確認待ちは${count('reported')}件です。`,
  ];
  const todo =
    open === 0 ? '' : `差戻しが${open}件あります。理由を確かめて、もう一度報告してください。`;
  return parts.join('、') + todo;
}

export function recordView(row: OwnRecordRow): RecordView {
  const by = row.reporterName === '' ? '' : `(${row.reporterName}が代わりに報告)`;
  const isOpenReturn = row.state === 'returned' && !row.isReplaced;
  return {
    id: row.id,
    name: row.certificationName,
    passedOn: formatDate(row.passedOn),
    number: row.certificateNumber,
    reported: formatDateTime(row.reportedAt) + by,
    chip: recordChip(row.state),
    reason: row.returnReason ?? '',
    evidenceHref: `/certifications/${row.id}/evidence`,
    againHref: isOpenReturn ? `/certifications/new?again=${row.id}` : '',
    withdrawHref: row.state === 'reported' ? `/certifications/${row.id}/withdraw` : '',
  };
}

/** The qualifications as options, with an empty first one so that nothing is chosen by accident. */
export function certificationOptions(
  certifications: readonly CertificationRow[],
  selected: string,
  empty = '選んでください',
): OptionView[] {
  const options = certifications.map(({ code, name }) => ({ value: code, label: name }));
  return [{ value: '', label: empty }, ...options].map((option) => ({
    ...option,
    isSelected: option.value === selected,
  }));
}

export const REPORT_INITIAL = {
  certificationCode: '',
  passedOn: '',
  certificateNumber: '',
  evidence: '',
  staffNumber: '',
};
