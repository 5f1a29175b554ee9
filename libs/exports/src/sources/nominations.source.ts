import { Injectable } from '@nestjs/common';
import {
  dxRoles,
  NOMINATION_SORTS,
  NOMINATION_STATE_WORDS,
  NOMINATION_STATES,
  NominationQueries,
  type NominationRow,
  roleTitle,
} from '@app/appointments';
import { UnitQueries } from '@app/organization';
import { formatDateShort, type LocalDate, things } from '@app/platform';
import { z } from 'zod';
import { conditionText, type ListAsked, ListSource, type OpenList } from '../list/list-source';
import { NOMINATIONS_IN_FILES } from './nominations.list';
import { unitWord } from './unit-word';

/** The filter of the list; what is not understood counts as not given. */
export const nominationsAsked = z.object({
  state: z.enum(NOMINATION_STATES).optional().catch(undefined),
  role: z
    .string()
    .refine((role) => dxRoles().includes(role))
    .optional()
    .catch(undefined),
  unit: z.string().min(1).max(100).optional().catch(undefined),
  sort: z.enum(NOMINATION_SORTS).optional().catch(undefined),
});
type Asked = z.output<typeof nominationsAsked>;

/** 推薦の一覧. */
@Injectable()
export class NominationsSource extends ListSource<NominationRow> {
  readonly key = 'nominations';
  readonly permission = 'appointments.read';

  constructor(
    private readonly nominations: NominationQueries,
    private readonly units: UnitQueries,
  ) {
    super();
  }

  async open({ actor, query, today }: ListAsked): Promise<OpenList<NominationRow>> {
    const asked = nominationsAsked.parse(query);
    const { state, role, unit, sort } = asked;
    const wanted = { state, role, unitCode: unit, sort };
    const { total } = await this.nominations.list(actor, { ...wanted, page: 1, pageSize: 1 });
    const filter = await this.wordsOf(asked, today);
    return {
      list: NOMINATIONS_IN_FILES,
      total,
      title: `${NOMINATIONS_IN_FILES.name}(${formatDateShort(today)}現在${filter}、${things(total)})`,
      suffix: today,
      rows: async (slice) => (await this.nominations.list(actor, { ...wanted, ...slice })).rows,
    };
  }

  private async wordsOf({ state, role, unit }: Asked, today: LocalDate): Promise<string> {
    return conditionText([
      ['状態', state && NOMINATION_STATE_WORDS[state]],
      ['役割', role && roleTitle(role)],
      ['所属', await unitWord(this.units, unit, today)],
    ]);
  }
}
