import { Injectable } from '@nestjs/common';
import { Database, type Page } from '../database/database';
import * as col from '../statements/columns';
import type { RowFrom, RowOf } from '../statements';
import { statement } from '../statements/statement';

const ROW = {
  id: col.id<'mail'>(),
  to_address: col.text,
  subject: col.text,
  received_at: col.instant,
};

export type MailboxRow = RowOf<typeof ROW>;

const FOUND = `:text = '' OR strpos(lower(to_address || ' ' || subject || ' ' || body), lower(:text)) > 0`;

const LIST = statement({
  name: 'platform.mailbox',
  sql: `SELECT id, to_address, subject, received_at FROM mailbox_messages WHERE ${FOUND}
    ORDER BY received_at DESC, id LIMIT :limit OFFSET :offset`,
  parameters: { text: 'text', limit: 'integer', offset: 'integer' },
  row: ROW,
});

const TOTAL = statement({
  name: 'platform.mailbox-total',
  sql: `SELECT count(*)::int AS total FROM mailbox_messages WHERE ${FOUND}`,
  parameters: { text: 'text' },
  row: { total: col.int },
});

const MESSAGE = statement({
  name: 'platform.mailbox-message',
  sql: 'SELECT id, to_address, subject, received_at, message_id, body FROM mailbox_messages WHERE id::text = :id',
  parameters: { id: 'text' },
  row: { ...ROW, message_id: col.text, body: col.text },
});

export type MailboxMessage = RowFrom<typeof MESSAGE>;

/** Reads the built-in mailbox, newest first. */
@Injectable()
export class MailboxQueries {
  constructor(private readonly database: Database) {}

  /** Messages whose address, subject or text contains `text` (all without it). */
  async listMessages(page: {
    readonly text: string;
    readonly limit: number;
    readonly offset: number;
  }): Promise<Page<MailboxRow>> {
    const rows = await this.database.all(LIST, page);
    const { total } = await this.database.only(TOTAL, { text: page.text });
    return { rows, total };
  }

  async findMessage(id: string): Promise<MailboxMessage | null> {
    return this.database.first(MESSAGE, { id });
  }
}
