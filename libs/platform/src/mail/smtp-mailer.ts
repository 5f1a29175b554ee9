import type { Transporter } from 'nodemailer';
import { type Mail, Mailer, MailNotAccepted, MailRefused, safeMail } from './mailer';

const CONNECT_MS = 10_000;
/** Far below the ten minutes after which another worker takes a claimed mail for abandoned. */
const SOCKET_MS = 30_000;
const CONNECTIONS = 3;

/** Sends through the SMTP server of the city. Keeps a few connections open; connects with the first mail. */
export class SmtpMailer extends Mailer {
  readonly joinsTransaction = false;
  private transporter: Promise<Transporter> | null = null;

  constructor(
    private readonly url: string,
    private readonly from: string,
  ) {
    super();
  }

  async send(mail: Mail): Promise<void> {
    const { messageId, to, subject, text } = safeMail(mail);
    const transporter = await this.open();
    try {
      await transporter.sendMail({
        from: this.from,
        to: { name: '', address: to },
        subject,
        text,
        messageId: `<${messageId}>`,
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        disableFileAccess: true,
        disableUrlAccess: true,
      });
    } catch (error) {
      throw meaningOf(error as SmtpError);
    }
  }

  async close(): Promise<void> {
    (await this.transporter)?.close();
    this.transporter = null;
  }

  private open(): Promise<Transporter> {
    this.transporter ??= connect(this.url);
    return this.transporter;
  }
}

async function connect(url: string): Promise<Transporter> {
  const { createTransport } = await import('nodemailer');
  return createTransport({
    url,
    pool: true,
    maxConnections: CONNECTIONS,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SOCKET_MS,
    dnsTimeout: CONNECT_MS,
  });
}

interface SmtpError extends Error {
  readonly code?: string;
  readonly responseCode?: number;
  readonly syscall?: string;
}

const NEVER_CONNECTED = [
  'EDNS',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAUTH',
  'ETLS',
];

/**
 * A 5xx about the receiver or the text is final; a refused sign-in is our own affair, and so is an answer of 4xx or
 * a server that cannot be reached. A connection that broke in between says nothing about the mail.
 */
function meaningOf(error: SmtpError): Error {
  const { code = '', responseCode = 0, message } = error;
  const isAboutTheMail = code === 'EENVELOPE' || code === 'EMESSAGE';
  if (isAboutTheMail && responseCode >= 500) return new MailRefused(message, { cause: error });
  const isCertain =
    responseCode > 0 || error.syscall === 'connect' || NEVER_CONNECTED.includes(code);
  return isCertain ? new MailNotAccepted(message, { cause: error }) : error;
}
