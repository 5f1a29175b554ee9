import { fiscalYearOf } from '@app/platform';
import { type Command, CommandError, type CommandContext } from '../command';
import { type CastMember, castOf, DEMO_PASSWORD } from '../demo/cast';
import { demoToday, loadDemoCity } from '../demo/load-demo-city';
import { demoStaff } from '../demo/staff';
import { hasPeople, hasRow } from '../has-people';

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
  await step('お試しの市(30の組織、450人)を作っています', () => loadDemoCity(config));
  print('お試しの市を入れました。');
}

async function printSignIns({ config, print }: CommandContext): Promise<void> {
  const cast = castOf(demoStaff(fiscalYearOf(demoToday(config))));
  if (!(await hasNumber(config.DATABASE_URL ?? '', cast.staff.person.staffNumber))) return;
  print('');
  print('  お試しのログイン(パスワードはすべて ' + DEMO_PASSWORD + ')');
  for (const { part, person } of Object.values(cast) as CastMember[]) {
    print(`    ${person.staffNumber}  ${part}  ${person.name}`);
  }
  print('');
}

function hasNumber(url: string, staffNumber: string): Promise<boolean> {
  return hasRow(url, 'SELECT 1 FROM staff_numbers WHERE staff_number = $1', [staffNumber]);
}
