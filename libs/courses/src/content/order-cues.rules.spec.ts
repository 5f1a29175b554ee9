import { orderCueReasons } from './order-cues.rules';

describe('orderCueReasons', () => {
  it('finds a stem that lists the order', () => {
    expect(
      orderCueReasons('行動を、発見、報告、保全の順に並べてください。', [
        '止める',
        '電話する',
        '残す',
      ]),
    ).toEqual(['問題文が、並べる順を言っています。']);
  });

  it.each([
    ['次に、担当に聞く', '次に'],
    ['報告を終えたら、メモに残す', 'たら'],
    ['決めた後に知らせる', 'た後に'],
    ['見積もりを取る前に、相談する', '前に、'],
  ])('finds what places an item: %s', (item, word) => {
    expect(orderCueReasons('並べてください。', ['電話する', item])).toEqual([
      `「${item}」の「${word}」から、順が分かります。`,
    ]);
  });

  it('finds an item that works on the result of an earlier one', () => {
    const items = ['本人の同意を得る', '同意した人が要件を満たすか確かめる'];
    expect(orderCueReasons('並べてください。', items)).toHaveLength(1);
    const sentences = ['一つの文を短く分ける', '短く分けた文の言葉を言い換える'];
    expect(orderCueReasons('並べてください。', sentences)).toHaveLength(1);
  });

  it('leaves items alone that say nothing of each other', () => {
    const items = ['通信のケーブルを抜く', '電話で報告する', '時刻と件名をメモに残す'];
    expect(orderCueReasons('この教材で示した順に並べてください。', items)).toEqual([]);
  });
});
