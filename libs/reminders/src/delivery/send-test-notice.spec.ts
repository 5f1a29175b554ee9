import { Module } from '@nestjs/common';
import { type LibTest, rowsOf, startLibTest } from '@app/testing';
import { findKind } from '../kinds/kinds';
import { RemindersModule } from '../reminders.module';
import type { WordsOf } from '../wording/wording';
import { type Digest, DigestMails } from './digest-mails';
import { SendTestNotice } from './send-test-notice';

class PlainMails extends DigestMails {
  compose({ recipientName, entries, day }: Digest, supposed?: WordsOf) {
    const kind = findKind('learning_due');
    const title = kind && supposed?.(kind, day).title();
    const text = [recipientName, title ?? '', ...entries.map((it) => it.text)].join('\n');
    return Promise.resolve({ subject: `${String(entries.length)}件`, text });
  }
}

@Module({
  imports: [RemindersModule],
  providers: [SendTestNotice, { provide: DigestMails, useClass: PlainMails }],
})
class TestNoticeModule {}

describe('A mail in which words are tried', () => {
  let lib: LibTest;

  beforeEach(async () => {
    lib = await startLibTest(TestNoticeModule);
  });

  afterEach(() => lib.close());

  const send = (personId: string, kind = 'learning_due') =>
    lib.get(SendTestNotice).run({
      ...{ id: '00000000-0000-4000-8000-0000000000aa', personId, kind },
      wording: { title: '学習のお願い', line: '文' },
      entries: [{ text: '情報セキュリティ', dueOn: '2026-11-26', reason: '見本', link: '/' }],
    });
  const mails = () =>
    rowsOf<object>(
      lib.database,
      'SELECT to_address AS recipient, subject, body FROM mailbox_messages',
    );

  it('goes to who tries them, by the words that are tried, and says so', async () => {
    const personId = await lib.city.addPerson({ name: '推進　二', email: 'a@example.jp' });
    await send(personId);
    expect(await mails()).toEqual([
      {
        recipient: 'a@example.jp',
        subject: '(試し)1件',
        body: '推進　二\n学習のお願い\n情報セキュリティ',
      },
    ]);
  });

  it('goes to nobody without a mailbox, and of no kind that is gone', async () => {
    await send(await lib.city.addPerson({ email: null }));
    await send(await lib.city.addPerson({ email: 'a@example.jp' }), 'gone');
    expect(await mails()).toEqual([]);
  });
});
