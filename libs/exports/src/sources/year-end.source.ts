import { Injectable } from '@nestjs/common';
import {
  ClosingQueries,
  LEARNING_STATE_WORDS,
  OBLIGATION_WORDS,
  type OpenObligationRow,
  WHY_OPEN_WORDS,
} from '@app/courses';
import { CountingRuleQueries, MandatoryFigureQueries, ruleLabel } from '@app/coverage';
import {
  fiscalYearOf,
  formatDateShort,
  formatFiscalYear,
  type LocalDate,
  NotFound,
  things,
  words,
} from '@app/platform';
import { dayCell, type FileList } from '../list/file-list';
import { type ListAsked, ListSource, type OpenList, sliced } from '../list/list-source';

const YEARS_BACK = 3;

/** The fiscal years that are over and can be closed, newest first. */
export function closableYears(running: number): readonly [number, ...number[]] {
  return [running - 1, ...Array.from({ length: YEARS_BACK - 1 }, (_, at) => running - 2 - at)];
}

/** The year that an address names, which must be one that can be closed; without one the year that ended last. */
export function closableYear(asked: string | undefined, today: LocalDate): number {
  const years = closableYears(fiscalYearOf(today));
  if (asked === undefined || asked === '') return years[0];
  const year = years.find((it) => String(it) === asked);
  if (year === undefined) throw new NotFound();
  return year;
}

const LEFT_OUT_WORDS = {
  absent: '集計に数えません(休職・派遣中)',
  employment_type: '集計に数えません(任用区分)',
} as const;

/** What a closing of the year would end. */
export function openOfYearInFiles(fiscalYear: number): FileList<OpenObligationRow> {
  return {
    name: '年度締めで終わる受講',
    columns: [
      {
        ...{ key: 'fiscalYear', heading: '年度', only: 'file' },
        value: () => formatFiscalYear(fiscalYear),
      },
      { key: 'name', heading: '氏名', value: (row) => row.name },
      { key: 'staffNumber', heading: '職員番号', value: (row) => row.staffNumber },
      { key: 'unit', heading: '所属', value: (row) => row.unitName ?? '所属なし' },
      { key: 'course', heading: words.course, value: (row) => row.courseTitle },
      {
        ...{ key: 'kind', heading: '区分' },
        value: (row) => OBLIGATION_WORDS[row.isMandatory ? 'mandatory' : 'recommended'],
      },
      { key: 'dueOn', heading: '期限', value: (row) => dayCell(row.dueOn) },
      { key: 'state', heading: '状態', value: (row) => LEARNING_STATE_WORDS[row.state] },
      { key: 'why', heading: '残っている理由', value: (row) => WHY_OPEN_WORDS[row.whyOpen] },
      {
        ...{ key: 'remark', heading: '備考' },
        value: (row) => (row.leftOutBy === null ? '' : LEFT_OUT_WORDS[row.leftOutBy]),
      },
    ],
  };
}

/** 年度締めで終わる受講. */
@Injectable()
export class YearEndSource extends ListSource<OpenObligationRow> {
  readonly key = 'year_end_open';
  readonly permission = 'assignments.read';

  constructor(
    private readonly closings: ClosingQueries,
    private readonly figures: MandatoryFigureQueries,
    private readonly rules: CountingRuleQueries,
  ) {
    super();
  }

  async open({ query, today }: ListAsked): Promise<OpenList<OpenObligationRow>> {
    const year = closableYear(query['year'], today);
    const rows = await this.closings.listOpen(year, await this.figures.countedOn(today));
    const rule = ruleLabel(await this.rules.getRuleOn(today));
    return {
      list: openOfYearInFiles(year),
      title: `${formatFiscalYear(year)}に残っている受講(${formatDateShort(today)}現在、${rule}、${things(rows.length)})`,
      suffix: `${String(year)}年度_${today}`,
      ...sliced(rows),
    };
  }
}
