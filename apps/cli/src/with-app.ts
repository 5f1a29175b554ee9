import { type INestApplicationContext, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type AppConfig, PlatformModule, sqlState, Vocabulary, withWords } from '@app/platform';
import { CommandError } from './command';

@Module({})
class CommandModule {}

/** SQL states of a table and of a column that are not there. */
const NOT_THERE = new Set(['42P01', '42703']);

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
  } catch (error) {
    throw NOT_THERE.has(sqlState(error) ?? '') ? notOurShape() : error;
  } finally {
    await app.close();
  }
}

/** Empty, or left behind by an older program: nobody has to read a stack for that. */
function notOurShape(): CommandError {
  return new CommandError(
    'データベースが空か、このプログラムより古い形です(表や列がありません)。接続先を確かめ、合っていれば、先に migrate で最新の形にしてください。',
  );
}
