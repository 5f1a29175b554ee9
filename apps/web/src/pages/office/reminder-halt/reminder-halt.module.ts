import { Module } from '@nestjs/common';
import { RemindersModule } from '@app/reminders';
import { Navigation } from '../../../shell/navigation';
import { ReminderHaltController } from './reminder-halt.controller';
import { HALT } from './reminder-halt.views';

@Module({ imports: [RemindersModule], controllers: [ReminderHaltController] })
export class ReminderHaltPagesModule {
  constructor(navigation: Navigation) {
    const entry = { label: '災害対応モード', href: HALT, order: 147 } as const;
    navigation.add({ area: 'administration', ...entry, permission: 'reminders.halt' });
  }
}
