import { Injectable } from '@nestjs/common';
import {
  ABSENCE_WORDS,
  ABSENCES,
  EMPLOYMENT_TYPE_WORDS,
  EMPLOYMENT_TYPES,
  PEOPLE_SORTS,
  PeopleQueries,
  type PersonRow,
  UnitQueries,
  type UnitRow,
} from '@app/organization';
import { formatDateShort, type LocalDate, people } from '@app/platform';
import { z } from 'zod';
import { askedDayOf } from '../list/asked-day';
import { conditionText, type ListAsked, ListSource, type OpenList } from '../list/list-source';
import { peopleInFiles } from './people.list';

const LONGEST_SEARCH = 100;

/** What the address says; whatever is not understood counts as not asked for. */
const peopleSearch = z.object({
  q: z.string().trim().min(1).max(LONGEST_SEARCH).optional().catch(undefined),
  unit: z.string().min(1).max(LONGEST_SEARCH).optional().catch(undefined),
  type: z.enum(EMPLOYMENT_TYPES).optional().catch(undefined),
  status: z
    .enum(['active', ...ABSENCES])
    .optional()
    .catch(undefined),
  mail: z.literal('none').optional().catch(undefined),
  sort: z.enum(PEOPLE_SORTS).optional().catch(undefined),
});
export type PeopleSearch = z.output<typeof peopleSearch>;

export function readPeopleSearch(query: unknown): PeopleSearch {
  return peopleSearch.parse(query);
}

/** 職員の一覧 as of a day. */
@Injectable()
export class PeopleSource extends ListSource<PersonRow> {
  readonly key = 'people';
  readonly permission = 'organization.read';

  constructor(
    private readonly people: PeopleQueries,
    private readonly units: UnitQueries,
  ) {
    super();
  }

  async open(asked: ListAsked): Promise<OpenList<PersonRow>> {
    const asOf = askedDayOf(asked);
    const search = readPeopleSearch(asked.query);
    const units = await this.units.listUnits(asOf);
    const filter = await this.filterOf(search, units, asOf);
    const { total } = await this.people.listPeople({ ...filter, page: 1, pageSize: 1 });
    return {
      list: peopleInFiles(asOf),
      total,
      title: `職員の一覧(${formatDateShort(asOf)}現在${wordsOf(search, units)}、${people(total)})`,
      suffix: asOf,
      rows: async (slice) => (await this.people.listPeople({ ...filter, ...slice })).rows,
    };
  }

  /** As the queries take it; of a unit also everything below. */
  async filterOf(search: PeopleSearch, units: readonly UnitRow[], asOf: LocalDate) {
    const { q, unit, type, status, mail, sort } = search;
    const unitIds = await this.idsBelow(unit, units, asOf);
    const isWithoutMail = mail === 'none';
    return { asOf, search: q, unitIds, employmentType: type, status, isWithoutMail, sort };
  }

  private async idsBelow(
    code: string | undefined,
    units: readonly UnitRow[],
    asOf: LocalDate,
  ): Promise<readonly string[] | undefined> {
    if (code === undefined) return undefined;
    const unit = units.find((row) => row.code === code);
    return unit ? this.units.listUnitIdsBelow([unit.id], asOf) : [];
  }
}

function wordsOf({ q, unit, type, status, mail }: PeopleSearch, units: readonly UnitRow[]): string {
  return conditionText([
    ['検索', q],
    ['所属', unit && (units.find(({ code }) => code === unit)?.name ?? unit)],
    ['任用区分', type && EMPLOYMENT_TYPE_WORDS[type]],
    ['状態', status && ABSENCE_WORDS[status]],
    ['メール', mail && 'アドレスなし'],
  ]);
}
