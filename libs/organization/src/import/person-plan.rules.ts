import { randomUUID } from 'node:crypto';
import { addDays, formatDateShort, type LocalDate, maxDate, minDate, words } from '@app/platform';
import { FIRST_DAY } from '../person/person.rules';
import { detailsAfter, type PersonValues, valuesOn } from '../person/person-values.rules';
import {
  ABSENCE_WORDS,
  EMPLOYMENT_TYPE_WORDS,
  type EmploymentType,
  POSTING_KIND_WORDS,
} from '../vocabulary';
import type { BasePerson, PostValue } from './base-state';
import { numbersAfter } from './number-pairs.rules';
import type { PersonFact, PostFact } from './person-facts.rules';
import type { FieldChange } from './plan';
import {
  byKey,
  keyOf,
  NOTHING,
  type PlanContext,
  type PostsByKey,
  type Timelines,
  timelinesAfter,
} from './person-timelines.rules';
import { type Dated, rowOn } from './timeline.rules';

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

const NOBODY = { ...NOTHING, numbers: [], details: [] };

/** Compares a person of the file with the database; `base` is null for somebody new. */
export function planPerson(
  fact: PersonFact,
  base: BasePerson | null,
  context: PlanContext,
): PersonPlan {
  const known = base ?? NOBODY;
  const old: Timelines = known;
  const next = timelinesAfter(fact, old, context);
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

/** A file that writes surname and given name as one does not take away where the known name is parted. */
function withKnownParts(sent: string, known: string): string {
  return !PARTED.test(sent) && known.replaceAll(PARTS, '') === sent ? known : sent;
}

const PARTED = /\s/u;
const PARTS = /\s/gu;

/** A file without readings or addresses of mail does not take the known ones away. */
function valuesAfter({ main }: PersonFact, before: PersonValues): PersonValues {
  return {
    name: withKnownParts(main.name, before.name),
    kana: main.kana === '' ? before.kana : withKnownParts(main.kana, before.kana),
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
