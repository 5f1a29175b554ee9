import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import {
  AppLogger,
  Clock,
  Conflict,
  Database,
  type LocalDate,
  MAXIMUM_EXPORT_ROWS,
  NotFound,
  type Page,
  type PublicationId,
  requireExportable,
} from '@app/platform';
import { type CityCoverage, CoverageQueries } from '../figures/coverage.queries';
import { CountingRuleQueries } from '../rule/counting-rules.queries';
import type { Differences, TargetDifference } from '../snapshot/differences.rules';
import { FigureCounting } from '../snapshot/figure-counting';
import { FigureSnapshotQueries } from '../snapshot/figure-snapshots.queries';
import type { FrozenFigures, FrozenPeople } from '../snapshot/frozen-figures.rules';
import {
  changesFigure,
  changesPeople,
  type DifferingNumber,
  type WhyDifferent,
  whyFigures,
  whyPerson,
} from './later-reasons.rules';
import { FILE_KINDS, type FileKind, isFileKind, isNamed } from './publication-files.rules';
import { type PublishedContent, publicationState, sha256Of } from './published-content.rules';
import {
  CONTENT,
  type DifferingPerson,
  FILE,
  FILES,
  LATER,
  type LaterChange,
  type LaterFact,
  LINES,
  LIST,
  OF_DAY,
  ONE,
  type Publication,
  type PublicationFile,
  type PublicationSort,
  STANDING_NUMBER,
  TARGETS_TOLD,
  TOTAL,
} from './publications.sql';

export interface ListedPublication extends Publication {
  /** In how many places the day is counted otherwise by now. */
  readonly differences: number;
}

/** Somebody who is counted by now and was not, or the other way round, and what was recorded of them since. */
export interface ChangedPerson extends DifferingPerson {
  readonly figure: FrozenPeople;
  readonly isEntering: boolean;
  readonly why: WhyDifferent;
  readonly later: readonly Pick<LaterChange, 'what' | 'on' | 'reason' | 'byName'>[];
}

/** A promise that reads otherwise by now, with who said so last and when; null: nobody said so after the publication. */
export interface ChangedTarget extends TargetDifference {
  readonly on: LocalDate | null;
  readonly byName: string | null;
}

/** What the facts tell of the day by now, against what was published; shown, never applied. */
export interface PublicationDifferences {
  readonly count: number;
  readonly targets: readonly ChangedTarget[];
  readonly figures: readonly DifferingNumber[];
  readonly people: readonly ChangedPerson[];
  /** What of the day was recorded since, with the number of people. */
  readonly later: readonly { readonly what: LaterFact; readonly people: number }[];
  /** By which rule it is counted now, where that is another one. */
  readonly ruleNow: string | null;
}

/** Reads what was published, its files, and how the day is counted by now. */
@Injectable()
export class PublicationQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly logger: AppLogger,
    private readonly counting: FigureCounting,
    private readonly snapshots: FigureSnapshotQueries,
    private readonly coverage: CoverageQueries,
    private readonly rules: CountingRuleQueries,
  ) {}

  async list(
    actor: Actor,
    sort: PublicationSort,
    { page, pageSize }: { readonly page: number; readonly pageSize: number },
  ): Promise<Page<ListedPublication>> {
    requirePermission(actor, 'coverage.read');
    const { total } = await this.database.only(TOTAL, {});
    const bounds = { limit: pageSize, offset: (page - 1) * pageSize };
    const asked = { on: this.clock.today(), ...bounds };
    const rows = await this.database.all(LIST[sort], asked);
    return { rows: await this.withCounts(rows), total };
  }

  async listAll(actor: Actor, sort: PublicationSort): Promise<readonly ListedPublication[]> {
    const page = { page: 1, pageSize: MAXIMUM_EXPORT_ROWS };
    const { rows, total } = await this.list(actor, sort, page);
    requireExportable(total);
    return rows;
  }

  async getOne(actor: Actor, id: PublicationId): Promise<Publication> {
    requirePermission(actor, 'coverage.read');
    const found = await this.database.first(ONE, { id, on: this.clock.today() });
    if (found === null) throw new NotFound();
    return found;
  }

  /** Of one day, the newest first. */
  async listOfDay(actor: Actor, day: LocalDate): Promise<readonly Publication[]> {
    requirePermission(actor, 'coverage.read');
    return this.database.all(OF_DAY, { day, on: this.clock.today() });
  }

  /** The one of the day that holds, neither replaced nor withdrawn. That it is there is no secret. */
  async findStanding(day: LocalDate): Promise<number | null> {
    return (await this.database.first(STANDING_NUMBER, { day }))?.number ?? null;
  }

  async getContent(actor: Actor, id: PublicationId): Promise<PublishedContent> {
    requirePermission(actor, 'coverage.read');
    const found = await this.database.first(CONTENT, { id });
    if (found === null) throw new NotFound();
    return found.content;
  }

  /** Those that are made, in the order in which they are made. */
  async listFiles(
    actor: Actor,
    id: PublicationId,
  ): Promise<readonly (PublicationFile & { readonly kind: FileKind })[]> {
    requirePermission(actor, 'coverage.read');
    const files = await this.database.all(FILES, { id });
    return FILE_KINDS.flatMap((kind) =>
      files.filter((it) => it.kind === kind).map((it) => ({ ...it, kind })),
    );
  }

  /** The bytes as they were made. What is not what was made is told and logged, and not given out. */
  async openFile(
    actor: Actor,
    id: PublicationId,
    asked: { readonly kind: string; readonly named: boolean },
  ): Promise<{ readonly name: string; readonly bytes: Buffer; readonly people: number }> {
    const content = await this.getContent(actor, id);
    if (!isFileKind(asked.kind) || isNamed(asked.kind) !== asked.named) throw new NotFound();
    const file = await this.database.first(FILE, { id, kind: asked.kind });
    if (file === null) throw new NotFound();
    if (sha256Of(file.content) !== file.sha256) {
      this.logger.error(`The file ${asked.kind} of the publication ${id} is not what was made`);
      throw changed();
    }
    const people = new Set(content.people.map(({ personId }) => personId));
    return { name: file.name, bytes: file.content, people: people.size };
  }

  async differencesOf(actor: Actor, publication: Publication): Promise<PublicationDifferences> {
    const { id, asOf: on, publishedAt } = publication;
    const then = await this.getContent(actor, id);
    const now = await this.counting.countOn(on);
    const differences = await this.snapshots.differencesTo(then.figures, now);
    const byThen = await this.byRuleOfThen(then.figures, now, differences);
    const told = { on, onEnd: publishedAt, today: this.clock.today() };
    const later = await this.database.all(LATER, told);
    const figures = whyFigures(differences.figures, byThen.figures);
    return {
      count: placesOf(differences),
      targets: await this.toldTargets(differences, publication),
      figures,
      people: await this.namedPeople(differences, byThen, later, on),
      later: countsOf(later, figures, differences.people),
      ruleNow:
        then.figures.ruleVersion === now.ruleVersion ? null : `第${String(now.ruleVersion)}版`,
    };
  }

  /** What would differ by the facts alone, were the day counted by the rule of then. */
  private async byRuleOfThen(
    then: FrozenFigures,
    now: FrozenFigures,
    differences: Differences,
  ): Promise<Differences> {
    if (then.ruleVersion === now.ruleVersion) return differences;
    const rules = await this.rules.listRules();
    const rule = rules.find(({ version }) => version === then.ruleVersion);
    if (rule === undefined) return { targets: [], figures: [], people: [] };
    const city = await this.coverage.coverageUnder(rule, then.asOf);
    return this.snapshots.differencesTo(then, await this.counting.frozen(city));
  }

  /** Of a day that was just counted: what holds of it, and in how many places it is counted otherwise by now. */
  async findOfDay(actor: Actor, city: CityCoverage): Promise<ListedPublication | null> {
    const all = await this.listOfDay(actor, city.asOf);
    const found = all.find((it) => ['making', 'standing'].includes(publicationState(it)));
    if (found === undefined) return null;
    const then = await this.getContent(actor, found.id);
    const now = await this.counting.frozen(city);
    const differences = await this.snapshots.differencesTo(then.figures, now);
    return { ...found, differences: placesOf(differences) };
  }

  /** A day is counted once, however often it was published. */
  private async withCounts(rows: readonly Publication[]): Promise<ListedPublication[]> {
    const days = [...new Set(rows.map(({ asOf }) => asOf))];
    const counted = new Map<LocalDate, Awaited<ReturnType<FigureCounting['countOn']>>>();
    for (const day of days) counted.set(day, await this.counting.countOn(day));
    const all: ListedPublication[] = [];
    for (const row of rows) {
      const now = counted.get(row.asOf);
      const { content } = await this.database.only(CONTENT, { id: row.id });
      const differences = now && (await this.snapshots.differencesTo(content.figures, now));
      all.push({ ...row, differences: differences ? placesOf(differences) : 0 });
    }
    return all;
  }

  private async toldTargets(
    { targets }: Differences,
    { asOf: on, publishedAt: onEnd }: Publication,
  ): Promise<ChangedTarget[]> {
    if (targets.length === 0) return [];
    const told = await this.database.all(TARGETS_TOLD, { on, onEnd, today: this.clock.today() });
    return targets.map((it) => {
      const by = told.find(({ code }) => code === it.code);
      return { ...it, on: by?.on ?? null, byName: by?.byName ?? null };
    });
  }

  private async namedPeople(
    { people }: Differences,
    byThen: Differences,
    later: readonly LaterChange[],
    on: LocalDate,
  ): Promise<ChangedPerson[]> {
    const ids = people.flatMap(({ entering, leaving }) => [...entering, ...leaving]);
    const lines = await this.database.all(LINES, { personIds: [...new Set(ids)], on });
    return people.flatMap(({ figure, entering, leaving }) =>
      lines
        .filter(({ personId }) => entering.includes(personId) || leaving.includes(personId))
        .map((line) => ({
          ...{ ...line, figure, isEntering: entering.includes(line.personId) },
          why: whyPerson(byThen.people, { figure }, line.personId),
          later: later.filter(
            ({ personId, what }) => personId === line.personId && changesPeople(what, figure),
          ),
        })),
    );
  }
}

/** A number that differs is a place; so is a figure whose people changed while the number did not. */
function placesOf({ targets, figures, people }: Differences): number {
  const silent = people.filter(
    ({ figure }) => !figures.some((it) => it.unit === null && it.figure === figure),
  );
  return targets.length + figures.length + silent.length;
}

/** Only what can have changed one of the numbers that facts changed. */
function countsOf(
  later: readonly LaterChange[],
  figures: readonly DifferingNumber[],
  people: Differences['people'],
): PublicationDifferences['later'] {
  const changed = [...figures.filter(({ why }) => why !== 'rule'), ...people].map(
    ({ figure }) => figure,
  );
  const kinds = [...new Set(later.map(({ what }) => what))];
  return kinds
    .filter((what) => changed.some((figure) => changesFigure(what, figure)))
    .map((what) => ({ what, people: later.filter((it) => it.what === what).length }));
}

function changed(): Conflict {
  return new Conflict(
    'publication.changed',
    '保存してあるファイルが、作ったときの内容と一致しません。ダウンロードを止めました。システムの管理者に知らせて、バックアップから戻してください。',
  );
}
