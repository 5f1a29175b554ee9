import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AppConfig, loadConfig } from '@app/platform';
import { createTestDatabase, type TestDatabase } from '@app/testing';
import { Client } from 'pg';
import { demoCity } from '../../../../test/support/demo-city';
import { verifyCommand } from '../commands/verify.command';

const TODAY = '2026-11-16';

describe('verify', () => {
  let testDatabase: TestDatabase;
  let config: AppConfig;
  const dataDir = mkdtempSync(join(tmpdir(), 'cli-verify-'));

  beforeAll(async () => {
    testDatabase = await createTestDatabase({ template: demoCity(TODAY), dataDir });
    config = loadConfig({
      NODE_ENV: 'test',
      DATABASE_URL: testDatabase.url,
      DATA_DIR: dataDir,
      APP_NOW: `${TODAY}T10:00:00+09:00`,
    });
  }, 120_000);

  afterAll(async () => {
    await testDatabase.drop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('finds nothing wrong in the demo city, and says what it looked at', async () => {
    const { printed, error } = await verify();
    expect({ error, wrong: printed.filter((line) => !line.startsWith('●')) }).toEqual({
      error: null,
      wrong: ['問題はありません。'],
    });
    expect(printed.join('\n')).toMatch(/I5 監査記録がつながっている\(\d{3,}件・控え0件を確認\)/);
  });

  /** What is wrong, how it came to be, and what is said of it. */
  const DAMAGES: Readonly<Record<string, readonly [string, string]>> = {
    'a changed audit entry': [
      `UPDATE audit_entries SET actor_label = 'x' WHERE id = (SELECT max(id) - 5 FROM audit_entries)`,
      '前の記録とつながりません',
    ],
    'a removed audit entry': [
      `DELETE FROM audit_entries WHERE id = (SELECT max(id) - 5 FROM audit_entries)`,
      '前の記録とつながりません',
    ],
    'a role that nobody recorded': [
      `DELETE FROM audit_entries WHERE id = (SELECT max(id) FROM audit_entries WHERE action = 'appointment.made')`,
      '記録が0件あります',
    ],
    'a right that nobody recorded': [
      `INSERT INTO account_roles (id, account_id, role, valid_from) SELECT gen_random_uuid(), id, 'auditor', '2026-11-01' FROM accounts
         WHERE id NOT IN (SELECT account_id FROM account_roles) LIMIT 1`,
      'その記録が0件あります',
    ],
    'an account suspended past the product': [
      `UPDATE accounts SET suspended_at = '2026-11-10' WHERE id = (SELECT id FROM accounts WHERE suspended_at IS NULL LIMIT 1)`,
      '停止の記録と、いまの状態が違います',
    ],
    'a password set past the product': [
      `UPDATE accounts SET password_changed_at = '2026-11-10' WHERE id = (SELECT id FROM accounts a WHERE NOT EXISTS
         (SELECT 1 FROM audit_entries e WHERE e.action = 'account.password_set' AND (e.subject_id = a.id::text OR e.detail -> 'members' ? a.id::text)) LIMIT 1)`,
      'パスワードを変更した記録がありません',
    ],
    'a setting that nobody recorded': [
      `INSERT INTO settings_history (key, valid_from, value, recorded_at, recorded_by)
         VALUES ('made-up.setting', '2026-11-01', '"x"', '2026-11-01', (SELECT id FROM accounts LIMIT 1))`,
      '変更が1件、その記録が0件あります',
    ],
    'two primary postings on one day': [
      `ALTER TABLE postings_history DROP CONSTRAINT postings_one_primary; ALTER TABLE postings_history DROP CONSTRAINT postings_no_overlap;
       INSERT INTO postings_history (id, person_id, org_unit_id, kind, valid_from, valid_to, recorded_at)
       SELECT gen_random_uuid(), person_id, org_unit_id, kind, valid_from, valid_to, recorded_at FROM postings WHERE kind = 'primary' LIMIT 1`,
      '主務が2つあります',
    ],
    'an answer after its deadline': [
      `UPDATE quiz_attempt_questions SET answered_at = '2099-01-01' WHERE (attempt_id, position) =
         (SELECT attempt_id, position FROM quiz_attempt_questions WHERE answered_at IS NOT NULL LIMIT 1)`,
      '締切りまたは提出のあと',
    ],
    'a certificate verified by its holder, whom somebody else reported': [
      `ALTER TABLE certification_records_history DROP CONSTRAINT certification_records_two_persons;
       UPDATE certification_records r SET decided_by_person_id = person_id, reported_by_person_id = (SELECT id FROM persons p WHERE p.id <> r.person_id LIMIT 1)
         WHERE id = (SELECT id FROM certification_records WHERE state = 'verified' LIMIT 1)`,
      '本人または報告した人が確認しています',
    ],
    'a certificate verified by whoever reported it for another': [
      `ALTER TABLE certification_records_history DROP CONSTRAINT certification_records_two_persons;
       UPDATE certification_records SET reported_by_person_id = decided_by_person_id
         WHERE id = (SELECT id FROM certification_records WHERE state = 'verified' LIMIT 1)`,
      '本人または報告した人が確認しています',
    ],
    'a verification revoked by whoever made it, which nobody recorded': [
      `ALTER TABLE certification_records_history DROP CONSTRAINT certification_records_other_revokes;
       UPDATE certification_records SET state = 'revoked', revoked_at = decided_at, revoked_by_person_id = decided_by_person_id, revoke_reason = 'x'
         WHERE id = (SELECT id FROM certification_records WHERE state = 'verified' LIMIT 1)`,
      '本人または確認した人が取り消しています',
    ],
    'figures of a month that were written anew': [
      `ALTER TABLE figure_snapshots DISABLE TRIGGER ALL;
       UPDATE figure_snapshots SET figures = '{}' WHERE as_of = (SELECT max(as_of) FROM figure_snapshots)`,
      '内容とSHA-256が合いません',
    ],
    'figures of a month that were not so by what was known then': [
      `ALTER TABLE figure_snapshots DISABLE TRIGGER ALL;
       UPDATE figure_snapshots SET figures = jsonb_set(figures::jsonb, '{people,holders}', '[]')::json WHERE as_of = (SELECT min(as_of) FROM figure_snapshots WHERE (figures #>> '{city,counts,holders}')::int > 0)`,
      'その時の記録では違います',
    ],
    'the same certificate twice': [
      `DROP INDEX certification_records_one_live;
       INSERT INTO certification_records_history SELECT (r).* FROM (SELECT jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'row_id', gen_random_uuid())) AS r
         FROM certification_records_history c WHERE state = 'verified' LIMIT 1) copy`,
      '同じ人の同じ合格が2件あります',
    ],
  };

  /** Several at once: each look goes over the whole city. Those of a group have nothing to do with one another. */
  it.each([
    [
      'a changed audit entry',
      'two primary postings on one day',
      'an answer after its deadline',
      'a certificate verified by its holder, whom somebody else reported',
    ],
    [
      'a removed audit entry',
      'a verification revoked by whoever made it, which nobody recorded',
      'the same certificate twice',
      'figures of a month that were not so by what was known then',
    ],
    [
      'a role that nobody recorded',
      'a right that nobody recorded',
      'an account suspended past the product',
      'a password set past the product',
      'a setting that nobody recorded',
      'figures of a month that were written anew',
      'a certificate verified by whoever reported it for another',
    ],
  ])('finds %s', async (...names) => {
    const damages = names.map((name) => DAMAGES[name] ?? ['', '']);
    await undone(damages.map(([sql]) => sql).join(';'), async () => {
      const { printed, error } = await verify();
      for (const [, message] of damages) expect(printed.join('\n')).toContain(message);
      expect(error).toMatch(/件の問題があります/);
    });
  });

  it('finds a file that was changed, taken away or left behind', async () => {
    const files = readdirSync(join(dataDir, 'files'), {
      recursive: true,
      encoding: 'utf8',
      withFileTypes: true,
    })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    expect(files.length).toBeGreaterThan(2);
    const [changed = '', missing = ''] = files;
    writeFileSync(changed, 'x');
    rmSync(missing);
    const { printed, error } = await verify();
    expect(printed.join('\n')).toContain('保存したときと内容が違います');
    expect(printed.join('\n')).toContain('ファイルがありません');
    expect(error).toMatch(/^2件の問題/);
  });

  /** The statement must be seen by the command's own connection, so it is committed, in a copy of the demo city. */
  async function undone(sql: string, look: () => Promise<void>): Promise<void> {
    const own = config;
    const copy = await createTestDatabase({ template: demoCity(TODAY) });
    config = { ...own, DATABASE_URL: copy.url };
    try {
      await runOn(copy.ownerUrl, `SET tsunagaru.rewrites_history = 'on'; ${sql}`);
      await look();
    } finally {
      config = own;
      await copy.drop();
    }
  }

  async function runOn(url: string, sql: string): Promise<void> {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  }

  async function verify(): Promise<{ printed: string[]; error: string | null }> {
    const printed: string[] = [];
    try {
      await verifyCommand.run([], contextFor(printed));
      return { printed, error: null };
    } catch (error) {
      return { printed, error: (error as Error).message };
    }
  }

  function contextFor(printed: string[]) {
    return {
      config,
      print: (line: string) => {
        printed.push(line);
      },
      step: <Result>(_label: string, work: () => Promise<Result>) => work(),
      call: () => Promise.resolve(false),
    };
  }
});
