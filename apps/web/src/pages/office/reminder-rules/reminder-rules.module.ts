import { Module } from '@nestjs/common';
import { RemindersModule } from '@app/reminders';
import { ReminderRulesController } from './reminder-rules.controller';
import { ReminderWordsController } from './reminder-words.controller';

/** Reached from 通知. */
@Module({
  imports: [RemindersModule],
  controllers: [ReminderRulesController, ReminderWordsController],
})
export class ReminderRulesPagesModule {}
