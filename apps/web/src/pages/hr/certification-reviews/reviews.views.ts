import {
  type CertificationRow,
  type EndlessRecord,
  type ReviewFilter,
  type ReviewRow,
  type ShownState,
  type StateCounts,
  RECORD_STATE_WORDS,
} from '@app/certifications';
import type { UnitRow } from '@app/organization';
import { type Page, things } from '@app/platform';
import { fileLinks } from '../../../shell/lists/list-file';
import { listTable } from '../../../shell/lists/list-table';
import { asked, filterBar, selectField } from '../../../shell/parts/filter-bar';
import { personName } from '../../../shell/person-name';
import { address, breadcrumb, pager } from '../../../shell/view-parts';
import { certificationOptions } from '../../me/certifications/certifications.views';
import { ALL_REVIEW_STATES } from '@app/exports';
import { ENTRIES } from './review.views';
import { REVIEWS, REVIEWS_LIST } from './reviews.list';
import { unitOptions } from '../../../shared/unit-options';

export const REVIEWS_PER_PAGE = 50;

/** In the order of the work: what waits first. */
const STATES: readonly ShownState[] = [
  'reported',
  'verified',
  'returned',
  'withdrawn',
  'revoked',
  'annulled',
  'set_aside',
];

export interface ReviewList {
  readonly filter: ReviewFilter;
  readonly page: number;
  readonly list: Page<ReviewRow>;
  readonly endless: readonly EndlessRecord[];
  readonly counts: StateCounts;
  readonly certifications: readonly CertificationRow[];
  readonly units: readonly Pick<UnitRow, 'code' | 'name' | 'depth'>[];
  readonly mayEnter: boolean;
}

export function reviewsView(shown: ReviewList) {
  const { filter, page, list, counts, certifications, units, mayEnter } = shown;
  const query = filterQuery(filter);
  const { rows, total } = list;
  return {
    title: '資格の確認',
    crumbs: breadcrumb(['資格の確認']),
    sentence: queueSentence(counts),
    endless: endlessView(shown.endless),
    entriesHref: mayEnter ? ENTRIES : '',
    tabs: stateTabs(filter, counts),
    filter: filterBar(
      [
        selectField(
          '資格',
          asked('certification', filter.certificationCode),
          certificationOptions(certifications, filter.certificationCode, 'すべての資格'),
        ),
        selectField(
          '所属(下の所属を含む)',
          asked('unit', filter.unitCode),
          unitOptions(units),
          'すべての所属',
        ),
      ],
      {
        path: REVIEWS,
        label: '報告の絞り込み',
        kept: { state: query.state },
        found: things(total),
      },
    ),
    table: listTable(REVIEWS_LIST, rows, {
      caption: `資格の報告(${String(total)}件)`,
      path: REVIEWS,
      query,
    }),
    pages: pager({ page, pageSize: REVIEWS_PER_PAGE, total }, (number) =>
      address(REVIEWS, { ...query, page: number }),
    ),
    files: fileLinks(`${REVIEWS}/export`, query, { csvPath: `${REVIEWS}/export`, total }),
  };
}

/** What is verified without an end that it must have: to be opened and corrected. */
function endlessView(rows: readonly EndlessRecord[]) {
  const [first] = rows;
  if (first === undefined) return null;
  const more = first.total - rows.length;
  return {
    text: `期限のある資格で、有効期限のないまま確認済みの記録が${things(first.total)}あります。いつまでも取得者として数えるため、開いて、有効期限の訂正を申し出てください。`,
    rows: rows.map((row) => ({
      href: `${REVIEWS}/${row.id}`,
      label: row.certificationName,
      person: personName(row),
    })),
    more: more > 0 ? `ほか${things(more)}` : '',
  };
}

/** Says at once whether there is anything to do. */
export function queueSentence(counts: StateCounts): string {
  return counts.reported === 0
    ? '確認を待っている報告はありません。'
    : `${things(counts.reported)}の報告が確認を待っています。${counts.reported === 1 ? '' : '古い順に並んでいます。'}`;
}

function filterQuery(filter: ReviewFilter): Record<string, string> {
  return {
    state: filter.state === '' ? ALL_REVIEW_STATES : filter.state,
    certification: filter.certificationCode,
    unit: filter.unitCode,
  };
}

/** The states are the way through the work; the other conditions stay when one goes from one to the other. */
function stateTabs(filter: ReviewFilter, counts: StateCounts) {
  const query = filterQuery(filter);
  const tab = (state: string, label: string) => ({
    href: address(REVIEWS, { ...query, state }),
    label,
    isCurrent: state === query.state,
  });
  return [
    ...STATES.map((state) => tab(state, `${RECORD_STATE_WORDS[state]}(${things(counts[state])})`)),
    tab(ALL_REVIEW_STATES, 'すべて'),
  ];
}
