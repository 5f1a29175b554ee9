import { Inject, Injectable } from '@nestjs/common';
import {
  addMonths,
  APP_CONFIG,
  type AppConfig,
  Conflict,
  Database,
  type LocalDate,
  MAXIMUM_EXPORT_ROWS,
  words,
} from '@app/platform';
import { type CityCoverage, CoverageQueries } from '../figures/coverage.queries';
import { DepartmentQueries } from '../figures/departments.queries';
import { FigurePeopleQueries } from '../figures/figure-people.queries';
import { departmentsOf } from './departments.rules';
import { ruleLabel, ruleSentences } from '../rule/counting-rule.rules';
import { FigureCounting } from '../snapshot/figure-counting';
import { FigureSnapshotQueries } from '../snapshot/figure-snapshots.queries';
import { FROZEN_PEOPLE, type FrozenFigures } from '../snapshot/frozen-figures.rules';
import type { ComparedDay, PublishedContent, PublishedPerson } from './published-content.rules';
import { STANDING_OF_DAY } from './publications.sql';

/** Counts everything of a day that a publication freezes. */
@Injectable()
export class PublicationCounting {
  constructor(
    private readonly database: Database,
    private readonly coverage: CoverageQueries,
    private readonly counting: FigureCounting,
    private readonly people: FigurePeopleQueries,
    private readonly departments: DepartmentQueries,
    private readonly snapshots: FigureSnapshotQueries,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  async contentOf(day: LocalDate): Promise<PublishedContent> {
    const city = await this.coverage.coverageAsOf(day);
    const figures = await this.counting.frozen(city);
    const people = await this.listPeople(day);
    requireSame(figures, people);
    return {
      figures,
      ...{ city: this.config.CITY_NAME, office: words.programOffice },
      ...promisesOf(city),
      rule: { label: ruleLabel(city.rule), sentences: ruleSentences(city.rule) },
      recordedLate: { changed: city.changedLater, joined: city.joinedLater },
      departments: [...(await this.departments.departmentsOf(city))],
      people,
      compared: await this.findCompared(addMonths(day, -12)),
    };
  }

  /**
   * The same for a report, without people: what was written down of the end of a month, or, where nothing was, what is counted now.
   */
  async contentOfMonth(
    day: LocalDate,
  ): Promise<{ readonly content: PublishedContent; readonly writtenAt: Date | null }> {
    const city = await this.coverage.coverageAsOf(day);
    const written = await this.snapshots.findWritten(day);
    const figures = written?.figures ?? (await this.counting.frozen(city));
    const places = await this.departments.listPlaces(day);
    const content = {
      figures,
      ...{ city: this.config.CITY_NAME, office: words.programOffice },
      ...promisesOf(city),
      rule: { label: ruleLabel(city.rule), sentences: ruleSentences(city.rule) },
      recordedLate: { changed: city.changedLater, joined: city.joinedLater },
      departments: departmentsOf(figures, places),
      people: [],
      compared: await this.findCompared(addMonths(day, -12)),
    };
    return { content, writtenAt: written?.takenAt ?? null };
  }

  private async listPeople(on: LocalDate): Promise<PublishedPerson[]> {
    const all: PublishedPerson[] = [];
    for (const figure of FROZEN_PEOPLE) {
      const asked = { figure, on, page: 1, pageSize: MAXIMUM_EXPORT_ROWS };
      const found = await this.people.peopleBehind(asked);
      for (const { personId, unitName, postTitle, termEnd, passedOn } of found.people)
        all.push({ figure, personId, unitName, postTitle, termEnd, passedOn });
    }
    return all;
  }

  /** From what was published of the day, else from what was written down at the end of its month. */
  private async findCompared(day: LocalDate): Promise<ComparedDay | null> {
    const published = await this.database.first(STANDING_OF_DAY, { day });
    if (published !== null)
      return comparedOf(published.content.figures, 'publication', published.number);
    const month = await this.snapshots.findFigures(day);
    return month && comparedOf(month, 'month', null);
  }
}

function comparedOf(
  { asOf, covered, counting, leaders, supporters, city }: FrozenFigures,
  from: ComparedDay['from'],
  number: number | null,
): ComparedDay {
  return { asOf, from, number, covered, counting, leaders, supporters, counts: city.counts };
}

function promisesOf({ leader, holder }: CityCoverage) {
  const sources = [leader.target?.source, holder.target?.source].filter((it) => it !== undefined);
  return {
    plan: [...new Set(sources)].join('、'),
    leaderTarget: leader.target && { dueOn: leader.target.dueOn },
    holderTarget:
      holder.target === null || holder.targetValue === null
        ? null
        : { value: holder.targetValue, dueOn: holder.target.dueOn },
  };
}

/** Numbers and people are read one after the other: something may have been recorded in between. */
function requireSame({ people }: FrozenFigures, listed: readonly PublishedPerson[]): void {
  for (const figure of FROZEN_PEOPLE) {
    const ids = listed.filter((it) => it.figure === figure).map(({ personId }) => personId);
    if (JSON.stringify(ids.toSorted()) === JSON.stringify(people[figure])) continue;
    throw new Conflict(
      'publication.counted_meanwhile',
      '数えている間に、記録が変わりました。まだ何も確定していません。もう一度お試しください。',
    );
  }
}
