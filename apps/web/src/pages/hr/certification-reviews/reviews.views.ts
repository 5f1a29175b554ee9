import {
  type CertificationRow,
  type ReviewFilter,
  type ReviewRow,
  type ShownState,
  type StateCounts,
  type WrongEndRecord,
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
  readonly wrongEnds: readonly WrongEndRecord[];
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
    wrongEnds: wrongEndViews(shown.wrongEnds),
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

const WRONG_ENDS: Readonly<Record<WrongEndRecord['fault'], (total: number) => string>> = {
  missing: (total) =>
    `期限のある資格で、有効期限のないまま確認済みの記録が${things(total)}あります。いつまでも取得者として数えるため、開いて、有効期限の訂正を申し出てください。`,
  surplus: (total) =>
    `無期限の資格で、有効期限のあるまま確認済みの記録が${things(total)}あります。有効期限のあとの日には取得者として数えないため、開いて、有効期限を空欄にする訂正を申し出てください。`,
};

/** What is verified without an end that it must have, or with one that it cannot have: to be opened and corrected. */
function wrongEndViews(rows: readonly WrongEndRecord[]) {
  return (['missing', 'surplus'] as const).flatMap((fault) => {
    const of = rows.filter((row) => row.fault === fault);
    const [first] = of;
    if (first === undefined) return [];
    const more = first.total - of.length;
    return {
      text: WRONG_ENDS[fault](first.total),
      rows: of.map((row) => ({
        href: `${REVIEWS}/${row.id}`,
        label: row.certificationName,
        person: personName(row),
      })),
      more: more > 0 ? `ほか${things(more)}` : '',
    };
  });
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
