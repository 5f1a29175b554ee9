import { Inject, Injectable } from '@nestjs/common';
import { type Actor, hasPermission, type WaitingThing, WaitingThings } from '@app/access';
import { AuditGuard, SecondPersons } from '@app/accounts';
import { APP_CONFIG, type AppConfig, Clock, findStartChecks, SystemState } from '@app/platform';
import { Assets } from '../../../shell/assets';
import { systemView } from './system.views';

/** Home is opened often, and the checks ask the database a dozen things: what was read so long ago is told again there. */
const KEPT_MS = 60_000;

/** How the system stands: all of it for its own page, and in one sentence for home. */
@Injectable()
export class SystemReadings {
  private last: { readonly at: number; readonly thing: WaitingThing } | null = null;

  constructor(
    waiting: WaitingThings,
    private readonly system: SystemState,
    private readonly guard: AuditGuard,
    private readonly seconds: SecondPersons,
    private readonly assets: Assets,
    private readonly clock: Clock,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {
    waiting.add('system', async (actor) =>
      hasPermission(actor, 'audit.read') ? [await this.readLately(actor)] : [],
    );
  }

  private async readLately(actor: Actor): Promise<WaitingThing> {
    const now = this.clock.now().getTime();
    if (this.last !== null && Math.abs(now - this.last.at) < KEPT_MS) return this.last.thing;
    const thing = systemThing(await this.read(actor));
    this.last = { at: now, thing };
    return thing;
  }

  async read(actor: Actor) {
    const [facts, checks, [lastCheck = null], alone] = await Promise.all([
      this.system.read(),
      findStartChecks(this.config, this.assets.folder),
      this.guard.listChecks(actor, 1),
      this.seconds.listMissing(),
    ]);
    const isProduction = this.config.NODE_ENV === 'production';
    return systemView(facts, { checks, lastCheck, alone }, { now: this.clock.now(), isProduction });
  }
}

export function systemThing({
  problems,
  summary,
}: Pick<ReturnType<typeof systemView>, 'problems' | 'summary'>): WaitingThing {
  return {
    title: 'システムの状態',
    count: Math.max(1, problems),
    oldest: null,
    sentence: summary,
    verb: 'システムの状態を見る',
    href: '/system',
    turn: problems === 0 ? 'others' : 'mine',
    ...(problems > 0 && { state: 'check.failed' }),
  };
}
