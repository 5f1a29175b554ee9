import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { AppLogger, loadConfig, withOwnSecrets } from '@app/platform';
import { Worker } from './worker';
import { WorkerModule } from './worker.module';

async function main(): Promise<void> {
  const config = withOwnSecrets(loadConfig());
  const app = await NestFactory.createApplicationContext(WorkerModule.forRoot(config), {
    logger: new AppLogger(config.LOG_LEVEL),
  });
  app.enableShutdownHooks();
  await app.get(Worker).start();
}

void main();
