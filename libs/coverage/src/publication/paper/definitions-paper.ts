import { formatDateShort, type PdfDefinition, words } from '@app/platform';
import { linesOf } from '../published-rows.rules';
import { cityNumbers } from '../departments.rules';
import type { PublishedContent } from '../published-content.rules';
import { head, heading, MARGIN, numberName, type PaperFrame, type Sides, text } from './cells';

const method = (): readonly string[] => [
  `数字は、その日の登録(組織・職員・所属・任用・休職・任命・資格・研修)から、その日に有効な数え方で数えました。`,
  `確定した数字は、あとから変わりません。あとから登録・訂正したものがあれば、訂正として新しく確定し、どの確定を訂正したものかを示します。`,
  `部ごとの数は、部の下の${words.unit}と、${words.unit}に属さない部の職員の合計です。ほかの${words.unit}の内数になっている${words.unit}は、二重に数えません。`,
  '割合は、分子と分母と、分母から除いた人の数を一緒に示します。',
  '前年同日の数は、その日に確定した数字か、月末に書きとめた数字です。いまの登録から数え直したものではありません。',
  '内容の符号(SHA-256)は、ファイルが作ったときのままであることを確かめるためのものです。目録の符号と比べてください。',
];

/** Every figure in words, and how they were made. */
export function definitionsPaper(content: PublishedContent, frame: PaperFrame): PdfDefinition {
  const { figures, rule, city, office } = content;
  const title = '定義書と数え方';
  return {
    info: { title: `${title} ${formatDateShort(figures.asOf)}` },
    pageMargins: [MARGIN, 40, MARGIN, 40],
    defaultStyle: { fontSize: 10, lineHeight: 1.3 },
    footerText: `${city} ${office} ${title} ${numberName(frame.number)}`,
    content: [
      text(title, { fontSize: 16, bold: true }),
      text(`${formatDateShort(figures.asOf)}現在、${rule.label}`, {
        margin: [0, 0, 0, 6] as Sides,
      }),
      heading('数え方'),
      ...rule.sentences.flatMap(({ title: name, text: says }) => [
        text(name, { bold: true, margin: [0, 4, 0, 0] as Sides }),
        text(says),
      ]),
      heading('数字の一覧'),
      {
        layout: 'lightHorizontalLines',
        table: {
          headerRows: 1,
          dontBreakRows: true,
          widths: ['auto', '*', 'auto'],
          body: [
            ['符号', '名前', '単位'].map((it) => head(it)),
            ...linesOf(cityNumbers(content)).map(({ code, label, unit }) =>
              [code, label, unit].map((it) => text(it)),
            ),
          ],
        },
      },
      heading('作り方'),
      ...method().map((it) => text(it, { margin: [0, 0, 0, 3] as Sides })),
    ],
  };
}
