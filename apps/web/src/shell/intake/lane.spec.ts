import { Lane } from './lane';
import { RequestRefused } from './request-refused';

const WIDTH = { slots: 2, slotsPerPerson: 2, waiting: 2, perPerson: 2, longestWaitMs: 30_000 };

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

  it('lets others in where one person has as many as one may, and keeps the order among the others', async () => {
    const lane = new Lane({ ...WIDTH, slots: 2, slotsPerPerson: 1, perPerson: 4, waiting: 10 });
    const entered: string[] = [];
    const enter = async (person: string, name: string) => {
      const leave = await lane.enter(person);
      entered.push(name);
      return leave;
    };
    const slow = await enter('a', 'a1');
    const waiting = [enter('a', 'a2'), enter('a', 'a3')];
    const other = await enter('b', 'b1');
    const third = enter('c', 'c1');
    other();
    (await third)();
    expect(entered).toEqual(['a1', 'b1', 'c1']);
    slow();
    (await waiting[0])?.();
    (await waiting[1])?.();
    expect(entered).toEqual(['a1', 'b1', 'c1', 'a2', 'a3']);
    await expect(Promise.all([enter('d', 'd1'), enter('e', 'e1')])).resolves.toHaveLength(2);
  });

  it('gives up after the longest wait, and forgets who waited', async () => {
    const lane = new Lane({ ...WIDTH, slots: 1, perPerson: 1, longestWaitMs: 5 });
    const leave = await lane.enter('a');
    await expect(lane.enter('b')).rejects.toThrow(RequestRefused);
    leave();
    await expect(lane.enter('b')).resolves.toBeInstanceOf(Function);
  });
});
