import { Module } from '@nestjs/common';
import { AccountsModule } from '@app/accounts';
import { ConfirmController } from './confirm.controller';
import { Entry } from './entry';
import { PasswordController } from './password.controller';
import { SecondStepController } from './second-step.controller';
import { SignInController } from './sign-in.controller';

@Module({
  imports: [AccountsModule],
  controllers: [SignInController, PasswordController, ConfirmController, SecondStepController],
  providers: [Entry],
})
export class SignInPagesModule {}
