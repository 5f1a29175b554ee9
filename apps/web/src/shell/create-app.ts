import type { NestExpressApplication } from '@nestjs/platform-express';
import { PersonalTokensService, SessionRows } from '@app/accounts';
import { Clock, APP_CONFIG, type AppConfig, Database, Vocabulary } from '@app/platform';
import compression from 'compression';
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import passport from 'passport';
import { join } from 'node:path';
import { apiTokens, unlessToken } from './api-token';
import { Assets } from './assets';
import { TemplateEngine } from './engine';
import { passOverUnread } from './intake/unread-bodies';
import { limitRequests } from './limits/limit-requests';
import { RequestLimits } from './limits/request-limits';
import { TLS_ONLY } from './same-origin';
import { sessions } from './session';
import { refuseUnreadablePath } from './unreadable-path';
import { cityWords } from './city-words';

/** Puts everything in front of the routes, in the order that matters: files, sign-in, limits. Bodies are read with the rights, by the guard. */
export function configureApp(app: NestExpressApplication): void {
  const config = app.get<AppConfig>(APP_CONFIG);
  app.set('trust proxy', config.TRUST_PROXY);
  app.set(TLS_ONLY, config.PUBLIC_URL.startsWith('https://'));
  app.set('query parser', 'simple');
  app.disable('x-powered-by');
  const limits = app.get(RequestLimits);
  app.use(securityHeaders(config));
  app.use(compression());
  serveFiles(app);
  useViews(app);
  app.use(passOverUnread);
  app.use(takingTurns(app.get(Database)));
  app.use(cityWords(app.get(Vocabulary), app.get(Clock)));
  app.use(unlessToken(sessions(config, app.get(SessionRows))));
  app.use(unlessToken(passport.initialize() as RequestHandler));
  app.use(unlessToken(passport.session() as RequestHandler));
  app.use(apiTokens(app.get(PersonalTokensService), limits));
  app.use(limitRequests(limits));
  app.use(refuseUnreadablePath);
}

/** One request asks PostgreSQL for a few things at a time. */
function takingTurns(database: Database): RequestHandler {
  return (_request, _response, next) => {
    database.takingTurns(next);
  };
}

/** Names with a hash never change; the others are asked for again after a day. */
function serveFiles(app: NestExpressApplication): void {
  const { folder } = app.get(Assets);
  app.useStaticAssets(join(folder, 'assets'), {
    prefix: '/assets/',
    immutable: true,
    maxAge: '365d',
  });
  app.useStaticAssets(join(folder, 'static'), { prefix: '/static/', maxAge: '1d' });
}

function useViews(app: NestExpressApplication): void {
  const root = join(__dirname, '..');
  const engine = new TemplateEngine(root);
  app.engine('hbs', engine.expressRenderer(root));
  app.setViewEngine('hbs');
  app.setBaseViewsDir(root);
  app.set('view cache', true);
}

function securityHeaders(config: AppConfig): RequestHandler {
  const own = ["'self'"];
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'style-src': own,
        'script-src': own,
        'img-src': own,
        'font-src': own,
        'connect-src': own,
        'form-action': own,
        'base-uri': ["'none'"],
        'frame-ancestors': ["'none'"],
      },
    },
    strictTransportSecurity: config.PUBLIC_URL.startsWith('https://'),
    referrerPolicy: { policy: 'same-origin' },
  }) as RequestHandler;
}
