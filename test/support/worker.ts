import type { INestApplicationContext } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { AppConfig, Clock } from '@app/platform';
import { Worker } from '../../apps/worker/src/worker';
import { WorkerModule } from '../../apps/worker/src/worker.module';

/** The real worker in this process, taking jobs. */
export async function startTestWorker(
  config: AppConfig,
  clock: Clock,
): Promise<INestApplicationContext> {
  const module = Test.createTestingModule({ imports: [WorkerModule.forRoot(config, clock)] });
  const app = await (await module.compile()).init();
  await app.get(Worker).start();
  return app;
}
