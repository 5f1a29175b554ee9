import { AccountsModule } from '@app/accounts';
import { CoverageModule } from '@app/coverage';
import { type Command, CommandError } from '../command';
import { verifyDatabase } from '../verify/verify-database';
import { withApp } from '../with-app';

export const verifyCommand: Command = {
  name: 'verify',
  summary: '記録に矛盾がないか確かめる(読むだけで、何も変えません)',
  needsDatabase: true,
  async run(_args, { config, print }) {
    const problems = await withApp(config, [AccountsModule, CoverageModule], (app) =>
      verifyDatabase(app, print),
    );
    if (problems > 0)
      throw new CommandError(
        `${String(problems)}件の問題があります。データベースを変更せずに、保守担当に連絡してください。`,
      );
    print('問題はありません。');
  },
};
