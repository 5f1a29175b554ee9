import connectPgSimple from 'connect-pg-simple';
import type { RequestHandler } from 'express';
import session from 'express-session';
import type { AppConfig } from '@app/platform';
import type { Pool } from 'pg';

const WORKDAY_MILLISECONDS = 12 * 60 * 60 * 1000;

/**
 * Sessions live in our own `sessions` table and end 12 hours after sign-in (no sliding, so a page view writes
 * nothing). Behind TLS the cookie is `__Host-`: bound to this host, this path and TLS.
 */
export function sessions(config: AppConfig, pool: Pool): RequestHandler {
  const Store = connectPgSimple(session);
  const isSecure = config.PUBLIC_URL.startsWith('https://');
  return session({
    name: isSecure ? '__Host-sid' : 'sid',
    secret: config.SESSION_SECRET,
    resave: false,
    saveUninitialized: false,
    store: new Store({
      pool,
      tableName: 'sessions',
      pruneSessionInterval: false,
      disableTouch: true,
    }),
    cookie: {
      httpOnly: true,
      sameSite: 'lax',
      secure: isSecure,
      path: '/',
      maxAge: WORKDAY_MILLISECONDS,
    },
  });
}
