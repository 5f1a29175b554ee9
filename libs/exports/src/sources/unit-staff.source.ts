import { Injectable } from '@nestjs/common';
import {
  PeopleQueries,
  POSTING_KIND_WORDS,
  type StaffOfUnitRow,
  UnitQueries,
} from '@app/organization';
import { formatDateShort, type LocalDate, NotFound, things } from '@app/platform';
import { askedDayOf } from '../list/asked-day';
import type { FileList } from '../list/file-list';
import { type ListAsked, ListSource, type OpenList, sliced } from '../list/list-source';
import { howInFiles, whoInFiles } from './people.list';

/** Everybody with a post in a unit or below it: one row per person and post. */
export function unitStaffInFiles(unitName: string, asOf: LocalDate): FileList<StaffOfUnitRow> {
  return {
    name: `${unitName}の職員`,
    columns: [
      ...whoInFiles<StaffOfUnitRow>(asOf),
      { key: 'unitCode', heading: '所属コード', only: 'file', value: (row) => row.unitCode },
      { key: 'unit', heading: '所属', value: (row) => row.unitName },
      { key: 'post', heading: '職名', value: (row) => row.postTitle },
      {
        ...{ key: 'kind', heading: '主務・兼務', only: 'file' },
        value: (row) => POSTING_KIND_WORDS[row.kind],
      },
      ...howInFiles<StaffOfUnitRow>(),
    ],
  };
}

/** The staff of the unit that the query names, with everything below it. */
@Injectable()
export class UnitStaffSource extends ListSource<StaffOfUnitRow> {
  readonly key = 'unit_staff';
  readonly permission = 'organization.read';

  constructor(
    private readonly units: UnitQueries,
    private readonly people: PeopleQueries,
  ) {
    super();
  }

  async open(asked: ListAsked): Promise<OpenList<StaffOfUnitRow>> {
    const asOf = askedDayOf(asked);
    const unit = await this.units.findUnitByCode(asked.query['unit'] ?? '', asOf);
    if (!unit) throw new NotFound();
    const below = await this.units.listUnitIdsBelow([unit.id], asOf);
    const rows = await this.people.listStaffOfUnits(below, asOf);
    return {
      list: unitStaffInFiles(unit.name, asOf),
      title: `${unit.name}の職員(下の所属を含む。${formatDateShort(asOf)}現在、${things(rows.length)})`,
      suffix: asOf,
      ...sliced(rows),
    };
  }
}
