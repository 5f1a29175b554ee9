export { ExportsModule } from './exports.module';
export { ACCESS_KIND_WORDS, accessKindOptions } from './audit/access-words';
export {
  actionName,
  actionOptions,
  detailName,
  isNamedAction,
  subjectTypeName,
  valueName,
} from './audit/audit-words';
export {
  cellText,
  columnsFor,
  dayCell,
  type FileColumn,
  type FileList,
  instantCell,
  totalsOf,
} from './list/file-list';
export {
  FORMAT_TYPES,
  FORMAT_WORDS,
  isRowFormat,
  listFileName,
  listParts,
  MOST_ROWS_AT_ONCE,
  requireSheet,
  type RowFormat,
} from './list/list-parts';
export { type AnyListSource, type ListQuery, ListSource, slicesOf } from './list/list-source';
export { askedDayOf } from './list/asked-day';
export { LIST_SOURCES, ListSources } from './list/list-sources';
export { MAKE_FILES, MAKE_REPORTS } from './exports.jobs';
export { isOpenOrder, MOST_OPEN_ORDERS, type OrderState } from './order/file-order.rules';
export { FileDays } from './order/file-days';
export { FileOrderQueries, type OwnOrder } from './order/file-orders.queries';
export { FileOrdersService, type OrderDraft, type Ordering } from './order/file-orders.service';
export { MakeFiles } from './order/make-files.service';
export { MakeReports } from './report/make-reports.service';
export { type ReportMail, ReportMails, SendReportMails } from './report/report-mails';
export { REPORT_PERIODS, REPORT_PERMISSION, REPORT_ROLES } from './report/report.rules';
export {
  type ListedSchedule,
  type NewSchedule,
  ReportSchedulesService,
} from './report/report-schedules.service';
export { REPORT_PAPER_WORDS, REPORT_PERIOD_WORDS } from './report/report-words';
export { ACCESS_IN_FILES } from './sources/access.list';
export { accessFilter, type AccessQuery, AccessSource } from './sources/access.source';
export { ACCOUNTS_IN_FILES } from './sources/accounts.list';
export { accountsQuery, AccountsSource } from './sources/accounts.source';
export { appointmentsInFiles } from './sources/appointments.list';
export {
  appointmentFilter,
  type AppointmentListFilter,
  AppointmentsSource,
  wantedAppointments,
} from './sources/appointments.source';
export { AUDIT_IN_FILES, detailParts, isCode, membersText, WITHHELD } from './sources/audit.list';
export { auditFilter, type AuditQuery, AuditSource } from './sources/audit.source';
export {
  IMPORT_PART_WORDS,
  IMPORT_PARTS,
  type ImportPart,
  importRowsInFiles,
} from './sources/import-rows.list';
export { ImportRowsSource } from './sources/import-rows.source';
export { howInFiles, type ListedPerson, peopleInFiles, whoInFiles } from './sources/people.list';
export { type PeopleSearch, PeopleSource, readPeopleSearch } from './sources/people.source';
export {
  type LedgerFilter,
  ledgerFilter,
  previewFilter,
  type ReminderQuery,
  REMINDERS_PER_PAGE,
} from './sources/reminder-filters';
export {
  dueDayOf,
  LEDGER_IN_FILES,
  PREVIEW_IN_FILES,
  remindersInFiles,
  stateNote,
} from './sources/reminders.list';
export {
  detailBehind,
  figurePeopleInFiles,
  POST_BEHIND,
  REASON_BEHIND,
  WHO_BEHIND,
} from './sources/figure-people.list';
export {
  askedPlace,
  FigurePeopleSource,
  type FigurePlace,
  figurePlace,
} from './sources/figure-people.source';
export { REVIEWS_IN_FILES } from './sources/reviews.list';
export { ALL_REVIEW_STATES, reviewFilter, ReviewsSource } from './sources/reviews.source';
export { latestDay, LedgerSource, UpcomingSource } from './sources/reminders.source';
export { ACTIVITIES_IN_FILES, ActivitiesSource, QUIET_WORDS } from './sources/activities.source';
export { ASSIGNMENT_PEOPLE_IN_FILES, isReleased } from './sources/assignment-people.list';
export {
  assignmentPeopleAsked,
  type AssignmentPeopleAsked,
  AssignmentPeopleSource,
  LEFT_OUT_WORD,
  wantedPeople,
} from './sources/assignment-people.source';
export { benchInFiles, benchLines } from './sources/bench.list';
export { benchSearch, type BenchSearch, BenchSource } from './sources/bench.source';
export {
  COHORT_PEOPLE_IN_FILES,
  COHORT_TITLE,
  cohortPartWord,
  cohortTitle,
} from './sources/cohort-people.list';
export { CohortPeopleSource, cohortQuestion } from './sources/cohort-people.source';
export {
  candidateFilter,
  candidatesInFiles,
  candidateSort,
  ExamCandidatesSource,
} from './sources/exam-candidates.source';
export { NOMINATION_COLUMNS, NOMINATIONS_IN_FILES } from './sources/nominations.list';
export { nominationsAsked, NominationsSource } from './sources/nominations.source';
export {
  OneShortSource,
  outlookYear,
  outlookYearEnd,
  SHORT_TITLE,
  shortInFiles,
  shortSearch,
  type ShortSearch,
  wantedShortOnes,
} from './sources/one-short.source';
export { PAPER_DAYS, PAPER_IN_FILES, PaperNoticesSource } from './sources/paper-notices.source';
export { REGISTER_IN_FILES } from './sources/register.list';
export { registerAsked, type RegisterSearch, RegisterSource } from './sources/register.source';
export {
  courseState,
  HELD_WORD,
  isOpenCourse,
  leftOutWord,
  notesOf,
  openCourseTexts,
  otherCourseTexts,
  ownColumns,
  STANDING_STATES,
  teamInFiles,
  teamRoleTexts,
} from './sources/team-people.list';
export { ROSTER_IN_FILES, RosterSource } from './sources/roster.source';
export { TeamPeopleSource } from './sources/team-people.source';
export {
  TEAM_STATE_WORDS,
  TEAM_TABS,
  teamAsked,
  type TeamSearched,
  type TeamTab,
  teamStatesOf,
  wantedTeam,
} from './sources/team-search';
export { UnitStaffSource, unitStaffInFiles } from './sources/unit-staff.source';
export {
  closableYear,
  closableYears,
  openOfYearInFiles,
  YearEndSource,
} from './sources/year-end.source';
