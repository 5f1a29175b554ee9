import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import {
  AppLogger,
  endInWords,
  IncomingFiles,
  loadConfig,
  requireSafeStart,
  withOwnSecrets,
} from '@app/platform';
import { AppModule } from './app.module';
import { Assets } from './shell/assets';
import { configureApp } from './shell/create-app';

/**
 * Longer than a reverse proxy keeps a line that nothing goes over (nginx: 60 s). Node's five seconds end lines on which
 * somebody has just begun to send, and what was sent is lost.
 */
const KEEP_ALIVE_MS = 65_000;

async function main(): Promise<void> {
  const config = withOwnSecrets(loadConfig());
  await requireSafeStart(config, new Assets().folder);
  const app = await NestFactory.create<NestExpressApplication>(AppModule.forRoot(config), {
    logger: new AppLogger(config.LOG_LEVEL),
    bodyParser: false,
  });
  configureApp(app);
  await app.get(IncomingFiles).sweepAtStart();
  app.enableShutdownHooks();
  app.getHttpServer().keepAliveTimeout = KEEP_ALIVE_MS;
  await app.listen(config.PORT, config.HOST);
}

void main().catch(endInWords);
