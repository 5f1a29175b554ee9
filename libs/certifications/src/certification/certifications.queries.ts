import { Injectable } from '@nestjs/common';
import { col, Database, InvalidInput, type RowOf, statement } from '@app/platform';

const ROW = { id: col.id<'certification'>(), code: col.text, name: col.text };

export type CertificationRow = RowOf<typeof ROW>;

const ALL = statement({
  name: 'certifications.all',
  sql: 'SELECT id, code, name FROM certifications ORDER BY sort_order, code',
  parameters: {},
  row: ROW,
});

const BY_CODE = statement({
  name: 'certifications.by-code',
  sql: 'SELECT id, code, name FROM certifications WHERE code = :code',
  parameters: { code: 'text' },
  row: ROW,
});

/** The qualifications to choose from, in the order in which they are offered. */
@Injectable()
export class CertificationQueries {
  constructor(private readonly database: Database) {}

  async listAll(): Promise<readonly CertificationRow[]> {
    return this.database.all(ALL, {});
  }
}

/** The chosen qualification; one that is not on the list was never offered, so the field is wrong. */
export async function chosenCertification(
  database: Database,
  code: string,
): Promise<CertificationRow> {
  const row = await database.first(BY_CODE, { code });
  if (!row) throw new InvalidInput({ certificationCode: '資格を一覧から選んでください。' });
  return row;
}
