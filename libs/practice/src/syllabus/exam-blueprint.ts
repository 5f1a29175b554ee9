import { addDays } from '@app/platform';
import type { DifficultySpread, ExamBlueprint, FieldBlueprint } from '../readiness';
import type { SyllabusField, SyllabusTree } from './syllabus.queries';

const OF_ALL = 1000;

/** Until questions are fitted: as the authors spread them over their three levels, with the doubt about these. */
export const SPREAD_BY_AUTHORS: DifficultySpread = { mean: 0, sd: 1.1 };

/**
 * The exam of a syllabus as the model of readiness counts it: so many right answers of those that are scored as the pass
 * lines on 1000 ask for. The real conversion is not public; the page says that this stands in for it.
 */
export function examBlueprint(
  syllabus: SyllabusTree,
  spread: DifficultySpread = SPREAD_BY_AUTHORS,
): ExamBlueprint {
  const { fields, passField, passTotal } = syllabus;
  const scored = fields.reduce((sum, field) => sum + field.scored, 0);
  const of = (at: number) => fieldBlueprint(fields[at], passField, spread);
  return {
    key: syllabus.key,
    validFrom: syllabus.validFrom,
    // Of the rows the end is the first day without it; the model knows the last day.
    validTo: syllabus.validTo === null ? null : addDays(syllabus.validTo, -1),
    leastRight: leastOf(scored, passTotal),
    fields: [of(0), of(1), of(2)],
  };
}

function fieldBlueprint(
  field: SyllabusField | undefined,
  passField: number,
  difficulty: DifficultySpread,
): FieldBlueprint {
  if (field === undefined) throw new RangeError('a syllabus has three fields');
  const { scored, questions, middles } = field;
  return {
    scored,
    leastRight: leastOf(scored, passField),
    difficulty,
    middles: middles.map((middle) => ({
      key: String(middle.number),
      expected: (middle.questions * scored) / questions,
    })),
  };
}

/** 600 of 1000 in 92 questions: 56. */
function leastOf(scored: number, line: number): number {
  return Math.ceil((scored * line) / OF_ALL);
}
