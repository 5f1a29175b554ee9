import { Module } from '@nestjs/common';
import { AccountsModule } from '@app/accounts';
import { RemindersModule } from '@app/reminders';
import { NoticeStreams } from './notice-streams';
import { NoticeStreamController } from './notice-stream.controller';
import { NoticesController } from './notices.controller';

/** お知らせ: what the ledger told the reader, and the number in the header as it changes. */
@Module({
  imports: [AccountsModule, RemindersModule],
  // The stream's address stands before that of one notice.
  controllers: [NoticeStreamController, NoticesController],
  providers: [NoticeStreams],
})
export class NoticesPagesModule {}
