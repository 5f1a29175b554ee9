import {
  type FileSummary,
  type ImportPlan,
  REPAIRS,
  type StaffOfUnitRow,
  type ToldRepairs,
  type UnitHeadRow,
  type UnitRow,
  type UnitStaffCount,
} from '@app/organization';
import type { LocalDate } from '@app/platform';
import type { ImportAnswer, StaffList, UnitList } from './organization.schemas';

interface Organization {
  readonly units: readonly UnitRow[];
  readonly heads: readonly UnitHeadRow[];
  readonly counts: readonly UnitStaffCount[];
}

/** The units that may be seen; a head that is only inherited from above is not given away. */
export function unitListAnswer(
  asOf: LocalDate,
  organization: Organization,
  isVisible: (unit: UnitRow) => boolean,
): UnitList {
  const heads = new Map(organization.heads.map((head) => [head.unitId, head]));
  const counts = new Map(organization.counts.map((count) => [count.unitId, count.withBelow]));
  const codes = new Map(organization.units.map((unit) => [unit.id, unit.code]));
  const units = organization.units.filter(isVisible).map((unit) => {
    const head = heads.get(unit.id);
    return {
      code: unit.code,
      name: unit.name,
      kana: unit.kana,
      kind: unit.kind,
      parentCode: codes.get(unit.parentId ?? '') ?? null,
      depth: unit.depth,
      countsForLeaderKpi: unit.countsForLeaderKpi,
      head: head?.isOwn ? headAnswer(head) : null,
      staff: counts.get(unit.id) ?? 0,
    };
  });
  return { asOf, units };
}

function headAnswer({ staffNumber, name, postTitle }: UnitHeadRow) {
  return { staffNumber, name, postTitle };
}

export function staffListAnswer(
  asOf: LocalDate,
  unitCode: string,
  rows: readonly StaffOfUnitRow[],
): StaffList {
  const staff = rows.map((row) => ({
    staffNumber: row.staffNumber,
    name: row.name,
    kana: row.kana,
    employmentType: row.employmentType,
    status: row.status,
    unitCode: row.unitCode,
    unitName: row.unitName,
    kind: row.kind,
    postTitle: row.postTitle,
    isManagerial: row.isManagerial,
  }));
  return { asOf, unitCode, staff };
}

export function importAnswer(plan: ImportPlan, batchId: string | null): ImportAnswer {
  const { units, postings, affectedPeople, missingPeople } = plan.summary;
  return {
    dryRun: batchId === null,
    batchId,
    effectiveOn: plan.effectiveOn,
    units: fileAnswer(units),
    postings: fileAnswer(postings),
    affectedPeople,
    missingPeople,
    rows: plan.items.flatMap(({ verdict, ...item }) =>
      verdict === 'unchanged'
        ? []
        : [{ ...item, verdict, changes: [...item.changes], problems: [...item.problems] }],
    ),
    alarms: plan.summary.alarms.map((alarm) => ({ ...alarm, examples: [...alarm.examples] })),
    suspicions: [...plan.suspicions],
    unknownWords: plan.summary.words.unknown.map((word) => ({ ...word, lines: [...word.lines] })),
    usedWords: [...plan.summary.words.used],
    repairs: {
      offered: repairAnswers(plan.summary.repairs.offered),
      done: repairAnswers(plan.summary.repairs.done),
    },
  };
}

function repairAnswers(told: ToldRepairs): ImportAnswer['repairs']['done'] {
  return REPAIRS.flatMap((repair) => {
    const own = told[repair];
    return own ? [{ repair, count: own.count, examples: [...own.examples] }] : [];
  });
}

function fileAnswer(file: FileSummary | null): ImportAnswer['units'] {
  if (!file?.form) return file && { ...file, form: null };
  const { skipped, unknownColumns, mapped, ...form } = file.form;
  const lists = { skipped: [...skipped], unknownColumns: [...unknownColumns], mapped: [...mapped] };
  return { ...file, form: { ...form, ...lists } };
}
