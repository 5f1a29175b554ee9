import type { WaitingIn } from '@app/access';
import { type ClosedLearningRow, type OwnLearningRow, FINISHED_AFTER_CLOSING } from '@app/courses';
import {
  dayText,
  dueSentence,
  fiscalYearOf,
  formatDate,
  localDateOf,
  type LocalDate,
  things,
  words,
} from '@app/platform';
import { absentSentence, closedText, courseAddress } from '../../../shell/learning-parts';
import { type RowView, withFirst } from '../../../shell/parts/rows';
import type { StepperView } from '../../../shell/parts/ways';
import type { OwnSuggestion } from '@app/practice';
import { firstSteps } from './first-steps.views';
import type { FactView } from './office-facts.views';
import { isSaidBy, type PassportView, passportShown } from './passport.views';
import { type SuggestionView, suggestionView } from './suggestion.views';
import { queueSentence, quietText, waitingRow } from './waiting.views';
import { byUrgency, type Day, isUrgent, type WorkView, workView } from './work.views';

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

/** What home is made of: learning and what a closing has ended of it, what waits, and how things stand for others. */
export interface HomeFacts {
  readonly rows: readonly OwnLearningRow[];
  readonly closed: readonly ClosedLearningRow[];
  readonly waiting: readonly WaitingIn[];
  readonly facts: readonly FactView[];
  /** How far one is on the way to the certificate that the plan asks for. */
  readonly passport?: PassportView;
  /** 受験のすすめ that the person got and has not put away. */
  readonly suggestion?: OwnSuggestion | null;
  /** Whether one wants to sit the exam is asked once a year. */
  readonly asksIntention?: boolean;
}

export interface HomeReader {
  readonly name: string;
  /** Has a task for others: that comes first, and the own learning last. */
  readonly isOffice: boolean;
  /** A second factor is still to be set up. */
  readonly owesSecondFactor?: boolean;
}

export interface HomeView {
  readonly title: string;
  readonly name: string;
  readonly isOffice: boolean;
  readonly sentence: string;
  /** How the own learning stands, where the sentence on top says something else. */
  readonly ownSentence: string;
  /** What the first day asks; null as soon as one has begun to learn. */
  readonly firstSteps: StepperView | null;
  readonly passport: PassportView | null;
  readonly suggestion: SuggestionView | null;
  readonly asksIntention: boolean;
  readonly hasToday: boolean;
  readonly today: WorkView | null;
  readonly urgent: readonly WorkView[];
  /** What has just become of something of theirs. */
  readonly news: readonly NewsView[];
  readonly mine: readonly RowView[];
  readonly queues: readonly RowView[];
  readonly facts: readonly RowView[];
  /** What is empty of what could wait. */
  readonly quiet: string;
  readonly own: readonly RowView[];
  readonly others: readonly WorkView[];
  readonly continuing: readonly WorkView[];
  /** Not asked of the person as long as they are on leave or seconded. */
  readonly putOff: readonly WorkView[];
  readonly finished: readonly FinishedView[];
  readonly closed: readonly ClosedView[];
}

/** A row of what belongs to the person and not to an office. */
const isOwn = ({ area }: WaitingIn): boolean =>
  area === 'nominations' ||
  area === 'exams' ||
  area === 'certifications' ||
  area === 'corrected' ||
  area === 'appointments' ||
  area === 'learning';

/** What is to be done first: for staff the most urgent of their own, for an office what waits for it. */
export function homeView(reader: HomeReader, facts: HomeFacts, day: Day): HomeView {
  const learning = learningOf(facts.rows, day);
  const passport = passportShown(reader, facts);
  const all = facts.waiting.filter(isOwn).filter((it) => !isSaidBy(passport, it));
  const own = all.filter((it) => it.isNews !== true);
  const parts = reader.isOffice
    ? officeParts({ ...facts, own }, learning, day)
    : staffParts(own, learning, day);
  const finished = facts.rows.filter((row) => row.completedAt !== null);
  return {
    title: 'ホーム',
    name: reader.name,
    isOffice: reader.isOffice,
    firstSteps: firstSteps(reader, facts.rows),
    passport,
    suggestion: suggestionView(facts.suggestion ?? null, day.today),
    asksIntention: facts.asksIntention ?? false,
    ...parts,
    news: all.filter((it) => it.isNews).map((it) => newsView(it, day.today)),
    putOff: learning.putOff.map((row) => ({
      ...workView(row, day),
      due: { remaining: '', day: '' },
    })),
    finished: finished.toSorted((a, b) => instantOf(b) - instantOf(a)).map(finishedView),
    closed: facts.closed.filter((row) => isRecent(row, day.today)).map(closedView),
  };
}

export interface NewsView extends RowView {
  /** A second page about it; null where there is none. */
  readonly also: { readonly label: string; readonly href: string } | null;
}

function newsView(thing: WaitingIn, today: LocalDate): NewsView {
  return { ...waitingRow(thing, today), also: thing.also ?? null };
}

interface Learning {
  readonly open: readonly OwnLearningRow[];
  readonly putOff: readonly OwnLearningRow[];
  readonly hasFinished: boolean;
}

function learningOf(rows: readonly OwnLearningRow[], day: Day): Learning {
  const unfinished = rows
    .filter((row) => row.completedAt === null)
    .toSorted((a, b) => Number(isUrgent(b, day)) - Number(isUrgent(a, day)) || byUrgency(a, b));
  return {
    open: unfinished.filter((row) => row.absence === null),
    putOff: unfinished.filter((row) => row.absence !== null),
    hasFinished: unfinished.length < rows.length,
  };
}

type Parts = Omit<
  HomeView,
  | 'title'
  | 'name'
  | 'isOffice'
  | 'putOff'
  | 'finished'
  | 'closed'
  | 'firstSteps'
  | 'passport'
  | 'suggestion'
  | 'asksIntention'
  | 'news'
>;

function staffParts(own: readonly WaitingIn[], learning: Learning, day: Day): Parts {
  const urgent = learning.open.filter((row) => isUrgent(row, day));
  const mine = own.filter(({ turn }) => turn === 'mine').map((it) => waitingRow(it, day.today));
  const [first, ...more] = urgent;
  return {
    sentence: staffSentence(urgent, mine.length, { learning, day }),
    ownSentence: '',
    hasToday: urgent.length + mine.length > 0,
    today: first ? workView(first, day) : null,
    urgent: more.map((row) => workView(row, day)),
    mine: first ? mine : withFirst(mine),
    queues: [],
    facts: [],
    quiet: '',
    own: own.filter(({ turn }) => turn === 'others').map((it) => waitingRow(it, day.today)),
    ...restOf(
      learning.open.filter((row) => !isUrgent(row, day)),
      day,
    ),
  };
}

interface OfficeHome extends HomeFacts {
  readonly own: readonly WaitingIn[];
}

/** An area without anything is told in one breath with the others; what only stands as it should is told below. */
function officeParts({ waiting, facts, own }: OfficeHome, learning: Learning, day: Day): Parts {
  const office = waiting.filter((thing) => !isOwn(thing));
  const mine = office.filter(({ turn, count }) => turn === 'mine' && count > 0);
  const known = office.filter(({ turn, count }) => turn !== 'mine' && count > 0);
  const rows = mine.map((thing) => waitingRow(thing, day.today));
  const first = rows.length === 0 ? facts.findIndex((it) => it.isUrgent && it.verb !== '') : -1;
  const stand = [
    ...facts.map((it, at) => ({ ...it, isFirst: at === first })),
    ...known.map((thing) => waitingRow(thing, day.today)),
  ];
  const urgentFacts = facts.filter((it) => it.isUrgent).length;
  const urgent = learning.open.filter((row) => isUrgent(row, day)).length;
  return {
    sentence: queueSentence(mine, urgentFacts) + ownUrgentSentence(urgent),
    ownSentence: putOffSentence(learning.putOff) ?? learningSentence(learning, day),
    hasToday: false,
    today: null,
    urgent: [],
    mine: [],
    queues: withFirst(rows),
    facts: stand,
    quiet: quietText(office),
    own: own.map((thing) => waitingRow(thing, day.today)),
    ...restOf(learning.open, day),
  };
}

/** What is asked for by a day, and what was begun freely. */
function restOf(rows: readonly OwnLearningRow[], day: Day) {
  return {
    others: rows.filter((row) => row.dueOn !== null).map((row) => workView(row, day)),
    continuing: rows.filter((row) => row.dueOn === null).map((row) => workView(row, day)),
  };
}

function staffSentence(
  urgent: readonly OwnLearningRow[],
  mine: number,
  { learning, day }: { readonly learning: Learning; readonly day: Day },
): string {
  const away = putOffSentence(learning.putOff);
  if (away !== null) return away;
  if (urgent.some((row) => row.isMandatory)) return learningSentence(learning, day);
  if (urgent.length + mine > 0) return `今日やることは${things(urgent.length + mine)}です。`;
  return `今日、急ぐものはありません。${nextDueSentence(learning, day)}`;
}

/** Of what is not urgent: the nearest day by which something is due, or that nothing is. */
function nextDueSentence({ open, hasFinished }: Learning, { calendar, today }: Day): string {
  const [next] = open.flatMap(({ dueOn }) => (dueOn === null ? [] : [dueOn])).toSorted();
  if (next !== undefined)
    return `次の期限は${dayText(calendar.effectiveDueDate(next), today)}です。`;
  if (hasFinished) return '必修はすべて済んでいます。おつかれさまでした。';
  return `いま受けるように決められている${words.course}はありません。`;
}

function learningSentence({ open, hasFinished }: Learning, day: Day): string {
  const mandatory = open.filter((row) => row.isMandatory);
  const [dueOn] = mandatory.flatMap((row) => (row.dueOn === null ? [] : [row.dueOn])).toSorted();
  if (dueOn !== undefined) {
    const nearest = dueSentence({ dueOn, ...day }, 'いちばん早い期限');
    return `必修が${things(mandatory.length)}残っています。${nearest}`;
  }
  if (open.length > 0) return '必修はすべて済んでいます。続きは、時間のあるときに進めてください。';
  if (hasFinished) return '必修はすべて済んでいます。おつかれさまでした。';
  return `いま受けるように決められている${words.course}はありません。`;
}

/** The own learning stands last, and is not forgotten on top. */
function ownUrgentSentence(urgent: number): string {
  return urgent === 0 ? '' : `自分の学びに、急ぐものが${things(urgent)}あります。`;
}

/** Of somebody who is away: nothing is asked, whatever is left. */
function putOffSentence(putOff: readonly OwnLearningRow[]): string | null {
  const absence = putOff[0]?.absence ?? null;
  return absence === null ? null : absentSentence(absence, `残っている${words.course}`);
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
