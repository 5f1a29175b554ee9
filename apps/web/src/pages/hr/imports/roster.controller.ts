import { Controller, Get, Req } from '@nestjs/common';
import { POSTING_COLUMNS, RosterQueries, type RosterRow } from '@app/organization';
import { Clock } from '@app/platform';
import { actorOf, type PageRequest } from '../../../shell/http';
import type { List } from '../../../shell/lists/list';
import { listFile } from '../../../shell/lists/list-file';
import { Allow, Confirmed } from '../../../shell/routes';

/** The columns of the import itself, so that the file can be read again. */
const ROSTER: List<RosterRow> = {
  name: '職員の名簿',
  columns: POSTING_COLUMNS.map((column) => ({
    key: column,
    heading: column,
    value: (row) => row[column],
  })),
};

/** いまの名簿をこの形式で保存: to try the import with, or to correct and give back. */
@Controller('imports')
@Allow('organization.import')
export class RosterController {
  constructor(
    private readonly roster: RosterQueries,
    private readonly clock: Clock,
  ) {}

  @Get('roster.csv')
  @Confirmed()
  async download(@Req() request: PageRequest) {
    const today = this.clock.today();
    const rows = await this.roster.listRoster(actorOf(request), today);
    return listFile(ROSTER, rows, 'csv', { title: ROSTER.name, suffix: today });
  }
}
