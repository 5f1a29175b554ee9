import { Module } from '@nestjs/common';
import { AccountsPagesModule } from './accounts/accounts.module';
import { CitySettingsPagesModule } from './city-settings/city-settings.module';
import { AuditPagesModule } from './audit/audit.module';
import { SystemPagesModule } from './system/system.module';
import { MailboxPagesModule } from './mailbox/mailbox.module';

/** Accounts, the settings of the city, and what was done. */
@Module({
  imports: [
    AccountsPagesModule,
    CitySettingsPagesModule,
    AuditPagesModule,
    MailboxPagesModule,
    SystemPagesModule,
  ],
})
export class AdminWingModule {}
