import type { CatalogueRow } from '@app/courses';
import {
  courses,
  formatDateShort,
  localDateOf,
  partOf,
  searchKey,
  thingsSentence,
  words,
} from '@app/platform';
import {
  absentSentence,
  courseAddress,
  type DueView,
  dueView,
} from '../../../shell/learning-parts';
import { asked, filterBar, type FilterBarView, searchField } from '../../../shell/parts/filter-bar';
import { type PageHeadView, pageHead } from '../../../shell/parts/heads';
import { type ChipView, stateChip, tag, type TagView } from '../../../shell/signs';
import { breadcrumb } from '../../../shell/view-parts';
import { chipOf, type Day, isAsked, isUnfinished, NO_DUE } from './courses.views';

export interface CourseCardView {
  readonly title: string;
  readonly summary: string;
  readonly href: string;
  readonly size: string;
  readonly chips: readonly ChipView[];
  readonly tags: readonly TagView[];
  readonly due: DueView;
  readonly done: number;
  readonly total: number;
}

interface CourseGroupView {
  readonly heading: string;
  /** Why these stand together; empty where the heading says it. */
  readonly note: string;
  /** One after the other, and not beside each other. */
  readonly isPath: boolean;
  readonly courses: readonly CourseCardView[];
}

export interface CatalogueView {
  readonly title: string;
  /** What was looked for; empty: nothing. */
  readonly search: string;
  readonly filter: FilterBarView;
  readonly head: PageHeadView;
  readonly groups: readonly CourseGroupView[];
  readonly ended: readonly {
    readonly title: string;
    readonly href: string;
    readonly text: string;
  }[];
}

/** As long as a break: what can be begun without a plan. */
const SHORT_MINUTES = 10;

/** Of the two on whom the plan rests, in the order in which one becomes them. */
const PATH = ['supporters', 'leader_candidates'] as const;

/** Required first, then what was begun, then the way to the roles of the plan, then what can be chosen; ended last. */
export function catalogueView(all: readonly CatalogueRow[], day: Day, search = ''): CatalogueView {
  if (search !== '') return foundView(all, day, search);
  const rows = all.filter(isOffered);
  const open = rows.filter(isUnfinished);
  const own = open.filter((row) => !row.isMandatory);
  const fresh = own.filter((row) => !isGoingOn(row));
  const path = PATH.flatMap((audience) => fresh.filter((row) => row.audience.includes(audience)));
  const rest = fresh.filter((row) => !path.includes(row));
  const group = groupOf(day);
  return {
    title: '学ぶ',
    search,
    filter: searchBar(search, ''),
    head: pageHead('学ぶ', breadcrumb(['学ぶ']), catalogueSentence(rows)),
    groups: [
      ...group(
        '必修',
        open.filter((row) => row.isMandatory),
      ),
      ...group('つづき', own.filter(isGoingOn)),
      ...group('道すじ「サポーターからリーダーへ」', path, pathNote(path), true),
      ...group('10分で1回', rest.filter(isShort), '1回は10分までで、途中でやめられます。'),
      ...group(
        `そのほかの${words.course}`,
        rest.filter((row) => !isShort(row)),
      ),
    ],
    ended: rows.filter((row) => !isUnfinished(row)).map(endedView),
  };
}

type Grouped = (
  heading: string,
  among: readonly CatalogueRow[],
  note?: string,
  isPath?: boolean,
) => readonly CourseGroupView[];

function groupOf(day: Day): Grouped {
  return (heading, among, note = '', isPath = false) =>
    among.length === 0
      ? []
      : [{ heading, note, isPath, courses: among.map((row) => cardView(row, day)) }];
}

function searchBar(search: string, found: string): FilterBarView {
  const field = searchField('ことば', asked('q', search));
  return filterBar([field], { path: '/courses', label: `${words.course}の検索`, found });
}

/** All there is, also what is offered to others only. */
function foundView(rows: readonly CatalogueRow[], day: Day, search: string): CatalogueView {
  const wanted = searchKey(search);
  const found = rows.filter((row) => searchKey(row.title + row.summary).includes(wanted));
  const sentence = thingsSentence(`「${search}」に当てはまる${words.course}`, found.length, '講座');
  return {
    title: '学ぶ',
    search,
    filter: searchBar(search, courses(found.length)),
    head: pageHead('学ぶ', breadcrumb(['学ぶ', '/courses'], ['検索']), sentence),
    groups: groupOf(day)(`見つかった${words.course}`, found.filter(isUnfinished)),
    ended: found.filter((row) => !isUnfinished(row)).map(endedView),
  };
}

/** A course for those who lead a unit is not offered to others; who is asked for it or has begun it finds it. */
function isOffered(row: CatalogueRow): boolean {
  return !row.isForOthers || row.dueOn !== null || row.startedAt !== null || !isUnfinished(row);
}

/** What was dropped can be chosen again, like what was never begun. */
function isGoingOn({ startedAt, droppedAt }: CatalogueRow): boolean {
  return startedAt !== null && droppedAt === null;
}

/** How many there are, and how the required ones stand. */
export function catalogueSentence(rows: readonly CatalogueRow[]): string {
  const count = new Set(rows.map((row) => row.key)).size;
  if (count === 0) return `公開されている${words.course}はまだありません。`;
  const mandatory = rows.filter((row) => row.isMandatory);
  const open = mandatory.filter(isAsked).length;
  const absence = mandatory.find((row) => isUnfinished(row) && row.absence !== null)?.absence;
  if (mandatory.length === 0)
    return `${courses(count)}があります。必修の${words.course}はありません。`;
  if (absence) return `${courses(count)}があります。${absentSentence(absence, '必修')}`;
  if (open === 0) return `${courses(count)}があります。必修はすべて済んでいます。`;
  return `${courses(count)}があります。必修は${partOf(open, mandatory.length, '件')}が残っています。`;
}

function pathNote(path: readonly CatalogueRow[]): string {
  return path.length < PATH.length
    ? `${words.unit}の身近な相談役から、業務の見直しを進める役へ進む道すじです。`
    : '身近な相談役の講座から、業務の見直しを進める講座へ進みます。';
}

function isShort({ minutes, lessonCount }: CatalogueRow): boolean {
  return lessonCount > 0 && Math.ceil(minutes / lessonCount) <= SHORT_MINUTES;
}

/** A sign where something has happened; that nothing has is how everything begins. */
function cardView(row: CatalogueRow, day: Day): CourseCardView {
  const chip = chipOf(row, day);
  const isFresh = chip.label === stateChip('learning.not_started').label;
  return {
    title: row.title,
    summary: row.summary,
    href: courseAddress({ courseKey: row.key, year: row.year }),
    size: `全${String(row.lessonCount)}回・約${String(row.minutes)}分`,
    chips: isFresh || row.droppedAt !== null ? [] : [chip],
    tags: row.isYearly ? [tag('yearly')] : [],
    due: isAsked(row) ? dueView(day.calendar, day.today, row.dueOn) : NO_DUE,
    done: row.completedLessons,
    total: row.lessonCount,
  };
}

function endedView(row: CatalogueRow) {
  const day = row.completedAt && formatDateShort(localDateOf(row.completedAt));
  return {
    title: row.title,
    href: courseAddress({ courseKey: row.key, year: row.year }),
    text: day === null ? '免除' : `${day} 修了`,
  };
}
