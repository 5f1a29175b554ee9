import { dayOf } from '@app/platform';
import { ofAnyNumber } from '../join/person-now';
import { unitsBelow } from './units-below';
import { inForce, isAbsent, isEmployed, source } from './in-force';

/** The posting of `alias` is a managerial one on the day, and its holder is employed. */
function isManaging(alias: string, day: string): string {
  return `${alias}.is_managerial AND ${inForce(alias, day)} AND ${isEmployed(`${alias}.person_id`, day)}`;
}

/** 代理: the person of `alias` acts for the head of the unit on the day, because it was said so. */
function deputizes(alias: string, day: string): string {
  return `${inForce(alias, day)} AND ${isEmployed(`${alias}.person_id`, day)}`;
}

/** SQL: the person was named to act for the head of the unit on the day (代理), and does not head it by a post. */
export function deputizesOn(personId: string, unitId: string, day: string): string {
  return `(EXISTS (SELECT 1 FROM head_deputies dd WHERE dd.person_id = ${personId} AND dd.org_unit_id = ${unitId} AND ${inForce('dd', day)})
      AND NOT EXISTS (SELECT 1 FROM postings dp WHERE dp.person_id = ${personId} AND dp.org_unit_id = ${unitId} AND ${isManaging('dp', day)}))`;
}

/**
 * SQL: whoever acted as 所属長 of the unit at the instant did so as somebody's deputy, there or in a unit above it, and by no
 * post of their own; as the books said it at that instant. Days that were taken back or given later make nothing of it other.
 */
export function actedAsDeputy(personId: string, unitId: string, at: string): string {
  const day = dayOf(at);
  const posts = `SELECT ap.org_unit_id FROM ${source('postings', at)} ap WHERE ${ofAnyNumber('ap', personId)} AND ${actsAsHead('ap', day)}`;
  return `CASE WHEN EXISTS (SELECT 1 FROM ${source('head_deputies', at)} ad WHERE ${ofAnyNumber('ad', personId)} AND ${inForce('ad', day)})
      THEN NOT EXISTS (WITH RECURSIVE ${unitsBelow(posts, day)} SELECT 1 FROM below WHERE below.org_unit_id = ${unitId})
      ELSE false END`;
}

/**
 * SQL: the units (`org_unit_id`) in which the person acts as 所属長 on the day: by a post (`actsAsHead`), or as the deputy of
 * who does. What the right to see the unit's people hangs on.
 */
export function headedUnits(personId: string, day: string): string {
  return `SELECT hu.org_unit_id FROM postings hu WHERE hu.person_id = ${personId} AND ${actsAsHead('hu', day)}
      UNION ALL
      SELECT hd.org_unit_id FROM head_deputies hd
      WHERE hd.person_id = ${personId} AND ${deputizes('hd', day)} AND NOT ${isAbsent('hd.person_id', day)}`;
}

/**
 * Its holder may act as 所属長 of the unit on the day: the head, and whoever would stand in next (次長, 事務取扱). What the
 * right to see the unit's people hangs on.
 */
export function actsAsHead(alias: string, day: string): string {
  return `${isManaging(alias, day)} AND NOT ${isAbsent(`${alias}.person_id`, day)}`;
}

/**
 * Who may act as 所属長 of a unit on a day, and who of them is its head: the only place that says so.
 *
 * Whoever is employed and holds a managerial posting in the unit that day, of any kind (主務・兼務・併任・充て職・事務取扱),
 * may act (`actsAsHead`); `place` 1 is the head. The order: a primary posting before the others, then the title's rank, then the
 * number. Somebody on leave or seconded acts for nobody. When it is the first of that order who is absent, somebody who
 * was appointed to act for them (事務取扱・事務代理) or named as their deputy (代理) stands in before the next in the order. Nobody left: the unit has no
 * head of its own that day, and the nearest one above is asked.
 */
export function headships(day: string): string {
  return `
  SELECT org_unit_id, person_id, post_title, place FROM (
    SELECT managed.*, row_number() OVER (PARTITION BY org_unit_id
        ORDER BY is_absent, (kind = 'acting' AND is_first_absent) DESC, nominal_place) AS place
    FROM (
      SELECT ordered.*, bool_or(is_absent AND nominal_place = 1) OVER (PARTITION BY org_unit_id) AS is_first_absent
      FROM (
        SELECT hp.org_unit_id, hp.person_id, hp.post_title, hp.kind, ${isAbsent('hp.person_id', day)} AS is_absent,
          row_number() OVER (PARTITION BY hp.org_unit_id
            ORDER BY (hp.kind = 'primary') DESC, coalesce(ht.sort_order, 1000), hn.staff_number) AS nominal_place
        FROM (
          SELECT post.org_unit_id, post.person_id, post.post_title, post.kind FROM postings post WHERE ${isManaging('post', day)}
          UNION ALL
          SELECT hd.org_unit_id, hd.person_id, coalesce(own.post_title, ''), 'acting' FROM head_deputies hd
          LEFT JOIN postings own ON own.person_id = hd.person_id AND own.kind = 'primary' AND ${inForce('own', day)}
          WHERE ${deputizes('hd', day)}
        ) hp
        JOIN staff_numbers hn ON hn.person_id = hp.person_id AND ${inForce('hn', day)}
        LEFT JOIN post_titles ht ON ht.title = hp.post_title AND ${inForce('ht', day)}
      ) ordered
    ) managed
  ) placed WHERE NOT is_absent`;
}

/** The head of each unit that has one of its own: org_unit_id, person_id, post_title. */
export function heads(day: string): string {
  return `SELECT org_unit_id, person_id, post_title FROM (${headships(day)}) headship WHERE place = 1`;
}

/**
 * Who answers for each unit in force: its head or, where it has none of its own, the head of the nearest unit above. A
 * whole SELECT, also for LATERAL: unit_id, head_unit_id, person_id, post_title and steps (0: the unit's own head).
 */
export function answerableHeads(day: string): string {
  return `
  WITH RECURSIVE head AS (${heads(day)}), way AS (
    SELECT p.org_unit_id AS unit_id, p.org_unit_id AS at_id, 0 AS steps
    FROM org_unit_periods p WHERE ${inForce('p', day)}
    UNION
    SELECT way.unit_id, p.parent_org_unit_id, way.steps + 1
    FROM way JOIN org_unit_periods p ON p.org_unit_id = way.at_id AND ${inForce('p', day)}
    WHERE p.parent_org_unit_id IS NOT NULL AND way.steps < 20
      AND NOT EXISTS (SELECT 1 FROM head WHERE head.org_unit_id = way.at_id)
  )
  SELECT DISTINCT ON (way.unit_id) way.unit_id, way.at_id AS head_unit_id, head.person_id, head.post_title, way.steps
  FROM way JOIN head ON head.org_unit_id = way.at_id
  ORDER BY way.unit_id, way.steps`;
}
