import type { ReportPaper } from '@app/coverage';
import type { ReportPeriod } from './report.rules';

export const REPORT_PAPER_WORDS: Readonly<Record<ReportPaper, string>> = {
  sheet: '一枚もの(PDF)',
  workbook: '表(Excel)',
  figures: '数値(CSV)',
};

export const REPORT_PERIOD_WORDS: Readonly<Record<ReportPeriod, string>> = {
  monthly: '毎月',
  quarterly: '四半期ごと',
};
