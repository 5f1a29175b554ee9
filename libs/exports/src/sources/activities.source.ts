import { Injectable } from '@nestjs/common';
import {
  ACTIVE_DAYS,
  type HolderActivity,
  RoleActivityQueries,
  roleTitle,
} from '@app/appointments';
import { formatDateShort, people } from '@app/platform';
import { askedDayOf } from '../list/asked-day';
import { dayCell, type FileList } from '../list/file-list';
import { conditionText, type ListAsked, ListSource, type OpenList } from '../list/list-source';

/** Everybody who holds a role, with what they did lately. */
export const ACTIVITIES_IN_FILES: FileList<HolderActivity> = {
  name: '役割の活動',
  columns: [
    { key: 'staffNumber', heading: '職員番号', only: 'file', value: (row) => row.staffNumber },
    { key: 'name', heading: '氏名', value: (row) => row.name },
    { key: 'unit', heading: '所属', value: (row) => row.unitName },
    { key: 'roles', heading: '役割', value: ({ roles }) => roles.map(roleTitle).join('、') },
    { key: 'lastOn', heading: '最後の記録', value: ({ lastOn }) => dayCell(lastOn) },
    {
      ...{ key: 'lately', heading: `この${String(ACTIVE_DAYS)}日`, isNumber: true },
      value: ({ lately }) => lately,
    },
    {
      ...{ key: 'times', heading: 'この年度', isNumber: true },
      value: ({ timesOfYear }) => timesOfYear,
    },
    {
      ...{ key: 'minutes', heading: 'この年度の時間', isNumber: true },
      value: ({ minutesOfYear }) => minutesOfYear,
    },
  ],
};

/** What the filter of the list is called. */
export const QUIET_WORDS = `この${String(ACTIVE_DAYS)}日に記録がない人`;

/** 役割の活動. */
@Injectable()
export class ActivitiesSource extends ListSource<HolderActivity> {
  readonly key = 'role_activities';
  readonly permission = 'appointments.read';

  constructor(private readonly activities: RoleActivityQueries) {
    super();
  }

  async open(asked: ListAsked): Promise<OpenList<HolderActivity>> {
    const on = askedDayOf(asked);
    const onlyQuiet = asked.query['state'] === 'quiet';
    const { holders, active } = await this.activities.countActive(on);
    const total = onlyQuiet ? holders - active : holders;
    const filter = conditionText([['活動', onlyQuiet ? QUIET_WORDS : '']]);
    return {
      list: ACTIVITIES_IN_FILES,
      total,
      title: `${ACTIVITIES_IN_FILES.name}(${formatDateShort(on)}現在${filter}、${people(total)})`,
      suffix: on,
      rows: ({ page, pageSize }) =>
        this.activities.listHolders(asked.actor, {
          ...{ on, onlyQuiet },
          ...{ limit: pageSize, offset: (page - 1) * pageSize },
        }),
    };
  }
}
