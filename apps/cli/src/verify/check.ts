import type { INestApplicationContext } from '@nestjs/common';

/** What looking at one rule of the data brought to light. */
export interface CheckResult {
  /** How many things were looked at, with their counter word: 「12件」. */
  readonly checked: string;
  /** One sentence for each thing that is wrong, with the id by which it is found. */
  readonly problems: readonly string[];
}

/** One invariant that can be checked on a living database; it reads only. */
export interface Check {
  readonly name: string;
  run(app: INestApplicationContext): Promise<CheckResult>;
}
