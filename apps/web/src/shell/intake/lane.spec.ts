import { Lane } from './lane';
import { RequestRefused } from './request-refused';

const WIDTH = { slots: 2, waiting: 2, perPerson: 2, longestWaitMs: 30_000 };

describe('Lane', () => {
  it('lets so many in at once and the others in their order', async () => {
    const lane = new Lane(WIDTH);
    const entered: string[] = [];
    const enter = async (person: string) => {
      const leave = await lane.enter(person);
      entered.push(person);
      return leave;
    };
    const [first, second] = await Promise.all([enter('a'), enter('b')]);
    const [third, fourth] = [enter('c'), enter('d')];
    expect(entered).toEqual(['a', 'b']);
    first();
    first();
    (await third)();
    (await fourth)();
    expect(entered).toEqual(['a', 'b', 'c', 'd']);
    second();
    await enter('e');
    await enter('f');
    expect(entered).toHaveLength(6);
  });

  it('refuses whoever comes to a full line, with a word about when to come again', async () => {
    const lane = new Lane({ ...WIDTH, slots: 1, waiting: 1 });
    const leave = await lane.enter('a');
    const second = lane.enter('b');
    await expect(lane.enter('c')).rejects.toMatchObject({ status: 503, retryAfter: 30 });
    leave();
    (await second)();
  });

  it('refuses a person’s third at the same time, and lets them in again afterwards', async () => {
    const lane = new Lane(WIDTH);
    const leave = await lane.enter('a');
    await lane.enter('a');
    await expect(lane.enter('a')).rejects.toMatchObject({ status: 429 });
    leave();
    await expect(lane.enter('a')).resolves.toBeInstanceOf(Function);
  });

  it('gives up after the longest wait, and forgets who waited', async () => {
    const lane = new Lane({ ...WIDTH, slots: 1, perPerson: 1, longestWaitMs: 5 });
    const leave = await lane.enter('a');
    await expect(lane.enter('b')).rejects.toThrow(RequestRefused);
    leave();
    await expect(lane.enter('b')).resolves.toBeInstanceOf(Function);
  });
});
