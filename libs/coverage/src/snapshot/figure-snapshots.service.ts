import { Injectable } from '@nestjs/common';
import { Clock, Database, endOfMonthBefore } from '@app/platform';
import { CoverageQueries } from '../figures/coverage.queries';
import { FigureCounting } from './figure-counting';
import { sealed } from './frozen-figures.rules';

const KEEP = `
  INSERT INTO figure_snapshots (as_of, taken_at, rule_version, figures, sha256) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (as_of) DO NOTHING`;

/** Writes down the figures of each month. For the worker: it counts the whole city. */
@Injectable()
export class FigureSnapshotsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly coverage: CoverageQueries,
    private readonly counting: FigureCounting,
  ) {}

  /** Of the last day of the month before, unless there is one, or nobody worked here yet; returns whether one is there now. */
  async run(): Promise<boolean> {
    const now = this.clock.now();
    const today = this.clock.today();
    const day = endOfMonthBefore(today);
    const first = await this.coverage.recordsFrom();
    if (first === null || day < first) return false;
    const frozen = await this.counting.countOn(day);
    const { text, sha256 } = sealed(frozen);
    await this.database.execute(KEEP, [day, now, frozen.ruleVersion, text, sha256]);
    return true;
  }
}
