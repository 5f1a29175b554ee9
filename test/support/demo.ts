import { type AppConfig, APP_CONFIG, fiscalYearOf } from '@app/platform';
import { COMMANDS } from '../../apps/cli/src/commands';
import { castOf, DEMO_PASSWORD } from '../../apps/cli/src/demo/cast';
import { demoStaff } from '../../apps/cli/src/demo/staff';
import { fillDemoCity } from './demo-city';
import { startWebTest, type Visitor, type WebTest } from './web';

export type Part =
  'staff' | 'head' | 'otherHead' | 'hr' | 'programOffice' | 'auditor' | 'administrator';

export interface DemoTest extends WebTest {
  readonly config: AppConfig;
  staffNumberOf(part: Part): string;
  signInAs(part: Part): Promise<Visitor>;
}

/** The whole web app on the demo city, with the courses published: every area has something to show. */
export async function startDemoTest(): Promise<DemoTest> {
  const web = await startWebTest({ fill: fillDemoCity });
  const config = web.app.get<AppConfig>(APP_CONFIG);
  const cast = castOf(demoStaff(fiscalYearOf(web.clock.today())));
  const staffNumberOf = (part: Part) => cast[part].person.staffNumber;
  return {
    ...web,
    config,
    staffNumberOf,
    signInAs: (part) => web.signIn(staffNumberOf(part), DEMO_PASSWORD),
  };
}

/** Runs a command of the command line and returns what it printed. */
export async function callCommand(
  config: AppConfig,
  name: string,
  ...args: readonly string[]
): Promise<string[]> {
  const printed: string[] = [];
  const command = COMMANDS.find((it) => it.name === name);
  if (!command) throw new Error(`no command ${name}`);
  await command.run(args, {
    config,
    print: (line) => printed.push(line),
    step: (_label, work) => work(),
    call: () => Promise.resolve(false),
  });
  return printed;
}
