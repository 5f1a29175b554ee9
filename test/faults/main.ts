import { type FaultReport, killWorkersWhileTheyDeliver } from './reminders';

const MAILERS = ['mailbox', 'smtp'] as const;

/** `npm run faults [-- mailbox|smtp]`: one JSON line per run; exit code 1 when an invariant was broken. */
async function main(names: readonly string[]): Promise<void> {
  const reports: FaultReport[] = [];
  for (const mailer of MAILERS.filter((name) => names.length === 0 || names.includes(name))) {
    const report = await killWorkersWhileTheyDeliver(mailer);
    console.log(JSON.stringify({ fault: 'kill workers while they deliver', ...report }));
    reports.push(report);
  }
  process.exitCode = reports.every((report) => report.passed) ? 0 : 1;
}

void main(process.argv.slice(2))
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  })
  .then(() => process.exit());
