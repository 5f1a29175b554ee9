import { secondFactorSentence } from '../security/second-factor.views';
import { settingsSentence } from './settings.views';
import { summaryOf } from '../security/security.views';

describe('The sentence of 設定', () => {
  it.each([
    [0, '氏名や所属に誤りがあるときは、人事担当にお知らせください。この画面では変更できません。'],
    [
      1,
      '氏名や所属に誤りがあるときは、人事担当にお知らせください。この画面では変更できません。有効なアクセストークンは1個です。',
    ],
    [
      12,
      '氏名や所属に誤りがあるときは、人事担当にお知らせください。この画面では変更できません。有効なアクセストークンは12個です。',
    ],
  ])('with %d tokens', (tokens, sentence) => {
    expect(settingsSentence(tokens)).toBe(sentence);
  });
});

describe('The sentence of 安全', () => {
  it.each([
    [0, 0, 'ログイン中の端末は、今お使いのものだけです。最近のログインの失敗はありません。'],
    [1, 0, 'この端末のほかに、ログイン中の端末が1件あります。最近のログインの失敗はありません。'],
    [
      0,
      3,
      'ログイン中の端末は、今お使いのものだけです。最近90日間に、ログインの失敗が3回あります。',
    ],
  ])('with %d other devices and %d failures', (others, failures, sentence) => {
    expect(summaryOf(others, failures)).toBe(sentence);
  });
});

describe('The sentence of 二段階認証', () => {
  it.each([
    [
      0,
      0,
      'まだ登録していません。登録すると、パスワードが知られても、ほかの人はログインできません。',
    ],
    [1, 0, '1個登録しています。予備コードがありません。作成して、紙に控えてください。'],
    [1, 10, '1個登録しています。'],
    [3, 1, '3個登録しています。'],
  ])('with %d ways and %d codes left', (factors, codes, sentence) => {
    expect(secondFactorSentence(factors, codes)).toBe(sentence);
  });
});
