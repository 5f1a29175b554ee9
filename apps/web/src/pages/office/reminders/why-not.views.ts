import { words } from '@app/platform';
import { type AskedAbout, MOST_FOUND, WHY_NOT_DAYS, type WhyNot } from '@app/reminders';
import { fact } from '../../../shell/parts/facts';
import { pageHead } from '../../../shell/parts/heads';
import { personName } from '../../../shell/person-name';
import { address, breadcrumb } from '../../../shell/view-parts';

const TITLE = '届いていない人を調べる';

/** One person with the reasons, some to choose from, or nobody. */
export function whyNotView(typed: string, found: readonly AskedAbout[], why: WhyNot | null) {
  const isMany = found.length > 1;
  return {
    title: TITLE,
    head: pageHead(TITLE, breadcrumb(['通知', '/reminders'], [TITLE]), sentenceOf(typed, found)),
    typed,
    choices: isMany
      ? found.slice(0, MOST_FOUND).map(({ staffNumber, name, unitName }) => ({
          text: `${staffNumber} ${name}(${unitName ?? '所属なし'})`,
          href: address('/reminders/why', { person: staffNumber }),
        }))
      : [],
    facts: why === null ? [] : factsOf(why),
    reasons: why === null ? [] : reasonsOf(why),
    ledgerHref: why === null ? '' : address('/reminders', { person: why.person.staffNumber }),
    note: `過去${String(WHY_NOT_DAYS)}日の記録で調べます。本人だけに伝えるお知らせ(練習、受験、自分の資格)は、ここには出ません。`,
  };
}

export function sentenceOf(typed: string, found: readonly AskedAbout[]): string {
  if (typed === '') return '職員番号、氏名、フリガナのどれかで探します。';
  if (found.length === 0) return '見つかりません。番号か、氏名の一部で探し直してください。';
  if (found.length > MOST_FOUND)
    return `${String(MOST_FOUND)}名より多く見つかりました。氏名をもう少し長く入力してください。`;
  if (found.length > 1) return `${String(found.length)}名が見つかりました。選んでください。`;
  return '';
}

function factsOf({ person, told }: WhyNot) {
  return [
    fact('職員', '', { person: personName(person) }),
    fact('所属', person.unitName ?? '所属なし'),
    fact('メールアドレス', person.hasMailbox ? 'あり' : 'なし'),
    fact('送った', countText(told.sent)),
    fact('送信待ち', countText(told.waiting)),
    fact('紙・口頭で伝える', countText(told.onPaper)),
    fact('送れなかった', countText(told.failed)),
    fact('送る前に不要になった', countText(told.dropped)),
  ];
}

/** Each reason there is, the one that stops everything first; never none. */
export function reasonsOf(why: WhyNot): readonly string[] {
  const reasons = REASONS.filter(({ isSo }) => isSo(why)).map(({ text }) => text(why));
  if (reasons.length > 0) return reasons;
  return [`今日のきまりで伝えることが${countText(why.today)}あり、止めているものはありません。`];
}

interface Reason {
  readonly isSo: (why: WhyNot) => boolean;
  readonly text: (why: WhyNot) => string;
}

const REASONS: readonly Reason[] = [
  {
    isSo: ({ halt }) => halt !== null,
    text: ({ halt }) =>
      `災害対応モードで、すべての通知を止めています(${halt?.reason ?? ''})。再開するまで何も送りません。`,
  },
  {
    isSo: ({ person }) => !person.isEmployed,
    text: () => '在職していないため、何も送りません。',
  },
  {
    isSo: ({ person }) => person.isAway,
    text: () => '休職、派遣などで不在のため、戻るまで何も送りません。',
  },
  {
    isSo: ({ person }) => person.isSuspended,
    text: () => 'アカウントを停止しているため、何も送りません。',
  },
  {
    isSo: ({ person }) => !person.hasMailbox,
    text: () =>
      `メールアドレスがないため、「紙・口頭で伝える一覧」に載せます。分かったときは、${words.hr}の取込みで登録してください。`,
  },
  {
    isSo: ({ told }) => told.failed > 0,
    text: ({ told }) => `メールサーバーに断られました: ${told.lastError ?? ''}`,
  },
  {
    isSo: ({ told }) => told.dropped > 0,
    text: () => '送る前に終わった、または免除、異動などで不要になったものは、送っていません。',
  },
  {
    isSo: ({ told }) => told.halted > 0,
    text: () => '災害対応モードの間にたまったものを、再開のときに送らないことにしました。',
  },
  {
    isSo: ({ off }) => off.length > 0,
    text: ({ off }) =>
      `${off.map((kind) => `「${kind.words.title()}」`).join('')}は、通知の送り方で「送らない」にしています。`,
  },
  {
    isSo: ({ isOfficeDay }) => !isOfficeDay,
    text: () => '今日は閉庁日のため、次の開庁日まで何も送りません。',
  },
  {
    isSo: ({ isOfficeDay, today }) => isOfficeDay && today === 0,
    text: () =>
      '今日のきまりでは、伝えることがありません。終わっているか、まだ早いか、対象ではありません。',
  },
];

function countText(count: number): string {
  return `${count.toLocaleString('ja-JP')}件`;
}
