import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { WaitingModule } from '@app/access';
import { OrganizationModule } from '@app/organization';
import { AccountRole } from './account/account-role.entity';
import { Account } from './account/account.entity';
import { AccessLogQueries } from './access-log/access-log.queries';
import { LogRetentionService } from './access-log/log-retention';
import { AccountsWaiting } from './account/accounts-waiting';
import { AccountQueries } from './account/accounts.queries';
import { AccountsService } from './account/accounts.service';
import { TwoPersons } from './account/two-persons';
import { AccountChange } from './account/account-change';
import { JoinedAccounts } from './account/joined-accounts';
import { NewAccountsService } from './account/new-accounts.service';
import { ActorQueries } from './actor/actors.queries';
import { AuditEntryQueries } from './audit/audit-entries.queries';
import { AuditMemberQueries } from './audit/audit-members.queries';
import { AuditGuard } from './audit/audit-guard.service';
import { CalendarFeedsService } from './calendar/calendar-feeds.service';
import { Passkeys } from './second-factor/passkeys';
import { RecoveryCodes } from './second-factor/recovery-codes';
import { SecondFactorCheck } from './second-factor/second-factor-check';
import { SecondFactorDuties } from './second-factor/second-factor-duties';
import { SecondFactorResets } from './second-factor/second-factor-resets.service';
import { SecondFactors } from './second-factor/second-factors.service';
import { AccountResets } from './reset/account-resets.service';
import { SecondPersons } from './reset/second-persons';
import { OwnSessions } from './session/own-sessions.service';
import { SessionRows } from './session/session-rows';
import { SignInRulesService } from './session/sign-in-rules';
import { GuessLimit } from './sign-in/guess-limit';
import { KnownDevices } from './sign-in/known-devices';
import { SignInRecords } from './sign-in/sign-in-records';
import { SignInService } from './sign-in/sign-in.service';
import { AccountNotices } from './notice/account-notices';
import { OwnPasswords } from './password/own-passwords.service';
import { PasswordChanges } from './password/password-changes';
import { PasswordPolicy } from './password/password-policy';
import { PasswordStrength } from './password/password-strength';
import { SlowedDown } from './sign-in/slowed-down';
import { PersonalToken } from './token/personal-token.entity';
import { PersonalTokensService } from './token/personal-tokens.service';

const SERVICES = [
  AccessLogQueries,
  AccountNotices,
  AccountQueries,
  AccountResets,
  AccountsService,
  ActorQueries,
  AuditEntryQueries,
  AuditMemberQueries,
  AuditGuard,
  CalendarFeedsService,
  GuessLimit,
  KnownDevices,
  LogRetentionService,
  NewAccountsService,
  OwnPasswords,
  OwnSessions,
  Passkeys,
  PersonalTokensService,
  RecoveryCodes,
  SecondFactorCheck,
  SecondFactorDuties,
  SecondFactors,
  SecondFactorResets,
  SecondPersons,
  SessionRows,
  SignInRecords,
  SignInRulesService,
  SignInService,
  SlowedDown,
  TwoPersons,
];

@Module({
  imports: [
    TypeOrmModule.forFeature([Account, AccountRole, PersonalToken]),
    OrganizationModule,
    WaitingModule,
  ],
  providers: [
    ...SERVICES,
    AccountChange,
    JoinedAccounts,
    PasswordChanges,
    PasswordPolicy,
    PasswordStrength,
    AccountsWaiting,
  ],
  exports: SERVICES,
})
export class AccountsModule {}
