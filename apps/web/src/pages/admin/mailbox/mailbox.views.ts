import {
  formatDateTime,
  type MailboxMessage,
  type MailboxRow,
  type Page,
  thingsSentence,
} from '@app/platform';
import { address, breadcrumb, pager } from '../../../shell/view-parts';

export const PAGE_SIZE = 50;

export function mailboxView(
  { rows, total }: Page<MailboxRow>,
  { text, page }: { readonly text: string; readonly page: number },
) {
  return {
    title: '開発用メール箱',
    breadcrumb: breadcrumb(['開発用メール箱']),
    summary: thingsSentence(`${text === '' ? '' : `「${text}」を含む`}メール`, total, '通'),
    search: { id: 'filter-q', name: 'q', value: text, error: '' },
    rows: rows.map((row) => ({
      href: `/mailbox/${row.id}`,
      subject: row.subject,
      to: row.to_address,
      receivedAt: formatDateTime(row.received_at),
    })),
    pages: pager({ page, pageSize: PAGE_SIZE, total }, (number) =>
      address('/mailbox', { q: text, page: number }),
    ),
  };
}

export function messageView(message: MailboxMessage) {
  return {
    title: message.subject,
    breadcrumb: breadcrumb(['開発用メール箱', '/mailbox'], ['メール']),
    subject: message.subject,
    to: message.to_address,
    receivedAt: formatDateTime(message.received_at),
    messageId: `<${message.message_id}>`,
    body: message.body,
  };
}
