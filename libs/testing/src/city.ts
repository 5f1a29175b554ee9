import { randomUUID } from 'node:crypto';
import type { Actor, Role, SystemRole } from '@app/access';
import { type Database, searchKey } from '@app/platform';

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
  readonly validFrom?: string;
  readonly validTo?: string | null;
}

export interface PersonFacts {
  readonly name?: string;
  readonly kana?: string;
  readonly staffNumber?: string;
  readonly email?: string | null;
  readonly employmentType?: string;
  readonly employedFrom?: string;
  readonly employedTo?: string | null;
  /** The unit of the primary posting; none without it. */
  readonly unitId?: string;
  readonly postTitle?: string;
  readonly isManagerial?: boolean;
  readonly postedFrom?: string;
}

export interface PostingFacts {
  readonly personId: string;
  readonly unitId: string;
  readonly kind?: string;
  readonly postTitle?: string;
  readonly isManagerial?: boolean;
  readonly validFrom?: string;
  readonly validTo?: string | null;
}

const LONG_AGO = '2020-04-01';

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
    await this.database.execute(
      `INSERT INTO org_unit_periods (id, org_unit_id, name, kind, parent_org_unit_id, counts_for_leader_kpi, sort_order, valid_from, valid_to)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        randomUUID(),
        id,
        facts.name ?? `試験${number}課`,
        facts.kind ?? 'division',
        facts.parentId ?? null,
        facts.countsForLeaderKpi ?? true,
        Number(number),
        facts.validFrom ?? LONG_AGO,
        facts.validTo ?? null,
      ],
    );
    return id;
  }

  async addPerson(facts: PersonFacts = {}): Promise<string> {
    const id = randomUUID();
    const number = this.next();
    const { name = `試験　職員${number}`, kana = '', staffNumber = `9${number}` } = facts;
    const { email = `s${staffNumber}@example.jp` } = facts;
    await this.database.execute(
      `INSERT INTO persons (id, name, kana, search_key, email, created_at) VALUES ($1, $2, $3, $4, $5, '2020-04-01')`,
      [id, name, kana, searchKey(name + kana + staffNumber), email],
    );
    await this.database.execute(
      'INSERT INTO staff_numbers (staff_number, person_id) VALUES ($1, $2)',
      [staffNumber, id],
    );
    await this.database.execute(
      `INSERT INTO employments (id, person_id, employment_type, valid_from, valid_to) VALUES ($1, $2, $3, $4, $5)`,
      [
        randomUUID(),
        id,
        facts.employmentType ?? 'regular',
        facts.employedFrom ?? LONG_AGO,
        facts.employedTo ?? null,
      ],
    );
    if (facts.unitId) await this.addPosting(postingOf(id, facts.unitId, facts));
    return id;
  }

  async addPosting(facts: PostingFacts): Promise<string> {
    const id = randomUUID();
    await this.database.execute(
      `INSERT INTO postings (id, person_id, org_unit_id, kind, post_title, is_managerial, valid_from, valid_to)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        id,
        facts.personId,
        facts.unitId,
        facts.kind ?? 'primary',
        facts.postTitle ?? (facts.isManagerial ? '課長' : '主事'),
        facts.isManagerial ?? false,
        facts.validFrom ?? LONG_AGO,
        facts.validTo ?? null,
      ],
    );
    return id;
  }

  /** From `on` the person's primary posting is in `toUnitId`; the old one ends the day before. */
  async transfer(personId: string, toUnitId: string, on: string): Promise<void> {
    await this.database.execute(
      `UPDATE postings SET valid_to = $2 WHERE person_id = $1 AND kind = 'primary' AND (valid_to IS NULL OR valid_to > $2)`,
      [personId, on],
    );
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
