import { z } from 'zod';
import { declaredJobs, defineJob, handlerProblems, handles, NO_PAYLOAD } from './job';

const first = defineJob('spec-first', z.object({ id: z.uuid() }));
const second = defineJob('spec-second', NO_PAYLOAD);
const nothing = () => Promise.resolve();

describe('defineJob', () => {
  it('refuses a name that is taken', () => {
    expect(() => defineJob('spec-first', NO_PAYLOAD)).toThrow('declared twice');
    expect(declaredJobs().map((job) => job.name)).toEqual(['spec-first', 'spec-second']);
  });
});

describe('handlerProblems', () => {
  it('is satisfied with exactly one handler for every job', () => {
    const handlers = [handles(first, nothing), handles(second, nothing)];
    expect(handlerProblems([first, second], handlers)).toEqual([]);
  });

  it('names what is missing, double or unknown', () => {
    const handlers = [handles(first, nothing), handles(first, nothing)];
    expect(handlerProblems([first, second], handlers)).toEqual([
      'the job spec-second has no handler',
      'the job spec-first has more than one handler',
    ]);
    expect(handlerProblems([second], [handles(second, nothing), handles(first, nothing)])).toEqual([
      'the handler of spec-first belongs to no declared job',
    ]);
  });
});

describe('handles', () => {
  it('hands over what the schema accepts and nothing else', async () => {
    const seen: string[] = [];
    const handler = handles(first, ({ id }) => Promise.resolve(seen.push(id)));
    await expect(Promise.resolve().then(() => handler.run({ id: 'x' }))).rejects.toThrow();
    await handler.run({ id: '7b0f0d33-9d32-4c1a-8f1c-1de2a6f0a001', more: 1 });
    expect(seen).toEqual(['7b0f0d33-9d32-4c1a-8f1c-1de2a6f0a001']);
  });
});
