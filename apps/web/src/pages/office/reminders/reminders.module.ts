import { Module } from '@nestjs/common';
import { ExportsModule } from '@app/exports';
import { RemindersModule } from '@app/reminders';
import { Navigation } from '../../../shell/navigation';
import { ReminderFilesController } from './reminder-files.controller';
import { WhyNotController } from './why-not.controller';
import { RemindersController } from './reminders.controller';

@Module({
  imports: [ExportsModule, RemindersModule],
  controllers: [ReminderFilesController, RemindersController, WhyNotController],
})
export class RemindersPagesModule {
  constructor(navigation: Navigation) {
    navigation.add({
      area: 'training',
      label: '通知',
      href: '/reminders',
      permission: 'reminders.read',
      order: 110,
    });
  }
}
