/** 「発見、報告、保全の順に」: the stem says what is asked. */
const LISTED = /[^、。]{1,12}(?:、[^、。]{1,12}){2,}の順/u;
const PLACE = /^(?:まず|はじめに|初めに|最初に|次に|その後|続いて|それから|最後に)/u;
/** 「戻ったら」「終えた後に」「契約の前に」: the item says what comes before or after it. */
const BESIDE = /たら|だら|[ただ]後[にで]?|前に、/u;
/** 「同意した人」「短く分けた文」: a result of what another item does. */
const RESULT =
  /(\p{Script=Han}+)(?:した|された|[いえきけげせちてべめりれ]た|った|んだ)(?=[\p{Script=Han}\p{Script=Katakana}])/gu;

/** Why somebody who has learnt nothing could put the items in their order. */
export function orderCueReasons(stem: string, items: readonly string[]): string[] {
  const reasons = LISTED.test(stem) ? ['問題文が、並べる順を言っています。'] : [];
  items.forEach((item, place) => {
    const word =
      PLACE.exec(item)?.[0] ?? BESIDE.exec(item)?.[0] ?? echo(item, items.slice(0, place));
    if (word !== undefined) reasons.push(`「${item}」の「${word}」から、順が分かります。`);
  });
  return reasons;
}

function echo(item: string, earlier: readonly string[]): string | undefined {
  return [...item.matchAll(RESULT)].find(([, done = '']) =>
    earlier.some((other) => other.includes(done)),
  )?.[0];
}
