import { Injectable } from '@nestjs/common';
import {
  Clock,
  Database,
  InvalidInput,
  ENTERED_YEARS,
  isEnteredDay,
  type LocalDate,
  wordsInUse,
} from '@app/platform';
import { BaseStateQueries } from './base-state.queries';
import { ImportComparer } from './comparing/import-comparer';
import type { Compared, ComparingOrder } from './comparing/protocol';
import { NO_CHOICES, type NumberChoices } from './number-pairs.rules';
import type { ImportPlan } from './plan';
import { type ImportFiles, requireFiles } from './read-files';

export interface ImportInput extends ImportFiles {
  /** Only for a file of units alone; the file of people names its own day. */
  readonly effectiveOn?: LocalDate | undefined;
  /** Says that nobody waits for the answer any more. */
  readonly gone?: AbortSignal | undefined;
}

export interface Prepared extends Compared {
  readonly fingerprint: string;
}

/** The plan of a comparison as a whole: long for a long list, so only for who needs all of it. */
export function planIn({ plan }: Pick<Compared, 'plan'>): ImportPlan {
  return JSON.parse(Buffer.concat(plan).toString()) as ImportPlan;
}

/** Files against the database of this moment. */
@Injectable()
export class PlanMaker {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly base: BaseStateQueries,
    private readonly comparer: ImportComparer,
  ) {}

  /** `choices`: what was chosen before for numbers of the file. */
  async prepare(input: ImportInput, choices = NO_CHOICES): Promise<Prepared> {
    const { units, postings, effectiveOn, gone } = input;
    requireFiles(input);
    if (effectiveOn !== undefined && !isEnteredDay(effectiveOn)) {
      throw new InvalidInput({
        effectiveOn: `発令日は${ENTERED_YEARS}の日付(YYYY-MM-DD)にしてください。`,
      });
    }
    // A file of people in which no row could be read is shown with its reasons, as of today.
    const day = effectiveOn ?? this.clock.today();
    return this.plan({ units, postings }, { effectiveOn: day, choices, gone });
  }

  /** The plan of files that were read before (the JSON of it), with other choices. */
  async planAgain(
    source: string,
    basis: { readonly effectiveOn: LocalDate; readonly choices: NumberChoices },
  ): Promise<Compared> {
    return this.plan(source, basis);
  }

  private async plan(
    files: ComparingOrder['files'],
    basis: {
      readonly effectiveOn: LocalDate;
      readonly choices: NumberChoices;
      readonly gone?: AbortSignal | undefined;
    },
  ): Promise<Prepared> {
    const base = await this.database.transaction(async () => {
      await this.base.lock();
      return this.base.load(this.clock.today());
    });
    const order = {
      files,
      base,
      choices: [...basis.choices],
      effectiveOn: basis.effectiveOn,
      today: this.clock.today(),
      words: wordsInUse().set,
    };
    const compared = await this.comparer.compare(order, basis.gone);
    return { ...compared, fingerprint: base.fingerprint };
  }
}
