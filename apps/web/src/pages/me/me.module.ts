import { Module } from '@nestjs/common';
import { CalendarPagesModule } from './calendar/calendar.module';
import { FilesPagesModule } from './files/files.module';
import { HomePagesModule } from './home/home.module';
import { ItPassportPagesModule } from './itpassport/itpassport.module';
import { LearningPagesModule } from './learning/learning.module';
import { CertificationsPagesModule } from './certifications/certifications.module';
import { MyRolePagesModule } from './my-role/my-role.module';
import { MyActivitiesPagesModule } from './activities/my-activities.module';
import { NominationsPagesModule } from './nominations/nominations.module';
import { NoticesPagesModule } from './notices/notices.module';
import { SearchPagesModule } from './search/search.module';
import { SecurityPagesModule } from './security/security.module';
import { SettingsPagesModule } from './settings/settings.module';
import { SignInPagesModule } from './sign-in/sign-in.module';

/** What everybody has for themselves. */
@Module({
  imports: [
    CalendarPagesModule,
    FilesPagesModule,
    HomePagesModule,
    ItPassportPagesModule,
    LearningPagesModule,
    CertificationsPagesModule,
    MyActivitiesPagesModule,
    MyRolePagesModule,
    NominationsPagesModule,
    NoticesPagesModule,
    SearchPagesModule,
    SecurityPagesModule,
    SettingsPagesModule,
    SignInPagesModule,
  ],
})
export class MeWingModule {}
