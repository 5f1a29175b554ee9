import { Module } from '@nestjs/common';
import { AccountsModule } from '@app/accounts';
import { SecondFactorController } from './second-factor.controller';
import { SecurityController } from './security.controller';

@Module({ imports: [AccountsModule], controllers: [SecurityController, SecondFactorController] })
export class SecurityPagesModule {}
