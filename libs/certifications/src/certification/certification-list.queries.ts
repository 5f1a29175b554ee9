import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import { inForce } from '@app/organization';
import {
  addDays,
  col,
  Database,
  instantAt,
  type LocalDate,
  type Page,
  type RowFrom,
  statement,
} from '@app/platform';
import { countsAt } from '../record/held-certificates.queries';
import {
  CERTIFICATION_KINDS,
  type CertificationKind,
  certificationKey,
  EVIDENCE_KINDS,
  RENEWAL_KINDS,
} from './certification.rules';

/** Whether it can be passed on the day, and whether something of it is to be looked up. */
export const CERTIFICATION_STATES = ['open', 'retired', 'unsure'] as const;
export type CertificationState = (typeof CERTIFICATION_STATES)[number];

/** What is looked for; empty texts and null do not filter. */
export interface CertificationFilter {
  readonly on: LocalDate;
  readonly words: string;
  readonly kind: CertificationKind | '';
  /** 0: those without one. */
  readonly level: number | null;
  readonly state: CertificationState | '';
}

const FILTER = {
  on: 'date',
  pattern: 'text?',
  kind: 'text',
  level: 'integer?',
  state: 'text',
} as const;

const ROW = {
  code: col.text,
  name: col.text,
  shortName: col.text,
  kind: col.oneOf(CERTIFICATION_KINDS),
  issuer: col.text,
  level: col.int.orNull,
  feeYen: col.int.orNull,
  renewalKind: col.oneOf(RENEWAL_KINDS),
  renewalYears: col.int.orNull,
  evidence: col.someOf(EVIDENCE_KINDS),
  url: col.text.orNull,
  aliases: col.texts,
  /** Names of those as which it counts, also by way of others. */
  countsAs: col.texts,
  firstExamOn: col.date.orNull,
  lastExamOn: col.date.orNull,
  successorName: col.text.orNull,
  /** Null: certain, or looked up since. */
  unsure: col.text.orNull,
  factsOf: col.date,
  validFrom: col.date,
  /** Who is employed and holds it on the day. */
  holders: col.int,
};

const FOUND = `WITH found AS (
    SELECT v.*, c.code, c.sort_order, CASE WHEN k.version_id IS NULL THEN v.unsure END AS open_question
    FROM certification_versions_on(:on) v JOIN certifications c ON c.id = v.certification_id
    LEFT JOIN certification_checks k ON k.version_id = v.id
    WHERE (:kind = '' OR v.kind = :kind) AND (:level::integer IS NULL OR coalesce(v.level, 0) = :level)
      AND (:pattern::text IS NULL OR EXISTS (SELECT 1 FROM certification_aliases a WHERE a.version_id = v.id AND a.alias_key LIKE :pattern))
      AND CASE :state WHEN 'open' THEN v.last_exam_on IS NULL OR v.last_exam_on >= :on WHEN 'retired' THEN v.last_exam_on < :on
        WHEN 'unsure' THEN v.unsure IS NOT NULL AND k.version_id IS NULL ELSE true END
  )`;

const LINES = `SELECT v.code, v.name, v.short_name AS "shortName", v.kind, v.issuer, v.level, v.fee_yen AS "feeYen",
      v.renewal_kind AS "renewalKind", v.renewal_years AS "renewalYears", v.evidence, v.url,
      ARRAY(SELECT a.alias FROM certification_aliases a WHERE a.version_id = v.id AND a.alias NOT IN (v.name, v.short_name)
        ORDER BY a.position) AS aliases,
      ARRAY(SELECT asked.short_name FROM certifications_counting_as(:on) k JOIN certifications_called_on(:on) asked ON asked.id = k.asked_id
        WHERE k.held_id = v.certification_id AND NOT k.is_same ORDER BY asked.sort_order, asked.code) AS "countsAs",
      v.first_exam_on AS "firstExamOn", v.last_exam_on AS "lastExamOn", s.name AS "successorName", v.open_question AS unsure, v.facts_of AS "factsOf",
      v.valid_from AS "validFrom", h.holders
    FROM found v LEFT JOIN certifications_called_on(:on) s ON s.id = v.successor_id
    CROSS JOIN LATERAL (
      SELECT count(DISTINCT r.person_id)::int AS holders FROM certification_records r
      JOIN employments w ON w.person_id = r.person_id AND ${inForce('w', ':on')}
      WHERE r.certification_id = v.certification_id AND ${countsAt('r', ':onEnd')}) h`;

/** By what the list can be sorted; equal ones by the order in which they are offered. */
export const CERTIFICATION_SORTS = {
  order: 'v.sort_order',
  name: 'v.name',
  '-name': 'v.name DESC',
  kind: 'v.kind',
  '-kind': 'v.kind DESC',
  level: 'v.level NULLS LAST',
  '-level': 'v.level DESC NULLS LAST',
  fee: 'v.fee_yen NULLS LAST',
  '-fee': 'v.fee_yen DESC NULLS LAST',
  holders: 'h.holders',
  '-holders': 'h.holders DESC',
} as const;
export type CertificationSort = keyof typeof CERTIFICATION_SORTS;

function listBy(sort: string, order: string) {
  return statement({
    name: `certifications.list-by-${sort.startsWith('-') ? `${sort.slice(1)}-down` : sort}`,
    sql: `${FOUND} ${LINES} ORDER BY ${order}, v.sort_order, v.code LIMIT :limit OFFSET :offset`,
    parameters: { ...FILTER, onEnd: 'timestamptz', limit: 'integer?', offset: 'integer' },
    row: ROW,
  });
}

/** Each order is a statement of its own. */
const LISTS = Object.fromEntries(
  Object.entries(CERTIFICATION_SORTS).map(([sort, order]) => [sort, listBy(sort, order)]),
) as Readonly<Record<CertificationSort, ReturnType<typeof listBy>>>;

const COUNT = statement({
  name: 'certifications.list-count',
  sql: `${FOUND} SELECT count(*)::int AS total, (count(*) FILTER (WHERE open_question IS NOT NULL))::int AS unsure FROM found`,
  parameters: FILTER,
  row: { total: col.int, unsure: col.int },
});

export type ListedCertification = RowFrom<(typeof LISTS)['order']>;

export interface CertificationPage extends Page<ListedCertification> {
  /** Of all pages, how many have something to be looked up. */
  readonly unsure: number;
}

/** The list of qualifications as of a day. */
@Injectable()
export class CertificationListQueries {
  constructor(private readonly database: Database) {}

  async listCertifications(
    actor: Actor,
    filter: CertificationFilter,
    {
      sort,
      number,
      size,
    }: { readonly sort: CertificationSort; readonly number: number; readonly size: number },
  ): Promise<CertificationPage> {
    requirePermission(actor, 'certifications.read');
    const given = givenOf(filter);
    const limits = { onEnd: endOf(filter.on), limit: size, offset: (number - 1) * size };
    const [counted, rows] = await Promise.all([
      this.database.only(COUNT, given),
      this.database.all(LISTS[sort], { ...given, ...limits }),
    ]);
    return { rows, ...counted };
  }

  async listAllCertifications(
    actor: Actor,
    filter: CertificationFilter,
    sort: CertificationSort,
  ): Promise<readonly ListedCertification[]> {
    requirePermission(actor, 'certifications.read');
    const limits = { onEnd: endOf(filter.on), limit: null, offset: 0 };
    return this.database.all(LISTS[sort], { ...givenOf(filter), ...limits });
  }
}

function endOf(day: LocalDate): Date {
  return instantAt(addDays(day, 1));
}

/** Letters and digits only are left of what was typed: nothing in it means anything to LIKE. */
function givenOf({ on, words, kind, level, state }: CertificationFilter) {
  const key = certificationKey(words);
  const pattern = key === '' ? null : `%${key}%`;
  return { on, pattern, kind, level, state };
}
