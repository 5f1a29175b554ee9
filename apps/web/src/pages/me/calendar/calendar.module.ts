import { Module } from '@nestjs/common';
import { AccountsModule } from '@app/accounts';
import { AppointmentsModule } from '@app/appointments';
import { CertificationsModule } from '@app/certifications';
import { CoursesModule } from '@app/courses';
import { CalendarController } from './calendar.controller';
import { CalendarFeedController } from './calendar-feed.controller';
import { OwnDates } from './own-dates';

/** 予定表: one's own dates as a file, and for a program that reads them by itself. */
@Module({
  imports: [AccountsModule, AppointmentsModule, CertificationsModule, CoursesModule],
  controllers: [CalendarController, CalendarFeedController],
  providers: [OwnDates],
})
export class CalendarPagesModule {}
