import { bringUpToDate } from '@app/platform';
import { CommandError, type Command } from '../command';

export const migrateCommand: Command = {
  name: 'migrate',
  summary: 'データベースを最新の形にします。',
  needsDatabase: true,
  async run(_args, { config, print }) {
    if (!config.DATABASE_URL) throw new CommandError('DATABASE_URL がありません。');
    const names = await bringUpToDate(config);
    print(names.length > 0 ? `${names.length} 件を適用しました。` : 'データベースは最新です。');
    for (const name of names) print(`  ${name}`);
  },
};
