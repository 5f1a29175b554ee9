export { type CalendarFeed, CalendarFeedsService } from './calendar/calendar-feeds.service';
export { TwoPersons } from './account/two-persons';
export {
  ACCESS_SORTS,
  type AccessFilter,
  AccessLogQueries,
  type AccessRow,
  type AccessSort,
} from './access-log/access-log.queries';
export {
  FORGET_ACCESS_LOG,
  type LogRetention,
  LogRetentionService,
} from './access-log/log-retention';
export { AccountsModule } from './accounts.module';
export { ActorQueries, type SessionHolder } from './actor/actors.queries';
export { AccountRole } from './account/account-role.entity';
export { Account } from './account/account.entity';
export {
  ACCOUNT_STATES,
  type AccountDetails,
  AccountQueries,
  type AccountState,
  type BulkTarget,
  type PeopleFilter as AccountFilter,
  type ListedAccount,
  type PersonWithAccount,
  type RolePeriod,
} from './account/accounts.queries';
export { AccountsService } from './account/accounts.service';
export {
  type FirstPassword,
  type HandedOutPassword,
  NewAccountsService,
} from './account/new-accounts.service';
export { AuditEntryQueries, type AuditFilter, type AuditRow } from './audit/audit-entries.queries';
export {
  type AuditMember,
  AuditMemberQueries,
  type AuditMembers,
} from './audit/audit-members.queries';
export { auditCheckSentence } from './audit/audit-check.words';
export {
  type AnchorMail,
  AnchorMails,
  type AuditCheckRow,
  AuditGuard,
  GUARD_AUDIT,
  MAIL_ANCHOR,
  SendAnchor,
} from './audit/audit-guard.service';
export { MAIL_AUDIT_MONTH, type MonthMail, MonthMails, SendMonthMails } from './audit/month-mails';
export { OwnPasswords } from './password/own-passwords.service';
export { DEMO_PASSWORD } from './password/password.rules';
export {
  type AccountNotice,
  AccountNotices,
  type NoticeKind,
  type NoticeToMail,
} from './notice/account-notices';
export { SEND_ACCOUNT_NOTICES } from './notice/account-notices.jobs';
export { noticeText } from './notice/notice-words';
export { Passkeys } from './second-factor/passkeys';
export { RecoveryCodes } from './second-factor/recovery-codes';
export { SecondFactorCheck } from './second-factor/second-factor-check';
export { SecondFactorDuties } from './second-factor/second-factor-duties';
export type { SecondFactorDuty } from './second-factor/second-factor-duty.rules';
export type { SecondFactorRow } from './second-factor/second-factor.statements';
export { SecondFactorResets } from './second-factor/second-factor-resets.service';
export { SecondFactors } from './second-factor/second-factors.service';
export { inGroups, totpAddress } from './second-factor/totp.rules';
export { AccountResets, type ResetState } from './reset/account-resets.service';
export {
  isResetOpen,
  RESET_KINDS,
  type ResetKind,
  type ResetRequest,
} from './reset/account-resets.statements';
export { type MissingSecond, SecondPersons } from './reset/second-persons';
export { OwnSessions } from './session/own-sessions.service';
export { type SessionFacts, type SessionRow, SessionRows } from './session/session-rows';
export { HOLDER_RESETS, type SignInRules, SignInRulesService } from './session/sign-in-rules';
export { deviceWords } from './sign-in/device-words.rules';
export { GuessLimit } from './sign-in/guess-limit';
export { KNOWN_DAYS, KnownDevices } from './sign-in/known-devices';
export {
  type CompletedSignIn,
  type FailedSignIn,
  type Place,
  type PreviousSignIn,
  SignInRecords,
} from './sign-in/sign-in-records';
export { SignInService, type SignInResult } from './sign-in/sign-in.service';
export { type SlowedAccount, type SlowedAddress, SlowedDown } from './sign-in/slowed-down';
export { PersonalToken } from './token/personal-token.entity';
export {
  LONGEST_DAYS,
  PersonalTokensService,
  tokenFor,
  type TokenFacts,
} from './token/personal-tokens.service';
export { ACCOUNT_STATE_WORDS } from './vocabulary';
