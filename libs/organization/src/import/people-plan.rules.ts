import { randomUUID } from 'node:crypto';
import { type LocalDate, searchKey } from '@app/platform';
import { personSearchKey } from '../person/person.rules';
import type { PersonValues } from '../person/person-values.rules';
import type { BasePerson, PostValue } from './base-state';
import type { PeopleOfFile } from './person-facts.rules';
import { lostZeros } from './lost-zeros.rules';
import { planGroups } from './person-groups.rules';
import type { PersonPlan } from './person-plan.rules';
import { leave, type PlanContext, type Timelines } from './person-timelines.rules';
import type {
  ChangedSubject,
  DetailsRecord,
  EmploymentRecord,
  FieldChange,
  PlanItem,
  PlanOperations,
  PostingRecord,
  RowChanges,
  StatusRecord,
} from './plan';
import type { ReadPostingRow } from './posting-rows.rules';
import { changesBetween, type Dated, hasChanges, rowOn } from './timeline.rules';
import { joined, ONLY_DATES } from './unit-plan.rules';

export interface PeoplePlan {
  readonly items: readonly PlanItem[];
  readonly plans: readonly PersonPlan[];
  /** Employed on the day of effect, but not in the file. */
  readonly missing: readonly BasePerson[];
  /** How many people are employed on the day of effect before the import. */
  readonly employed: number;
  /** Known people who get another name, reading or address of mail. */
  readonly renamed: number;
  readonly operations: PeopleOperations;
  readonly leavings: PeopleOperations;
}

export type PeopleOperations = Omit<PlanOperations, 'units' | 'unitPeriods' | 'successions'>;

interface TimelineChanges {
  readonly employments: RowChanges<EmploymentRecord>;
  readonly statuses: RowChanges<StatusRecord>;
  readonly postings: RowChanges<PostingRecord>;
}

interface PeopleBase {
  readonly people: readonly BasePerson[];
  readonly personIds: ReadonlyMap<string, string>;
}

/** Compares the people of the file with those of the database as of the day of effect. */
export function planPeople(
  file: PeopleOfFile,
  base: PeopleBase,
  context: PlanContext & { readonly effectiveOn: LocalDate; readonly isPart: boolean },
): PeoplePlan {
  const known = new Map(base.people.map((person) => [person.id, person]));
  const baseOf = (staffNumber: string): BasePerson | null =>
    known.get(base.personIds.get(staffNumber) ?? '') ?? null;
  const { rows, plans, written } = planGroups(file, baseOf, context);
  const present = peopleNamed(file, base);
  const { effectiveOn } = context;
  const employed = base.people.filter((person) => rowOn(person.employments, effectiveOn));
  // A part of the list, and a file of which nothing could be taken, say nothing of whoever is not in it.
  const isRead = !context.isPart && file.rows.some((row) => row.fact !== null);
  const missing = isRead ? employed.filter((person) => !present.has(person.id)) : [];
  return {
    items: itemsOf(rows, plans),
    plans: written,
    missing,
    employed: employed.length,
    renamed: written.filter(isRenamed).length,
    operations: { ...operationsOf(written), subjects: subjectsOf(plans) },
    leavings: leavingsOf(missing, effectiveOn),
  };
}

/**
 * Whose number stands in the file, whatever became of the row; a number without its zeros is theirs as well. A row that was
 * refused is also theirs whose name it has: its number may be what is wrong with it.
 */
function peopleNamed(
  file: PeopleOfFile,
  { people, personIds }: PeopleBase,
): ReadonlySet<string | undefined> {
  const lost = new Map(lostZeros([...file.numbers], [...personIds.keys()]));
  const refused = new Set(
    file.rows.flatMap(({ fact, name }) => (fact === null && name !== '' ? [searchKey(name)] : [])),
  );
  const byName = people.filter(({ details }) =>
    details.some(({ value }) => refused.has(searchKey(value.name))),
  );
  return new Set([
    ...[...file.numbers].map((number) => personIds.get(lost.get(number) ?? number)),
    ...byName.map(({ id }) => id),
  ]);
}

function itemsOf(
  rows: readonly ReadPostingRow[],
  plans: readonly PersonPlan[],
): readonly PlanItem[] {
  const byNumber = new Map(plans.map((plan) => [plan.fact.staffNumber, plan]));
  return rows.map((row): PlanItem => {
    const { line, subject, problems } = row;
    const item = { file: 'postings', line, subject, problems } as const;
    const plan = byNumber.get(row.staffNumber);
    if (!row.fact || !plan) return { ...item, verdict: 'refused', changes: [] };
    if (plan.isNew) return { ...item, verdict: 'create', changes: [] };
    const changes = changesOfRow(line, plan);
    if (plan.newPostLines.has(line)) return { ...item, verdict: 'create', changes };
    return { ...item, verdict: changes.length > 0 ? 'change' : 'unchanged', changes };
  });
}

/** The row of the primary post also stands for the person. */
function changesOfRow(line: number, plan: PersonPlan): readonly FieldChange[] {
  const own = plan.postChanges.get(line) ?? [];
  if (plan.fact.main.line !== line) return own;
  const all = [...plan.changes, ...own];
  const isOnlyDates = all.length === 0 && plan.newPostLines.size === 0 && hasMoved(plan);
  return isOnlyDates ? [ONLY_DATES] : all;
}

/** Something is written although no value differs on the day of effect (only dates do). */
function hasMoved(plan: PersonPlan): boolean {
  const others = [...plan.postChanges.values()].some((changes) => changes.length > 0);
  const { old, next } = plan;
  return (
    !others &&
    (hasChanges(old.employments, next.employments) ||
      hasChanges(old.statuses, next.statuses) ||
      hasChanges(old.postings, next.postings))
  );
}

function isRenamed(plan: PersonPlan): boolean {
  return !plan.isNew && hasChanges(plan.oldDetails, plan.details);
}

function operationsOf(plans: readonly PersonPlan[]): Omit<PeopleOperations, 'subjects'> {
  const newPlans = plans.filter((plan) => plan.isNew);
  return {
    persons: newPlans.map((plan) => ({ id: plan.personId })),
    details: joined(
      plans.map((plan) =>
        changesBetween(plan.oldDetails, plan.details, (row) => detailsRecord(plan, row)),
      ),
    ),
    staffNumbers: joined(
      plans.map((plan) =>
        changesBetween(plan.oldNumbers, plan.numbers, (row) => ({
          ...ownColumns(plan.personId, row),
          staff_number: row.value,
        })),
      ),
    ),
    ...timelineChanges(plans),
  };
}

/** Who stands in the file under two numbers is told of once. */
function subjectsOf(plans: readonly PersonPlan[]): readonly ChangedSubject[] {
  const found = new Map<string, ChangedSubject>();
  for (const subject of plans.flatMap((plan) => subjectOf(plan) ?? [])) {
    const fields = [...(found.get(subject.id)?.fields ?? []), ...subject.fields];
    found.set(subject.id, { ...subject, fields: [...new Set(fields)] });
  }
  return [...found.values()];
}

function detailsRecord(
  { personId, staffNumber }: PersonPlan,
  row: Dated<PersonValues>,
): DetailsRecord {
  const { name, kana, email } = row.value;
  const search_key = personSearchKey({ name, kana, staffNumber });
  return { ...ownColumns(personId, row), name, kana, email, search_key };
}

function subjectOf(plan: PersonPlan): ChangedSubject | null {
  const posts = [...plan.postChanges.values()].flat();
  const added = !plan.isNew && plan.newPostLines.size > 0 ? ['所属'] : [];
  const dates =
    hasMoved(plan) && plan.changes.length + added.length === 0 ? [ONLY_DATES.field] : [];
  const fields = [...[...plan.changes, ...posts].map((change) => change.field), ...added, ...dates];
  if (!plan.isNew && fields.length === 0) return null;
  return {
    type: 'person',
    id: plan.personId,
    isNew: plan.isNew,
    fields: plan.isNew ? [] : [...new Set(fields)],
  };
}

function leavingsOf(missing: readonly BasePerson[], effectiveOn: LocalDate): PeopleOperations {
  const plans = missing.map((person) => ({
    personId: person.id,
    old: person,
    next: leave(person, effectiveOn, effectiveOn),
  }));
  return {
    persons: [],
    details: { insert: [], update: [], remove: [] },
    staffNumbers: { insert: [], update: [], remove: [] },
    ...timelineChanges(plans),
    subjects: missing.map(({ id }) => ({ type: 'person', id, isNew: false, fields: ['状態'] })),
  };
}

function timelineChanges(
  plans: readonly {
    readonly personId: string;
    readonly old: Timelines;
    readonly next: Timelines;
  }[],
): TimelineChanges {
  return {
    employments: joined(
      plans.map(({ personId, old, next }) =>
        changesBetween(old.employments, next.employments, (row) => ({
          ...ownColumns(personId, row),
          employment_type: row.value,
        })),
      ),
    ),
    statuses: joined(
      plans.map(({ personId, old, next }) =>
        changesBetween(old.statuses, next.statuses, (row) => ({
          ...ownColumns(personId, row),
          status: row.value,
        })),
      ),
    ),
    postings: joined(
      plans.map(({ personId, old, next }) =>
        changesBetween(old.postings, next.postings, (row) => postingRecord(personId, row)),
      ),
    ),
  };
}

function postingRecord(personId: string, row: Dated<PostValue>): PostingRecord {
  const { unitId, kind, title, isManagerial } = row.value;
  return {
    ...ownColumns(personId, row),
    org_unit_id: unitId,
    kind,
    post_title: title,
    is_managerial: isManagerial,
  };
}

function ownColumns(personId: string, row: Dated<unknown>) {
  return {
    id: row.id ?? randomUUID(),
    person_id: personId,
    valid_from: row.from,
    valid_to: row.to,
  };
}
