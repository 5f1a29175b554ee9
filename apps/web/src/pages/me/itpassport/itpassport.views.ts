import { diffDays, formatDateShort, type LocalDate, numberText } from '@app/platform';
import {
  abilityOf,
  examBlueprint,
  type ItemStanding,
  type Mastery,
  type PracticeCounts,
  type ShownEstimate,
  type SyllabusTree,
} from '@app/practice';
import type { List } from '../../../shell/lists/list';
import { listTable } from '../../../shell/lists/list-table';
import { breadcrumb } from '../../../shell/view-parts';
import type { CertificateStory } from '../certifications/certificate-story';
import { ABILITY_CHIPS, ABILITY_WORDS, MASTERED_CHIP } from './ability-words';
import { syllabusFigure } from './syllabus-figure';
import { readinessView } from './readiness.views';
import { sessionAddress } from './practice.views';
import { type MiddleStanding, middlesOf, sumOf, weakest } from './standing';

/** A mock under way comes before everything: its time goes on. */
export interface OpenMock {
  readonly sentence: string;
  readonly href: string;
  readonly label: string;
}

export interface ItPassportFacts {
  readonly syllabus: SyllabusTree;
  readonly standing: readonly ItemStanding[];
  readonly mastery: ReadonlyMap<number, Mastery>;
  readonly counts: PracticeCounts;
  readonly examOn: LocalDate | null;
  /** How far the certificate itself is. */
  readonly story: CertificateStory;
  readonly estimate: ShownEstimate;
  /** That nobody can sit it any more; empty while somebody can. */
  readonly over: string;
  readonly today: LocalDate;
}

const FRAME = { title: 'ITパスポート', breadcrumb: breadcrumb(['ITパスポート']) };

/** On a day for which nobody has said what the exam asks. */
export function withoutSyllabus() {
  return {
    ...FRAME,
    summary: 'この日の試験の範囲(シラバス)が登録されていません。DX推進室にお知らせください。',
    page: null,
  };
}

/** Where one stands and what to do next: nothing of it is seen by anybody else. */
export function itPassportView(facts: ItPassportFacts, mock: OpenMock | null) {
  const { syllabus, standing, mastery, counts, story } = facts;
  const middles = middlesOf(syllabus, standing, mastery);
  return {
    ...FRAME,
    summary: `${facts.over}${mock?.sentence ?? ''}${sentence(facts, middles)}`,
    page: {
      open: mock ?? (story.isSat ? story.act : null) ?? openView(counts),
      ways: waysOf(counts, nextMiddle(facts, middles)),
      // Whoever has sat it waits for a result or has one: how likely it was is said no more.
      readiness: story.isSat
        ? null
        : readinessView(facts.estimate, {
            isSettled: facts.examOn !== null || facts.over !== '',
          }),
      // Before the first answer it would say nothing sixty-three times.
      hasStanding: sumOf(middles).answered > 0,
      figure: syllabusFigure(syllabus, standing),
      mastered: masteredSentence(middles),
      middles: listTable(middleList(), middles, {
        caption: '中分類ごとの正答',
        hidesCaption: true,
        path: '',
        query: {},
      }),
      choices: choicesOf(syllabus),
      validity: validity(syllabus),
      passLine: passLine(syllabus),
    },
  };
}

function sentence(facts: ItPassportFacts, middles: readonly MiddleStanding[]) {
  const { counts, examOn, today, story } = facts;
  const { answered, right } = sumOf(middles);
  const days = story.isSat
    ? story.sentence
    : examOn === null
      ? ''
      : `受験(${formatDateShort(examOn)})${daysTo(examOn, today)}。`;
  if (answered === 0) return `${days}まだ練習していません。「今日の10問」は3分ほどで終わります。`;
  const next = nextMiddle(facts, middles);
  const where = next === null ? '' : `いちばん伸ばせるのは「${next.name}」です。`;
  const due = counts.due === 0 ? '' : `復習の時期が来た問題が${numberText(counts.due)}問あります。`;
  return `${days}これまでに${numberText(answered)}問を解き、${numberText(right)}問が正解でした。${where}${due}`;
}

/** What to practise next: by the estimate where there is one, before that by the wrong answers. */
function nextMiddle(
  { estimate }: ItPassportFacts,
  middles: readonly MiddleStanding[],
): { readonly number: number; readonly name: string } | null {
  return estimate.shown.kind === 'band' ? estimate.middle : (weakest(middles)?.middle ?? null);
}

function daysTo(examOn: LocalDate, today: LocalDate): string {
  const days = diffDays(today, examOn);
  return days === 0 ? 'は今日です' : `まであと${String(days)}日です`;
}

function openView({ open }: PracticeCounts) {
  if (open === null) return null;
  const { sessionId, size, answered } = open;
  const of = size === null ? '' : ` / ${String(size)}`;
  return { href: sessionAddress(sessionId), label: `続きから(${String(answered)}${of}問)` };
}

/** What can be begun with one press; what is empty is not offered. */
function waysOf(
  { wrong, marked, answeredToday }: PracticeCounts,
  next: { readonly number: number; readonly name: string } | null,
) {
  const isDone = answeredToday >= 10;
  const today = isDone ? '今日はもう10問解きました。続けてもかまいません。' : '';
  return [
    {
      ...{ session: 'today', size: '10', label: '今日の10問', isFirst: !isDone },
      text: `忘れかけたころの問題と、弱い分野の新しい問題を選びます。${today}`,
    },
    ...(next === null
      ? []
      : [
          {
            ...{ session: 'chosen', size: '10', label: `「${next.name}」を10問`, isFirst: isDone },
            ...{ middle: String(next.number), text: 'いちばん伸ばせるところです。' },
          },
        ]),
    ...(wrong === 0
      ? []
      : [
          {
            ...{ session: 'wrong', size: '10', label: '間違えた問題を解く', isFirst: false },
            text: `間違えたままの問題が${numberText(wrong)}問あります。`,
          },
        ]),
    ...(marked === 0
      ? []
      : [
          {
            ...{ session: 'marked', size: '', label: '印の問題を解く', isFirst: false },
            text: `「あとで見直す」を付けた問題が${numberText(marked)}問あります。`,
          },
        ]),
    {
      ...{ session: 'mixed', size: '10', label: '混ぜて10問', isFirst: false },
      text: '試験と同じ割合で、全ての分野から選びます。',
    },
  ];
}

/** What stayed, and what a mixed check could show to have stayed; empty before anything is able. */
function masteredSentence(middles: readonly MiddleStanding[]): string {
  const mastered = middles.filter(({ isMastered }) => isMastered).length;
  const waiting = middles.filter(({ mayBeChecked }) => mayBeChecked);
  const names = waiting.slice(0, 2).map(({ middle }) => `「${middle.name}」`);
  const others = waiting.length > names.length ? `など${String(waiting.length)}の中分類` : '';
  const next =
    waiting.length === 0
      ? ''
      : `できるようになった${names.join('')}${others}は、「混ぜて10問」か模擬試験で2回続けて正解すると、身に付いたことになります。`;
  const far =
    mastered === 0
      ? ''
      : `${String(middles.length)}の中分類のうち、身に付いたものは${String(mastered)}です。`;
  return mastered === 0 && waiting.length === 0 ? '' : `${far}${next}`;
}

function middleList(): List<MiddleStanding> {
  return {
    name: '中分類ごとの正答',
    columns: [
      { key: 'field', heading: '分野', value: ({ fieldName }) => fieldName },
      {
        key: 'middle',
        heading: '中分類',
        isRowHeading: true,
        value: ({ middle }) => middle.name,
      },
      {
        key: 'asked',
        heading: '試験での目安',
        counter: '問',
        isNumber: true,
        value: ({ middle }) => middle.questions,
      },
      {
        key: 'right',
        heading: '正解 / 解いた問題',
        isNumber: true,
        value: ({ right, answered }) => `${numberText(right)} / ${numberText(answered)}`,
      },
      {
        key: 'ability',
        heading: 'いまの様子',
        isState: true,
        value: (row) => (row.isMastered ? MASTERED_CHIP.label : ABILITY_WORDS[abilityOf(row)]),
        show: (row) => {
          const ability = abilityOf(row);
          if (row.isMastered) return { text: '', chip: MASTERED_CHIP };
          return ability === 'middling'
            ? { text: ABILITY_WORDS.middling }
            : { text: '', chip: ABILITY_CHIPS[ability] };
        },
      },
      {
        key: 'practise',
        heading: '練習',
        only: 'page',
        value: () => null,
        slot: ({ middle }) => ({ number: middle.number, name: middle.name }),
      },
    ],
  };
}

const ALL = { value: '', text: 'すべて' };

function choicesOf({ fields }: SyllabusTree) {
  const middles = fields.flatMap((field) => field.middles);
  return {
    fields: [ALL, ...fields.map(({ key, name }) => ({ value: key, text: name }))],
    middles: [ALL, ...middles.map(({ number, name }) => ({ value: String(number), text: name }))],
    items: [
      ALL,
      ...middles
        .flatMap(({ items }) => items)
        .map(({ number, name }) => ({ value: String(number), text: `${String(number)} ${name}` })),
    ],
    difficulties: [
      ALL,
      { value: '1', text: 'やさしい' },
      { value: '2', text: 'ふつう' },
      { value: '3', text: 'むずかしい' },
    ],
    sizes: [
      { value: '5', text: '5問' },
      { value: '10', text: '10問' },
      { value: '20', text: '20問' },
      { value: '', text: 'やめるまで' },
    ],
  };
}

function validity({ title, validTo }: SyllabusTree): string {
  const until =
    validTo === null ? '' : `この範囲での試験は${formatDateShort(validTo)}の前日までです。`;
  return `問題は${title}の範囲から選びます。${until}`;
}

/** What stands in for the scale that is not public. */
function passLine(syllabus: SyllabusTree): string {
  const { leastRight, fields } = examBlueprint(syllabus);
  const scored = fields.reduce((sum, field) => sum + field.scored, 0);
  const least = syllabus.fields.map(
    ({ name }, at) => `${name}${String(fields[at]?.leastRight ?? 0)}問`,
  );
  return `見込みは、${String(scored)}問中${String(leastRight)}問以上(うち${least.join('、')}以上)を合格とみなした目安で、合格を約束するものではありません。実際の採点の方法は公表されていません。`;
}
