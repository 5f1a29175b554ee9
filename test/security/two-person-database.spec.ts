import { randomUUID } from 'node:crypto';
import { violatedConstraint } from '@app/platform';
import { testServerUrl } from '@app/testing';
import { Client } from 'pg';
import { startWebTest, type WebTest } from '../support/web';
import { type Somebody, TwoPersonStage } from './two-person-stage';

const RECORD = `INSERT INTO certification_records_history (id, person_id, certification_id, passed_on, certificate_number, number_key, state,
    evidence_file_id, reported_at, reported_by_person_id, recorded_at, decided_at, decided_by_person_id, revoked_at, revoked_by_person_id, revoke_reason)
  SELECT gen_random_uuid(), $1, r.certification_id, '2025-05-05', 'N', 'N', `;
const FROM_MODEL = `FROM certification_records_history r LIMIT 1`;
const VERIFIED = `${RECORD} 'verified', r.evidence_file_id, now(), $2, now(), now(), $3, NULL, NULL, NULL ${FROM_MODEL}`;
const REVOKED = `${RECORD} 'revoked', r.evidence_file_id, now(), $1, now(), now(), $2, now(), $3, '誤り' ${FROM_MODEL}`;
const OFFICE = `INSERT INTO role_appointments_history (id, person_id, org_unit_id, role, term_start, term_end, valid_from, valid_to,
    document_number, appointed_at, recorded_at, appointed_by, recorded_by)
  VALUES (gen_random_uuid(), $1, $2, 'leader', '2026-12-01', '2028-03-31', '2026-12-01', '2028-04-01', 'D', now(), now(), $3, $4)`;

interface People {
  /** Who acts, and the same human being under another number. */
  readonly me: Somebody;
  readonly alsoMe: Somebody;
  readonly other: Somebody;
  readonly third: Somebody;
}

type Statement = readonly [sql: string, ...values: readonly unknown[]];
interface Rule {
  readonly name: string;
  readonly constraint: string;
  /** What is refused when `self` is who acts or their other number. */
  readonly own: (people: People, self: Somebody, stage: TwoPersonStage) => Statement;
  /** The same act by others. */
  readonly others: (people: People, stage: TwoPersonStage) => Statement;
}

const grant = (of: Somebody, by: Somebody): Statement => [
  `INSERT INTO account_roles (id, account_id, role, valid_from, granted_by) VALUES (gen_random_uuid(), $1, 'auditor', '2026-11-16', $2)`,
  of.accountId,
  by.accountId,
];
const reset = (of: Somebody, by: Somebody, agreed: Somebody | null): Statement => [
  `INSERT INTO account_resets (id, account_id, kind, way, requested_at, requested_by, expires_at, decided_at, decided_by, is_approved)
   VALUES (gen_random_uuid(), $1, 'password', 'approval', now(), $2, now() + interval '1 day',
     CASE WHEN $3::uuid IS NOT NULL THEN now() END, $3, CASE WHEN $3::uuid IS NOT NULL THEN true END)`,
  of.accountId,
  by.accountId,
  agreed?.accountId ?? null,
];
const exempt = (of: Somebody, by: Somebody, stage: TwoPersonStage): Statement => [
  `INSERT INTO exemptions_history (id, person_id, course_id, cycle, reason, valid_from, recorded_at, recorded_by)
   VALUES (gen_random_uuid(), $1, $2, 2026, '試験', '2026-11-16', now(), $3)`,
  of.personId,
  stage.courseId,
  by.accountId,
];
const extend = (of: Somebody, by: Somebody): Statement => [
  `INSERT INTO exam_time_allowances_history (id, person_id, extra_percent, reason, valid_from, recorded_at, recorded_by)
   VALUES (gen_random_uuid(), $1, 25, '試験', '2026-11-16', now(), $2)`,
  of.personId,
  by.accountId,
];
const change = (of: Somebody, by: Somebody): Statement => [
  `INSERT INTO import_batches (id, state, effective_on, encoding, source, plan, base_fingerprint, created_at, created_by, reason, person_id)
   VALUES (gen_random_uuid(), 'previewed', '2026-11-16', 'utf-8', '{}', '{}', '', now(), $2, '試験', $1)`,
  of.personId,
  by.accountId,
];
const join = (of: Somebody, to: Somebody, by: Somebody): Statement => [
  `INSERT INTO person_joins_history (id, person_id, joined_to, reason, valid_from, recorded_at, recorded_by)
   VALUES (gen_random_uuid(), $1, $2, '同じ人', '2026-11-16', now(), $3)`,
  of.personId,
  to.personId,
  by.accountId,
];

const RULES: readonly Rule[] = [
  {
    name: 'verifying one’s own certificate',
    constraint: 'certification_records_two_persons',
    own: ({ me, other }, self) => [VERIFIED, self.personId, other.personId, me.personId],
    others: ({ me, other }) => [VERIFIED, other.personId, other.personId, me.personId],
  },
  {
    name: 'verifying what one reported for somebody',
    constraint: 'certification_records_two_persons',
    own: ({ me, other }, self) => [VERIFIED, other.personId, self.personId, me.personId],
    others: ({ me, other, third }) => [VERIFIED, other.personId, third.personId, me.personId],
  },
  {
    name: 'revoking what one verified',
    constraint: 'certification_records_other_revokes',
    own: ({ me, other }, self) => [REVOKED, other.personId, self.personId, me.personId],
    others: ({ me, other, third }) => [REVOKED, other.personId, third.personId, me.personId],
  },
  {
    name: 'revoking one’s own',
    constraint: 'certification_records_other_revokes',
    own: ({ me, other }, self) => [REVOKED, self.personId, other.personId, me.personId],
    others: ({ me, other, third }) => [REVOKED, other.personId, third.personId, me.personId],
  },
  {
    name: 'appointing oneself',
    constraint: 'role_appointments_by_others',
    own: ({ me, other }, self, { units }) => [
      OFFICE,
      self.personId,
      units[0],
      me.accountId,
      other.accountId,
    ],
    others: ({ me, other }, { units }) => [
      OFFICE,
      other.personId,
      units[0],
      me.accountId,
      me.accountId,
    ],
  },
  {
    name: 'recording one’s own office',
    constraint: 'role_appointments_by_others',
    own: ({ me, other }, self, { units }) => [
      OFFICE,
      self.personId,
      units[0],
      other.accountId,
      me.accountId,
    ],
    others: ({ me, other }, { units }) => [
      OFFICE,
      other.personId,
      units[0],
      me.accountId,
      me.accountId,
    ],
  },
  {
    name: 'giving oneself a right',
    constraint: 'account_roles_by_others',
    own: ({ me }, self) => grant(self, me),
    others: ({ me, other }) => grant(other, me),
  },
  {
    name: 'asking for one’s own reset',
    constraint: 'account_resets_two_persons',
    own: ({ me }, self) => reset(self, me, null),
    others: ({ me, other }) => reset(other, me, null),
  },
  {
    name: 'agreeing to what one asked for',
    constraint: 'account_resets_two_persons',
    own: ({ me, other }, self) => reset(other, self, me),
    others: ({ me, other, third }) => reset(other, third, me),
  },
  {
    name: 'agreeing to one’s own reset',
    constraint: 'account_resets_two_persons',
    own: ({ me, third }, self) => reset(self, third, me),
    others: ({ me, other, third }) => reset(other, third, me),
  },
  {
    name: 'exempting oneself',
    constraint: 'exemptions_history_by_others',
    own: ({ me }, self, stage) => exempt(self, me, stage),
    others: ({ me, other }, stage) => exempt(other, me, stage),
  },
  {
    name: 'giving oneself more time',
    constraint: 'exam_time_allowances_history_by_others',
    own: ({ me }, self) => extend(self, me),
    others: ({ me, other }) => extend(other, me),
  },
  {
    name: 'changing one’s own record',
    constraint: 'import_batches_by_others',
    own: ({ me }, self) => change(self, me),
    others: ({ me, other }) => change(other, me),
  },
  {
    name: 'joining one’s own numbers',
    constraint: 'person_joins_history_by_others',
    own: ({ me, third }, self) => join(third, self, me),
    others: ({ me, other, third }) => join(third, other, me),
  },
];

/** What the product's role might do first: take itself for a pass that rewrites, or put tables of its own before ours. */
const DISGUISES = [
  `SET LOCAL tsunagaru.rewrites_history = 'on'`,
  'CREATE TEMPORARY TABLE accounts (id uuid, person_id uuid) ON COMMIT DROP',
  'CREATE TEMPORARY TABLE person_joins (person_id uuid, joined_to uuid) ON COMMIT DROP',
];

/** Whoever writes: the product, a script, somebody at the database. */
describe('The database refuses', () => {
  let web: WebTest;
  let stage: TwoPersonStage;
  let people: People;

  beforeAll(async () => {
    web = await startWebTest();
    stage = new TwoPersonStage(web);
    await stage.open();
    const [me, alsoMe] = [await stage.add(0, 'hr'), await stage.add(1, 'hr')];
    const [other, third] = [await stage.add(1, 'hr'), await stage.add(1, 'hr')];
    people = { me, alsoMe, other, third };
    await stage.join(alsoMe, me);
    const holder = await stage.add(1);
    await stage.figures.addCertificate({ personId: holder.personId });
  });

  afterAll(() => web.close());

  describe.each(RULES)('$name', ({ constraint, own, others }) => {
    it('under one’s number', async () => {
      expect(await refusalOf(own(people, people.me, stage))).toBe(constraint);
    });

    it('under another number of one’s own', async () => {
      expect(await refusalOf(own(people, people.alsoMe, stage))).toBe(constraint);
    });

    it('whatever the product says of itself', async () => {
      for (const disguise of DISGUISES)
        expect([disguise, await refusalOf(own(people, people.me, stage), disguise)]).toEqual([
          disguise,
          constraint,
        ]);
    });

    it('and nobody else’s act', async () => {
      expect(await refusalOf(others(people, stage))).toBeNull();
    });
  });

  it('annulling what one verified or holds, whoever the row says it was', async () => {
    const recordId = await stage.figures.addCertificate({ personId: people.alsoMe.personId });
    const annul = (by: Somebody): Statement => [
      `INSERT INTO certification_record_annulments (record_id, reason, annulled_at, annulled_by_person_id, held_by_person_id, verified_by_person_id)
       VALUES ($1, '誤り', now(), $2, $3, $3)`,
      recordId,
      by.personId,
      people.third.personId,
    ];
    expect(await refusalOf(annul(people.me))).toBe('certification_record_annulments_other');
    expect(await refusalOf(annul(people.other))).toBeNull();
  });

  it('striking out or prolonging one’s own office', async () => {
    const { me, alsoMe, other } = people;
    const facts = { personId: alsoMe.personId, unitId: stage.units[0] };
    const id = await stage.figures.addAppointment({ ...facts, endedOn: '2026-12-31' });
    const annul = (by: Somebody): Statement => [
      `INSERT INTO role_appointment_annulments (appointment_id, reason, annulled_at, annulled_by) VALUES ($1, '誤り', now(), $2)`,
      id,
      by.accountId,
    ];
    expect(await refusalOf(annul(me))).toBe('role_appointment_annulments_by_others');
    expect(await refusalOf(annul(other))).toBeNull();
    const prolong = (by: Somebody): Statement => [
      `INSERT INTO role_appointments_history (id, person_id, org_unit_id, role, term_start, term_end, valid_from, valid_to,
         document_number, appointed_at, recorded_at, appointed_by, recorded_by)
       SELECT id, person_id, org_unit_id, role, term_start, term_end, valid_to, term_end + 1, document_number, appointed_at, now(), appointed_by, $2
       FROM role_appointments WHERE id = $1`,
      id,
      by.accountId,
    ];
    expect(await refusalOf(prolong(me))).toBe('role_appointments_by_others');
    expect(await refusalOf(prolong(other))).toBeNull();
  });

  it.each([
    ['prolonged', `UPDATE account_roles SET valid_to = '2099-01-01' WHERE account_id = $1`],
    ['another right', `UPDATE account_roles SET role = 'administrator' WHERE account_id = $1`],
    ['another’s', 'UPDATE account_roles SET account_id = $2 WHERE account_id = $1'],
    ['as given by another', 'UPDATE account_roles SET granted_by = $2 WHERE account_id = $1'],
  ])('a right that becomes %s', async (_what, sql) => {
    const someone = await stage.add(1, 'hr');
    const end = `UPDATE account_roles SET valid_to = '2026-12-01' WHERE account_id = $1`;
    await web.database.execute(end, [someone.accountId]);
    const values = sql.includes('$2')
      ? [someone.accountId, people.other.accountId]
      : [someone.accountId];
    expect(await refusalOf([sql, ...values])).toBe('account_roles_are_only_ended');
  });

  it('a handed-out password or a taken second factor of a holder of rights without its reset', async () => {
    const { accountId } = await stage.add(1, 'hr');
    const set = `UPDATE accounts SET password_hash = $2, must_change_password = true, password_changed_at = now() WHERE id = $1`;
    expect(await refusalOf([set, accountId, 'x'])).toBe('accounts_reset_by_two');
    await web.database.execute(
      `INSERT INTO second_factors (id, account_id, kind, name, sealed_secret, created_at) VALUES ($1, $2, 'totp', '電話', 'x', now())`,
      [randomUUID(), accountId],
    );
    const take = `UPDATE second_factors SET removed_at = now(), removed_by = $2 WHERE account_id = $1`;
    const by = people.other.accountId;
    expect(await refusalOf([take, accountId, by])).toBe('second_factors_reset_by_two');
    expect(await refusalOf([take, accountId, accountId])).toBeNull();
    const plain = await stage.add(1);
    expect(await refusalOf([set, plain.accountId, 'x'])).toBeNull();
    // Taking the right away first is no way around.
    const end = `UPDATE account_roles SET valid_to = '2026-11-16' WHERE account_id = $1`;
    await web.database.execute(end, [accountId]);
    const now = `UPDATE accounts SET password_hash = $2, must_change_password = true, password_changed_at = '2026-11-16T12:00:00+09:00' WHERE id = $1`;
    expect(await refusalOf([now, accountId, 'x'])).toBe('accounts_reset_by_two');
  });

  /**
   * The constraint that refuses it to the owner of the tables, who may do more than the product: looked at to the end of
   * the transaction, and undone; null when nothing refuses it.
   */
  /** As the owner of the tables; in a disguise as the product, which has no more than its rights. */
  async function refusalOf(
    [sql, ...values]: Statement,
    disguise: string | null = null,
  ): Promise<string | null> {
    const url = new URL(disguise === null ? testServerUrl() : (web.config.DATABASE_URL ?? ''));
    url.pathname = `/${web.database.manager.dataSource.driver.database ?? ''}`;
    const client = new Client({ connectionString: url.href, options: '-c timezone=Asia/Tokyo' });
    await client.connect();
    try {
      await client.query('BEGIN');
      if (disguise !== null) await client.query(disguise);
      await client.query(sql, values);
      await client.query('SET CONSTRAINTS ALL IMMEDIATE');
      return null;
    } catch (error) {
      const constraint = violatedConstraint(error);
      if (constraint === null) throw error;
      return constraint;
    } finally {
      // What is not committed is undone with the connection.
      await client.end();
    }
  }
});
