import { checkLines, findStartChecks } from '@app/platform';
import { type Command, CommandError } from '../command';
import { PUBLIC_FOLDER } from '../public-folder';

/** The list by which a start in production is refused, on a system that runs. */
export const securityCommand: Command = {
  name: 'security',
  summary: '本番で守られているべきことを確かめる(読むだけで、何も変えません)',
  usage: 'check',
  needsDatabase: true,
  async run(args, { config, print }) {
    if (args.length !== 1 || args[0] !== 'check') throw new CommandError('使い方: security check');
    const checks = await findStartChecks(config, PUBLIC_FOLDER);
    for (const line of checkLines(checks)) print(line);
    const failing = checks.filter(({ isOk }) => !isOk).length;
    if (failing > 0)
      throw new CommandError(
        `${String(failing)}件を直してください。直すまで、本番(NODE_ENV=production)では始められません。`,
      );
    print('すべて守られています。');
  },
};
