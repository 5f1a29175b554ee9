import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { type LibTest, startLibTest } from '@app/testing';
import { SMTPServer } from 'smtp-server';
import { MailboxQueries } from './mailbox.queries';
import { type Mail, Mailer, MailNotAccepted, MailRefused, safeMail } from './mailer';
import { SmtpMailer } from './smtp-mailer';

const MAIL: Mail = {
  messageId: '1@manabi.example.jp',
  to: 'hanako@example.jp',
  subject: '【ツナガル学び】2件のお知らせ',
  text: '富山　花子 様\n\nお知らせです。\n',
};

describe('safeMail', () => {
  it.each([
    'hanako@example.jp, evil@example.com',
    'hanako@example.jp\r\nBcc: evil@example.com',
    '"花子" <hanako@example.jp>',
    'hanako',
    '',
    'a@b@c',
    `${'a'.repeat(250)}@example.jp`,
  ])('refuses the address %j', (to) => {
    expect(() => safeMail({ ...MAIL, to })).toThrow(MailRefused);
  });

  it('keeps a subject on one line and within reason', () => {
    const subject = 'お知らせ\r\nBcc: evil@example.com\u2028X: y';
    expect(safeMail({ ...MAIL, subject }).subject).toBe('お知らせ Bcc: evil@example.com X: y');
    expect(Array.from(safeMail({ ...MAIL, subject: '𠮷'.repeat(300) }).subject)).toHaveLength(200);
  });
});

describe('The built-in mailbox', () => {
  let lib: LibTest;

  beforeAll(async () => {
    lib = await startLibTest();
  });

  afterAll(async () => {
    await lib.close();
  });

  it('takes a mail once, however often it is sent', async () => {
    const mailer = lib.get(Mailer);
    await mailer.send(MAIL);
    await mailer.send({ ...MAIL, subject: 'again' });
    const { rows, total } = await list('');
    expect(total).toBe(1);
    expect(rows[0]).toMatchObject({
      to_address: MAIL.to,
      subject: MAIL.subject,
      received_at: lib.clock.now(),
    });
    const message = await lib.get(MailboxQueries).findMessage(rows[0]?.id ?? '');
    expect(message).toMatchObject({ message_id: MAIL.messageId, body: MAIL.text });
    expect(await lib.get(MailboxQueries).findMessage("' OR 1=1 --")).toBeNull();
  });

  it('belongs to the transaction', async () => {
    const failing = lib.database.transaction(async () => {
      await lib.get(Mailer).send({ ...MAIL, messageId: randomUUID() });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect((await list('')).total).toBe(1);
  });

  it('finds by address, subject and text, taking wildcards literally', async () => {
    expect((await list('HANAKO@')).total).toBe(1);
    expect((await list('お知らせです')).total).toBe(1);
    expect((await list('%')).total).toBe(0);
  });

  function list(text: string) {
    return lib.get(MailboxQueries).listMessages({ text, limit: 10, offset: 0 });
  }
});

describe('SMTP', () => {
  let server: SMTPServer;
  let mailer: SmtpMailer;
  let received: { to: string[]; raw: string }[];
  let answer: (stage: 'rcpt' | 'data') => Error | null;

  beforeEach(async () => {
    received = [];
    answer = () => null;
    server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onRcptTo: (_address, _session, done) => done(answer('rcpt')),
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const failure = answer('data');
          const to = session.envelope.rcptTo.map(({ address }) => address);
          if (!failure) received.push({ to, raw: Buffer.concat(chunks).toString('utf8') });
          done(failure);
        });
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.server.address() as AddressInfo;
    mailer = new SmtpMailer(
      `smtp://127.0.0.1:${String(port)}`,
      'ツナガル学び <manabi@city.example.jp>',
    );
  });

  afterEach(async () => {
    await mailer.close();
    await new Promise<void>((resolve) => server.close(resolve));
  });

  it('sends text with our message id to one receiver', async () => {
    await mailer.send(MAIL);
    const [mail] = received;
    expect(mail?.to).toEqual(['hanako@example.jp']);
    expect(mail?.raw).toContain('Message-ID: <1@manabi.example.jp>');
    expect(mail?.raw).toContain('Auto-Submitted: auto-generated');
    expect(mail?.raw).not.toContain('text/html');
    const [head = '', body = ''] = (mail?.raw ?? '').split('\r\n\r\n');
    expect(decode(head, body)).toContain('富山　花子 様');
  });

  it('lets no subject add a header or a receiver', async () => {
    await mailer.send({ ...MAIL, subject: '生成AI\r\nBcc: evil@example.com\r\n\r\n<script>' });
    const head = received[0]?.raw.split('\r\n\r\n')[0] ?? '';
    expect(head).not.toMatch(/^bcc:/im);
    expect(received[0]?.to).toEqual(['hanako@example.jp']);
  });

  it('tells a refusal for good from one for now', async () => {
    answer = () => smtpError(550);
    await expect(mailer.send(MAIL)).rejects.toThrow(MailRefused);
    answer = () => smtpError(451);
    await expect(mailer.send(MAIL)).rejects.toThrow(MailNotAccepted);
    answer = (stage) => (stage === 'data' ? smtpError(452) : null);
    await expect(mailer.send(MAIL)).rejects.toThrow(MailNotAccepted);
    answer = (stage) => (stage === 'data' ? smtpError(554) : null);
    await expect(mailer.send(MAIL)).rejects.toThrow(MailRefused);
    expect(received).toEqual([]);
  });

  it('knows that nothing was sent when nobody answers', async () => {
    const nobody = new SmtpMailer('smtp://127.0.0.1:1', 'manabi@city.example.jp');
    await expect(nobody.send(MAIL)).rejects.toThrow(MailNotAccepted);
    await nobody.close();
  });

  it('does not know when the connection breaks after the text was sent', async () => {
    answer = (stage) => {
      if (stage === 'data') server.connections.forEach((connection) => breakOff(connection));
      return null;
    };
    const failure = await mailer.send(MAIL).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Error);
    expect(failure).not.toBeInstanceOf(MailNotAccepted);
    expect(failure).not.toBeInstanceOf(MailRefused);
  });
});

function smtpError(responseCode: number): Error {
  return Object.assign(new Error('no'), { responseCode });
}

function breakOff(connection: unknown): void {
  (connection as { _socket: { destroy(): void } })._socket.destroy();
}

function decode(head: string, body: string): string {
  const isBase64 = /Content-Transfer-Encoding: base64/i.test(head);
  return isBase64
    ? Buffer.from(body, 'base64').toString('utf8')
    : body
        .replace(/=\r\n/g, '')
        .replace(/(=[0-9A-F]{2})+/g, (text) =>
          Buffer.from(text.replaceAll('=', ''), 'hex').toString('utf8'),
        );
}
