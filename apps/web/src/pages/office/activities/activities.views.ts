import { ACTIVITIES_IN_FILES, QUIET_WORDS } from '@app/exports';
import { ACTIVE_DAYS, type ActivityCounts, type HolderActivity } from '@app/appointments';
import { formatDateShort, type LocalDate, people } from '@app/platform';
import { type List, shownList } from '../../../shell/lists/list';
import { fileLinks } from '../../../shell/lists/list-file';
import { listTable } from '../../../shell/lists/list-table';
import { asked, filterBar, selectField } from '../../../shell/parts/filter-bar';
import { personName } from '../../../shell/person-name';
import { address, breadcrumb, pager } from '../../../shell/view-parts';

const PATH = '/appointments/activities';
export const HOLDERS_PER_PAGE = 50;

interface ActivitiesFrame {
  readonly asOf: LocalDate;
  readonly counts: ActivityCounts;
  readonly isQuiet: boolean;
  readonly page: number;
}

/** Who did least lately stands first. */
export function activitiesView(
  rows: readonly HolderActivity[],
  { asOf, counts, isQuiet, page }: ActivitiesFrame,
) {
  const title = '役割の活動';
  const asOfText = formatDateShort(asOf);
  const state = isQuiet ? 'quiet' : '';
  const query = { asOf, state };
  const total = isQuiet ? counts.holders - counts.active : counts.holders;
  return {
    ...{ title, asOf, asOfText },
    breadcrumb: breadcrumb(['任命', '/appointments'], [title]),
    summary: summaryOf(counts),
    filter: filterBar(
      [selectField('活動', asked('state', state), [{ value: 'quiet', label: QUIET_WORDS }])],
      {
        ...{ path: PATH, label: '役割の活動の絞り込み', kept: { asOf } },
        found: people(total),
      },
    ),
    files: fileLinks(`${PATH}/list`, query, { total }),
    table: listTable(ACTIVITIES, rows, {
      ...{ caption: `${title}(${asOfText}現在)`, path: PATH, query },
    }),
    pages: pager({ page, pageSize: HOLDERS_PER_PAGE, total }, (number) =>
      address(PATH, { ...query, page: number }),
    ),
  };
}

function summaryOf({ holders, active }: ActivityCounts): string {
  if (holders === 0) return 'この日に役割のある人はいません。';
  return `役割のある${people(holders)}のうち、この${String(ACTIVE_DAYS)}日に活動の記録がある人は${people(active)}です。`;
}

/** For the page and its files. */
export const ACTIVITIES: List<HolderActivity> = shownList(ACTIVITIES_IN_FILES, {
  name: { isRowHeading: true, show: (row) => ({ text: '', person: personName(row) }) },
  lastOn: {
    keepsLabel: true,
    show: ({ lastOn }) => ({ text: lastOn === null ? 'まだありません' : formatDateShort(lastOn) }),
  },
  lately: { counter: '件' },
  times: { counter: '件' },
  minutes: { counter: '分' },
});
