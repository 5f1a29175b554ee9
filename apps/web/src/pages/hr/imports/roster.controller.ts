import { Controller, Get, Req } from '@nestjs/common';
import { ROSTER_IN_FILES, RosterSource } from '@app/exports';
import { Clock } from '@app/platform';
import type { PageRequest } from '../../../shell/http';
import { sourceReply } from '../../../shell/lists/source-reply';
import { Allow, Confirmed } from '../../../shell/routes';

/** いまの名簿をこの形式で保存: to try the import with, or to correct and give back. */
@Controller('imports')
@Allow('organization.import')
export class RosterController {
  constructor(
    private readonly source: RosterSource,
    private readonly clock: Clock,
  ) {}

  @Get('roster.csv')
  @Confirmed()
  async download(@Req() request: PageRequest) {
    const today = this.clock.today();
    return sourceReply(request, { source: this.source, list: ROSTER_IN_FILES, today });
  }
}
