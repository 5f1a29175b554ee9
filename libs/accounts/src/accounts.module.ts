import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { OrganizationModule } from '@app/organization';
import { AccountRole } from './account/account-role.entity';
import { Account } from './account/account.entity';
import { AccountQueries } from './account/accounts.queries';
import { AccountsService } from './account/accounts.service';
import { JoinedAccounts } from './account/joined-accounts';
import { NewAccountsService } from './account/new-accounts.service';
import { ActorQueries } from './actor/actors.queries';
import { AuditEntryQueries } from './audit/audit-entries.queries';
import { AuditGuard } from './audit/audit-guard.service';
import { GuessLimit } from './sign-in/guess-limit';
import { SignInService } from './sign-in/sign-in.service';
import { PersonalToken } from './token/personal-token.entity';
import { PersonalTokensService } from './token/personal-tokens.service';

const SERVICES = [
  AccountQueries,
  AccountsService,
  ActorQueries,
  AuditEntryQueries,
  AuditGuard,
  GuessLimit,
  NewAccountsService,
  PersonalTokensService,
  SignInService,
];

@Module({
  imports: [TypeOrmModule.forFeature([Account, AccountRole, PersonalToken]), OrganizationModule],
  providers: [...SERVICES, JoinedAccounts],
  exports: SERVICES,
})
export class AccountsModule {}
