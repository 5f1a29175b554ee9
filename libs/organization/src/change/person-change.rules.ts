import { addDays, InvalidInput, type LocalDate } from '@app/platform';
import type { BasePerson } from '../import/base-state';
import { type RosterRow, rosterRow } from '../import/roster.queries';
import { type Dated, rowOn } from '../import/timeline.rules';
import {
  ABSENCE_WORDS,
  type Absence,
  EMPLOYMENT_TYPE_WORDS,
  type EmploymentType,
  POSTING_KIND_WORDS,
  type PostingKind,
} from '../vocabulary';
import { valuesOn } from '../person/person-values.rules';
import { personRows, type UnitCodes } from './person-rows.rules';

/** What is changed of somebody known on the screen, one thing at a time. */
export const CHANGE_KINDS = [
  'posting',
  'other_posting',
  'details',
  'status',
  'leaving',
  'rehire',
  'employment',
  'number',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

interface Lasting {
  readonly from: LocalDate;
  /** The last day. Null: until the next day on which something is known to change. */
  readonly until: LocalDate | null;
}

export type PersonChange =
  | (Lasting & {
      readonly kind: 'posting';
      readonly unitCode: string;
      readonly title: string;
    })
  | (Lasting & {
      readonly kind: 'other_posting';
      readonly unitCode: string;
      readonly title: string;
      readonly postingKind: Exclude<PostingKind, 'primary'>;
      /** The post is given up, with the title that it has. */
      readonly isEnded: boolean;
    })
  | (Lasting & {
      readonly kind: 'details';
      readonly name: string;
      readonly kana: string;
      readonly email: string;
    })
  | (Lasting & { readonly kind: 'status'; readonly status: Absence | 'active' })
  | (Lasting & { readonly kind: 'employment'; readonly employmentType: EmploymentType })
  /** The last day in office; null takes an end back that is known. */
  | { readonly kind: 'leaving'; readonly lastDay: LocalDate | null }
  | { readonly kind: 'number'; readonly from: LocalDate; readonly staffNumber: string }
  /** Employed anew under the number and the name they had. */
  | {
      readonly kind: 'rehire';
      readonly from: LocalDate;
      readonly unitCode: string;
      readonly title: string;
      readonly employmentType: EmploymentType;
    };

type LastingChange = Extract<PersonChange, Lasting>;

/** The rows of a file that would do it, for the day of effect `on`. */
export interface ChangeStep {
  readonly on: LocalDate;
  readonly rows: (known: BasePerson) => readonly RosterRow[];
}

/**
 * A change as the files that would make it, one after the other. With a last day what is said holds for all days up to it,
 * whatever was recorded in between, and what was recorded for the day after holds again from there.
 */
export function stepsOf(
  person: BasePerson,
  change: PersonChange,
  codes: UnitCodes,
): readonly ChangeStep[] {
  if (change.kind === 'leaving') return [leavingStep(person, change.lastDay, codes)];
  if (change.kind === 'rehire') return [rehireStep(person, change)];
  requireEmployed(person, change.from);
  const alter = (on: LocalDate, edit: Edit): ChangeStep => ({
    on,
    rows: (known) => edit(personRows(known, on, codes), on),
  });
  if (change.kind === 'number')
    return [
      alter(change.from, (rows) => rows.map((row) => ({ ...row, 職員番号: change.staffNumber }))),
    ];
  const edit: Edit = (rows, on) => edited(rows, change, on);
  const { from, until } = change;
  if (until === null) return [alter(from, edit)];
  if (until < from) throw new InvalidInput({ until: '終わりの日が、始まりの日より前です。' });
  const after = addDays(until, 1);
  const between = startsWithin(person, from, until).map((on) => alter(on, edit));
  const again = daysOfReturn(person, after).map((on) =>
    alter(on, (rows) => restored(rows, personRows(person, on, codes), change)),
  );
  return [alter(from, edit), ...between, ...again];
}

/** From when what was recorded holds again, and the days on which it then ends: a row of a file says of no end but that of service. */
function daysOfReturn(person: BasePerson, after: LocalDate): readonly LocalDate[] {
  const { employments, statuses, postings } = person;
  const isEmployed = (day: LocalDate) => rowOn(employments, day) !== undefined;
  const returns = employments.map(({ from }) => from).filter((from) => from > after);
  const first = isEmployed(after) ? after : returns.toSorted()[0];
  if (first === undefined) return [];
  const rows: readonly Dated<unknown>[] = [...statuses, ...postings];
  const inForce = rows.filter((row) => rowOn([row], first) !== undefined);
  const ends = inForce.flatMap(({ to }) => (to !== null && isEmployed(to) ? [to] : []));
  return [...new Set([first, ...ends])].toSorted();
}

type Edit = (rows: readonly RosterRow[], on: LocalDate) => readonly RosterRow[];

function edited(
  rows: readonly RosterRow[],
  change: LastingChange,
  on: LocalDate,
): readonly RosterRow[] {
  if (change.kind === 'posting') return withPrimary(rows, change);
  if (change.kind === 'other_posting') return withOther(rows, change, on);
  const values = valuesOf(change);
  return rows.map((row) => ({ ...row, ...values }));
}

function valuesOf(
  change: Exclude<LastingChange, { kind: 'posting' | 'other_posting' }>,
): Partial<RosterRow> {
  if (change.kind === 'status') return { 状態: ABSENCE_WORDS[change.status] };
  if (change.kind === 'employment')
    return { 任用区分: EMPLOYMENT_TYPE_WORDS[change.employmentType] };
  const { name, kana, email } = change;
  return { 氏名: name, フリガナ: kana, メールアドレス: email };
}

const PRIMARY = POSTING_KIND_WORDS.primary;

function withPrimary(
  rows: readonly RosterRow[],
  post: { readonly unitCode: string; readonly title: string },
): readonly RosterRow[] {
  const values = { 所属コード: post.unitCode, 職名: post.title };
  return rows.map((row) => (row.兼務区分 === PRIMARY ? { ...row, ...values } : row));
}

function withOther(
  rows: readonly RosterRow[],
  change: Extract<LastingChange, { kind: 'other_posting' }>,
  on: LocalDate,
): readonly RosterRow[] {
  const { unitCode, title, postingKind, isEnded } = change;
  const kind = POSTING_KIND_WORDS[postingKind];
  const isThis = (row: RosterRow) => row.兼務区分 === kind && row.所属コード === unitCode;
  const others = rows.filter((row) => !isThis(row));
  const [main] = rows;
  if (isEnded || main === undefined) return others;
  return [...others, { ...main, 発令日: on, 兼務区分: kind, 所属コード: unitCode, 職名: title }];
}

const COLUMNS_OF = {
  details: ['氏名', 'フリガナ', 'メールアドレス'],
  status: ['状態'],
  employment: ['任用区分'],
} as const;

/** What was recorded for the day after the last one. */
function restored(
  rows: readonly RosterRow[],
  original: readonly RosterRow[],
  change: LastingChange,
): readonly RosterRow[] {
  const [first] = original;
  if (first === undefined) return rows;
  if (change.kind === 'posting') {
    const primary = original.find((row) => row.兼務区分 === PRIMARY);
    return primary
      ? withPrimary(rows, { unitCode: primary.所属コード, title: primary.職名 })
      : rows.filter((row) => row.兼務区分 !== PRIMARY);
  }
  if (change.kind === 'other_posting') {
    const kind = POSTING_KIND_WORDS[change.postingKind];
    const isThis = (row: RosterRow) => row.兼務区分 === kind && row.所属コード === change.unitCode;
    return [...rows.filter((row) => !isThis(row)), ...original.filter(isThis)];
  }
  const columns = COLUMNS_OF[change.kind];
  const values = Object.fromEntries(columns.map((column) => [column, first[column]]));
  return rows.map((row) => ({ ...row, ...values }));
}

/** Later days within the range on which anything of the person begins. */
function startsWithin(person: BasePerson, from: LocalDate, until: LocalDate): readonly LocalDate[] {
  const { details, employments, statuses, postings } = person;
  const starts = [details, employments, statuses, postings].flatMap((rows) =>
    rows.flatMap((row) => (row.to === null ? [row.from] : [row.from, row.to])),
  );
  const within = starts.filter(
    (day) => day > from && day <= until && rowOn(employments, day) !== undefined,
  );
  return [...new Set(within)].toSorted();
}

function requireEmployed(person: BasePerson, day: LocalDate): void {
  if (rowOn(person.employments, day)) return;
  throw new InvalidInput({ from: 'この日には在職していません。在職している日にしてください。' });
}

/** An earlier end is a leaving; a later one, or none, lets the employment go on from its last day. */
function leavingStep(person: BasePerson, lastDay: LocalDate | null, codes: UnitCodes): ChangeStep {
  const last = person.employments.toSorted((a, b) => (a.from < b.from ? -1 : 1)).at(-1);
  if (!last) throw new InvalidInput({ lastDay: 'この職員の任用の記録がありません。' });
  const known = last.to === null ? null : addDays(last.to, -1);
  if (known !== null && (lastDay === null || lastDay > known)) {
    const row = (it: RosterRow) => ({ ...it, 退職年月日: lastDay ?? '' });
    return { on: known, rows: (now) => personRows(now, known, codes).map(row) };
  }
  if (lastDay === null) throw new InvalidInput({ lastDay: '退職の日は登録されていません。' });
  requireFirst(person, lastDay);
  const on = addDays(lastDay, 1);
  const gone = (row: RosterRow) => ({ ...row, 発令日: on, 退職年月日: lastDay, 状態: '退職' });
  return { on, rows: (now) => personRows(now, lastDay, codes).slice(0, 1).map(gone) };
}

function rehireStep(
  person: BasePerson,
  { from, unitCode, title, employmentType }: Extract<PersonChange, { kind: 'rehire' }>,
): ChangeStep {
  if (person.employments.some(({ to }) => to === null || to > from))
    throw new InvalidInput({
      from: 'この日には在職しているか、後の日からの任用が登録されています。退職した日より後の日を入力してください。',
    });
  const anew = (known: BasePerson): RosterRow =>
    rosterRow(
      {
        ...valuesOn(known.details, from),
        staffNumber: rowOn(known.numbers, from)?.value ?? known.staffNumber,
        ...{ employmentType, employedTo: null, hiredOn: from, absence: null },
        ...{ unitCode, unitName: '', title, kind: 'primary' },
      },
      from,
    );
  return { on: from, rows: (known) => [anew(known)] };
}

/** What is ordered for later days would stand without an employment: it is taken back before somebody leaves. */
function requireFirst(person: BasePerson, lastDay: LocalDate): void {
  if (!rowOn(person.employments, lastDay))
    throw new InvalidInput({
      lastDay: 'この日には在職していません。在職した最後の日を入力してください。',
    });
  const after = addDays(lastDay, 1);
  const { employments, postings, statuses } = person;
  if (![...employments, ...postings, ...statuses].some((row) => row.from > after)) return;
  throw new InvalidInput({
    lastDay:
      'この日より後から始まる所属・任用・休職などが登録されています。先にその登録を直してください。',
  });
}
