-- coverage.newest-rule
SELECT version, valid_from AS "validFrom", definition, note FROM counting_rules ORDER BY version DESC LIMIT 1;

-- coverage.newest-targets
SELECT row_id AS "rowId", id, code, name, target_value AS "targetValue", due_on AS "dueOn", source,
      valid_from AS "validFrom", valid_to AS "validTo"
    FROM kpi_targets WHERE code = $1::text ORDER BY valid_from DESC LIMIT 2;

-- coverage.next-rule-version
SELECT COALESCE(max(version), 0) + 1 AS version FROM counting_rules_history;

-- coverage.rule-as-known
SELECT * FROM (
  SELECT version, valid_from AS "validFrom", lead(valid_from) OVER (ORDER BY valid_from) AS "nextFrom", definition, note
  FROM (SELECT * FROM counting_rules_history WHERE recorded_at <= $1::timestamptz AND (superseded_at IS NULL OR superseded_at > $1::timestamptz)) r) rule WHERE "validFrom" <= $2::date ORDER BY "validFrom" DESC LIMIT 1;

-- coverage.rule-on
SELECT * FROM (
  SELECT version, valid_from AS "validFrom", lead(valid_from) OVER (ORDER BY valid_from) AS "nextFrom", definition, note
  FROM counting_rules r) rule WHERE "validFrom" <= $1::date ORDER BY "validFrom" DESC LIMIT 1;

-- coverage.rules
SELECT version, valid_from AS "validFrom", lead(valid_from) OVER (ORDER BY valid_from) AS "nextFrom", definition, note
  FROM counting_rules r ORDER BY valid_from DESC;

-- coverage.targets
SELECT t.code, t.name, t.target_value AS "targetValue", t.due_on AS "dueOn", t.source, t.valid_from AS "validFrom", t.valid_to AS "validTo"
  FROM kpi_targets t ORDER BY t.code, t.valid_from DESC;

-- coverage.targets-as-known
SELECT t.code, t.name, t.target_value AS "targetValue", t.due_on AS "dueOn", t.source, t.valid_from AS "validFrom", t.valid_to AS "validTo"
  FROM (SELECT * FROM kpi_targets_history WHERE recorded_at <= $1::timestamptz AND (superseded_at IS NULL OR superseded_at > $1::timestamptz)) t WHERE t.valid_from <= $2::date AND (t.valid_to IS NULL OR t.valid_to > $2::date) ORDER BY t.code;

-- coverage.targets-on
SELECT t.code, t.name, t.target_value AS "targetValue", t.due_on AS "dueOn", t.source, t.valid_from AS "validFrom", t.valid_to AS "validTo"
  FROM kpi_targets t WHERE t.valid_from <= $1::date AND (t.valid_to IS NULL OR t.valid_to > $1::date) ORDER BY t.code;
