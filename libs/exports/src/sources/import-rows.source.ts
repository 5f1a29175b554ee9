import { Injectable } from '@nestjs/common';
import { BatchRowQueries, ImportQueries } from '@app/organization';
import { formatDateShort, NotFound, type Page, things } from '@app/platform';
import { z } from 'zod';
import { type ListAsked, type ListSlice, ListSource, type OpenList } from '../list/list-source';
import {
  IMPORT_PART_WORDS,
  IMPORT_PARTS,
  type ImportPart,
  type ImportRow,
  importRowsInFiles,
  plannedRow,
  readRow,
  suspicionRow,
} from './import-rows.list';

const query = z.object({
  batch: z.string().max(100).catch(''),
  show: z.enum(IMPORT_PARTS).catch('change'),
});

/** One part of an import: findings, changes, what was refused, who is missing, what was read. */
@Injectable()
export class ImportRowsSource extends ListSource<ImportRow> {
  readonly key = 'import_rows';
  readonly permission = 'organization.import';

  constructor(
    private readonly batches: ImportQueries,
    private readonly rows: BatchRowQueries,
  ) {
    super();
  }

  async open({ query: given }: ListAsked): Promise<OpenList<ImportRow>> {
    const { batch: batchId, show } = query.parse(given);
    const batch = await this.batches.findBatch(batchId);
    if (!batch) throw new NotFound();
    const { total } = await this.slice(batch.id, show, { page: 1, pageSize: 1 });
    const day = formatDateShort(batch.effectiveOn);
    return {
      list: importRowsInFiles(show),
      total,
      title: `取込み(${day}発令)の${IMPORT_PART_WORDS[show]}(${things(total)})`,
      suffix: batch.effectiveOn,
      rows: async (slice) => (await this.slice(batch.id, show, slice)).rows,
    };
  }

  private async slice(
    batchId: string,
    part: ImportPart,
    page: ListSlice,
  ): Promise<Page<ImportRow>> {
    switch (part) {
      case 'suspicious':
        return mapped(await this.batches.listSuspicions(batchId, page), suspicionRow);
      case 'missing':
        return mapped(await this.batches.listMissing(batchId, page), suspicionRow);
      case 'units':
      case 'postings':
        return mapped(await this.rows.listRead(batchId, part, page), readRow);
      case 'refused':
      case 'change':
      case 'create':
      case 'unchanged':
        return mapped(await this.rows.listPlanned(batchId, part, page), plannedRow);
    }
  }
}

function mapped<From>({ rows, total }: Page<From>, to: (row: From) => ImportRow): Page<ImportRow> {
  return { rows: rows.map(to), total };
}
