import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import { searchPattern } from '@app/organization';
import { addDays, Clock, Database, instantAt, type Page, type RowFrom } from '@app/platform';
import {
  BOARD,
  type BookedOutside,
  OUTSIDE,
  CANDIDATE_COUNT,
  CANDIDATE_LISTS,
  type CandidateSort,
  OWN_PLACE,
  UNNAMED,
} from './board.sql';
import { type Stage, STAGES } from './stages';

/** What is looked for; empty texts do not filter. */
export interface CandidateFilter {
  readonly code: string;
  readonly unitCode: string;
  readonly words: string;
  readonly onlyStuck: boolean;
  /** Whether whoever holds what counts as it has arrived, as the city's figure says. */
  readonly orEquivalent: boolean;
}

export type CandidateRow = RowFrom<(typeof CANDIDATE_LISTS)['since']>;
export type OwnPlace = RowFrom<typeof OWN_PLACE>;

/** One stage with one page of those who may be named in it. */
export interface BoardColumn {
  readonly stage: Stage;
  /** Who may be named and meets the conditions, on all pages. */
  readonly total: number;
  readonly stuck: number;
  readonly people: readonly CandidateRow[];
  /** Who may not be named, in the whole city; null: fewer than five, or none at all. */
  readonly unnamed: number | null;
}

/** Who is how far on the way to a qualification: for HR and DX推進室, as of today. */
@Injectable()
export class CandidateBoardQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** `pages`: which page of each stage; a page behind the last one is the last one. */
  async readBoard(
    actor: Actor,
    filter: CandidateFilter,
    {
      pages,
      size,
    }: { readonly pages: Readonly<Partial<Record<Stage, number>>>; readonly size: number },
  ): Promise<readonly BoardColumn[]> {
    requirePermission(actor, 'exams.follow');
    const asked = { pages: STAGES.map((stage) => pages[stage] ?? 1), size };
    const [rows, unnamed] = await Promise.all([
      this.database.all(BOARD, { ...this.given(filter), ...asked }),
      this.database.all(UNNAMED, this.day(filter)),
    ]);
    return STAGES.map((stage) => {
      const people = rows.filter((row) => row.stage === stage);
      return {
        ...{ stage, people, total: people[0]?.total ?? 0, stuck: people[0]?.stuck ?? 0 },
        unnamed: unnamed.find((row) => row.stage === stage)?.people ?? null,
      };
    });
  }

  async listCandidates(
    actor: Actor,
    filter: CandidateFilter,
    {
      sort,
      number,
      size,
    }: { readonly sort: CandidateSort; readonly number: number; readonly size: number },
  ): Promise<Page<CandidateRow>> {
    requirePermission(actor, 'exams.follow');
    const given = this.given(filter);
    const limits = { limit: size, offset: (number - 1) * size };
    const [{ total }, rows] = await Promise.all([
      this.database.only(CANDIDATE_COUNT, given),
      this.database.all(CANDIDATE_LISTS[sort], { ...given, ...limits }),
    ]);
    return { rows, total };
  }

  /** What is booked for days on which there is no such exam. */
  async listOutside(actor: Actor): Promise<readonly BookedOutside[]> {
    requirePermission(actor, 'exams.follow');
    return this.database.all(OUTSIDE, { on: this.clock.today() });
  }

  /** One's own place, whoever else may see it. */
  async readOwn(actor: Actor, code: string): Promise<OwnPlace> {
    requirePermission(actor, 'self');
    const asked = this.day({ code, orEquivalent: false });
    return this.database.only(OWN_PLACE, { ...asked, personId: actor.personId });
  }

  private day({ code, orEquivalent }: Pick<CandidateFilter, 'code' | 'orEquivalent'>) {
    const on = this.clock.today();
    return { code, orEquivalent, on, onEnd: instantAt(addDays(on, 1)) };
  }

  private given({ unitCode, words, onlyStuck, ...asked }: CandidateFilter) {
    return { ...this.day(asked), unitCode, pattern: searchPattern(words), onlyStuck };
  }
}
