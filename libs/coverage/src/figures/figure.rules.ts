/** Figures that are numbers of people; each opens the people behind it. */
export const STAFF_FIGURES = [
  'staff',
  'regular_staff',
  'holders',
  'provisional',
  'reported',
  'booked',
  'higher_only',
  'mandatory',
  'mandatory_done',
  'mandatory_open',
] as const;
export type StaffFigure = (typeof STAFF_FIGURES)[number];

export const ROLE_FIGURES = ['leaders', 'supporters'] as const;
export type RoleFigure = (typeof ROLE_FIGURES)[number];

export type PeopleFigure = StaffFigure | RoleFigure;

/** Figures that are numbers of units. */
export const UNIT_FIGURES = [
  'units',
  'units_covered',
  'units_vacant',
  'units_at_risk',
  'units_apart',
] as const;
export type UnitFigure = (typeof UNIT_FIGURES)[number];

/** The reasons by which people are left out of the mandatory rate; each is shown with its number. */
export const LEFT_OUT_OF_RATE = [
  'exempt',
  'on_leave',
  'seconded',
  'not_employed',
  'employment_type',
  'not_assigned',
] as const;
export type LeftOutOfRate = (typeof LEFT_OUT_OF_RATE)[number];

/** Why a person who might be expected in a figure is not counted. */
export const LEFT_OUT_REASONS = [
  ...LEFT_OUT_OF_RATE,
  'not_verified',
  'higher_only',
  'exam_past',
  'concurrent',
  'no_posting',
  'other_unit',
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
const mandatory = (counted: string): StaffFigureSql => ({
  counted,
  leftOut: `CASE WHEN mandatory_state NOT IN ('done', 'open') THEN mandatory_state END`,
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
    leftOut: `CASE WHEN exam_state IN ('booked', 'exam_past') AND NOT is_employed THEN 'not_employed'
      WHEN exam_state = 'exam_past' THEN 'exam_past' END`,
  },
  higher_only: {
    counted: 'is_employed AND is_higher_only',
    leftOut: `CASE WHEN is_higher_only THEN CASE ${NOT_EMPLOYED} END END`,
  },
  mandatory: mandatory(`mandatory_state IN ('done', 'open')`),
  mandatory_done: mandatory(`mandatory_state = 'done'`),
  mandatory_open: mandatory(`mandatory_state = 'open'`),
};

export function isPeopleFigure(text: string): text is PeopleFigure {
  return isStaffFigure(text) || (ROLE_FIGURES as readonly string[]).includes(text);
}

export function isStaffFigure(text: string): text is StaffFigure {
  return (STAFF_FIGURES as readonly string[]).includes(text);
}

export function isUnitFigure(text: string): text is UnitFigure {
  return (UNIT_FIGURES as readonly string[]).includes(text);
}
