import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import { Clock, Database, type OrgUnitId, type Page, type RowFrom } from '@app/platform';
import { sourceParameters } from '../figures/sources.sql';
import { CountingRuleQueries } from '../rule/counting-rules.queries';
import { TeamQueries, type TeamUnit } from '../team/team.queries';
import { ALL_HANDOVERS, HANDOVERS_BELOW } from './handovers.sql';

/** Something to be handed over, or to be talked over, today. */
export type Handover = Omit<RowFrom<typeof ALL_HANDOVERS>, 'total'>;

/** What was talked over can be taken back for a week. */
const DAYS_SHOWN = 7;
/** More in one unit nobody has. */
const MOST_OF_UNIT = 200;

/** What is to be handed over today: told from postings, absences and terms; only what was ticked is kept. */
@Injectable()
export class HandoverQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly rules: CountingRuleQueries,
    private readonly teams: TeamQueries,
  ) {}

  /** Of the whole city, the oldest first. */
  async list(
    actor: Actor,
    { page, pageSize }: { readonly page: number; readonly pageSize: number },
  ): Promise<Page<Handover>> {
    requirePermission(actor, 'appointments.read');
    const limits = { personId: null, daysShown: 0, limit: pageSize, offset: (page - 1) * pageSize };
    const rows = await this.database.all(ALL_HANDOVERS, { ...(await this.sources()), ...limits });
    return { rows, total: rows[0]?.total ?? 0 };
  }

  /** Of a unit that the actor may see and everything below it; NotFound for any other. */
  async listOfUnit(
    actor: Actor,
    unitCode: string,
  ): Promise<{ readonly unit: TeamUnit; readonly rows: readonly Handover[] }> {
    const unit = await this.teams.getUnit(actor, unitCode);
    return { unit, rows: await this.below(await this.teams.listBelow(unit.unitId)) };
  }

  /** Of what the actor holds, or held, where they are or were. */
  async listOwn({ personId }: Actor): Promise<readonly Handover[]> {
    const limits = { personId, daysShown: 0, limit: MOST_OF_UNIT, offset: 0 };
    return this.database.all(ALL_HANDOVERS, { ...(await this.sources()), ...limits });
  }

  /** Of these units, which hold everything below them. */
  async below(unitIds: readonly OrgUnitId[]): Promise<readonly Handover[]> {
    if (unitIds.length === 0) return [];
    const limits = { personId: null, daysShown: DAYS_SHOWN, limit: MOST_OF_UNIT, offset: 0 };
    return this.database.all(HANDOVERS_BELOW, { ...(await this.sources()), unitIds, ...limits });
  }

  private async sources() {
    const on = this.clock.today();
    return sourceParameters(on, await this.rules.getRuleOn(on));
  }
}
