import {
  type AttemptRow,
  type CertificationRow,
  type CorrectionRow,
  type OwnRecordRow,
  type ReportAgain,
  REDUCED_SIDE,
  renewBy,
  type ShownState,
  shownValidityOn,
  validityOn,
  changeLines,
} from '@app/certifications';
import {
  formatDate,
  formatDateShort,
  formatDateTime,
  type LocalDate,
  numberText,
  words,
} from '@app/platform';
import { pageHead } from '../../../shell/parts/heads';
import { tableFrame } from '../../../shell/parts/tables';
import { type ChipView, stateChip } from '../../../shell/signs';
import { breadcrumb } from '../../../shell/view-parts';
import { certificateStory } from './certificate-story';
import { examView } from './exams.views';

export interface RecordView {
  readonly id: string;
  readonly name: string;
  readonly passedOn: string;
  readonly number: string;
  readonly reported: string;
  readonly chip: ChipView;
  readonly isAnnulled: boolean;
  readonly reason: string;
  readonly evidenceHref: string;
  /** Empty where there is nothing to do. */
  readonly againHref: string;
  readonly renewHref: string;
  /** Until when it is good; empty for what has no end. */
  readonly until: string;
  readonly validity: ChipView | null;
  readonly withdrawHref: string;
}

export interface OptionView {
  readonly value: string;
  readonly label: string;
  readonly isSelected: boolean;
}

/** States after which the same pass may be reported again. */
const AGAIN: ReadonlySet<ShownState> = new Set(['returned', 'revoked', 'annulled']);

/** Where one stands with one thing to do next; everything reported and booked below. */
export function certificationsView(
  records: readonly OwnRecordRow[],
  exams: readonly AttemptRow[],
  corrections: readonly CorrectionRow[],
  today: LocalDate,
) {
  const story = certificateStory(records, exams, today);
  return {
    title: '資格',
    head: pageHead('資格', breadcrumb(['資格']), stateSentence(records)),
    story,
    ...otherActs(story.act?.href ?? ''),
    recordTable: tableFrame('報告した資格', { hidesCaption: true, rows: records.length }),
    records: records.map((row) => ({
      ...recordView(row, today),
      corrections: corrections.filter(({ recordId }) => recordId === row.id).map(correctedText),
    })),
    examTable: tableFrame('受験の予定と結果', { hidesCaption: true, rows: exams.length }),
    exams: exams.map((exam) => examView(exam, today)),
  };
}

/** What one may want beside the next step. */
const OTHER_ACTS = [
  { label: '合格した資格を報告する', href: '/certifications/new' },
  { label: '受験予定を登録する', href: '/certifications/exams/new' },
  { label: '資格までの道と受験の意向', href: '/certifications/way' },
] as const;

const REPORT_EMPTY = '/certifications/new';

/** An empty report does not stand beside the one that is begun already, but at the end of the page. */
function otherActs(next: string) {
  const isBegun = next.startsWith(`${REPORT_EMPTY}?`);
  return {
    others: OTHER_ACTS.filter(({ href }) => href !== next && !(isBegun && href === REPORT_EMPTY)),
    emptyReportHref: isBegun ? REPORT_EMPTY : '',
  };
}

/** Why it came back, and which file is used again; for the form of the report that follows it. */
export function againView({ reason, state, evidenceName }: ReportAgain) {
  return {
    reason: reason === null ? '' : `${BACK_WORDS[state] ?? ''}理由: ${reason}`,
    kept:
      evidenceName === null
        ? ''
        : `前に送った証明書類(${evidenceName})を、そのまま使います。差し替えるときだけ、下で選んでください。`,
  };
}

const BACK_WORDS: Readonly<Partial<Record<ShownState, string>>> = {
  returned: '差戻しの',
  revoked: '確認の取消しの',
  annulled: '取消しの',
};

/** One sentence that says where the person stands and whether anything is left to do. */
export function stateSentence(records: readonly OwnRecordRow[]): string {
  if (records.length === 0) return '報告した資格は、まだありません。';
  const count = (state: ShownState) => records.filter((row) => row.state === state).length;
  const open = (state: ShownState) =>
    records.filter((row) => row.state === state && !row.isReplaced).length;
  const parts = [
    `確認済みの資格は${count('verified')}件`,
    `確認待ちは${count('reported')}件です。`,
  ];
  const todo = [
    { name: '差戻し', count: open('returned') },
    { name: '確認の取消し', count: open('revoked') + open('annulled') },
  ].filter((it) => it.count > 0);
  if (todo.length === 0) return parts.join('、');
  const what = todo.map((it) => `${it.name}が${String(it.count)}件`).join('、');
  return `${parts.join('、')}${what}あります。`;
}

export function recordView(row: OwnRecordRow, today: LocalDate): RecordView {
  const by = row.reporterName === '' ? '' : `(${row.reporterName}が代わりに報告)`;
  const mayReportAgain = AGAIN.has(row.state) && !row.isReplaced;
  return {
    id: row.id,
    name: row.certificationName,
    passedOn: formatDate(row.passedOn),
    number: row.certificateNumber,
    reported: formatDateTime(row.reportedAt) + by,
    chip: stateChip(`record.${row.state}`),
    isAnnulled: row.state === 'annulled',
    reason: reasonText(row),
    evidenceHref: row.evidenceKind === 'file' ? `/certifications/${row.id}/evidence` : '',
    ...periodView(row, today),
    againHref: mayReportAgain ? `/certifications/new?again=${row.id}` : '',
    withdrawHref: row.state === 'reported' ? `/certifications/${row.id}/withdraw` : '',
  };
}

/** Until when it is good, where that stands today, and the way to its next period once it is time. */
function periodView(
  row: OwnRecordRow,
  today: LocalDate,
): Pick<RecordView, 'until' | 'validity' | 'renewHref'> {
  const { id, state, validUntil, isRenewed } = row;
  const validity = state === 'verified' ? validityOn(row, today) : null;
  const shown = validity === null ? null : shownValidityOn(row, today);
  const isToRenew = validity !== null && validity !== 'valid' && !isRenewed;
  return {
    until:
      validUntil === null
        ? ''
        : `${formatDate(validUntil)}まで${isToRenew ? byText(row, today) : ''}`,
    validity: shown === null ? null : stateChip(`validity.${shown}`),
    renewHref: isToRenew ? `/certifications/new?renew=${id}` : '',
  };
}

/** Of a qualification that is to be renewed before its end. */
function byText(row: OwnRecordRow, today: LocalDate): string {
  const by = renewBy(row);
  if (by === null || row.renewalWindowDays === null) return '';
  return by < today
    ? `(更新の手続きの期限は${formatDateShort(by)}でした)`
    : `(更新の手続きは${formatDateShort(by)}まで)`;
}

/** What the person reads of a return or a revocation; who decided is not their concern. */
function reasonText(row: OwnRecordRow): string {
  const { returnReason, revokeReason, revokedAt, annulReason, annulledAt } = row;
  if (annulledAt !== null) {
    return `${formatDateTime(annulledAt)}に誤りとして取り消されました。取消しの理由: ${annulReason ?? ''}`;
  }
  if (revokedAt !== null) {
    return `${formatDateTime(revokedAt)}に確認が取り消されました。取消しの理由: ${revokeReason ?? ''}`;
  }
  return returnReason === null ? '' : `差戻しの理由: ${returnReason}`;
}

/** What HR has corrected and why; who it was is not the holder's concern. */
export function correctedText(row: CorrectionRow): string {
  const when = row.decidedAt === null ? '' : formatDateTime(row.decidedAt);
  return `${when}に${words.hr}が訂正しました。${changeLines(row).join('、')}。理由: ${row.reason}`;
}

/** The qualifications as options, with an empty first one so that nothing is chosen by accident. */
export function certificationOptions(
  certifications: readonly CertificationRow[],
  selected: string,
  empty = '選んでください',
): OptionView[] {
  const options = certifications.map((row) => ({ value: row.code, label: optionText(row) }));
  return [{ value: '', label: empty }, ...options].map((option) => ({
    ...option,
    isSelected: option.value === selected,
  }));
}

/** One that ends, or has ended, says so. */
export function optionText({ name, lastExamOn }: CertificationRow): string {
  return lastExamOn === null ? name : `${name}(試験は${formatDateShort(lastExamOn)}まで)`;
}

export const REPORT_INITIAL = {
  againId: '',
  renewsId: '',
  validUntil: '',
  nameOnCertificate: '',
  certificationCode: '',
  passedOn: '',
  certificateNumber: '',
  evidence: '',
  staffNumber: '',
};

/** Said of a photograph that is kept smaller than it was sent. */
export function reducedText(): string {
  return `送った写真は大きいため、長い辺を${numberText(REDUCED_SIDE)}画素に縮めて保存しました。`;
}

/** Said of a report whose file stands in another one: it may be right, and is often the wrong file. */
export function sameFileText(
  other: { readonly name: string; readonly passedOn: LocalDate } | null,
): string {
  return other === null
    ? ''
    : `送った証明書類は、${other.name}(${formatDate(other.passedOn)}合格)の報告と同じファイルです。選び間違えたときは、この報告を取り下げて、もう一度報告してください。`;
}
