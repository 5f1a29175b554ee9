import { REMINDER_KINDS } from '@app/reminders';
import { createTestDatabase, type TestDatabase } from '@app/testing';
import { Client } from 'pg';
import { sourcesOf } from '../support/sources';

const KINDS = 'libs/reminders/src/kinds';
const SOURCES = sourcesOf('libs', 'apps').filter(({ name }) => !name.endsWith('.spec.ts'));

/** A kind of reminder is one object: whoever adds one touches its file, its spec, the list and the ledger's constraint. */
describe('Kinds of reminders', () => {
  it.each(REMINDER_KINDS)('%s has a file and a spec of its own', (kind) => {
    const file = `${KINDS}/${kind.replaceAll('_', '-')}`;
    const names = sourcesOf(KINDS).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining([`${file}.ts`, `${file}.spec.ts`]));
  });

  it.each(REMINDER_KINDS)('%s is called by its name in its own file only', (kind) => {
    const naming = SOURCES.filter(({ text }) => new RegExp(`\\b${kind}\\b`).test(text));
    expect(naming.map(({ name }) => name)).toEqual([`${KINDS}/${kind.replaceAll('_', '-')}.ts`]);
  });

  it('are told apart by nothing but their objects', () => {
    const outside = SOURCES.filter(({ name }) => name.startsWith('libs/reminders/'));
    const switching = outside.filter(({ text }) =>
      /\bswitch\b|\bkind\s*[!=]==?\s*['"`]/.test(text),
    );
    expect(switching.map(({ name }) => name)).toEqual([]);
  });

  describe('in the database', () => {
    let database: TestDatabase;

    beforeAll(async () => {
      database = await createTestDatabase();
    });

    afterAll(() => database.drop());

    it('are those that the ledger takes', async () => {
      const client = new Client({ connectionString: database.url });
      await client.connect();
      try {
        const { rows } = await client.query<{ definition: string }>(
          `SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint
           WHERE conrelid = 'reminder_ledger'::regclass AND contype = 'c' AND pg_get_constraintdef(oid) LIKE '%kind%'`,
        );
        const taken = [...(rows[0]?.definition ?? '').matchAll(/'(\w+)'/g)].map(([, kind]) => kind);
        expect(taken.toSorted()).toEqual(REMINDER_KINDS.toSorted());
      } finally {
        await client.end();
      }
    });
  });
});
