import type { LocalPostgres } from '../../libs/platform/src';

/** The throw-away server of a test run and its folder. */
export interface TestServer {
  readonly server: LocalPostgres;
  readonly folder: string;
}

const kept: TestServer[] = [];

/** Set-up and tear-down run in the same process, but in modules of their own. */
export function keepServer(server: TestServer): void {
  kept.push(server);
}

export function takeServers(): TestServer[] {
  return kept.splice(0);
}
