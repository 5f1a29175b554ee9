import { randomUUID } from 'node:crypto';
import type { Actor, Role, SystemRole } from '@app/access';
import { type Database, type LocalDate, searchKey } from '@app/platform';
import { rowsOf } from './rows';

/** Argon2id (cheap parameters) of TEST_PASSWORD. */
const TEST_PASSWORD_HASH =
  '$argon2id$v=19$m=1024,t=1,p=1$90g8D11bqV3dUxlSorrJwg$a/xwyudhaAXeN3WiRBRbnt8z7X74U7AQC0pujwTtuU4';
export const TEST_PASSWORD = 'city-hall-password-1';

export interface UnitFacts {
  readonly code?: string;
  readonly name?: string;
  readonly kind?: string;
  readonly parentId?: string | null;
  readonly countsForLeaderKpi?: boolean;
  readonly validFrom?: LocalDate;
  readonly validTo?: LocalDate | null;
}

export interface PersonFacts {
  readonly name?: string;
  readonly kana?: string;
  readonly staffNumber?: string;
  readonly email?: string | null;
  readonly employmentType?: string;
  readonly employedFrom?: LocalDate;
  readonly employedTo?: LocalDate | null;
  /** The unit of the primary posting; none without it. */
  readonly unitId?: string;
  readonly postTitle?: string;
  readonly isManagerial?: boolean;
  readonly postedFrom?: LocalDate;
}

export interface PostingFacts {
  readonly personId: string;
  readonly unitId: string;
  readonly kind?: string;
  readonly postTitle?: string;
  readonly isManagerial?: boolean;
  readonly validFrom?: LocalDate;
  readonly validTo?: LocalDate | null;
}

export interface PeriodFacts {
  readonly from: LocalDate;
  readonly to?: LocalDate | null;
}

const LONG_AGO: LocalDate = '2020-04-01';
const FIRST_DAY: LocalDate = '0001-01-01';
/** All that a spec's city says was known long before the spec's day. */
const RECORDED_AT = '2015-04-01T00:00:00+09:00';

type Row = Readonly<Record<string, unknown>>;

/** Writes valid rows of the dated organisation straight into the tables, so that a spec says only what matters. */
export class TestCity {
  private counter = 0;

  constructor(private readonly database: Database) {}

  async addUnit(facts: UnitFacts = {}): Promise<string> {
    const id = randomUUID();
    const number = this.next();
    await this.database.execute('INSERT INTO org_units (id, code) VALUES ($1, $2)', [
      id,
      facts.code ?? `T${number}`,
    ]);
    await this.addUnitPeriod(id, { name: `試験${number}課`, sortOrder: Number(number), ...facts });
    return id;
  }

  /** Another period of a unit that is there. */
  async addUnitPeriod(
    unitId: string,
    facts: UnitFacts & { readonly sortOrder?: number },
  ): Promise<void> {
    await this.insert('org_unit_periods', {
      org_unit_id: unitId,
      name: facts.name ?? '改称課',
      kana: '',
      kind: facts.kind ?? 'division',
      parent_org_unit_id: facts.parentId ?? null,
      counts_for_leader_kpi: facts.countsForLeaderKpi ?? true,
      sort_order: facts.sortOrder ?? 0,
      valid_from: facts.validFrom ?? LONG_AGO,
      valid_to: facts.validTo ?? null,
    });
  }

  async addPerson(facts: PersonFacts = {}): Promise<string> {
    const id = randomUUID();
    const number = this.next();
    const { name = `試験　職員${number}`, kana = '', staffNumber = `9${number}` } = facts;
    const { email = `s${staffNumber}@example.jp` } = facts;
    await this.database.execute(
      `INSERT INTO person_identities (id, created_at) VALUES ($1, '2020-04-01')`,
      [id],
    );
    const always = { person_id: id, valid_from: FIRST_DAY, valid_to: null };
    const search_key = searchKey(name + kana + staffNumber);
    await this.insert('person_details', { ...always, name, kana, email, search_key });
    await this.insert('staff_numbers', { ...always, staff_number: staffNumber });
    await this.addEmployment(id, facts.employmentType ?? 'regular', {
      from: facts.employedFrom ?? LONG_AGO,
      to: facts.employedTo ?? null,
    });
    if (facts.unitId) await this.addPosting(postingOf(id, facts.unitId, facts));
    return id;
  }

  async addEmployment(personId: string, type: string, { from, to }: PeriodFacts): Promise<void> {
    await this.insert('employments', {
      person_id: personId,
      employment_type: type,
      valid_from: from,
      valid_to: to ?? null,
    });
  }

  /** `status`: parental_leave, sick_leave … */
  async addAbsence(personId: string, status: string, { from, to }: PeriodFacts): Promise<void> {
    await this.insert('employment_statuses', {
      person_id: personId,
      status,
      valid_from: from,
      valid_to: to ?? null,
    });
  }

  /** From the day on the person has another number; the old one stays theirs. */
  async renumber(personId: string, staffNumber: string, on: LocalDate): Promise<void> {
    await this.follow('staff_numbers', personId, { staff_number: staffNumber, valid_from: on });
  }

  /** From the day on the person has another name. */
  async rename(personId: string, name: string, on: LocalDate): Promise<void> {
    await this.follow('person_details', personId, {
      name,
      search_key: searchKey(name),
      valid_from: on,
    });
  }

  async addPosting(facts: PostingFacts): Promise<string> {
    return this.insert('postings', {
      person_id: facts.personId,
      org_unit_id: facts.unitId,
      kind: facts.kind ?? 'primary',
      post_title: facts.postTitle ?? (facts.isManagerial ? '課長' : '主事'),
      is_managerial: facts.isManagerial ?? false,
      valid_from: facts.validFrom ?? LONG_AGO,
      valid_to: facts.validTo ?? null,
    });
  }

  /** From `on` the person's primary posting is in `toUnitId`; the old one ends the day before. */
  async transfer(personId: string, toUnitId: string, on: LocalDate): Promise<void> {
    const [row] = await this.supersede('postings', `kind = 'primary' AND person_id = $1`, [
      personId,
      on,
    ]);
    if (row) await this.insert('postings', { ...row, valid_to: on });
    await this.addPosting({ personId, unitId: toUnitId, validFrom: on });
  }

  async addAccount(personId: string, ...roles: readonly SystemRole[]): Promise<string> {
    const id = randomUUID();
    await this.database.execute(
      `INSERT INTO accounts (id, person_id, password_hash, must_change_password, password_changed_at, created_at)
       VALUES ($1, $2, $3, false, '2026-04-01', '2026-04-01')`,
      [id, personId, TEST_PASSWORD_HASH],
    );
    for (const role of roles) {
      await this.database.execute(
        `INSERT INTO account_roles (id, account_id, role, valid_from) VALUES ($1, $2, $3, '2020-04-01')`,
        [randomUUID(), id, role],
      );
    }
    return id;
  }

  /** An actor of the database: with an account, whose person is made where there is none. */
  async addActor(facts: Parameters<typeof anActor>[0] = {}): Promise<Actor> {
    return this.register(anActor(facts));
  }

  /** Gives an actor that a spec made before its database an account there: acts are recorded under it. */
  async register(actor: Actor): Promise<Actor> {
    await this.database.execute(
      `WITH person AS (
         INSERT INTO person_identities (id, created_at) VALUES ($2, '2026-04-01') ON CONFLICT DO NOTHING
       )
       INSERT INTO accounts (id, person_id, password_hash, must_change_password, password_changed_at, created_at)
       VALUES ($1, $2, $3, false, '2026-04-01', '2026-04-01') ON CONFLICT DO NOTHING`,
      [actor.accountId, actor.personId, TEST_PASSWORD_HASH],
    );
    return actor;
  }

  /** The person's row in force ends, and one with other values goes on. */
  private async follow(
    table: 'staff_numbers' | 'person_details',
    personId: string,
    values: { readonly valid_from: LocalDate } & Row,
  ): Promise<void> {
    const given = [personId, values.valid_from];
    const [row] = await this.supersede(table, 'person_id = $1', given);
    await this.insert(table, { ...row, valid_to: values.valid_from });
    await this.insert(table, { ...row, ...values });
  }

  /** The rows that hold on the day $2 or later, without what is theirs alone. */
  private async supersede(
    table: string,
    condition: string,
    parameters: readonly unknown[],
  ): Promise<readonly Row[]> {
    const rows = await rowsOf<{ row: Row }>(
      this.database,
      `WITH ended AS (
         UPDATE ${table}_history h SET superseded_at = h.recorded_at
         WHERE superseded_at IS NULL AND ${condition} AND (valid_to IS NULL OR valid_to > $2::date)
         RETURNING to_jsonb(h) - ARRAY['id', 'recorded_at', 'recorded_by', 'superseded_at', 'superseded_by'] AS row
       ) SELECT row FROM ended`,
      parameters,
    );
    return rows.map(({ row }) => row);
  }

  private async insert(table: string, row: Row): Promise<string> {
    const id = randomUUID();
    const values = Object.values(row);
    const places = values.map((_value, index) => `$${String(index + 3)}`);
    await this.database.execute(
      `INSERT INTO ${table}_history (id, recorded_at, ${Object.keys(row).join(', ')}) VALUES ($1, $2, ${places.join(', ')})`,
      [id, RECORDED_AT, ...values],
    );
    return id;
  }

  private next(): string {
    this.counter += 1;
    return String(this.counter).padStart(4, '0');
  }
}

function postingOf(personId: string, unitId: string, facts: PersonFacts): PostingFacts {
  return {
    personId,
    unitId,
    validFrom: facts.postedFrom ?? LONG_AGO,
    ...(facts.postTitle !== undefined && { postTitle: facts.postTitle }),
    ...(facts.isManagerial !== undefined && { isManagerial: facts.isManagerial }),
  };
}

/** A signed-in person for specs of services, without the database. */
export function anActor(facts: Partial<Actor> & { readonly roles?: readonly Role[] } = {}): Actor {
  return {
    accountId: randomUUID(),
    personId: randomUUID(),
    staffNumber: '000001',
    name: '試験　花子',
    unitName: '試験課',
    headedUnitIds: [],
    mustChangePassword: false,
    ...facts,
    roles: facts.roles ?? ['staff'],
  };
}
