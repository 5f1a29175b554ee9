import { Module } from '@nestjs/common';
import { RemindersModule } from '@app/reminders';
import { RemindersApiController } from './reminders.controller';

@Module({ imports: [RemindersModule], controllers: [RemindersApiController] })
export class RemindersApiModule {}
