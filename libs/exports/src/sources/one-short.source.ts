import { Injectable } from '@nestjs/common';
import { missingText, type RequirementNames, RoleQueries } from '@app/appointments';
import {
  CoverageOutlookQueries,
  noBooksText,
  type OneShort,
  requireNotPast,
  SHORT_SORTS,
  yearEndText,
} from '@app/coverage';
import { StaffTurnoverQueries, UnitQueries } from '@app/organization';
import {
  fiscalYearEnd,
  formatDateShort,
  InvalidInput,
  type LocalDate,
  people,
  words,
} from '@app/platform';
import { z } from 'zod';
import { askedCountedDayOf } from '../list/asked-day';
import { dayCell, type FileList } from '../list/file-list';
import {
  conditionText,
  type ListAsked,
  ListSource,
  type OpenList,
  sliced,
} from '../list/list-source';
import { unitWord } from './unit-word';

const text = z.string().min(1).max(100).optional().catch(undefined);
/** A fiscal year by the year in which it begins, within the days that can be entered, or all of them. */
export const outlookYear = z
  .union([z.literal('all'), z.string().regex(/^20\d{2}$/)])
  .optional()
  .catch(undefined);

/** What of the address is no choice counts as not given. */
export const shortSearch = z.object({
  year: outlookYear,
  department: text,
  unit: text,
  sort: z.enum(SHORT_SORTS).optional().catch(undefined),
});
export type ShortSearch = z.infer<typeof shortSearch>;

export function outlookYearEnd(year: string | undefined): LocalDate | undefined {
  return year === undefined || year === 'all' ? undefined : fiscalYearEnd(Number(year));
}

/** The same as the queries take it. */
export function wantedShortOnes(
  { year, unit, department, sort = 'day' }: ShortSearch,
  days: { readonly from: LocalDate; readonly today: LocalDate },
) {
  return { ...days, yearEnd: outlookYearEnd(year), unitCode: unit, department, sort };
}

export const SHORT_TITLE = 'あと一つの要件で任命できる人';

/** Who lacks one requirement only, in a unit that is or will be without a leader. */
export function shortInFiles(names: RequirementNames): FileList<OneShort> {
  return {
    name: SHORT_TITLE,
    columns: [
      { key: 'number', heading: '職員番号', only: 'file', value: (row) => row.staffNumber },
      { key: 'name', heading: '氏名', value: ({ name }) => name },
      { key: 'unit', heading: words.unit, value: ({ unit }) => unit.name },
      { key: 'post', heading: '職名', value: ({ postTitle }) => postTitle },
      { key: 'missing', heading: '足りない要件', value: ({ part }) => missingText(part, names) },
      { key: 'day', heading: 'いちばん早い日', value: ({ on }) => dayCell(on) },
      { key: 'inTimeFor', heading: '間に合う年度末', value: (row) => dayCell(row.inTimeFor) },
      {
        ...{ key: 'underWay', heading: '推薦' },
        value: ({ isUnderWay }) => (isUnderWay ? '進行中' : null),
      },
    ],
  };
}

/** あと一つの要件で任命できる人. */
@Injectable()
export class OneShortSource extends ListSource<OneShort> {
  readonly key = 'one_short';
  readonly permission = 'coverage.read';

  constructor(
    private readonly outlook: CoverageOutlookQueries,
    private readonly turnover: StaffTurnoverQueries,
    private readonly roles: RoleQueries,
    private readonly units: UnitQueries,
  ) {
    super();
  }

  async open(asked: ListAsked): Promise<OpenList<OneShort>> {
    const { actor, query, today } = asked;
    const from = askedCountedDayOf(asked);
    await this.requireBooks(from);
    requireNotPast({ asOf: from, today });
    const search = shortSearch.parse(query);
    const { rows } = await this.outlook.listOneShort(
      actor,
      wantedShortOnes(search, { from, today }),
      null,
    );
    const yearEnd = outlookYearEnd(search.year);
    const filter = conditionText([
      ['空白になる年度末', yearEnd && yearEndText(yearEnd)],
      ['部', await unitWord(this.units, search.department, from)],
      [words.unit, await unitWord(this.units, search.unit, from)],
    ]);
    return {
      list: shortInFiles(await this.roles.readAskable()),
      title: `${SHORT_TITLE}(${formatDateShort(from)}現在${filter}、${people(rows.length)})`,
      suffix: from,
      ...sliced(rows),
    };
  }

  /** Of a day on which nobody kept books yet nothing was foreseen. */
  private async requireBooks(asOf: LocalDate): Promise<void> {
    const first = await this.turnover.booksFrom();
    if (first !== null && asOf < first) throw new InvalidInput({ asOf: noBooksText(asOf, first) });
  }
}
