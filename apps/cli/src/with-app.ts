import { type INestApplicationContext, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type AppConfig, PlatformModule, Vocabulary, withWords } from '@app/platform';

@Module({})
class CommandModule {}

/** The product's services for the time of one command, without web and worker. */
export async function withApp<Result>(
  config: AppConfig,
  modules: readonly Type[],
  work: (app: INestApplicationContext) => Promise<Result>,
): Promise<Result> {
  const module = { module: CommandModule, imports: [PlatformModule.forRoot(config), ...modules] };
  const app = await NestFactory.createApplicationContext(module, { logger: false });
  try {
    return await withWords(await app.get(Vocabulary).current(), () => work(app));
  } finally {
    await app.close();
  }
}
