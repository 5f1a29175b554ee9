import { roleTitle, type HandoverItem } from '@app/appointments';
import { END_OF_PRESENCE_WORDS, type Handover, itemsOf, type Responsible } from '@app/coverage';
import { formatDateShort, words } from '@app/platform';

export const ITEM_WORDS: Readonly<Record<HandoverItem, string>> = {
  materials: '資料と記録を引き継いだ',
  access: '権限とアカウントを見直した',
  ongoing: '進行中の仕事を伝えた',
  successor: '後任の候補を決めた',
  confirmed: '役割を続けるかどうかを、本人と確かめた',
};

/** 「課長 富山　次郎(代理)」; of a unit that has nobody of its own whoever acts for the head above, and how. */
export function responsibleText(responsible: Responsible | null): string {
  if (responsible === null) return `${words.unitHead}が登録されていません`;
  const { postTitle, name, isDeputy, isAbove } = responsible;
  const how = [...(isAbove ? ['上の所属'] : []), ...(isDeputy ? ['代理'] : [])].join('の');
  return `${postTitle === '' ? '' : `${postTitle} `}${name}${how === '' ? '' : `(${how})`}`;
}

/** What happened, and what is asked of the unit by it. */
export function handoverSentence(it: Handover): string {
  const day = formatDateShort(it.since);
  const role = roleTitle(it.role);
  if (it.kind === 'arrived')
    return `${it.name}さんが、${role}の任期中に${day}に異動してきました。${it.unitName}の${role}として数えています。続けるかどうかを確かめてください。`;
  const where = it.cause === 'transferred' && it.nowIn !== null ? `(${it.nowIn}へ)` : '';
  return `${role}の${it.name}さんが${day}に${END_OF_PRESENCE_WORDS[it.cause]}${where}となり、${it.unitName}の${role}がいません。後任を決めてください。`;
}

/** 「4項目のうち1項目が済み」 */
export function ticksText({ kind, ticks }: Handover): string {
  const all = itemsOf(kind).length;
  return `${String(all)}項目のうち${String(ticks.length)}項目が済み`;
}
