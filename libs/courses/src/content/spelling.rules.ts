/** One way to write each word: what is not used here, and what is written instead. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/デジュレ/u, 'デジュール'],
  [/永続性/u, '耐久性'],
  [/アクチュエータ(?!ー)/u, 'アクチュエーター'],
  [/ステークホルダ(?!ー)/u, 'ステークホルダー'],
  [/二分探索/u, '2分探索'],
  [/ディ?ジタル・?ディバイド|ディジタル・?デバイド|デジタル・デバイド/u, 'デジタルデバイド'],
  [/ブラウザ(?!ー)/u, 'ブラウザー'],
  [/フォルダ(?!ー)/u, 'フォルダー'],
  [/コンピューター/u, 'コンピュータ'],
  [/USBメモリー/u, 'USBメモリ'],
  [/問い合わせ(?![るてた])/u, '問合せ'],
];

/** A reader may be told of another spelling once: 「デジタルディバイドともいいます」. */
const ALSO_CALLED = /^[^、。]{0,8}とも(?:いい|書き|呼び)/u;

export function spellingReasons(text: string): string[] {
  return SPELLINGS.flatMap(([wrong, right]) => {
    const found = wrong.exec(text);
    if (!found || ALSO_CALLED.test(text.slice(found.index + found[0].length))) return [];
    return [`「${found[0]}」は「${right}」と書きます。`];
  });
}

const OPEN_POINT = '要確認';

/** What an author could not find out is for the city to look at, not for those who learn. */
export function openPointReasons(text: string): string[] {
  return text.includes(OPEN_POINT)
    ? [
        '「要確認」は本文に残さず、course.yaml の cityReview に、市が確かめることとして書いてください。',
      ]
    : [];
}
