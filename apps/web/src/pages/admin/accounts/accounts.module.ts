import { Module } from '@nestjs/common';
import { ExportsModule } from '@app/exports';
import { AccountsModule } from '@app/accounts';
import { Navigation } from '../../../shell/navigation';
import { AccountsController } from './accounts.controller';
import { NewAccountsController } from './new-accounts.controller';
import { ResetsController } from './resets.controller';
import { SecondFactorResetController } from './second-factor-reset.controller';
import { WaitingController } from './waiting.controller';

@Module({
  imports: [ExportsModule, AccountsModule],
  controllers: [
    WaitingController,
    ResetsController,
    SecondFactorResetController,
    NewAccountsController,
    AccountsController,
  ],
})
export class AccountsPagesModule {
  constructor(navigation: Navigation) {
    navigation.add({
      area: 'administration',
      label: 'アカウント',
      href: '/accounts',
      permission: 'accounts.read',
      order: 120,
    });
  }
}
