import { ConfigError } from './config';

/** The end of a program that could not start: what a person can put right is said in words, anything else with its stack. */
export function endInWords(error: unknown): void {
  console.error(error instanceof ConfigError ? `✖ ${error.message}` : error);
  process.exit(1);
}
