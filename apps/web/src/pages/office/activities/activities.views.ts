import {
  ACTIVE_DAYS,
  type ActivityCounts,
  type HolderActivity,
  roleTitle,
} from '@app/appointments';
import { formatDateShort, type LocalDate, people } from '@app/platform';
import { dayCell, type List } from '../../../shell/lists/list';
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
      [selectField('活動', asked('state', state), [{ value: 'quiet', label: QUIET }])],
      {
        ...{ path: PATH, label: '役割の活動の絞り込み', kept: { asOf } },
        found: people(total),
      },
    ),
    files: fileLinks(`${PATH}/list`, query, { total }),
    table: listTable(activitiesList(), rows, {
      ...{ caption: `${title}(${asOfText}現在)`, path: PATH, query },
    }),
    pages: pager({ page, pageSize: HOLDERS_PER_PAGE, total }, (number) =>
      address(PATH, { ...query, page: number }),
    ),
  };
}

const QUIET = `この${String(ACTIVE_DAYS)}日に記録がない人`;

function summaryOf({ holders, active }: ActivityCounts): string {
  if (holders === 0) return 'この日に役割のある人はいません。';
  return `役割のある${people(holders)}のうち、この${String(ACTIVE_DAYS)}日に活動の記録がある人は${people(active)}です。`;
}

/** For the page and its files. */
export function activitiesList(): List<HolderActivity> {
  return {
    name: '役割の活動',
    columns: [
      { key: 'staffNumber', heading: '職員番号', only: 'file', value: (row) => row.staffNumber },
      {
        key: 'name',
        heading: '氏名',
        isRowHeading: true,
        value: (row) => row.name,
        show: (row) => ({ text: '', person: personName(row) }),
      },
      { key: 'unit', heading: '所属', value: (row) => row.unitName },
      { key: 'roles', heading: '役割', value: ({ roles }) => roles.map(roleTitle).join('、') },
      {
        key: 'lastOn',
        heading: '最後の記録',
        keepsLabel: true,
        value: ({ lastOn }) => dayCell(lastOn),
        show: ({ lastOn }) => ({
          text: lastOn === null ? 'まだありません' : formatDateShort(lastOn),
        }),
      },
      {
        ...{
          key: 'lately',
          heading: `この${String(ACTIVE_DAYS)}日`,
          isNumber: true,
          counter: '件',
        },
        value: ({ lately }) => lately,
      },
      {
        ...{ key: 'times', heading: 'この年度', isNumber: true, counter: '件' },
        value: ({ timesOfYear }) => timesOfYear,
      },
      {
        ...{ key: 'minutes', heading: 'この年度の時間', isNumber: true, counter: '分' },
        value: ({ minutesOfYear }) => minutesOfYear,
      },
    ],
  };
}
