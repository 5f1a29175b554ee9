/** A plain-text mail to one person. */
export interface Mail {
  /** `id@host` without the angle brackets: the same for every attempt, so that a receiver can tell a repeat. */
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** The receiving side will never take this mail: a wrong address, a mailbox that does not exist. */
export class MailRefused extends Error {
  override readonly name = 'MailRefused';
}

/** Certainly not sent this time, but it may be later: the server did not answer, or said so. */
export class MailNotAccepted extends Error {
  override readonly name = 'MailNotAccepted';
}

/** Sends mail. A message id that was delivered before may be sent again only by a mailer that asks a server. */
export abstract class Mailer {
  /** True when a mail is part of the surrounding transaction: sent if, and only if, it is committed. */
  abstract readonly joinsTransaction: boolean;

  /**
   * Throws MailRefused when trying again is useless and MailNotAccepted when it may help; after any other error the
   * mail may have been sent, and only the same message id may be used again.
   */
  abstract send(mail: Mail): Promise<void>;
}

const ADDRESS = /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:"]+$/;
const LONGEST_ADDRESS = 254;
const LONGEST_SUBJECT = 200;

/**
 * Checks and cleans what will stand in a header: exactly one plain address, a subject on one line. Names and titles
 * come from files and forms, so a line break there must not become a header of its own.
 */
export function safeMail(mail: Mail): Mail {
  if (!ADDRESS.test(mail.to) || mail.to.length > LONGEST_ADDRESS) {
    throw new MailRefused('The address is not one plain mail address');
  }
  return { ...mail, subject: oneLine(mail.subject), text: mail.text.replace(CONTROL, ' ') };
}

/** Control characters other than line feed and tab; also the separators that some readers take for a line's end. */
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/g;

function oneLine(text: string): string {
  const line = text.replace(CONTROL, ' ').replace(/\s+/g, ' ').trim();
  return Array.from(line).slice(0, LONGEST_SUBJECT).join('');
}
