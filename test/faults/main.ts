import { scanWithRealClamd } from './clamd';
import { killProductDuringMocks } from './mocks';
import { killWorkersWhileTheyDeliver } from './reminders';

interface Outcome {
  readonly passed: boolean;
}

const FAULTS = {
  mailbox: ['kill workers while they deliver', () => killWorkersWhileTheyDeliver('mailbox')],
  smtp: ['kill workers while they deliver', () => killWorkersWhileTheyDeliver('smtp')],
  mocks: ['kill web and worker while people sit a mock exam', killProductDuringMocks],
  clamd: ['a real scanner finds, lets pass and goes away', scanWithRealClamd],
} as const satisfies Record<string, readonly [string, () => Promise<Outcome>]>;

/** `npm run faults [-- mailbox|smtp|mocks|clamd]`: one JSON line per run; exit code 1 when an invariant was broken. */
async function main(names: readonly string[]): Promise<void> {
  const outcomes: boolean[] = [];
  for (const [name, [fault, run]] of Object.entries(FAULTS)) {
    if (names.length > 0 && !names.includes(name)) continue;
    const report = await run();
    console.log(JSON.stringify({ fault, ...report }));
    outcomes.push(report.passed);
  }
  process.exitCode = outcomes.every(Boolean) ? 0 : 1;
}

void main(process.argv.slice(2))
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  })
  .then(() => process.exit());
