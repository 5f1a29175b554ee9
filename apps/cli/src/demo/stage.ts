import type { INestApplicationContext, Type } from '@nestjs/common';
import { type Actor } from '@app/access';
import { ActorQueries } from '@app/accounts';
import { Database, type FixedClock, instantAt, type LocalDate, minDate } from '@app/platform';
import { Dice } from './dice';
import type { DemoStaff } from './staff';

const OFFICE_OPENS = '08:30';
const SEED = 7;

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
    const row = await this.database.queryOne<{ id: string }>(
      `SELECT a.id FROM accounts a JOIN staff_numbers n ON n.person_id = a.person_id WHERE n.staff_number = $1`,
      [staffNumber],
    );
    const actor = row && (await this.app.get(ActorQueries).findActor(row.id));
    if (!actor) throw new Error(`Nobody acts under ${staffNumber}`);
    return actor;
  }

  async personId(staffNumber: string): Promise<string> {
    const row = await this.database.queryOne<{ person_id: string }>(
      'SELECT person_id FROM staff_numbers WHERE staff_number = $1',
      [staffNumber],
    );
    if (!row) throw new Error(`No person has the number ${staffNumber}`);
    return row.person_id;
  }
}
