import { Module } from '@nestjs/common';
import { AccountsModule } from '@app/accounts';
import { AppointmentsModule } from '@app/appointments';
import { CertificationsModule } from '@app/certifications';
import { CoverageModule } from '@app/coverage';
import { ExportsModule } from '@app/exports';
import { OrganizationModule } from '@app/organization';
import { Navigation } from '../../../shell/navigation';
import { CountingToday } from './counting-today';
import { CountingSettingsController } from './counting-settings.controller';
import { OrganizationSettingsController } from './organization-settings.controller';
import { EvidenceRulesController } from './evidence-rules.controller';
import { FileDaysController } from './file-days.controller';
import { IntentionMonthController } from './intention-month.controller';
import { CitySettingsController } from './overview.controller';
import { RulePreviewController } from './rule-preview.controller';
import { CityHolidaysController } from './holidays.controller';
import { OpenDataSettingsController } from './open-data.controller';
import { SignInRulesController } from './sign-in-rules.controller';
import { CityWordsController } from './words.controller';
import { IssuedNames } from './issued-names';

@Module({
  imports: [
    AccountsModule,
    AppointmentsModule,
    CertificationsModule,
    CoverageModule,
    ExportsModule,
    OrganizationModule,
  ],
  controllers: [
    CitySettingsController,
    CityHolidaysController,
    CityWordsController,
    SignInRulesController,
    EvidenceRulesController,
    FileDaysController,
    IntentionMonthController,
    OpenDataSettingsController,
    OrganizationSettingsController,
    CountingSettingsController,
    RulePreviewController,
  ],
  providers: [CountingToday, IssuedNames],
})
export class CitySettingsPagesModule {
  constructor(navigation: Navigation) {
    navigation.add({
      area: 'administration',
      label: '市の設定',
      href: '/city-settings',
      permission: 'settings.read',
      order: 130,
    });
  }
}
