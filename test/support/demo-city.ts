import { join } from 'node:path';
import type { AppConfig } from '@app/platform';
import { COMMANDS } from '../../apps/cli/src/commands';
import { loadDemoCity } from '../../apps/cli/src/demo/load-demo-city';

/** Publishes the real courses and plays the demo city, as `npm start` does on an empty database. */
export async function fillDemoCity(config: AppConfig): Promise<void> {
  const publish = COMMANDS.find((command) => command.name === 'courses');
  await publish?.run(['publish', join(__dirname, '../../courses')], {
    config,
    print: () => undefined,
    step: (_label, work) => work(),
    call: () => Promise.resolve(false),
  });
  await loadDemoCity(config);
}
