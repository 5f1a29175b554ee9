import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import { col, Database, type LocalDate, type RowFrom, statement } from '@app/platform';
import type { DxRole } from '../appointment/appointment.rules';

/** Letters that hold, of terms that begin on a day or later: they keep the name with which they were drawn. */
const COUNT = statement({
  name: 'appointments.letters-by-role-name',
  sql: `SELECT count(*) FILTER (WHERE named.word = :word)::int AS same, count(*) FILTER (WHERE named.word <> :word)::int AS other
    FROM (SELECT d.says->'facts'->>'roleName' AS word FROM issued_documents d
      WHERE EXISTS (SELECT 1 FROM role_appointments a WHERE a.id = d.appointment_id AND a.role = :role AND a.term_start >= :from)
        AND NOT EXISTS (SELECT 1 FROM issued_documents later
          WHERE later.appointment_id = d.appointment_id AND later.issue_number > d.issue_number)) named`,
  parameters: { role: 'text', word: 'text', from: 'date' },
  row: { same: col.int, other: col.int },
});

/** How many letters say a name, and how many say another one. */
export type NamedLetters = RowFrom<typeof COUNT>;

/** What a new name for a role finds already on paper. */
@Injectable()
export class NamedLetterQueries {
  constructor(private readonly database: Database) {}

  /** Numbers alone: whoever sets the words need not know of whom the letters are. */
  async count(
    actor: Actor,
    asked: { readonly role: DxRole; readonly word: string; readonly from: LocalDate },
  ): Promise<NamedLetters> {
    requirePermission(actor, 'settings.read');
    return this.database.only(COUNT, asked);
  }
}
