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
export { SignInService, type SignInResult } from './sign-in/sign-in.service';
export { PersonalToken } from './token/personal-token.entity';
export { PersonalTokensService } from './token/personal-tokens.service';
export { ACCOUNT_STATE_WORDS } from './vocabulary';
