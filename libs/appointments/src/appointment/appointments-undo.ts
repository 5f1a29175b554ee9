import { Injectable } from '@nestjs/common';
import {
  isUncovered,
  PEOPLE_OF_BATCH,
  type Stranded,
  type UndoPart,
  UndoParts,
  UNITS_OF_BATCH,
  type UndoScope,
} from '@app/organization';
import { col, Database, formatDateShort, statement } from '@app/platform';
import { roleTitle } from '../vocabulary';

const WHAT = ['unemployed', 'elsewhere', 'without_unit'] as const;

const WORDS: Readonly<Record<(typeof WHAT)[number], string>> = {
  unemployed: '在職していない日のものになります',
  elsewhere: 'その所属にいない日のものになります',
  without_unit: '所属のない日のものになります',
};

const EMPLOYED = isUncovered('a', 'employments', 'base.person_id = a.person_id');
const POSTED = isUncovered(
  'a',
  'postings',
  'base.person_id = a.person_id AND base.org_unit_id = a.org_unit_id',
);
/** Whoever has a role goes along when another unit takes over. */
const EXISTING = isUncovered(
  'a',
  'org_unit_periods',
  `(base.org_unit_id = a.org_unit_id OR base.org_unit_id IN (
      SELECT s.successor_id FROM unit_successions s WHERE s.org_unit_id = a.org_unit_id))`,
);

const stranded = (what: (typeof WHAT)[number], condition: string): string =>
  `SELECT '${what}' AS what, a.row_id AS "rowId", a.person_id AS "personId", a.role, a.term_start AS "termStart" FROM role_appointments a
    WHERE a.recorded_at > :since AND ${condition}`;

/** Appointments since the import that stand on nothing. */
const STRANDED = statement({
  name: 'appointments.stranded',
  sql: [
    stranded('unemployed', `a.person_id IN (${PEOPLE_OF_BATCH}) AND ${EMPLOYED}`),
    stranded('elsewhere', `a.person_id IN (${PEOPLE_OF_BATCH}) AND ${POSTED}`),
    stranded('without_unit', `a.org_unit_id IN (${UNITS_OF_BATCH}) AND ${EXISTING}`),
  ].join('\n    UNION ALL '),
  parameters: { batchId: 'uuid', since: 'timestamptz' },
  row: {
    what: col.oneOf(WHAT),
    rowId: col.id<'appointment_row'>(),
    personId: col.id<'person'>(),
    role: col.text,
    termStart: col.date,
  },
});

/** Roles that somebody was given where an import had brought them. */
@Injectable()
export class AppointmentsUndo implements UndoPart {
  constructor(
    parts: UndoParts,
    private readonly database: Database,
  ) {
    parts.add(this);
  }

  async listStranded({ batchId, since }: UndoScope): Promise<readonly Stranded[]> {
    const rows = await this.database.all(STRANDED, { batchId, since });
    return rows.map(({ what, rowId, personId, role, termStart }) => ({
      key: `appointment ${what} ${rowId}`,
      subjectId: personId,
      lacksUnit: what === 'without_unit',
      text: `${roleTitle(role)}の任命(${formatDateShort(termStart)}から。${WORDS[what]})`,
    }));
  }
}
