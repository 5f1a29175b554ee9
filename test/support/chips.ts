const CHIP =
  /<span class="chip chip--(?:\w+)"><span aria-hidden="true">(.)<\/span> ([^<]*)<\/span>/g;

/** 「● 確認済み」: every state of a page as it is seen; to somebody who only hears it, the word alone. */
export function chipsOf(html: string): readonly string[] {
  return [...html.matchAll(CHIP)].map(([, sign = '', word = '']) => `${sign} ${word}`);
}
