export const REPORT_KEY = 'report';
/** The same as that of the figures it tells. */
export const REPORT_PERMISSION = 'coverage.read';
