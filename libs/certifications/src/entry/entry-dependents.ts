import { Injectable } from '@nestjs/common';
import { detailsOn } from '@app/organization';
import { Clock, col, Database, type EntryBatchId, type RowOf, statement } from '@app/platform';

const ROW = { recordId: col.id<'certification_record'>(), name: col.text, text: col.text };

/** Whose record it is, and what builds on it. */
export type EntryDependent = RowOf<typeof ROW>;

/** So many are listed; nobody reads more before asking why. */
const MOST = 200;

const OF_RECORDS = statement({
  name: 'certifications.dependents-of-entry',
  sql: `WITH made AS (
      SELECT DISTINCT ON (h.id) h.id, h.person_id FROM certificate_entry_rows e JOIN certification_records_history h ON h.id = e.record_id
      WHERE e.batch_id = :batchId ORDER BY h.id, h.superseded_at DESC NULLS FIRST
    ), built AS (
      SELECT m.id, m.person_id, 1 AS place, CASE WHEN n.record_id IS NOT NULL THEN '誤りとして取消し済み' ELSE '確認の取消し済み' END AS text
      FROM made m LEFT JOIN certification_record_annulments n ON n.record_id = m.id
      WHERE NOT EXISTS (SELECT 1 FROM certification_records r WHERE r.id = m.id AND r.state = 'verified')
      UNION ALL
      SELECT m.id, m.person_id, 2, CASE k.state WHEN 'confirmed' THEN '記録の訂正' ELSE '確認を待っている訂正' END
      FROM made m JOIN certification_corrections k ON k.record_id = m.id AND k.state IN ('proposed', 'confirmed')
      UNION ALL
      SELECT m.id, m.person_id, 3, '更新の報告' FROM made m JOIN certification_records next ON next.renews_id = m.id
        AND next.state IN ('reported', 'verified')
    )
    SELECT b.id AS "recordId", COALESCE(p.name, '') AS name, b.text FROM built b LEFT JOIN ${detailsOn('p', 'b.person_id', ':asOf')}
    ORDER BY p.name, b.id, b.place LIMIT ${String(MOST)}`,
  parameters: { batchId: 'uuid', asOf: 'date' },
  row: ROW,
});

/** What somebody else's part of the product has built on certificates. */
export type DependentFinder = (batchId: EntryBatchId) => Promise<readonly EntryDependent[]>;

/** What came after a list was entered and rests on it: later rows of its records, and what other libs name. */
@Injectable()
export class EntryDependents {
  private readonly finders: DependentFinder[] = [];

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  add(finder: DependentFinder): void {
    this.finders.push(finder);
  }

  async list(batchId: EntryBatchId): Promise<readonly EntryDependent[]> {
    const own = await this.database.all(OF_RECORDS, { batchId, asOf: this.clock.today() });
    const others = await Promise.all(this.finders.map(async (find) => find(batchId)));
    return [...own, ...others.flat()];
  }
}
