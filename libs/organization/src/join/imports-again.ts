import { Injectable } from '@nestjs/common';
import { Conflict, type LocalDate, type Recorder } from '@app/platform';
import { PlanWriter } from '../import/apply-plan';
import type { BasePerson } from '../import/base-state';
import { BaseStateQueries } from '../import/base-state.queries';
import { ImportBatches } from '../import/import-batches';
import { NumberChoicesService } from '../import/number-choices.service';
import type { PlanOperations, RowChanges } from '../import/plan';
import { planIn, PlanMaker } from '../import/plan-maker';
import type { ImportJoinRow } from './import-joins.queries';

interface AppliedImport {
  readonly id: string;
  readonly effectiveOn: LocalDate;
}

/** Lays imports upon the database once more, for the two people of one number only. */
@Injectable()
export class ImportsAgain {
  constructor(
    private readonly base: BaseStateQueries,
    private readonly batches: ImportBatches,
    private readonly numbers: NumberChoicesService,
    private readonly plans: PlanMaker,
    private readonly writer: PlanWriter,
  ) {}

  /** The number as somebody else's. Returns the id of that person. */
  async layAgain(
    by: Recorder,
    { personId, staffNumber }: ImportJoinRow,
    imports: readonly AppliedImport[],
  ): Promise<string> {
    const choices = new Map([...(await this.numbers.list()), [staffNumber, null] as const]);
    let newPersonId: string | null = null;
    for (const { id, effectiveOn } of imports) {
      const source = await this.batches.sourceOf(id);
      const { operations } = planIn(await this.plans.planAgain(source, { effectiveOn, choices }));
      newPersonId ??= ownerOf(operations, staffNumber);
      if (newPersonId === null) throw notReadable();
      const people = [personId, newPersonId];
      await this.writer.write(by, onlyOf(operations, people, await this.base.loadPeople(people)));
    }
    if (newPersonId === null) throw notReadable();
    return newPersonId;
  }
}

function ownerOf({ staffNumbers }: PlanOperations, staffNumber: string): string | null {
  return staffNumbers.insert.find((row) => row.staff_number === staffNumber)?.person_id ?? null;
}

const NO_ROWS = { insert: [], update: [], remove: [] };

/** What the plan does to these people; units stay as they are. */
function onlyOf(
  operations: PlanOperations,
  personIds: readonly string[],
  people: readonly BasePerson[],
): PlanOperations {
  const rowIds = new Set(people.flatMap(rowIdsOf));
  const own = <Row extends { readonly person_id: string }>(
    changes: RowChanges<Row>,
  ): RowChanges<Row> => ({
    insert: changes.insert.filter((row) => personIds.includes(row.person_id)),
    update: changes.update.filter((row) => personIds.includes(row.person_id)),
    remove: changes.remove.filter((id) => rowIds.has(id)),
  });
  return {
    units: [],
    successions: { insert: [], update: [], remove: [] },
    unitPeriods: NO_ROWS,
    persons: operations.persons.filter(({ id }) => personIds.includes(id)),
    details: own(operations.details),
    staffNumbers: own(operations.staffNumbers),
    employments: own(operations.employments),
    statuses: own(operations.statuses),
    postings: own(operations.postings),
    subjects: [],
  };
}

function rowIdsOf(person: BasePerson): readonly string[] {
  const { numbers, details, employments, statuses, postings } = person;
  return [numbers, details, employments, statuses, postings].flat().flatMap((row) => row.id ?? []);
}

function notReadable(): Conflict {
  return new Conflict(
    'join.import_unreadable',
    '取り込んだファイルのこの番号の行が、今の組織では読めないため分けられません。この番号の行だけを直したファイルを取り込んでから、もう一度分けてください。',
  );
}
