import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import { inForce, isAbsent, isEmployed, personLine } from '@app/organization';
import { Clock, col, dayOf, Database, idOf, type RowFrom, statement } from '@app/platform';

/** SQL: ITパスポート, or what counts as it today, is verified or reported; to whom it needs no suggesting. */
const HOLDS = (personId: string): string => `EXISTS (SELECT 1 FROM certification_records r
  JOIN certifications_counting_as(:on) k ON k.held_id = r.certification_id AND k.asked_code = 'ip'
  WHERE r.person_id = ${personId} AND r.state IN ('reported', 'verified'))`;

/** Whoever has booked it or passed it has taken it up. */
const TAKEN_UP = `EXISTS (SELECT 1 FROM exam_attempts e JOIN certifications c ON c.id = e.certification_id AND c.code = 'ip'
  WHERE e.person_id = s.person_id AND e.state IN ('booked', 'provisional_pass', 'passed'))`;

/** SQL: somebody can still sit the exam. */
const IS_HELD = `is_exam_held((SELECT c.id FROM certifications c WHERE c.code = 'ip'), :on, :on)`;

const OWN = statement({
  name: 'practice.own-suggestion',
  sql: `SELECT s.id, ${dayOf('s.suggested_at')} AS "suggestedOn" FROM exam_suggestions s
    WHERE s.person_id = :personId AND s.withdrawn_at IS NULL AND s.dismissed_at IS NULL
      AND NOT ${HOLDS('s.person_id')} AND NOT ${TAKEN_UP} AND ${IS_HELD}`,
  parameters: { personId: 'uuid', on: 'date' },
  row: { id: col.id<'exam_suggestion'>(), suggestedOn: col.date },
});
/** A suggestion that somebody got and has not put away. */
export type OwnSuggestion = RowFrom<typeof OWN>;

/** Whoever may be suggested the exam: at work here today. What the person did with a suggestion is not told. */
const LINE = `
  line.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName",
  (SELECT ${dayOf('s.suggested_at')} FROM exam_suggestions s
   WHERE s.person_id = line.person_id AND s.withdrawn_at IS NULL) AS "suggestedOn"`;
const LINE_ROW = {
  personId: col.id<'person'>(),
  staffNumber: col.text,
  name: col.text,
  unitName: col.text.orNull,
  suggestedOn: col.date.orNull,
};

const PERSON = statement({
  name: 'practice.suggestion-person',
  sql: `SELECT ${LINE} FROM staff_numbers n JOIN LATERAL ${personLine('n.person_id', ':on')} line ON true
    WHERE n.staff_number = :staffNumber AND ${inForce('n', ':on')}
      AND ${isEmployed('n.person_id', ':on')}`,
  parameters: { staffNumber: 'text', on: 'date' },
  row: LINE_ROW,
});
/** Somebody with the day on which the exam was suggested to them. */
export type SuggestionPerson = RowFrom<typeof PERSON>;

const OF_UNIT = statement({
  name: 'practice.suggestion-people-of-unit',
  sql: `SELECT ${LINE} FROM employments w JOIN LATERAL ${personLine('w.person_id', ':on')} line ON true
    WHERE ${inForce('w', ':on')} AND line.unit_id = :unitId
      AND NOT ${isAbsent('w.person_id', ':on')} AND NOT ${HOLDS('w.person_id')}
    ORDER BY line.kana, line.staff_number`,
  parameters: { unitId: 'uuid', on: 'date' },
  row: LINE_ROW,
});

const HELD = statement({
  name: 'practice.suggested-exam-is-held',
  sql: `SELECT ${IS_HELD} AS "isHeld"`,
  parameters: { on: 'date' },
  row: { isHeld: col.bool },
});

const UNITS = statement({
  name: 'practice.suggestion-units',
  sql: `SELECT DISTINCT line.unit_id AS id, line.unit_name AS name
    FROM employments w JOIN LATERAL ${personLine('w.person_id', ':on')} line ON true
    WHERE ${inForce('w', ':on')} AND line.unit_id IS NOT NULL ORDER BY 2, 1`,
  parameters: { on: 'date' },
  row: { id: col.id<'org_unit'>(), name: col.text },
});

/** What was sent lately with one press, and of it what still stands. */
const ACTS = statement({
  name: 'practice.suggestion-acts',
  sql: `SELECT s.act_id AS id, min(s.suggested_at) AS "sentAt", count(*)::int AS people
    FROM exam_suggestions s WHERE s.withdrawn_at IS NULL GROUP BY s.act_id ORDER BY 2 DESC, 1 LIMIT 20`,
  parameters: {},
  row: { id: col.id<'exam_suggestion_act'>(), sentAt: col.instant, people: col.int },
});
export type SuggestionAct = RowFrom<typeof ACTS>;

/** 受験のすすめ, for the one who got it and for DX推進室, who sees that it was sent and nothing else. */
@Injectable()
export class SuggestionQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async findOwn(actor: Actor): Promise<OwnSuggestion | null> {
    return this.database.first(OWN, { personId: actor.personId, on: this.clock.today() });
  }

  /** Whether somebody can still sit the exam: else nobody is advised to. */
  async isExamHeld(): Promise<boolean> {
    return (await this.database.only(HELD, { on: this.clock.today() })).isHeld;
  }

  /** By today's number of somebody who works here today. */
  async findPerson(actor: Actor, staffNumber: string): Promise<SuggestionPerson | null> {
    requirePermission(actor, 'exam_suggestions.send');
    return this.database.first(PERSON, { staffNumber, on: this.clock.today() });
  }

  async listUnits(actor: Actor) {
    requirePermission(actor, 'exam_suggestions.send');
    return this.database.all(UNITS, { on: this.clock.today() });
  }

  /** Who works in the unit today and does not hold the certificate. */
  async listOfUnit(actor: Actor, unitId: string): Promise<readonly SuggestionPerson[]> {
    requirePermission(actor, 'exam_suggestions.send');
    return this.database.all(OF_UNIT, { unitId: idOf(unitId), on: this.clock.today() });
  }

  async listActs(actor: Actor): Promise<readonly SuggestionAct[]> {
    requirePermission(actor, 'exam_suggestions.send');
    return this.database.all(ACTS, {});
  }
}
