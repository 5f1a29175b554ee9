import { Injectable } from '@nestjs/common';
import {
  type Actor,
  hasPermission,
  headsUnit,
  type WaitingDay,
  type WaitingThing,
  WaitingThings,
} from '@app/access';
import { dayText, diffDays, formatDateShort, localDateOf, people } from '@app/platform';
import { roleTitle } from '../vocabulary';
import { isOpen } from './nomination.rules';
import { NominationQueries, type NominationRow } from './nominations.queries';

/** As many as a head looks through at once; the list behind the link has the others. */
const AT_ONCE = 50;

/** Recommendations that stand still until somebody says something. */
@Injectable()
export class NominationsWaiting {
  constructor(
    waiting: WaitingThings,
    private readonly nominations: NominationQueries,
  ) {
    waiting.add('nominations', (actor, day) => this.listOwn(actor, day));
    waiting.add('unit_nominations', (actor) => this.listOfHead(actor));
    waiting.add('nomination_decisions', (actor) => this.listOfOffice(actor));
  }

  private async listOwn(actor: Actor, day: WaitingDay): Promise<readonly WaitingThing[]> {
    const rows = await this.nominations.listOwn(actor);
    return [
      ...rows
        .filter((row) => row.origin !== 'self' && row.state === 'nominated')
        .map((row) => askedThing(row, day)),
      ...rows.filter((row) => row.origin === 'self' && isToBeMended(row)).map(returnedThing),
      ...rows.filter((row) => isNotTakenLately(row, day)).map(notTakenThing),
    ];
  }

  private async listOfHead(actor: Actor): Promise<readonly WaitingThing[]> {
    if (actor.headedUnitIds.length === 0 || !hasPermission(actor, 'team.read')) return [];
    const asked = { page: 1, pageSize: AT_ONCE };
    const [{ rows }, withSupport] = await Promise.all([
      this.nominations.listOfHeaded(actor, asked),
      this.nominations.listRolesWithSupport(),
    ]);
    const others = rows.filter(
      (row) => row.personId !== actor.personId && headsUnit(actor, row.unitId),
    );
    const returned = others.filter((row) => row.origin === 'head' && isToBeMended(row));
    const silent = others.filter(
      (row) => row.origin !== 'head' && isOpen(row.state) && row.support === null,
    );
    const unsupported = silent.filter(({ role }) => withSupport.includes(role));
    // Where no word of the head is asked for, they are still told: they may give one.
    const known = silent.filter((row) => row.origin === 'self' && !unsupported.includes(row));
    return [
      ...queueThing(returned, '差し戻された推薦', '差し戻された推薦を見る'),
      ...queueThing(unsupported, '副申を待つ推薦', '副申を待つ推薦を見る'),
      ...queueThing(known, '自薦', '自薦を見る').map((it) => ({
        ...it,
        sentence: `${peopleOf(known)}が自分を推薦しています(${namesOf(known)})。副申があるときは書けます。`,
        turn: 'others' as const,
      })),
    ];
  }

  private async listOfOffice(actor: Actor): Promise<readonly WaitingThing[]> {
    const found = await this.nominations.findToDecide(actor);
    if (found === null) return [];
    const oldest = found.oldest === null ? null : localDateOf(found.oldest);
    return [
      {
        title: '推薦の受付',
        count: found.count,
        oldest,
        sentence:
          found.count === 0
            ? nothingToDecide(found.own)
            : `決定を待つ推薦が${String(found.count)}件あります。`,
        verb: '推薦を見て決める',
        href: '/appointments/nominations?state=consented',
        turn: 'mine',
      },
    ];
  }
}

/** Nobody decides on a recommendation of themselves. */
function nothingToDecide(own: number): string {
  return own === 0
    ? '決定を待つ推薦はありません。'
    : '決定を待つ推薦は、自分への推薦だけです。ほかの担当者が決めます。';
}

function askedThing(row: NominationRow, { today }: WaitingDay): WaitingThing {
  const until = row.consentBy === null ? '' : `返事の期限は${dayText(row.consentBy, today)}です。`;
  return {
    title: `${roleTitle(row.role)}への推薦`,
    count: 1,
    oldest: localDateOf(row.nominatedAt),
    sentence: `${row.unitName}から推薦されています。引き受けるかどうかを返事してください。${until}`,
    verb: '推薦を見て返事する',
    href: `/nominations/${row.id}`,
    turn: 'mine',
  };
}

/** Sent back, and nothing came after it. */
function isToBeMended({ state, isFollowed, isAppointedSince }: NominationRow): boolean {
  return state === 'returned' && !isFollowed && !isAppointedSince;
}

/** So long it is told as news that nothing came of it. */
const NEWS_DAYS = 30;

function isNotTakenLately({ state, since }: NominationRow, { today }: WaitingDay): boolean {
  return state === 'not_taken' && diffDays(localDateOf(since), today) <= NEWS_DAYS;
}

/** 自薦 is the person's own to go on with; of the others the head is told. */
function returnedThing(row: NominationRow): WaitingThing {
  return {
    title: `${roleTitle(row.role)}への自薦の差戻し`,
    count: 1,
    oldest: localDateOf(row.since),
    sentence: `自薦が差し戻されました。理由を確かめて、もう一度自分を推薦するか、取り下げてください。`,
    verb: '差戻しの理由を見る',
    href: `/nominations/${row.id}`,
    turn: 'mine',
  };
}

function notTakenThing(row: NominationRow): WaitingThing {
  return {
    title: `${roleTitle(row.role)}への推薦の見送り`,
    count: 1,
    oldest: null,
    sentence: `${formatDateShort(localDateOf(row.since))}に見送りと決まりました。`,
    verb: '見送りの理由を見る',
    href: `/nominations/${row.id}`,
    turn: 'others',
    isNews: true,
  };
}

/** One who is recommended for two roles is one person. */
function namesById(rows: readonly NominationRow[]): ReadonlyMap<string, string> {
  return new Map(rows.map(({ personId, name }) => [personId, name]));
}

function peopleOf(rows: readonly NominationRow[]): string {
  return people(namesById(rows).size);
}

function namesOf(rows: readonly NominationRow[]): string {
  return [...namesById(rows).values()].join('、');
}

function queueThing(
  rows: readonly NominationRow[],
  title: string,
  verb: string,
): readonly WaitingThing[] {
  const [first] = rows;
  if (first === undefined) return [];
  return [
    {
      ...{ title, verb, turn: 'mine', count: rows.length },
      oldest: localDateOf(first.since),
      sentence: `${peopleOf(rows)}の推薦(${namesOf(rows)})が待っています。`,
      href: rows.length === 1 ? `/nominations/${first.id}` : '/team/nominations',
    },
  ];
}
