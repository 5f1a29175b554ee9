import { isOpen, obligationsSql, onDayOf } from '@app/courses';
import { createTestDatabase, type TestDatabase } from '@app/testing';
import { Client } from 'pg';
import { demoCity } from '../../../../test/support/demo-city';

/** Who has to learn what on the day of the demo city. */
const ASKED = `(WITH RECURSIVE ${obligationsSql({ day: onDayOf("'2026-11-16'::date") })} SELECT * FROM obligation) asked`;

describe('The demo city', () => {
  let testDatabase: TestDatabase;
  let client: Client;

  beforeAll(async () => {
    testDatabase = await createTestDatabase({ template: demoCity('2026-11-16') });
    client = new Client({ connectionString: testDatabase.url });
    await client.connect();
  }, 120_000);

  afterAll(async () => {
    await client.end();
    await testDatabase.drop();
  });

  it('has 450 people at work in 30 units, and remembers those who left and the closed units', async () => {
    expect(
      await count(
        `employments WHERE valid_from <= '2026-11-16' AND (valid_to IS NULL OR valid_to > '2026-11-16')`,
      ),
    ).toBe(450);
    expect(await count('persons')).toBe(460);
    expect(
      await count(
        `org_unit_periods WHERE valid_from <= '2026-11-16' AND (valid_to IS NULL OR valid_to > '2026-11-16')`,
      ),
    ).toBe(30);
    expect(await count(`org_unit_periods WHERE valid_to = '2026-04-01'`)).toBeGreaterThan(1);
  });

  it('has 23 verified holders of ITパスポート and certificates in the other states', async () => {
    expect(await count(`certification_records WHERE state = 'verified'`)).toBe(23);
    expect(await count(`certification_records WHERE state = 'reported'`)).toBe(3);
    expect(await count(`certification_records WHERE state = 'returned'`)).toBe(1);
    expect(await count(`exam_attempts WHERE state = 'booked'`)).toBe(6);
    expect(await count(`exam_attempts WHERE state = 'provisional_pass'`)).toBe(3);
  });

  it('has learning in every state', async () => {
    expect(await count('enrollments WHERE completed_at IS NOT NULL')).toBeGreaterThan(300);
    expect(
      await count('enrollments WHERE started_at IS NOT NULL AND completed_at IS NULL'),
    ).toBeGreaterThan(30);
    expect(await count(`${ASKED} WHERE state = 'not_started'`)).toBeGreaterThan(100);
    expect(await count('enrollments WHERE completed_at > now()')).toBe(0);
  });

  it('has people of every kind of employment, an exemption and a course that is overdue', async () => {
    const kinds = `(SELECT DISTINCT employment_type FROM employments WHERE valid_to IS NULL) kinds`;
    expect(await count(kinds)).toBe(7);
    expect(await count(`${ASKED} WHERE state = 'exempted'`)).toBe(3);
    const overdue = `${ASKED} WHERE is_mandatory AND due_on < '2026-11-16' AND ${isOpen('asked')}`;
    expect(await count(overdue)).toBeGreaterThan(0);
  });

  it('has a leader whose unit fell vacant by the transfer of 1 April', async () => {
    const vacated = await count(`role_appointments r
      JOIN postings o ON o.person_id = r.person_id AND o.kind = 'primary' AND o.valid_from = '2026-04-01'
      WHERE r.role = 'leader' AND r.term_start < '2026-04-01' AND o.org_unit_id <> r.org_unit_id`);
    expect(vacated).toBe(1);
    expect(await count(`role_appointments WHERE role = 'leader'`)).toBe(13);
  });

  it('can be signed in to by one person per role', async () => {
    for (const role of ['hr', 'program_office', 'auditor', 'administrator']) {
      expect(await count(`account_roles WHERE role = '${role}'`)).toBeGreaterThan(0);
    }
    expect(await count('accounts')).toBe(460);
  });

  async function count(from: string): Promise<number> {
    const result = await client.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM ${from}`,
    );
    return result.rows[0]?.count ?? -1;
  }
});
