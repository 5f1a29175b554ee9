import { Injectable } from '@nestjs/common';
import {
  ACCESS_SORTS,
  type AccessFilter,
  AccessLogQueries,
  type AccessRow,
  type AccessSort,
} from '@app/accounts';
import { ACCESS_KINDS, formatDateShort, formatRange, isEnteredDay, things } from '@app/platform';
import { ACCESS_KIND_WORDS } from '../audit/access-words';
import { conditionText, type ListAsked, ListSource, type OpenList } from '../list/list-source';
import { ACCESS_IN_FILES } from './access.list';

export type AccessQuery = Readonly<
  Record<'from' | 'to' | 'actor' | 'subject' | 'kind' | 'sort', string | undefined>
>;

/** What is no date, no kind and no sort counts as not given. */
export function accessFilter(query: AccessQuery, page: number, pageSize: number): AccessFilter {
  return {
    from: isEnteredDay(query.from) ? query.from : null,
    to: isEnteredDay(query.to) ? query.to : null,
    actor: query.actor ?? '',
    subject: query.subject ?? '',
    kind: query.kind ?? '',
    sort: ACCESS_SORTS.find((sort): sort is AccessSort => sort === query.sort) ?? '-at',
    page,
    pageSize,
  };
}

/** 閲覧の記録: who looked at whom, and what happened at the door. */
@Injectable()
export class AccessSource extends ListSource<AccessRow> {
  readonly key = 'access';
  readonly permission = 'audit.read';

  constructor(private readonly access: AccessLogQueries) {
    super();
  }

  async open({ actor, query, today }: ListAsked): Promise<OpenList<AccessRow>> {
    const asked = accessFilter(query, 1, 1);
    const { total } = await this.access.list(actor, asked);
    return {
      list: ACCESS_IN_FILES,
      total,
      title: `閲覧の記録(${formatDateShort(today)}に保存${wordsOf(asked)}、${things(total)})`,
      suffix: today,
      rows: async (slice) => (await this.access.list(actor, { ...asked, ...slice })).rows,
    };
  }
}

function wordsOf({ from, to, actor, subject, kind }: AccessFilter): string {
  const known = ACCESS_KINDS.find((it) => it === kind);
  return conditionText([
    ['期間', from === null && to === null ? '' : formatRange(from, to)],
    ['行った人', actor],
    ['だれの', subject],
    ['種類', known ? ACCESS_KIND_WORDS[known] : kind],
  ]);
}
