import { Injectable } from '@nestjs/common';
import { isEmployed } from '@app/organization';
import { col, Database, type LocalDate, statement } from '@app/platform';
import { shownEstimatesUntil } from '@app/practice';
import { z } from 'zod';
import { type Candidates, candidatesOf } from '../forecast/candidates.rules';
import type { CountingRule } from '../rule/counting-rule.rules';
import { CERTIFICATE_PARAMETERS, CERTIFICATE_SOURCES, sourceParameters } from './sources.sql';

/** Chances only, in their order: nothing in a row says whose they are. */
const CANDIDATES = statement({
  name: 'coverage.candidates',
  sql: `${CERTIFICATE_SOURCES}
    SELECT json_agg(e.chance ORDER BY e.chance) AS chances, (count(*) FILTER (WHERE at.booked_on IS NOT NULL))::int AS booked
    FROM ${shownEstimatesUntil(':onEnd')} e
    LEFT JOIN certificate c ON c.person_id = e.person_id
    LEFT JOIN attempt at ON at.person_id = e.person_id
    WHERE ${isEmployed('e.person_id', ':on')} AND c.passed_on IS NULL AND c.is_reported IS NOT TRUE AND at.provisional_on IS NULL`,
  parameters: CERTIFICATE_PARAMETERS,
  row: { chances: col.json(z.array(z.number())).orNull, booked: col.int },
});

/** What practice lets expect of the second promise. */
@Injectable()
export class CandidateFigureQueries {
  constructor(private readonly database: Database) {}

  /** Of those who practise on the day and have neither passed nor reported; null for fewer than five. */
  async candidatesOn(on: LocalDate, rule: CountingRule): Promise<Candidates | null> {
    const { onEnd, holderCodes, holderEquivalents } = sourceParameters(on, rule);
    const parameters = { on, onEnd, holderCodes, holderEquivalents };
    const { chances, booked } = await this.database.only(CANDIDATES, parameters);
    return candidatesOf(chances ?? [], booked);
  }
}
