import {
  formatDate,
  formatDateShort,
  formatDateTime,
  localDateOf,
  numberText,
  people,
} from '@app/platform';
import { FEWEST_PEOPLE, type QuestionStatisticsRow } from '@app/practice';
import {
  choiceOrder,
  feedbackOf,
  type QuestionBody,
  type QuestionHistory,
  type QuestionText,
  type RescoringRow,
  type ResultChange,
  type Treatment,
  TREATMENT_WORDS,
} from '@app/quizzes';
import type { FigureView } from '../../../shared/figure-address';
import type { FormView } from '../../../shell/forms';
import type { List } from '../../../shell/lists/list';
import { listTable } from '../../../shell/lists/list-table';
import { fact } from '../../../shell/parts/facts';
import { pageHead, sentence } from '../../../shell/parts/heads';
import { stateChip } from '../../../shell/signs';
import { breadcrumb } from '../../../shell/view-parts';
import { feedbackView } from '../../learn/quiz/question.views';
import {
  answersText,
  figureText,
  flagsInOrder,
  inCityWords,
  PLACE_WORDS,
  questionAddress,
  QUESTIONS,
  shareText,
  stemLine,
} from './question-words';

export interface QuestionFacts {
  readonly statistics: QuestionStatisticsRow;
  readonly history: QuestionHistory;
  /** What scoring again would change now. */
  readonly changes: readonly ResultChange[];
  readonly figure: FigureView | null;
  readonly form: FormView<'treatment' | 'reason'>;
}

export function questionView(facts: QuestionFacts) {
  const { statistics, history, figure, form } = facts;
  const { text } = history;
  const title = `問題 ${text.key}`;
  const own = questionAddress(text.id);
  return {
    title,
    head: pageHead(
      title,
      breadcrumb(['模擬試験', '/mock-exams'], ['問題の出来', QUESTIONS], [title]),
      sentence(stateText(facts), {
        chip: text.withdrawalId === null ? null : stateChip('question.withdrawn'),
      }),
    ),
    flags: text.withdrawalId === null ? flagsInOrder(statistics.flags) : [],
    feedback: { ...feedbackView(withKey(text.body)), chip: null },
    figure,
    figures: figuresOf(statistics),
    countedAt:
      statistics.countedAt === null
        ? 'まだ集計していません。毎日2時40分に集計します。'
        : `${formatDateTime(statistics.countedAt)}に集計しました。はじめて答えたときの答えだけを数えています。`,
    choices: choicesOf(text.body, statistics),
    texts: textsOf(history),
    events: eventsOf(history),
    form,
    withdraw: text.withdrawalId === null ? withdrawOf(history, own) : null,
    takeBack: canTakeBack(history) ? `${own}/take-back` : '',
    rescoreHref: canRescore(facts) ? `${own}/rescore` : '',
  };
}

function stateText({ statistics, history, changes }: QuestionFacts): string {
  const { text, rescorings } = history;
  if (text.withdrawnOn !== null) {
    const done = `${formatDateShort(text.withdrawnOn)}に取り下げました。もう出ません。`;
    if (rescorings.some(({ doneAt }) => doneAt === null)) return `${done}いま採点し直しています。`;
    if (changes.length > 0) return `${done}終わった試験は、まだ採点し直していません。`;
    return done;
  }
  const { place } = statistics;
  if (place === null) return '古い版の問題です。いまの講座や試験には出ません。';
  return `${PLACE_WORDS[place]}に出ます。${flagText(statistics)}`;
}

function flagText({ flags }: QuestionStatisticsRow): string {
  const count = flags?.length ?? 0;
  return count === 0 ? '' : `確かめてほしいことが${String(count)}つあります。`;
}

function withKey(body: QuestionBody) {
  const written = choiceOrder(body, 0).toSorted((a, b) => a - b);
  return feedbackOf(body, body.kind === 'case' ? choiceOrder(body, 0) : written, null);
}

function figuresOf(row: QuestionStatisticsRow) {
  const seconds = row.medianSeconds;
  return [
    fact(
      '答えた人',
      `${answersText(row.answers, row.hasAnswers)}${row.answers === null && row.hasAnswers ? '' : '人'}`,
    ),
    fact('正答率', shareText(row.facility)),
    fact('識別力', figureText(row.discrimination)),
    fact('時間(まん中)', seconds === null ? '―' : `${numberText(Math.round(seconds))}秒`),
    fact('正答率の変化', figureText(row.drift)),
  ];
}

interface ChoiceRow {
  readonly text: string;
  readonly isKey: boolean;
  readonly share: number;
  readonly upperShare: number;
  readonly lowerShare: number;
}

/** Null as long as too few have answered to say anything about a choice. */
function choicesOf(authored: QuestionBody, { choices }: QuestionStatisticsRow) {
  const body = inCityWords(authored);
  if (choices === null || body.kind !== 'single') return null;
  const rows = choices.map(({ choice, ...it }) => ({
    ...it,
    text: body.choices[choice]?.text ?? '',
  }));
  return listTable(CHOICES, rows, { caption: '選択肢ごとの割合', path: '', query: {} });
}

const share = (key: 'share' | 'upperShare' | 'lowerShare', heading: string) => ({
  key,
  heading,
  isNumber: true,
  value: (row: ChoiceRow) => shareText(row[key]),
});

const CHOICES: List<ChoiceRow> = {
  name: '選択肢ごとの割合',
  columns: [
    { key: 'text', heading: '選択肢', isRowHeading: true, value: ({ text }) => text },
    { key: 'key', heading: '正解', value: ({ isKey }) => (isKey ? '正解' : '') },
    share('share', '選んだ割合'),
    share('upperShare', '上位27%の人'),
    share('lowerShare', '下位27%の人'),
  ],
};

/** The texts of before, each with its day; the one that is looked at has no link. */
function textsOf({ text, texts, corrected }: QuestionHistory) {
  if (texts.length < 2) return [];
  return texts.map((it, at) => ({
    href: it.id === text.id ? '' : questionAddress(it.id),
    label: `${formatDate(localDateOf(it.createdAt))}の文${at === 0 ? '(いちばん新しい)' : ''}`,
    notes: [
      stemLine(it.body),
      ...(it.id === text.id ? ['この頁の文'] : []),
      ...(it.id === corrected?.id ? ['正解が直されています'] : []),
      ...(it.withdrawalId === null ? [] : ['取下げ']),
    ].join('・'),
  }));
}

/** What was withdrawn, taken back and scored again, when and why. */
function eventsOf({ withdrawals, rescorings }: QuestionHistory) {
  return [
    ...withdrawals.map(({ withdrawnOn, treatment, reason, takenBackAt }) => ({
      day: formatDate(withdrawnOn),
      title: `取下げ(${TREATMENT_WORDS[treatment]})${takenBackAt === null ? '' : `。${formatDateShort(localDateOf(takenBackAt))}に元に戻しました`}`,
      reason,
    })),
    ...rescorings.map((it) => ({
      day: formatDate(localDateOf(it.orderedAt)),
      title: rescoredText(it),
      reason: it.reason,
    })),
  ];
}

function rescoredText({ doneAt, people: count }: RescoringRow): string {
  if (doneAt === null) return '採点し直しています。終わったら、この頁を開き直すと分かります。';
  if (count < FEWEST_PEOPLE)
    return `採点し直し。結果が変わった人は${String(FEWEST_PEOPLE)}人未満です`;
  return `採点し直し。${people(count)}の結果が変わりました`;
}

function withdrawOf({ corrected }: QuestionHistory, own: string) {
  const options: readonly { value: Treatment; label: string; hint: string }[] = [
    {
      value: 'all_right',
      label: TREATMENT_WORDS.all_right,
      hint: '問題が成り立たないとき。答えなかった人も正解にします。',
    },
    ...(corrected === null ? [] : [eitherKey(corrected)]),
  ];
  return { action: `${own}/withdraw`, options };
}

function eitherKey({ createdAt }: QuestionText) {
  return {
    value: 'either_key' as const,
    label: TREATMENT_WORDS.either_key,
    hint: `${formatDate(localDateOf(createdAt))}の版で正解を直してあります。どちらを選んだ人も正解にします。`,
  };
}

/** Until results were scored again by it. */
function canTakeBack({ text, rescorings }: QuestionHistory): boolean {
  return text.withdrawalId !== null && rescorings.length === 0;
}

function canRescore({ history, changes }: QuestionFacts): boolean {
  return changes.length > 0 && history.rescorings.every(({ doneAt }) => doneAt !== null);
}
