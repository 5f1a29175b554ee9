import { Injectable } from '@nestjs/common';
import { type Actor, seesAnnouncedOnly } from '@app/access';
import { formatRange, type LocalDate, things } from '@app/platform';
import {
  kindWords,
  type LedgerRow,
  REMINDER_STATE_WORDS,
  type ReminderFilter,
  ReminderQueries,
  type ReminderRow,
} from '@app/reminders';
import { conditionText, type ListAsked, ListSource, type OpenList } from '../list/list-source';
import { ledgerFilter, previewFilter } from './reminder-filters';
import { LEDGER_IN_FILES, PREVIEW_IN_FILES } from './reminders.list';

const FAR = '9999-12-31';
const ONE = { limit: 1, offset: 0 };

/** How far ahead somebody may look: coming reminders tell of moves that are not announced. */
export function latestDay(actor: Actor, today: LocalDate): LocalDate {
  return seesAnnouncedOnly(actor) ? today : FAR;
}

/** 通知の記録. */
@Injectable()
export class LedgerSource extends ListSource<LedgerRow> {
  readonly key = 'reminders';
  readonly permission = 'reminders.read';

  constructor(private readonly reminders: ReminderQueries) {
    super();
  }

  async open({ query, today }: ListAsked): Promise<OpenList<LedgerRow>> {
    const asked = ledgerFilter(query, today, 1);
    const { total } = await this.reminders.listReminders({ ...asked, ...ONE });
    const state = asked.state && REMINDER_STATE_WORDS[asked.state];
    return {
      list: LEDGER_IN_FILES,
      total,
      title: titleOf(LEDGER_IN_FILES.name, asked, [['状態', state]], total),
      suffix: today,
      rows: async (slice) => (await this.reminders.listReminders(within(asked, slice))).rows,
    };
  }
}

/** 通知の予定. */
@Injectable()
export class UpcomingSource extends ListSource<ReminderRow> {
  readonly key = 'reminders_upcoming';
  readonly permission = 'reminders.read';

  constructor(private readonly reminders: ReminderQueries) {
    super();
  }

  async open({ actor, query, today }: ListAsked): Promise<OpenList<ReminderRow>> {
    const asked = previewFilter(query, { today, latest: latestDay(actor, today) }, 1);
    const { total } = await this.reminders.previewReminders({ ...asked, ...ONE });
    return {
      list: PREVIEW_IN_FILES,
      total,
      title: titleOf(PREVIEW_IN_FILES.name, asked, [], total),
      suffix: today,
      rows: async (slice) => (await this.reminders.previewReminders(within(asked, slice))).rows,
    };
  }
}

function within<Filter extends ReminderFilter>(
  asked: Filter,
  { page, pageSize }: { readonly page: number; readonly pageSize: number },
): Filter {
  return { ...asked, limit: pageSize, offset: (page - 1) * pageSize };
}

function titleOf(
  name: string,
  { from, to, person, kind }: ReminderFilter,
  others: Parameters<typeof conditionText>[0],
  total: number,
): string {
  const asked = conditionText([
    ['相手', person],
    ['種類', kind && kindWords(kind).title()],
    ...others,
  ]);
  return `${name}(${formatRange(from, to)}${asked}、${things(total)})`;
}
