import { POSTING_COLUMNS, UNIT_COLUMNS } from '@app/organization';
import { addDays, addMonths, type CsvCell, type LocalDate, writeCsv } from '@app/platform';
import type { DemoPerson, DemoPost, DemoStaff } from './staff';
import { DEMO_UNITS, type DemoUnit, SUCCESSOR_OF } from './units';

export interface HrFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

/** What the city's HR system would have written on one 発令日. */
export interface HrFiles {
  readonly effectiveOn: LocalDate;
  readonly units: HrFile;
  readonly postings: HrFile;
}

const FOUNDED_ON = '2020-04-01';

/** The files of the 1 April before the reorganisation, and of the reorganisation itself. */
export function hrFiles(staff: DemoStaff): readonly [before: HrFiles, after: HrFiles] {
  const lastYear = addMonths(staff.reorganisedOn, -12);
  return [
    filesOf(
      lastYear,
      unitRows(staff, 'before'),
      staff.people.flatMap((it) => rowsBefore(it, lastYear)),
    ),
    filesOf(
      staff.reorganisedOn,
      unitRows(staff, 'after'),
      staff.people.flatMap((person) => rowsAfter(person, staff.reorganisedOn)),
    ),
  ];
}

function filesOf(effectiveOn: LocalDate, units: CsvCell[][], postings: CsvCell[][]): HrFiles {
  return {
    effectiveOn,
    units: csvFile(`soshiki-${effectiveOn}.csv`, UNIT_COLUMNS, units),
    postings: csvFile(`shokuin-${effectiveOn}.csv`, POSTING_COLUMNS, postings),
  };
}

function csvFile(fileName: string, header: readonly string[], rows: CsvCell[][]): HrFile {
  return { fileName, bytes: writeCsv(header, rows, { encoding: 'cp932' }).bytes };
}

function unitRows(staff: DemoStaff, phase: 'before' | 'after'): CsvCell[][] {
  return DEMO_UNITS.filter((unit) => phase === 'after' || unit.change !== 'opened').map((unit) => [
    unit.code,
    unit.name,
    unit.kana,
    unit.parentCode,
    unit.kind,
    slashes(unit.change === 'opened' ? staff.reorganisedOn : FOUNDED_ON),
    phase === 'after' && unit.change === 'closed' ? slashes(addDays(staff.reorganisedOn, -1)) : '',
    String(DEMO_UNITS.indexOf(unit) * 10 + 10),
    phase === 'after' ? predecessorOf(unit.code) : '',
  ]);
}

function predecessorOf(code: string): string {
  const closed = Object.keys(SUCCESSOR_OF).filter((it) => SUCCESSOR_OF[it] === code);
  return closed.join('、');
}

function rowsBefore(person: DemoPerson, on: LocalDate): CsvCell[][] {
  if (!person.before || person.hiredOn > on) return [];
  return [postingRow(person, person.before, { on, kind: '0', leftOn: '', status: '在職' })];
}

function rowsAfter(person: DemoPerson, on: LocalDate): CsvCell[][] {
  if (!person.after) {
    const leaving = { on, kind: '0', leftOn: addDays(on, -1), status: '退職' };
    return person.before ? [postingRow(person, person.before, leaving)] : [];
  }
  const rows = [
    postingRow(person, person.after, { on, kind: '0', leftOn: '', status: person.status }),
  ];
  if (person.concurrent) {
    rows.push(
      postingRow(person, person.concurrent, { on, kind: '1', leftOn: '', status: person.status }),
    );
  }
  return rows;
}

interface RowFacts {
  readonly on: LocalDate;
  readonly kind: string;
  /** Empty while the person is in service. */
  readonly leftOn: LocalDate | '';
  readonly status: string;
}

function postingRow(person: DemoPerson, post: DemoPost, facts: RowFacts): CsvCell[] {
  return [
    slashes(facts.on),
    person.staffNumber,
    person.name,
    person.kana,
    post.unitCode,
    unitNamed(post.unitCode).name,
    post.title,
    facts.kind,
    person.employment,
    person.email,
    slashes(person.hiredOn),
    facts.leftOn && slashes(facts.leftOn),
    facts.status,
  ];
}

function unitNamed(code: string): DemoUnit {
  const unit = DEMO_UNITS.find((it) => it.code === code);
  if (!unit) throw new Error(`No demo unit ${code}`);
  return unit;
}

function slashes(date: LocalDate): string {
  return date.replaceAll('-', '/');
}
