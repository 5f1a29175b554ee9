import type { Transporter } from 'nodemailer';
import { type Mail, Mailer, MailRefused, safeMail } from './mailer';

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
      throw isFinal(error) ? new MailRefused((error as Error).message, { cause: error }) : error;
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

/** The server refuses this receiver or this text for good (5xx). A refused sign-in is our own affair: try again. */
function isFinal(error: unknown): boolean {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  const isAboutTheMail = code === 'EENVELOPE' || code === 'EMESSAGE';
  return isAboutTheMail && typeof responseCode === 'number' && responseCode >= 500;
}
