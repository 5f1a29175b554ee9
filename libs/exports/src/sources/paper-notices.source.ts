import { Injectable } from '@nestjs/common';
import { seesAllUnits } from '@app/access';
import { addDays, formatDateShort, things } from '@app/platform';
import { type PaperNotice, PaperNoticeQueries } from '@app/reminders';
import type { FileList } from '../list/file-list';
import { type ListAsked, ListSource, type OpenList } from '../list/list-source';
import { remindersInFiles } from './reminders.list';

/** So many days back somebody is told what they were not reminded of by mail. */
export const PAPER_DAYS = 30;

/** What people without a mail address are to be told. */
export const PAPER_IN_FILES: FileList<PaperNotice> = {
  name: '紙・口頭で伝える一覧',
  columns: remindersInFiles<PaperNotice>('お知らせの日'),
};

/** 紙・口頭で伝える一覧. A head has that of the own units at once; the whole city's is ordered by who reads all reminders. */
@Injectable()
export class PaperNoticesSource extends ListSource<PaperNotice> {
  readonly key = 'paper_notices';
  readonly permission = 'reminders.read';

  constructor(private readonly notices: PaperNoticeQueries) {
    super();
  }

  async open({ actor, today }: ListAsked): Promise<OpenList<PaperNotice>> {
    const since = addDays(today, -PAPER_DAYS);
    const unitIds = seesAllUnits(actor) ? null : actor.headedUnitIds;
    const read = (limit: number, offset: number) =>
      this.notices.listPaperNotices({ since, unitIds, limit, offset });
    const { total } = await read(1, 0);
    return {
      list: PAPER_IN_FILES,
      total,
      title: `${PAPER_IN_FILES.name}(${formatDateShort(since)}から${formatDateShort(today)}まで、${things(total)})`,
      suffix: today,
      rows: async ({ page, pageSize }) => (await read(pageSize, (page - 1) * pageSize)).rows,
    };
  }
}
