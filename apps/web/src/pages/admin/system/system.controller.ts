import { Controller, Req } from '@nestjs/common';
import { actorOf, type PageRequest } from '../../../shell/http';
import { Allow, PageRoute } from '../../../shell/routes';
import { SystemReadings } from './system-readings';

/** システムの状態: what must be so in production, whether the records hold, what runs by the clock. Only reads. */
@Controller('system')
@Allow('audit.read')
export class SystemController {
  constructor(private readonly readings: SystemReadings) {}

  @PageRoute('', 'pages/admin/system/system')
  async showSystem(@Req() request: PageRequest) {
    return this.readings.read(actorOf(request));
  }
}
