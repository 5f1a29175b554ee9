import { systemThing } from './system-readings';

describe('How the system stands, on home', () => {
  const stand = (problems: number) => ({ problems, summary: '問題はありません。' });

  it('waits for whoever can put it right, with how many things', () => {
    expect(systemThing(stand(9), true)).toMatchObject({
      ...{ count: 9, turn: 'mine', state: 'check.failed' },
      sentence: '確かめることが9件あります。',
    });
  });

  it('is one thing to be known for whoever only watches', () => {
    expect(systemThing(stand(9), false)).toMatchObject({
      ...{ count: 1, turn: 'others', state: 'check.failed' },
      sentence: '管理者が確かめることが9件あります。',
    });
  });

  it.each([true, false])('says that all is well (%s)', (mends) => {
    const thing = systemThing(stand(0), mends);
    expect(thing).toMatchObject({ count: 1, turn: 'others', sentence: '問題はありません。' });
    expect(thing).not.toHaveProperty('state');
  });
});
