import { Injectable } from '@nestjs/common';
import {
  type Actor,
  hasPermission,
  type WaitingDay,
  type WaitingThing,
  WaitingThings,
} from '@app/access';
import { type LocalDate, localDateOf, people, things } from '@app/platform';
import { ImportQueries } from './import/imports.queries';
import { PeopleQueries } from './person/people.queries';

/** What whoever loads the organisation has left undone: imports to be carried out, people whom no mail reaches. */
@Injectable()
export class OrganizationWaiting {
  constructor(
    waiting: WaitingThings,
    private readonly imports: ImportQueries,
    private readonly people: PeopleQueries,
  ) {
    waiting.add('imports', (actor) => this.listImports(actor));
    waiting.add('people', (actor, day) => this.listPeople(actor, day));
  }

  private async listImports(actor: Actor): Promise<readonly WaitingThing[]> {
    if (!hasPermission(actor, 'organization.import')) return [];
    const { total, oldestAt } = await this.imports.countWaiting();
    return [importsThing(total, oldestAt && localDateOf(oldestAt))];
  }

  private async listPeople(actor: Actor, { today }: WaitingDay): Promise<readonly WaitingThing[]> {
    if (!hasPermission(actor, 'organization.import')) return [];
    return [withoutMailThing(await this.people.countWithoutMail(today))];
  }
}

export function importsThing(count: number, oldest: LocalDate | null): WaitingThing {
  return {
    title: '取込み',
    count,
    oldest,
    sentence:
      count === 0
        ? '反映を待っている取込みはありません。'
        : `${things(count)}の取込みが反映を待っています。反映するまで、名簿は変わりません。`,
    verb: '取込みを確かめる',
    href: '/imports',
    turn: count === 0 ? 'others' : 'mine',
  };
}

/** Somebody without a mailbox is told on paper: that is to be known, and nothing that must be done today. */
export function withoutMailThing(count: number): WaitingThing {
  return {
    title: 'メールアドレス',
    count,
    oldest: null,
    sentence:
      count === 0
        ? 'メールアドレスのない職員はいません。'
        : `メールアドレスのない職員は${people(count)}です。通知は紙で伝えることになります。`,
    verb: 'アドレスのない職員を見る',
    href: '/people?mail=none',
    turn: 'others',
  };
}
