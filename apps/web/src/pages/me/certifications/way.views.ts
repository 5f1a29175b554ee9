import {
  ASKED_EXAM,
  type CertificationRow,
  type ExamDays,
  type IntentionAnswer,
  type OwnPlace,
  retakeFrom,
  type Stage,
  STAGE_WORDS,
  WISHED_MONTHS,
  wishProblem,
} from '@app/certifications';
import {
  addMonths,
  dayText,
  formatDateShort,
  type LocalDate,
  toLocalDate,
  words,
} from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { pageHead } from '../../../shell/parts/heads';
import { stepper } from '../../../shell/parts/ways';
import { address, breadcrumb } from '../../../shell/view-parts';
import { optionText } from './certifications.views';
import { WAY_AT, WAY_STEPS } from './certificate-steps';

const WAY = '/certifications/way';

export function wayAddress(code: string): string {
  return address(WAY, { certification: code === ASKED_EXAM ? undefined : code });
}

export const ANSWER_NOTICES: Readonly<Record<IntentionAnswer, string>> = {
  wanted: '「受けたい」を登録しました。いつでも変えられます。',
  undecided: '「まだ決めない」を登録しました。決まったら、「資格までの道」で変えられます。',
  not_this_year: '「今年は受けない」を登録しました。いつでも変えられます。',
};

export function shareNotice(isShared: boolean): string {
  return isShared
    ? `準備のようすを${words.hr}と${words.programOffice}に共有しました。いつでもやめられます。`
    : '共有をやめました。氏名は、もう表示されません。';
}

const AT: Readonly<Record<Stage, number>> = {
  intention: WAY_AT.intention,
  studying: WAY_AT.preparing,
  ready: WAY_AT.booking,
  failed: WAY_AT.preparing,
  applied: WAY_AT.exam,
  sitting: WAY_AT.outcome,
  provisional: WAY_AT.report,
  passed: WAY_AT.report,
  reported: WAY_AT.review,
  verified: WAY_AT.done,
};

interface Frame {
  readonly form: FormView<'month' | 'reason' | 'certificationCode'>;
  /** What else can still be passed. */
  readonly others: readonly CertificationRow[];
  readonly exam: WayExam;
  readonly today: LocalDate;
}

/** The exam that the way leads to. */
export interface WayExam {
  readonly code: string;
  readonly name: string;
  /** That nobody can sit it any more; empty while somebody can. */
  readonly over: string;
  /** From when and until when somebody can, where that is known. */
  readonly held: string;
  readonly days: ExamDays | null;
  readonly successor: CertificationRow | null;
}

export function wayView(place: OwnPlace, { form, others, exam, today }: Frame) {
  const { code, name, over } = exam;
  const { stage, answer, isShared } = place;
  const title = '資格までの道';
  const isOver = isAt(stage, 'provisional');
  const held = isOver ? '' : exam.held;
  return {
    title,
    head: pageHead(
      title,
      breadcrumb(['資格', '/certifications'], [title]),
      `${placeSentence(place, name)}${over}${held}`,
    ),
    stepper: stepper('資格までの段階', WAY_STEPS, stage === null ? 0 : AT[stage]),
    next: over === '' || isSat(stage) ? nextStep(place, { code, today }) : nextAfter(exam),
    successor: held === '' ? null : successorLink(exam),
    others: others.map((it) => ({ href: wayAddress(it.code), label: optionText(it) })),
    code,
    form,
    asks: !isOver && over === '',
    answerText: answerSentence(place),
    wants: answer === 'wanted',
    months: monthOptions(exam, today),
    share: {
      isShared,
      value: isShared ? 'no' : 'yes',
      label: isShared ? '共有をやめる' : '準備のようすを共有する',
      sentence: isShared
        ? `${words.hr}と${words.programOffice}に、意向・学習・準備の段階と不合格のあとも、氏名が見えています。練習の中身や見込みは見えません。`
        : `いまは共有していません。意向・学習・準備の段階は、${words.hr}と${words.programOffice}にも人数しか見えず、氏名は見えません。所属長には、共有しても見えません。`,
    },
  };
}

/** Whoever has sat it goes on as before. */
function isSat(stage: Stage | null): boolean {
  return isAt(stage, 'sitting');
}

function isAt(stage: Stage | null, least: Stage): boolean {
  return stage !== null && AT[stage] >= AT[least];
}

/** The way goes on with what came after it. */
function nextAfter({ over, successor }: WayExam) {
  return successor === null
    ? { text: `${over}ほかの資格は、下から選べます。`, href: '', label: '' }
    : { text: over, ...successorOf(successor) };
}

function successorOf({ code, name }: CertificationRow) {
  return { href: wayAddress(code), label: `${name}の道を見る` };
}

/** Of one that is held for some time to come: who cannot sit it in time looks at what comes after it. */
function successorLink({ successor }: WayExam) {
  return successor === null ? null : successorOf(successor);
}

function placeSentence({ stage, since }: OwnPlace, name: string): string {
  if (stage === null || since === null) return `${name}の道に、いま進んでいる段階はありません。`;
  return `${name}は、${formatDateShort(since)}から「${STAGE_WORDS[stage]}」です。`;
}

const NEXT: Readonly<Record<Stage, readonly [text: string, href: string, label: string]>> = {
  intention: ['問題を解いて、準備を始めましょう。', '/itpassport', 'ITパスポートの練習へ'],
  studying: [
    '練習を続けましょう。準備ができたら、申し込む月をお知らせします。',
    '/itpassport',
    '練習を続ける',
  ],
  ready: [
    '申し込むころです。申し込んだら、受験日を登録してください。',
    '/certifications/exams/new',
    '受験予定を登録する',
  ],
  applied: ['受験日が来たら、結果を登録してください。', '/certifications', '予定を見る'],
  sitting: ['受験日を過ぎました。結果を登録してください。', '/certifications', '結果を登録する'],
  provisional: [
    '合格証書が届いたら、受験の予定のところから、写真かPDFで報告してください。',
    '/certifications',
    '受験と資格を見る',
  ],
  failed: [
    '解いた問題は力になっています。弱い分野から続けましょう。',
    '/itpassport',
    '弱い分野を練習する',
  ],
  passed: [
    '合格証書が届いたら、受験の予定のところから、写真かPDFで報告してください。',
    '/certifications',
    '受験と資格を見る',
  ],
  reported: ['確認を待っています。することはありません。', '/certifications', '報告を見る'],
  verified: ['確認が済みました。おつかれさまでした。', '/certifications', '資格を見る'],
};

/** Of an exam without practice here, preparing is the person's own affair: the next step is to book. */
function nextStep(
  place: OwnPlace,
  { code, today }: { readonly code: string; readonly today: LocalDate },
) {
  const { stage, failedOn } = place;
  const [text, href, label] =
    stage === null
      ? (['受けたい時期を登録すると、準備を始めやすくなります。', '', ''] as const)
      : NEXT[stage];
  const isPractice = href === '/itpassport' && code !== ASKED_EXAM;
  const first = failedOn === null ? null : retakeFrom(code, failedOn);
  const retake =
    first !== null && first > today ? `${dayText(first, today)}から、また受けられます。` : '';
  return isPractice
    ? {
        text: `申し込んだら、受験日を登録してください。${retake}`,
        href: bookHref(code),
        label: '受験予定を登録する',
      }
    : { text: `${text}${retake}`, href, label };
}

const bookHref = (code: string) => address('/certifications/exams/new', { certification: code });

const ANSWER_WORDS: Readonly<Record<NonNullable<OwnPlace['answer']>, string>> = {
  wanted: '受けたい',
  undecided: 'まだ決めない',
  not_this_year: '今年は受けない',
  withdrawn: '取り消しました',
};

function answerSentence({ answer, saidOn, wantedBy }: OwnPlace): string {
  if (answer === null || saidOn === null) return 'まだ答えていません。';
  const by = wantedBy === null ? '' : `(希望時期は${monthText(wantedBy)})`;
  return `いまの答えは「${ANSWER_WORDS[answer]}」${by}です。${formatDateShort(saidOn)}に答えました。`;
}

/** Only months in which it can be sat. */
function monthOptions({ days }: WayExam, today: LocalDate) {
  const first = toLocalDate(`${today.slice(0, 7)}-01`);
  const months = Array.from({ length: WISHED_MONTHS }, (_, index) =>
    addMonths(first, index),
  ).filter((month) => days === null || wishProblem(days, month, today) === null);
  return [
    { value: '', text: '決めていない' },
    ...months.map((month) => ({ value: month.slice(0, 7), text: monthText(month) })),
  ];
}

/** 「令和9年6月」 */
function monthText(first: LocalDate): string {
  return formatDateShort(first).replace(/1日.*$/, '');
}
