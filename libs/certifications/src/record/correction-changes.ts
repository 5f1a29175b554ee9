import { formatDate, type LocalDate } from '@app/platform';
import type { CorrectionRow } from './corrections.queries';

export interface ChangeView {
  readonly label: string;
  readonly from: string;
  readonly to: string;
}

/** A certificate before and after. */
export type ChangedFacts = Pick<
  CorrectionRow,
  | 'oldCertificationName'
  | 'oldPassedOn'
  | 'oldCertificateNumber'
  | 'oldValidUntil'
  | 'certificationName'
  | 'passedOn'
  | 'certificateNumber'
  | 'validUntil'
>;

/** What reads otherwise, old and new side by side; what stays is left out. */
export function changesOf(row: ChangedFacts): readonly ChangeView[] {
  return [
    { label: '資格', from: row.oldCertificationName, to: row.certificationName },
    { label: '合格日', from: formatDate(row.oldPassedOn), to: formatDate(row.passedOn) },
    { label: '合格証書番号', from: row.oldCertificateNumber, to: row.certificateNumber },
    { label: '有効期限', from: endText(row.oldValidUntil), to: endText(row.validUntil) },
  ].filter(({ from, to }) => from !== to);
}

function endText(day: LocalDate | null): string {
  return day === null ? 'なし' : formatDate(day);
}

/** 「合格日を令和8年10月20日(火)から令和8年10月25日(日)に」 */
export function changeLines(row: ChangedFacts): readonly string[] {
  return changesOf(row).map(({ label, from, to }) => `${label}を${from}から${to}に`);
}
