import { randomUUID } from 'node:crypto';
import { rowOf, rowsOf } from '@app/testing';
import type { Database } from '@app/platform';
import { lessonless } from '../support/http-crawl';
import { type FoundForm, formsIn } from '../support/html-forms';
import { type DemoTest, type Part, startDemoTest } from '../support/demo';
import { PROOF } from '../support/proof';
import { fieldNames } from '../support/hostile';
import { pagesSeenBy } from '../support/seen-by';

const ENDS_VISIT = /^\/(sign-out|password)/;

/** Of forms that differ only in ids. */
const PER_SHAPE = PROOF ? 3 : 1;

describe('Fields that no form has', () => {
  let web: DemoTest;
  /** Forms that another part has sent: `npm run proof` sends them with everybody's rights. */
  const sent = new Set<string>();

  beforeAll(async () => {
    web = await startDemoTest();
  }, 120_000);

  afterAll(async () => {
    await web.close();
  });

  it.each<[Part, Part]>([
    ['staff', 'head'],
    ['head', 'staff'],
    ['hr', 'staff'],
    ['programOffice', 'staff'],
  ])(
    'change nothing when %s adds them to every form within reach',
    async (part, other) => {
      const visitor = await web.signInAs(part);
      const forms = await formsOf(part);
      expect(forms.length).toBeGreaterThan(0);
      const victim = await idsOf(web.staffNumberOf(other));
      const own = await idsOf(web.staffNumberOf(part));
      const extra = extraFields(victim);
      const before = await protectedRows(web.database, victim, own);
      const broken: string[] = [];
      for (const form of forms) {
        const hidden = await visitor.hiddenFields('/settings');
        const answer = await visitor.agent
          .post(form.action)
          .type('form')
          .send({ ...extra, ...form.fields, ...hidden, _key: randomUUID() });
        if (answer.status >= 500) broken.push(form.action);
      }
      expect(broken).toEqual([]);
      expect(await protectedRows(web.database, victim, own)).toEqual(before);
    },
    120_000,
  );

  it('are looked for under every name that our columns and forms have', () => {
    const extra = extraFields({ personId: 'p', accountId: 'a' });
    for (const name of [
      'role',
      'personId',
      'person_id',
      'state',
      'verifiedBy',
      'decidedBy',
      'suspendedAt',
    ])
      expect(Object.keys(extra)).toContain(name);
  });

  async function formsOf(part: Part): Promise<FoundForm[]> {
    const forms = (await pagesSeenBy(web, part))
      .filter((page) => page.type.startsWith('text/html'))
      .flatMap((page) => formsIn(page.text))
      // Whose business it is to give a number and an account to somebody: its own journey says to whom.
      .filter(({ action }) => !ENDS_VISIT.test(action) && !action.startsWith('/people/joins'));
    const shapes = new Map<string, number>();
    const chosen = forms.filter((form) => {
      const shape = lessonless(form.action).replace(/[0-9a-f]{8}-[0-9a-f-]{27}|\d+/g, ':id');
      if (!PROOF && sent.has(shape)) return false;
      const count = shapes.get(shape) ?? 0;
      shapes.set(shape, count + 1);
      return count < PER_SHAPE;
    });
    for (const shape of shapes.keys()) sent.add(shape);
    return chosen;
  }

  async function idsOf(staffNumber: string): Promise<{ personId: string; accountId: string }> {
    const row = await rowOf<{ personId: string; accountId: string }>(
      web.database,
      `SELECT a.person_id AS "personId", a.id AS "accountId" FROM accounts a
       JOIN staff_numbers n ON n.person_id = a.person_id WHERE n.staff_number = $1`,
      [staffNumber],
    );
    if (!row) throw new Error(`no account of ${staffNumber}`);
    return row;
  }
});

/** Names of columns and properties with values that would do harm if they were taken over. */
function extraFields(victim: { personId: string; accountId: string }): Record<string, string> {
  const named = (names: readonly string[], value: string) =>
    Object.fromEntries(names.map((name) => [name, value]));
  return {
    ...named(fieldNames(), 'x'),
    ...named(
      ['personId', 'person_id', 'holderId', 'recipientPersonId', 'ownerId'],
      victim.personId,
    ),
    ...named(['accountId', 'account_id', 'userId', 'actorId', 'createdBy'], victim.accountId),
    ...named(
      ['verifiedBy', 'decidedBy', 'decided_by', 'reportedBy', 'appointedBy'],
      victim.accountId,
    ),
    ...named(['state', 'status'], 'verified'),
    ...named(['role', 'roles', 'role[]', 'systemRole'], 'administrator'),
    ...named(['isManagerial', 'is_managerial', 'isAdmin', 'passed', 'isCorrect'], 'true'),
    ...named(['suspendedAt', 'suspended_at', 'revokedAt'], '2026-01-01T00:00:00Z'),
    ...named(['completedAt', 'completed_at', 'decidedAt', 'verifiedAt'], '2026-01-01T00:00:00Z'),
    ...named(['mustChangePassword', 'must_change_password'], 'false'),
    ...named(['passwordHash', 'password_hash', 'tokenHash'], 'x'),
    ...named(['id', 'correctCount', 'correct_count', 'score'], '1'),
  };
}

/** What a person's rights are made of, everything that belongs to the victim, and the sender's own verdicts. */
async function protectedRows(
  database: Database,
  victim: { personId: string; accountId: string },
  own: { personId: string; accountId: string },
): Promise<Record<string, unknown>> {
  const rows = (sql: string, ...parameters: unknown[]) => rowsOf(database, sql, parameters);
  return {
    roles: await rows('SELECT * FROM account_roles ORDER BY id'),
    accounts: await rows('SELECT * FROM accounts ORDER BY id'),
    persons: await rows('SELECT * FROM persons ORDER BY id'),
    managerial: await rows('SELECT id FROM postings WHERE is_managerial ORDER BY id'),
    numbers: await rows('SELECT * FROM staff_numbers ORDER BY staff_number'),
    tokens: await rows('SELECT id FROM personal_tokens WHERE account_id = $1', victim.accountId),
    records: await rows(
      'SELECT * FROM certification_records WHERE person_id = $1 OR reported_by_person_id = $2 OR decided_by_person_id = $2 ORDER BY id',
      victim.personId,
      victim.accountId,
    ),
    ownVerified: await rows(
      `SELECT id FROM certification_records WHERE person_id = $1 AND state = 'verified' ORDER BY id`,
      own.personId,
    ),
    exams: await rows(
      'SELECT * FROM exam_attempts WHERE person_id = $1 ORDER BY id',
      victim.personId,
    ),
    learning: await rows(
      'SELECT id, completed_at, started_at FROM enrollments WHERE person_id = $1 ORDER BY id',
      victim.personId,
    ),
    attempts: await rows(
      'SELECT id, submitted_at FROM quiz_attempts WHERE person_id = $1 ORDER BY id',
      victim.personId,
    ),
    keys: await rows(
      'SELECT count(*)::int FROM idempotency_keys WHERE account_id = $1',
      victim.accountId,
    ),
  };
}
