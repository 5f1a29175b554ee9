import { METRIC_WORDS, type TargetStanding } from '@app/coverage';
import type { LocalDate } from '@app/platform';
import { type CellView, dayCell, type List, type ListColumn } from '../../../shell/lists/list';
import { milestoneOfYear, type StandingView, standingView } from './standing.views';

type Column = ListColumn<TargetStanding>;

const METRIC: Column = {
  ...{ key: 'metric', heading: '項目', only: 'file' },
  value: ({ target }) => METRIC_WORDS[target.code],
};

const FROM_THE_PLAN: readonly Column[] = [
  { key: 'milestone', heading: 'この年度の節目', only: 'file', value: milestoneOfYear },
  { key: 'source', heading: '根拠', only: 'file', value: ({ target }) => target.source },
  { key: 'page', heading: '頁', only: 'file', value: ({ target }) => target.page },
];

const DUE_DAY: Column = {
  ...{ key: 'dueOn', heading: '期限の日', only: 'file' },
  value: ({ dueOn }) => dayCell(dueOn),
};

/** The promises of a day: for the page and the files. */
export function targetsList(asOf: LocalDate): List<TargetStanding> {
  const view = (row: TargetStanding) => standingView(row, asOf);
  const text = (key: string, heading: string, of: (row: StandingView) => string): Column => ({
    ...{ key, heading, keepsLabel: true },
    value: (row) => of(view(row)),
    show: (row) => ({ text: of(view(row)) || '―' }),
  });
  return {
    name: '目標',
    columns: [
      { key: 'asOf', heading: '基準日', only: 'file', value: () => dayCell(asOf) },
      METRIC,
      {
        ...{ key: 'name', heading: '目標', isRowHeading: true },
        value: (row) => view(row).name,
        show: (row) => ({ text: view(row).name, href: view(row).href }),
      },
      {
        ...{ key: 'now', heading: 'この日の数', keepsLabel: true },
        value: (row) => view(row).now,
        show: (row) => nowCell(view(row)),
      },
      { key: 'entered', heading: '数の出所', only: 'file', value: (row) => view(row).nowNote },
      text('missing', 'あと', ({ missing }) => missing),
      text('due', '期限', ({ due }) => due),
      DUE_DAY,
      text('perYear', '1年あたり', ({ perYear }) => perYear),
      ...FROM_THE_PLAN,
      {
        ...{ key: 'state', heading: '状態', isState: true },
        value: (row) => view(row).chip?.label ?? '',
        show: (row) => chipCell(view(row)),
      },
    ],
  };
}

function nowCell({ now, nowHref, nowNote }: StandingView): CellView {
  const link = nowHref === '' ? {} : { href: nowHref };
  return { text: now || '―', ...link, ...(nowNote !== '' && { hint: nowNote }) };
}

function chipCell({ chip }: StandingView): CellView {
  return chip === null ? { text: '―' } : { text: '', chip };
}
