-- courses.asked-again-after-closing
WITH RECURSIVE ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < $1::timestamptz
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least($2::date, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN extract(year FROM $2::date - interval '3 months')::int ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < $1::timestamptz AND y.fiscal_year <= extract(year FROM $2::date - interval '3 months')::int AND (NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= $2::date))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date)) AS is_employed,
    least($2::date, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= $2::date AND true
  GROUP BY w.person_id
  HAVING bool_or(w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date))
), ob_unit AS (
  SELECT DISTINCT d.org_unit_id AS top_id, d.org_unit_id AS id, daterange(NULL, NULL) AS during
  FROM ob_duty d WHERE d.audience_kind = 'org_unit'
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM ob_unit t JOIN org_unit_periods u ON u.parent_org_unit_id = t.id
    AND t.during && daterange(u.valid_from, u.valid_to)
), ob_posted AS (
  SELECT 'managers' AS kind, NULL::uuid AS top_id, po.person_id, range_agg(daterange(po.valid_from, po.valid_to)) AS during
  FROM postings po
  WHERE po.is_managerial AND po.valid_from <= $2::date AND true
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= $2::date AND true
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= $2::date AND true
  GROUP BY s.person_id
), ob_reach AS (
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d CROSS JOIN ob_service s WHERE d.audience_kind = 'all_staff'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d JOIN assignment_persons n ON n.assignment_id = d.assignment_id JOIN ob_service s ON s.person_id = n.person_id
  WHERE d.audience_kind = 'persons'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during * p.during
  FROM ob_duty d JOIN ob_posted p ON p.kind = d.audience_kind AND p.top_id IS NOT DISTINCT FROM d.org_unit_id
  JOIN ob_service s ON s.person_id = p.person_id
), ob_closed AS (
  SELECT c.fiscal_year, min(c.closed_on) AS closed_on, min(c.closed_at) AS closed_at
  FROM cycle_closings c WHERE c.closed_on <= $2::date AND (c.undone_at IS NULL OR c.undone_at >= $1::timestamptz)
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < extract(year FROM $2::date - interval '3 months')::int AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND true THEN 'absent' WHEN due.due_on <= $3::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= $2::date AND (x.valid_to IS NULL OR x.valid_to > $2::date)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= $2::date AND (away.valid_to IS NULL OR away.valid_to > $2::date)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < $1::timestamptz THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < $1::timestamptz THEN e.completed_at END AS completed_at) done
  CROSS JOIN LATERAL (SELECT least(r.audience_day, r.last_day) AS day,
    greatest(r.assigned_on, coalesce((done.completed_at AT TIME ZONE 'Asia/Tokyo')::date, x.valid_from)) AS settled_on) seen
  CROSS JOIN LATERAL (SELECT CASE WHEN r.during @> daterange(least(r.assigned_on, seen.day), seen.day, '[]') THEN r.due_on
    ELSE greatest(r.due_on, (SELECT lower(stay) + 30 FROM unnest(r.during) stay
      WHERE stay @> seen.day AND lower(stay) > r.assigned_on)) END AS due_on) base
  CROSS JOIN LATERAL (SELECT CASE WHEN w.during IS NULL THEN base.due_on ELSE greatest(base.due_on,
    (SELECT max(upper(stay)) - 1 FROM unnest(w.during) stay WHERE lower(stay) <= base.due_on
      AND upper(stay) - 31 > r.assigned_on)) END AS due_on) due
  WHERE CASE WHEN r.during @> seen.day THEN true
      WHEN done.completed_at IS NULL AND x.valid_from IS NULL THEN false
      ELSE r.during @> least(seen.day, seen.settled_on) END
    AND (r.is_employed OR (r.fiscal_year = extract(year FROM $2::date - interval '3 months')::int AND seen.day >= r.assigned_on))
    
)
    SELECT count(DISTINCT (r.person_id, r.course_id))::int AS count FROM ob_reached r
    WHERE r.cycle = 0 AND r.fiscal_year > $4::integer AND (r.state IN ('not_started', 'in_progress', 'overdue') OR r.state = 'absent') AND EXISTS (
      SELECT 1 FROM ob_reached o WHERE o.person_id = r.person_id AND o.course_id = r.course_id AND o.cycle = r.cycle
        AND o.fiscal_year = $4::integer AND (o.state IN ('not_started', 'in_progress', 'overdue') OR o.state = 'absent'));

-- courses.asset
SELECT a.media_type AS "mediaType", a.bytes
    FROM course_assets a JOIN course_versions v ON v.id = a.course_version_id JOIN courses c ON c.id = v.course_id
    WHERE c.key = $1::text AND v.id = $2::uuid AND a.name = $3::text;

-- courses.assignment
WITH RECURSIVE ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < $1::timestamptz
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least($2::date, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN extract(year FROM $2::date - interval '3 months')::int ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < $1::timestamptz AND y.fiscal_year <= extract(year FROM $2::date - interval '3 months')::int AND (a.id = $3::uuid OR (NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= $2::date)
  AND a.course_id = (SELECT own.course_id FROM course_assignments own WHERE own.id = $3::uuid)))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date)) AS is_employed,
    least($2::date, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= $2::date AND true
  GROUP BY w.person_id
  HAVING bool_or(w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date))
), ob_unit AS (
  SELECT DISTINCT d.org_unit_id AS top_id, d.org_unit_id AS id, daterange(NULL, NULL) AS during
  FROM ob_duty d WHERE d.audience_kind = 'org_unit'
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM ob_unit t JOIN org_unit_periods u ON u.parent_org_unit_id = t.id
    AND t.during && daterange(u.valid_from, u.valid_to)
), ob_posted AS (
  SELECT 'managers' AS kind, NULL::uuid AS top_id, po.person_id, range_agg(daterange(po.valid_from, po.valid_to)) AS during
  FROM postings po
  WHERE po.is_managerial AND po.valid_from <= $2::date AND true
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= $2::date AND true
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= $2::date AND true
  GROUP BY s.person_id
), ob_reach AS (
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d CROSS JOIN ob_service s WHERE d.audience_kind = 'all_staff'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d JOIN assignment_persons n ON n.assignment_id = d.assignment_id JOIN ob_service s ON s.person_id = n.person_id
  WHERE d.audience_kind = 'persons'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during * p.during
  FROM ob_duty d JOIN ob_posted p ON p.kind = d.audience_kind AND p.top_id IS NOT DISTINCT FROM d.org_unit_id
  JOIN ob_service s ON s.person_id = p.person_id
), ob_closed AS (
  SELECT c.fiscal_year, min(c.closed_on) AS closed_on, min(c.closed_at) AS closed_at
  FROM cycle_closings c WHERE c.closed_on <= $2::date AND (c.undone_at IS NULL OR c.undone_at >= $1::timestamptz)
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < extract(year FROM $2::date - interval '3 months')::int AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND $4::boolean THEN 'absent' WHEN due.due_on <= $5::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= $2::date AND (x.valid_to IS NULL OR x.valid_to > $2::date)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= $2::date AND (away.valid_to IS NULL OR away.valid_to > $2::date)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < $1::timestamptz THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < $1::timestamptz THEN e.completed_at END AS completed_at) done
  CROSS JOIN LATERAL (SELECT least(r.audience_day, r.last_day) AS day,
    greatest(r.assigned_on, coalesce((done.completed_at AT TIME ZONE 'Asia/Tokyo')::date, x.valid_from)) AS settled_on) seen
  CROSS JOIN LATERAL (SELECT CASE WHEN r.during @> daterange(least(r.assigned_on, seen.day), seen.day, '[]') THEN r.due_on
    ELSE greatest(r.due_on, (SELECT lower(stay) + 30 FROM unnest(r.during) stay
      WHERE stay @> seen.day AND lower(stay) > r.assigned_on)) END AS due_on) base
  CROSS JOIN LATERAL (SELECT CASE WHEN w.during IS NULL THEN base.due_on ELSE greatest(base.due_on,
    (SELECT max(upper(stay)) - 1 FROM unnest(w.during) stay WHERE lower(stay) <= base.due_on
      AND upper(stay) - 31 > r.assigned_on)) END AS due_on) due
  WHERE CASE WHEN r.during @> seen.day THEN true
      WHEN done.completed_at IS NULL AND x.valid_from IS NULL THEN false
      ELSE r.during @> least(seen.day, seen.settled_on) END
    AND (r.is_employed OR (r.fiscal_year = extract(year FROM $2::date - interval '3 months')::int AND seen.day >= r.assigned_on))
    
), shown AS MATERIALIZED (SELECT a.id, CASE WHEN a.repeats_yearly THEN greatest(a.fiscal_year, (SELECT coalesce(max(n.fiscal_year), 0)
      FROM course_versions n WHERE n.course_id = a.course_id AND n.fiscal_year <= extract(year FROM $2::date - interval '3 months')::int)) ELSE a.fiscal_year END AS year FROM course_assignments a), asked AS (
    SELECT r.*, gone.id IS NOT NULL AS is_withdrawn, first_value(r.assignment_id) OVER asking AS asking_assignment_id, first_value(r.state) OVER asking AS asking_state, first_value(r.due_on) OVER asking AS asking_due_on, first_value(r.fiscal_year) OVER asking AS asking_fiscal_year,
      first_value(r.is_settled_before OR gone.id IS NOT NULL) OVER asking AS is_asked_by_none
    FROM ob_reached r
    LEFT JOIN assignment_withdrawals gone ON gone.assignment_id = r.assignment_id
    WINDOW asking AS (PARTITION BY r.person_id, r.course_id, r.cycle ORDER BY r.is_settled_before OR gone.id IS NOT NULL, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id)
  ), person AS (
    SELECT r.assignment_id, r.person_id, r.cycle, r.fiscal_year, r.completed_at, r.exemption_reason, r.absence,
      r.fiscal_year < shown.year AS is_earlier,
      CASE WHEN is_other THEN r.asking_state ELSE r.state END AS state, CASE WHEN is_other THEN r.asking_due_on ELSE r.due_on END AS due_on,
      CASE WHEN is_other THEN r.asking_assignment_id END AS other_id, CASE WHEN is_other THEN r.asking_fiscal_year END AS other_year,
      CASE WHEN is_other THEN 'other_assignment' WHEN r.is_settled_before THEN 'settled_before'
        WHEN r.is_withdrawn AND (r.state IN ('not_started', 'in_progress', 'overdue') OR r.state = 'absent') THEN 'withdrawn' ELSE CASE
      WHEN $6::text[] IS NOT NULL AND NOT w.employment_type = ANY ($6::text[]) THEN 'employment_type'
      WHEN $4::boolean AND r.absence IS NOT NULL THEN 'absent' END END AS left_out_by
    FROM asked r
    JOIN shown ON shown.id = r.assignment_id
    JOIN employments w ON w.person_id = r.person_id AND w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date)
    CROSS JOIN LATERAL (SELECT NOT r.is_asked_by_none AND r.asking_assignment_id <> r.assignment_id AND r.state <> 'closed' AS is_other) o
    WHERE CASE WHEN r.fiscal_year = shown.year THEN true ELSE r.fiscal_year < shown.year AND ((r.state IN ('not_started', 'in_progress', 'overdue') OR r.state = 'absent')
      OR (r.state = 'exempted' AND r.exempted_on >= make_date(extract(year FROM $2::date - interval '3 months')::int, 4, 1))) END
  ), sums AS (
    SELECT r.assignment_id, (count(*) FILTER (WHERE NOT r.is_earlier AND NOT coalesce(r.left_out_by IN ('other_assignment', 'settled_before', 'withdrawn'), false)))::int AS total,
      (count(*) FILTER (WHERE r.left_out_by IS NULL AND NOT r.is_earlier AND r.state = 'completed'))::int AS completed, (count(*) FILTER (WHERE r.left_out_by IS NULL AND r.state = 'overdue'))::int AS overdue,
      (count(*) FILTER (WHERE r.left_out_by IS NULL AND NOT r.is_earlier AND r.state = 'exempted'))::int AS exempted,
      (count(*) FILTER (WHERE r.left_out_by IS NULL AND NOT r.is_earlier AND r.state = 'closed'))::int AS closed,
      (count(*) FILTER (WHERE NOT r.is_earlier AND r.left_out_by = 'absent'))::int AS absent, (count(*) FILTER (WHERE NOT r.is_earlier AND r.left_out_by = 'employment_type'))::int AS other_types,
      (count(*) FILTER (WHERE NOT r.is_earlier AND r.left_out_by = 'other_assignment'))::int AS asked_elsewhere, (count(*) FILTER (WHERE NOT r.is_earlier AND r.left_out_by = 'settled_before'))::int AS settled_before,
      (count(*) FILTER (WHERE r.left_out_by IS NULL AND r.is_earlier AND r.state IN ('not_started', 'in_progress', 'overdue')))::int AS carried_over
    FROM person r GROUP BY r.assignment_id
  )
  SELECT a.id, a.course_id AS "courseId", c.key AS "courseKey", shown.year AS "fiscalYear", in_year.cycle,
    coalesce(v.title, coalesce(nullif(btrim(regexp_replace(newest.title, '[ 　]*([(（〔【][^()（）〔〕【】]*(令和([0-9０-９]+|元)|[RＲ][0-9０-９]+|[2２][0０][0-9０-９]{2})年度(改訂版|版|分|用|の)?[^()（）〔〕【】]*[)）〕】]|(令和([0-9０-９]+|元)|[RＲ][0-9０-９]+|[2２][0０][0-9０-９]{2})年度(改訂版|版|分|用|の)?)', '', 'g'), ' 　'), ''), newest.title) || '(令和' || (shown.year) - 2018 || '年度分・版がありません)') AS "courseTitle", v.id IS NOT NULL AS "hasEdition",
    CASE WHEN a.repeats_yearly AND shown.year < extract(year FROM $2::date - interval '3 months')::int AND w.withdrawn_on IS NULL
      THEN extract(year FROM $2::date - interval '3 months')::int END AS "yearWithoutEdition",
    a.repeats_yearly AS "repeatsYearly", a.audience_kind AS "audienceKind", u.name AS "unitName",
    a.is_mandatory AS "isMandatory", (a.due_on + make_interval(years => shown.year - a.fiscal_year))::date AS "dueOn",
    a.reason, a.created_at AS "createdAt", w.withdrawn_on AS "withdrawnOn", shut.closed_on AS "closedOn", coalesce(sums.total, 0) AS total,
    coalesce(sums.completed, 0) AS completed, coalesce(sums.overdue, 0) AS overdue,
    coalesce(sums.exempted, 0) AS exempted, coalesce(sums.closed, 0) AS closed, coalesce(sums.absent, 0) AS absent,
    coalesce(sums.other_types, 0) AS "otherTypes", coalesce(sums.carried_over, 0) AS "carriedOver",
    coalesce(sums.asked_elsewhere, 0) AS "askedElsewhere", coalesce(sums.settled_before, 0) AS "settledBefore"
  FROM course_assignments a
  JOIN courses c ON c.id = a.course_id
  JOIN shown ON shown.id = a.id
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL (SELECT CASE WHEN shown.year >= s.since THEN shown.year ELSE 0 END AS cycle) in_year
  LEFT JOIN ob_edition e ON e.course_id = a.course_id AND e.cycle = in_year.cycle
  LEFT JOIN course_versions v ON v.id = e.id
  JOIN LATERAL (SELECT n.title FROM course_versions n WHERE n.course_id = c.id
    ORDER BY coalesce(n.fiscal_year, 0) DESC, n.version DESC LIMIT 1) newest ON true
  LEFT JOIN LATERAL (SELECT p.name FROM org_unit_periods p WHERE p.org_unit_id = a.org_unit_id AND p.valid_from <= $2::date
    ORDER BY p.valid_from DESC LIMIT 1) u ON true
  LEFT JOIN assignment_withdrawals w ON w.assignment_id = a.id
  LEFT JOIN ob_closed shut ON shut.fiscal_year = shown.year
  LEFT JOIN sums ON sums.assignment_id = a.id
  WHERE a.id = $3::uuid;

-- courses.assignment-cycle
SELECT a.course_id AS "courseId", CASE WHEN shown.year >= s.since THEN shown.year ELSE 0 END AS cycle
    FROM course_assignments a
    CROSS JOIN LATERAL (SELECT coalesce($1::integer, CASE WHEN a.repeats_yearly THEN greatest(a.fiscal_year, (SELECT coalesce(max(n.fiscal_year), 0)
      FROM course_versions n WHERE n.course_id = a.course_id AND n.fiscal_year <= extract(year FROM $2::date - interval '3 months')::int)) ELSE a.fiscal_year END) AS year) shown
    CROSS JOIN LATERAL (SELECT min(v.fiscal_year) AS since FROM course_versions v WHERE v.course_id = a.course_id) s
    WHERE a.id = $3::uuid AND shown.year BETWEEN a.fiscal_year AND CASE WHEN a.repeats_yearly THEN greatest(a.fiscal_year, (SELECT coalesce(max(n.fiscal_year), 0)
      FROM course_versions n WHERE n.course_id = a.course_id AND n.fiscal_year <= extract(year FROM $2::date - interval '3 months')::int)) ELSE a.fiscal_year END;

-- courses.assignment-overlaps
WITH RECURSIVE unit AS (
      SELECT t.id AS top_id, t.id FROM (
        SELECT $1::uuid AS id UNION SELECT a.org_unit_id FROM course_assignments a WHERE a.course_id = $2::uuid) t
      UNION
      SELECT unit.top_id, u.org_unit_id FROM unit JOIN org_unit_periods u ON u.parent_org_unit_id = unit.id
      WHERE u.valid_from <= $3::date AND (u.valid_to IS NULL OR u.valid_to > $3::date)
    ), audience AS (
      SELECT w.person_id FROM employments w WHERE w.valid_from <= $3::date AND (w.valid_to IS NULL OR w.valid_to > $3::date) AND CASE $4::text
        WHEN 'all_staff' THEN true
        WHEN 'persons' THEN w.person_id = ANY ($5::uuid[])
        ELSE EXISTS (SELECT 1 FROM postings po WHERE po.person_id = w.person_id AND po.valid_from <= $3::date AND (po.valid_to IS NULL OR po.valid_to > $3::date)
          AND CASE $4::text WHEN 'managers' THEN po.is_managerial
              ELSE po.kind = 'primary' AND po.org_unit_id IN (SELECT id FROM unit WHERE top_id = $1::uuid) END) END
    )
    SELECT a.id, a.fiscal_year AS "fiscalYear", a.repeats_yearly AS "repeatsYearly", a.audience_kind AS "audienceKind",
      u.name AS "unitName", a.is_mandatory AS "isMandatory", (a.due_on + make_interval(years =>
  CASE WHEN a.repeats_yearly THEN greatest(0, $6::integer - a.fiscal_year) ELSE 0 END))::date AS "dueOn",
      (SELECT count(*)::int FROM audience w WHERE CASE a.audience_kind
        WHEN 'all_staff' THEN true
        WHEN 'persons' THEN w.person_id IN (SELECT n.person_id FROM assignment_persons n WHERE n.assignment_id = a.id)
        ELSE EXISTS (SELECT 1 FROM postings po WHERE po.person_id = w.person_id AND po.valid_from <= $3::date AND (po.valid_to IS NULL OR po.valid_to > $3::date)
          AND CASE a.audience_kind WHEN 'managers' THEN po.is_managerial
              ELSE po.kind = 'primary' AND po.org_unit_id IN (SELECT id FROM unit WHERE top_id = a.org_unit_id) END) END) AS people,
      a.audience_kind = $4::text AND a.org_unit_id IS NOT DISTINCT FROM $1::uuid AND a.is_mandatory = $7::boolean
        AND (a.due_on + make_interval(years =>
  CASE WHEN a.repeats_yearly THEN greatest(0, $6::integer - a.fiscal_year) ELSE 0 END))::date = $8::date AND (a.repeats_yearly OR NOT $9::boolean) AND (SELECT array_agg(n.person_id ORDER BY n.person_id) FROM assignment_persons n WHERE n.assignment_id = a.id)
  IS NOT DISTINCT FROM (SELECT array_agg(p.id ORDER BY p.id) FROM unnest($5::uuid[]) p (id)) AS "isSame"
    FROM course_assignments a
    CROSS JOIN (SELECT min(v.fiscal_year) AS since FROM course_versions v WHERE v.course_id = $2::uuid) s
    LEFT JOIN org_unit_periods u ON u.org_unit_id = a.org_unit_id AND u.valid_from <= $3::date AND (u.valid_to IS NULL OR u.valid_to > $3::date)
    WHERE a.course_id = $2::uuid AND NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= $3::date) AND CASE WHEN $10::integer = 0 THEN s.since IS NULL OR a.fiscal_year < s.since
  ELSE a.fiscal_year = $10::integer OR (a.repeats_yearly AND a.fiscal_year < $10::integer)
    OR ($9::boolean AND a.fiscal_year > $10::integer) END
    ORDER BY "dueOn", a.created_at, a.id;

-- courses.assignment-people
WITH RECURSIVE ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < $1::timestamptz
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least($2::date, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN extract(year FROM $2::date - interval '3 months')::int ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < $1::timestamptz AND y.fiscal_year <= extract(year FROM $2::date - interval '3 months')::int AND (a.id = $3::uuid OR (NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= $2::date)
  AND a.course_id = (SELECT own.course_id FROM course_assignments own WHERE own.id = $3::uuid)))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date)) AS is_employed,
    least($2::date, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= $2::date AND true
  GROUP BY w.person_id
  HAVING bool_or(w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date))
), ob_unit AS (
  SELECT DISTINCT d.org_unit_id AS top_id, d.org_unit_id AS id, daterange(NULL, NULL) AS during
  FROM ob_duty d WHERE d.audience_kind = 'org_unit'
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM ob_unit t JOIN org_unit_periods u ON u.parent_org_unit_id = t.id
    AND t.during && daterange(u.valid_from, u.valid_to)
), ob_posted AS (
  SELECT 'managers' AS kind, NULL::uuid AS top_id, po.person_id, range_agg(daterange(po.valid_from, po.valid_to)) AS during
  FROM postings po
  WHERE po.is_managerial AND po.valid_from <= $2::date AND true
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= $2::date AND true
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= $2::date AND true
  GROUP BY s.person_id
), ob_reach AS (
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d CROSS JOIN ob_service s WHERE d.audience_kind = 'all_staff'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d JOIN assignment_persons n ON n.assignment_id = d.assignment_id JOIN ob_service s ON s.person_id = n.person_id
  WHERE d.audience_kind = 'persons'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during * p.during
  FROM ob_duty d JOIN ob_posted p ON p.kind = d.audience_kind AND p.top_id IS NOT DISTINCT FROM d.org_unit_id
  JOIN ob_service s ON s.person_id = p.person_id
), ob_closed AS (
  SELECT c.fiscal_year, min(c.closed_on) AS closed_on, min(c.closed_at) AS closed_at
  FROM cycle_closings c WHERE c.closed_on <= $2::date AND (c.undone_at IS NULL OR c.undone_at >= $1::timestamptz)
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < extract(year FROM $2::date - interval '3 months')::int AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND $4::boolean THEN 'absent' WHEN due.due_on <= $5::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= $2::date AND (x.valid_to IS NULL OR x.valid_to > $2::date)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= $2::date AND (away.valid_to IS NULL OR away.valid_to > $2::date)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < $1::timestamptz THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < $1::timestamptz THEN e.completed_at END AS completed_at) done
  CROSS JOIN LATERAL (SELECT least(r.audience_day, r.last_day) AS day,
    greatest(r.assigned_on, coalesce((done.completed_at AT TIME ZONE 'Asia/Tokyo')::date, x.valid_from)) AS settled_on) seen
  CROSS JOIN LATERAL (SELECT CASE WHEN r.during @> daterange(least(r.assigned_on, seen.day), seen.day, '[]') THEN r.due_on
    ELSE greatest(r.due_on, (SELECT lower(stay) + 30 FROM unnest(r.during) stay
      WHERE stay @> seen.day AND lower(stay) > r.assigned_on)) END AS due_on) base
  CROSS JOIN LATERAL (SELECT CASE WHEN w.during IS NULL THEN base.due_on ELSE greatest(base.due_on,
    (SELECT max(upper(stay)) - 1 FROM unnest(w.during) stay WHERE lower(stay) <= base.due_on
      AND upper(stay) - 31 > r.assigned_on)) END AS due_on) due
  WHERE CASE WHEN r.during @> seen.day THEN true
      WHEN done.completed_at IS NULL AND x.valid_from IS NULL THEN false
      ELSE r.during @> least(seen.day, seen.settled_on) END
    AND (r.is_employed OR (r.fiscal_year = extract(year FROM $2::date - interval '3 months')::int AND seen.day >= r.assigned_on))
    
), shown AS MATERIALIZED (SELECT a.id, CASE WHEN a.repeats_yearly THEN greatest(a.fiscal_year, (SELECT coalesce(max(n.fiscal_year), 0)
      FROM course_versions n WHERE n.course_id = a.course_id AND n.fiscal_year <= extract(year FROM $2::date - interval '3 months')::int)) ELSE a.fiscal_year END AS year FROM course_assignments a), asked AS (
    SELECT r.*, gone.id IS NOT NULL AS is_withdrawn, first_value(r.assignment_id) OVER asking AS asking_assignment_id, first_value(r.state) OVER asking AS asking_state, first_value(r.due_on) OVER asking AS asking_due_on, first_value(r.fiscal_year) OVER asking AS asking_fiscal_year,
      first_value(r.is_settled_before OR gone.id IS NOT NULL) OVER asking AS is_asked_by_none
    FROM ob_reached r
    LEFT JOIN assignment_withdrawals gone ON gone.assignment_id = r.assignment_id
    WINDOW asking AS (PARTITION BY r.person_id, r.course_id, r.cycle ORDER BY r.is_settled_before OR gone.id IS NOT NULL, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id)
  ), person AS (
    SELECT r.assignment_id, r.person_id, r.cycle, r.fiscal_year, r.completed_at, r.exemption_reason, r.absence,
      r.fiscal_year < shown.year AS is_earlier,
      CASE WHEN is_other THEN r.asking_state ELSE r.state END AS state, CASE WHEN is_other THEN r.asking_due_on ELSE r.due_on END AS due_on,
      CASE WHEN is_other THEN r.asking_assignment_id END AS other_id, CASE WHEN is_other THEN r.asking_fiscal_year END AS other_year,
      CASE WHEN is_other THEN 'other_assignment' WHEN r.is_settled_before THEN 'settled_before'
        WHEN r.is_withdrawn AND (r.state IN ('not_started', 'in_progress', 'overdue') OR r.state = 'absent') THEN 'withdrawn' ELSE CASE
      WHEN $6::text[] IS NOT NULL AND NOT w.employment_type = ANY ($6::text[]) THEN 'employment_type'
      WHEN $4::boolean AND r.absence IS NOT NULL THEN 'absent' END END AS left_out_by
    FROM asked r
    JOIN shown ON shown.id = r.assignment_id
    JOIN employments w ON w.person_id = r.person_id AND w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date)
    CROSS JOIN LATERAL (SELECT NOT r.is_asked_by_none AND r.asking_assignment_id <> r.assignment_id AND r.state <> 'closed' AS is_other) o
    WHERE CASE WHEN r.fiscal_year = shown.year THEN true ELSE r.fiscal_year < shown.year AND ((r.state IN ('not_started', 'in_progress', 'overdue') OR r.state = 'absent')
      OR (r.state = 'exempted' AND r.exempted_on >= make_date(extract(year FROM $2::date - interval '3 months')::int, 4, 1))) END
  )
    SELECT r.person_id AS "personId", n.staff_number AS "staffNumber", p.name, u.name AS "unitName", r.state,
      r.due_on AS "dueOn", r.completed_at AS "completedAt", r.cycle, r.fiscal_year AS "fiscalYear", r.is_earlier AS "isCarriedOver",
      CASE WHEN r.state = 'exempted' THEN r.exemption_reason END AS "exemptionReason", r.absence, r.left_out_by AS "leftOutBy",
      r.other_year AS "otherYear", other.audience_kind AS "otherAudience",
      
      (SELECT old.name FROM person_details old WHERE old.person_id = r.person_id AND old.valid_to <= $2::date AND old.search_key LIKE $7::text AND NOT EXISTS (SELECT 1 FROM staff_numbers own
           WHERE own.person_id = r.person_id AND lower(own.staff_number) LIKE $7::text)
         AND NOT EXISTS (SELECT 1 FROM person_details own WHERE own.person_id = r.person_id AND own.valid_from <= $2::date AND (own.valid_to IS NULL OR own.valid_to > $2::date)
           AND (own.search_key LIKE $7::text OR own.name = old.name))
       ORDER BY old.valid_from DESC LIMIT 1) AS "formerName",
      (SELECT old.staff_number FROM staff_numbers old WHERE old.person_id = r.person_id AND old.valid_to <= $2::date AND lower(old.staff_number) LIKE $7::text
         AND NOT EXISTS (SELECT 1 FROM staff_numbers own
           WHERE own.person_id = r.person_id AND lower(own.staff_number) LIKE $7::text AND own.valid_from <= $2::date AND (own.valid_to IS NULL OR own.valid_to > $2::date))
       ORDER BY old.valid_from DESC LIMIT 1) AS "formerNumber", (count(*) OVER ())::int AS total
    FROM person r
    LEFT JOIN course_assignments other ON other.id = r.other_id
    JOIN person_details p ON p.person_id = r.person_id AND p.valid_from <= $2::date AND (p.valid_to IS NULL OR p.valid_to > $2::date)
    JOIN staff_numbers n ON n.person_id = p.person_id AND n.valid_from <= $2::date AND (n.valid_to IS NULL OR n.valid_to > $2::date)
    LEFT JOIN postings po ON po.person_id = p.person_id AND po.kind = 'primary' AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date)
    LEFT JOIN org_unit_periods u ON u.org_unit_id = po.org_unit_id AND u.valid_from <= $2::date AND (u.valid_to IS NULL OR u.valid_to > $2::date)
    LEFT JOIN org_units o ON o.id = po.org_unit_id
    WHERE r.assignment_id = $3::uuid AND CASE WHEN $8::text IS NULL THEN true WHEN $8::text = 'left_out' THEN r.left_out_by IS NOT NULL
        ELSE r.state = $8::text AND r.left_out_by IS NULL END
      AND ($9::text IS NULL OR coalesce(o.code, '') = $9::text) AND ($7::text IS NULL OR r.person_id IN (
      SELECT called.person_id FROM person_details called WHERE called.valid_from <= $2::date AND called.search_key LIKE $7::text
      UNION
      SELECT numbered.person_id FROM staff_numbers numbered
      WHERE numbered.valid_from <= $2::date AND lower(numbered.staff_number) LIKE $7::text))
    ORDER BY array_position(ARRAY['overdue', 'not_started', 'in_progress', 'absent', 'exempted', 'closed', 'completed'], r.state),
      u.sort_order, n.staff_number, r.fiscal_year
    LIMIT $10::integer OFFSET $11::integer;

-- courses.assignment-preview
WITH RECURSIVE ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo'
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least($1::date, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN extract(year FROM $1::date - interval '3 months')::int ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' AND y.fiscal_year <= extract(year FROM $1::date - interval '3 months')::int AND (a.course_id = $2::uuid AND NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= $1::date))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date)) AS is_employed,
    least($1::date, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= $1::date AND true
  GROUP BY w.person_id
  HAVING bool_or(w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date))
), ob_unit AS (
  SELECT DISTINCT d.org_unit_id AS top_id, d.org_unit_id AS id, daterange(NULL, NULL) AS during
  FROM ob_duty d WHERE d.audience_kind = 'org_unit'
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM ob_unit t JOIN org_unit_periods u ON u.parent_org_unit_id = t.id
    AND t.during && daterange(u.valid_from, u.valid_to)
), ob_posted AS (
  SELECT 'managers' AS kind, NULL::uuid AS top_id, po.person_id, range_agg(daterange(po.valid_from, po.valid_to)) AS during
  FROM postings po
  WHERE po.is_managerial AND po.valid_from <= $1::date AND true
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= $1::date AND true
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= $1::date AND true
  GROUP BY s.person_id
), ob_reach AS (
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d CROSS JOIN ob_service s WHERE d.audience_kind = 'all_staff'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d JOIN assignment_persons n ON n.assignment_id = d.assignment_id JOIN ob_service s ON s.person_id = n.person_id
  WHERE d.audience_kind = 'persons'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during * p.during
  FROM ob_duty d JOIN ob_posted p ON p.kind = d.audience_kind AND p.top_id IS NOT DISTINCT FROM d.org_unit_id
  JOIN ob_service s ON s.person_id = p.person_id
), ob_closed AS (
  SELECT c.fiscal_year, min(c.closed_on) AS closed_on, min(c.closed_at) AS closed_at
  FROM cycle_closings c WHERE c.closed_on <= $1::date AND (c.undone_at IS NULL OR c.undone_at >= ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo')
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < extract(year FROM $1::date - interval '3 months')::int AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND true THEN 'absent' WHEN due.due_on <= NULL::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= $1::date AND (x.valid_to IS NULL OR x.valid_to > $1::date)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= $1::date AND (away.valid_to IS NULL OR away.valid_to > $1::date)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.completed_at END AS completed_at) done
  CROSS JOIN LATERAL (SELECT least(r.audience_day, r.last_day) AS day,
    greatest(r.assigned_on, coalesce((done.completed_at AT TIME ZONE 'Asia/Tokyo')::date, x.valid_from)) AS settled_on) seen
  CROSS JOIN LATERAL (SELECT CASE WHEN r.during @> daterange(least(r.assigned_on, seen.day), seen.day, '[]') THEN r.due_on
    ELSE greatest(r.due_on, (SELECT lower(stay) + 30 FROM unnest(r.during) stay
      WHERE stay @> seen.day AND lower(stay) > r.assigned_on)) END AS due_on) base
  CROSS JOIN LATERAL (SELECT CASE WHEN w.during IS NULL THEN base.due_on ELSE greatest(base.due_on,
    (SELECT max(upper(stay)) - 1 FROM unnest(w.during) stay WHERE lower(stay) <= base.due_on
      AND upper(stay) - 31 > r.assigned_on)) END AS due_on) due
  WHERE CASE WHEN r.during @> seen.day THEN true
      WHEN done.completed_at IS NULL AND x.valid_from IS NULL THEN false
      ELSE r.during @> least(seen.day, seen.settled_on) END
    AND (r.is_employed OR (r.fiscal_year = extract(year FROM $1::date - interval '3 months')::int AND seen.day >= r.assigned_on))
    
), obligation AS (
  SELECT DISTINCT ON (r.person_id, r.course_id, r.cycle) md5(r.person_id::text || r.course_id::text || r.cycle::text)::uuid AS id, r.*
  FROM ob_reached r WHERE NOT r.is_settled_before ORDER BY r.person_id, r.course_id, r.cycle, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id
), unit AS (
      SELECT $3::uuid AS id
      UNION
      SELECT u.org_unit_id FROM unit JOIN org_unit_periods u ON u.parent_org_unit_id = unit.id
      WHERE u.valid_from <= $4::date AND (u.valid_to IS NULL OR u.valid_to > $4::date)
    ), audience AS (
      SELECT w.person_id FROM employments w
      WHERE w.valid_from <= $4::date AND (w.valid_to IS NULL OR w.valid_to > $4::date) AND CASE $5::text
        WHEN 'all_staff' THEN true
        WHEN 'persons' THEN w.person_id = ANY ($6::uuid[])
        ELSE EXISTS (SELECT 1 FROM postings po WHERE po.person_id = w.person_id AND po.valid_from <= $4::date AND (po.valid_to IS NULL OR po.valid_to > $4::date)
          AND CASE $5::text WHEN 'managers' THEN po.is_managerial
              ELSE po.kind = 'primary' AND po.org_unit_id IN (SELECT id FROM unit) END) END
    ), standing AS (
      SELECT e.completed_at IS NOT NULL AS is_completed, e.completed_at IS NULL AND x.id IS NOT NULL AS is_exempted,
        e.id IS NOT NULL OR o.id IS NOT NULL AS is_known, away.id IS NOT NULL AS is_absent,
        coalesce(o.is_mandatory > $7::boolean OR o.is_mandatory = $7::boolean
          AND (o.fiscal_year < $8::integer OR o.fiscal_year = $8::integer
            AND (a.due_on + make_interval(years => o.fiscal_year - a.fiscal_year))::date <= $9::date), false) AS is_asked_first
      FROM audience
      LEFT JOIN enrollments e ON e.person_id = audience.person_id AND e.course_id = $2::uuid AND e.cycle = $10::integer
      LEFT JOIN obligation o ON o.person_id = audience.person_id AND o.cycle = $10::integer AND o.state <> 'closed'
      LEFT JOIN course_assignments a ON a.id = o.assignment_id
      LEFT JOIN exemptions x ON x.person_id = audience.person_id AND x.course_id = $2::uuid AND x.cycle = $10::integer
        AND x.valid_from <= $4::date AND (x.valid_to IS NULL OR x.valid_to > $4::date)
      LEFT JOIN employment_statuses away ON away.person_id = audience.person_id AND away.valid_from <= $4::date AND (away.valid_to IS NULL OR away.valid_to > $4::date)
    )
    SELECT count(*)::int AS total,
      (count(*) FILTER (WHERE NOT is_known AND NOT is_exempted))::int AS "newlyEnrolled",
      (count(*) FILTER (WHERE is_known AND NOT is_asked_first AND NOT is_completed AND NOT is_exempted))::int AS "alreadyEnrolled",
      (count(*) FILTER (WHERE is_asked_first AND NOT is_completed AND NOT is_exempted))::int AS "askedFirst",
      (count(*) FILTER (WHERE is_completed))::int AS "alreadyCompleted",
      (count(*) FILTER (WHERE is_exempted))::int AS exempted, (count(*) FILTER (WHERE is_absent))::int AS absent
    FROM standing;

-- courses.assignment-units
WITH RECURSIVE ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < $1::timestamptz
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least($2::date, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN extract(year FROM $2::date - interval '3 months')::int ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < $1::timestamptz AND y.fiscal_year <= extract(year FROM $2::date - interval '3 months')::int AND (a.id = $3::uuid OR (NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= $2::date)
  AND a.course_id = (SELECT own.course_id FROM course_assignments own WHERE own.id = $3::uuid)))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date)) AS is_employed,
    least($2::date, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= $2::date AND true
  GROUP BY w.person_id
  HAVING bool_or(w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date))
), ob_unit AS (
  SELECT DISTINCT d.org_unit_id AS top_id, d.org_unit_id AS id, daterange(NULL, NULL) AS during
  FROM ob_duty d WHERE d.audience_kind = 'org_unit'
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM ob_unit t JOIN org_unit_periods u ON u.parent_org_unit_id = t.id
    AND t.during && daterange(u.valid_from, u.valid_to)
), ob_posted AS (
  SELECT 'managers' AS kind, NULL::uuid AS top_id, po.person_id, range_agg(daterange(po.valid_from, po.valid_to)) AS during
  FROM postings po
  WHERE po.is_managerial AND po.valid_from <= $2::date AND true
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= $2::date AND true
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= $2::date AND true
  GROUP BY s.person_id
), ob_reach AS (
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d CROSS JOIN ob_service s WHERE d.audience_kind = 'all_staff'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d JOIN assignment_persons n ON n.assignment_id = d.assignment_id JOIN ob_service s ON s.person_id = n.person_id
  WHERE d.audience_kind = 'persons'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during * p.during
  FROM ob_duty d JOIN ob_posted p ON p.kind = d.audience_kind AND p.top_id IS NOT DISTINCT FROM d.org_unit_id
  JOIN ob_service s ON s.person_id = p.person_id
), ob_closed AS (
  SELECT c.fiscal_year, min(c.closed_on) AS closed_on, min(c.closed_at) AS closed_at
  FROM cycle_closings c WHERE c.closed_on <= $2::date AND (c.undone_at IS NULL OR c.undone_at >= $1::timestamptz)
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < extract(year FROM $2::date - interval '3 months')::int AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND $4::boolean THEN 'absent' WHEN due.due_on <= $5::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= $2::date AND (x.valid_to IS NULL OR x.valid_to > $2::date)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= $2::date AND (away.valid_to IS NULL OR away.valid_to > $2::date)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < $1::timestamptz THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < $1::timestamptz THEN e.completed_at END AS completed_at) done
  CROSS JOIN LATERAL (SELECT least(r.audience_day, r.last_day) AS day,
    greatest(r.assigned_on, coalesce((done.completed_at AT TIME ZONE 'Asia/Tokyo')::date, x.valid_from)) AS settled_on) seen
  CROSS JOIN LATERAL (SELECT CASE WHEN r.during @> daterange(least(r.assigned_on, seen.day), seen.day, '[]') THEN r.due_on
    ELSE greatest(r.due_on, (SELECT lower(stay) + 30 FROM unnest(r.during) stay
      WHERE stay @> seen.day AND lower(stay) > r.assigned_on)) END AS due_on) base
  CROSS JOIN LATERAL (SELECT CASE WHEN w.during IS NULL THEN base.due_on ELSE greatest(base.due_on,
    (SELECT max(upper(stay)) - 1 FROM unnest(w.during) stay WHERE lower(stay) <= base.due_on
      AND upper(stay) - 31 > r.assigned_on)) END AS due_on) due
  WHERE CASE WHEN r.during @> seen.day THEN true
      WHEN done.completed_at IS NULL AND x.valid_from IS NULL THEN false
      ELSE r.during @> least(seen.day, seen.settled_on) END
    AND (r.is_employed OR (r.fiscal_year = extract(year FROM $2::date - interval '3 months')::int AND seen.day >= r.assigned_on))
    
), shown AS MATERIALIZED (SELECT a.id, CASE WHEN a.repeats_yearly THEN greatest(a.fiscal_year, (SELECT coalesce(max(n.fiscal_year), 0)
      FROM course_versions n WHERE n.course_id = a.course_id AND n.fiscal_year <= extract(year FROM $2::date - interval '3 months')::int)) ELSE a.fiscal_year END AS year FROM course_assignments a), asked AS (
    SELECT r.*, gone.id IS NOT NULL AS is_withdrawn, first_value(r.assignment_id) OVER asking AS asking_assignment_id, first_value(r.state) OVER asking AS asking_state, first_value(r.due_on) OVER asking AS asking_due_on, first_value(r.fiscal_year) OVER asking AS asking_fiscal_year,
      first_value(r.is_settled_before OR gone.id IS NOT NULL) OVER asking AS is_asked_by_none
    FROM ob_reached r
    LEFT JOIN assignment_withdrawals gone ON gone.assignment_id = r.assignment_id
    WINDOW asking AS (PARTITION BY r.person_id, r.course_id, r.cycle ORDER BY r.is_settled_before OR gone.id IS NOT NULL, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id)
  ), person AS (
    SELECT r.assignment_id, r.person_id, r.cycle, r.fiscal_year, r.completed_at, r.exemption_reason, r.absence,
      r.fiscal_year < shown.year AS is_earlier,
      CASE WHEN is_other THEN r.asking_state ELSE r.state END AS state, CASE WHEN is_other THEN r.asking_due_on ELSE r.due_on END AS due_on,
      CASE WHEN is_other THEN r.asking_assignment_id END AS other_id, CASE WHEN is_other THEN r.asking_fiscal_year END AS other_year,
      CASE WHEN is_other THEN 'other_assignment' WHEN r.is_settled_before THEN 'settled_before'
        WHEN r.is_withdrawn AND (r.state IN ('not_started', 'in_progress', 'overdue') OR r.state = 'absent') THEN 'withdrawn' ELSE CASE
      WHEN $6::text[] IS NOT NULL AND NOT w.employment_type = ANY ($6::text[]) THEN 'employment_type'
      WHEN $4::boolean AND r.absence IS NOT NULL THEN 'absent' END END AS left_out_by
    FROM asked r
    JOIN shown ON shown.id = r.assignment_id
    JOIN employments w ON w.person_id = r.person_id AND w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date)
    CROSS JOIN LATERAL (SELECT NOT r.is_asked_by_none AND r.asking_assignment_id <> r.assignment_id AND r.state <> 'closed' AS is_other) o
    WHERE CASE WHEN r.fiscal_year = shown.year THEN true ELSE r.fiscal_year < shown.year AND ((r.state IN ('not_started', 'in_progress', 'overdue') OR r.state = 'absent')
      OR (r.state = 'exempted' AND r.exempted_on >= make_date(extract(year FROM $2::date - interval '3 months')::int, 4, 1))) END
  ), unit AS (
      SELECT po.org_unit_id, (count(*) FILTER (WHERE r.left_out_by IS NULL AND NOT r.is_earlier AND r.state <> 'exempted'))::int AS expected,
        (count(*) FILTER (WHERE r.left_out_by IS NULL AND NOT r.is_earlier AND r.state = 'completed'))::int AS completed,
        (count(*) FILTER (WHERE r.left_out_by IS NULL AND r.state IN ('not_started', 'in_progress', 'overdue')))::int AS open, (count(*) FILTER (WHERE r.left_out_by IS NULL AND r.state = 'overdue'))::int AS overdue
      FROM person r
      LEFT JOIN postings po ON po.person_id = r.person_id AND po.kind = 'primary' AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date)
      WHERE r.assignment_id = $3::uuid
      GROUP BY po.org_unit_id
    )
    SELECT coalesce(o.code, '') AS code, coalesce(u.name, '') AS name, unit.expected, unit.completed, unit.open, unit.overdue,
      (count(*) OVER ())::int AS total
    FROM unit
    LEFT JOIN org_unit_periods u ON u.org_unit_id = unit.org_unit_id AND u.valid_from <= $2::date AND (u.valid_to IS NULL OR u.valid_to > $2::date)
    LEFT JOIN org_units o ON o.id = unit.org_unit_id
    WHERE unit.expected + unit.open > 0
    ORDER BY unit.overdue DESC, unit.open DESC, u.sort_order NULLS LAST, code
    LIMIT $7::integer OFFSET $8::integer;

-- courses.assignments
WITH RECURSIVE ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < $1::timestamptz
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least($2::date, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN extract(year FROM $2::date - interval '3 months')::int ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < $1::timestamptz AND y.fiscal_year <= extract(year FROM $2::date - interval '3 months')::int AND (true)
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date)) AS is_employed,
    least($2::date, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= $2::date AND true
  GROUP BY w.person_id
  HAVING bool_or(w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date))
), ob_unit AS (
  SELECT DISTINCT d.org_unit_id AS top_id, d.org_unit_id AS id, daterange(NULL, NULL) AS during
  FROM ob_duty d WHERE d.audience_kind = 'org_unit'
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM ob_unit t JOIN org_unit_periods u ON u.parent_org_unit_id = t.id
    AND t.during && daterange(u.valid_from, u.valid_to)
), ob_posted AS (
  SELECT 'managers' AS kind, NULL::uuid AS top_id, po.person_id, range_agg(daterange(po.valid_from, po.valid_to)) AS during
  FROM postings po
  WHERE po.is_managerial AND po.valid_from <= $2::date AND true
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= $2::date AND true
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= $2::date AND true
  GROUP BY s.person_id
), ob_reach AS (
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d CROSS JOIN ob_service s WHERE d.audience_kind = 'all_staff'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d JOIN assignment_persons n ON n.assignment_id = d.assignment_id JOIN ob_service s ON s.person_id = n.person_id
  WHERE d.audience_kind = 'persons'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during * p.during
  FROM ob_duty d JOIN ob_posted p ON p.kind = d.audience_kind AND p.top_id IS NOT DISTINCT FROM d.org_unit_id
  JOIN ob_service s ON s.person_id = p.person_id
), ob_closed AS (
  SELECT c.fiscal_year, min(c.closed_on) AS closed_on, min(c.closed_at) AS closed_at
  FROM cycle_closings c WHERE c.closed_on <= $2::date AND (c.undone_at IS NULL OR c.undone_at >= $1::timestamptz)
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < extract(year FROM $2::date - interval '3 months')::int AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND $3::boolean THEN 'absent' WHEN due.due_on <= $4::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= $2::date AND (x.valid_to IS NULL OR x.valid_to > $2::date)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= $2::date AND (away.valid_to IS NULL OR away.valid_to > $2::date)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < $1::timestamptz THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < $1::timestamptz THEN e.completed_at END AS completed_at) done
  CROSS JOIN LATERAL (SELECT least(r.audience_day, r.last_day) AS day,
    greatest(r.assigned_on, coalesce((done.completed_at AT TIME ZONE 'Asia/Tokyo')::date, x.valid_from)) AS settled_on) seen
  CROSS JOIN LATERAL (SELECT CASE WHEN r.during @> daterange(least(r.assigned_on, seen.day), seen.day, '[]') THEN r.due_on
    ELSE greatest(r.due_on, (SELECT lower(stay) + 30 FROM unnest(r.during) stay
      WHERE stay @> seen.day AND lower(stay) > r.assigned_on)) END AS due_on) base
  CROSS JOIN LATERAL (SELECT CASE WHEN w.during IS NULL THEN base.due_on ELSE greatest(base.due_on,
    (SELECT max(upper(stay)) - 1 FROM unnest(w.during) stay WHERE lower(stay) <= base.due_on
      AND upper(stay) - 31 > r.assigned_on)) END AS due_on) due
  WHERE CASE WHEN r.during @> seen.day THEN true
      WHEN done.completed_at IS NULL AND x.valid_from IS NULL THEN false
      ELSE r.during @> least(seen.day, seen.settled_on) END
    AND (r.is_employed OR (r.fiscal_year = extract(year FROM $2::date - interval '3 months')::int AND seen.day >= r.assigned_on))
    
), shown AS MATERIALIZED (SELECT a.id, CASE WHEN a.repeats_yearly THEN greatest(a.fiscal_year, (SELECT coalesce(max(n.fiscal_year), 0)
      FROM course_versions n WHERE n.course_id = a.course_id AND n.fiscal_year <= extract(year FROM $2::date - interval '3 months')::int)) ELSE a.fiscal_year END AS year FROM course_assignments a), asked AS (
    SELECT r.*, gone.id IS NOT NULL AS is_withdrawn, first_value(r.assignment_id) OVER asking AS asking_assignment_id, first_value(r.state) OVER asking AS asking_state, first_value(r.due_on) OVER asking AS asking_due_on, first_value(r.fiscal_year) OVER asking AS asking_fiscal_year,
      first_value(r.is_settled_before OR gone.id IS NOT NULL) OVER asking AS is_asked_by_none
    FROM ob_reached r
    LEFT JOIN assignment_withdrawals gone ON gone.assignment_id = r.assignment_id
    WINDOW asking AS (PARTITION BY r.person_id, r.course_id, r.cycle ORDER BY r.is_settled_before OR gone.id IS NOT NULL, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id)
  ), person AS (
    SELECT r.assignment_id, r.person_id, r.cycle, r.fiscal_year, r.completed_at, r.exemption_reason, r.absence,
      r.fiscal_year < shown.year AS is_earlier,
      CASE WHEN is_other THEN r.asking_state ELSE r.state END AS state, CASE WHEN is_other THEN r.asking_due_on ELSE r.due_on END AS due_on,
      CASE WHEN is_other THEN r.asking_assignment_id END AS other_id, CASE WHEN is_other THEN r.asking_fiscal_year END AS other_year,
      CASE WHEN is_other THEN 'other_assignment' WHEN r.is_settled_before THEN 'settled_before'
        WHEN r.is_withdrawn AND (r.state IN ('not_started', 'in_progress', 'overdue') OR r.state = 'absent') THEN 'withdrawn' ELSE CASE
      WHEN $5::text[] IS NOT NULL AND NOT w.employment_type = ANY ($5::text[]) THEN 'employment_type'
      WHEN $3::boolean AND r.absence IS NOT NULL THEN 'absent' END END AS left_out_by
    FROM asked r
    JOIN shown ON shown.id = r.assignment_id
    JOIN employments w ON w.person_id = r.person_id AND w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date)
    CROSS JOIN LATERAL (SELECT NOT r.is_asked_by_none AND r.asking_assignment_id <> r.assignment_id AND r.state <> 'closed' AS is_other) o
    WHERE CASE WHEN r.fiscal_year = shown.year THEN true ELSE r.fiscal_year < shown.year AND ((r.state IN ('not_started', 'in_progress', 'overdue') OR r.state = 'absent')
      OR (r.state = 'exempted' AND r.exempted_on >= make_date(extract(year FROM $2::date - interval '3 months')::int, 4, 1))) END
  ), sums AS (
    SELECT r.assignment_id, (count(*) FILTER (WHERE NOT r.is_earlier AND NOT coalesce(r.left_out_by IN ('other_assignment', 'settled_before', 'withdrawn'), false)))::int AS total,
      (count(*) FILTER (WHERE r.left_out_by IS NULL AND NOT r.is_earlier AND r.state = 'completed'))::int AS completed, (count(*) FILTER (WHERE r.left_out_by IS NULL AND r.state = 'overdue'))::int AS overdue,
      (count(*) FILTER (WHERE r.left_out_by IS NULL AND NOT r.is_earlier AND r.state = 'exempted'))::int AS exempted,
      (count(*) FILTER (WHERE r.left_out_by IS NULL AND NOT r.is_earlier AND r.state = 'closed'))::int AS closed,
      (count(*) FILTER (WHERE NOT r.is_earlier AND r.left_out_by = 'absent'))::int AS absent, (count(*) FILTER (WHERE NOT r.is_earlier AND r.left_out_by = 'employment_type'))::int AS other_types,
      (count(*) FILTER (WHERE NOT r.is_earlier AND r.left_out_by = 'other_assignment'))::int AS asked_elsewhere, (count(*) FILTER (WHERE NOT r.is_earlier AND r.left_out_by = 'settled_before'))::int AS settled_before,
      (count(*) FILTER (WHERE r.left_out_by IS NULL AND r.is_earlier AND r.state IN ('not_started', 'in_progress', 'overdue')))::int AS carried_over
    FROM person r GROUP BY r.assignment_id
  )
  SELECT a.id, a.course_id AS "courseId", c.key AS "courseKey", shown.year AS "fiscalYear", in_year.cycle,
    coalesce(v.title, coalesce(nullif(btrim(regexp_replace(newest.title, '[ 　]*([(（〔【][^()（）〔〕【】]*(令和([0-9０-９]+|元)|[RＲ][0-9０-９]+|[2２][0０][0-9０-９]{2})年度(改訂版|版|分|用|の)?[^()（）〔〕【】]*[)）〕】]|(令和([0-9０-９]+|元)|[RＲ][0-9０-９]+|[2２][0０][0-9０-９]{2})年度(改訂版|版|分|用|の)?)', '', 'g'), ' 　'), ''), newest.title) || '(令和' || (shown.year) - 2018 || '年度分・版がありません)') AS "courseTitle", v.id IS NOT NULL AS "hasEdition",
    CASE WHEN a.repeats_yearly AND shown.year < extract(year FROM $2::date - interval '3 months')::int AND w.withdrawn_on IS NULL
      THEN extract(year FROM $2::date - interval '3 months')::int END AS "yearWithoutEdition",
    a.repeats_yearly AS "repeatsYearly", a.audience_kind AS "audienceKind", u.name AS "unitName",
    a.is_mandatory AS "isMandatory", (a.due_on + make_interval(years => shown.year - a.fiscal_year))::date AS "dueOn",
    a.reason, a.created_at AS "createdAt", w.withdrawn_on AS "withdrawnOn", shut.closed_on AS "closedOn", coalesce(sums.total, 0) AS total,
    coalesce(sums.completed, 0) AS completed, coalesce(sums.overdue, 0) AS overdue,
    coalesce(sums.exempted, 0) AS exempted, coalesce(sums.closed, 0) AS closed, coalesce(sums.absent, 0) AS absent,
    coalesce(sums.other_types, 0) AS "otherTypes", coalesce(sums.carried_over, 0) AS "carriedOver",
    coalesce(sums.asked_elsewhere, 0) AS "askedElsewhere", coalesce(sums.settled_before, 0) AS "settledBefore"
  FROM course_assignments a
  JOIN courses c ON c.id = a.course_id
  JOIN shown ON shown.id = a.id
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL (SELECT CASE WHEN shown.year >= s.since THEN shown.year ELSE 0 END AS cycle) in_year
  LEFT JOIN ob_edition e ON e.course_id = a.course_id AND e.cycle = in_year.cycle
  LEFT JOIN course_versions v ON v.id = e.id
  JOIN LATERAL (SELECT n.title FROM course_versions n WHERE n.course_id = c.id
    ORDER BY coalesce(n.fiscal_year, 0) DESC, n.version DESC LIMIT 1) newest ON true
  LEFT JOIN LATERAL (SELECT p.name FROM org_unit_periods p WHERE p.org_unit_id = a.org_unit_id AND p.valid_from <= $2::date
    ORDER BY p.valid_from DESC LIMIT 1) u ON true
  LEFT JOIN assignment_withdrawals w ON w.assignment_id = a.id
  LEFT JOIN ob_closed shut ON shut.fiscal_year = shown.year
  LEFT JOIN sums ON sums.assignment_id = a.id
  WHERE true
    ORDER BY shown.year DESC, w.withdrawn_on IS NOT NULL, "dueOn", "courseTitle", a.id;

-- courses.assignments-to-join
SELECT n.id FROM assignment_persons n WHERE n.person_id = $1::uuid AND NOT EXISTS (
      SELECT 1 FROM assignment_persons o WHERE o.assignment_id = n.assignment_id AND o.person_id = $2::uuid) ORDER BY n.id;

-- courses.begun-course
WITH RECURSIVE ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo'
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least($1::date, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN extract(year FROM $1::date - interval '3 months')::int ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' AND y.fiscal_year <= extract(year FROM $1::date - interval '3 months')::int AND (NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= $1::date))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date)) AS is_employed,
    least($1::date, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= $1::date AND w.person_id = $2::uuid
  GROUP BY w.person_id
  HAVING bool_or(w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date))
), ob_unit AS (
  SELECT DISTINCT d.org_unit_id AS top_id, d.org_unit_id AS id, daterange(NULL, NULL) AS during
  FROM ob_duty d WHERE d.audience_kind = 'org_unit'
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM ob_unit t JOIN org_unit_periods u ON u.parent_org_unit_id = t.id
    AND t.during && daterange(u.valid_from, u.valid_to)
), ob_posted AS (
  SELECT 'managers' AS kind, NULL::uuid AS top_id, po.person_id, range_agg(daterange(po.valid_from, po.valid_to)) AS during
  FROM postings po
  WHERE po.is_managerial AND po.valid_from <= $1::date AND po.person_id = $2::uuid
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= $1::date AND po.person_id = $2::uuid
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= $1::date AND s.person_id = $2::uuid
  GROUP BY s.person_id
), ob_reach AS (
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d CROSS JOIN ob_service s WHERE d.audience_kind = 'all_staff'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d JOIN assignment_persons n ON n.assignment_id = d.assignment_id JOIN ob_service s ON s.person_id = n.person_id
  WHERE d.audience_kind = 'persons'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during * p.during
  FROM ob_duty d JOIN ob_posted p ON p.kind = d.audience_kind AND p.top_id IS NOT DISTINCT FROM d.org_unit_id
  JOIN ob_service s ON s.person_id = p.person_id
), ob_closed AS (
  SELECT c.fiscal_year, min(c.closed_on) AS closed_on, min(c.closed_at) AS closed_at
  FROM cycle_closings c WHERE c.closed_on <= $1::date AND (c.undone_at IS NULL OR c.undone_at >= ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo')
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < extract(year FROM $1::date - interval '3 months')::int AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND true THEN 'absent' WHEN due.due_on <= NULL::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= $1::date AND (x.valid_to IS NULL OR x.valid_to > $1::date)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= $1::date AND (away.valid_to IS NULL OR away.valid_to > $1::date)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.completed_at END AS completed_at) done
  CROSS JOIN LATERAL (SELECT least(r.audience_day, r.last_day) AS day,
    greatest(r.assigned_on, coalesce((done.completed_at AT TIME ZONE 'Asia/Tokyo')::date, x.valid_from)) AS settled_on) seen
  CROSS JOIN LATERAL (SELECT CASE WHEN r.during @> daterange(least(r.assigned_on, seen.day), seen.day, '[]') THEN r.due_on
    ELSE greatest(r.due_on, (SELECT lower(stay) + 30 FROM unnest(r.during) stay
      WHERE stay @> seen.day AND lower(stay) > r.assigned_on)) END AS due_on) base
  CROSS JOIN LATERAL (SELECT CASE WHEN w.during IS NULL THEN base.due_on ELSE greatest(base.due_on,
    (SELECT max(upper(stay)) - 1 FROM unnest(w.during) stay WHERE lower(stay) <= base.due_on
      AND upper(stay) - 31 > r.assigned_on)) END AS due_on) due
  WHERE CASE WHEN r.during @> seen.day THEN true
      WHEN done.completed_at IS NULL AND x.valid_from IS NULL THEN false
      ELSE r.during @> least(seen.day, seen.settled_on) END
    AND (r.is_employed OR (r.fiscal_year = extract(year FROM $1::date - interval '3 months')::int AND seen.day >= r.assigned_on))
    
), obligation AS (
  SELECT DISTINCT ON (r.person_id, r.course_id, r.cycle) md5(r.person_id::text || r.course_id::text || r.cycle::text)::uuid AS id, r.*
  FROM ob_reached r WHERE NOT r.is_settled_before ORDER BY r.person_id, r.course_id, r.cycle, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id
)
    SELECT e.id, e.completed_at IS NOT NULL AS "isCompleted", o.id IS NOT NULL AS "isAsked" 
  FROM courses c
  CROSS JOIN LATERAL (SELECT coalesce($3::integer, (SELECT o.cycle FROM obligation o WHERE o.course_id = c.id AND (o.state IN ('not_started', 'in_progress', 'overdue') OR o.state = 'absent') ORDER BY o.fiscal_year, o.cycle LIMIT 1), (SELECT max(n.cycle) FROM ob_edition n WHERE n.course_id = c.id AND n.cycle <= extract(year FROM $1::date - interval '3 months')::int))) pick (cycle)
  JOIN ob_edition current ON current.course_id = c.id AND current.cycle = pick.cycle
    AND current.cycle <= extract(year FROM $1::date - interval '3 months')::int
  LEFT JOIN enrollments e ON e.person_id = $2::uuid AND e.course_id = c.id AND e.cycle = pick.cycle
  JOIN course_versions v ON v.id = coalesce(e.course_version_id, current.id)
  LEFT JOIN obligation o ON o.course_id = c.id AND o.cycle = pick.cycle AND o.state <> 'closed'
  LEFT JOIN obligation shut ON shut.course_id = c.id AND shut.cycle = pick.cycle AND shut.state = 'closed'
  LEFT JOIN exemptions x ON x.person_id = $2::uuid AND x.course_id = c.id AND x.cycle = pick.cycle
    AND e.completed_at IS NULL AND x.valid_from <= $1::date AND (x.valid_to IS NULL OR x.valid_to > $1::date)
    WHERE c.key = $4::text AND e.id IS NOT NULL;

-- courses.catalogue
WITH RECURSIVE ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo'
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least($1::date, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN extract(year FROM $1::date - interval '3 months')::int ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' AND y.fiscal_year <= extract(year FROM $1::date - interval '3 months')::int AND (NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= $1::date))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date)) AS is_employed,
    least($1::date, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= $1::date AND w.person_id = $2::uuid
  GROUP BY w.person_id
  HAVING bool_or(w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date))
), ob_unit AS (
  SELECT DISTINCT d.org_unit_id AS top_id, d.org_unit_id AS id, daterange(NULL, NULL) AS during
  FROM ob_duty d WHERE d.audience_kind = 'org_unit'
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM ob_unit t JOIN org_unit_periods u ON u.parent_org_unit_id = t.id
    AND t.during && daterange(u.valid_from, u.valid_to)
), ob_posted AS (
  SELECT 'managers' AS kind, NULL::uuid AS top_id, po.person_id, range_agg(daterange(po.valid_from, po.valid_to)) AS during
  FROM postings po
  WHERE po.is_managerial AND po.valid_from <= $1::date AND po.person_id = $2::uuid
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= $1::date AND po.person_id = $2::uuid
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= $1::date AND s.person_id = $2::uuid
  GROUP BY s.person_id
), ob_reach AS (
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d CROSS JOIN ob_service s WHERE d.audience_kind = 'all_staff'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d JOIN assignment_persons n ON n.assignment_id = d.assignment_id JOIN ob_service s ON s.person_id = n.person_id
  WHERE d.audience_kind = 'persons'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during * p.during
  FROM ob_duty d JOIN ob_posted p ON p.kind = d.audience_kind AND p.top_id IS NOT DISTINCT FROM d.org_unit_id
  JOIN ob_service s ON s.person_id = p.person_id
), ob_closed AS (
  SELECT c.fiscal_year, min(c.closed_on) AS closed_on, min(c.closed_at) AS closed_at
  FROM cycle_closings c WHERE c.closed_on <= $1::date AND (c.undone_at IS NULL OR c.undone_at >= ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo')
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < extract(year FROM $1::date - interval '3 months')::int AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND true THEN 'absent' WHEN due.due_on <= NULL::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= $1::date AND (x.valid_to IS NULL OR x.valid_to > $1::date)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= $1::date AND (away.valid_to IS NULL OR away.valid_to > $1::date)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.completed_at END AS completed_at) done
  CROSS JOIN LATERAL (SELECT least(r.audience_day, r.last_day) AS day,
    greatest(r.assigned_on, coalesce((done.completed_at AT TIME ZONE 'Asia/Tokyo')::date, x.valid_from)) AS settled_on) seen
  CROSS JOIN LATERAL (SELECT CASE WHEN r.during @> daterange(least(r.assigned_on, seen.day), seen.day, '[]') THEN r.due_on
    ELSE greatest(r.due_on, (SELECT lower(stay) + 30 FROM unnest(r.during) stay
      WHERE stay @> seen.day AND lower(stay) > r.assigned_on)) END AS due_on) base
  CROSS JOIN LATERAL (SELECT CASE WHEN w.during IS NULL THEN base.due_on ELSE greatest(base.due_on,
    (SELECT max(upper(stay)) - 1 FROM unnest(w.during) stay WHERE lower(stay) <= base.due_on
      AND upper(stay) - 31 > r.assigned_on)) END AS due_on) due
  WHERE CASE WHEN r.during @> seen.day THEN true
      WHEN done.completed_at IS NULL AND x.valid_from IS NULL THEN false
      ELSE r.during @> least(seen.day, seen.settled_on) END
    AND (r.is_employed OR (r.fiscal_year = extract(year FROM $1::date - interval '3 months')::int AND seen.day >= r.assigned_on))
    
), obligation AS (
  SELECT DISTINCT ON (r.person_id, r.course_id, r.cycle) md5(r.person_id::text || r.course_id::text || r.cycle::text)::uuid AS id, r.*
  FROM ob_reached r WHERE NOT r.is_settled_before ORDER BY r.person_id, r.course_id, r.cycle, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id
) SELECT 
  c.key, nullif(pick.cycle, 0) AS year, 
  v.title || CASE WHEN o.is_carried_over AND strpos(v.title, '令和' || o.fiscal_year - 2018 || '年度') = 0
    THEN '(' || '令和' || o.fiscal_year - 2018 || '年度' || '分)' ELSE '' END || CASE WHEN shut.is_carried_over AND strpos(v.title || CASE WHEN o.is_carried_over AND strpos(v.title, '令和' || o.fiscal_year - 2018 || '年度') = 0
    THEN '(' || '令和' || o.fiscal_year - 2018 || '年度' || '分)' ELSE '' END, '令和' || shut.fiscal_year - 2018 || '年度') = 0
    THEN '(' || '令和' || shut.fiscal_year - 2018 || '年度' || '分)' ELSE '' END AS title, v.summary, v.minutes,
  v.fiscal_year IS NOT NULL AS "isYearly", v.audience,
  (SELECT count(*)::int FROM lessons l WHERE l.course_version_id = v.id) AS "lessonCount",
  (SELECT count(*)::int FROM lesson_progress p JOIN lessons l ON l.id = p.lesson_id AND l.course_version_id = v.id
   WHERE p.enrollment_id = e.id AND p.completed_at IS NOT NULL) AS "completedLessons",
  coalesce(o.is_mandatory, false) AS "isMandatory", o.due_on AS "dueOn", o.absence, e.started_at AS "startedAt",
  e.completed_at AS "completedAt", (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo' AS "exemptedAt",
  (SELECT d.dropped_at FROM course_drops d WHERE d.enrollment_id = e.id AND d.taken_up_at IS NULL) AS "droppedAt",
  v.audience = '{managers}' AND NOT EXISTS (SELECT 1 FROM postings po
    WHERE po.person_id = $2::uuid AND po.is_managerial AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date)) AS "isForOthers" 
  FROM courses c
  CROSS JOIN LATERAL (SELECT o.cycle FROM obligation o WHERE o.course_id = c.id AND (o.state IN ('not_started', 'in_progress', 'overdue') OR o.state = 'absent') UNION ALL (SELECT max(n.cycle) FROM ob_edition n WHERE n.course_id = c.id AND n.cycle <= extract(year FROM $1::date - interval '3 months')::int HAVING NOT EXISTS (SELECT o.cycle FROM obligation o WHERE o.course_id = c.id AND (o.state IN ('not_started', 'in_progress', 'overdue') OR o.state = 'absent')))) pick (cycle)
  JOIN ob_edition current ON current.course_id = c.id AND current.cycle = pick.cycle
    AND current.cycle <= extract(year FROM $1::date - interval '3 months')::int
  LEFT JOIN enrollments e ON e.person_id = $2::uuid AND e.course_id = c.id AND e.cycle = pick.cycle
  JOIN course_versions v ON v.id = coalesce(e.course_version_id, current.id)
  LEFT JOIN obligation o ON o.course_id = c.id AND o.cycle = pick.cycle AND o.state <> 'closed'
  LEFT JOIN obligation shut ON shut.course_id = c.id AND shut.cycle = pick.cycle AND shut.state = 'closed'
  LEFT JOIN exemptions x ON x.person_id = $2::uuid AND x.course_id = c.id AND x.cycle = pick.cycle
    AND e.completed_at IS NULL AND x.valid_from <= $1::date AND (x.valid_to IS NULL OR x.valid_to > $1::date)
    ORDER BY coalesce(o.is_mandatory, false) DESC, e.completed_at IS NOT NULL, o.due_on NULLS LAST, v.title, c.key,
      pick.cycle;

-- courses.closings
SELECT c.id, c.fiscal_year AS "fiscalYear", c.reason, c.closed_on AS "closedOn", c.closed_at AS "closedAt",
      c.undone_at AS "undoneAt",
      (SELECT count(*)::int FROM closed_obligations o WHERE o.closing_id = c.id) AS obligations,
      c.undone_at IS NULL AND NOT EXISTS (SELECT 1 FROM cycle_closings later WHERE later.closed_at > c.closed_at
        AND later.undone_at IS NULL) AS "isUndoable"
    FROM cycle_closings c ORDER BY c.closed_at DESC, c.id;

-- courses.closings-to-join
SELECT o.id FROM closed_obligations o WHERE o.person_id = $1::uuid AND NOT EXISTS (
      SELECT 1 FROM closed_obligations k WHERE k.closing_id = o.closing_id AND k.person_id = $2::uuid
        AND k.course_id = o.course_id AND k.cycle = o.cycle) ORDER BY o.id;

-- courses.completed-by-person
WITH RECURSIVE last AS (
    SELECT least($1::date, max(coalesce(w.valid_to, 'infinity')) - 1) AS day FROM employments w WHERE w.person_id = $2::uuid
  ), ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < ((SELECT day FROM last) + 1)::timestamp AT TIME ZONE 'Asia/Tokyo'
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least((SELECT day FROM last), make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN extract(year FROM (SELECT day FROM last) - interval '3 months')::int ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < ((SELECT day FROM last) + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' AND y.fiscal_year <= extract(year FROM (SELECT day FROM last) - interval '3 months')::int AND (NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= (SELECT day FROM last)))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= (SELECT day FROM last) AND (w.valid_to IS NULL OR w.valid_to > (SELECT day FROM last))) AS is_employed,
    least((SELECT day FROM last), max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= (SELECT day FROM last) AND w.person_id = $2::uuid
  GROUP BY w.person_id
  HAVING bool_or(w.valid_from <= (SELECT day FROM last) AND (w.valid_to IS NULL OR w.valid_to > (SELECT day FROM last)))
), ob_unit AS (
  SELECT DISTINCT d.org_unit_id AS top_id, d.org_unit_id AS id, daterange(NULL, NULL) AS during
  FROM ob_duty d WHERE d.audience_kind = 'org_unit'
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM ob_unit t JOIN org_unit_periods u ON u.parent_org_unit_id = t.id
    AND t.during && daterange(u.valid_from, u.valid_to)
), ob_posted AS (
  SELECT 'managers' AS kind, NULL::uuid AS top_id, po.person_id, range_agg(daterange(po.valid_from, po.valid_to)) AS during
  FROM postings po
  WHERE po.is_managerial AND po.valid_from <= (SELECT day FROM last) AND po.person_id = $2::uuid
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= (SELECT day FROM last) AND po.person_id = $2::uuid
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= (SELECT day FROM last) AND s.person_id = $2::uuid
  GROUP BY s.person_id
), ob_reach AS (
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d CROSS JOIN ob_service s WHERE d.audience_kind = 'all_staff'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d JOIN assignment_persons n ON n.assignment_id = d.assignment_id JOIN ob_service s ON s.person_id = n.person_id
  WHERE d.audience_kind = 'persons'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during * p.during
  FROM ob_duty d JOIN ob_posted p ON p.kind = d.audience_kind AND p.top_id IS NOT DISTINCT FROM d.org_unit_id
  JOIN ob_service s ON s.person_id = p.person_id
), ob_closed AS (
  SELECT c.fiscal_year, min(c.closed_on) AS closed_on, min(c.closed_at) AS closed_at
  FROM cycle_closings c WHERE c.closed_on <= (SELECT day FROM last) AND (c.undone_at IS NULL OR c.undone_at >= ((SELECT day FROM last) + 1)::timestamp AT TIME ZONE 'Asia/Tokyo')
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < extract(year FROM (SELECT day FROM last) - interval '3 months')::int AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND true THEN 'absent' WHEN due.due_on <= NULL::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= (SELECT day FROM last) AND (x.valid_to IS NULL OR x.valid_to > (SELECT day FROM last))
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= (SELECT day FROM last) AND (away.valid_to IS NULL OR away.valid_to > (SELECT day FROM last))
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < ((SELECT day FROM last) + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < ((SELECT day FROM last) + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.completed_at END AS completed_at) done
  CROSS JOIN LATERAL (SELECT least(r.audience_day, r.last_day) AS day,
    greatest(r.assigned_on, coalesce((done.completed_at AT TIME ZONE 'Asia/Tokyo')::date, x.valid_from)) AS settled_on) seen
  CROSS JOIN LATERAL (SELECT CASE WHEN r.during @> daterange(least(r.assigned_on, seen.day), seen.day, '[]') THEN r.due_on
    ELSE greatest(r.due_on, (SELECT lower(stay) + 30 FROM unnest(r.during) stay
      WHERE stay @> seen.day AND lower(stay) > r.assigned_on)) END AS due_on) base
  CROSS JOIN LATERAL (SELECT CASE WHEN w.during IS NULL THEN base.due_on ELSE greatest(base.due_on,
    (SELECT max(upper(stay)) - 1 FROM unnest(w.during) stay WHERE lower(stay) <= base.due_on
      AND upper(stay) - 31 > r.assigned_on)) END AS due_on) due
  WHERE CASE WHEN r.during @> seen.day THEN true
      WHEN done.completed_at IS NULL AND x.valid_from IS NULL THEN false
      ELSE r.during @> least(seen.day, seen.settled_on) END
    AND (r.is_employed OR (r.fiscal_year = extract(year FROM (SELECT day FROM last) - interval '3 months')::int AND seen.day >= r.assigned_on))
    
), obligation AS (
  SELECT DISTINCT ON (r.person_id, r.course_id, r.cycle) md5(r.person_id::text || r.course_id::text || r.cycle::text)::uuid AS id, r.*
  FROM ob_reached r WHERE NOT r.is_settled_before ORDER BY r.person_id, r.course_id, r.cycle, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id
)
    SELECT c.key AS "courseKey", v.title || CASE WHEN named.is_carried_over AND strpos(v.title, '令和' || named.fiscal_year - 2018 || '年度') = 0
    THEN '(' || '令和' || named.fiscal_year - 2018 || '年度' || '分)' ELSE '' END AS title, v.version, e.cycle, e.completed_at AS "completedAt",
      o.fiscal_year AS "fiscalYear", o.id IS NOT NULL AS "isAssigned", coalesce(o.is_mandatory, false) AS "isMandatory",
      CASE WHEN o.state = 'closed' THEN o.closed_on END AS "closedOn"
    FROM enrollments e
    JOIN courses c ON c.id = e.course_id
    JOIN course_versions v ON v.id = e.course_version_id
    LEFT JOIN obligation o ON o.course_id = e.course_id AND o.cycle = e.cycle
    CROSS JOIN LATERAL (SELECT year.fiscal_year, year.fiscal_year <> extract(year FROM (e.completed_at AT TIME ZONE 'Asia/Tokyo')::date - interval '3 months')::int AS is_carried_over
    FROM (SELECT coalesce(nullif(e.cycle, 0), o.fiscal_year, extract(year FROM (e.completed_at AT TIME ZONE 'Asia/Tokyo')::date - interval '3 months')::int) AS fiscal_year) year) named
    WHERE e.person_id = $2::uuid AND e.completed_at < ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo'
      AND ($3::text = 'all' OR o.is_mandatory OR ($3::text = 'assigned' AND o.id IS NOT NULL))
    ORDER BY e.completed_at DESC, v.title, e.id;

-- courses.course-choices
SELECT c.key, v.title, coalesce(nullif(btrim(regexp_replace(v.title, '[ 　]*([(（〔【][^()（）〔〕【】]*(令和([0-9０-９]+|元)|[RＲ][0-9０-９]+|[2２][0０][0-9０-９]{2})年度(改訂版|版|分|用|の)?[^()（）〔〕【】]*[)）〕】]|(令和([0-9０-９]+|元)|[RＲ][0-9０-９]+|[2２][0０][0-9０-９]{2})年度(改訂版|版|分|用|の)?)', '', 'g'), ' 　'), ''), v.title) AS name, v.fiscal_year IS NOT NULL AS "isYearly" FROM courses c
    JOIN LATERAL (SELECT title, fiscal_year FROM course_versions WHERE course_id = c.id
      ORDER BY coalesce(fiscal_year, 0) DESC, version DESC LIMIT 1) v ON true
    ORDER BY v.fiscal_year IS NULL, v.title, c.key;

-- courses.course-of-enrollment
WITH RECURSIVE ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo'
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least($1::date, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN extract(year FROM $1::date - interval '3 months')::int ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' AND y.fiscal_year <= extract(year FROM $1::date - interval '3 months')::int AND (NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= $1::date))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date)) AS is_employed,
    least($1::date, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= $1::date AND w.person_id = $2::uuid
  GROUP BY w.person_id
  HAVING bool_or(w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date))
), ob_unit AS (
  SELECT DISTINCT d.org_unit_id AS top_id, d.org_unit_id AS id, daterange(NULL, NULL) AS during
  FROM ob_duty d WHERE d.audience_kind = 'org_unit'
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM ob_unit t JOIN org_unit_periods u ON u.parent_org_unit_id = t.id
    AND t.during && daterange(u.valid_from, u.valid_to)
), ob_posted AS (
  SELECT 'managers' AS kind, NULL::uuid AS top_id, po.person_id, range_agg(daterange(po.valid_from, po.valid_to)) AS during
  FROM postings po
  WHERE po.is_managerial AND po.valid_from <= $1::date AND po.person_id = $2::uuid
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= $1::date AND po.person_id = $2::uuid
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= $1::date AND s.person_id = $2::uuid
  GROUP BY s.person_id
), ob_reach AS (
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d CROSS JOIN ob_service s WHERE d.audience_kind = 'all_staff'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d JOIN assignment_persons n ON n.assignment_id = d.assignment_id JOIN ob_service s ON s.person_id = n.person_id
  WHERE d.audience_kind = 'persons'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during * p.during
  FROM ob_duty d JOIN ob_posted p ON p.kind = d.audience_kind AND p.top_id IS NOT DISTINCT FROM d.org_unit_id
  JOIN ob_service s ON s.person_id = p.person_id
), ob_closed AS (
  SELECT c.fiscal_year, min(c.closed_on) AS closed_on, min(c.closed_at) AS closed_at
  FROM cycle_closings c WHERE c.closed_on <= $1::date AND (c.undone_at IS NULL OR c.undone_at >= ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo')
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < extract(year FROM $1::date - interval '3 months')::int AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND true THEN 'absent' WHEN due.due_on <= NULL::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= $1::date AND (x.valid_to IS NULL OR x.valid_to > $1::date)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= $1::date AND (away.valid_to IS NULL OR away.valid_to > $1::date)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.completed_at END AS completed_at) done
  CROSS JOIN LATERAL (SELECT least(r.audience_day, r.last_day) AS day,
    greatest(r.assigned_on, coalesce((done.completed_at AT TIME ZONE 'Asia/Tokyo')::date, x.valid_from)) AS settled_on) seen
  CROSS JOIN LATERAL (SELECT CASE WHEN r.during @> daterange(least(r.assigned_on, seen.day), seen.day, '[]') THEN r.due_on
    ELSE greatest(r.due_on, (SELECT lower(stay) + 30 FROM unnest(r.during) stay
      WHERE stay @> seen.day AND lower(stay) > r.assigned_on)) END AS due_on) base
  CROSS JOIN LATERAL (SELECT CASE WHEN w.during IS NULL THEN base.due_on ELSE greatest(base.due_on,
    (SELECT max(upper(stay)) - 1 FROM unnest(w.during) stay WHERE lower(stay) <= base.due_on
      AND upper(stay) - 31 > r.assigned_on)) END AS due_on) due
  WHERE CASE WHEN r.during @> seen.day THEN true
      WHEN done.completed_at IS NULL AND x.valid_from IS NULL THEN false
      ELSE r.during @> least(seen.day, seen.settled_on) END
    AND (r.is_employed OR (r.fiscal_year = extract(year FROM $1::date - interval '3 months')::int AND seen.day >= r.assigned_on))
    
), obligation AS (
  SELECT DISTINCT ON (r.person_id, r.course_id, r.cycle) md5(r.person_id::text || r.course_id::text || r.cycle::text)::uuid AS id, r.*
  FROM ob_reached r WHERE NOT r.is_settled_before ORDER BY r.person_id, r.course_id, r.cycle, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id
)
    SELECT c.key, v.id AS "versionId", v.title || CASE WHEN o.is_carried_over AND strpos(v.title, '令和' || o.fiscal_year - 2018 || '年度') = 0
    THEN '(' || '令和' || o.fiscal_year - 2018 || '年度' || '分)' ELSE '' END AS title, nullif(e.cycle, 0) AS year,
      policy.quiz_wait_minutes AS "waitMinutes",
      coalesce((SELECT jsonb_agg(jsonb_build_object('key', l.key, 'position', l.position, 'title', l.title,
          'checks', l.check_question_ids) ORDER BY l.position)
        FROM lessons l WHERE l.course_version_id = v.id), '[]') AS lessons
    FROM enrollments e
    JOIN courses c ON c.id = e.course_id JOIN course_versions v ON v.id = e.course_version_id
    JOIN LATERAL (
  SELECT n.quiz_retakes, n.quiz_wait_minutes, n.quiz_keys, n.quiz_read_seconds FROM course_versions n
  WHERE n.course_id = v.course_id AND n.fiscal_year IS NOT DISTINCT FROM v.fiscal_year
  ORDER BY n.version DESC LIMIT 1) policy ON true
    LEFT JOIN obligation o ON o.course_id = e.course_id AND o.cycle = e.cycle
    WHERE e.id = $3::uuid AND e.person_id = $2::uuid;

-- courses.course-page
WITH RECURSIVE ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo'
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least($1::date, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN extract(year FROM $1::date - interval '3 months')::int ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' AND y.fiscal_year <= extract(year FROM $1::date - interval '3 months')::int AND (NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= $1::date))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date)) AS is_employed,
    least($1::date, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= $1::date AND w.person_id = $2::uuid
  GROUP BY w.person_id
  HAVING bool_or(w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date))
), ob_unit AS (
  SELECT DISTINCT d.org_unit_id AS top_id, d.org_unit_id AS id, daterange(NULL, NULL) AS during
  FROM ob_duty d WHERE d.audience_kind = 'org_unit'
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM ob_unit t JOIN org_unit_periods u ON u.parent_org_unit_id = t.id
    AND t.during && daterange(u.valid_from, u.valid_to)
), ob_posted AS (
  SELECT 'managers' AS kind, NULL::uuid AS top_id, po.person_id, range_agg(daterange(po.valid_from, po.valid_to)) AS during
  FROM postings po
  WHERE po.is_managerial AND po.valid_from <= $1::date AND po.person_id = $2::uuid
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= $1::date AND po.person_id = $2::uuid
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= $1::date AND s.person_id = $2::uuid
  GROUP BY s.person_id
), ob_reach AS (
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d CROSS JOIN ob_service s WHERE d.audience_kind = 'all_staff'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d JOIN assignment_persons n ON n.assignment_id = d.assignment_id JOIN ob_service s ON s.person_id = n.person_id
  WHERE d.audience_kind = 'persons'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during * p.during
  FROM ob_duty d JOIN ob_posted p ON p.kind = d.audience_kind AND p.top_id IS NOT DISTINCT FROM d.org_unit_id
  JOIN ob_service s ON s.person_id = p.person_id
), ob_closed AS (
  SELECT c.fiscal_year, min(c.closed_on) AS closed_on, min(c.closed_at) AS closed_at
  FROM cycle_closings c WHERE c.closed_on <= $1::date AND (c.undone_at IS NULL OR c.undone_at >= ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo')
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < extract(year FROM $1::date - interval '3 months')::int AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND true THEN 'absent' WHEN due.due_on <= NULL::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= $1::date AND (x.valid_to IS NULL OR x.valid_to > $1::date)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= $1::date AND (away.valid_to IS NULL OR away.valid_to > $1::date)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.completed_at END AS completed_at) done
  CROSS JOIN LATERAL (SELECT least(r.audience_day, r.last_day) AS day,
    greatest(r.assigned_on, coalesce((done.completed_at AT TIME ZONE 'Asia/Tokyo')::date, x.valid_from)) AS settled_on) seen
  CROSS JOIN LATERAL (SELECT CASE WHEN r.during @> daterange(least(r.assigned_on, seen.day), seen.day, '[]') THEN r.due_on
    ELSE greatest(r.due_on, (SELECT lower(stay) + 30 FROM unnest(r.during) stay
      WHERE stay @> seen.day AND lower(stay) > r.assigned_on)) END AS due_on) base
  CROSS JOIN LATERAL (SELECT CASE WHEN w.during IS NULL THEN base.due_on ELSE greatest(base.due_on,
    (SELECT max(upper(stay)) - 1 FROM unnest(w.during) stay WHERE lower(stay) <= base.due_on
      AND upper(stay) - 31 > r.assigned_on)) END AS due_on) due
  WHERE CASE WHEN r.during @> seen.day THEN true
      WHEN done.completed_at IS NULL AND x.valid_from IS NULL THEN false
      ELSE r.during @> least(seen.day, seen.settled_on) END
    AND (r.is_employed OR (r.fiscal_year = extract(year FROM $1::date - interval '3 months')::int AND seen.day >= r.assigned_on))
    
), obligation AS (
  SELECT DISTINCT ON (r.person_id, r.course_id, r.cycle) md5(r.person_id::text || r.course_id::text || r.cycle::text)::uuid AS id, r.*
  FROM ob_reached r WHERE NOT r.is_settled_before ORDER BY r.person_id, r.course_id, r.cycle, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id
)
    SELECT 
  c.key, nullif(pick.cycle, 0) AS year, 
  v.title || CASE WHEN o.is_carried_over AND strpos(v.title, '令和' || o.fiscal_year - 2018 || '年度') = 0
    THEN '(' || '令和' || o.fiscal_year - 2018 || '年度' || '分)' ELSE '' END || CASE WHEN shut.is_carried_over AND strpos(v.title || CASE WHEN o.is_carried_over AND strpos(v.title, '令和' || o.fiscal_year - 2018 || '年度') = 0
    THEN '(' || '令和' || o.fiscal_year - 2018 || '年度' || '分)' ELSE '' END, '令和' || shut.fiscal_year - 2018 || '年度') = 0
    THEN '(' || '令和' || shut.fiscal_year - 2018 || '年度' || '分)' ELSE '' END AS title, v.summary, v.minutes,
  v.fiscal_year IS NOT NULL AS "isYearly", v.audience,
  (SELECT count(*)::int FROM lessons l WHERE l.course_version_id = v.id) AS "lessonCount",
  (SELECT count(*)::int FROM lesson_progress p JOIN lessons l ON l.id = p.lesson_id AND l.course_version_id = v.id
   WHERE p.enrollment_id = e.id AND p.completed_at IS NOT NULL) AS "completedLessons",
  coalesce(o.is_mandatory, false) AS "isMandatory", o.due_on AS "dueOn", o.absence, e.started_at AS "startedAt",
  e.completed_at AS "completedAt", (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo' AS "exemptedAt",
  (SELECT d.dropped_at FROM course_drops d WHERE d.enrollment_id = e.id AND d.taken_up_at IS NULL) AS "droppedAt",
  v.audience = '{managers}' AND NOT EXISTS (SELECT 1 FROM postings po
    WHERE po.person_id = $2::uuid AND po.is_managerial AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date)) AS "isForOthers", shut.closed_on AS "closedOn", shut.fiscal_year AS "closedYear", v.objectives, v.licence, x.reason AS "exemptionReason",
      e.id AS "enrollmentId", v.quiz_draw AS "quizDraw", v.quiz_pass::float8 AS "quizPass",
      policy.quiz_retakes AS "quizRetakes", policy.quiz_wait_minutes AS "quizWaitMinutes", policy.quiz_keys AS "quizKeys",
      coalesce(quiz.is_passed, false) AS "isQuizPassed", coalesce(quiz.is_open, false) AS "hasOpenAttempt",
      coalesce(quiz.finished, 0) AS "finishedAttempts", quiz.last_at AS "lastAttemptAt",
      coalesce((SELECT jsonb_agg(jsonb_build_object('key', l.key, 'title', l.title, 'minutes', l.minutes,
          'position', l.position, 'isOpened', p.opened_at IS NOT NULL, 'isCompleted', p.completed_at IS NOT NULL,
          'isLast', l.id IS NOT DISTINCT FROM e.last_lesson_id) ORDER BY l.position)
        FROM lessons l LEFT JOIN lesson_progress p ON p.lesson_id = l.id AND p.enrollment_id = e.id
        WHERE l.course_version_id = v.id), '[]') AS lessons
    
  FROM courses c
  CROSS JOIN LATERAL (SELECT coalesce($3::integer, (SELECT o.cycle FROM obligation o WHERE o.course_id = c.id AND (o.state IN ('not_started', 'in_progress', 'overdue') OR o.state = 'absent') ORDER BY o.fiscal_year, o.cycle LIMIT 1), (SELECT max(n.cycle) FROM ob_edition n WHERE n.course_id = c.id AND n.cycle <= extract(year FROM $1::date - interval '3 months')::int))) pick (cycle)
  JOIN ob_edition current ON current.course_id = c.id AND current.cycle = pick.cycle
    AND current.cycle <= extract(year FROM $1::date - interval '3 months')::int
  LEFT JOIN enrollments e ON e.person_id = $2::uuid AND e.course_id = c.id AND e.cycle = pick.cycle
  JOIN course_versions v ON v.id = coalesce(e.course_version_id, current.id)
  LEFT JOIN obligation o ON o.course_id = c.id AND o.cycle = pick.cycle AND o.state <> 'closed'
  LEFT JOIN obligation shut ON shut.course_id = c.id AND shut.cycle = pick.cycle AND shut.state = 'closed'
  LEFT JOIN exemptions x ON x.person_id = $2::uuid AND x.course_id = c.id AND x.cycle = pick.cycle
    AND e.completed_at IS NULL AND x.valid_from <= $1::date AND (x.valid_to IS NULL OR x.valid_to > $1::date)
    JOIN LATERAL (
  SELECT n.quiz_retakes, n.quiz_wait_minutes, n.quiz_keys, n.quiz_read_seconds FROM course_versions n
  WHERE n.course_id = v.course_id AND n.fiscal_year IS NOT DISTINCT FROM v.fiscal_year
  ORDER BY n.version DESC LIMIT 1) policy ON true
    LEFT JOIN LATERAL (
      SELECT bool_or(q.passed) AS is_passed, bool_or(q.submitted_at IS NULL) AS is_open,
        count(q.submitted_at)::int AS finished, max(q.submitted_at) AS last_at
      FROM quiz_attempts q WHERE q.person_id = e.person_id AND q.quiz_key = 'enrollment:' || e.id::text) quiz ON true
    WHERE c.key = $4::text;

-- courses.course-to-assign
SELECT c.id, min(v.fiscal_year) AS "yearlySince", coalesce(bool_or(v.fiscal_year = $1::integer), false) AS "hasEdition",
      coalesce((array_agg(v.title ORDER BY v.version DESC) FILTER (WHERE v.fiscal_year = $1::integer))[1],
        CASE WHEN min(v.fiscal_year) <= $1::integer THEN coalesce(nullif(btrim(regexp_replace((array_agg(v.title ORDER BY coalesce(v.fiscal_year, 0) DESC, v.version DESC))[1], '[ 　]*([(（〔【][^()（）〔〕【】]*(令和([0-9０-９]+|元)|[RＲ][0-9０-９]+|[2２][0０][0-9０-９]{2})年度(改訂版|版|分|用|の)?[^()（）〔〕【】]*[)）〕】]|(令和([0-9０-９]+|元)|[RＲ][0-9０-９]+|[2２][0０][0-9０-９]{2})年度(改訂版|版|分|用|の)?)', '', 'g'), ' 　'), ''), (array_agg(v.title ORDER BY coalesce(v.fiscal_year, 0) DESC, v.version DESC))[1]) || '(令和' || ($1::integer) - 2018 || '年度分・版がありません)' ELSE (array_agg(v.title ORDER BY coalesce(v.fiscal_year, 0) DESC, v.version DESC))[1] END) AS title
    FROM courses c JOIN course_versions v ON v.course_id = c.id WHERE c.key = $2::text GROUP BY c.id;

-- courses.enrollment-to-drop
SELECT id FROM enrollments WHERE id = $1::uuid FOR UPDATE;

-- courses.enrollments-of-people
SELECT e.id, e.person_id AS "personId", e.course_id AS "courseId", e.cycle, e.completed_at AS "completedAt", v.title
    FROM enrollments e JOIN course_versions v ON v.id = e.course_version_id
    WHERE e.person_id = ANY ($1::uuid[]) ORDER BY e.started_at, e.id;

-- courses.exempted-course-title
SELECT v.title FROM course_versions v WHERE v.course_id = $1::uuid
    ORDER BY v.fiscal_year IS NOT DISTINCT FROM nullif($2::integer, 0) DESC, v.version DESC LIMIT 1;

-- courses.exemption-in-force
SELECT x.id, x.reason, x.valid_from AS "validFrom" FROM exemptions x
    WHERE x.person_id = $1::uuid AND x.course_id = $2::uuid AND x.cycle = $3::integer AND x.valid_from <= $4::date AND (x.valid_to IS NULL OR x.valid_to > $4::date);

-- courses.exemptions-of-people
SELECT x.id, x.person_id AS "personId", x.course_id AS "courseId", x.cycle, x.valid_from AS "validFrom",
      x.valid_to AS "validTo", c.key AS "courseKey",
      (SELECT (WITH RECURSIVE joined AS (
      SELECT a.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) FROM accounts a WHERE a.id = x.recorded_by) AS "recordedBy",
      coalesce((SELECT v.title FROM course_versions v WHERE v.course_id = x.course_id
        ORDER BY v.fiscal_year IS NOT DISTINCT FROM nullif(x.cycle, 0) DESC, v.version DESC LIMIT 1), c.key) AS title
    FROM exemptions x JOIN courses c ON c.id = x.course_id
    WHERE x.person_id = ANY ($1::uuid[]) ORDER BY x.valid_from, x.id;

-- courses.figures-of-year
WITH RECURSIVE ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < $1::timestamptz
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least($2::date, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN $3::integer ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < $1::timestamptz AND y.fiscal_year <= $3::integer AND (NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= $2::date))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date)) AS is_employed,
    least($2::date, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= $2::date AND true
  GROUP BY w.person_id
  HAVING bool_or(w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date))
), ob_unit AS (
  SELECT DISTINCT d.org_unit_id AS top_id, d.org_unit_id AS id, daterange(NULL, NULL) AS during
  FROM ob_duty d WHERE d.audience_kind = 'org_unit'
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM ob_unit t JOIN org_unit_periods u ON u.parent_org_unit_id = t.id
    AND t.during && daterange(u.valid_from, u.valid_to)
), ob_posted AS (
  SELECT 'managers' AS kind, NULL::uuid AS top_id, po.person_id, range_agg(daterange(po.valid_from, po.valid_to)) AS during
  FROM postings po
  WHERE po.is_managerial AND po.valid_from <= $2::date AND true
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= $2::date AND true
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= $2::date AND true
  GROUP BY s.person_id
), ob_reach AS (
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d CROSS JOIN ob_service s WHERE d.audience_kind = 'all_staff'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d JOIN assignment_persons n ON n.assignment_id = d.assignment_id JOIN ob_service s ON s.person_id = n.person_id
  WHERE d.audience_kind = 'persons'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during * p.during
  FROM ob_duty d JOIN ob_posted p ON p.kind = d.audience_kind AND p.top_id IS NOT DISTINCT FROM d.org_unit_id
  JOIN ob_service s ON s.person_id = p.person_id
), ob_closed AS (
  SELECT c.fiscal_year, min(c.closed_on) AS closed_on, min(c.closed_at) AS closed_at
  FROM cycle_closings c WHERE c.closed_on <= $2::date AND (c.undone_at IS NULL OR c.undone_at >= $1::timestamptz)
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < $3::integer AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND true THEN 'absent' WHEN due.due_on <= $4::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= $2::date AND (x.valid_to IS NULL OR x.valid_to > $2::date)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= $2::date AND (away.valid_to IS NULL OR away.valid_to > $2::date)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < $1::timestamptz THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < $1::timestamptz THEN e.completed_at END AS completed_at) done
  CROSS JOIN LATERAL (SELECT least(r.audience_day, r.last_day) AS day,
    greatest(r.assigned_on, coalesce((done.completed_at AT TIME ZONE 'Asia/Tokyo')::date, x.valid_from)) AS settled_on) seen
  CROSS JOIN LATERAL (SELECT CASE WHEN r.during @> daterange(least(r.assigned_on, seen.day), seen.day, '[]') THEN r.due_on
    ELSE greatest(r.due_on, (SELECT lower(stay) + 30 FROM unnest(r.during) stay
      WHERE stay @> seen.day AND lower(stay) > r.assigned_on)) END AS due_on) base
  CROSS JOIN LATERAL (SELECT CASE WHEN w.during IS NULL THEN base.due_on ELSE greatest(base.due_on,
    (SELECT max(upper(stay)) - 1 FROM unnest(w.during) stay WHERE lower(stay) <= base.due_on
      AND upper(stay) - 31 > r.assigned_on)) END AS due_on) due
  WHERE CASE WHEN r.during @> seen.day THEN true
      WHEN done.completed_at IS NULL AND x.valid_from IS NULL THEN false
      ELSE r.during @> least(seen.day, seen.settled_on) END
    AND (r.is_employed OR (r.fiscal_year = $3::integer AND seen.day >= r.assigned_on))
    
), obligation AS (
  SELECT DISTINCT ON (r.person_id, r.course_id, r.cycle) md5(r.person_id::text || r.course_id::text || r.cycle::text)::uuid AS id, r.*
  FROM ob_reached r WHERE NOT r.is_settled_before ORDER BY r.person_id, r.course_id, r.cycle, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id
), of_year AS (
    SELECT o.person_id, o.course_id, o.cycle, o.fiscal_year, o.edition_id, o.is_mandatory, o.due_on, o.state, o.absence,
      o.fiscal_year < extract(year FROM $2::date - interval '3 months')::int AS is_carried_over, CASE
      WHEN $5::text[] IS NOT NULL AND NOT w.employment_type = ANY ($5::text[]) THEN 'employment_type'
      WHEN $6::boolean AND o.absence IS NOT NULL THEN 'absent' END AS left_out_by, CASE WHEN NOT (o.state IN ('not_started', 'in_progress', 'overdue') OR o.state = 'absent') THEN NULL WHEN o.absence IS NOT NULL THEN 'absent'
      WHEN o.due_on > $7::date AND o.state <> 'overdue' THEN 'due_later'
      WHEN o.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS why_open
    FROM obligation o JOIN employments w ON w.person_id = o.person_id AND w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date)
    WHERE o.fiscal_year = $3::integer
  )
    SELECT (count(*) FILTER (WHERE o.left_out_by IS NULL AND true))::int AS total, (count(*) FILTER (WHERE o.left_out_by IS NULL AND o.state = 'completed'))::int AS completed,
      (count(*) FILTER (WHERE o.left_out_by IS NULL AND o.state = 'exempted'))::int AS exempted, (count(*) FILTER (WHERE o.left_out_by IS NULL AND o.state = 'closed'))::int AS closed,
      (count(*) FILTER (WHERE o.left_out_by IS NULL AND o.why_open IS NOT NULL))::int AS open,
      (count(DISTINCT o.person_id) FILTER (WHERE o.left_out_by IS NULL AND o.why_open IS NOT NULL))::int AS "openPeople",
      (count(*) FILTER (WHERE o.left_out_by = 'absent' AND o.why_open IS NOT NULL))::int AS absent,
      (count(*) FILTER (WHERE o.left_out_by = 'employment_type' AND o.why_open IS NOT NULL))::int AS "otherTypes"
    FROM of_year o WHERE o.is_mandatory;

-- courses.haste
SELECT c.key AS "courseKey", newest.title, count(DISTINCT e.person_id)::int AS people
    FROM quiz_attempts q
    JOIN enrollments e ON e.person_id = q.person_id AND q.quiz_key = 'enrollment:' || e.id::text
    JOIN courses c ON c.id = e.course_id
    JOIN LATERAL (SELECT v.title FROM course_versions v WHERE v.course_id = c.id
      ORDER BY coalesce(v.fiscal_year, 0) DESC, v.version DESC LIMIT 1) newest ON true
    WHERE q.submitted_at >= (make_date($1::integer, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo'
      AND q.submitted_at < (make_date($1::integer + 1, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo'
      AND q.submitted_at - q.started_at < make_interval(secs => q.question_count * $2::integer::integer)
    GROUP BY c.key, newest.title HAVING count(DISTINCT e.person_id) >= $3::integer
    ORDER BY people DESC, c.key;

-- courses.labels
SELECT c.id, coalesce(nullif(btrim(regexp_replace((SELECT n.title FROM course_versions n WHERE n.course_id = c.id
  ORDER BY coalesce(n.fiscal_year, 0) DESC, n.version DESC LIMIT 1), '[ 　]*([(（〔【][^()（）〔〕【】]*(令和([0-9０-９]+|元)|[RＲ][0-9０-９]+|[2２][0０][0-9０-９]{2})年度(改訂版|版|分|用|の)?[^()（）〔〕【】]*[)）〕】]|(令和([0-9０-９]+|元)|[RＲ][0-9０-９]+|[2２][0０][0-9０-９]{2})年度(改訂版|版|分|用|の)?)', '', 'g'), ' 　'), ''), (SELECT n.title FROM course_versions n WHERE n.course_id = c.id
  ORDER BY coalesce(n.fiscal_year, 0) DESC, n.version DESC LIMIT 1)) AS label FROM courses c WHERE c.id = ANY ($1::uuid[])
    UNION ALL
    SELECT a.id, coalesce(nullif(btrim(regexp_replace((SELECT n.title FROM course_versions n WHERE n.course_id = c.id
  ORDER BY coalesce(n.fiscal_year, 0) DESC, n.version DESC LIMIT 1), '[ 　]*([(（〔【][^()（）〔〕【】]*(令和([0-9０-９]+|元)|[RＲ][0-9０-９]+|[2２][0０][0-9０-９]{2})年度(改訂版|版|分|用|の)?[^()（）〔〕【】]*[)）〕】]|(令和([0-9０-９]+|元)|[RＲ][0-9０-９]+|[2２][0０][0-9０-９]{2})年度(改訂版|版|分|用|の)?)', '', 'g'), ' 　'), ''), (SELECT n.title FROM course_versions n WHERE n.course_id = c.id
  ORDER BY coalesce(n.fiscal_year, 0) DESC, n.version DESC LIMIT 1)) || '(令和' || a.fiscal_year - 2018 || '年度)' FROM course_assignments a
      JOIN courses c ON c.id = a.course_id WHERE a.id = ANY ($1::uuid[])
    UNION ALL
    SELECT e.id, v.title FROM enrollments e JOIN course_versions v ON v.id = e.course_version_id WHERE e.id = ANY ($1::uuid[]);

-- courses.last-version
SELECT c.id AS "courseId", last.version, own.version AS "ownVersion", own.content_hash AS "contentHash"
    FROM courses c
    JOIN LATERAL (SELECT max(v.version) AS version FROM course_versions v WHERE v.course_id = c.id) last ON true
    LEFT JOIN LATERAL (SELECT v.version, v.content_hash FROM course_versions v
      WHERE v.course_id = c.id AND v.fiscal_year IS NOT DISTINCT FROM $1::integer
      ORDER BY v.version DESC LIMIT 1) own ON true
    WHERE c.key = $2::text;

-- courses.later-than-join
SELECT v.title, true AS "isLearned" FROM person_join_rows j JOIN enrollments e ON e.id = j.old_row_id
    JOIN course_versions v ON v.id = e.course_version_id
    WHERE j.join_id = $1::uuid AND j.table_name = 'enrollments' AND (e.completed_at > $2::timestamptz
      OR EXISTS (SELECT 1 FROM lesson_progress p WHERE p.enrollment_id = e.id AND (p.opened_at > $2::timestamptz OR p.completed_at > $2::timestamptz))
      OR EXISTS (SELECT 1 FROM lesson_check_answers a WHERE a.enrollment_id = e.id AND a.answered_at > $2::timestamptz)
      OR EXISTS (SELECT 1 FROM quiz_attempts q WHERE q.quiz_key = 'enrollment:' || e.id::text AND q.started_at > $2::timestamptz))
    UNION ALL
    SELECT c.key, false FROM person_join_rows j JOIN exemptions_history h ON h.id = j.new_row_id JOIN courses c ON c.id = h.course_id
    WHERE j.join_id = $1::uuid AND j.table_name = 'exemptions' AND h.superseded_at IS NOT NULL
    ORDER BY 1;

-- courses.learner
SELECT a.id AS "accountId" FROM accounts a WHERE a.person_id = $1::uuid;

-- courses.learning-record
WITH RECURSIVE ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo'
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least($1::date, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN extract(year FROM $1::date - interval '3 months')::int ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' AND y.fiscal_year <= extract(year FROM $1::date - interval '3 months')::int AND (NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= $1::date))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date)) AS is_employed,
    least($1::date, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= $1::date AND w.person_id = $2::uuid
  GROUP BY w.person_id
  HAVING bool_or(w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date))
), ob_unit AS (
  SELECT DISTINCT d.org_unit_id AS top_id, d.org_unit_id AS id, daterange(NULL, NULL) AS during
  FROM ob_duty d WHERE d.audience_kind = 'org_unit'
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM ob_unit t JOIN org_unit_periods u ON u.parent_org_unit_id = t.id
    AND t.during && daterange(u.valid_from, u.valid_to)
), ob_posted AS (
  SELECT 'managers' AS kind, NULL::uuid AS top_id, po.person_id, range_agg(daterange(po.valid_from, po.valid_to)) AS during
  FROM postings po
  WHERE po.is_managerial AND po.valid_from <= $1::date AND po.person_id = $2::uuid
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= $1::date AND po.person_id = $2::uuid
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= $1::date AND s.person_id = $2::uuid
  GROUP BY s.person_id
), ob_reach AS (
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d CROSS JOIN ob_service s WHERE d.audience_kind = 'all_staff'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d JOIN assignment_persons n ON n.assignment_id = d.assignment_id JOIN ob_service s ON s.person_id = n.person_id
  WHERE d.audience_kind = 'persons'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during * p.during
  FROM ob_duty d JOIN ob_posted p ON p.kind = d.audience_kind AND p.top_id IS NOT DISTINCT FROM d.org_unit_id
  JOIN ob_service s ON s.person_id = p.person_id
), ob_closed AS (
  SELECT c.fiscal_year, min(c.closed_on) AS closed_on, min(c.closed_at) AS closed_at
  FROM cycle_closings c WHERE c.closed_on <= $1::date AND (c.undone_at IS NULL OR c.undone_at >= ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo')
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < extract(year FROM $1::date - interval '3 months')::int AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND true THEN 'absent' WHEN due.due_on <= NULL::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= $1::date AND (x.valid_to IS NULL OR x.valid_to > $1::date)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= $1::date AND (away.valid_to IS NULL OR away.valid_to > $1::date)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.completed_at END AS completed_at) done
  CROSS JOIN LATERAL (SELECT least(r.audience_day, r.last_day) AS day,
    greatest(r.assigned_on, coalesce((done.completed_at AT TIME ZONE 'Asia/Tokyo')::date, x.valid_from)) AS settled_on) seen
  CROSS JOIN LATERAL (SELECT CASE WHEN r.during @> daterange(least(r.assigned_on, seen.day), seen.day, '[]') THEN r.due_on
    ELSE greatest(r.due_on, (SELECT lower(stay) + 30 FROM unnest(r.during) stay
      WHERE stay @> seen.day AND lower(stay) > r.assigned_on)) END AS due_on) base
  CROSS JOIN LATERAL (SELECT CASE WHEN w.during IS NULL THEN base.due_on ELSE greatest(base.due_on,
    (SELECT max(upper(stay)) - 1 FROM unnest(w.during) stay WHERE lower(stay) <= base.due_on
      AND upper(stay) - 31 > r.assigned_on)) END AS due_on) due
  WHERE CASE WHEN r.during @> seen.day THEN true
      WHEN done.completed_at IS NULL AND x.valid_from IS NULL THEN false
      ELSE r.during @> least(seen.day, seen.settled_on) END
    AND (r.is_employed OR (r.fiscal_year = extract(year FROM $1::date - interval '3 months')::int AND seen.day >= r.assigned_on))
    
), obligation AS (
  SELECT DISTINCT ON (r.person_id, r.course_id, r.cycle) md5(r.person_id::text || r.course_id::text || r.cycle::text)::uuid AS id, r.*
  FROM ob_reached r WHERE NOT r.is_settled_before ORDER BY r.person_id, r.course_id, r.cycle, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id
), ended AS (
      SELECT e.id AS enrollment_id, e.course_id, e.cycle, e.course_version_id, e.completed_at, NULL::timestamptz AS exempted_at,
        NULL AS reason
      FROM enrollments e WHERE e.person_id = $2::uuid AND e.completed_at IS NOT NULL
      UNION ALL
      SELECT e.id, x.course_id, x.cycle, coalesce(e.course_version_id, n.id), NULL, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo', x.reason
      FROM exemptions x
      LEFT JOIN enrollments e ON e.person_id = x.person_id AND e.course_id = x.course_id AND e.cycle = x.cycle
      LEFT JOIN ob_edition n ON n.course_id = x.course_id AND n.cycle = x.cycle
      WHERE x.person_id = $2::uuid AND x.valid_from <= $1::date AND (x.valid_to IS NULL OR x.valid_to > $1::date) AND e.completed_at IS NULL
    )
    SELECT ended.enrollment_id AS "enrollmentId", c.key AS "courseKey", v.title || CASE WHEN named.is_carried_over AND strpos(v.title, '令和' || named.fiscal_year - 2018 || '年度') = 0
    THEN '(' || '令和' || named.fiscal_year - 2018 || '年度' || '分)' ELSE '' END AS title, v.version, v.minutes,
      coalesce(o.is_mandatory, false) AS "isMandatory", ended.cycle, ended.completed_at AS "completedAt",
      ended.exempted_at AS "exemptedAt", coalesce(ended.completed_at, ended.exempted_at) AS "endedAt",
      ended.reason AS "exemptionReason", CASE WHEN o.state = 'closed' THEN o.closed_on END AS "closedOn",
      o.fiscal_year AS "fiscalYear",
      coalesce((SELECT jsonb_agg(jsonb_build_object('lesson', l.title, 'note', p.note) ORDER BY l.position)
        FROM lesson_progress p JOIN lessons l ON l.id = p.lesson_id
        WHERE p.enrollment_id = ended.enrollment_id AND p.note <> ''), '[]') AS notes
    FROM ended
    JOIN courses c ON c.id = ended.course_id
    JOIN course_versions v ON v.id = ended.course_version_id
    LEFT JOIN obligation o ON o.course_id = ended.course_id AND o.cycle = ended.cycle
    CROSS JOIN LATERAL (SELECT year.fiscal_year, year.fiscal_year <> extract(year FROM (coalesce(ended.completed_at, ended.exempted_at) AT TIME ZONE 'Asia/Tokyo')::date - interval '3 months')::int AS is_carried_over
    FROM (SELECT coalesce(nullif(ended.cycle, 0), o.fiscal_year, extract(year FROM (coalesce(ended.completed_at, ended.exempted_at) AT TIME ZONE 'Asia/Tokyo')::date - interval '3 months')::int) AS fiscal_year) year) named
    ORDER BY coalesce(ended.completed_at, ended.exempted_at) DESC, v.title, ended.course_id, ended.cycle;

-- courses.lesson-page
WITH RECURSIVE ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo'
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least($1::date, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN extract(year FROM $1::date - interval '3 months')::int ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' AND y.fiscal_year <= extract(year FROM $1::date - interval '3 months')::int AND (NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= $1::date))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date)) AS is_employed,
    least($1::date, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= $1::date AND w.person_id = $2::uuid
  GROUP BY w.person_id
  HAVING bool_or(w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date))
), ob_unit AS (
  SELECT DISTINCT d.org_unit_id AS top_id, d.org_unit_id AS id, daterange(NULL, NULL) AS during
  FROM ob_duty d WHERE d.audience_kind = 'org_unit'
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM ob_unit t JOIN org_unit_periods u ON u.parent_org_unit_id = t.id
    AND t.during && daterange(u.valid_from, u.valid_to)
), ob_posted AS (
  SELECT 'managers' AS kind, NULL::uuid AS top_id, po.person_id, range_agg(daterange(po.valid_from, po.valid_to)) AS during
  FROM postings po
  WHERE po.is_managerial AND po.valid_from <= $1::date AND po.person_id = $2::uuid
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= $1::date AND po.person_id = $2::uuid
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= $1::date AND s.person_id = $2::uuid
  GROUP BY s.person_id
), ob_reach AS (
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d CROSS JOIN ob_service s WHERE d.audience_kind = 'all_staff'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d JOIN assignment_persons n ON n.assignment_id = d.assignment_id JOIN ob_service s ON s.person_id = n.person_id
  WHERE d.audience_kind = 'persons'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during * p.during
  FROM ob_duty d JOIN ob_posted p ON p.kind = d.audience_kind AND p.top_id IS NOT DISTINCT FROM d.org_unit_id
  JOIN ob_service s ON s.person_id = p.person_id
), ob_closed AS (
  SELECT c.fiscal_year, min(c.closed_on) AS closed_on, min(c.closed_at) AS closed_at
  FROM cycle_closings c WHERE c.closed_on <= $1::date AND (c.undone_at IS NULL OR c.undone_at >= ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo')
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < extract(year FROM $1::date - interval '3 months')::int AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND true THEN 'absent' WHEN due.due_on <= NULL::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= $1::date AND (x.valid_to IS NULL OR x.valid_to > $1::date)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= $1::date AND (away.valid_to IS NULL OR away.valid_to > $1::date)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.completed_at END AS completed_at) done
  CROSS JOIN LATERAL (SELECT least(r.audience_day, r.last_day) AS day,
    greatest(r.assigned_on, coalesce((done.completed_at AT TIME ZONE 'Asia/Tokyo')::date, x.valid_from)) AS settled_on) seen
  CROSS JOIN LATERAL (SELECT CASE WHEN r.during @> daterange(least(r.assigned_on, seen.day), seen.day, '[]') THEN r.due_on
    ELSE greatest(r.due_on, (SELECT lower(stay) + 30 FROM unnest(r.during) stay
      WHERE stay @> seen.day AND lower(stay) > r.assigned_on)) END AS due_on) base
  CROSS JOIN LATERAL (SELECT CASE WHEN w.during IS NULL THEN base.due_on ELSE greatest(base.due_on,
    (SELECT max(upper(stay)) - 1 FROM unnest(w.during) stay WHERE lower(stay) <= base.due_on
      AND upper(stay) - 31 > r.assigned_on)) END AS due_on) due
  WHERE CASE WHEN r.during @> seen.day THEN true
      WHEN done.completed_at IS NULL AND x.valid_from IS NULL THEN false
      ELSE r.during @> least(seen.day, seen.settled_on) END
    AND (r.is_employed OR (r.fiscal_year = extract(year FROM $1::date - interval '3 months')::int AND seen.day >= r.assigned_on))
    
), obligation AS (
  SELECT DISTINCT ON (r.person_id, r.course_id, r.cycle) md5(r.person_id::text || r.course_id::text || r.cycle::text)::uuid AS id, r.*
  FROM ob_reached r WHERE NOT r.is_settled_before ORDER BY r.person_id, r.course_id, r.cycle, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id
)
    SELECT c.key AS "courseKey", nullif(pick.cycle, 0) AS year, v.title || CASE WHEN o.is_carried_over AND strpos(v.title, '令和' || o.fiscal_year - 2018 || '年度') = 0
    THEN '(' || '令和' || o.fiscal_year - 2018 || '年度' || '分)' ELSE '' END || CASE WHEN shut.is_carried_over AND strpos(v.title || CASE WHEN o.is_carried_over AND strpos(v.title, '令和' || o.fiscal_year - 2018 || '年度') = 0
    THEN '(' || '令和' || o.fiscal_year - 2018 || '年度' || '分)' ELSE '' END, '令和' || shut.fiscal_year - 2018 || '年度') = 0
    THEN '(' || '令和' || shut.fiscal_year - 2018 || '年度' || '分)' ELSE '' END AS "courseTitle", l.key,
      l.title, l.minutes, l.takeaway, l.html, l.position,
      (SELECT count(*)::int FROM lessons o WHERE o.course_version_id = v.id) AS "lessonCount",
      (SELECT o.key FROM lessons o WHERE o.course_version_id = v.id AND o.position < l.position
       ORDER BY o.position DESC LIMIT 1) AS "previousKey",
      (SELECT o.key FROM lessons o WHERE o.course_version_id = v.id AND o.position > l.position
       ORDER BY o.position LIMIT 1) AS "nextKey",
      v.quiz_draw IS NOT NULL AS "hasQuiz", e.id IS NOT NULL AS "isStarted",
      p.completed_at IS NOT NULL AS "isCompleted", coalesce(p.note, '') AS note,
      l.check_question_ids AS "checkQuestionIds",
      coalesce((SELECT jsonb_agg(jsonb_build_object('questionId', n.question_id, 'answer', n.answer, 'isCorrect', n.is_correct))
        FROM (SELECT DISTINCT ON (a.question_id) a.question_id, a.answer, a.is_correct FROM lesson_check_answers a
              WHERE a.enrollment_id = e.id AND a.lesson_id = l.id
              ORDER BY a.question_id, a.answered_at DESC, a.id) n), '[]') AS answers
    
  FROM courses c
  CROSS JOIN LATERAL (SELECT coalesce($3::integer, (SELECT o.cycle FROM obligation o WHERE o.course_id = c.id AND (o.state IN ('not_started', 'in_progress', 'overdue') OR o.state = 'absent') ORDER BY o.fiscal_year, o.cycle LIMIT 1), (SELECT max(n.cycle) FROM ob_edition n WHERE n.course_id = c.id AND n.cycle <= extract(year FROM $1::date - interval '3 months')::int))) pick (cycle)
  JOIN ob_edition current ON current.course_id = c.id AND current.cycle = pick.cycle
    AND current.cycle <= extract(year FROM $1::date - interval '3 months')::int
  LEFT JOIN enrollments e ON e.person_id = $2::uuid AND e.course_id = c.id AND e.cycle = pick.cycle
  JOIN course_versions v ON v.id = coalesce(e.course_version_id, current.id)
  LEFT JOIN obligation o ON o.course_id = c.id AND o.cycle = pick.cycle AND o.state <> 'closed'
  LEFT JOIN obligation shut ON shut.course_id = c.id AND shut.cycle = pick.cycle AND shut.state = 'closed'
  LEFT JOIN exemptions x ON x.person_id = $2::uuid AND x.course_id = c.id AND x.cycle = pick.cycle
    AND e.completed_at IS NULL AND x.valid_from <= $1::date AND (x.valid_to IS NULL OR x.valid_to > $1::date)
    JOIN lessons l ON l.course_version_id = v.id AND l.key = $4::text
    LEFT JOIN lesson_progress p ON p.enrollment_id = e.id AND p.lesson_id = l.id
    WHERE c.key = $5::text;

-- courses.lesson-to-continue
SELECT l.id, l.key FROM lessons l
    LEFT JOIN lesson_progress p ON p.lesson_id = l.id AND p.enrollment_id = $1::uuid
    WHERE l.course_version_id = $2::uuid AND p.completed_at IS NULL
    ORDER BY l.id IS NOT DISTINCT FROM $3::uuid DESC, l.position LIMIT 1;

-- courses.lessons-of-terms
SELECT found.term, found.course_key AS "courseKey", found.key AS "lessonKey", found.title AS "lessonTitle"
    FROM (
      SELECT t.term, c.key AS course_key, l.key, l.title, l.position,
        row_number() OVER (PARTITION BY t.term ORDER BY c.key, l.position) AS number
      FROM courses c
      CROSS JOIN LATERAL (SELECT v.id FROM course_versions v WHERE v.course_id = c.id
        ORDER BY coalesce(v.fiscal_year, 0) DESC, v.version DESC LIMIT 1) current
      JOIN lessons l ON l.course_version_id = current.id
      CROSS JOIN LATERAL (SELECT DISTINCT explained[1] AS word
        FROM regexp_matches(l.html, '>([^<>]+)</button>', 'g') explained) button
      JOIN unnest($1::text[]) t (term)
        ON replace(replace(replace(t.term, '&', '&amp;'), '<', '&lt;'), '>', '&gt;') = button.word
    ) found
    WHERE found.number <= $2::integer ORDER BY found.term, found.number;

-- courses.lock-assignment
SELECT id FROM course_assignments WHERE id = $1::uuid FOR UPDATE;

-- courses.lock-course
SELECT id FROM courses WHERE id = $1::uuid FOR UPDATE;

-- courses.lock-enrollment
SELECT id FROM enrollments WHERE id = $1::uuid FOR UPDATE;

-- courses.lock-people-to-prompt
SELECT i.id FROM person_identities i WHERE i.id = ANY ($1::uuid[]) ORDER BY i.id FOR UPDATE;

-- courses.lock-person
SELECT id FROM person_identities WHERE id = $1::uuid FOR UPDATE;

-- courses.mandatory-count
WITH RECURSIVE ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < $1::timestamptz
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least($2::date, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN $3::integer ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < $1::timestamptz AND y.fiscal_year <= $3::integer AND (NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= $2::date))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date)) AS is_employed,
    least($2::date, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= $2::date AND ($4::uuid[] IS NULL OR w.person_id = ANY ($4::uuid[]))
  AND ($5::uuid[] IS NULL OR w.person_id IN (SELECT own.person_id FROM postings own
    WHERE own.kind = 'primary' AND own.org_unit_id = ANY ($5::uuid[]) AND own.valid_from <= $2::date AND (own.valid_to IS NULL OR own.valid_to > $2::date)))
  GROUP BY w.person_id
  HAVING bool_or(w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date))
), ob_unit AS (
  SELECT DISTINCT d.org_unit_id AS top_id, d.org_unit_id AS id, daterange(NULL, NULL) AS during
  FROM ob_duty d WHERE d.audience_kind = 'org_unit'
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM ob_unit t JOIN org_unit_periods u ON u.parent_org_unit_id = t.id
    AND t.during && daterange(u.valid_from, u.valid_to)
), ob_posted AS (
  SELECT 'managers' AS kind, NULL::uuid AS top_id, po.person_id, range_agg(daterange(po.valid_from, po.valid_to)) AS during
  FROM postings po
  WHERE po.is_managerial AND po.valid_from <= $2::date AND ($4::uuid[] IS NULL OR po.person_id = ANY ($4::uuid[]))
  AND ($5::uuid[] IS NULL OR po.person_id IN (SELECT own.person_id FROM postings own
    WHERE own.kind = 'primary' AND own.org_unit_id = ANY ($5::uuid[]) AND own.valid_from <= $2::date AND (own.valid_to IS NULL OR own.valid_to > $2::date)))
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= $2::date AND ($4::uuid[] IS NULL OR po.person_id = ANY ($4::uuid[]))
  AND ($5::uuid[] IS NULL OR po.person_id IN (SELECT own.person_id FROM postings own
    WHERE own.kind = 'primary' AND own.org_unit_id = ANY ($5::uuid[]) AND own.valid_from <= $2::date AND (own.valid_to IS NULL OR own.valid_to > $2::date)))
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= $2::date AND ($4::uuid[] IS NULL OR s.person_id = ANY ($4::uuid[]))
  AND ($5::uuid[] IS NULL OR s.person_id IN (SELECT own.person_id FROM postings own
    WHERE own.kind = 'primary' AND own.org_unit_id = ANY ($5::uuid[]) AND own.valid_from <= $2::date AND (own.valid_to IS NULL OR own.valid_to > $2::date)))
  GROUP BY s.person_id
), ob_reach AS (
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d CROSS JOIN ob_service s WHERE d.audience_kind = 'all_staff'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d JOIN assignment_persons n ON n.assignment_id = d.assignment_id JOIN ob_service s ON s.person_id = n.person_id
  WHERE d.audience_kind = 'persons'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during * p.during
  FROM ob_duty d JOIN ob_posted p ON p.kind = d.audience_kind AND p.top_id IS NOT DISTINCT FROM d.org_unit_id
  JOIN ob_service s ON s.person_id = p.person_id
), ob_closed AS (
  SELECT c.fiscal_year, min(c.closed_on) AS closed_on, min(c.closed_at) AS closed_at
  FROM cycle_closings c WHERE c.closed_on <= $2::date AND (c.undone_at IS NULL OR c.undone_at >= $1::timestamptz)
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < $3::integer AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND $6::boolean THEN 'absent' WHEN due.due_on <= $7::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= $2::date AND (x.valid_to IS NULL OR x.valid_to > $2::date)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= $2::date AND (away.valid_to IS NULL OR away.valid_to > $2::date)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < $1::timestamptz THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < $1::timestamptz THEN e.completed_at END AS completed_at) done
  CROSS JOIN LATERAL (SELECT least(r.audience_day, r.last_day) AS day,
    greatest(r.assigned_on, coalesce((done.completed_at AT TIME ZONE 'Asia/Tokyo')::date, x.valid_from)) AS settled_on) seen
  CROSS JOIN LATERAL (SELECT CASE WHEN r.during @> daterange(least(r.assigned_on, seen.day), seen.day, '[]') THEN r.due_on
    ELSE greatest(r.due_on, (SELECT lower(stay) + 30 FROM unnest(r.during) stay
      WHERE stay @> seen.day AND lower(stay) > r.assigned_on)) END AS due_on) base
  CROSS JOIN LATERAL (SELECT CASE WHEN w.during IS NULL THEN base.due_on ELSE greatest(base.due_on,
    (SELECT max(upper(stay)) - 1 FROM unnest(w.during) stay WHERE lower(stay) <= base.due_on
      AND upper(stay) - 31 > r.assigned_on)) END AS due_on) due
  WHERE CASE WHEN r.during @> seen.day THEN true
      WHEN done.completed_at IS NULL AND x.valid_from IS NULL THEN false
      ELSE r.during @> least(seen.day, seen.settled_on) END
    AND (r.is_employed OR (r.fiscal_year = $3::integer AND seen.day >= r.assigned_on))
    AND CASE WHEN r.fiscal_year = $3::integer THEN true
      WHEN done.completed_at < (make_date($3::integer, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo' THEN false
      WHEN x.valid_from < make_date($3::integer, 4, 1) THEN false
      WHEN c.closed_on < make_date($3::integer, 4, 1) THEN false ELSE true END
), obligation AS (
  SELECT DISTINCT ON (r.person_id, r.course_id, r.cycle) md5(r.person_id::text || r.course_id::text || r.cycle::text)::uuid AS id, r.*
  FROM ob_reached r WHERE NOT r.is_settled_before ORDER BY r.person_id, r.course_id, r.cycle, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id
), state AS (
    SELECT o.id, o.person_id, o.course_id, o.edition_id, o.enrollment_id, o.fiscal_year, o.is_carried_over, o.due_on,
      o.state, po.org_unit_id, CASE WHEN $6::boolean THEN o.absence END AS absence
    FROM obligation o
    JOIN employments w ON w.person_id = o.person_id AND w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date)
    LEFT JOIN postings po ON po.person_id = o.person_id AND po.kind = 'primary' AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date)
    WHERE o.is_mandatory AND o.state <> 'closed' AND ($8::text[] IS NULL OR w.employment_type = ANY ($8::text[]))
  ), person AS (
    SELECT person_id, org_unit_id, count(*) AS total,
      count(*) FILTER (WHERE absence IS NULL AND state = 'not_started') AS not_started,
      count(*) FILTER (WHERE absence IS NULL AND state = 'in_progress') AS in_progress,
      count(*) FILTER (WHERE absence IS NULL AND state = 'completed') AS completed,
      count(*) FILTER (WHERE absence IS NULL AND state = 'overdue') AS overdue,
      count(*) FILTER (WHERE absence IS NULL AND state = 'exempted') AS exempted,
      count(*) FILTER (WHERE absence IS NOT NULL) AS absent,
      count(*) FILTER (WHERE absence IS NULL AND state IN ('not_started', 'in_progress', 'overdue')) AS still_open
    FROM state GROUP BY person_id, org_unit_id
  ) SELECT 
  coalesce(sum(total), 0)::int AS total, coalesce(sum(not_started), 0)::int AS "notStarted",
  coalesce(sum(in_progress), 0)::int AS "inProgress", coalesce(sum(completed), 0)::int AS completed,
  coalesce(sum(overdue), 0)::int AS overdue, coalesce(sum(exempted), 0)::int AS exempted,
  coalesce(sum(absent), 0)::int AS absent, count(*)::int AS people,
  count(*) FILTER (WHERE completed > 0 AND still_open = 0)::int AS "finishedPeople",
  count(*) FILTER (WHERE still_open > 0)::int AS "openPeople",
  count(*) FILTER (WHERE overdue > 0)::int AS "overduePeople",
  count(*) FILTER (WHERE completed = 0 AND still_open = 0)::int AS "leftOutPeople" FROM person;

-- courses.mandatory-count-by-unit
WITH RECURSIVE ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < $1::timestamptz
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least($2::date, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN $3::integer ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < $1::timestamptz AND y.fiscal_year <= $3::integer AND (NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= $2::date))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date)) AS is_employed,
    least($2::date, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= $2::date AND ($4::uuid[] IS NULL OR w.person_id = ANY ($4::uuid[]))
  AND ($5::uuid[] IS NULL OR w.person_id IN (SELECT own.person_id FROM postings own
    WHERE own.kind = 'primary' AND own.org_unit_id = ANY ($5::uuid[]) AND own.valid_from <= $2::date AND (own.valid_to IS NULL OR own.valid_to > $2::date)))
  GROUP BY w.person_id
  HAVING bool_or(w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date))
), ob_unit AS (
  SELECT DISTINCT d.org_unit_id AS top_id, d.org_unit_id AS id, daterange(NULL, NULL) AS during
  FROM ob_duty d WHERE d.audience_kind = 'org_unit'
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM ob_unit t JOIN org_unit_periods u ON u.parent_org_unit_id = t.id
    AND t.during && daterange(u.valid_from, u.valid_to)
), ob_posted AS (
  SELECT 'managers' AS kind, NULL::uuid AS top_id, po.person_id, range_agg(daterange(po.valid_from, po.valid_to)) AS during
  FROM postings po
  WHERE po.is_managerial AND po.valid_from <= $2::date AND ($4::uuid[] IS NULL OR po.person_id = ANY ($4::uuid[]))
  AND ($5::uuid[] IS NULL OR po.person_id IN (SELECT own.person_id FROM postings own
    WHERE own.kind = 'primary' AND own.org_unit_id = ANY ($5::uuid[]) AND own.valid_from <= $2::date AND (own.valid_to IS NULL OR own.valid_to > $2::date)))
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= $2::date AND ($4::uuid[] IS NULL OR po.person_id = ANY ($4::uuid[]))
  AND ($5::uuid[] IS NULL OR po.person_id IN (SELECT own.person_id FROM postings own
    WHERE own.kind = 'primary' AND own.org_unit_id = ANY ($5::uuid[]) AND own.valid_from <= $2::date AND (own.valid_to IS NULL OR own.valid_to > $2::date)))
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= $2::date AND ($4::uuid[] IS NULL OR s.person_id = ANY ($4::uuid[]))
  AND ($5::uuid[] IS NULL OR s.person_id IN (SELECT own.person_id FROM postings own
    WHERE own.kind = 'primary' AND own.org_unit_id = ANY ($5::uuid[]) AND own.valid_from <= $2::date AND (own.valid_to IS NULL OR own.valid_to > $2::date)))
  GROUP BY s.person_id
), ob_reach AS (
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d CROSS JOIN ob_service s WHERE d.audience_kind = 'all_staff'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d JOIN assignment_persons n ON n.assignment_id = d.assignment_id JOIN ob_service s ON s.person_id = n.person_id
  WHERE d.audience_kind = 'persons'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during * p.during
  FROM ob_duty d JOIN ob_posted p ON p.kind = d.audience_kind AND p.top_id IS NOT DISTINCT FROM d.org_unit_id
  JOIN ob_service s ON s.person_id = p.person_id
), ob_closed AS (
  SELECT c.fiscal_year, min(c.closed_on) AS closed_on, min(c.closed_at) AS closed_at
  FROM cycle_closings c WHERE c.closed_on <= $2::date AND (c.undone_at IS NULL OR c.undone_at >= $1::timestamptz)
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < $3::integer AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND $6::boolean THEN 'absent' WHEN due.due_on <= $7::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= $2::date AND (x.valid_to IS NULL OR x.valid_to > $2::date)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= $2::date AND (away.valid_to IS NULL OR away.valid_to > $2::date)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < $1::timestamptz THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < $1::timestamptz THEN e.completed_at END AS completed_at) done
  CROSS JOIN LATERAL (SELECT least(r.audience_day, r.last_day) AS day,
    greatest(r.assigned_on, coalesce((done.completed_at AT TIME ZONE 'Asia/Tokyo')::date, x.valid_from)) AS settled_on) seen
  CROSS JOIN LATERAL (SELECT CASE WHEN r.during @> daterange(least(r.assigned_on, seen.day), seen.day, '[]') THEN r.due_on
    ELSE greatest(r.due_on, (SELECT lower(stay) + 30 FROM unnest(r.during) stay
      WHERE stay @> seen.day AND lower(stay) > r.assigned_on)) END AS due_on) base
  CROSS JOIN LATERAL (SELECT CASE WHEN w.during IS NULL THEN base.due_on ELSE greatest(base.due_on,
    (SELECT max(upper(stay)) - 1 FROM unnest(w.during) stay WHERE lower(stay) <= base.due_on
      AND upper(stay) - 31 > r.assigned_on)) END AS due_on) due
  WHERE CASE WHEN r.during @> seen.day THEN true
      WHEN done.completed_at IS NULL AND x.valid_from IS NULL THEN false
      ELSE r.during @> least(seen.day, seen.settled_on) END
    AND (r.is_employed OR (r.fiscal_year = $3::integer AND seen.day >= r.assigned_on))
    AND CASE WHEN r.fiscal_year = $3::integer THEN true
      WHEN done.completed_at < (make_date($3::integer, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo' THEN false
      WHEN x.valid_from < make_date($3::integer, 4, 1) THEN false
      WHEN c.closed_on < make_date($3::integer, 4, 1) THEN false ELSE true END
), obligation AS (
  SELECT DISTINCT ON (r.person_id, r.course_id, r.cycle) md5(r.person_id::text || r.course_id::text || r.cycle::text)::uuid AS id, r.*
  FROM ob_reached r WHERE NOT r.is_settled_before ORDER BY r.person_id, r.course_id, r.cycle, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id
), state AS (
    SELECT o.id, o.person_id, o.course_id, o.edition_id, o.enrollment_id, o.fiscal_year, o.is_carried_over, o.due_on,
      o.state, po.org_unit_id, CASE WHEN $6::boolean THEN o.absence END AS absence
    FROM obligation o
    JOIN employments w ON w.person_id = o.person_id AND w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date)
    LEFT JOIN postings po ON po.person_id = o.person_id AND po.kind = 'primary' AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date)
    WHERE o.is_mandatory AND o.state <> 'closed' AND ($8::text[] IS NULL OR w.employment_type = ANY ($8::text[]))
  ), person AS (
    SELECT person_id, org_unit_id, count(*) AS total,
      count(*) FILTER (WHERE absence IS NULL AND state = 'not_started') AS not_started,
      count(*) FILTER (WHERE absence IS NULL AND state = 'in_progress') AS in_progress,
      count(*) FILTER (WHERE absence IS NULL AND state = 'completed') AS completed,
      count(*) FILTER (WHERE absence IS NULL AND state = 'overdue') AS overdue,
      count(*) FILTER (WHERE absence IS NULL AND state = 'exempted') AS exempted,
      count(*) FILTER (WHERE absence IS NOT NULL) AS absent,
      count(*) FILTER (WHERE absence IS NULL AND state IN ('not_started', 'in_progress', 'overdue')) AS still_open
    FROM state GROUP BY person_id, org_unit_id
  ) SELECT org_unit_id AS "orgUnitId", 
  coalesce(sum(total), 0)::int AS total, coalesce(sum(not_started), 0)::int AS "notStarted",
  coalesce(sum(in_progress), 0)::int AS "inProgress", coalesce(sum(completed), 0)::int AS completed,
  coalesce(sum(overdue), 0)::int AS overdue, coalesce(sum(exempted), 0)::int AS exempted,
  coalesce(sum(absent), 0)::int AS absent, count(*)::int AS people,
  count(*) FILTER (WHERE completed > 0 AND still_open = 0)::int AS "finishedPeople",
  count(*) FILTER (WHERE still_open > 0)::int AS "openPeople",
  count(*) FILTER (WHERE overdue > 0)::int AS "overduePeople",
  count(*) FILTER (WHERE completed = 0 AND still_open = 0)::int AS "leftOutPeople" FROM person GROUP BY org_unit_id ORDER BY org_unit_id;

-- courses.mandatory-of-year
SELECT count(DISTINCT a.course_id)::int AS courses,
      (count(DISTINCT a.course_id) FILTER (WHERE a.fiscal_year < $1::integer))::int AS repeated
    FROM course_assignments a
    WHERE a.is_mandatory AND (a.fiscal_year = $1::integer OR (a.repeats_yearly AND a.fiscal_year < $1::integer))
      AND NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= $2::date);

-- courses.mandatory-states
WITH RECURSIVE ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < $1::timestamptz
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least($2::date, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN $3::integer ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < $1::timestamptz AND y.fiscal_year <= $3::integer AND (NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= $2::date))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date)) AS is_employed,
    least($2::date, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= $2::date AND ($4::uuid[] IS NULL OR w.person_id = ANY ($4::uuid[]))
  AND ($5::uuid[] IS NULL OR w.person_id IN (SELECT own.person_id FROM postings own
    WHERE own.kind = 'primary' AND own.org_unit_id = ANY ($5::uuid[]) AND own.valid_from <= $2::date AND (own.valid_to IS NULL OR own.valid_to > $2::date)))
  GROUP BY w.person_id
  HAVING bool_or(w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date))
), ob_unit AS (
  SELECT DISTINCT d.org_unit_id AS top_id, d.org_unit_id AS id, daterange(NULL, NULL) AS during
  FROM ob_duty d WHERE d.audience_kind = 'org_unit'
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM ob_unit t JOIN org_unit_periods u ON u.parent_org_unit_id = t.id
    AND t.during && daterange(u.valid_from, u.valid_to)
), ob_posted AS (
  SELECT 'managers' AS kind, NULL::uuid AS top_id, po.person_id, range_agg(daterange(po.valid_from, po.valid_to)) AS during
  FROM postings po
  WHERE po.is_managerial AND po.valid_from <= $2::date AND ($4::uuid[] IS NULL OR po.person_id = ANY ($4::uuid[]))
  AND ($5::uuid[] IS NULL OR po.person_id IN (SELECT own.person_id FROM postings own
    WHERE own.kind = 'primary' AND own.org_unit_id = ANY ($5::uuid[]) AND own.valid_from <= $2::date AND (own.valid_to IS NULL OR own.valid_to > $2::date)))
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= $2::date AND ($4::uuid[] IS NULL OR po.person_id = ANY ($4::uuid[]))
  AND ($5::uuid[] IS NULL OR po.person_id IN (SELECT own.person_id FROM postings own
    WHERE own.kind = 'primary' AND own.org_unit_id = ANY ($5::uuid[]) AND own.valid_from <= $2::date AND (own.valid_to IS NULL OR own.valid_to > $2::date)))
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= $2::date AND ($4::uuid[] IS NULL OR s.person_id = ANY ($4::uuid[]))
  AND ($5::uuid[] IS NULL OR s.person_id IN (SELECT own.person_id FROM postings own
    WHERE own.kind = 'primary' AND own.org_unit_id = ANY ($5::uuid[]) AND own.valid_from <= $2::date AND (own.valid_to IS NULL OR own.valid_to > $2::date)))
  GROUP BY s.person_id
), ob_reach AS (
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d CROSS JOIN ob_service s WHERE d.audience_kind = 'all_staff'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d JOIN assignment_persons n ON n.assignment_id = d.assignment_id JOIN ob_service s ON s.person_id = n.person_id
  WHERE d.audience_kind = 'persons'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during * p.during
  FROM ob_duty d JOIN ob_posted p ON p.kind = d.audience_kind AND p.top_id IS NOT DISTINCT FROM d.org_unit_id
  JOIN ob_service s ON s.person_id = p.person_id
), ob_closed AS (
  SELECT c.fiscal_year, min(c.closed_on) AS closed_on, min(c.closed_at) AS closed_at
  FROM cycle_closings c WHERE c.closed_on <= $2::date AND (c.undone_at IS NULL OR c.undone_at >= $1::timestamptz)
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < $3::integer AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND $6::boolean THEN 'absent' WHEN due.due_on <= $7::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= $2::date AND (x.valid_to IS NULL OR x.valid_to > $2::date)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= $2::date AND (away.valid_to IS NULL OR away.valid_to > $2::date)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < $1::timestamptz THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < $1::timestamptz THEN e.completed_at END AS completed_at) done
  CROSS JOIN LATERAL (SELECT least(r.audience_day, r.last_day) AS day,
    greatest(r.assigned_on, coalesce((done.completed_at AT TIME ZONE 'Asia/Tokyo')::date, x.valid_from)) AS settled_on) seen
  CROSS JOIN LATERAL (SELECT CASE WHEN r.during @> daterange(least(r.assigned_on, seen.day), seen.day, '[]') THEN r.due_on
    ELSE greatest(r.due_on, (SELECT lower(stay) + 30 FROM unnest(r.during) stay
      WHERE stay @> seen.day AND lower(stay) > r.assigned_on)) END AS due_on) base
  CROSS JOIN LATERAL (SELECT CASE WHEN w.during IS NULL THEN base.due_on ELSE greatest(base.due_on,
    (SELECT max(upper(stay)) - 1 FROM unnest(w.during) stay WHERE lower(stay) <= base.due_on
      AND upper(stay) - 31 > r.assigned_on)) END AS due_on) due
  WHERE CASE WHEN r.during @> seen.day THEN true
      WHEN done.completed_at IS NULL AND x.valid_from IS NULL THEN false
      ELSE r.during @> least(seen.day, seen.settled_on) END
    AND (r.is_employed OR (r.fiscal_year = $3::integer AND seen.day >= r.assigned_on))
    AND CASE WHEN r.fiscal_year = $3::integer THEN true
      WHEN done.completed_at < (make_date($3::integer, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo' THEN false
      WHEN x.valid_from < make_date($3::integer, 4, 1) THEN false
      WHEN c.closed_on < make_date($3::integer, 4, 1) THEN false ELSE true END
), obligation AS (
  SELECT DISTINCT ON (r.person_id, r.course_id, r.cycle) md5(r.person_id::text || r.course_id::text || r.cycle::text)::uuid AS id, r.*
  FROM ob_reached r WHERE NOT r.is_settled_before ORDER BY r.person_id, r.course_id, r.cycle, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id
), state AS (
    SELECT o.id, o.person_id, o.course_id, o.edition_id, o.enrollment_id, o.fiscal_year, o.is_carried_over, o.due_on,
      o.state, po.org_unit_id, CASE WHEN $6::boolean THEN o.absence END AS absence
    FROM obligation o
    JOIN employments w ON w.person_id = o.person_id AND w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date)
    LEFT JOIN postings po ON po.person_id = o.person_id AND po.kind = 'primary' AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date)
    WHERE o.is_mandatory AND o.state <> 'closed' AND ($8::text[] IS NULL OR w.employment_type = ANY ($8::text[]))
  )
    SELECT s.id, s.person_id AS "personId", s.enrollment_id AS "enrollmentId", s.course_id AS "courseId",
      c.key AS "courseKey", v.title || CASE WHEN s.is_carried_over AND strpos(v.title, '令和' || s.fiscal_year - 2018 || '年度') = 0
    THEN '(' || '令和' || s.fiscal_year - 2018 || '年度' || '分)' ELSE '' END AS "courseTitle", s.fiscal_year AS "fiscalYear",
      s.is_carried_over AS "isCarriedOver", s.org_unit_id AS "orgUnitId", s.due_on AS "dueOn", s.state, s.absence
    FROM state s JOIN courses c ON c.id = s.course_id JOIN course_versions v ON v.id = s.edition_id
    WHERE $9::text[] IS NULL OR s.state = ANY ($9::text[])
    ORDER BY s.person_id, s.due_on, v.title, s.id;

-- courses.missing-editions
SELECT c.key AS "courseKey", coalesce(nullif(btrim(regexp_replace(newest.title, '[ 　]*([(（〔【][^()（）〔〕【】]*(令和([0-9０-９]+|元)|[RＲ][0-9０-９]+|[2２][0０][0-9０-９]{2})年度(改訂版|版|分|用|の)?[^()（）〔〕【】]*[)）〕】]|(令和([0-9０-９]+|元)|[RＲ][0-9０-９]+|[2２][0０][0-9０-９]{2})年度(改訂版|版|分|用|の)?)', '', 'g'), ' 　'), ''), newest.title) AS title, y.fiscal_year AS "fiscalYear"
    FROM course_assignments a
    JOIN courses c ON c.id = a.course_id
    JOIN LATERAL (SELECT v.title FROM course_versions v WHERE v.course_id = c.id AND v.fiscal_year IS NOT NULL
      ORDER BY v.fiscal_year DESC, v.version DESC LIMIT 1) newest ON true
    CROSS JOIN unnest($1::integer[]) AS y (fiscal_year)
    WHERE (a.fiscal_year = y.fiscal_year OR (a.repeats_yearly AND a.fiscal_year < y.fiscal_year))
      AND NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= $2::date)
      AND NOT EXISTS (SELECT 1 FROM course_versions v WHERE v.course_id = c.id AND v.fiscal_year = y.fiscal_year)
    GROUP BY c.key, newest.title, y.fiscal_year
    ORDER BY y.fiscal_year, newest.title, c.key;

-- courses.obligation-state
WITH RECURSIVE ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo'
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least($1::date, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN extract(year FROM $1::date - interval '3 months')::int ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' AND y.fiscal_year <= extract(year FROM $1::date - interval '3 months')::int AND (a.course_id = $2::uuid AND NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= $1::date))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date)) AS is_employed,
    least($1::date, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= $1::date AND w.person_id = $3::uuid
  GROUP BY w.person_id
  HAVING bool_or(w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date))
), ob_unit AS (
  SELECT DISTINCT d.org_unit_id AS top_id, d.org_unit_id AS id, daterange(NULL, NULL) AS during
  FROM ob_duty d WHERE d.audience_kind = 'org_unit'
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM ob_unit t JOIN org_unit_periods u ON u.parent_org_unit_id = t.id
    AND t.during && daterange(u.valid_from, u.valid_to)
), ob_posted AS (
  SELECT 'managers' AS kind, NULL::uuid AS top_id, po.person_id, range_agg(daterange(po.valid_from, po.valid_to)) AS during
  FROM postings po
  WHERE po.is_managerial AND po.valid_from <= $1::date AND po.person_id = $3::uuid
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= $1::date AND po.person_id = $3::uuid
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= $1::date AND s.person_id = $3::uuid
  GROUP BY s.person_id
), ob_reach AS (
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d CROSS JOIN ob_service s WHERE d.audience_kind = 'all_staff'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d JOIN assignment_persons n ON n.assignment_id = d.assignment_id JOIN ob_service s ON s.person_id = n.person_id
  WHERE d.audience_kind = 'persons'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during * p.during
  FROM ob_duty d JOIN ob_posted p ON p.kind = d.audience_kind AND p.top_id IS NOT DISTINCT FROM d.org_unit_id
  JOIN ob_service s ON s.person_id = p.person_id
), ob_closed AS (
  SELECT c.fiscal_year, min(c.closed_on) AS closed_on, min(c.closed_at) AS closed_at
  FROM cycle_closings c WHERE c.closed_on <= $1::date AND (c.undone_at IS NULL OR c.undone_at >= ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo')
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < extract(year FROM $1::date - interval '3 months')::int AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND true THEN 'absent' WHEN due.due_on <= NULL::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= $1::date AND (x.valid_to IS NULL OR x.valid_to > $1::date)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= $1::date AND (away.valid_to IS NULL OR away.valid_to > $1::date)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.completed_at END AS completed_at) done
  CROSS JOIN LATERAL (SELECT least(r.audience_day, r.last_day) AS day,
    greatest(r.assigned_on, coalesce((done.completed_at AT TIME ZONE 'Asia/Tokyo')::date, x.valid_from)) AS settled_on) seen
  CROSS JOIN LATERAL (SELECT CASE WHEN r.during @> daterange(least(r.assigned_on, seen.day), seen.day, '[]') THEN r.due_on
    ELSE greatest(r.due_on, (SELECT lower(stay) + 30 FROM unnest(r.during) stay
      WHERE stay @> seen.day AND lower(stay) > r.assigned_on)) END AS due_on) base
  CROSS JOIN LATERAL (SELECT CASE WHEN w.during IS NULL THEN base.due_on ELSE greatest(base.due_on,
    (SELECT max(upper(stay)) - 1 FROM unnest(w.during) stay WHERE lower(stay) <= base.due_on
      AND upper(stay) - 31 > r.assigned_on)) END AS due_on) due
  WHERE CASE WHEN r.during @> seen.day THEN true
      WHEN done.completed_at IS NULL AND x.valid_from IS NULL THEN false
      ELSE r.during @> least(seen.day, seen.settled_on) END
    AND (r.is_employed OR (r.fiscal_year = extract(year FROM $1::date - interval '3 months')::int AND seen.day >= r.assigned_on))
    
), obligation AS (
  SELECT DISTINCT ON (r.person_id, r.course_id, r.cycle) md5(r.person_id::text || r.course_id::text || r.cycle::text)::uuid AS id, r.*
  FROM ob_reached r WHERE NOT r.is_settled_before ORDER BY r.person_id, r.course_id, r.cycle, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id
)
    SELECT o.state, o.closed_on AS "closedOn", o.fiscal_year AS "fiscalYear" FROM obligation o WHERE o.cycle = $4::integer;

-- courses.open-of-year
WITH RECURSIVE ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < $1::timestamptz
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least($2::date, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN $3::integer ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < $1::timestamptz AND y.fiscal_year <= $3::integer AND (NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= $2::date))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date)) AS is_employed,
    least($2::date, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= $2::date AND true
  GROUP BY w.person_id
  HAVING bool_or(w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date))
), ob_unit AS (
  SELECT DISTINCT d.org_unit_id AS top_id, d.org_unit_id AS id, daterange(NULL, NULL) AS during
  FROM ob_duty d WHERE d.audience_kind = 'org_unit'
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM ob_unit t JOIN org_unit_periods u ON u.parent_org_unit_id = t.id
    AND t.during && daterange(u.valid_from, u.valid_to)
), ob_posted AS (
  SELECT 'managers' AS kind, NULL::uuid AS top_id, po.person_id, range_agg(daterange(po.valid_from, po.valid_to)) AS during
  FROM postings po
  WHERE po.is_managerial AND po.valid_from <= $2::date AND true
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= $2::date AND true
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= $2::date AND true
  GROUP BY s.person_id
), ob_reach AS (
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d CROSS JOIN ob_service s WHERE d.audience_kind = 'all_staff'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d JOIN assignment_persons n ON n.assignment_id = d.assignment_id JOIN ob_service s ON s.person_id = n.person_id
  WHERE d.audience_kind = 'persons'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during * p.during
  FROM ob_duty d JOIN ob_posted p ON p.kind = d.audience_kind AND p.top_id IS NOT DISTINCT FROM d.org_unit_id
  JOIN ob_service s ON s.person_id = p.person_id
), ob_closed AS (
  SELECT c.fiscal_year, min(c.closed_on) AS closed_on, min(c.closed_at) AS closed_at
  FROM cycle_closings c WHERE c.closed_on <= $2::date AND (c.undone_at IS NULL OR c.undone_at >= $1::timestamptz)
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < $3::integer AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND true THEN 'absent' WHEN due.due_on <= $4::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= $2::date AND (x.valid_to IS NULL OR x.valid_to > $2::date)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= $2::date AND (away.valid_to IS NULL OR away.valid_to > $2::date)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < $1::timestamptz THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < $1::timestamptz THEN e.completed_at END AS completed_at) done
  CROSS JOIN LATERAL (SELECT least(r.audience_day, r.last_day) AS day,
    greatest(r.assigned_on, coalesce((done.completed_at AT TIME ZONE 'Asia/Tokyo')::date, x.valid_from)) AS settled_on) seen
  CROSS JOIN LATERAL (SELECT CASE WHEN r.during @> daterange(least(r.assigned_on, seen.day), seen.day, '[]') THEN r.due_on
    ELSE greatest(r.due_on, (SELECT lower(stay) + 30 FROM unnest(r.during) stay
      WHERE stay @> seen.day AND lower(stay) > r.assigned_on)) END AS due_on) base
  CROSS JOIN LATERAL (SELECT CASE WHEN w.during IS NULL THEN base.due_on ELSE greatest(base.due_on,
    (SELECT max(upper(stay)) - 1 FROM unnest(w.during) stay WHERE lower(stay) <= base.due_on
      AND upper(stay) - 31 > r.assigned_on)) END AS due_on) due
  WHERE CASE WHEN r.during @> seen.day THEN true
      WHEN done.completed_at IS NULL AND x.valid_from IS NULL THEN false
      ELSE r.during @> least(seen.day, seen.settled_on) END
    AND (r.is_employed OR (r.fiscal_year = $3::integer AND seen.day >= r.assigned_on))
    
), obligation AS (
  SELECT DISTINCT ON (r.person_id, r.course_id, r.cycle) md5(r.person_id::text || r.course_id::text || r.cycle::text)::uuid AS id, r.*
  FROM ob_reached r WHERE NOT r.is_settled_before ORDER BY r.person_id, r.course_id, r.cycle, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id
), of_year AS (
    SELECT o.person_id, o.course_id, o.cycle, o.fiscal_year, o.edition_id, o.is_mandatory, o.due_on, o.state, o.absence,
      o.fiscal_year < extract(year FROM $2::date - interval '3 months')::int AS is_carried_over, CASE
      WHEN $5::text[] IS NOT NULL AND NOT w.employment_type = ANY ($5::text[]) THEN 'employment_type'
      WHEN $6::boolean AND o.absence IS NOT NULL THEN 'absent' END AS left_out_by, CASE WHEN NOT (o.state IN ('not_started', 'in_progress', 'overdue') OR o.state = 'absent') THEN NULL WHEN o.absence IS NOT NULL THEN 'absent'
      WHEN o.due_on > $7::date AND o.state <> 'overdue' THEN 'due_later'
      WHEN o.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS why_open
    FROM obligation o JOIN employments w ON w.person_id = o.person_id AND w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date)
    WHERE o.fiscal_year = $3::integer
  )
    SELECT o.person_id AS "personId", n.staff_number AS "staffNumber", p.name, u.name AS "unitName",
      o.course_id AS "courseId", o.cycle, v.title || CASE WHEN o.is_carried_over AND strpos(v.title, '令和' || o.fiscal_year - 2018 || '年度') = 0
    THEN '(' || '令和' || o.fiscal_year - 2018 || '年度' || '分)' ELSE '' END AS "courseTitle",
      o.is_mandatory AS "isMandatory", o.due_on AS "dueOn", o.state, o.absence, o.why_open AS "whyOpen",
      o.left_out_by AS "leftOutBy"
    FROM of_year o
    JOIN course_versions v ON v.id = o.edition_id
    JOIN person_details p ON p.person_id = o.person_id AND p.valid_from <= $2::date AND (p.valid_to IS NULL OR p.valid_to > $2::date)
    JOIN staff_numbers n ON n.person_id = p.person_id AND n.valid_from <= $2::date AND (n.valid_to IS NULL OR n.valid_to > $2::date)
    LEFT JOIN postings po ON po.person_id = p.person_id AND po.kind = 'primary' AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date)
    LEFT JOIN org_unit_periods u ON u.org_unit_id = po.org_unit_id AND u.valid_from <= $2::date AND (u.valid_to IS NULL OR u.valid_to > $2::date)
    WHERE o.why_open IS NOT NULL
    ORDER BY v.title, o.course_id, u.sort_order, n.staff_number;

-- courses.own-closed
WITH RECURSIVE ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo'
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least($1::date, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN extract(year FROM $1::date - interval '3 months')::int ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' AND y.fiscal_year <= extract(year FROM $1::date - interval '3 months')::int AND (NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= $1::date))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date)) AS is_employed,
    least($1::date, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= $1::date AND w.person_id = $2::uuid
  GROUP BY w.person_id
  HAVING bool_or(w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date))
), ob_unit AS (
  SELECT DISTINCT d.org_unit_id AS top_id, d.org_unit_id AS id, daterange(NULL, NULL) AS during
  FROM ob_duty d WHERE d.audience_kind = 'org_unit'
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM ob_unit t JOIN org_unit_periods u ON u.parent_org_unit_id = t.id
    AND t.during && daterange(u.valid_from, u.valid_to)
), ob_posted AS (
  SELECT 'managers' AS kind, NULL::uuid AS top_id, po.person_id, range_agg(daterange(po.valid_from, po.valid_to)) AS during
  FROM postings po
  WHERE po.is_managerial AND po.valid_from <= $1::date AND po.person_id = $2::uuid
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= $1::date AND po.person_id = $2::uuid
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= $1::date AND s.person_id = $2::uuid
  GROUP BY s.person_id
), ob_reach AS (
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d CROSS JOIN ob_service s WHERE d.audience_kind = 'all_staff'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d JOIN assignment_persons n ON n.assignment_id = d.assignment_id JOIN ob_service s ON s.person_id = n.person_id
  WHERE d.audience_kind = 'persons'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during * p.during
  FROM ob_duty d JOIN ob_posted p ON p.kind = d.audience_kind AND p.top_id IS NOT DISTINCT FROM d.org_unit_id
  JOIN ob_service s ON s.person_id = p.person_id
), ob_closed AS (
  SELECT c.fiscal_year, min(c.closed_on) AS closed_on, min(c.closed_at) AS closed_at
  FROM cycle_closings c WHERE c.closed_on <= $1::date AND (c.undone_at IS NULL OR c.undone_at >= ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo')
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < extract(year FROM $1::date - interval '3 months')::int AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND true THEN 'absent' WHEN due.due_on <= NULL::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= $1::date AND (x.valid_to IS NULL OR x.valid_to > $1::date)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= $1::date AND (away.valid_to IS NULL OR away.valid_to > $1::date)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.completed_at END AS completed_at) done
  CROSS JOIN LATERAL (SELECT least(r.audience_day, r.last_day) AS day,
    greatest(r.assigned_on, coalesce((done.completed_at AT TIME ZONE 'Asia/Tokyo')::date, x.valid_from)) AS settled_on) seen
  CROSS JOIN LATERAL (SELECT CASE WHEN r.during @> daterange(least(r.assigned_on, seen.day), seen.day, '[]') THEN r.due_on
    ELSE greatest(r.due_on, (SELECT lower(stay) + 30 FROM unnest(r.during) stay
      WHERE stay @> seen.day AND lower(stay) > r.assigned_on)) END AS due_on) base
  CROSS JOIN LATERAL (SELECT CASE WHEN w.during IS NULL THEN base.due_on ELSE greatest(base.due_on,
    (SELECT max(upper(stay)) - 1 FROM unnest(w.during) stay WHERE lower(stay) <= base.due_on
      AND upper(stay) - 31 > r.assigned_on)) END AS due_on) due
  WHERE CASE WHEN r.during @> seen.day THEN true
      WHEN done.completed_at IS NULL AND x.valid_from IS NULL THEN false
      ELSE r.during @> least(seen.day, seen.settled_on) END
    AND (r.is_employed OR (r.fiscal_year = extract(year FROM $1::date - interval '3 months')::int AND seen.day >= r.assigned_on))
    
), obligation AS (
  SELECT DISTINCT ON (r.person_id, r.course_id, r.cycle) md5(r.person_id::text || r.course_id::text || r.cycle::text)::uuid AS id, r.*
  FROM ob_reached r WHERE NOT r.is_settled_before ORDER BY r.person_id, r.course_id, r.cycle, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id
)
    SELECT c.key AS "courseKey", nullif(o.cycle, 0) AS year, v.title || CASE WHEN o.is_carried_over AND strpos(v.title, '令和' || o.fiscal_year - 2018 || '年度') = 0
    THEN '(' || '令和' || o.fiscal_year - 2018 || '年度' || '分)' ELSE '' END AS title,
      o.fiscal_year AS "fiscalYear", o.closed_on AS "closedOn"
    FROM obligation o JOIN courses c ON c.id = o.course_id JOIN course_versions v ON v.id = o.edition_id
    WHERE o.state = 'closed' AND o.completed_at IS NULL
    ORDER BY o.closed_on DESC, v.title, o.id;

-- courses.own-enrollment
SELECT id, course_version_id AS "courseVersionId", last_lesson_id AS "lastLessonId"
    FROM enrollments WHERE person_id = $1::uuid AND course_id = $2::uuid AND cycle = $3::integer FOR UPDATE;

-- courses.own-learning
WITH RECURSIVE ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo'
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least($1::date, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN extract(year FROM $1::date - interval '3 months')::int ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' AND y.fiscal_year <= extract(year FROM $1::date - interval '3 months')::int AND (NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= $1::date))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date)) AS is_employed,
    least($1::date, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= $1::date AND w.person_id = $2::uuid
  GROUP BY w.person_id
  HAVING bool_or(w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date))
), ob_unit AS (
  SELECT DISTINCT d.org_unit_id AS top_id, d.org_unit_id AS id, daterange(NULL, NULL) AS during
  FROM ob_duty d WHERE d.audience_kind = 'org_unit'
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM ob_unit t JOIN org_unit_periods u ON u.parent_org_unit_id = t.id
    AND t.during && daterange(u.valid_from, u.valid_to)
), ob_posted AS (
  SELECT 'managers' AS kind, NULL::uuid AS top_id, po.person_id, range_agg(daterange(po.valid_from, po.valid_to)) AS during
  FROM postings po
  WHERE po.is_managerial AND po.valid_from <= $1::date AND po.person_id = $2::uuid
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= $1::date AND po.person_id = $2::uuid
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= $1::date AND s.person_id = $2::uuid
  GROUP BY s.person_id
), ob_reach AS (
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d CROSS JOIN ob_service s WHERE d.audience_kind = 'all_staff'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d JOIN assignment_persons n ON n.assignment_id = d.assignment_id JOIN ob_service s ON s.person_id = n.person_id
  WHERE d.audience_kind = 'persons'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during * p.during
  FROM ob_duty d JOIN ob_posted p ON p.kind = d.audience_kind AND p.top_id IS NOT DISTINCT FROM d.org_unit_id
  JOIN ob_service s ON s.person_id = p.person_id
), ob_closed AS (
  SELECT c.fiscal_year, min(c.closed_on) AS closed_on, min(c.closed_at) AS closed_at
  FROM cycle_closings c WHERE c.closed_on <= $1::date AND (c.undone_at IS NULL OR c.undone_at >= ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo')
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < extract(year FROM $1::date - interval '3 months')::int AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND true THEN 'absent' WHEN due.due_on <= NULL::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= $1::date AND (x.valid_to IS NULL OR x.valid_to > $1::date)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= $1::date AND (away.valid_to IS NULL OR away.valid_to > $1::date)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.completed_at END AS completed_at) done
  CROSS JOIN LATERAL (SELECT least(r.audience_day, r.last_day) AS day,
    greatest(r.assigned_on, coalesce((done.completed_at AT TIME ZONE 'Asia/Tokyo')::date, x.valid_from)) AS settled_on) seen
  CROSS JOIN LATERAL (SELECT CASE WHEN r.during @> daterange(least(r.assigned_on, seen.day), seen.day, '[]') THEN r.due_on
    ELSE greatest(r.due_on, (SELECT lower(stay) + 30 FROM unnest(r.during) stay
      WHERE stay @> seen.day AND lower(stay) > r.assigned_on)) END AS due_on) base
  CROSS JOIN LATERAL (SELECT CASE WHEN w.during IS NULL THEN base.due_on ELSE greatest(base.due_on,
    (SELECT max(upper(stay)) - 1 FROM unnest(w.during) stay WHERE lower(stay) <= base.due_on
      AND upper(stay) - 31 > r.assigned_on)) END AS due_on) due
  WHERE CASE WHEN r.during @> seen.day THEN true
      WHEN done.completed_at IS NULL AND x.valid_from IS NULL THEN false
      ELSE r.during @> least(seen.day, seen.settled_on) END
    AND (r.is_employed OR (r.fiscal_year = extract(year FROM $1::date - interval '3 months')::int AND seen.day >= r.assigned_on))
    
), obligation AS (
  SELECT DISTINCT ON (r.person_id, r.course_id, r.cycle) md5(r.person_id::text || r.course_id::text || r.cycle::text)::uuid AS id, r.*
  FROM ob_reached r WHERE NOT r.is_settled_before ORDER BY r.person_id, r.course_id, r.cycle, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id
), own AS (
      SELECT coalesce(o.course_id, e.course_id) AS course_id, coalesce(o.cycle, e.cycle) AS cycle, e.id AS enrollment_id
      FROM obligation o FULL JOIN (SELECT * FROM enrollments WHERE person_id = $2::uuid) e ON e.id = o.enrollment_id
      WHERE (o.state IN ('not_started', 'in_progress', 'overdue') OR o.state = 'absent') OR (e.completed_at IS NULL AND o.id IS NULL
  AND NOT EXISTS (SELECT 1 FROM course_drops d WHERE d.enrollment_id = e.id AND d.taken_up_at IS NULL)
  AND NOT EXISTS (SELECT 1 FROM ob_edition n WHERE n.course_id = e.course_id AND n.cycle > e.cycle
    AND n.cycle <= extract(year FROM $1::date - interval '3 months')::int)
  AND NOT EXISTS (SELECT 1 FROM exemptions x WHERE x.person_id = e.person_id AND x.course_id = e.course_id
    AND x.cycle = e.cycle AND x.valid_from <= $1::date AND (x.valid_to IS NULL OR x.valid_to > $1::date)))
        OR e.completed_at >= (make_date(extract(year FROM $1::date - interval '3 months')::int, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo'
    )
    SELECT e.id AS "enrollmentId", c.key AS "courseKey", nullif(own.cycle, 0) AS year,
      v.title || CASE WHEN o.is_carried_over AND strpos(v.title, '令和' || o.fiscal_year - 2018 || '年度') = 0
    THEN '(' || '令和' || o.fiscal_year - 2018 || '年度' || '分)' ELSE '' END || CASE WHEN shut.is_carried_over AND strpos(v.title || CASE WHEN o.is_carried_over AND strpos(v.title, '令和' || o.fiscal_year - 2018 || '年度') = 0
    THEN '(' || '令和' || o.fiscal_year - 2018 || '年度' || '分)' ELSE '' END, '令和' || shut.fiscal_year - 2018 || '年度') = 0
    THEN '(' || '令和' || shut.fiscal_year - 2018 || '年度' || '分)' ELSE '' END AS title, v.minutes, coalesce(o.is_mandatory, false) AS "isMandatory",
      coalesce(o.is_carried_over, false) AS "isCarriedOver", o.fiscal_year AS "fiscalYear", o.due_on AS "dueOn", o.absence, a.reason,
      shut.closed_on AS "closedOn",
      e.started_at AS "startedAt", e.completed_at AS "completedAt",
      coalesce(greatest(e.started_at, done.last_at), a.created_at) AS "lastActivityAt",
      (SELECT count(*)::int FROM lessons l WHERE l.course_version_id = v.id) AS "lessonCount",
      done.lessons AS "completedLessons", v.quiz_draw IS NOT NULL AS "hasQuiz",
      EXISTS (SELECT 1 FROM quiz_attempts q WHERE q.person_id = e.person_id AND q.quiz_key = 'enrollment:' || e.id::text
              AND q.submitted_at IS NULL) AS "hasOpenAttempt",
      (SELECT jsonb_build_object('key', l.key, 'title', l.title, 'position', l.position, 'minutes', l.minutes)
       FROM lessons l LEFT JOIN lesson_progress p ON p.lesson_id = l.id AND p.enrollment_id = e.id
       WHERE l.course_version_id = v.id AND p.completed_at IS NULL
       ORDER BY l.id IS NOT DISTINCT FROM e.last_lesson_id DESC, l.position LIMIT 1) AS "nextLesson"
    FROM own
    JOIN courses c ON c.id = own.course_id
    LEFT JOIN obligation o ON o.course_id = own.course_id AND o.cycle = own.cycle AND o.state <> 'closed'
    LEFT JOIN obligation shut ON shut.course_id = own.course_id AND shut.cycle = own.cycle AND shut.state = 'closed'
    LEFT JOIN enrollments e ON e.id = own.enrollment_id
    JOIN course_versions v ON v.id = coalesce(e.course_version_id, o.edition_id)
    LEFT JOIN course_assignments a ON a.id = o.assignment_id
    CROSS JOIN LATERAL (
      SELECT count(p.completed_at)::int AS lessons, max(greatest(p.opened_at, p.completed_at)) AS last_at
      FROM lesson_progress p JOIN lessons l ON l.id = p.lesson_id AND l.course_version_id = v.id
      WHERE p.enrollment_id = e.id) done
    ORDER BY o.due_on NULLS LAST, v.title, own.course_id, own.cycle;

-- courses.own-lesson
SELECT l.id, l.check_question_ids AS "checkQuestionIds", n.id AS "nextId", n.key AS "nextKey", l.minutes,
      policy.quiz_read_seconds AS "readSeconds", p.opened_at AS "openedAt", p.completed_at IS NOT NULL AS "isCompleted"
    FROM lessons l JOIN course_versions v ON v.id = l.course_version_id JOIN LATERAL (
  SELECT n.quiz_retakes, n.quiz_wait_minutes, n.quiz_keys, n.quiz_read_seconds FROM course_versions n
  WHERE n.course_id = v.course_id AND n.fiscal_year IS NOT DISTINCT FROM v.fiscal_year
  ORDER BY n.version DESC LIMIT 1) policy ON true
    LEFT JOIN lesson_progress p ON p.lesson_id = l.id AND p.enrollment_id = $1::uuid
    LEFT JOIN LATERAL (SELECT o.id, o.key FROM lessons o WHERE o.course_version_id = l.course_version_id
      AND o.position > l.position ORDER BY o.position LIMIT 1) n ON true
    WHERE l.course_version_id = $2::uuid AND l.key = $3::text;

-- courses.own-quiz
SELECT v.quiz_draw AS draw, v.quiz_pass::float8 AS "passRatio", policy.quiz_retakes AS retakes,
      policy.quiz_wait_minutes AS "waitMinutes", policy.quiz_keys AS keys,
      (WITH newest AS (SELECT q.id, q.key FROM course_version_questions c JOIN questions q ON q.id = c.question_id
  WHERE c.course_version_id = (SELECT n.id FROM course_versions n WHERE n.course_id = v.course_id AND n.fiscal_year IS NOT DISTINCT FROM v.fiscal_year ORDER BY n.version DESC LIMIT 1) AND NOT EXISTS (SELECT 1 FROM withdrawn_questions w WHERE w.question_id = q.id)),
      kept AS (SELECT n.id FROM newest n WHERE n.key IN (
        SELECT q.key FROM course_version_questions c JOIN questions q ON q.id = c.question_id WHERE c.course_version_id = v.id))
    SELECT coalesce(array_agg(a.id ORDER BY a.id), '{}') FROM (
      SELECT k.id FROM kept k UNION SELECT n.id FROM newest n WHERE (SELECT count(*) FROM kept) < v.quiz_draw) a) AS "questionIds",
      (SELECT count(*)::int FROM lessons l LEFT JOIN lesson_progress p ON p.lesson_id = l.id AND p.enrollment_id = $1::uuid
       WHERE l.course_version_id = v.id AND p.completed_at IS NULL) AS "openLessons"
    FROM course_versions v JOIN LATERAL (
  SELECT n.quiz_retakes, n.quiz_wait_minutes, n.quiz_keys, n.quiz_read_seconds FROM course_versions n
  WHERE n.course_id = v.course_id AND n.fiscal_year IS NOT DISTINCT FROM v.fiscal_year
  ORDER BY n.version DESC LIMIT 1) policy ON true WHERE v.id = $2::uuid AND v.quiz_draw IS NOT NULL;

-- courses.own-turn
WITH RECURSIVE ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo'
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least($1::date, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN extract(year FROM $1::date - interval '3 months')::int ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' AND y.fiscal_year <= extract(year FROM $1::date - interval '3 months')::int AND (NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= $1::date))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date)) AS is_employed,
    least($1::date, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= $1::date AND w.person_id = $2::uuid
  GROUP BY w.person_id
  HAVING bool_or(w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date))
), ob_unit AS (
  SELECT DISTINCT d.org_unit_id AS top_id, d.org_unit_id AS id, daterange(NULL, NULL) AS during
  FROM ob_duty d WHERE d.audience_kind = 'org_unit'
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM ob_unit t JOIN org_unit_periods u ON u.parent_org_unit_id = t.id
    AND t.during && daterange(u.valid_from, u.valid_to)
), ob_posted AS (
  SELECT 'managers' AS kind, NULL::uuid AS top_id, po.person_id, range_agg(daterange(po.valid_from, po.valid_to)) AS during
  FROM postings po
  WHERE po.is_managerial AND po.valid_from <= $1::date AND po.person_id = $2::uuid
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= $1::date AND po.person_id = $2::uuid
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= $1::date AND s.person_id = $2::uuid
  GROUP BY s.person_id
), ob_reach AS (
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d CROSS JOIN ob_service s WHERE d.audience_kind = 'all_staff'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d JOIN assignment_persons n ON n.assignment_id = d.assignment_id JOIN ob_service s ON s.person_id = n.person_id
  WHERE d.audience_kind = 'persons'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during * p.during
  FROM ob_duty d JOIN ob_posted p ON p.kind = d.audience_kind AND p.top_id IS NOT DISTINCT FROM d.org_unit_id
  JOIN ob_service s ON s.person_id = p.person_id
), ob_closed AS (
  SELECT c.fiscal_year, min(c.closed_on) AS closed_on, min(c.closed_at) AS closed_at
  FROM cycle_closings c WHERE c.closed_on <= $1::date AND (c.undone_at IS NULL OR c.undone_at >= ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo')
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < extract(year FROM $1::date - interval '3 months')::int AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND true THEN 'absent' WHEN due.due_on <= NULL::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= $1::date AND (x.valid_to IS NULL OR x.valid_to > $1::date)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= $1::date AND (away.valid_to IS NULL OR away.valid_to > $1::date)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.completed_at END AS completed_at) done
  CROSS JOIN LATERAL (SELECT least(r.audience_day, r.last_day) AS day,
    greatest(r.assigned_on, coalesce((done.completed_at AT TIME ZONE 'Asia/Tokyo')::date, x.valid_from)) AS settled_on) seen
  CROSS JOIN LATERAL (SELECT CASE WHEN r.during @> daterange(least(r.assigned_on, seen.day), seen.day, '[]') THEN r.due_on
    ELSE greatest(r.due_on, (SELECT lower(stay) + 30 FROM unnest(r.during) stay
      WHERE stay @> seen.day AND lower(stay) > r.assigned_on)) END AS due_on) base
  CROSS JOIN LATERAL (SELECT CASE WHEN w.during IS NULL THEN base.due_on ELSE greatest(base.due_on,
    (SELECT max(upper(stay)) - 1 FROM unnest(w.during) stay WHERE lower(stay) <= base.due_on
      AND upper(stay) - 31 > r.assigned_on)) END AS due_on) due
  WHERE CASE WHEN r.during @> seen.day THEN true
      WHEN done.completed_at IS NULL AND x.valid_from IS NULL THEN false
      ELSE r.during @> least(seen.day, seen.settled_on) END
    AND (r.is_employed OR (r.fiscal_year = extract(year FROM $1::date - interval '3 months')::int AND seen.day >= r.assigned_on))
    
), obligation AS (
  SELECT DISTINCT ON (r.person_id, r.course_id, r.cycle) md5(r.person_id::text || r.course_id::text || r.cycle::text)::uuid AS id, r.*
  FROM ob_reached r WHERE NOT r.is_settled_before ORDER BY r.person_id, r.course_id, r.cycle, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id
)
    SELECT c.id AS "courseId", pick.cycle, current.id AS "editionId" 
  FROM courses c
  CROSS JOIN LATERAL (SELECT coalesce($3::integer, (SELECT o.cycle FROM obligation o WHERE o.course_id = c.id AND (o.state IN ('not_started', 'in_progress', 'overdue') OR o.state = 'absent') ORDER BY o.fiscal_year, o.cycle LIMIT 1), (SELECT max(n.cycle) FROM ob_edition n WHERE n.course_id = c.id AND n.cycle <= extract(year FROM $1::date - interval '3 months')::int))) pick (cycle)
  JOIN ob_edition current ON current.course_id = c.id AND current.cycle = pick.cycle
    AND current.cycle <= extract(year FROM $1::date - interval '3 months')::int
  LEFT JOIN enrollments e ON e.person_id = $2::uuid AND e.course_id = c.id AND e.cycle = pick.cycle
  JOIN course_versions v ON v.id = coalesce(e.course_version_id, current.id)
  LEFT JOIN obligation o ON o.course_id = c.id AND o.cycle = pick.cycle AND o.state <> 'closed'
  LEFT JOIN obligation shut ON shut.course_id = c.id AND shut.cycle = pick.cycle AND shut.state = 'closed'
  LEFT JOIN exemptions x ON x.person_id = $2::uuid AND x.course_id = c.id AND x.cycle = pick.cycle
    AND e.completed_at IS NULL AND x.valid_from <= $1::date AND (x.valid_to IS NULL OR x.valid_to > $1::date) WHERE c.key = $4::text;

-- courses.people-to-prompt
SELECT i.id AS "personId", pp.org_unit_id AS "unitId", last.id AS "lastId", last.prompted_on AS "lastOn"
    FROM person_identities i
    JOIN postings pp ON pp.person_id = i.id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
    LEFT JOIN LATERAL (
      SELECT p.id, p.prompted_on FROM learning_prompts p
      WHERE p.org_unit_id = ANY ($2::uuid[]) AND (WITH RECURSIVE joined AS (
      SELECT p.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = i.id
      ORDER BY p.prompted_on DESC, p.id LIMIT 1
    ) last ON true
    WHERE i.id = ANY ($3::uuid[]) AND pp.org_unit_id = ANY ($2::uuid[])
    ORDER BY i.id;

-- courses.persons-by-number
SELECT n.staff_number AS "staffNumber", n.person_id AS "personId" FROM staff_numbers n
    WHERE n.staff_number = ANY ($1::text[]) AND n.valid_from <= $2::date AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = n.person_id AND em.valid_from <= $2::date AND (em.valid_to IS NULL OR em.valid_to > $2::date));

-- courses.progress
SELECT e.person_id AS "personId", e.course_id AS "courseId", e.cycle, e.completed_at AS "completedAt",
      v.quiz_draw IS NOT NULL AS "hasQuiz",
      (SELECT count(*)::int FROM lessons l WHERE l.course_version_id = v.id) AS "lessonCount",
      (SELECT count(p.completed_at)::int FROM lesson_progress p
       JOIN lessons l ON l.id = p.lesson_id AND l.course_version_id = v.id
       WHERE p.enrollment_id = e.id) AS "completedLessons",
      EXISTS (SELECT 1 FROM quiz_attempts q WHERE q.person_id = e.person_id AND q.quiz_key = 'enrollment:' || e.id::text
              AND q.passed) AS "isQuizPassed"
    FROM enrollments e JOIN course_versions v ON v.id = e.course_version_id WHERE e.id = $1::uuid;

-- courses.stranded-assignments
SELECT a.id, a.org_unit_id AS "unitId", a.due_on AS "dueOn" FROM course_assignments a
    CROSS JOIN LATERAL (SELECT a.due_on AS valid_from, a.due_on + 1 AS valid_to) due
    WHERE a.org_unit_id IN (SELECT r.subject_id FROM import_rows r WHERE r.batch_id = $1::uuid AND r.table_name IN ('org_unit_periods', 'unit_successions')) AND a.created_at > $2::timestamptz
      AND NOT EXISTS (SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id)
      AND NOT (daterange(due.valid_from, due.valid_to) <@ coalesce(
      (SELECT range_agg(daterange(base.valid_from, base.valid_to)) FROM org_unit_periods base WHERE base.org_unit_id = a.org_unit_id), '{}'::datemultirange));

-- courses.term-count
SELECT count(*)::int AS total FROM glossary_terms WHERE $1::text IS NULL OR strpos($1::text, left(reading, 1)) > 0;

-- courses.terms
SELECT term, reading, meaning, see FROM glossary_terms ORDER BY reading, term;

-- courses.terms-of-row
SELECT term, reading, meaning, see FROM glossary_terms WHERE $1::text IS NULL OR strpos($1::text, left(reading, 1)) > 0 ORDER BY reading, term LIMIT $2::integer OFFSET $3::integer;

-- courses.unit-choices
SELECT u.org_unit_id AS id, u.name, parent.name AS "parentName" FROM org_unit_periods u
    LEFT JOIN org_unit_periods parent ON parent.org_unit_id = u.parent_org_unit_id AND parent.valid_from <= $1::date AND (parent.valid_to IS NULL OR parent.valid_to > $1::date)
    WHERE u.valid_from <= $1::date AND (u.valid_to IS NULL OR u.valid_to > $1::date)
    ORDER BY coalesce(parent.sort_order, u.sort_order), parent.name NULLS FIRST, u.sort_order, u.name;

-- courses.unit-to-assign
SELECT id FROM org_units WHERE id::text = $1::text;

-- courses.withdrawal
SELECT w.id, w.withdrawn_on AS "withdrawnOn" FROM assignment_withdrawals w WHERE w.assignment_id = $1::uuid;

-- courses.withdrawal-preview
WITH RECURSIVE ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < $1::timestamptz
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least($2::date, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN extract(year FROM $2::date - interval '3 months')::int ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < $1::timestamptz AND y.fiscal_year <= extract(year FROM $2::date - interval '3 months')::int AND (a.course_id = (SELECT own.course_id FROM course_assignments own WHERE own.id = $3::uuid)
      AND NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= $2::date))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date)) AS is_employed,
    least($2::date, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= $2::date AND true
  GROUP BY w.person_id
  HAVING bool_or(w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date))
), ob_unit AS (
  SELECT DISTINCT d.org_unit_id AS top_id, d.org_unit_id AS id, daterange(NULL, NULL) AS during
  FROM ob_duty d WHERE d.audience_kind = 'org_unit'
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM ob_unit t JOIN org_unit_periods u ON u.parent_org_unit_id = t.id
    AND t.during && daterange(u.valid_from, u.valid_to)
), ob_posted AS (
  SELECT 'managers' AS kind, NULL::uuid AS top_id, po.person_id, range_agg(daterange(po.valid_from, po.valid_to)) AS during
  FROM postings po
  WHERE po.is_managerial AND po.valid_from <= $2::date AND true
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= $2::date AND true
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= $2::date AND true
  GROUP BY s.person_id
), ob_reach AS (
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d CROSS JOIN ob_service s WHERE d.audience_kind = 'all_staff'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d JOIN assignment_persons n ON n.assignment_id = d.assignment_id JOIN ob_service s ON s.person_id = n.person_id
  WHERE d.audience_kind = 'persons'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during * p.during
  FROM ob_duty d JOIN ob_posted p ON p.kind = d.audience_kind AND p.top_id IS NOT DISTINCT FROM d.org_unit_id
  JOIN ob_service s ON s.person_id = p.person_id
), ob_closed AS (
  SELECT c.fiscal_year, min(c.closed_on) AS closed_on, min(c.closed_at) AS closed_at
  FROM cycle_closings c WHERE c.closed_on <= $2::date AND (c.undone_at IS NULL OR c.undone_at >= $1::timestamptz)
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < extract(year FROM $2::date - interval '3 months')::int AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND true THEN 'absent' WHEN due.due_on <= $4::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= $2::date AND (x.valid_to IS NULL OR x.valid_to > $2::date)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= $2::date AND (away.valid_to IS NULL OR away.valid_to > $2::date)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < $1::timestamptz THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < $1::timestamptz THEN e.completed_at END AS completed_at) done
  CROSS JOIN LATERAL (SELECT least(r.audience_day, r.last_day) AS day,
    greatest(r.assigned_on, coalesce((done.completed_at AT TIME ZONE 'Asia/Tokyo')::date, x.valid_from)) AS settled_on) seen
  CROSS JOIN LATERAL (SELECT CASE WHEN r.during @> daterange(least(r.assigned_on, seen.day), seen.day, '[]') THEN r.due_on
    ELSE greatest(r.due_on, (SELECT lower(stay) + 30 FROM unnest(r.during) stay
      WHERE stay @> seen.day AND lower(stay) > r.assigned_on)) END AS due_on) base
  CROSS JOIN LATERAL (SELECT CASE WHEN w.during IS NULL THEN base.due_on ELSE greatest(base.due_on,
    (SELECT max(upper(stay)) - 1 FROM unnest(w.during) stay WHERE lower(stay) <= base.due_on
      AND upper(stay) - 31 > r.assigned_on)) END AS due_on) due
  WHERE CASE WHEN r.during @> seen.day THEN true
      WHEN done.completed_at IS NULL AND x.valid_from IS NULL THEN false
      ELSE r.during @> least(seen.day, seen.settled_on) END
    AND (r.is_employed OR (r.fiscal_year = extract(year FROM $2::date - interval '3 months')::int AND seen.day >= r.assigned_on))
    
)
    SELECT (count(*) FILTER (WHERE is_open))::int AS open,
      (count(*) FILTER (WHERE is_open AND is_elsewhere))::int AS "stillAssigned",
      (count(*) FILTER (WHERE state = 'completed'))::int AS completed,
      (count(*) FILTER (WHERE state = 'exempted'))::int AS exempted,
      (count(*) FILTER (WHERE state = 'closed'))::int AS closed
    FROM (SELECT r.state, (r.state IN ('not_started', 'in_progress', 'overdue') OR r.state = 'absent') AS is_open, EXISTS (
            SELECT 1 FROM ob_reached other WHERE other.person_id = r.person_id AND other.cycle = r.cycle
              AND other.assignment_id <> r.assignment_id AND other.state <> 'closed') AS is_elsewhere
          FROM ob_reached r WHERE r.assignment_id = $3::uuid) people;
