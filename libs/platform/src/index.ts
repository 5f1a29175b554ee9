export {
  ACCESS_KINDS,
  type AccessDetail,
  type AccessEvent,
  type AccessKind,
  DOOR_KINDS,
  READING_KINDS,
} from './access-log/access-event';
export { AccessLog } from './access-log/access-log';
export { type AuditAnchor, AuditAnchors } from './audit/audit-anchors';
export {
  AuditCheck,
  CHAIN_PROBLEMS,
  type ChainCheck,
  type ChainProblem,
} from './audit/audit-check';
export { type AuditActor, type AuditEntry, AuditLog } from './audit/audit-log';
export { type CityHoliday, CityHolidays } from './calendar/city-holidays.service';
export * from './calendar/entered-day';
export * from './calendar/fiscal-year';
export * from './calendar/whole-number';
export * from './calendar/japanese-date';
export * from './calendar/local-date';
export { localDateSchema } from './calendar/local-date.schema';
export { OfficeCalendars } from './calendar/office-calendars';
export * from './calendar/office-holidays';
export * from './calendar/periods';
export * from './clock/clock';
export { clockOf } from './clock/clock-of';
export * from './clock/instants';
export {
  type CommandAnswer,
  type CommandCall,
  Commands,
  type RepeatedAnswer,
  type UndoAct,
} from './commands/commands';
export {
  APP_CONFIG,
  type AppConfig,
  childEnvironment,
  ConfigError,
  type Environment,
  loadConfig,
} from './config/config';
export { endInWords } from './config/end-in-words';
export { localAddress, secretsOf } from './config/config.schema';
export { withOwnSecrets } from './config/own-secrets';
export { Seals } from './config/seals';
export { renderEnvExample } from './config/env-example';
export * from './csv/decode';
export { type Delimiter, DELIMITER_WORDS } from './csv/delimiters';
export * from './csv/export';
export { findHeading, type FoundHeading, type SkippedLine } from './csv/heading';
export * from './csv/normalize';
export * from './csv/parse';
export * from './csv/problems';
export * from './csv/write';
export { Database, type Page, sqlState, violatedConstraint } from './database/database';
export { dataSourceOptions } from './database/data-source';
export * from './database/dump';
export {
  type AccountId,
  type AppointmentId,
  type AssignmentId,
  type CourseId,
  type EnrollmentId,
  type Id,
  idOf,
  type AppointmentBatchId,
  type LetterBatchId,
  type OrgUnitId,
  type PersonId,
  type CorrectionId,
  type PublicationId,
  type FileOrderId,
  type ReportScheduleId,
  type EntryBatchId,
  type RecordId,
  type NominationId,
  type CertificationVersionId,
  type RoleVersionId,
} from './database/ids';
export { isUuid } from './database/uuid';
export {
  History,
  type HistoryChanges,
  type HistoryCopy,
  type HistoryKey,
  type HistoryRow,
  type HistoryTable,
  type Recorder,
} from './database/history';
export { Housekeeping } from './database/housekeeping';
export {
  bringUpToDate,
  type DatabaseAddresses,
  ownerUrlOf,
  runMigrations,
} from './database/migrate';
export * from './database/product-role';
export * from './errors/errors';
import './errors/input-messages';
export { DomainEvents } from './events/domain-events';
export * from './files';
export {
  declaredJobs,
  defineJob,
  handles,
  type JobDefinition,
  type JobHandler,
  NO_PAYLOAD,
} from './jobs/job';
export {
  type EnqueueOptions,
  type FailedJob,
  JobQueue,
  type KeptSchedule,
  type Schedule,
} from './jobs/job-queue';
export { JobWorker } from './jobs/job-worker';
export * from './local-postgres';
export { AppLogger } from './log/logger';
export { MailboxQueries, type MailboxMessage, type MailboxRow } from './mail/mailbox.queries';
export { type Mail, Mailer, MailNotAccepted, MailRefused } from './mail/mailer';
export { SmtpMailer } from './mail/smtp-mailer';
export { type HelperPart, HelperProcess } from './processes/helper-process';
export { endAbove } from './processes/watch-memory';
export { PlatformModule } from './platform.module';
export { Random, SystemRandom } from './random/random';
export { normalNumber, seededNumbers } from './random/seeded-numbers';
export * from './start-checks';
export { type SystemFacts, SystemState } from './system/system-facts';
export { productVersion } from './system/version';
export { type SettingChange, type SettingRow, SettingsService } from './settings/settings.service';
export {
  asKnown,
  col,
  type Column,
  knownStatements,
  type RowFrom,
  type RowOf,
  type Statement,
  statement,
  statementsFor,
} from './statements';
export { naturalOrder } from './statements/natural-order';
export { dayOf, startOfDay } from './statements/tokyo-days';
export {
  GlyphsMissing,
  joinPdfs,
  overprintPdf,
  type NamedFile,
  type PdfDefinition,
  writePdf,
  writePdfWithGeta,
  writeZip,
} from './documents/paper';
export { type BrokenCell, MOST_SHEET_ROWS, type SheetTexts } from './documents/reading/sheet-texts';
export { type ReadSpreadsheet, SpreadsheetReader } from './documents/spreadsheet-reader';
export {
  type DayCell,
  type Sheet,
  type SheetCell,
  writeWorkbook,
  writeXlsx,
} from './documents/xlsx';
export * from './vocabulary';
export { isAllSeen, seenMark } from './vocabulary/seen-mark';
