import type { ClosedLearningRow, MissingEdition, OwnLearningRow } from '@app/courses';
import type { OpenLearning, PromiseFigures } from '@app/coverage';
import {
  fiscalYearOf,
  formatDate,
  formatFiscalYear,
  localDateOf,
  type LocalDate,
  type OfficeCalendar,
  words,
  dueSentence,
  things,
  people,
} from '@app/platform';
import {
  absentSentence,
  type ActionView,
  closedText,
  courseAction,
  courseAddress,
  type DueView,
  dueView,
  FINISHED_AFTER_CLOSING,
} from '../../../shell/learning-parts';
import { type ChipView, learningChip, stateChip, tag, type TagView } from '../../../shell/signs';
import { rateText } from '../../../shell/view-parts';

export interface WorkView {
  readonly title: string;
  readonly href: string;
  readonly chips: readonly ChipView[];
  readonly tags: readonly TagView[];
  readonly due: DueView;
  readonly next: string;
  readonly reason: string;
  readonly done: number;
  readonly total: number;
  readonly action: ActionView | null;
}

export interface FinishedView {
  readonly title: string;
  readonly href: string;
  readonly day: string;
  /** That it was finished only after its fiscal year had been closed; else empty. */
  readonly remark: string;
}

/** What a year-end closing ended: not work any more, and still there to be learnt. */
export interface ClosedView {
  readonly title: string;
  readonly href: string;
  readonly text: string;
}

/** What a person learns, and what of it a closing has ended. */
export interface OwnLearning {
  readonly rows: readonly OwnLearningRow[];
  readonly closed: readonly ClosedLearningRow[];
}

/** A card that leads people with a task for others to their own list. */
export interface DutyView {
  readonly title: string;
  readonly sentence: string;
  readonly href: string;
  readonly link: string;
}

export interface HomeView {
  readonly title: string;
  readonly name: string;
  readonly sentence: string;
  readonly today: WorkView | null;
  readonly others: readonly WorkView[];
  readonly continuing: readonly WorkView[];
  /** Not asked of the person as long as they are on leave or seconded. */
  readonly putOff: readonly WorkView[];
  readonly finished: readonly FinishedView[];
  readonly closed: readonly ClosedView[];
  readonly duties: readonly DutyView[];
}

export interface Day {
  readonly today: LocalDate;
  readonly calendar: OfficeCalendar;
}

/** The person's own page: the most urgent thing first, then what else was asked for, then what they chose themselves. */
export function homeView(
  person: { readonly name: string; readonly duties: readonly DutyView[] },
  { rows, closed }: OwnLearning,
  day: Day,
): HomeView {
  const unfinished = rows.filter((row) => row.completedAt === null).toSorted(byUrgency);
  const open = unfinished.filter((row) => row.absence === null);
  const putOff = unfinished.filter((row) => row.absence !== null);
  const [first, ...rest] = open;
  const finished = rows.filter((row) => row.completedAt !== null);
  return {
    title: 'ホーム',
    name: person.name,
    sentence: putOffSentence(putOff) ?? sentenceOf(open, finished.length, day),
    today: first ? workView(first, day) : null,
    others: rest.filter((row) => row.dueOn !== null).map((row) => workView(row, day)),
    continuing: rest.filter((row) => row.dueOn === null).map((row) => workView(row, day)),
    putOff: putOff.map((row) => ({ ...workView(row, day), due: { remaining: '', day: '' } })),
    finished: finished.toSorted((a, b) => instantOf(b) - instantOf(a)).map(finishedView),
    closed: closed.filter((row) => isRecent(row, day.today)).map(closedView),
    duties: person.duties,
  };
}

/** What the people of the unit have to finish, for its head. */
export function teamDutyView(count: OpenLearning): DutyView {
  return {
    title: `わたしの${words.unit}`,
    sentence: openSentence(count),
    href: '/team',
    link: `${words.unit}の状況を見る`,
  };
}

/** Each promise of the plan with its own rate, then what is overdue; no rate over all courses together. */
export function cityDutyView(promises: PromiseFigures): DutyView {
  const { carriedOver } = promises;
  const earlier =
    carriedOver === 0 ? '' : `前年度までの必修が残っている人は${people(carriedOver)}です。`;
  return {
    title: '受講指定',
    sentence: `${rateSentence(promises)}${openSentence(promises)}${earlier}`,
    href: '/assignments',
    link: '受講指定を見る',
  };
}

/** A promise that is asked of nobody has no rate. */
function rateSentence({ security, ai }: PromiseFigures): string {
  const promises = [
    { name: '情報セキュリティ研修', verb: '情報セキュリティ研修の修了は', ...security },
    { name: 'AI活用研修(この年度)', verb: 'AI活用研修(この年度)の修了は', ...ai },
  ];
  const rates = promises
    .filter(({ must }) => must > 0)
    .map(({ verb, done, must }) => `${verb}${rateText(done, must)}`);
  const without = promises.filter(({ must }) => must === 0).map(({ name }) => name);
  return [
    ...(rates.length > 0 ? [`${rates.join('、')}です。`] : []),
    ...(without.length > 0 ? [`${without.join('と')}の対象者は、この年度にはまだいません。`] : []),
  ].join('');
}

/** The same number of people, and the same overdue, as on the pages that the card leads to. */
function openSentence({ openPeople, overduePeople, overdue, absent }: OpenLearning): string {
  if (openPeople === 0) return '必修を終えていない人はいません。';
  const late =
    overdue === 0 ? '' : `(うち期限を過ぎた人は${people(overduePeople)}、受講は${things(overdue)})`;
  const without = absent === 0 ? '' : '休職・派遣中の人は含みません。';
  return `必修の未修了は${people(openPeople)}です${late}。${without}`;
}

/** What cannot begin on 1 April, or has not begun, because its edition was not made. */
export function missingEditionsView(missing: readonly MissingEdition[]): DutyView {
  const named = missing.map((it) => `「${it.title}」の${formatFiscalYear(it.fiscalYear)}の版`);
  return {
    title: '版がありません',
    sentence: `受講指定に使う${named.join('、')}が公開されていません。公開されるまで、対象の職員には求められません。`,
    href: '/assignments',
    link: '受講指定を見る',
  };
}

/** Reports that wait for somebody who may verify them. */
export function reviewDutyView(reported: number): DutyView {
  return {
    title: '資格の確認',
    sentence:
      reported === 0
        ? '確認を待っている報告はありません。'
        : `${String(reported)}件の報告が確認を待っています。`,
    href: '/certification-reviews',
    link: '資格の確認へ進む',
  };
}

/** Mandatory before recommended before self-chosen; then the earliest due date; then what was touched last. */
function byUrgency(a: OwnLearningRow, b: OwnLearningRow): number {
  if (a.isMandatory !== b.isMandatory) return a.isMandatory ? -1 : 1;
  if (a.dueOn !== b.dueOn) return (a.dueOn ?? '9999') < (b.dueOn ?? '9999') ? -1 : 1;
  return b.lastActivityAt.getTime() - a.lastActivityAt.getTime();
}

function sentenceOf(open: readonly OwnLearningRow[], finishedCount: number, day: Day): string {
  const mandatory = open.filter((row) => row.isMandatory);
  const dueOn = mandatory[0]?.dueOn ?? null;
  if (dueOn !== null) {
    const nearest = dueSentence({ dueOn, ...day }, 'いちばん早い期限');
    return `必修が${things(mandatory.length)}残っています。${nearest}`;
  }
  if (open.length > 0) return '必修はすべて済んでいます。続きは、時間のあるときに進めてください。';
  if (finishedCount > 0) return '必修はすべて済んでいます。おつかれさまでした。';
  return `いま受けるように決められている${words.course}はありません。`;
}

/** Of somebody who is away: nothing is asked, whatever is left. */
function putOffSentence(putOff: readonly OwnLearningRow[]): string | null {
  const absence = putOff[0]?.absence ?? null;
  return absence === null ? null : absentSentence(absence, `残っている${words.course}`);
}

function workView(row: OwnLearningRow, day: Day): WorkView {
  const due = dueView(day.calendar, day.today, row.dueOn);
  return {
    title: row.title,
    href: courseAddress(row),
    chips: row.absence === null ? overdueChips(row, day) : [learningChip('absent', row.absence)],
    tags: tagsOf(row),
    due,
    next: nextText(row),
    reason: row.reason ?? '',
    done: row.completedLessons,
    total: row.lessonCount,
    action: courseAction({
      courseKey: row.courseKey,
      year: row.year,
      isStarted: row.startedAt !== null,
      nextLesson: row.nextLesson,
      hasQuiz: row.hasQuiz,
      hasOpenAttempt: row.hasOpenAttempt,
    }),
  };
}

function overdueChips({ dueOn }: OwnLearningRow, { calendar, today }: Day): readonly ChipView[] {
  const isOver = dueOn !== null && calendar.effectiveDueDate(dueOn) < today;
  return isOver ? [stateChip('learning.overdue')] : [];
}

/** The title says of which year it is; that this year is over says the tag. */
function tagsOf({ isMandatory, dueOn, isCarriedOver }: OwnLearningRow): readonly TagView[] {
  const kind = isMandatory ? 'mandatory' : dueOn === null ? 'chosen' : 'recommended';
  return [tag(kind), ...(isCarriedOver ? [tag('carriedOver')] : [])];
}

function nextText(row: OwnLearningRow): string {
  if (row.startedAt === null) {
    const quiz = row.hasQuiz ? 'とテスト' : '';
    return `${String(row.lessonCount)}つのレッスン${quiz}、全部で約${String(row.minutes)}分です。`;
  }
  if (row.nextLesson === null)
    return row.hasOpenAttempt ? 'テストの途中です。' : 'あとはテストだけです。';
  const { position, title, minutes } = row.nextLesson;
  return `次は第${String(position)}回「${title}」、約${String(minutes)}分です。`;
}

function finishedView(row: OwnLearningRow): FinishedView {
  const day = row.completedAt === null ? '' : formatDate(localDateOf(row.completedAt));
  const remark = row.closedOn === null ? '' : FINISHED_AFTER_CLOSING;
  return { title: row.title, href: courseAddress(row), day, remark };
}

/** Told until the fiscal year of the closing is over; the page of the course goes on telling it. */
function isRecent({ closedOn }: ClosedLearningRow, today: LocalDate): boolean {
  return fiscalYearOf(closedOn) === fiscalYearOf(today);
}

function closedView(row: ClosedLearningRow): ClosedView {
  return { title: row.title, href: courseAddress(row), text: closedText(row) };
}

function instantOf(row: OwnLearningRow): number {
  return row.completedAt?.getTime() ?? 0;
}
