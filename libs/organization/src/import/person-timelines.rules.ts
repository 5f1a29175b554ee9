import { addDays, type LocalDate, maxDate } from '@app/platform';
import type { Absence, EmploymentType } from '../vocabulary';
import type { PostValue, UnitDirectory } from './base-state';
import type { PersonFact, PostFact } from './person-facts.rules';
import {
  type Dated,
  earlier,
  endAt,
  rowOn,
  setFrom,
  type Setting,
  stayEnd,
  within,
} from './timeline.rules';

/** The dated facts of one person; before and after the import. */
export interface Timelines {
  readonly employments: readonly Dated<EmploymentType>[];
  readonly statuses: readonly Dated<Absence>[];
  readonly postings: readonly Dated<PostValue>[];
}

export interface PlanContext {
  readonly directory: UnitDirectory;
  readonly managerialTitles: ReadonlyMap<string, boolean>;
  /** Whoever left under this number goes on under another one: only what held before ends. */
  readonly goesOn?: boolean;
}

export const NOTHING: Timelines = { employments: [], statuses: [], postings: [] };

/** All that holds of a person afterwards, as the file has it. */
export function timelinesAfter(fact: PersonFact, old: Timelines, context: PlanContext): Timelines {
  return fact.main.status === 'retired' ? retired(fact, old, context) : serving(fact, old, context);
}

/** Whoever left: everything ends on the day after the last day in office. */
function retired(fact: PersonFact, old: Timelines, { goesOn }: PlanContext): Timelines {
  const end = fact.end ?? fact.on;
  if (old.employments.length === 0) {
    const from = fact.main.hiredOn ?? addDays(end, -1);
    const employment = { id: null, from, to: end, value: fact.main.employmentType };
    return { ...NOTHING, employments: [employment] };
  }
  return leave(old, end, goesOn ? addDays(end, -1) : maxDate(end, fact.main.effectiveOn));
}

/** Ends all that is in force; what is planned after `through` (somebody hired again) stays. */
export function leave(old: Timelines, end: LocalDate, through: LocalDate): Timelines {
  const employments = endAt(old.employments, end, through);
  return {
    employments,
    statuses: within(old.statuses, employments, end),
    postings: within(old.postings, employments, end),
  };
}

/** The first day out of service, as the file has it and as it was known. */
interface Service {
  readonly end: LocalDate | null;
  readonly formerEnd: LocalDate | null;
}

function serving(fact: PersonFact, old: Timelines, context: PlanContext): Timelines {
  const { on, main } = fact;
  const employments = employed(fact, old.employments);
  const service = { end: stayEnd(employments, on), formerEnd: stayEnd(old.employments, on) };
  const absence = main.status === 'active' || main.status === 'retired' ? null : main.status;
  const statuses = setWithin(old.statuses, {
    ...{ on, service, value: absence },
    isSame: (a, b) => a === b,
  });
  const postings = postsFrom(fact, old.postings, { context, service });
  return {
    employments,
    statuses: within(statuses, employments, on),
    postings: within(postings, employments, on),
  };
}

/** What begins on the day lasts no longer than the service of that day, unless it takes the place of what does. */
function setWithin<Value>(
  rows: readonly Dated<Value>[],
  { service, ...setting }: Setting<Value> & { readonly service: Service },
): readonly Dated<Value>[] {
  const known = goingOn(rows, service);
  const isInForce = rowOn(known, setting.on) !== undefined;
  return setFrom(known, { ...setting, until: isInForce ? undefined : service.end });
}

/** What ended with the employment goes on when the employment does. */
function goingOn<Value>(
  rows: readonly Dated<Value>[],
  { end, formerEnd }: Service,
): readonly Dated<Value>[] {
  if (formerEnd === null || (end !== null && end <= formerEnd)) return rows;
  const starts = rows.map(({ from }) => from).filter((from) => from >= formerEnd);
  const next = starts.toSorted()[0] ?? null;
  return rows.map((row) => (row.to === formerEnd ? { ...row, to: earlier(end, next) } : row));
}

/** A first row begins with the day of hire; a known employment goes on, and is never made younger. */
function employed(
  fact: PersonFact,
  old: readonly Dated<EmploymentType>[],
): readonly Dated<EmploymentType>[] {
  const { on, end, main } = fact;
  const value = main.employmentType;
  const hiredOn = main.hiredOn ?? on;
  if (old.length === 0) return [{ id: null, from: hiredOn, to: end, value }];
  const isCovered = rowOn(old, on) !== undefined;
  const from = isCovered ? on : dayOfReturn(old, { on, hiredOn });
  const next = setFrom(old, { on: from, value, until: end, isSame: (a, b) => a === b });
  const [first, ...rest] = next;
  if (!first || first.from <= hiredOn || !isCovered) return next;
  return [{ ...first, from: hiredOn }, ...rest];
}

/**
 * Who had left is back from the day of the new hire on; where the file still tells of the first one, from the day of effect: of
 * the days between it says nothing.
 */
function dayOfReturn(
  old: readonly Dated<EmploymentType>[],
  { on, hiredOn }: { readonly on: LocalDate; readonly hiredOn: LocalDate },
): LocalDate {
  const lastEnd = old.findLast((row) => row.from < on)?.to ?? null;
  return lastEnd === null || hiredOn >= lastEnd ? hiredOn : on;
}

/** The primary post is one timeline; each other post is one by kind and unit. Posts not in the file end. */
function postsFrom(
  fact: PersonFact,
  old: readonly Dated<PostValue>[],
  { context, service }: { readonly context: PlanContext; readonly service: Service },
): readonly Dated<PostValue>[] {
  const known = byKey(old);
  // Of two rows for one post the first counts.
  const posts = new Map([...fact.posts].reverse().map((post) => [keyOf(post), post]));
  const keys = new Set([...known.keys(), ...fact.posts.map(keyOf)]);
  return [...keys].flatMap((key) => {
    const post = posts.get(key);
    const value = post ? valueOf(post, context) : null;
    return setWithin(known.get(key) ?? [], { on: fact.on, service, value, isSame: isSamePost });
  });
}

/** The rows of each post, so that a person with hundreds of posts is looked through once. */
export type PostsByKey = ReadonlyMap<string, readonly Dated<PostValue>[]>;

export function byKey(rows: readonly Dated<PostValue>[]): PostsByKey {
  const found = new Map<string, Dated<PostValue>[]>();
  for (const row of rows) {
    const key = keyOf(row.value);
    const own = found.get(key);
    if (own) own.push(row);
    else found.set(key, [row]);
  }
  return found;
}

export function keyOf(post: { readonly kind: PostValue['kind']; readonly unitId: string }): string {
  return post.kind === 'primary' ? 'primary' : `${post.kind} ${post.unitId}`;
}

function valueOf(post: PostFact, context: PlanContext): PostValue {
  const isManagerial = context.managerialTitles.get(post.title) ?? false;
  return { unitId: post.unitId, kind: post.kind, title: post.title, isManagerial };
}

function isSamePost(a: PostValue, b: PostValue): boolean {
  return a.unitId === b.unitId && a.title === b.title && a.isManagerial === b.isManagerial;
}
