import {
  authorDifficulty,
  AUTHOR_SD,
  type AuthorLevel,
} from '../readiness/author-difficulty.rules';
import { refitAbility } from '../readiness/ability-refit.rules';
import type { AbilityModel, FirstAnswer } from '../readiness/ability.rules';
import type { ExamBlueprint } from '../readiness/blueprint';
import { FIELDS, forFields, type Triple } from '../readiness/fields';
import { modelFor } from '../readiness/pass-chance.rules';
import { READINESS_SETTINGS } from '../readiness/readiness-settings';
import { mockEstimate, type ScoreEstimate } from '../readiness/score-estimate.rules';

/** One answer of a mock that is over. */
export interface MockAnswer {
  readonly position: number;
  readonly field: string;
  readonly difficulty: AuthorLevel;
  readonly isCorrect: boolean;
  readonly isScored: boolean;
}

/** How a field went: only what counts. */
export interface FieldScore {
  readonly field: string;
  readonly right: number;
  readonly of: number;
  readonly estimate: ScoreEstimate;
}

export interface MockScore {
  /** Null for a mock of one field. */
  readonly total: ScoreEstimate | null;
  /** Only the fields that were asked. */
  readonly fields: readonly FieldScore[];
}

const SCALE = 1000;
/** All answers are of one day: nothing is forgotten or learned between them. */
const DAY = 0;

/**
 * 1000 × right / scored with the range of what this mock alone tells of the ability; not of what was practised before it, so
 * that mocks can be compared with each other.
 */
export function scoreMock(answers: readonly MockAnswer[], exam: ExamBlueprint): MockScore {
  const scored = answers.filter(({ isScored }) => isScored);
  const counts = forFields((index) => countOf(scored, FIELDS[index]));
  const blueprint = ofThisPaper(exam, counts);
  const model = modelOf(exam);
  const posterior = refitAbility({ answers: answers.flatMap(firstAnswer), day: DAY, model });
  const right = forFields((index) => counts[index].right);
  const estimate = mockEstimate(right, { posterior, blueprint, model });
  const fields = FIELDS.flatMap((field, index) => {
    const at = index as 0 | 1 | 2;
    const { right: ofField, of } = counts[at];
    return of === 0 ? [] : [{ field, right: ofField, of, estimate: estimate.fields[at] }];
  });
  return { total: fields.length === FIELDS.length ? estimate.total : null, fields };
}

let known: { readonly key: string; readonly model: AbilityModel } | null = null;

/** Finding the model of an exam takes some thirty milliseconds: it is kept for as long as the exam stays as it is. */
function modelOf(exam: ExamBlueprint): AbilityModel {
  const key = JSON.stringify(exam);
  if (known?.key !== key) known = { key, model: modelFor(exam, READINESS_SETTINGS) };
  return known.model;
}

interface Count {
  readonly right: number;
  readonly of: number;
}

function countOf(scored: readonly MockAnswer[], field: string): Count {
  const own = scored.filter((it) => it.field === field);
  return { right: own.filter(({ isCorrect }) => isCorrect).length, of: own.length };
}

/** A short paper scores fewer; a field that was not asked keeps its weight and is not shown. */
function ofThisPaper(exam: ExamBlueprint, counts: Triple<Count>): ExamBlueprint {
  const fields = forFields((index) => ({
    ...exam.fields[index],
    scored: counts[index].of === 0 ? exam.fields[index].scored : counts[index].of,
  }));
  return { ...exam, fields };
}

function firstAnswer({ field, difficulty, isCorrect }: MockAnswer): readonly FirstAnswer[] {
  const known = FIELDS.find((it) => it === field);
  if (known === undefined) return [];
  const asked = { difficulty: authorDifficulty(difficulty), difficultyError: AUTHOR_SD };
  return [{ field: known, right: isCorrect, day: DAY, ...asked }];
}

/**
 * Whether the lines of the exam are reached, as far as right answers can stand for its points: before they are rounded to five, so
 * that it is the same rule as that of readiness.
 */
export function reachesLines(
  { total, fields }: MockScore,
  { passTotal, passField }: { readonly passTotal: number; readonly passField: number },
): boolean {
  const isEnough = fields.every(({ right, of }) => reaches(right, of, passField));
  return isEnough && (total === null || missingOf({ fields }, passTotal) === 0);
}

/** How many right answers are missing to a line of the whole. */
export function missingOf({ fields }: Pick<MockScore, 'fields'>, line: number): number {
  const sum = (key: 'right' | 'of') => fields.reduce((all, field) => all + field[key], 0);
  return Math.max(0, Math.ceil((line * sum('of')) / SCALE) - sum('right'));
}

function reaches(right: number, of: number, line: number): boolean {
  return right * SCALE >= line * of;
}

export interface AnsweredAt {
  readonly position: number;
  readonly answeredAt: Date | null;
}

/**
 * Seconds between an answer and the one that was saved before it (of the first: since the start). What was answered again
 * counts when it was last saved, so the time of a second look is that question's too.
 */
export function secondsByPosition(
  answers: readonly AnsweredAt[],
  startedAt: Date,
): ReadonlyMap<number, number> {
  const inOrder = answers
    .flatMap(({ position, answeredAt }) => (answeredAt === null ? [] : [{ position, answeredAt }]))
    .toSorted((a, b) => a.answeredAt.getTime() - b.answeredAt.getTime());
  return new Map(
    inOrder.map(({ position, answeredAt }, index) => {
      const before = inOrder[index - 1]?.answeredAt ?? startedAt;
      return [position, Math.max(0, Math.round((answeredAt.getTime() - before.getTime()) / 1000))];
    }),
  );
}
