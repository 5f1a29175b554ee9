import { itemReasons } from './item.rules';
import { single } from './single.fixture';

describe('itemReasons', () => {
  it('finds nothing in a sound question', () => {
    const question = single('利用者を増やすために、最初に行うことはどれか。', [
      '利用の記録から、やめた画面を調べる',
      '入口の画面を、明るい色に変えてみる',
      '利用していない人に、案内を送り直す',
      '担当者を増やし、電話で受け付ける',
    ]);
    expect(itemReasons(question)).toEqual([]);
  });

  it.each([
    ['two distractors that claim too much', ['確かめて使う', '必ず使う', '全て捨てる', 'しまう']],
    [
      'a key that is a phrase among sentences',
      [
        '南側にある、段差のない広い入口',
        '入口に向かう道の幅を広くしている',
        '入口の写真を晴れた日に写している',
        '入口の名前を大きな字で書いている',
      ],
    ],
    ['numbers out of order', ['30円', '10円', '20円', '40円']],
  ])('finds %s', (_, texts) => {
    expect(itemReasons(single('どれか。', texts))).toHaveLength(1);
  });

  it('lets numbers fall as well as rise, and a key claim as much as the others', () => {
    expect(itemReasons(single('いくらか。', ['40円', '30円', '20円', '10円']))).toEqual([]);
    expect(itemReasons(single('どれか。', ['必ず使う', '全て捨てる', '常にしまう']))).toEqual([]);
  });

  it('wants a negation to be seen', () => {
    const texts = ['甲', '乙', '丙', '丁'];
    expect(itemReasons(single('条件に当てはまらないものはどれか。', texts))).toHaveLength(1);
    expect(itemReasons(single('条件に「当てはまらない」ものはどれか。', texts))).toEqual([]);
    expect(itemReasons(single('保存できない原因はどれか。', texts))).toEqual([]);
  });

  it('tells doubles from swapped parts, from numbers and from paths', () => {
    const same = [
      '利用者の登録を、確かめてから渡す書類です',
      '利用者の登録を確かめてから渡す書類ですか',
    ];
    expect(itemReasons(single('どれか。', same))).toHaveLength(1);
    const swapped = ['甲の公開鍵で暗号化し乙の秘密鍵で', '乙の公開鍵で暗号化し甲の秘密鍵で'];
    expect(itemReasons(single('どれか。', swapped))).toEqual([]);
    const paths = ['../../記録/会議の資料の一覧.txt', '../記録/会議の資料の一覧.txt'];
    expect(itemReasons(single('どれか。', paths))).toEqual([]);
  });
});
