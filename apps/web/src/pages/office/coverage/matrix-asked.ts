import {
  type DepartmentRow,
  OUTSIDE_DEPARTMENTS,
  SOLE_MONTHS,
  type SoleMonths,
  UNIT_STATE_WORDS,
} from '@app/coverage';
import { formatDateShort, type LocalDate, words } from '@app/platform';
import {
  asked as askedField,
  filterBar,
  type FilterBarView,
  selectField,
} from '../../../shell/parts/filter-bar';
import { UNITS_ANCHOR } from './coverage-links';

/** What rows of units may be chosen by: their state, or what is about to become of it. */
export const MATRIX_STATES = [
  'gaps',
  'vacant',
  'short',
  'at_risk',
  'sole',
  'covered',
  'apart',
] as const;
export type MatrixState = (typeof MATRIX_STATES)[number];

export const MATRIX_SORTS = [
  'vacancy',
  'sole',
  'supporters',
  'holders',
  'security',
  'ai',
  'open',
  'regular',
] as const;
export type MatrixSort = (typeof MATRIX_SORTS)[number];

/** What the address asks of the rows of units; it is kept in every link of the page. */
export interface MatrixAsked {
  /** The code of a 部, or OUTSIDE_DEPARTMENTS; empty: all. */
  readonly department: string;
  readonly state: MatrixState | '';
  /** For how many months ahead somebody without a substitute is looked for. */
  readonly within: SoleMonths;
  readonly sort: MatrixSort | '';
  readonly isDescending: boolean;
}

export const USUAL_MONTHS: SoleMonths = 6;

export const NOTHING_ASKED: MatrixAsked = {
  ...{ department: '', state: '', sort: '' },
  within: USUAL_MONTHS,
  isDescending: false,
};

type Query = Readonly<
  Partial<Record<'department' | 'state' | 'within' | 'sort', string | undefined>>
>;

/** What is no 部, no state and no column counts as not asked. */
export function matrixAsked(query: Query): MatrixAsked {
  const sort = query.sort ?? '';
  return {
    department: query.department ?? '',
    state: MATRIX_STATES.find((state) => state === query.state) ?? '',
    within: SOLE_MONTHS.find((months) => String(months) === query.within) ?? USUAL_MONTHS,
    sort: MATRIX_SORTS.find((name) => name === sort.replace(/^-/, '')) ?? '',
    isDescending: sort.startsWith('-'),
  };
}

/** The same for an address; empty where nothing is asked. */
export function askedQuery({ department, state, within, sort, isDescending }: MatrixAsked) {
  return {
    department: department || undefined,
    state: state || undefined,
    within: within === USUAL_MONTHS ? undefined : String(within),
    sort: sort === '' ? undefined : `${isDescending ? '-' : ''}${sort}`,
  };
}

/** Whether rows are left out, so that the page says of how many. */
export function isNarrowed({ department, state }: MatrixAsked): boolean {
  return department !== '' || state !== '';
}

const stateOptions = () => [
  { value: 'gaps', label: `足りない${words.unit}(${words.leader}・${words.supporter}・取得者)` },
  { value: 'vacant', label: UNIT_STATE_WORDS.vacant },
  { value: 'short', label: UNIT_STATE_WORDS.short },
  { value: 'at_risk', label: '半年以内に空白・不足になる' },
  { value: 'sole', label: `代わりのいない${words.leader}が終わる` },
  { value: 'covered', label: UNIT_STATE_WORDS.covered },
  { value: 'apart', label: UNIT_STATE_WORDS.apart },
];

/** 部, state, and how far one looks ahead, over the rows of units. */
export function matrixFilter(
  asked: MatrixAsked,
  departments: readonly DepartmentRow[],
  { asOf, found }: { readonly asOf: LocalDate; readonly found: string },
): FilterBarView {
  const { department, state, within } = asked;
  const bar = filterBar(
    [
      selectField(
        '部',
        askedField('department', department),
        departments.map(({ code, name }) => ({ value: code ?? OUTSIDE_DEPARTMENTS, label: name })),
      ),
      selectField('状態', askedField('state', state), stateOptions()),
      {
        ...selectField(
          '代わりのいない人を見る期間',
          askedField('within', String(within)),
          SOLE_MONTHS.map((months) => ({
            value: String(months),
            label: `${String(months)}か月先まで`,
          })),
        ),
        // It always looks some months ahead: there is no 「すべて」.
        options: SOLE_MONTHS.map((months) => ({
          value: String(months),
          label: `${String(months)}か月先まで`,
        })),
        unasked: String(USUAL_MONTHS),
      },
    ],
    {
      path: '/coverage',
      label: `${formatDateShort(asOf)}の${words.unit}の絞り込み`,
      kept: { asOf, sort: askedQuery(asked).sort },
      found,
    },
  );
  return {
    ...bar,
    action: `${bar.action}${UNITS_ANCHOR}`,
    clearHref: `${bar.clearHref}${UNITS_ANCHOR}`,
    conditions: bar.conditions.map((it) => ({ ...it, href: `${it.href}${UNITS_ANCHOR}` })),
  };
}
