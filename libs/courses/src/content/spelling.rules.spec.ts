import { openPointReasons, spellingReasons } from './spelling.rules';

describe('spellingReasons', () => {
  it.each([
    ['デジュレスタンダード', 'デジュール'],
    ['トランザクションの永続性', '耐久性'],
    ['アクチュエータが動く', 'アクチュエーター'],
    ['ステークホルダの一覧', 'ステークホルダー'],
    ['二分探索で探す', '2分探索'],
    ['デジタルディバイドを広げない', 'デジタルデバイド'],
    ['ブラウザで開く', 'ブラウザー'],
    ['共有フォルダに置く', 'フォルダー'],
    ['電話の問い合わせが多い', '問合せ'],
  ])('%s', (text, right) => {
    expect(spellingReasons(text)).toEqual([expect.stringContaining(`「${right}」と書きます`)]);
  });

  it.each([
    'ブラウザーでフォルダーを開きます',
    'ステークホルダーとアクチュエーター',
    '2分探索、デジュール標準、耐久性',
    '担当に問い合わせる',
    'デジタルデバイドは、デジタルディバイドともいいます',
  ])('%s is fine', (text) => {
    expect(spellingReasons(text)).toEqual([]);
  });
});

describe('openPointReasons', () => {
  it('keeps what the city must look at out of what is learnt', () => {
    expect(openPointReasons('受験料は7,500円です(要確認)。')).toHaveLength(1);
    expect(openPointReasons('受験料は7,500円です。')).toEqual([]);
  });
});
