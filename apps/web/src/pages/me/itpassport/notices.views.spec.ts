import { noticesView, wishNotice } from './notices.views';

describe('What one wishes to be told', () => {
  it('is nothing, one or both, each with the button that turns it round', () => {
    expect(noticesView([]).summary).toBe('練習の知らせは、受け取っていません。');
    const stopped = { wish: 'stopped', since: '2027-04-02' } as const;
    const view = noticesView([stopped]);
    expect(view.summary).toBe('練習の知らせは、「練習が止まったとき」を受け取っています。');
    expect(view.wishes.map(({ label, wanted, state }) => [label, wanted, state])).toEqual([
      ['受け取る', 'yes', ''],
      ['止める', 'no', '令和9年4月2日から受け取っています。'],
      ['止める', 'yes', ''],
    ]);
    expect(noticesView([stopped, { ...stopped, wish: 'daily' }]).summary).toContain(
      '「今日の10問」と「練習が止まったとき」を受け取っています。',
    );
    const unasked = noticesView([{ wish: 'unasked', since: '2027-04-02' }]);
    expect(unasked.summary).toBe('練習の知らせは、受け取っていません。');
    expect(unasked.wishes[2]).toMatchObject({
      ...{ label: '受け取る', wanted: 'no', state: '令和9年4月2日から止めています。' },
    });
    expect(wishNotice('unasked', true)).toBe('「受験の意向をたずねる知らせ」を止めました。');
    expect(wishNotice('unasked', false)).toContain('を受け取ります。');
    expect(wishNotice('daily', false)).toBe('「今日の10問」の知らせを止めました。');
  });
});
