import {
  type Publication,
  type PublicationDraft,
  type PublishedContent,
  publicationState,
  RATE_WORDS,
  RATES,
} from '@app/coverage';
import { formatDate, formatDateShort, formatDateTime, people, words } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { fact } from '../../../shell/parts/facts';
import { confirm } from '../../../shell/parts/notices';
import { address, breadcrumb, rateText } from '../../../shell/view-parts';
import { COVERAGE_CRUMB, LIST_CRUMB, PATH, publicationHref } from './publication-words';
import type { PublishingChoices } from './publications.forms';

export function newView(form: FormView<keyof PublishingChoices>) {
  return {
    title: '数字を確定する',
    breadcrumb: breadcrumb(COVERAGE_CRUMB, LIST_CRUMB, ['確定する']),
    summary:
      '議会・監査などに示す日の数字を、数え方と数えた人とともに固定します。あとから変わりません。次の画面で、数字を確かめてから確定します。',
    action: `${PATH}/new`,
    back: PATH,
    form,
  };
}

/** 「令和9年3月31日に数えた13課」 in facts, before they are frozen. */
export function contentFacts(content: PublishedContent) {
  const { figures, holderTarget, compared } = content;
  const { counts } = figures.city;
  return [
    fact('基準日', formatDate(figures.asOf)),
    fact(`${words.leaderTitle}がいる${words.unit}`, rateText(figures.covered, figures.counting)),
    fact(
      'ITパスポート取得者',
      `${people(counts.holders)}${holderTarget === null ? '' : `(目標${people(holderTarget.value)})`}`,
    ),
    fact(words.leaderTitle, people(figures.leaders)),
    fact(words.supporterTitle, people(figures.supporters)),
    ...RATES.map((rate) => fact(RATE_WORDS[rate], rateText(counts[`${rate}_done`], counts[rate]))),
    fact('数え方', content.rule.label),
    fact(
      '前年同日との比較',
      compared === null
        ? '前年同日の記録がないため、比べません'
        : `${formatDateShort(compared.asOf)}(${compared.from === 'month' ? '月末の記録' : `確定 第${String(compared.number)}号`})`,
    ),
  ];
}

export function lateText({ recordedLate: { changed, joined } }: PublishedContent): string {
  const parts = [
    ...(changed > 0 ? [`所属・任用・休職・任命は${people(changed)}分`] : []),
    ...(joined > 0 ? [`つないだ(分けた)職員番号は${people(joined)}分`] : []),
  ];
  return parts.length === 0
    ? ''
    : `後から登録: この日より後に登録したか取り消した${parts.join('、')}が、数字に入っています。`;
}

function earlierText(earlier: readonly Publication[]): string {
  const [newest] = earlier;
  if (newest === undefined) return '';
  const isGone = publicationState(newest) === 'withdrawn' ? '(取り下げ済み)' : '';
  return `この日の数字は、${formatDateTime(newest.publishedAt)}に第${String(newest.number)}号として確定しています${isGone}。今回は、第${String(newest.number)}号を訂正するものになります。`;
}

/** The question before the day is frozen: what, what was recorded late, and what was published of it before. */
export function confirmView(
  { content, earlier, mark }: PublicationDraft,
  choices: PublishingChoices,
) {
  const { asOf, documentNumber, reason } = choices;
  const [newest] = earlier;
  const late = lateText(content);
  return {
    title: '数字の確定の確認',
    breadcrumb: breadcrumb(COVERAGE_CRUMB, LIST_CRUMB, ['確定する', `${PATH}/new`], ['確認']),
    summary: `${formatDateShort(asOf)}の数字を確定します。まだ確定していません。`,
    facts: [
      ...contentFacts(content),
      fact('文書番号', documentNumber === '' ? 'なし' : documentNumber),
      fact('理由', reason),
    ],
    earlier:
      newest === undefined
        ? null
        : {
            text: earlierText(earlier),
            href: publicationHref(newest.id),
            label: `第${String(newest.number)}号を開く`,
          },
    confirm: confirm(
      {
        action: address(`${PATH}/confirm`, { ...choices }),
        button: `${formatDateShort(asOf)}の数字を確定する`,
        isDangerous: false,
        happens: [
          'この日の数字、数え方、数えた人を固定し、PDF・Excel・CSVのファイルを作ります。確定した内容は、あとから変えられません。',
          ...(late === '' ? [] : [late]),
        ],
        notes: ['誤りがあったときは、理由を付けて取り下げるか、訂正としてもう一度確定できます。'],
        hidden: Object.entries({ asOf, documentNumber, reason, seen: mark }).map(
          ([name, value]) => ({ name, value }),
        ),
      },
      address(`${PATH}/new`, { asOf }),
    ),
  };
}
