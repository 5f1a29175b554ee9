import { addDays } from '@app/platform';
import type { DifficultySpread, ExamBlueprint, FieldBlueprint } from '../readiness/blueprint';
import { FIELDS, forFields } from '../readiness/fields';
import type { SyllabusField, SyllabusTree } from '../syllabus/syllabus.queries';

/** Until the questions of a field are fitted: as their authors spread them about a middle of 0. */
export const UNFITTED_DIFFICULTY: DifficultySpread = { mean: 0, sd: 1.1 };

const SCALE = 1000;

/** The exam of a syllabus in right answers: its pass lines are shares of what is scored, rounded up. */
export function examBlueprint(
  syllabus: SyllabusTree,
  difficulty: DifficultySpread = UNFITTED_DIFFICULTY,
): ExamBlueprint {
  const { key, validFrom, validTo, passTotal, passField } = syllabus;
  const fields = forFields((index) => {
    const field = syllabus.fields.find((it) => it.key === FIELDS[index]);
    if (field === undefined) throw new Error(`${key} has no field ${FIELDS[index]}`);
    return fieldBlueprint(field, passField, difficulty);
  });
  const scored = fields.reduce((sum, field) => sum + field.scored, 0);
  return {
    key,
    validFrom,
    // A blueprint says its last day, a row the first day after it.
    validTo: validTo === null ? null : addDays(validTo, -1),
    leastRight: leastOf(passTotal, scored),
    fields,
  };
}

function fieldBlueprint(
  { questions, scored, middles }: SyllabusField,
  passField: number,
  difficulty: DifficultySpread,
): FieldBlueprint {
  return {
    scored,
    leastRight: leastOf(passField, scored),
    difficulty,
    middles: middles.map((middle) => ({
      key: String(middle.number),
      expected: (middle.questions * scored) / questions,
    })),
  };
}

/** 600 of 1000 are 55.2 of 92: 56. */
function leastOf(points: number, scored: number): number {
  return Math.ceil((points * scored) / SCALE - 1e-9);
}
