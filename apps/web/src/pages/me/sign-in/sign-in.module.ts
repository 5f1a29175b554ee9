import { Module } from '@nestjs/common';
import { AccountsModule } from '@app/accounts';
import { PasswordController } from './password.controller';
import { SignInController } from './sign-in.controller';

@Module({ imports: [AccountsModule], controllers: [SignInController, PasswordController] })
export class SignInPagesModule {}
