import { Controller, Get, Req } from '@nestjs/common';
import { IMPORT_PARTS, importRowsInFiles, ImportRowsSource } from '@app/exports';
import { Clock } from '@app/platform';
import { type PageRequest, queryText } from '../../../shell/http';
import { filesAt } from '../../../shell/lists/list-file';
import { sourceReply } from '../../../shell/lists/source-reply';
import { Allow, Confirmed } from '../../../shell/routes';

/** The parts of a batch as files: findings, changes, what was refused, who is missing, what was read. */
@Controller('imports')
@Allow('organization.import')
export class BatchRowsController {
  constructor(
    private readonly source: ImportRowsSource,
    private readonly clock: Clock,
  ) {}

  @Get(filesAt('rows'))
  @Confirmed()
  async saveRows(@Req() request: PageRequest) {
    const show = queryText(request, 'show');
    const list = importRowsInFiles(IMPORT_PARTS.find((part) => part === show) ?? 'change');
    return sourceReply(request, { source: this.source, list, today: this.clock.today() });
  }
}
