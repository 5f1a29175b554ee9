import { Injectable } from '@nestjs/common';
import { SYSTEM_ROLE_WORDS, SYSTEM_ROLES } from '@app/access';
import {
  ACCOUNT_STATE_WORDS,
  ACCOUNT_STATES,
  AccountQueries,
  type ListedAccount,
} from '@app/accounts';
import { formatDateShort, people } from '@app/platform';
import { z } from 'zod';
import { conditionText, type ListAsked, ListSource, type OpenList } from '../list/list-source';
import { ACCOUNTS_IN_FILES } from './accounts.list';

/** What was asked for in the address; anything unknown counts as not asked for. */
export const accountsQuery = z.object({
  q: z.string().trim().max(100).catch(''),
  state: z.enum(ACCOUNT_STATES).nullable().catch(null),
  role: z.enum(SYSTEM_ROLES).nullable().catch(null),
});

/** アカウントの一覧 as of today. */
@Injectable()
export class AccountsSource extends ListSource<ListedAccount> {
  readonly key = 'accounts';
  readonly permission = 'accounts.read';

  constructor(private readonly accounts: AccountQueries) {
    super();
  }

  async open({ actor, query, today }: ListAsked): Promise<OpenList<ListedAccount>> {
    const { q, state, role } = accountsQuery.parse(query);
    const filter = { search: q, state, role };
    const { total } = await this.accounts.list(actor, { ...filter, page: 1, pageSize: 1 });
    const asked = conditionText([
      ['検索', q],
      ['状態', state && ACCOUNT_STATE_WORDS[state]],
      ['権限', role && SYSTEM_ROLE_WORDS[role]],
    ]);
    return {
      list: ACCOUNTS_IN_FILES,
      total,
      title: `アカウントの一覧(${formatDateShort(today)}現在${asked}、${people(total)})`,
      suffix: today,
      rows: async (slice) => (await this.accounts.list(actor, { ...filter, ...slice })).rows,
    };
  }
}
