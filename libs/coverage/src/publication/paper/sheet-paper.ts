import { formatDateShort, type PdfDefinition, people, words } from '@app/platform';
import { LEFT_OUT_OF_RATE, RATES, type RateName } from '../../figures/figure.rules';
import { LEFT_OUT_WORDS, PEOPLE_FIGURE_WORDS, RATE_WORDS } from '../../vocabulary';
import { FILE_WORDS } from '../publication-files.rules';
import type { PublishedContent } from '../published-content.rules';
import { countsTwice, departmentTable, nameLines } from './department-table';
import {
  asOfText,
  head,
  MARGIN,
  numberName,
  numberText,
  type PaperFrame,
  percentText,
  right,
  type Sides,
  text,
} from './cells';
import { type NamedPerson, namesTable } from './names-table';
import { barOf, squareLines, squaresLegend, squaresOfCity } from './squares';

/**
 * The sheet for the assembly, one page: what was promised, how it stands, by which rule. The table of 部 goes to a second page
 * where they are many; names follow on pages of their own, only where they are given.
 */
export function sheetPaper(
  content: PublishedContent,
  frame: PaperFrame,
  named: readonly NamedPerson[] | null,
): PdfDefinition {
  const { figures, city, office, plan } = content;
  const fits = linesOf(content, frame) <= MOST_LINES;
  const title = `${plan === '' ? 'DX推進の計画' : plan}の進み具合`;
  return {
    info: { title: `${title} ${formatDateShort(figures.asOf)}` },
    pageMargins: [MARGIN, 28, MARGIN, 36],
    defaultStyle: { fontSize: 8, lineHeight: 1.05 },
    footerText: `${city} ${office} ${formatDateShort(figures.asOf)}現在 ${numberName(frame.number)}${named === null ? '' : ' 氏名あり(取扱注意)'}`,
    content: [
      ...headOf(content, frame, title),
      part('二つの約束'),
      promiseTable(content),
      ...holderBar(content),
      ...(fits ? departmentsOf(content) : unitsOf(content)),
      part('研修と、そのほかの数'),
      rateTable(content),
      leftOutText(content),
      ...ruleOf(content, frame),
      ...(fits ? [] : onNextPage(departmentsOf(content))),
      ...(named === null
        ? []
        : onNextPage([text('数えた人', { fontSize: 14, bold: true }), ...namesTable(named)])),
    ],
  };
}

/** So many lines of the table of 部 leave room for everything else on one page, notes of the usual length among it. */
const MOST_LINES = 9;
/** Of a reason in a line. */
const LINE = 80;

/** A 部 with many 課 has its squares in several lines, one with a long name its name; a note that is not always there takes the place of one. */
function linesOf({ departments, recordedLate }: PublishedContent, frame: PaperFrame): number {
  const notes = [recordedLate.changed + recordedLate.joined > 0, frame.hasGeta];
  const table = departments.reduce(
    (sum, { name, units }) => sum + Math.max(squareLines(units.length), nameLines(name).length),
    0,
  );
  return table + notes.filter(Boolean).length + Math.floor(frame.reason.length / LINE);
}

function departmentsOf(content: PublishedContent) {
  return [
    part(`部ごとの${words.unit}の充足と数`),
    departmentTable(content),
    squaresLegend(content),
    ...(countsTwice(content) ? [text(TWICE, { fontSize: 7 })] : []),
  ];
}

/** Where the 部 are too many for the page: every 課 at once, and where the table is. */
function unitsOf(content: PublishedContent) {
  return [
    part(`${words.unit}の充足`),
    squaresOfCity(content),
    squaresLegend(content),
    text('部ごとの数は、2枚目にあります。', { margin: [0, 3, 0, 0] as Sides }),
  ];
}

function onNextPage<Part extends object>(content: readonly Part[]) {
  return content.map((it, at) => (at === 0 ? { ...it, pageBreak: 'before' as const } : it));
}

/** Closer to each other than on other papers. */
function part(value: string) {
  return text(value, { fontSize: 11, bold: true, margin: [0, 6, 0, 2] as Sides });
}

const TWICE = '兼務で2つの部に数えた人は、市全体では1人です。';

function headOf({ figures, city, office }: PublishedContent, frame: PaperFrame, title: string) {
  const { documentNumber, publishedOn, number, followsNumber } = frame;
  const corrects = followsNumber === null ? '' : `(第${String(followsNumber)}号を訂正するものです)`;
  const kept = [
    ...(documentNumber === '' ? [] : [`文書番号 ${documentNumber}`]),
    number === null
      ? `${formatDateShort(publishedOn)}作成 ${numberName(number)}`
      : `${formatDateShort(publishedOn)}${numberName(number)}${corrects}`,
  ];
  return [
    {
      columns: [
        text(title, { fontSize: 16, bold: true, width: '*' }),
        right(kept.join('\n'), { width: 'auto', fontSize: 7 }),
      ],
      columnGap: 10,
    },
    text(`${asOfText(figures.asOf)}　${city} ${office}`, { fontSize: 10 }),
  ];
}

/** 「前年同日 12(+3)」 */
function comparedText(content: PublishedContent, now: number, then: number | undefined): string {
  if (content.compared === null || then === undefined) return '―';
  const change = now - then;
  return `${numberText(then)}(${change > 0 ? '+' : change < 0 ? '−' : '±'}${numberText(Math.abs(change))})`;
}

function comparedHead({ compared }: PublishedContent): string {
  return compared === null ? '前年同日' : `前年同日\n${formatDateShort(compared.asOf)}`;
}

function promiseTable(content: PublishedContent) {
  const { figures, leaderTarget, holderTarget, compared } = content;
  const { covered, counting, city } = figures;
  const { holders } = city.counts;
  return {
    layout: 'lightHorizontalLines',
    table: {
      headerRows: 1,
      widths: ['*', 'auto', 'auto', 'auto', 'auto', 80],
      body: [
        ['約束', '数', '目標', '割合', '目標まで', comparedHead(content)].map(headOfColumn),
        [
          text(`${words.leaderTitle}を各${words.unit}に置く`, { bold: true }),
          right(`${numberText(covered)}${words.unit}`, { fontSize: 13, bold: true }),
          right(
            `${numberText(counting)}${words.unit}${leaderTarget === null ? '' : `(${formatDateShort(leaderTarget.dueOn)}まで)`}`,
          ),
          right(percentText(covered, counting)),
          right(`あと${numberText(counting - covered)}${words.unit}`),
          right(comparedText(content, covered, compared?.covered)),
        ],
        [
          text('ITパスポート取得者', { bold: true }),
          right(people(holders), { fontSize: 13, bold: true }),
          right(
            holderTarget === null
              ? '―'
              : `${people(holderTarget.value)}以上(${formatDateShort(holderTarget.dueOn)}まで)`,
          ),
          right(holderTarget === null ? '―' : percentText(holders, holderTarget.value)),
          right(
            holderTarget === null
              ? '―'
              : `あと${people(Math.max(0, holderTarget.value - holders))}`,
          ),
          right(comparedText(content, holders, compared?.counts.holders)),
        ],
      ],
    },
  };
}

function holderBar({ figures, holderTarget }: PublishedContent) {
  if (holderTarget === null) return [];
  const { holders } = figures.city.counts;
  return [
    text(`ITパスポート取得者 ${people(holders)}(縦の線は目標の${people(holderTarget.value)})`, {
      margin: [0, 6, 0, 0] as Sides,
    }),
    barOf(holders, holderTarget.value),
  ];
}

const OTHER = ['provisional', 'reported', 'booked', 'carried_over'] as const;

/** Each rate with numerator, denominator and who was left out; below, what is no rate. */
function rateTable(content: PublishedContent) {
  const { figures, compared } = content;
  const { counts, leftOutOf } = figures.city;
  const left = (rate: RateName) => Object.values(leftOutOf[rate]).reduce((sum, it) => sum + it, 0);
  const count = (label: string, now: number, then: number | undefined) => [
    text(label),
    right(people(now)),
    ...Array.from({ length: 3 }, () => right('―')),
    right(comparedText(content, now, then)),
  ];
  return {
    layout: 'lightHorizontalLines',
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: ['*', 'auto', 'auto', 'auto', 'auto', 80],
      body: [
        ['数', '数・修了', '対象(分母)', '割合', '除いた人', '前年同日'].map(headOfColumn),
        ...RATES.map((rate) => [
          text(RATE_WORDS[rate]),
          right(people(counts[`${rate}_done`])),
          right(people(counts[rate])),
          right(percentText(counts[`${rate}_done`], counts[rate])),
          right(people(left(rate))),
          right(comparedText(content, counts[`${rate}_done`], compared?.counts[`${rate}_done`])),
        ]),
        count(words.leaderTitle, figures.leaders, compared?.leaders),
        count(words.supporterTitle, figures.supporters, compared?.supporters),
        ...OTHER.map((figure) =>
          count(PEOPLE_FIGURE_WORDS[figure], counts[figure], compared?.counts[figure]),
        ),
      ],
    },
  };
}

function leftOutText({ figures, compared }: PublishedContent) {
  const { leftOutOf } = figures.city;
  const reasons = RATES.flatMap((rate) => {
    const parts = LEFT_OUT_OF_RATE.filter((reason) => (leftOutOf[rate][reason] ?? 0) > 0).map(
      (reason) => `${LEFT_OUT_WORDS[reason]}${people(leftOutOf[rate][reason] ?? 0)}`,
    );
    return parts.length === 0 ? [] : [`${RATE_WORDS[rate]}: ${parts.join('、')}`];
  });
  const from =
    compared === null
      ? '前年同日の数は、確定した数字も月末の記録もないため、示していません。'
      : compared.from === 'publication'
        ? `前年同日の数は、確定 第${String(compared.number)}号によります。`
        : '前年同日の数は、月末の記録によります。';
  const left = reasons.length === 0 ? '' : `除いた人の理由 ${reasons.join(' / ')}。`;
  return text(`${left}${from}`, { fontSize: 7, margin: [0, 3, 0, 0] as Sides });
}

/** The first sentences of a rule say how the two promises are counted; all of them stand in the definitions. */
const OF_PROMISES = 4;

function ruleOf({ rule, recordedLate }: PublishedContent, frame: PaperFrame) {
  const { changed, joined } = recordedLate;
  const late =
    changed + joined === 0
      ? ''
      : `この日より後に登録した所属・任用・休職・任命が${people(changed)}分、つないだ(分けた)職員番号が${people(joined)}分、含まれています。`;
  return [
    part(rule.label),
    ...rule.sentences.slice(0, OF_PROMISES).map(({ title, text: says }) => ({
      text: [text(`${title} `, { bold: true }), says],
      fontSize: 7,
    })),
    text(
      [
        otherRulesText(frame),
        late,
        ...sealOf(frame),
        frame.hasGeta ? '書体にない文字は〓で示しています。正しい文字は表(Excel)にあります。' : '',
      ]
        .filter((it) => it !== '')
        .join('\n'),
      { fontSize: 7, margin: [0, 2, 0, 0] as Sides },
    ),
  ];
}

/** Where the rules stand that do not fit on the sheet. */
function otherRulesText({ number }: PaperFrame): string {
  return number === null
    ? 'ほかの数え方は、充足状況の「数え方」の画面にあります。'
    : `ほかの数え方は、「${FILE_WORDS.definitions}」にあります。`;
}

/** What fixes the numbers; a report says that nothing does. */
function sealOf({ number, reason, sha256 }: PaperFrame): string[] {
  return number === null
    ? [reason]
    : [`確定の理由: ${reason}`, `確定した内容の符号(SHA-256): ${sha256}`];
}

/** Numbers stand at the right, and their headings with them. */
function headOfColumn(text: string, at: number) {
  return head(text, { alignment: at === 0 ? 'left' : 'right' });
}
