import { Injectable } from '@nestjs/common';
import {
  BENCH_GROUP_WORDS,
  BENCH_GROUPS,
  roleAmong,
  RoleQueries,
  roleTitle,
} from '@app/appointments';
import { BENCH_SORTS, BenchQueries, type BenchRow, CoverageQueries } from '@app/coverage';
import { requireNotPast } from '@app/coverage';
import { UnitQueries } from '@app/organization';
import { formatDateShort, people } from '@app/platform';
import { z } from 'zod';
import { askedDayOf } from '../list/asked-day';
import {
  conditionText,
  type ListAsked,
  ListSource,
  type OpenList,
  sliced,
} from '../list/list-source';
import { benchInFiles } from './bench.list';
import { unitWord } from './unit-word';

const text = z.string().max(100).optional().catch(undefined);

/** What of the address is no choice counts as not given. */
export const benchSearch = z.object({
  role: text,
  unit: text.transform((unit) => (unit === '' ? undefined : unit)),
  group: z.enum(BENCH_GROUPS).optional().catch(undefined),
  sort: z.enum(BENCH_SORTS).optional().catch(undefined),
});
export type BenchSearch = z.infer<typeof benchSearch>;

/** 後任の候補. */
@Injectable()
export class BenchSource extends ListSource<BenchRow> {
  readonly key = 'bench';
  readonly permission = 'appointments.manage';

  constructor(
    private readonly bench: BenchQueries,
    private readonly roles: RoleQueries,
    private readonly coverage: CoverageQueries,
    private readonly units: UnitQueries,
  ) {
    super();
  }

  async open(asked: ListAsked): Promise<OpenList<BenchRow>> {
    const on = askedDayOf(asked);
    await this.coverage.requireRecords(on);
    requireNotPast({ asOf: on, today: asked.today });
    const search = benchSearch.parse(asked.query);
    const { unit, group, sort = 'unit' } = search;
    const role = roleAmong(await this.roles.listOpenOn(on), search.role);
    const filter = { role, on, unitCode: unit, group, sort };
    const { rows } = await this.bench.list(asked.actor, filter, null);
    const list = benchInFiles(await this.roles.readAskable());
    const words = conditionText([
      ['役割', roleTitle(role)],
      ['所属', await unitWord(this.units, unit, on)],
      ['段階', group && BENCH_GROUP_WORDS[group]],
    ]);
    return {
      list,
      title: `${list.name}(${formatDateShort(on)}現在${words}、${people(rows.length)})`,
      suffix: on,
      ...sliced(rows),
    };
  }
}
