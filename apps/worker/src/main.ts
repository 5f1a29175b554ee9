import 'reflect-metadata';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { AppLogger, endInWords, loadConfig, requireSafeStart, withOwnSecrets } from '@app/platform';
import { Worker } from './worker';
import { WorkerModule } from './worker.module';

/** What the web gives to browsers. */
const PUBLIC_FOLDER = join(__dirname, '../../web/public');

async function main(): Promise<void> {
  const config = withOwnSecrets(loadConfig());
  await requireSafeStart(config, PUBLIC_FOLDER);
  const app = await NestFactory.createApplicationContext(WorkerModule.forRoot(config), {
    logger: new AppLogger(config.LOG_LEVEL),
  });
  app.enableShutdownHooks();
  await app.get(Worker).start();
}

void main().catch(endInWords);
