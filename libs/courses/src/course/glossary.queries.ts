import { Injectable } from '@nestjs/common';
import { Database, searchKey } from '@app/platform';

export interface GlossaryRow {
  readonly term: string;
  readonly reading: string;
  readonly meaning: string;
  readonly see: readonly string[];
}

/** The words of the courses, in the order of their reading. */
@Injectable()
export class GlossaryQueries {
  constructor(private readonly database: Database) {}

  /** All terms, or those in whose term, reading or meaning the text occurs; width and case do not matter. */
  async listTerms(text = ''): Promise<readonly GlossaryRow[]> {
    const rows = await this.database.query<GlossaryRow>(
      'SELECT term, reading, meaning, see FROM glossary_terms ORDER BY reading, term',
    );
    const wanted = searchKey(text);
    if (wanted === '') return rows;
    return rows.filter((row) => searchKey(row.term + row.reading + row.meaning).includes(wanted));
  }
}
