import { performance } from 'node:perf_hooks';
import type { AppConfig } from '@app/platform';
import type { CommandContext } from './command';

const MOMENT_MS = 1000;
const STILL_MS = 10_000;

/** Prints to the terminal; steps that take longer than a second say that they began and how long they took. */
export function terminalContext(config: AppConfig): Omit<CommandContext, 'call'> {
  const print = (line: string): void => {
    process.stdout.write(`${line}\n`);
  };
  return { config, print, step: (label, work) => step(print, label, work) };
}

async function step<Result>(
  print: (line: string) => void,
  label: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const begun = performance.now();
  const elapsed = (): string => `${((performance.now() - begun) / 1000).toFixed(1)} 秒`;
  const soon = setTimeout(() => print(`▶ ${label}…`), MOMENT_MS);
  const still = setInterval(() => print(`  … ${label}（${elapsed()}経過）`), STILL_MS);
  try {
    const result = await work();
    print(`✔ ${label}（${elapsed()}）`);
    return result;
  } finally {
    clearTimeout(soon);
    clearInterval(still);
  }
}
