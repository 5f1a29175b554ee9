import { Injectable } from '@nestjs/common';
import { DraftTrials, type TransferDraft } from '@app/organization';
import {
  addDays,
  Conflict,
  Database,
  fiscalYearEnd,
  fiscalYearOf,
  InvalidInput,
  type LocalDate,
} from '@app/platform';
import { CoverageQueries } from '../figures/coverage.queries';
import { type DraftEffects, endingTerms, figureLines, unitEffects } from './draft-effects.rules';
import { DraftVacancyQueries } from './draft-vacancies';
import { DraftSwapQueries } from './swaps/draft-swaps';
import { type DraftSwaps, type SwapFacts, swapPairs, swapsOf } from './swaps/swap-facts.rules';
import { SwapFinder } from './swaps/swap-finder';

const TRIES = 3;
const TOLD_REFUSALS = 50;

/** Works out what a draft would do: it is tried, the queries of the pages are asked, and everything is taken back. */
@Injectable()
export class DraftPlays {
  constructor(
    private readonly database: Database,
    private readonly trials: DraftTrials,
    private readonly coverage: CoverageQueries,
    private readonly vacancies: DraftVacancyQueries,
    private readonly swaps: DraftSwapQueries,
    private readonly finder: SwapFinder,
  ) {}

  /** The draft as it stands now; tried again when somebody wrote to the organisation meanwhile. */
  async play(draft: TransferDraft, tries = TRIES): Promise<DraftEffects> {
    const start = draft.effectiveOn;
    const days = { eve: addDays(start, -1), start, yearEnd: fiscalYearEnd(fiscalYearOf(start)) };
    const [prepared, eve, before] = await this.database.together(
      () => this.trials.prepare(draft),
      () => this.coverage.coverageAsOf(days.eve),
      () => this.bothDays(days),
    );
    if (prepared === null)
      throw new InvalidInput({
        form: 'この案にはまだ異動がありません。先に異動を加えてください。',
      });
    try {
      const { effects, facts } = await this.trials.look(
        prepared,
        async ({ summary, items, suspicions }) => {
          const after = await this.bothDays(days);
          const compared = {
            eve,
            start: { before: before.start, after: after.start },
            yearEnd: { before: before.yearEnd, after: after.yearEnd },
          };
          const units = unitEffects(compared);
          const refused = items.filter(({ verdict }) => verdict === 'refused');
          const effects = {
            ...{ effectiveOn: start, yearEnd: days.yearEnd },
            ...{ movedPeople: summary.movedPeople, newPeople: summary.newPeople },
            refused: refused
              .slice(0, TOLD_REFUSALS)
              .map(({ subject, problems }) => `${subject}: ${problems[0]?.reason ?? ''}`),
            refusedTotal: refused.length,
            leftBehind: suspicions
              .filter(({ kind }) => kind === 'unit_abolished_with_people')
              .map(({ subject, message }) => `${subject}: ${message}`),
            figures: figureLines(compared),
            units,
            ending: endingTerms(compared, days),
            vacancies: await this.vacancies.list(after.start, units, start),
          };
          return { effects, facts: await this.swaps.factsOn(before.start, after.start, start) };
        },
      );
      return { ...effects, swaps: await this.swapsOf(facts) };
    } catch (error) {
      if (error instanceof Conflict && tries > 1) return this.play(draft, tries - 1);
      throw error;
    }
  }

  /** Looked for when the draft is taken back: nobody waits for that with what they write. */
  private async swapsOf(facts: SwapFacts): Promise<DraftSwaps> {
    const found = swapPairs(facts);
    return swapsOf(facts, found, await this.finder.find(found.model));
  }

  private async bothDays(days: Readonly<Record<'start' | 'yearEnd', LocalDate>>) {
    const start = await this.coverage.coverageAsOf(days.start);
    const yearEnd = await this.coverage.coverageAsOf(days.yearEnd);
    return { start, yearEnd };
  }
}
