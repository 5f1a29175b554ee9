import {
  addDays,
  addMonths,
  diffDays,
  type LocalDate,
  maxDate,
  minDate,
  type OfficeCalendar,
} from '@app/platform';
import type { Evidence, Judged } from '../role/eligibility.rules';
import { isStep, type Requirement, requirementGroups, type Step } from '../role/requirement.rules';
import { type Barred, firstFreeDay } from '../role/together.rules';

/** What is known of something that is still missing. */
export const HINT_KINDS = [
  'term',
  'exam_over',
  'exam_ahead',
  'exam_past',
  'exam_passed',
  'certificate_reported',
  'course_due',
  'course_advised',
  'course_begun',
  'step_taken',
] as const;

export interface Hint {
  /** The place of the requirement, from 0. */
  readonly place: number;
  readonly why: (typeof HINT_KINDS)[number];
  /** The day of the exam, the last day of one that is over, the due date, the first day still ahead of a time in office, the day of a step. */
  readonly on: LocalDate;
  /** The last day of a time in office. */
  readonly until: LocalDate | null;
}

/** An open recommendation for the role. */
export interface UnderWay {
  readonly id: string;
  readonly unitId: string;
  readonly state: 'nominated' | 'consented';
  readonly consentBy: LocalDate | null;
}

/** What speaks for the time to come of one person and one role. */
export interface Outlook {
  readonly hints: readonly Hint[];
  readonly underWay: UnderWay | null;
  /** Days on which another role is in the way. */
  readonly barred: readonly Barred[];
}

/** next: under way, or dated; missing: nobody has begun; ask: the reader may not know, the person does. */
export type PathState = 'done' | 'next' | 'missing' | 'ask';

export type PathReason =
  | 'met'
  | 'term_runs'
  | 'term_too_short'
  | 'no_term'
  | 'exam_ahead'
  | 'exam_past'
  | 'exam_passed'
  | 'certificate_reported'
  | 'few_activities'
  | 'no_exam'
  | 'exam_over'
  | 'course_due'
  | 'course_overdue'
  | 'course_begun'
  | 'no_course'
  | 'other_employment'
  | 'step_taken'
  | 'step_waits'
  | 'step_ahead'
  | 'ask';

/** One requirement on the way. */
export interface PathPart {
  readonly requirement: Requirement;
  readonly state: PathState;
  readonly evidence: Evidence | null;
  readonly why: PathReason;
  /** The day of the exam, the due date, the last day of the term: what the estimate starts from. */
  readonly from: LocalDate | null;
  /** The day on which it is expected to be met; null: 見通しなし. */
  readonly on: LocalDate | null;
}

/** The way of one person to one role, as of a day. Derived; there is no number in it that could rank anybody. */
export interface RolePath {
  readonly parts: readonly PathPart[];
  /** The other roles that are in the way, of now or of the day on which everything 必須 is met. */
  readonly barred: readonly Barred[];
  /** When everything 必須 but the steps is met and no other role is in the way: the day itself where it is; null: 見通しなし. */
  readonly readyOn: LocalDate | null;
  /** When the person can be appointed, the steps included; null: 見通しなし. */
  readonly on: LocalDate | null;
}

/**
 * From the day of an exam until its certificate is verified: the result of ITパスポート is announced in the month after, the
 * certificate comes some weeks later, and is reported and looked at.
 */
export const DAYS_TO_VERIFIED = 60;
/** So long a reported certificate waits at most before the board calls it stuck. */
export const DAYS_TO_REVIEW = 14;
/** The head's word, the person's answer (two weeks), the decision: in days on which the office is open. */
export const OFFICE_DAYS: Readonly<Record<Step, number>> = {
  recommendation: 5,
  consent: 10,
  approval: 10,
};

export interface PathDay {
  readonly on: LocalDate;
  readonly calendar: OfficeCalendar;
}

/** Done, next and missing of each requirement, with the day on which it is expected; the only place that estimates it. */
export function pathOf(judged: readonly Judged[], outlook: Outlook, day: PathDay): RolePath {
  const facts = judged.map((it, place) => partOf(it, place, outlook, day));
  const readyOn = latestOf(
    facts.filter(({ requirement }) => !isStep(requirement.wanted)),
    day.on,
  );
  const parts = withSteps(facts, outlook, day);
  const on = latestOf(parts, day.on);
  const { barred } = outlook;
  const free = (met: LocalDate | null) => met && firstFreeDay(barred, met);
  return {
    ...{ parts, readyOn: free(readyOn), on: free(on) },
    barred: barred.filter((it) => it.from <= (free(on) ?? day.on)),
  };
}

function partOf(judged: Judged, place: number, outlook: Outlook, day: PathDay): PathPart {
  const { requirement, state, evidence } = judged;
  if (state === 'met')
    return { requirement, state: 'done', evidence, why: 'met', from: null, on: day.on };
  if (isStep(requirement.wanted)) return stepAhead(judged, place, outlook);
  if (state === 'unknown')
    return { requirement, state: 'ask', evidence, why: 'ask', from: null, on: null };
  const hints = outlook.hints.filter((it) => it.place === place);
  return { requirement, evidence, ...expected(judged, hints, day) };
}

type Expected = Pick<PathPart, 'state' | 'why' | 'from' | 'on'>;

function expected(judged: Judged, hints: readonly Hint[], day: PathDay): Expected {
  const { wanted } = judged.requirement;
  switch (wanted.kind) {
    case 'supporter_term':
      return termExpected(judged.evidence?.days ?? 0, wanted.months, hints, day.on);
    case 'certificate_held':
      return certificateExpected(hints, day);
    case 'course_completed':
      return soonest(hints.map((hint) => courseExpected(hint, day))) ?? NOTHING.course_completed;
    case 'practice_done':
      return NOTHING.practice_done;
    case 'employment_type':
    case 'recommendation':
    case 'consent':
    case 'approval':
      return NOTHING.employment_type;
  }
}

const missing = (why: PathReason): Expected => ({ state: 'missing', why, from: null, on: null });
const NOTHING = {
  certificate_held: missing('no_exam'),
  course_completed: missing('no_course'),
  employment_type: missing('other_employment'),
  practice_done: missing('few_activities'),
};

/**
 * The day on which so many months are full. Days in office add up as if they were one stretch (`hasServed`), so within one time in
 * office the first day of that stretch stays the same, and the months are full on the day before their number is over.
 */
function termExpected(
  served: number,
  months: number,
  hints: readonly Hint[],
  on: LocalDate,
): Expected {
  let days = served;
  let last: LocalDate | null = null;
  for (const { on: from, until } of hints.toSorted((a, b) => (a.on < b.on ? -1 : 1))) {
    if (until === null || until < from) continue;
    const full = addDays(addMonths(addDays(from, -days), months), -1);
    const day = maxDate(full, from);
    if (day <= until) return { state: 'next', why: 'term_runs', from: until, on: maxDate(day, on) };
    days += diffDays(from, until) + 1;
    last = until;
  }
  return last === null
    ? missing('no_term')
    : { state: 'missing', why: 'term_too_short', from: last, on: null };
}

/** Nobody begins with an exam that is over; whoever has sat it goes on. */
function certificateExpected(hints: readonly Hint[], day: PathDay): Expected {
  const own = hints.filter(({ why }) => why !== 'exam_over');
  const over = hints.find(({ why }) => why === 'exam_over');
  const nothing: Expected =
    over === undefined ? NOTHING.certificate_held : { ...missing('exam_over'), from: over.on };
  return soonest(own.map((hint) => examExpected(hint, day))) ?? nothing;
}

function examExpected({ why, on: from }: Hint, { on, calendar }: PathDay): Expected {
  const told = (reason: PathReason, day: LocalDate | null): Expected => ({
    ...{ state: 'next', why: reason, from, on: day && calendar.nextOfficeDay(day) },
  });
  const verified = addDays(from, DAYS_TO_VERIFIED);
  if (why === 'exam_ahead') return told(why, verified);
  if (why === 'exam_passed') return told(why, maxDate(verified, addDays(on, DAYS_TO_REVIEW)));
  if (why === 'certificate_reported') return told(why, maxDate(addDays(from, DAYS_TO_REVIEW), on));
  return told('exam_past', null);
}

function courseExpected({ why, on: from }: Hint, { on }: PathDay): Expected {
  if (why === 'course_begun') return { state: 'next', why, from: null, on: null };
  return from < on
    ? { state: 'next', why: 'course_overdue', from, on: null }
    : { state: 'next', why: 'course_due', from, on: from };
}

/** Whatever has a day comes before what has none. */
function soonest(all: readonly Expected[]): Expected | null {
  const dated = all.filter(({ on }) => on !== null);
  const [first] = (dated.length > 0 ? dated : all).toSorted((a, b) =>
    (a.on ?? '').localeCompare(b.on ?? ''),
  );
  return first ?? null;
}

function stepAhead(
  { requirement, evidence }: Judged,
  place: number,
  { hints, underWay }: Outlook,
): PathPart {
  const taken = hints.find((it) => it.place === place && it.why === 'step_taken');
  const more = { requirement, evidence, from: taken?.on ?? null, on: taken?.on ?? null };
  if (taken !== undefined) return { ...more, state: 'done', why: 'step_taken' };
  return underWay === null
    ? { ...more, state: 'missing', why: 'step_ahead' }
    : { ...more, state: 'next', why: 'step_waits' };
}

/** One after the other: the head's word, the answer, and, when everything else is met, the decision. */
function withSteps(
  facts: readonly PathPart[],
  { underWay }: Outlook,
  { on, calendar }: PathDay,
): readonly PathPart[] {
  const after = (start: LocalDate, step: Step) => calendar.addOfficeDays(start, OFFICE_DAYS[step]);
  const dated = (parts: readonly PathPart[], step: Step, day: LocalDate | null) =>
    parts.map((it) =>
      it.requirement.wanted.kind === step && it.state !== 'done' ? { ...it, on: day } : it,
    );
  const stepDay = (parts: readonly PathPart[], step: Step) =>
    parts.find((it) => it.requirement.wanted.kind === step)?.on ?? on;
  const recommended = dated(facts, 'recommendation', after(on, 'recommendation'));
  const asked = underWay?.consentBy ?? after(stepDay(recommended, 'recommendation'), 'consent');
  const answered = dated(recommended, 'consent', maxDate(asked, on));
  const before = answered.filter(({ requirement }) => requirement.wanted.kind !== 'approval');
  const complete = latestOf(before, on);
  return dated(answered, 'approval', complete === null ? null : after(complete, 'approval'));
}

/** Of those that stand for each other the first to be met counts; of all that is 必須, the last. */
function latestOf(parts: readonly PathPart[], on: LocalDate): LocalDate | null {
  let latest = on;
  for (const group of requiredGroups(parts)) {
    const days = group.flatMap((part) => (part.on === null ? [] : [part.on]));
    const [first, ...others] = days;
    if (first === undefined) return null;
    latest = maxDate(latest, minDate(first, ...others));
  }
  return latest;
}

/** What of the 必須 is not met: of those that stand for each other, the one that is expected first. */
export function missingParts({ parts }: RolePath): readonly PathPart[] {
  return requiredGroups(parts)
    .filter((group) => group.every(({ state }) => state !== 'done'))
    .flatMap((group) => group.toSorted(soonestFirst).slice(0, 1));
}

function soonestFirst(a: PathPart, b: PathPart): number {
  return (a.on ?? '9999').localeCompare(b.on ?? '9999');
}

function requiredGroups(parts: readonly PathPart[]): readonly (readonly PathPart[])[] {
  const required = parts.filter(({ requirement }) => requirement.isRequired);
  return requirementGroups(
    required.map((part) => ({ alternative: part.requirement.alternative, part })),
  ).map((group) => group.map(({ part }) => part));
}

/** 要件がそろっている / あと少し / まだ先: also who only has to come back, or whose other term has to end. */
export const BENCH_GROUPS = ['ready', 'soon', 'growing'] as const;
export type BenchGroup = (typeof BENCH_GROUPS)[number];

/** So near is あと少し. */
export const SOON_MONTHS = 6;

/**
 * By rule: whoever has everything 必須 but the steps, is at work and has no other role in the way; whoever will have it within six months, or of whom only the person can
 * say whether they have; everybody else.
 */
export function benchGroup(
  { parts, barred, readyOn }: RolePath,
  isAway: boolean,
  on: LocalDate,
): BenchGroup {
  if (isAway) return 'growing';
  if (readyOn === on) return 'ready';
  const day = readyOn ?? firstFreeDay(barred, on);
  const isNear = day <= addMonths(on, SOON_MONTHS) && (readyOn !== null || isOnlyToAsk(parts));
  return isNear ? 'soon' : 'growing';
}

/** Nothing 必須 is certainly missing, but something is the person's to say. */
function isOnlyToAsk(parts: readonly PathPart[]): boolean {
  return requiredGroups(parts.filter(({ requirement }) => !isStep(requirement.wanted))).every(
    (group) => group.some(({ state }) => state === 'done' || state === 'ask'),
  );
}
