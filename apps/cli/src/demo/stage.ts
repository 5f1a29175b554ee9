import type { INestApplicationContext, Type } from '@nestjs/common';
import { type Actor } from '@app/access';
import { ActorQueries } from '@app/accounts';
import {
  col,
  Database,
  type FixedClock,
  instantAt,
  type LocalDate,
  minDate,
  statement,
} from '@app/platform';
import { Dice } from './dice';
import type { DemoStaff } from './staff';

const OFFICE_OPENS = '08:30';
const SEED = 7;

const ACCOUNT_OF_NUMBER = statement({
  name: 'cli.demo-account-of-number',
  sql: `SELECT a.id FROM accounts a JOIN staff_numbers n ON n.person_id = a.person_id WHERE n.staff_number = :staffNumber`,
  parameters: { staffNumber: 'text' },
  row: { id: col.id<'account'>() },
});

const PERSON_OF_NUMBER = statement({
  name: 'cli.demo-person-of-number',
  sql: 'SELECT person_id AS id FROM staff_numbers WHERE staff_number = :staffNumber',
  parameters: { staffNumber: 'text' },
  row: { id: col.id<'person'>() },
});

/** What the scenes of the demo city share: the services, the clock they play by, and who acts. */
export class Stage {
  readonly database: Database;
  readonly dice = new Dice(SEED);

  constructor(
    private readonly app: INestApplicationContext,
    private readonly clock: FixedClock,
    readonly today: LocalDate,
    readonly staff: DemoStaff,
  ) {
    this.database = app.get(Database);
  }

  get<Service>(type: Type<Service>): Service {
    return this.app.get(type);
  }

  /** Sets the clock to a day, never later than today: nothing of the story happens in the future. */
  goTo(date: LocalDate, time = OFFICE_OPENS): LocalDate {
    const day = minDate(date, this.today);
    this.clock.set(instantAt(day, time));
    return day;
  }

  /** The holder of a staff number as they may act on the day that the clock shows. */
  async actor(staffNumber: string): Promise<Actor> {
    const row = await this.database.first(ACCOUNT_OF_NUMBER, { staffNumber });
    const actor = row && (await this.app.get(ActorQueries).findActor(row.id));
    if (!actor) throw new Error(`Nobody acts under ${staffNumber}`);
    return actor;
  }

  async personId(staffNumber: string): Promise<string> {
    const row = await this.database.first(PERSON_OF_NUMBER, { staffNumber });
    if (!row) throw new Error(`No person has the number ${staffNumber}`);
    return row.id;
  }
}
