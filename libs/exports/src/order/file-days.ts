import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import { Clock, SettingsService } from '@app/platform';
import { STANDARD_DAYS } from './file-order.rules';

const KEY = 'files.days';

/** How many days a file is kept, as the city set it. */
@Injectable()
export class FileDays {
  constructor(
    private readonly settings: SettingsService,
    private readonly clock: Clock,
  ) {}

  async current(): Promise<number> {
    const set = await this.settings.valueAsKnown(KEY, this.clock.today(), this.clock.now());
    return set === null ? STANDARD_DAYS : Number(set);
  }

  /** From today on, for what is made from now on. Whether something has changed. */
  async change(actor: Actor, days: number): Promise<boolean> {
    requirePermission(actor, 'settings.manage');
    const change = { key: KEY, value: String(days), standard: String(STANDARD_DAYS) };
    const today = this.clock.today();
    return (await this.settings.changeSettings(auditActorOf(actor), [change], today)) > 0;
  }
}
