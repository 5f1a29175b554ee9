import { Injectable } from '@nestjs/common';
import { POSTING_COLUMNS, RosterQueries, type RosterRow } from '@app/organization';
import { formatDateShort, things } from '@app/platform';
import type { FileList } from '../list/file-list';
import { type ListAsked, ListSource, type OpenList, sliced } from '../list/list-source';

/** The columns of the import itself, so that the file can be read again. */
export const ROSTER_IN_FILES: FileList<RosterRow> = {
  name: '職員の名簿',
  columns: POSTING_COLUMNS.map((column) => ({
    ...{ key: column, heading: column },
    value: (row) => row[column],
  })),
};

/** いまの名簿をこの形式で保存. */
@Injectable()
export class RosterSource extends ListSource<RosterRow> {
  readonly key = 'roster';
  readonly permission = 'organization.import';

  constructor(private readonly roster: RosterQueries) {
    super();
  }

  async open({ actor, today }: ListAsked): Promise<OpenList<RosterRow>> {
    const rows = await this.roster.listRoster(actor, today);
    return {
      list: ROSTER_IN_FILES,
      title: `${ROSTER_IN_FILES.name}(${formatDateShort(today)}現在、${things(rows.length)})`,
      suffix: today,
      ...sliced(rows),
    };
  }
}
