import { addDays, formatDateShort, type LocalDate, maxDate } from '@app/platform';
import type { UnitDirectory, UnitPeriod } from './base-state';
import {
  checkPerson,
  type PostingFact,
  type ReadPostingRow,
  refusedPosting,
} from './posting-rows.rules';

export interface PostFact extends PostingFact {
  readonly unitId: string;
}

/** A person as all their rows together describe them. */
export interface PersonFact {
  readonly staffNumber: string;
  /** The row of the primary post: it stands for the person. */
  readonly main: PostingFact;
  readonly posts: readonly PostFact[];
  /** The day from which this holds: the day of effect, or the first day in office when that is later. */
  readonly on: LocalDate;
  /** The first day on which the person is no longer employed. */
  readonly end: LocalDate | null;
}

export interface PeopleOfFile {
  readonly rows: readonly ReadPostingRow[];
  readonly people: readonly PersonFact[];
  /** Every number that occurs, also in refused rows. */
  readonly numbers: ReadonlySet<string>;
}

/** Brings the rows of each person together, checks them against each other and against the units. */
export function gatherPeople(
  rows: readonly ReadPostingRow[],
  effectiveOn: LocalDate,
  directory: UnitDirectory,
): PeopleOfFile {
  const byNumber = new Map<string, ReadPostingRow[]>();
  for (const row of rows) {
    const checked = checkUnit(checkDays(row, effectiveOn), effectiveOn, directory);
    // Rows whose number could not be read belong to nobody.
    const key = row.staffNumber || `line ${row.line}`;
    const own = byNumber.get(key);
    if (own) own.push(checked);
    else byNumber.set(key, [checked]);
  }
  const checked = [...byNumber.values()].map(checkPerson);
  return {
    rows: checked.flat().sort((a, b) => a.line - b.line),
    people: checked.flatMap((own) => personOf(own, effectiveOn, directory) ?? []),
    numbers: new Set(rows.map((row) => row.staffNumber).filter(Boolean)),
  };
}

function personOf(
  rows: readonly ReadPostingRow[],
  effectiveOn: LocalDate,
  directory: UnitDirectory,
): PersonFact | null {
  const facts = rows.flatMap((row) => (row.fact ? [row.fact] : []));
  const main = facts.find((fact) => fact.kind === 'primary') ?? facts[0];
  if (!main) return null;
  const isRetired = main.status === 'retired';
  const posts = facts.map((fact) => ({ ...fact, unitId: directory.find(fact.unitCode)?.id ?? '' }));
  const dayAfter = main.lastDay === null ? null : addDays(main.lastDay, 1);
  return {
    staffNumber: main.staffNumber,
    main,
    posts: isRetired ? [] : posts,
    on: maxDate(effectiveOn, main.hiredOn ?? effectiveOn),
    end: isRetired ? (dayAfter ?? effectiveOn) : dayAfter,
  };
}

function checkDays(row: ReadPostingRow, effectiveOn: LocalDate): ReadPostingRow {
  const { fact } = row;
  if (!fact) return row;
  if (fact.effectiveOn !== effectiveOn) {
    const reason = `ほかの行の発令日(${formatDateShort(effectiveOn)})と違います。発令日ごとにファイルを分けてください。`;
    return refusedPosting(row, '発令日', reason);
  }
  const end = fact.lastDay === null ? null : addDays(fact.lastDay, 1);
  return fact.status === 'retired'
    ? checkLeaver(row, fact, { end, effectiveOn })
    : checkServing(row, end, effectiveOn);
}

function checkLeaver(
  row: ReadPostingRow,
  fact: PostingFact,
  { end, effectiveOn }: { readonly end: LocalDate | null; readonly effectiveOn: LocalDate },
): ReadPostingRow {
  if (end !== null && end > effectiveOn) {
    const reason = '状態は「退職」ですが、退職年月日が発令日以後です。状態か日付を直してください。';
    return refusedPosting(row, '退職年月日', reason);
  }
  if (fact.hiredOn === null || fact.hiredOn < (end ?? effectiveOn)) return row;
  const reason = '状態は「退職」ですが、採用年月日が退職の日以後です。';
  return refusedPosting(row, '採用年月日', reason);
}

function checkServing(
  row: ReadPostingRow,
  end: LocalDate | null,
  effectiveOn: LocalDate,
): ReadPostingRow {
  if (end === null || end > effectiveOn) return row;
  const reason = '退職年月日が発令日より前です。状態を「退職」にするか、日付を直してください。';
  return refusedPosting(row, '退職年月日', reason);
}

function checkUnit(
  row: ReadPostingRow,
  effectiveOn: LocalDate,
  directory: UnitDirectory,
): ReadPostingRow {
  const { fact } = row;
  if (!fact || fact.status === 'retired') return row;
  const unit = directory.find(fact.unitCode);
  if (!unit) {
    const reason = `所属コード「${fact.unitCode}」は登録されていません。組織のファイルに加えるか、コードを直してください。`;
    return refusedPosting(row, '所属コード', reason);
  }
  const why = whyNotInForce(unit.periods, maxDate(effectiveOn, fact.hiredOn ?? effectiveOn));
  if (why === null) return row;
  const reason = `所属コード「${fact.unitCode}」${why}。発令日に有効な所属にしてください。`;
  return refusedPosting(row, '所属コード', reason);
}

function whyNotInForce(periods: readonly UnitPeriod[], day: LocalDate): string | null {
  const begun = periods.findLast((period) => period.from <= day);
  if (!begun) return `(${periods[0]?.value.name ?? ''})はまだ始まっていません`;
  if (begun.to === null || begun.to > day) return null;
  return `(${begun.value.name})は${formatDateShort(addDays(begun.to, -1))}で終わっています`;
}
