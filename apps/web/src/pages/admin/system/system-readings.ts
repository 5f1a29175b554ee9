import { Inject, Injectable } from '@nestjs/common';
import { type Actor, hasPermission, type WaitingThing, WaitingThings } from '@app/access';
import { AuditGuard, SecondPersons } from '@app/accounts';
import {
  APP_CONFIG,
  type AppConfig,
  Clock,
  count,
  findStartChecks,
  SystemState,
} from '@app/platform';
import { Assets } from '../../../shell/assets';
import { systemView } from './system.views';

/** Home is opened often, and the checks ask the database a dozen things: what was read so long ago is told again there. */
const KEPT_MS = 60_000;

/** How the system stands: all of it for its own page, and in one sentence for home. */
@Injectable()
export class SystemReadings {
  private last: { readonly at: number; readonly stand: SystemStand } | null = null;

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
      hasPermission(actor, 'audit.read')
        ? [systemThing(await this.readLately(actor), hasPermission(actor, 'accounts.manage'))]
        : [],
    );
  }

  private async readLately(actor: Actor): Promise<SystemStand> {
    const now = this.clock.now().getTime();
    if (this.last !== null && Math.abs(now - this.last.at) < KEPT_MS) return this.last.stand;
    const { problems, summary } = await this.read(actor);
    this.last = { at: now, stand: { problems, summary } };
    return this.last.stand;
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

type SystemStand = Pick<ReturnType<typeof systemView>, 'problems' | 'summary'>;

/** `mends`: whether the reader can put right what is wrong; who only watches is told of it as one thing to be known. */
export function systemThing({ problems, summary }: SystemStand, mends: boolean): WaitingThing {
  return {
    title: 'システムの状態',
    count: mends ? Math.max(1, problems) : 1,
    oldest: null,
    sentence: problems === 0 ? summary : toDo(problems, mends),
    verb: 'システムの状態を見る',
    href: '/system',
    turn: problems > 0 && mends ? 'mine' : 'others',
    ...(problems > 0 && { state: 'check.failed' }),
  };
}

function toDo(problems: number, mends: boolean): string {
  const number = count(problems, '件');
  return mends ? `確かめることが${number}あります。` : `管理者が確かめることが${number}あります。`;
}
