import { z } from 'zod';

/** A kind of background work: its name in the queue and the shape of what is handed over. */
export interface JobDefinition<Payload> {
  readonly name: string;
  readonly schema: z.ZodType<Payload>;
}

/** What does the work of one kind of job. It must be safe to run twice: a killed worker's job runs again. */
export interface JobHandler {
  readonly job: JobDefinition<unknown>;
  run(payload: unknown): Promise<unknown>;
}

const declared = new Map<string, JobDefinition<unknown>>();

/** Payload of a job that needs to be told nothing. */
export const NO_PAYLOAD = z.object({});

/**
 * Declares a kind of job, once per name; the worker does not start while a declared job has no handler. Payloads
 * are ids, never rows: what has changed meanwhile is read when the job runs.
 */
export function defineJob<Payload>(
  name: string,
  schema: z.ZodType<Payload>,
): JobDefinition<Payload> {
  if (declared.has(name)) throw new Error(`The job ${name} is declared twice`);
  const job = { name, schema };
  declared.set(name, job);
  return job;
}

/** Every job declared by the code that is loaded. */
export function declaredJobs(): readonly JobDefinition<unknown>[] {
  return [...declared.values()];
}

/** Ties a job to the call that does it. */
export function handles<Payload>(
  job: JobDefinition<Payload>,
  run: (payload: Payload) => Promise<unknown>,
): JobHandler {
  return { job, run: (payload) => run(job.schema.parse(payload)) };
}

/** What is wrong with a set of handlers, in words; empty when every declared job has exactly one. */
export function handlerProblems(
  jobs: readonly JobDefinition<unknown>[],
  handlers: readonly JobHandler[],
): string[] {
  const names = handlers.map((handler) => handler.job.name);
  const missing = jobs.map((job) => job.name).filter((name) => !names.includes(name));
  const double = [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
  const undeclared = names.filter((name) => !jobs.some((job) => job.name === name));
  return [
    ...missing.map((name) => `the job ${name} has no handler`),
    ...double.map((name) => `the job ${name} has more than one handler`),
    ...undeclared.map((name) => `the handler of ${name} belongs to no declared job`),
  ];
}
