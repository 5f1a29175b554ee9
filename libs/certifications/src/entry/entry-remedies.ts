const REMEDIES: Readonly<Partial<Record<string, string>>> = {
  職員番号: '名簿の職員番号に直してください。',
  資格: '資格の名前を、画面の一覧にあるとおりに直してください。',
  合格日: '証書の日付を確かめ、2026/10/20のように書いてください。',
  合格証書番号: '証書に書かれている番号を入れてください。',
  有効期限: '証書の最後の日に直してください。期限がないときは空欄にします。',
};
const OTHERWISE = 'ファイルのこの行を直して、もう一度送ってください。';

/** Of a day that is written well, on which the exam was not held. */
export const OUTSIDE_REMEDY =
  '証書の資格と合格日を確かめ、違うほうを直してください。どちらも証書のとおりなら、資格の一覧で、最初と最後の試験の日を確かめてください。';

/** What is missing is to be filled in; there is nothing to put right. */
export function remedyOf(column: string, value: string): string {
  if (column !== '' && value.trim() === '') return `${column}を入力してください。`;
  return REMEDIES[column] ?? OTHERWISE;
}
