import { existsSync } from 'node:fs';
import { type z } from 'zod';
import { configSchema, variableNotes } from './config.schema';

/** The checked environment, frozen. Named like the variables, so that a message and the code agree. */
export type AppConfig = Readonly<z.output<typeof configSchema>>;

/** Injection token of the one AppConfig of a process. */
export const APP_CONFIG = Symbol('AppConfig');

export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment is wrong; `message` lists every wrong variable and is meant for a person. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Reads the environment (and `.env` in the working directory, which never overrides what is already set).
 * An empty variable counts as not set.
 */
export function loadConfig(env: Environment = processEnvironment()): AppConfig {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const result = configSchema.safeParse(given);
  if (result.success) return Object.freeze(result.data);
  throw new ConfigError(describeProblems(result.error.issues, given));
}

/** The environment for a child process: ours with `overrides`, so that both see the same settings. */
export function childEnvironment(overrides: Environment): Record<string, string | undefined> {
  return { ...process.env, ...overrides };
}

/** For a child process that needs nothing of ours: only what Node and the system want to be told. */
export function bareEnvironment(): Record<string, string | undefined> {
  const { NODE_OPTIONS, SystemRoot } = process.env;
  return { ...(NODE_OPTIONS && { NODE_OPTIONS }), ...(SystemRoot && { SystemRoot }) };
}

function processEnvironment(): Environment {
  if (process.env.NODE_ENV !== 'test' && existsSync('.env')) process.loadEnvFile('.env');
  return process.env;
}

function describeProblems(issues: readonly z.core.$ZodIssue[], env: Environment): string {
  const reasons = new Map<string, string>();
  for (const issue of issues) {
    const name = String(issue.path[0] ?? '');
    if (!reasons.has(name)) reasons.set(name, issue.message);
  }
  const notes = new Map(variableNotes());
  const lines = [...reasons].map(([name, reason]) => {
    const note = notes.get(name);
    const value = env[name];
    const shown =
      value === undefined ? '（未設定）' : note?.secret ? '（値は伏せます）' : `="${value}"`;
    return `  ${name}${shown}: ${reason} 例: ${name}=${note?.example ?? ''}`;
  });
  return [
    `設定に誤りが ${reasons.size} 件あります。環境変数または .env を直して、もう一度始めてください。`,
    ...lines,
  ].join('\n');
}
