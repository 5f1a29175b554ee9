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
  await app.listen(config.PORT, config.HOST);
}

void main().catch(endInWords);
