import { Controller, Inject, Req } from '@nestjs/common';
import { AuditGuard, SecondPersons } from '@app/accounts';
import { APP_CONFIG, type AppConfig, Clock, findStartChecks, SystemState } from '@app/platform';
import { Assets } from '../../../shell/assets';
import { actorOf, type PageRequest } from '../../../shell/http';
import { Allow, PageRoute } from '../../../shell/routes';
import { systemView } from './system.views';

/** システムの状態: what must be so in production, whether the records hold, what runs by the clock. Only reads. */
@Controller('system')
@Allow('audit.read')
export class SystemController {
  constructor(
    private readonly system: SystemState,
    private readonly guard: AuditGuard,
    private readonly seconds: SecondPersons,
    private readonly assets: Assets,
    private readonly clock: Clock,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  @PageRoute('', 'pages/admin/system/system')
  async showSystem(@Req() request: PageRequest) {
    const [facts, checks, [lastCheck = null], alone] = await Promise.all([
      this.system.read(),
      findStartChecks(this.config, this.assets.folder),
      this.guard.listChecks(actorOf(request), 1),
      this.seconds.listMissing(),
    ]);
    const isProduction = this.config.NODE_ENV === 'production';
    return systemView(facts, { checks, lastCheck, alone }, { now: this.clock.now(), isProduction });
  }
}
