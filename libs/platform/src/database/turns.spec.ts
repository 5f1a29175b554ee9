import { Turns } from './turns';

/** A piece of work that ends when it is told to. */
function work(log: string[], name: string) {
  let end: (error?: Error) => void = () => undefined;
  const run = () =>
    new Promise<string>((resolve, reject) => {
      log.push(name);
      end = (error) => {
        if (error) reject(error);
        else resolve(name);
      };
    });
  return { run, end: (error?: Error) => end(error) };
}

describe('Turns', () => {
  it('lets two at once and the others in the order in which they came, also after a failure', async () => {
    const turns = new Turns(2);
    const log: string[] = [];
    const works = ['a', 'b', 'c', 'd'].map((name) => work(log, name));
    const done = works.map(({ run }) => turns.take(run));
    expect(log).toEqual(['a', 'b']);

    works[1]?.end(new Error('b failed'));
    await expect(done[1]).rejects.toThrow('b failed');
    expect(log).toEqual(['a', 'b', 'c']);

    works[0]?.end();
    await expect(done[0]).resolves.toBe('a');
    expect(log).toEqual(['a', 'b', 'c', 'd']);
    works[2]?.end();
    works[3]?.end();
    await Promise.all([done[2], done[3]]);
  });

  it('is free again when all have gone', async () => {
    const turns = new Turns(1);
    await turns.take(() => Promise.resolve());
    const log: string[] = [];
    const next = work(log, 'next');
    const done = turns.take(next.run);
    expect(log).toEqual(['next']);
    next.end();
    await done;
  });
});
