import { randomUUID } from 'node:crypto';
import { addDays, formatDateShort, type LocalDate, maxDate, minDate, words } from '@app/platform';
import { FIRST_DAY } from '../person/person.rules';
import { detailsAfter, type PersonValues, valuesOn } from '../person/person-values.rules';
import {
  ABSENCE_WORDS,
  type Absence,
  EMPLOYMENT_TYPE_WORDS,
  type EmploymentType,
  POSTING_KIND_WORDS,
} from '../vocabulary';
import { type BasePerson, type PostValue, type UnitDirectory } from './base-state';
import { numbersAfter } from './number-pairs.rules';
import type { PersonFact, PostFact } from './person-facts.rules';
import type { FieldChange } from './plan';
import { type Dated, earlier, endAt, rowOn, setFrom, stayEnd } from './timeline.rules';

/** The dated facts of one person; before and after the import. */
export interface Timelines {
  readonly employments: readonly Dated<EmploymentType>[];
  readonly statuses: readonly Dated<Absence>[];
  readonly postings: readonly Dated<PostValue>[];
}

export interface PersonPlan {
  readonly fact: PersonFact;
  readonly personId: string;
  readonly isNew: boolean;
  /** The number in use afterwards: of somebody known it may be another than the file's. */
  readonly staffNumber: string;
  readonly oldNumbers: readonly Dated<string>[];
  readonly numbers: readonly Dated<string>[];
  readonly old: Timelines;
  readonly next: Timelines;
  readonly oldDetails: readonly Dated<PersonValues>[];
  readonly details: readonly Dated<PersonValues>[];
  /** Values of the person, by the row of the primary post. */
  readonly changes: readonly FieldChange[];
  /** Values of single posts, by the line of their row. */
  readonly postChanges: ReadonlyMap<number, readonly FieldChange[]>;
  /** Lines whose post the person does not hold yet. */
  readonly newPostLines: ReadonlySet<number>;
}

export interface PlanContext {
  readonly directory: UnitDirectory;
  readonly managerialTitles: ReadonlyMap<string, boolean>;
  /** Whoever left under this number goes on under another one: only what held before ends. */
  readonly goesOn?: boolean;
}

const NOTHING: Timelines = { employments: [], statuses: [], postings: [] };
const NOBODY = { ...NOTHING, numbers: [], details: [] };

/** Compares a person of the file with the database; `base` is null for somebody new. */
export function planPerson(
  fact: PersonFact,
  base: BasePerson | null,
  context: PlanContext,
): PersonPlan {
  const known = base ?? NOBODY;
  const old: Timelines = known;
  const next =
    fact.main.status === 'retired' ? retired(fact, old, context) : serving(fact, old, context);
  const before = byKey(old.postings);
  const after = byKey(next.postings);
  const postChanges = new Map(
    fact.posts.map((post) => [post.line, changesOfPost(post, { before, after }, context)]),
  );
  const changes = base ? changesOfPerson(fact, base, next, context) : [];
  const newPosts = fact.posts.filter((post) => !findPost(before, post));
  const numbers = numbersAfter(fact, known.numbers);
  return {
    fact,
    personId: base?.id ?? randomUUID(),
    isNew: base === null,
    staffNumber: numbers.at(-1)?.value ?? fact.staffNumber,
    oldNumbers: known.numbers,
    numbers,
    old,
    next,
    oldDetails: known.details,
    details: detailsOf(fact, base),
    changes,
    postChanges,
    newPostLines: new Set(newPosts.map((post) => post.line)),
  };
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
  return {
    employments: endAt(old.employments, end, through),
    statuses: endAt(old.statuses, end, through),
    postings: endAt(old.postings, end, through),
  };
}

function serving(fact: PersonFact, old: Timelines, context: PlanContext): Timelines {
  const { on, main } = fact;
  const employments = employed(fact, old.employments);
  const end = stayEnd(employments, on);
  const formerEnd = stayEnd(old.employments, on);
  // What ended with the employment goes on when the employment does.
  const reopen = <Value>(row: Dated<Value>): Dated<Value> =>
    formerEnd !== null && row.to === formerEnd && row.from <= on ? { ...row, to: null } : row;
  const bounded = <Value>(row: Dated<Value>): Dated<Value> =>
    row.from <= on && (row.to === null || row.to > on) ? { ...row, to: earlier(row.to, end) } : row;
  const absence = main.status === 'active' || main.status === 'retired' ? null : main.status;
  const statuses = setFrom(old.statuses.map(reopen), {
    on,
    value: absence,
    isSame: (a, b) => a === b,
  });
  const postings = postsFrom(fact, old.postings.map(reopen), context);
  return { employments, statuses: statuses.map(bounded), postings: postings.map(bounded) };
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
  const lastEnd = old.findLast((row) => row.from < on)?.to ?? null;
  const from = isCovered ? on : maxDate(hiredOn, lastEnd ?? hiredOn);
  const next = setFrom(old, { on: from, value, until: end, isSame: (a, b) => a === b });
  const [first, ...rest] = next;
  if (!first || first.from <= hiredOn || !isCovered) return next;
  return [{ ...first, from: hiredOn }, ...rest];
}

/** The primary post is one timeline; each other post is one by kind and unit. Posts not in the file end. */
function postsFrom(
  fact: PersonFact,
  old: readonly Dated<PostValue>[],
  context: PlanContext,
): readonly Dated<PostValue>[] {
  const known = byKey(old);
  // Of two rows for one post the first counts.
  const posts = new Map([...fact.posts].reverse().map((post) => [keyOf(post), post]));
  const keys = new Set([...known.keys(), ...fact.posts.map(keyOf)]);
  return [...keys].flatMap((key) => {
    const post = posts.get(key);
    const value = post ? valueOf(post, context) : null;
    return setFrom(known.get(key) ?? [], { on: fact.on, value, isSame: isSamePost });
  });
}

/** The rows of each post, so that a person with hundreds of posts is looked through once. */
type PostsByKey = ReadonlyMap<string, readonly Dated<PostValue>[]>;

function byKey(rows: readonly Dated<PostValue>[]): PostsByKey {
  const found = new Map<string, Dated<PostValue>[]>();
  for (const row of rows) {
    const key = keyOf(row.value);
    const own = found.get(key);
    if (own) own.push(row);
    else found.set(key, [row]);
  }
  return found;
}

function keyOf(post: { readonly kind: PostValue['kind']; readonly unitId: string }): string {
  return post.kind === 'primary' ? 'primary' : `${post.kind} ${post.unitId}`;
}

function valueOf(post: PostFact, context: PlanContext): PostValue {
  const isManagerial = context.managerialTitles.get(post.title) ?? false;
  return { unitId: post.unitId, kind: post.kind, title: post.title, isManagerial };
}

function isSamePost(a: PostValue, b: PostValue): boolean {
  return a.unitId === b.unitId && a.title === b.title && a.isManagerial === b.isManagerial;
}

function findPost(posts: PostsByKey, post: PostFact): Dated<PostValue> | undefined {
  return rowOn(
    posts.get(keyOf(post)) ?? [],
    post.hiredOn !== null && post.hiredOn > post.effectiveOn ? post.hiredOn : post.effectiveOn,
  );
}

function changesOfPost(
  post: PostFact,
  posts: { readonly before: PostsByKey; readonly after: PostsByKey },
  { directory }: PlanContext,
): readonly FieldChange[] {
  const before = findPost(posts.before, post)?.value;
  const after = findPost(posts.after, post)?.value;
  if (!before || !after) return [];
  const label = (value: PostValue): string => directory.label(value.unitId, post.effectiveOn);
  return differing([
    [
      post.kind === 'primary' ? '所属' : `所属(${POSTING_KIND_WORDS[post.kind]})`,
      label(before),
      label(after),
    ],
    ['職名', before.title, after.title],
    [
      `${words.unitHead}の職`,
      before.isManagerial ? 'はい' : 'いいえ',
      after.isManagerial ? 'はい' : 'いいえ',
    ],
  ]);
}

function changesOfPerson(
  fact: PersonFact,
  base: BasePerson,
  next: Timelines,
  { directory }: PlanContext,
): readonly FieldChange[] {
  const { on } = fact;
  const values = valuesOn(base.details, fact.main.effectiveOn);
  const newValues = valuesAfter(fact, values);
  const day = fact.main.status === 'retired' ? maxDate(fact.end ?? on, on) : on;
  const employment = (rows: readonly Dated<EmploymentType>[]) =>
    rowOn(rows, day) ?? rows.findLast((row) => row.from <= day);
  const before = employment(base.employments);
  const after = employment(next.employments);
  const status = (rows: Timelines): string =>
    rowOn(rows.employments, day)
      ? ABSENCE_WORDS[rowOn(rows.statuses, day)?.value ?? 'active']
      : '退職';
  const posts = byKey(next.postings);
  const isEnded = (row: Dated<PostValue>): boolean =>
    rowOn([row], day) !== undefined && !rowOn(posts.get(keyOf(row.value)) ?? [], day);
  const ended = base.postings.filter(isEnded).map((row): [string, string, string] => {
    const text = `${directory.label(row.value.unitId, on)} ${row.value.title}`.trim();
    return [
      row.value.kind === 'primary' ? '所属' : POSTING_KIND_WORDS[row.value.kind],
      text,
      'なし',
    ];
  });
  const numberOn = (rows: readonly Dated<string>[]) => rowOn(rows, on)?.value ?? '';
  return differing([
    ['職員番号', numberOn(base.numbers), numberOn(numbersAfter(fact, base.numbers))],
    ['氏名', values.name, newValues.name],
    ['フリガナ', values.kana, newValues.kana],
    ['メールアドレス', values.email ?? 'なし', newValues.email ?? 'なし'],
    [
      '任用区分',
      before ? EMPLOYMENT_TYPE_WORDS[before.value] : 'なし',
      after ? EMPLOYMENT_TYPE_WORDS[after.value] : 'なし',
    ],
    ['状態', status(base), status(next)],
    ['採用年月日', dayText(base.employments[0]?.from), dayText(next.employments[0]?.from)],
    ['退職年月日', lastDayText(before), lastDayText(after)],
    ...ended,
  ]);
}

/** A file without readings or addresses of mail does not take the known ones away. */
function valuesAfter({ main }: PersonFact, before: PersonValues): PersonValues {
  return {
    name: main.name,
    kana: main.kana === '' ? before.kana : main.kana,
    email: main.email === undefined ? before.email : main.email,
  };
}

/**
 * A new name holds from the file's day of effect on; days before keep the old one. A file for the very day from which
 * the city's files know the person (the first post in our records) corrects what was never right: the whole past.
 */
function detailsOf(fact: PersonFact, base: BasePerson | null): readonly Dated<PersonValues>[] {
  if (!base) {
    const value = valuesAfter(fact, { name: '', kana: '', email: null });
    return [{ id: null, from: FIRST_DAY, to: null, value }];
  }
  const { effectiveOn } = fact.main;
  const value = valuesAfter(fact, valuesOn(base.details, effectiveOn));
  const on = effectiveOn <= firstKnownDay(base) ? FIRST_DAY : effectiveOn;
  return detailsAfter(base.details, value, { on, as: effectiveOn });
}

function firstKnownDay({ postings, employments }: BasePerson): LocalDate {
  const known = postings.length > 0 ? postings : employments;
  const [first, ...others] = known.map((row) => row.from);
  return first === undefined ? FIRST_DAY : minDate(first, ...others);
}

function differing(values: readonly (readonly [string, string, string])[]): readonly FieldChange[] {
  return values
    .filter(([, from, to]) => from !== to)
    .map(([field, from, to]) => ({ field, from, to }));
}

function dayText(day: LocalDate | undefined): string {
  return day === undefined ? 'なし' : formatDateShort(day);
}

function lastDayText(row: Dated<unknown> | undefined): string {
  return row?.to ? formatDateShort(addDays(row.to, -1)) : 'なし';
}
