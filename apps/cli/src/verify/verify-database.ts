import type { INestApplicationContext } from '@nestjs/common';
import type { CommandContext } from '../command';
import type { Check } from './check';
import { figuresCheck } from './figure-checks';
import { sqlChecks } from './sql-checks';
import { snapshotsCheck } from './snapshot-check';
import { auditChainCheck, filesCheck } from './store-checks';

/** The invariants of a living database. I1 (what was acknowledged can be read) needs the writer: `npm run faults`. */
export const CHECKS: readonly Check[] = [
  ...sqlChecks,
  ...[auditChainCheck, filesCheck, figuresCheck, snapshotsCheck],
];

/** So that one broken import does not fill the screen. */
const SHOWN = 20;

/** Prints a report; returns how many problems there are. */
export async function verifyDatabase(
  app: INestApplicationContext,
  print: CommandContext['print'],
): Promise<number> {
  let total = 0;
  for (const check of CHECKS) {
    const { checked, problems } = await check.run(app);
    print(`${problems.length === 0 ? '●' : '✕'} ${check.name}(${checked}を確認)`);
    for (const problem of problems.slice(0, SHOWN)) print(`    ${problem}`);
    if (problems.length > SHOWN) print(`    ほか${String(problems.length - SHOWN)}件`);
    total += problems.length;
  }
  return total;
}
