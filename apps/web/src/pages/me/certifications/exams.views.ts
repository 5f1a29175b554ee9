import {
  type AttemptOutcome,
  type AttemptRow,
  type EarlierPlan,
  EXAM_PAYMENT_WORDS,
  planMayChange,
  possibleOutcomes,
} from '@app/certifications';
import {
  diffDays,
  formatDate,
  formatDateTime,
  type LocalDate,
  numberText,
  words,
} from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { type ChipView, stateChip } from '../../../shell/signs';
import { tableFrame } from '../../../shell/parts/tables';
import { breadcrumb } from '../../../shell/view-parts';

export interface ExamView {
  readonly id: string;
  readonly name: string;
  readonly examOn: string;
  readonly chip: ChipView;
  /** What to do next; without a label when nothing is left. */
  readonly action: { readonly label: string; readonly href: string };
}

const OUTCOME_LABELS: Readonly<Record<AttemptOutcome, string>> = {
  provisional_pass: '合格見込み(終了後の画面や試験結果レポートが合格の基準を満たしていた)',
  passed: '合格(合格発表で確かめた)',
  failed: '今回は届かなかった(不合格。点数は登録しません)',
  cancelled: '受験を取りやめた',
};

/** What is said once it is noted; a try that did not reach the line is no mistake. */
export const OUTCOME_NOTICES: Readonly<Record<AttemptOutcome, string>> = {
  provisional_pass:
    '合格見込みを登録しました。おめでとうございます。試験結果レポートか合格証書が用意できたら、資格を報告してください。',
  passed: '合格を登録しました。おめでとうございます。合格証書が届いたら、資格を報告してください。',
  failed:
    '結果を登録しました。おつかれさまでした。次にすることは、この画面のいちばん上にあります。',
  cancelled: '受験の取りやめを登録しました。また受けるときは、受験予定を登録してください。',
};

/** How a fee may be paid, as choices; the first one is to leave it open. */
export const PAYMENT_OPTIONS = [
  { value: '', label: 'まだ決めていない' },
  { value: 'voucher', label: `${EXAM_PAYMENT_WORDS.voucher}(市や自分が買った電子前売り券)` },
  { value: 'own', label: `${EXAM_PAYMENT_WORDS.own}(クレジットカード・コンビニ払い)` },
] as const;

const NOTHING = { label: '', href: '' };

export function examView(row: AttemptRow, today: LocalDate): ExamView {
  return {
    id: row.id,
    name: row.certificationName,
    examOn: formatDate(row.examOn),
    chip: examChip(row, today),
    action: nextAction(row, today),
  };
}

interface ExamFacts {
  readonly form: FormView<'outcome' | 'callsOff' | keyof ReturnType<typeof typedPlan>>;
  readonly earlier: readonly EarlierPlan[];
  readonly today: LocalDate;
}

/** One exam: what is planned, what was planned before, and what may be reported today. */
export function examPageView(row: AttemptRow, { form, earlier, today }: ExamFacts) {
  const chosen = form.fields.outcome.value;
  const outcomes = possibleOutcomes(row, today);
  const isAhead = row.state === 'booked' && row.examOn > today;
  const canCallOff = isAhead || (row.state === 'booked' && row.isVerified);
  const title = titleOf(row, isAhead);
  return {
    title,
    crumbs: breadcrumb(['資格', '/certifications'], [title]),
    exam: examView(row, today),
    countdown: countdown(row, today),
    outside: row.state === 'booked' && row.outside !== null ? row.outside : '',
    facts: [
      { label: '受験日', value: formatDate(row.examOn) },
      { label: '会場', value: row.place ?? '登録していません' },
      { label: '支払い', value: paymentText(row) },
    ],
    form,
    action: `/certifications/exams/${row.id}`,
    canChangePlan: planMayChange(row),
    canCallOff,
    notes: outcomeNotes(row),
    ahead: aheadOf(row, outcomes),
    isSettled: outcomes.length === 0,
    instead: insteadText(row),
    payments: PAYMENT_OPTIONS,
    earlierTable: tableFrame('変える前の予定', { hidesCaption: true, rows: earlier.length }),
    earlier: earlier.map((plan) => ({
      changedAt: formatDateTime(plan.changedAt),
      examOn: formatDate(plan.examOn),
      place: plan.place ?? '―',
      payment: paymentText(plan),
    })),
    options: (canCallOff ? [] : outcomes).map((value) => ({
      value,
      label: OUTCOME_LABELS[value],
      isSelected: value === chosen,
    })),
  };
}

/** A booking that was called off has no result. */
function titleOf({ state }: AttemptRow, isAhead: boolean): string {
  if (state === 'cancelled') return '取りやめた受験';
  return isAhead ? '受験の予定' : '受験の結果';
}

/** Of a booking that was called off: the one that stands in its place. */
function insteadText({ state, aheadOn }: AttemptRow): string {
  return state === 'cancelled' && aheadOn !== null
    ? `同じ試験の受験予定(${formatDate(aheadOn)})があります。資格の画面から開けます。`
    : '';
}

/** The booking that a pass would leave without a purpose; empty: there is none. */
function aheadOf({ aheadOn }: AttemptRow, outcomes: readonly AttemptOutcome[]): string {
  const canPass = outcomes.some((it) => it === 'provisional_pass' || it === 'passed');
  return canPass && aheadOn !== null ? formatDate(aheadOn) : '';
}

/** Why not everything can be told of it, and what to do about that. */
function outcomeNotes({ isVerified, isReportWaiting, state }: AttemptRow): readonly string[] {
  if (isVerified)
    return [
      `この試験の資格は確認済みです。受験の結果を登録することはありません。結果が違うときは、${words.hr}に確認の取消しを依頼してください。`,
    ];
  return isReportWaiting && state !== 'failed'
    ? [
        'この試験の合格は報告されていて、確認を待っています。不合格に直すときは、先に資格の画面でその報告を取り下げてください。',
      ]
    : [];
}

/** A plan as the form has it. */
export function typedPlan({ examOn, place, payment }: AttemptRow) {
  return { examOn, place: place ?? '', payment: payment ?? '' };
}

function paymentText({ payment }: Pick<AttemptRow, 'payment'>): string {
  return payment === null ? 'まだ決めていない' : EXAM_PAYMENT_WORDS[payment];
}

/** How long it is until a booked exam; nothing of any other. */
function countdown({ state, examOn, outside, isVerified }: AttemptRow, today: LocalDate): string {
  if (state !== 'booked' || isVerified || examOn < today || outside !== null) return '';
  return examOn === today
    ? '受験日は本日です。'
    : `受験日まで、あと${numberText(diffDays(today, examOn))}日です。`;
}

function examChip(
  { state, examOn, isReported, isVerified }: AttemptRow,
  today: LocalDate,
): ChipView {
  const isOpen = state === 'booked' || state === 'provisional_pass' || state === 'passed';
  if (isOpen && isVerified) return stateChip('record.verified');
  if (isOpen && isReported) return stateChip('exam.certificate_reported');
  if (state === 'booked' && examOn < today) return stateChip('exam.unreported');
  return stateChip(`exam.${state}`);
}

function nextAction(row: AttemptRow, today: LocalDate): ExamView['action'] {
  const href = `/certifications/exams/${row.id}`;
  if (row.isReported) return NOTHING;
  switch (row.state) {
    case 'booked':
      return { label: row.examOn <= today ? '結果を報告する' : '予定を変える', href };
    case 'provisional_pass':
    case 'passed':
      return { label: '合格証書を報告する', href: `/certifications/new?exam=${row.id}` };
    case 'failed':
      return { label: '結果を直す', href };
    case 'cancelled':
      return NOTHING;
  }
}
