import { fiscalYearOf, type LocalDate } from '@app/platform';

/**
 * What the city's plan promises of learning, each with a rate of its own: information security of this fiscal year, AI
 * use of this fiscal year, and AI use ever completed.
 */
export const RATES = ['security', 'ai', 'ai_ever'] as const;
export type RateName = (typeof RATES)[number];

/** Figures that are numbers of people; each opens the people behind it. */
export const STAFF_FIGURES = [
  'staff',
  'regular_staff',
  'holders',
  'provisional',
  'reported',
  'booked',
  'higher_only',
  'other_certified',
  'mandatory',
  'mandatory_done',
  'mandatory_open',
  'security',
  'security_done',
  'security_open',
  'ai',
  'ai_done',
  'ai_open',
  'ai_ever',
  'ai_ever_done',
  'ai_ever_open',
  'carried_over',
] as const;
export type StaffFigure = (typeof STAFF_FIGURES)[number];

/** The same of one mandatory course in one fiscal year. */
export const COURSE_FIGURES = ['course', 'course_done', 'course_open'] as const;
export type CourseFigure = (typeof COURSE_FIGURES)[number];

export const ROLE_FIGURES = ['leaders', 'supporters', 'active_supporters'] as const;
export type RoleFigure = (typeof ROLE_FIGURES)[number];

export type PeopleFigure = StaffFigure | CourseFigure | RoleFigure;

/** Figures that are numbers of units. */
export const UNIT_FIGURES = [
  'units',
  'units_covered',
  'units_vacant',
  'units_at_risk',
  'units_apart',
] as const;
export type UnitFigure = (typeof UNIT_FIGURES)[number];

/** The reasons by which people are left out of a rate of learning; each is shown with its number. */
export const LEFT_OUT_OF_RATE = [
  'exempt',
  'on_leave',
  'seconded',
  'not_employed',
  'employment_type',
  'earlier_assignment',
  'settled_before',
  'not_assigned',
] as const;
export type LeftOutOfRate = (typeof LEFT_OUT_OF_RATE)[number];

/** Why a person who might be expected in a figure is not counted. */
export const LEFT_OUT_REASONS = [
  ...LEFT_OUT_OF_RATE,
  'not_verified',
  'higher_only',
  'exam_past',
  'exam_outside',
  'concurrent',
  'no_posting',
  'other_unit',
  'not_active',
] as const;
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number];

interface StaffFigureSql {
  /** Whether a row of `staff` is counted. */
  readonly counted: string;
  /** Why a row that is not counted is named beside the figure; null for those whom nobody would expect there. */
  readonly leftOut: string;
}

const NOT_EMPLOYED = `WHEN NOT is_employed THEN 'not_employed'`;
const pipeline = (state: string): StaffFigureSql => ({
  counted: `is_employed AND exam_state = '${state}'`,
  leftOut: `CASE WHEN exam_state = '${state}' THEN CASE ${NOT_EMPLOYED} END END`,
});

/** Who is expected to learn something: `column` is done, open, or why somebody is left out. */
const learning = (column: string, ...counted: readonly string[]): StaffFigureSql => ({
  counted: `${column} IN (${counted.map((state) => `'${state}'`).join(', ')})`,
  leftOut: `CASE WHEN ${column} NOT IN ('done', 'open') THEN ${column} END`,
});

/** The one definition of every figure that is counted from `staff`: the number and its people both use it. */
export const STAFF_FIGURE_SQL: Readonly<Record<StaffFigure, StaffFigureSql>> = {
  staff: { counted: 'is_employed', leftOut: 'NULL' },
  regular_staff: {
    counted: 'is_employed AND is_regular',
    leftOut: `CASE WHEN is_employed AND NOT is_regular THEN 'employment_type' END`,
  },
  holders: {
    counted: `is_employed AND exam_state = 'verified'`,
    leftOut: `CASE WHEN exam_state = 'verified' THEN CASE ${NOT_EMPLOYED} END
      WHEN is_employed AND exam_state IN ('provisional', 'reported') THEN 'not_verified'
      WHEN is_employed AND is_higher_only THEN 'higher_only' END`,
  },
  provisional: pipeline('provisional'),
  reported: pipeline('reported'),
  booked: {
    counted: `is_employed AND exam_state = 'booked'`,
    leftOut: `CASE WHEN exam_state IN ('booked', 'exam_past', 'exam_outside') AND NOT is_employed THEN 'not_employed'
      WHEN exam_state IN ('exam_past', 'exam_outside') THEN exam_state END`,
  },
  higher_only: {
    counted: 'is_employed AND is_higher_only',
    leftOut: `CASE WHEN is_higher_only THEN CASE ${NOT_EMPLOYED} END END`,
  },
  other_certified: {
    counted: 'is_employed AND has_other_certificate',
    leftOut: `CASE WHEN has_other_certificate THEN CASE ${NOT_EMPLOYED} END END`,
  },
  mandatory: learning('mandatory_state', 'done', 'open'),
  mandatory_done: learning('mandatory_state', 'done'),
  mandatory_open: learning('mandatory_state', 'open'),
  security: learning('security_state', 'done', 'open'),
  security_done: learning('security_state', 'done'),
  security_open: learning('security_state', 'open'),
  ai: learning('ai_state', 'done', 'open'),
  ai_done: learning('ai_state', 'done'),
  ai_open: learning('ai_state', 'open'),
  ai_ever: learning('ai_ever_state', 'done', 'open'),
  ai_ever_done: learning('ai_ever_state', 'done'),
  ai_ever_open: learning('ai_ever_state', 'open'),
  carried_over: {
    counted: 'has_carried_over AND left_out_by IS NULL',
    leftOut: 'CASE WHEN has_carried_over THEN left_out_by END',
  },
};

/** The same of one course; nobody who was not asked to learn it is named. */
export const COURSE_FIGURE_SQL: Readonly<Record<CourseFigure, StaffFigureSql>> = {
  course: learning('course_state', 'done', 'open'),
  course_done: learning('course_state', 'done'),
  course_open: learning('course_state', 'open'),
};

/** People left out of a rate, by reason. */
export type LeftOutCounts = Readonly<Record<LeftOutOfRate, number>>;

/** A rate always stands with its numerator, its denominator and who was left out. */
export interface Rate {
  readonly must: number;
  readonly done: number;
  readonly open: number;
  readonly leftOut: LeftOutCounts;
}

export interface RateFacts {
  readonly counts: Readonly<Record<StaffFigure, number>>;
  readonly leftOutOf: Readonly<Record<RateName, LeftOutCounts>>;
}

export function rateOf({ counts, leftOutOf }: RateFacts, name: RateName): Rate {
  return {
    must: counts[name],
    done: counts[`${name}_done`],
    open: counts[`${name}_open`],
    leftOut: leftOutOf[name],
  };
}

/**
 * Whether a rate of learning can be meant of a day: of a fiscal year that has not begun nobody can have learnt anything,
 * and 0 % would be a figure of the calendar.
 */
export function hasRates(asOf: LocalDate, today: LocalDate): boolean {
  return fiscalYearOf(asOf) <= fiscalYearOf(today);
}

export function isPeopleFigure(text: string): text is PeopleFigure {
  return isStaffFigure(text) || isCourseFigure(text) || isRoleFigure(text);
}

function isStaffFigure(text: string): text is StaffFigure {
  return (STAFF_FIGURES as readonly string[]).includes(text);
}

export function isCourseFigure(text: string): text is CourseFigure {
  return (COURSE_FIGURES as readonly string[]).includes(text);
}

export function isRoleFigure(text: string): text is RoleFigure {
  return (ROLE_FIGURES as readonly string[]).includes(text);
}

export function isUnitFigure(text: string): text is UnitFigure {
  return (UNIT_FIGURES as readonly string[]).includes(text);
}
