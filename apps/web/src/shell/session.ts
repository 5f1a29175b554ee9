import type { SessionFacts, SessionHolder, SessionRows } from '@app/accounts';
import { type AppConfig, secretsOf, type UndoAct } from '@app/platform';
import type { Request, RequestHandler } from 'express';
import session, { type Session, type SessionData, Store } from 'express-session';
import { cookieName, cookieOptions } from './cookies';
import type { KeptForm } from './kept-forms';

/** The browser may forget it then; the table ends it earlier, as the city has set. */
const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

declare module 'express-session' {
  interface SessionData {
    notice?: string;
    /** What takes back that of which the notice tells. */
    undo?: UndoAct;
    passport?: { readonly user?: SessionHolder };
    /** Where and with what it began. */
    client?: { readonly address: string; readonly device: string };
    /** When the person last proved who they are, in milliseconds. */
    confirmedAt?: number;
    /** The password was right, the second factor is still to come. */
    step?: {
      readonly holder: SessionHolder;
      readonly next: string;
      readonly kept: KeptForm | null;
    };
    /** What a passkey must answer. */
    challenge?: string;
    /** What was typed in a form that came too late. */
    kept?: KeptForm;
  }
}

/** What pages ask for by themselves, without anybody who presses: it keeps no session from ending. */
const ASKED_BY_ITSELF: readonly string[] = ['/notices/stream'];

export function sessions(config: AppConfig, rows: SessionRows): RequestHandler {
  const pressed = sessionsOf(config, rows);
  const byItself = sessionsOf(config, {
    read: (name) => rows.peek(name),
    add: (name, data, facts) => rows.add(name, data, facts),
    change: (name, data) => rows.change(name, data),
    end: (name) => rows.end(name),
  });
  return (request, response, next) => {
    const handler = ASKED_BY_ITSELF.includes(request.path) ? byItself : pressed;
    handler(request, response, next);
  };
}

type Rows = Pick<SessionRows, 'read' | 'add' | 'change' | 'end'>;

/** Sessions live in our own table, and only from a sign-in on: who only looks at the sign-in page leaves no row. */
function sessionsOf(config: AppConfig, rows: Rows): RequestHandler {
  return session({
    name: cookieName(config, 'sid'),
    secret: [...secretsOf(config.SESSION_SECRET)],
    resave: false,
    saveUninitialized: false,
    store: new SessionStore(rows),
    cookie: {
      httpOnly: true,
      sameSite: 'lax',
      secure: cookieOptions(config).secure === true,
      path: '/',
      maxAge: DAY_MILLISECONDS,
    },
  });
}

type Done<Value = undefined> = (error?: unknown, value?: Value | null) => void;

/**
 * Writes a session that was read only onto the row it came from: a request in flight never brings back a session
 * that ended meanwhile (sign-out, new password, suspension).
 */
class SessionStore extends Store {
  private readonly read = new WeakSet<object>();

  constructor(private readonly rows: Rows) {
    super();
  }

  override createSession(request: Request, data: SessionData): Session & SessionData {
    const made = super.createSession(request, data);
    this.read.add(made);
    return made;
  }

  override get(name: string, done: Done<SessionData>): void {
    this.rows.read(name).then((data) => {
      done(null, data as SessionData | null);
    }, done);
  }

  override set(name: string, data: SessionData, done?: Done): void {
    const facts = factsOf(data);
    const written = this.read.has(data)
      ? this.rows.change(name, data)
      : this.add(name, data, facts);
    settle(written, done);
  }

  override destroy(name: string, done?: Done): void {
    settle(this.rows.end(name), done);
  }

  private async add(name: string, data: SessionData, facts: SessionFacts | null): Promise<void> {
    if (facts) await this.rows.add(name, data, facts);
  }
}

function settle(work: Promise<void>, done: Done | undefined): void {
  work.then(
    () => done?.(),
    (error: unknown) => done?.(error),
  );
}

/** Null for somebody who has not even said a password: nothing is written for them. */
function factsOf({ passport, client }: SessionData): SessionFacts | null {
  if (!client) return null;
  return { accountId: passport?.user?.accountId ?? null, ...client };
}

/** A new session under a new name: a planted one is worth nothing. `fill` says what it holds. */
export async function beginSession(
  request: Request,
  fill: (session: Session & Partial<SessionData>) => void,
): Promise<void> {
  await settled((done) => request.session.regenerate(done));
  fill(request.session);
  await settled((done) => request.session.save(done));
}

export async function saveSession(request: Request): Promise<void> {
  await settled((done) => request.session.save(done));
}

export async function endSession(request: Request): Promise<void> {
  await settled((done) => request.session.destroy(done));
}

function settled(act: (done: (error: unknown) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    act((error) => {
      if (error instanceof Error) reject(error);
      else resolve();
    });
  });
}
