import type { LocalDate } from '@app/platform';
import type { Triple } from './fields';

/** How hard the questions of one field are: b ~ N(mean, sd²) on the scale of the ability. */
export interface DifficultySpread {
  readonly mean: number;
  readonly sd: number;
}

/** How many of the scored questions are expected out of one 中分類. */
export interface MiddleShare {
  readonly key: string;
  readonly expected: number;
}

export interface FieldBlueprint {
  readonly scored: number;
  /** The fewest right answers with which the field is not failed. */
  readonly leastRight: number;
  readonly difficulty: DifficultySpread;
  readonly middles: readonly MiddleShare[];
}

/**
 * What an exam asks and when it is passed, in right answers. The official scale is not public, so this is a stand-in for it
 * and the page says so. Its numbers are rows with validity, as the exam changes in spring 2027; none of them is in the code.
 */
export interface ExamBlueprint {
  readonly key: string;
  readonly validFrom: LocalDate;
  /** The last day, or null while no successor is known. */
  readonly validTo: LocalDate | null;
  readonly leastRight: number;
  readonly fields: Triple<FieldBlueprint>;
}

export function scoredOf(blueprint: ExamBlueprint): number {
  return blueprint.fields.reduce((sum, field) => sum + field.scored, 0);
}

/** The blueprint of an exam on that day, or null when none is known. */
export function blueprintOn(
  blueprints: readonly ExamBlueprint[],
  day: LocalDate,
): ExamBlueprint | null {
  const holds = ({ validFrom, validTo }: ExamBlueprint) =>
    validFrom <= day && (validTo === null || day <= validTo);
  return blueprints.find(holds) ?? null;
}
