import { writeFileSync } from 'node:fs';
import { renderEnvExample } from '@app/platform';
import type { Command } from '../command';

export const envExampleCommand: Command = {
  name: 'env-example',
  summary: '設定の見本 .env.example を作り直します。',
  needsDatabase: false,
  run(_args, { print }) {
    writeFileSync('.env.example', renderEnvExample());
    print('.env.example を書きました。');
    return Promise.resolve();
  },
};
