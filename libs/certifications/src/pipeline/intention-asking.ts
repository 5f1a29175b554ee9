import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import { inForce, ofAnyNumber } from '@app/organization';
import { Clock, col, Database, SettingsService, statement } from '@app/platform';
import { meetsCertification } from '../certification/counting-as.sql';

/** Of which exam everybody is asked: the one that the plan of the city counts. */
export const ASKED_EXAM = 'ip';

/** May: after the first weeks of the fiscal year, and early enough for an exam in it. */
const STANDARD_MONTH = 5;
const KEY = 'exams.intention_month';

const isOf = (alias: string, personId: string): string =>
  `${ofAnyNumber(alias, personId)} AND ${alias}.certification_id = (SELECT id FROM certifications WHERE code = '${ASKED_EXAM}')`;

/** SQL: the month, as a number, in which people are asked in the year of the day. */
const monthOn = (day: string): string => `coalesce((SELECT (s.value #>> '{}')::int FROM settings s
    WHERE s.key = '${KEY}' AND s.valid_from <= ${day} ORDER BY s.valid_from DESC LIMIT 1), ${String(STANDARD_MONTH)})`;

/** SQL: the first day of the fiscal year of the day. */
const yearBegins = (day: string): string =>
  `(date_trunc('year', ${day} - interval '3 months') + interval '3 months')::date`;

/**
 * SQL: the person is to be asked on the day whether they want to sit the exam: once a year, in the month of the city, as long as there is one, nobody
 * who holds it or what counts as it, has reported or passed it, has booked, wants it already, has answered in this fiscal year or does not want to be asked.
 */
export const isAskedIntention = (personId: string, day: string): string => `(
  extract(month FROM ${day}) = ${monthOn(day)}
  AND is_exam_held((SELECT c.id FROM certifications c WHERE c.code = '${ASKED_EXAM}'), ${day}, ${day})
  AND NOT EXISTS (SELECT 1 FROM certification_records told WHERE told.person_id = ${personId} AND told.state IN ('reported', 'verified')
    AND ${meetsCertification('told.certification_id', { codes: `'{${ASKED_EXAM}}'`, orEquivalent: 'true', on: day })})
  AND NOT EXISTS (SELECT 1 FROM exam_attempts sat WHERE sat.person_id = ${personId} AND sat.state IN ('booked', 'provisional_pass', 'passed')
    AND sat.certification_id = (SELECT id FROM certifications WHERE code = '${ASKED_EXAM}'))
  AND NOT EXISTS (SELECT 1 FROM exam_intentions said WHERE ${isOf('said', personId)}
    AND (said.answer = 'wanted' OR said.said_on >= ${yearBegins(day)}))
  AND NOT EXISTS (SELECT 1 FROM practice_notice_wishes spared WHERE spared.wish = 'unasked' AND ${ofAnyNumber('spared', personId)}
    AND ${inForce('spared', day)}))`;

const IS_ASKED = statement({
  name: 'certifications.is-asked-intention',
  sql: `SELECT ${isAskedIntention(':personId', ':on')} AND EXISTS (SELECT 1 FROM employments w WHERE w.person_id = :personId AND ${inForce('w', ':on')}) AS asked`,
  parameters: { personId: 'uuid', on: 'date' },
  row: { asked: col.bool },
});

/** When people are asked once a year whether they want to sit the exam, and who still is. */
@Injectable()
export class IntentionAsking {
  constructor(
    private readonly database: Database,
    private readonly settings: SettingsService,
    private readonly clock: Clock,
  ) {}

  /** Whether the question stands on one's own home page today. */
  async isAsked(actor: Actor): Promise<boolean> {
    const asked = { personId: actor.personId, on: this.clock.today() };
    return (await this.database.only(IS_ASKED, asked)).asked;
  }

  /** 1 to 12. */
  async month(): Promise<number> {
    const today = this.clock.today();
    const rows = await this.settings.listSettings(KEY);
    return Number(rows.find(({ validFrom }) => validFrom <= today)?.value ?? STANDARD_MONTH);
  }

  /** From today on; returns whether it changed. */
  async changeMonth(actor: Actor, month: number): Promise<boolean> {
    requirePermission(actor, 'settings.manage');
    const change = { key: KEY, value: String(month), standard: String(STANDARD_MONTH) };
    const today = this.clock.today();
    return (await this.settings.changeSettings(auditActorOf(actor), [change], today)) > 0;
  }
}
