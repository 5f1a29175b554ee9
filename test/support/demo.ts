import { type AppConfig, fiscalYearOf, type LocalDate } from '@app/platform';
import { TEST_DAY } from '@app/testing';
import { COMMANDS } from '../../apps/cli/src/commands';
import { castOf, DEMO_PASSWORD } from '../../apps/cli/src/demo/cast';
import { demoStaff } from '../../apps/cli/src/demo/staff';
import { demoCity } from './demo-city';
import {
  startWebTest,
  type Visitor,
  type WebParts,
  type WebTest,
  type WebTestOptions,
} from './web';

export type Part =
  | 'staff'
  | 'head'
  | 'otherHead'
  | 'hr'
  | 'programOffice'
  | 'auditor'
  | 'administrator';

/** The web app on the demo city, and its people by the part that they play. */
export interface DemoParts extends WebParts {
  staffNumberOf(part: Part): string;
  signInAs(part: Part): Promise<Visitor>;
}

export type DemoTest = WebTest & DemoParts;

/** The whole web app on the demo city, with the courses published: every area has something to show. */
export async function startDemoTest(
  options: Omit<WebTestOptions, 'template'> = {},
): Promise<DemoTest> {
  const web = await startWebTest({ ...options, template: demoCity() });
  return { ...web, ...withParts(web, TEST_DAY) };
}

/** Adds the parts of the demo city that was played for this day. */
export function withParts(web: WebParts, playedFor: LocalDate): DemoParts {
  const cast = castOf(demoStaff(fiscalYearOf(playedFor)));
  const staffNumberOf = (part: Part) => cast[part].person.staffNumber;
  return {
    ...web,
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
