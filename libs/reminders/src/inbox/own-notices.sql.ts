import type { Actor, SystemRole } from '@app/access';
import { addDays, type LocalDate } from '@app/platform';
import type { Whom } from '../kinds/reminder-kind';

/** So far back people find what they were told; older ones stay in the ledger. */
export const NOTICE_DAYS = 365;

/** Whose notices, and what of them they may still see. */
export interface Reader {
  readonly personId: string;
  readonly unitIds: readonly string[];
  readonly toldAs: readonly string[];
  readonly since: LocalDate;
  readonly today: LocalDate;
}

export const READER_PARAMETERS = {
  personId: 'uuid',
  /** What they were told of as a head they see as long as the unit is theirs. */
  unitIds: 'uuid[]',
  /** As what else they may be spoken to today. */
  toldAs: 'text[]',
  since: 'date',
  today: 'date',
} as const;

/** The role that is spoken to as each; a person and a head are no role. */
const HOLDERS: readonly (readonly [Whom, SystemRole])[] = [
  ['office', 'program_office'],
  ['hr', 'hr'],
  ['administrator', 'administrator'],
];

export function readerOf(actor: Actor, today: LocalDate): Reader {
  return {
    personId: actor.personId,
    unitIds: actor.headedUnitIds,
    toldAs: [
      'person',
      ...HOLDERS.filter(([, role]) => actor.roles.includes(role)).map(([whom]) => whom),
    ],
    since: addDays(today, -NOTICE_DAYS),
    today,
  };
}

/** SQL: rows `l` of the ledger that the reader may see today; what was told before the ledger said as what is not among them. */
export const IS_OWN = `l.recipient_person_id = :personId AND l.dropped_at IS NULL AND l.planned_for BETWEEN :since AND :today
  AND (l.told_as = ANY (:toldAs) OR (l.told_as = 'head' AND l.about_unit_id = ANY (:unitIds)))`;

/**
 * SQL, common table expressions: `own`, the reader's notices, one a matter: of a course that was told three times the last stands
 * for all, so that nothing is counted twice, and a new one makes the matter unread again.
 */
export const OWN = `told AS (
  SELECT l.*, count(*) OVER matter AS times, row_number() OVER (matter ORDER BY l.planned_for DESC, l.created_at DESC, l.id DESC) AS place
  FROM reminder_ledger l WHERE ${IS_OWN}
  WINDOW matter AS (PARTITION BY l.object_id, l.due_on, l.link)
), own AS (
  SELECT told.*, r.id IS NOT NULL AS is_read FROM told
  LEFT JOIN notice_readings r ON r.reminder_id = told.id WHERE told.place = 1
)`;
