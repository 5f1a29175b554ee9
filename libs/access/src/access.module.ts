import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccountRole } from './account/account-role.entity';
import { Account } from './account/account.entity';
import { AccountsService } from './account/accounts.service';
import { ActorQueries } from './actor/actors.queries';
import { SignInService } from './sign-in/sign-in.service';
import { PersonalToken } from './token/personal-token.entity';
import { PersonalTokensService } from './token/personal-tokens.service';

@Module({
  imports: [TypeOrmModule.forFeature([Account, AccountRole, PersonalToken])],
  providers: [AccountsService, ActorQueries, SignInService, PersonalTokensService],
  exports: [AccountsService, ActorQueries, SignInService, PersonalTokensService],
})
export class AccessModule {}
