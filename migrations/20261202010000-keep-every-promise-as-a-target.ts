import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Every promise of the city's plan is a target: of which metric, of what kind its value is, until when or every fiscal year, with
 * milestones, where the plan says it, and how a number that is typed in is counted. What no part of the product records yet is
 * typed in by the office, as of a day.
 */
export class KeepEveryPromiseAsATarget20261202010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TARGETS);
    await runner.query(MILESTONES);
    await runner.query(VALUES);
    await runner.query(PLAN);
  }

  async down(runner: QueryRunner): Promise<void> {
    const some = (await runner.query(
      `SELECT 1 FROM kpi_values_history UNION ALL SELECT 1 FROM kpi_target_milestones
       UNION ALL SELECT 1 FROM kpi_targets_history
         WHERE code NOT IN ('leader_coverage', 'it_passport_holders') AND recorded_by IS NOT NULL LIMIT 1`,
    )) as unknown[];
    if (some.length > 0)
      throw new Error('This would forget targets and their numbers. Restore a backup instead.');
    await runner.query(BACK);
  }
}

/** The metric decides kind and scope; a row keeps them, so that what was meant can be told for good. */
const METRICS = [
  ['leader_coverage', 'per_unit', 'every_unit'],
  ['it_passport_holders', 'head_count', 'city'],
  ['supporters', 'head_count', 'city'],
  ['information_security', 'percent', 'city'],
  ['ai_use', 'percent', 'city'],
  ['ai_use_ever', 'percent', 'city'],
  ['other_certificates', 'head_count', 'city'],
  ['bpr_cases', 'cases', 'city'],
  ['waiting_hours', 'hours', 'city'],
  ['clerical_hours', 'hours', 'city'],
  ['prefectural_training', 'head_count', 'city'],
  ['training_secondments', 'head_count', 'city'],
  ['support_given', 'cases', 'city'],
  ['specialist_recruitment', 'status', 'city'],
  ['dispatch_acceptance', 'status', 'city'],
  ['caio', 'status', 'city'],
] as const;
const listed = (codes: readonly string[]) => codes.map((code) => `'${code}'`).join(', ');
const ENTERED = METRICS.map(([code]) => code).slice(
  METRICS.findIndex(([code]) => code === 'bpr_cases'),
);
const COLUMNS_BEFORE = `id, code, name, target_value, due_on, source, valid_from, valid_to, row_id, recorded_at, recorded_by`;

const TARGETS = `
  DO $$ DECLARE name text; BEGIN
    FOR name IN SELECT conname FROM pg_constraint
      WHERE conrelid = 'kpi_targets_history'::regclass AND contype = 'c' AND pg_get_constraintdef(oid) LIKE 'CHECK ((code = ANY%'
    LOOP EXECUTE format('ALTER TABLE kpi_targets_history DROP CONSTRAINT %I', name); END LOOP;
  END $$;
  ALTER TABLE kpi_targets_history
    ALTER COLUMN due_on DROP NOT NULL,
    ADD COLUMN kind text,
    ADD COLUMN scope text,
    ADD COLUMN page text NOT NULL DEFAULT '',
    ADD COLUMN counting text NOT NULL DEFAULT '';
  -- Until now the promise of leaders said its one in its name only.
  SELECT set_config('tsunagaru.rewrites_history', 'on', true);
  UPDATE kpi_targets_history SET target_value = 1, kind = 'per_unit', scope = 'every_unit' WHERE code = 'leader_coverage';
  UPDATE kpi_targets_history SET kind = 'head_count', scope = 'city' WHERE code = 'it_passport_holders';
  SELECT set_config('tsunagaru.rewrites_history', '', true);
  ALTER TABLE kpi_targets_history
    ALTER COLUMN kind SET NOT NULL,
    ALTER COLUMN scope SET NOT NULL,
    ADD CONSTRAINT kpi_targets_metric CHECK ((code, kind, scope) IN (${METRICS.map((it) => `(${listed(it)})`).join(', ')})),
    ADD CONSTRAINT kpi_targets_value CHECK ((kind = 'status') = (target_value IS NULL) AND (target_value IS NULL OR target_value >= 1)),
    -- A null due day means: every fiscal year. These two are forecast until theirs.
    ADD CONSTRAINT kpi_targets_due CHECK (due_on IS NOT NULL OR code NOT IN ('leader_coverage', 'it_passport_holders')),
    ADD CONSTRAINT kpi_targets_days CHECK (valid_to > valid_from);
  CREATE OR REPLACE VIEW kpi_targets AS
    SELECT ${COLUMNS_BEFORE}, kind, scope, page, counting FROM kpi_targets_history WHERE superseded_at IS NULL;`;

/** They belong to one row of a target for good: whoever changes one writes the target anew. */
const MILESTONES = `
  CREATE TABLE kpi_target_milestones (
    target_row_id uuid NOT NULL CONSTRAINT kpi_target_milestones_target_row_id_fkey REFERENCES kpi_targets_history (row_id),
    fiscal_year integer NOT NULL CHECK (fiscal_year BETWEEN 2000 AND 2099),
    value integer NOT NULL CHECK (value >= 0),
    PRIMARY KEY (target_row_id, fiscal_year)
  );
  CREATE TRIGGER kpi_target_milestones_are_kept BEFORE UPDATE OR DELETE ON kpi_target_milestones FOR EACH ROW
    WHEN (NOT may_rewrite_history()) EXECUTE FUNCTION refuse_to_rewrite_history();`;

/** From the beginning of the fiscal year up to the day; a correction is a new row of the same day. */
const VALUES = `
  CREATE TABLE kpi_values_history (
    id uuid PRIMARY KEY,
    code text NOT NULL CHECK (code IN (${listed(ENTERED)})),
    as_of date NOT NULL,
    value integer CHECK (value >= 0),
    status text CHECK (status IN ('not_started', 'preparing', 'carried_out', 'dropped')),
    document text NOT NULL CHECK (document <> ''),
    note text NOT NULL DEFAULT '',
    recorded_at timestamptz NOT NULL,
    recorded_by uuid,
    superseded_at timestamptz,
    superseded_by uuid,
    CONSTRAINT kpi_values_one_kind CHECK ((value IS NULL) <> (status IS NULL)
      AND (status IS NOT NULL) = (code IN (${listed(METRICS.filter(([, kind]) => kind === 'status').map(([code]) => code))}))),
    CONSTRAINT kpi_values_superseded CHECK (superseded_at >= recorded_at AND (superseded_by IS NULL OR superseded_at IS NOT NULL)),
    CONSTRAINT kpi_values_history_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES accounts (id),
    CONSTRAINT kpi_values_history_superseded_by_fkey FOREIGN KEY (superseded_by) REFERENCES accounts (id)
  );
  CREATE UNIQUE INDEX kpi_values_one_a_day ON kpi_values_history (code, as_of) WHERE superseded_at IS NULL;
  CREATE VIEW kpi_values AS
    SELECT id, code, as_of, value, status, document, note, recorded_at, recorded_by FROM kpi_values_history WHERE superseded_at IS NULL;
  CREATE TRIGGER kpi_values_history_is_only_closed BEFORE UPDATE ON kpi_values_history FOR EACH ROW
    WHEN (NOT may_rewrite_history() AND (OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
      OR to_jsonb(OLD) - '{superseded_at,superseded_by}'::text[] <> to_jsonb(NEW) - '{superseded_at,superseded_by}'::text[]))
    EXECUTE FUNCTION refuse_to_rewrite_history();
  CREATE TRIGGER kpi_values_history_is_kept BEFORE DELETE ON kpi_values_history FOR EACH ROW
    WHEN (NOT may_rewrite_history()) EXECUTE FUNCTION refuse_to_rewrite_history();`;

type PlanPromise = readonly [code: string, name: string, value: number | null, counting?: string];

const AT_LEAST_ONE = '計画は数を定めていないため、1以上で達成とします。';

/** 第2次DX推進計画 of March 2026, beside the two that are there: each of them counts for every fiscal year from 令和8年度 on. Nobody knows the pages. */
const PROMISES: readonly PlanPromise[] = [
  ['supporters', 'DXサポーターを1名以上', 1, AT_LEAST_ONE],
  ['information_security', '情報セキュリティ研修の修了率100%', 100],
  ['ai_use', 'AI活用研修(この年度)の修了率100%', 100],
  ['ai_use_ever', 'AI活用研修(一度でも修了)の修了率100%', 100],
  ['other_certificates', 'その他の資格の取得者1名以上', 1, AT_LEAST_ONE],
  [
    'bpr_cases',
    '業務の見直し(BPR)1件以上',
    1,
    '実施日の属する年度の件数です。承認された見直しだけを数えます。',
  ],
  [
    'waiting_hours',
    'フロントヤード改革による待ち時間の削減80時間以上',
    80,
    '年度の初めからその日までに減った時間です。',
  ],
  [
    'clerical_hours',
    'フロントヤード改革による事務の削減150時間以上',
    150,
    '年度の初めからその日までに減った時間です。',
  ],
  [
    'prefectural_training',
    '県の研修への参加1名以上',
    1,
    `年度の初めからその日までに参加した職員の実人数です。${AT_LEAST_ONE}`,
  ],
  [
    'training_secondments',
    '研修生の派遣1名以上',
    1,
    `年度の初めからその日までに派遣した職員の実人数です。${AT_LEAST_ONE}`,
  ],
  [
    'support_given',
    '資格の取得の支援1件以上',
    1,
    `年度の初めからその日までに決定した支援の件数です。${AT_LEAST_ONE}`,
  ],
  ['specialist_recruitment', '専門人材の確保', null],
  ['dispatch_acceptance', '専門人材の派遣の受入れ', null],
  ['caio', 'CAIOの設置', null],
];

const planRow = ([code, name, value, counting = '']: PlanPromise, index: number): string => {
  const [, kind = '', scope = ''] = METRICS.find(([it]) => it === code) ?? [];
  const id = `00000000-0000-4000-8000-0000000001${String(index + 3).padStart(2, '0')}`;
  return `('${id}', '${code}', '${kind}', '${scope}', '${name}', ${String(value)}, '${counting}',
    '第2次DX推進計画(令和8年3月)', '2026-04-01', '2026-03-01T00:00:00+09:00')`;
};

/** Known since the plan is, as the first two. */
const PLAN = `
  INSERT INTO kpi_targets_history (id, code, kind, scope, name, target_value, counting, source, valid_from, recorded_at) VALUES
  ${PROMISES.map(planRow).join(',\n  ')};`;

const BACK = `
  DROP VIEW kpi_values;
  DROP TABLE kpi_values_history, kpi_target_milestones;
  DROP VIEW kpi_targets;
  SELECT set_config('tsunagaru.rewrites_history', 'on', true);
  DELETE FROM kpi_targets_history WHERE code NOT IN ('leader_coverage', 'it_passport_holders');
  ALTER TABLE kpi_targets_history DROP CONSTRAINT kpi_targets_metric, DROP CONSTRAINT kpi_targets_value,
    DROP CONSTRAINT kpi_targets_due, DROP CONSTRAINT kpi_targets_days;
  UPDATE kpi_targets_history SET target_value = NULL WHERE code = 'leader_coverage';
  SELECT set_config('tsunagaru.rewrites_history', '', true);
  ALTER TABLE kpi_targets_history
    DROP COLUMN kind, DROP COLUMN scope, DROP COLUMN page, DROP COLUMN counting,
    ALTER COLUMN due_on SET NOT NULL,
    ADD CONSTRAINT kpi_targets_code_check CHECK (code IN ('leader_coverage', 'it_passport_holders'));
  CREATE VIEW kpi_targets AS SELECT ${COLUMNS_BEFORE} FROM kpi_targets_history WHERE superseded_at IS NULL;`;
