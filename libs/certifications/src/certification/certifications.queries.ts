import { Injectable } from '@nestjs/common';
import { Database, InvalidInput } from '@app/platform';

export interface CertificationRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}

/** The qualifications to choose from, in the order in which they are offered. */
@Injectable()
export class CertificationQueries {
  constructor(private readonly database: Database) {}

  async listAll(): Promise<readonly CertificationRow[]> {
    return this.database.query<CertificationRow>(
      'SELECT id, code, name FROM certifications ORDER BY sort_order, code',
    );
  }
}

/** The chosen qualification; one that is not on the list was never offered, so the field is wrong. */
export async function chosenCertification(
  database: Database,
  code: string,
): Promise<CertificationRow> {
  const row = await database.queryOne<CertificationRow>(
    'SELECT id, code, name FROM certifications WHERE code = $1',
    [code],
  );
  if (!row) throw new InvalidInput({ certificationCode: '資格を一覧から選んでください。' });
  return row;
}
