import { Injectable } from '@nestjs/common';
import {
  Clock,
  Database,
  InvalidInput,
  ENTERED_YEARS,
  isEnteredDay,
  type LocalDate,
} from '@app/platform';
import { BaseStateQueries } from './base-state.queries';
import { effectiveDayOf, makePlan, type ReadFiles } from './make-plan.rules';
import { NO_CHOICES, type NumberChoices } from './number-pairs.rules';
import type { ImportPlan } from './plan';
import { readPostingRows } from './posting-rows.rules';
import { type ImportFiles, type ImportSource, readFiles } from './read-files';
import { readUnitRows } from './unit-rows.rules';

export interface ImportInput extends ImportFiles {
  /** Only for a file of units alone; the file of people names its own day. */
  readonly effectiveOn?: LocalDate | undefined;
}

export interface Prepared {
  readonly source: ImportSource;
  readonly plan: ImportPlan;
  readonly fingerprint: string;
}

/** Files against the database of this moment. */
@Injectable()
export class PlanMaker {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly base: BaseStateQueries,
  ) {}

  /** `choicesFor`: what was chosen before for numbers of the file. */
  async prepare(
    input: ImportInput,
    choicesFor?: (source: ImportSource) => Promise<NumberChoices>,
  ): Promise<Prepared> {
    const source = readFiles(input);
    const files = rowsOf(source);
    const effectiveOn = this.dayOf(files, input.effectiveOn);
    const choices = choicesFor ? await choicesFor(source) : NO_CHOICES;
    return this.plan(source, files, { effectiveOn, choices });
  }

  /** The plan of files that were read before, with other choices. */
  async planAgain(
    source: ImportSource,
    basis: { readonly effectiveOn: LocalDate; readonly choices: NumberChoices },
  ): Promise<ImportPlan> {
    return (await this.plan(source, rowsOf(source), basis)).plan;
  }

  private async plan(
    source: ImportSource,
    files: ReadFiles,
    basis: { readonly effectiveOn: LocalDate; readonly choices: NumberChoices },
  ): Promise<Prepared> {
    const base = await this.database.transaction(async () => {
      await this.base.lock();
      return this.base.load(this.clock.today());
    });
    const plan = makePlan(files, { base, ...basis, today: this.clock.today() });
    return { source, plan, fingerprint: base.fingerprint };
  }

  private dayOf(files: ReadFiles, given: LocalDate | undefined): LocalDate {
    if (given !== undefined && !isEnteredDay(given)) {
      throw new InvalidInput({
        effectiveOn: `発令日は${ENTERED_YEARS}の日付(YYYY-MM-DD)にしてください。`,
      });
    }
    // A file of people in which no row could be read is shown with its reasons, as of today.
    return effectiveDayOf(files) ?? given ?? this.clock.today();
  }
}

function rowsOf(source: ImportSource): ReadFiles {
  return {
    source,
    units: source.units && readUnitRows(source.units.rows),
    postings: source.postings && readPostingRows(source.postings.rows),
  };
}
