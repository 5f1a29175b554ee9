import { bringUpToDate, Database, fiscalYearOf, ownerUrlOf } from '@app/platform';
import { type Command, CommandError, type CommandContext } from '../command';
import { type CastMember, castOf, DEMO_PASSWORD } from '../demo/cast';
import { demoToday, loadDemoCity } from '../demo/load-demo-city';
import { demoStaff } from '../demo/staff';
import { NAMES_TODAY } from '../demo/names-today';
import { hasPeople } from '../has-people';
import { withApp } from '../with-app';

/** The invented city: to try the product, to show it, to measure it. Refused in production. */
export const demoCommand: Command = {
  name: 'demo',
  summary: 'お試しの市(サンプル市)を入れる、ログインの一覧を出す',
  usage: 'load [--if-empty] | sign-ins',
  needsDatabase: true,
  async run([action, ...options], context) {
    if (!context.config.DEMO)
      throw new CommandError('お試しの市は、本番(DEMO=false)では使えません。');
    if (action === 'load') await load(context, options.includes('--if-empty'));
    else if (action === 'sign-ins') await printSignIns(context);
    else throw new CommandError('使い方: demo load [--if-empty] または demo sign-ins');
  },
};

async function load({ config, print, step }: CommandContext, isOptional: boolean): Promise<void> {
  if (await hasPeople(config.DATABASE_URL ?? '')) {
    if (isOptional) return;
    throw new CommandError('すでに職員が登録されているため、お試しの市は入れられません。');
  }
  await step('お試しの市(30の組織、450人)を作っています', () =>
    // Its story is older than the database: some of it is written as only the owner may.
    loadDemoCity({ ...config, DATABASE_URL: ownerUrlOf(config) }),
  );
  // What the owner has put into the queue belongs to the product, which goes on with it.
  await bringUpToDate(config);
  print('お試しの市を入れました。');
}

async function printSignIns({ config, print }: CommandContext): Promise<void> {
  const asOf = demoToday(config);
  const members = Object.values(castOf(demoStaff(fiscalYearOf(asOf)))) as CastMember[];
  const staffNumbers = members.map(({ person }) => person.staffNumber);
  const names = await withApp(config, [], (app) =>
    app.get(Database).all(NAMES_TODAY, { asOf, staffNumbers }),
  );
  if (names.length === 0) return;
  print('');
  print('  お試しのログイン(パスワードはすべて ' + DEMO_PASSWORD + ')');
  for (const { part, person } of members) {
    const now = names.find(({ asked }) => asked === person.staffNumber);
    if (now) print(`    ${now.staffNumber}  ${part}  ${now.name}`);
  }
  print('');
}
