import { Injectable } from '@nestjs/common';
import { Database, type Page } from '../database/database';

export interface MailboxRow {
  readonly id: string;
  readonly to_address: string;
  readonly subject: string;
  readonly received_at: Date;
}

export interface MailboxMessage extends MailboxRow {
  readonly message_id: string;
  readonly body: string;
}

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
    const where = `WHERE $1 = '' OR strpos(lower(to_address || ' ' || subject || ' ' || body), lower($1)) > 0`;
    const rows = await this.database.query<MailboxRow>(
      `SELECT id, to_address, subject, received_at FROM mailbox_messages ${where}
       ORDER BY received_at DESC, id LIMIT $2 OFFSET $3`,
      [page.text, page.limit, page.offset],
    );
    const count = await this.database.queryOne<{ total: number }>(
      `SELECT count(*)::int AS total FROM mailbox_messages ${where}`,
      [page.text],
    );
    return { rows, total: count?.total ?? 0 };
  }

  async findMessage(id: string): Promise<MailboxMessage | null> {
    return this.database.queryOne<MailboxMessage>(
      'SELECT id, message_id, to_address, subject, body, received_at FROM mailbox_messages WHERE id::text = $1',
      [id],
    );
  }
}
