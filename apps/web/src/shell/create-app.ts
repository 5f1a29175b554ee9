import type { NestExpressApplication } from '@nestjs/platform-express';
import { PersonalTokensService, SessionRows } from '@app/accounts';
import { Clock, APP_CONFIG, type AppConfig, Vocabulary } from '@app/platform';
import compression from 'compression';
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import passport from 'passport';
import { join } from 'node:path';
import { apiTokens, unlessToken } from './api-token';
import { Assets } from './assets';
import { TemplateEngine } from './engine';
import { IMPORT_PATH, importBodies } from './import-bodies';
import { multipartForms } from './multipart';
import { sessions } from './session';
import { refuseUnreadable } from './unreadable';
import { cityWords } from './city-words';

const BODY_LIMIT = '200kb';

/** Puts everything in front of the routes, in the order that matters: files, sign-in, bodies. What a form must carry is checked with the rights. */
export function configureApp(app: NestExpressApplication): void {
  const config = app.get<AppConfig>(APP_CONFIG);
  app.set('trust proxy', config.TRUST_PROXY);
  app.set('query parser', 'simple');
  app.disable('x-powered-by');
  const inWords = cityWords(app.get(Vocabulary), app.get(Clock));
  app.use(securityHeaders(config));
  app.use(compression());
  serveFiles(app);
  useViews(app);
  app.use(inWords);
  app.use(unlessToken(sessions(config, app.get(SessionRows))));
  app.use(unlessToken(passport.initialize() as RequestHandler));
  app.use(unlessToken(passport.session() as RequestHandler));
  app.use(apiTokens(app.get(PersonalTokensService)));
  app.use(IMPORT_PATH, importBodies);
  app.useBodyParser('json', { limit: BODY_LIMIT });
  app.useBodyParser('urlencoded', { extended: false, limit: BODY_LIMIT, parameterLimit: 500 });
  app.use(multipartForms);
  app.use(inWords);
  app.use(refuseUnreadable);
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
