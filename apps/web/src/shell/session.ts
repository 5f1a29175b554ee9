import connectPgSimple from 'connect-pg-simple';
import type { Request, RequestHandler } from 'express';
import session, { type Session, type SessionData } from 'express-session';
import { type AppConfig, secretsOf } from '@app/platform';
import type { Pool } from 'pg';

const WORKDAY_MILLISECONDS = 12 * 60 * 60 * 1000;

/**
 * Sessions live in our own `sessions` table and end 12 hours after sign-in (no sliding, so a page view writes
 * nothing). Behind TLS the cookie is `__Host-`: bound to this host, this path and TLS.
 */
export function sessions(config: AppConfig, pool: Pool): RequestHandler {
  const isSecure = config.PUBLIC_URL.startsWith('https://');
  return session({
    name: isSecure ? '__Host-sid' : 'sid',
    secret: [...secretsOf(config.SESSION_SECRET)],
    resave: false,
    saveUninitialized: false,
    store: new SessionStore(pool),
    cookie: {
      httpOnly: true,
      sameSite: 'lax',
      secure: isSecure,
      path: '/',
      maxAge: WORKDAY_MILLISECONDS,
    },
  });
}

/**
 * Writes a session that was read only onto the row it came from: a request in flight never brings back a session
 * that ended meanwhile (sign-out, new password, suspension).
 */
class SessionStore extends connectPgSimple(session) {
  private readonly read = new WeakSet<object>();

  constructor(private readonly sessionPool: Pool) {
    super({
      pool: sessionPool,
      tableName: 'sessions',
      pruneSessionInterval: false,
      disableTouch: true,
    });
  }

  override createSession(request: Request, data: SessionData): Session & SessionData {
    const made = super.createSession(request, data);
    this.read.add(made);
    return made;
  }

  override set(id: string, data: SessionData, done?: (error?: unknown) => void): void {
    if (!this.read.has(data)) {
      super.set(id, data, done);
      return;
    }
    this.sessionPool.query('UPDATE sessions SET sess = $2 WHERE sid = $1', [id, data]).then(
      () => done?.(),
      (error: unknown) => done?.(error),
    );
  }
}
