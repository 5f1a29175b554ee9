import { Module } from '@nestjs/common';
import { AccountsModule } from '@app/accounts';
import { SettingsController } from './settings.controller';

@Module({ imports: [AccountsModule], controllers: [SettingsController] })
export class SettingsPagesModule {}
