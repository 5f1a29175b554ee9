import {
  FORGET_ACCESS_LOG,
  GUARD_AUDIT,
  MAIL_AUDIT_MONTH,
  SEND_ACCOUNT_NOTICES,
} from '@app/accounts';
import { ACT_ON_TERMS, ISSUE_LETTERS } from '@app/appointments';
import { ENTER_CERTIFICATES } from '@app/certifications';
import {
  FORECAST_HEAD_COUNT,
  MAKE_PUBLICATIONS,
  PLAY_DRAFTS,
  WRITE_FIGURES_DOWN,
} from '@app/coverage';
import { MAKE_FILES, MAKE_REPORTS } from '@app/exports';
import type { Schedule } from '@app/platform';
import { CARRY_OUT_IMPORTS } from '@app/organization';
import { COUNT_QUESTIONS, FIT_QUESTIONS } from '@app/practice';
import { RESCORE_ATTEMPTS } from '@app/quizzes';
import { PLAN_REMINDERS, SWEEP_REMINDERS } from '@app/reminders';
import { CLOSE_OVERDUE_ATTEMPTS, TIDY_UP } from './worker.jobs';

/** Everything that happens by the clock, in Asia/Tokyo: minute hour day month weekday. */
export const SCHEDULES: readonly Schedule[] = [
  { id: 'plan-reminders', pattern: '30 8 * * *', job: PLAN_REMINDERS },
  { id: 'sweep-reminders', pattern: '*/5 * * * *', job: SWEEP_REMINDERS },
  { id: 'send-account-notices', pattern: '* * * * *', job: SEND_ACCOUNT_NOTICES },
  { id: 'close-overdue-attempts', pattern: '* * * * *', job: CLOSE_OVERDUE_ATTEMPTS },
  { id: 'guard-audit', pattern: '5 0 * * *', job: GUARD_AUDIT },
  { id: 'forget-access-log', pattern: '35 3 * * *', job: FORGET_ACCESS_LOG },
  { id: 'mail-audit-month', pattern: '40 8-17 * * *', job: MAIL_AUDIT_MONTH },
  { id: 'fit-questions', pattern: '20 2 * * *', job: FIT_QUESTIONS },
  { id: 'count-questions', pattern: '40 2 * * *', job: COUNT_QUESTIONS },
  { id: 'write-figures-down', pattern: '25 0 * * *', job: WRITE_FIGURES_DOWN },
  { id: 'forecast-head-count', pattern: '50 2 * * *', job: FORECAST_HEAD_COUNT },
  { id: 'make-publications', pattern: '*/5 * * * *', job: MAKE_PUBLICATIONS },
  { id: 'play-drafts', pattern: '*/5 * * * *', job: PLAY_DRAFTS },
  { id: 'make-files', pattern: '* * * * *', job: MAKE_FILES },
  { id: 'make-reports', pattern: '50 8-17 * * *', job: MAKE_REPORTS },
  { id: 'rescore-attempts', pattern: '*/5 * * * *', job: RESCORE_ATTEMPTS },
  { id: 'issue-letters', pattern: '*/5 * * * *', job: ISSUE_LETTERS },
  { id: 'act-on-terms', pattern: '*/5 * * * *', job: ACT_ON_TERMS },
  { id: 'enter-certificates', pattern: '*/5 * * * *', job: ENTER_CERTIFICATES },
  { id: 'carry-out-imports', pattern: '* * * * *', job: CARRY_OUT_IMPORTS },
  { id: 'tidy-up', pattern: '15 3 * * *', job: TIDY_UP },
];
