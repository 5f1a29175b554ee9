import { Injectable } from '@nestjs/common';
import {
  type Actor,
  hasPermission,
  type WaitingDay,
  type WaitingThing,
  WaitingThings,
} from '@app/access';
import { dueSentence, formatFiscalYear, isOver, things } from '@app/platform';
import { type MissingEdition, MissingEditionQueries } from '../assignment/missing-editions.queries';
import { EnrollmentQueries, type OwnLearningRow } from './enrollments.queries';

/** What is mandatory and open for a person, and what cannot begin for want of an edition. */
@Injectable()
export class CoursesWaiting {
  constructor(
    waiting: WaitingThings,
    private readonly enrollments: EnrollmentQueries,
    private readonly editions: MissingEditionQueries,
  ) {
    waiting.add('learning', (actor, day) => this.listLearning(actor, day));
    waiting.add('editions', (actor) => this.listEditions(actor));
  }

  private async listLearning(actor: Actor, day: WaitingDay): Promise<readonly WaitingThing[]> {
    return learningThing(await this.enrollments.listOwnLearning(actor.personId), day);
  }

  private async listEditions(actor: Actor): Promise<readonly WaitingThing[]> {
    if (!hasPermission(actor, 'assignments.manage')) return [];
    return editionsThing(await this.editions.listMissingEditions());
  }
}

/** Nothing is asked of whoever is on leave or seconded. */
export function learningThing(
  rows: readonly OwnLearningRow[],
  day: WaitingDay,
): readonly WaitingThing[] {
  const due = rows
    .filter((row) => row.isMandatory && row.completedAt === null && row.absence === null)
    .flatMap(({ dueOn }) => (dueOn === null ? [] : [dueOn]))
    .toSorted();
  const [first] = due;
  if (first === undefined) return [];
  const nearest = { dueOn: first, ...day };
  return [
    {
      title: '必修',
      count: due.length,
      oldest: isOver(nearest) ? first : null,
      sentence: `必修が${things(due.length)}残っています。${dueSentence(nearest, 'いちばん早い期限')}`,
      verb: '必修を見る',
      href: '/courses',
      turn: 'mine',
    },
  ];
}

/** What cannot begin on 1 April, or has not begun, because its edition was not made. */
export function editionsThing(missing: readonly MissingEdition[]): readonly WaitingThing[] {
  if (missing.length === 0) return [];
  const named = missing.map((it) => `「${it.title}」の${formatFiscalYear(it.fiscalYear)}の版`);
  return [
    {
      title: '公開されていない版',
      count: missing.length,
      oldest: null,
      sentence: `受講指定に使う${named.join('、')}が公開されていません。公開されるまで、対象の職員には求められません。`,
      verb: '受講指定を見る',
      href: '/assignments',
      turn: 'mine',
      state: 'assignment.without_edition',
    },
  ];
}
