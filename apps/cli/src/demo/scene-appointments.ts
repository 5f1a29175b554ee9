import { AppointmentsService, type NewRoleVersion, RolesService } from '@app/appointments';
import {
  addDays,
  addMonths,
  endOfNthFiscalYear,
  type LocalDate,
  maxDate,
  minDate,
} from '@app/platform';
import type { Cast } from './cast';
import { type DemoPerson, isHead } from './staff';
import type { Stage } from './stage';

/** About half of the units have a leader; these are they, in the order of their appointment numbers. */
const UNITS_WITH_LEADER = [
  '0110',
  '0120',
  '0130',
  '0210',
  '0220',
  '0310',
  '0340',
  '0410',
  '0420',
  '0440',
  '0600',
  '0820',
];
const UNITS_WITH_SUPPORTER = [
  '0110',
  '0140',
  '0210',
  '0230',
  '0310',
  '0330',
  '0350',
  '0430',
  '0510',
  '0520',
  '0810',
  '0900',
];
const LEADERS_START_AFTER_DAYS = 61;
const SUPPORTERS_START_AFTER_DAYS = 30;

interface Appointing {
  readonly person: DemoPerson;
  readonly role: 'leader' | 'supporter';
  readonly termStart: LocalDate;
  readonly termEnd: LocalDate;
  readonly documentNumber: string;
}

/** Somebody who holds a role from a day on. */
export interface Appointed {
  readonly staffNumber: string;
  readonly termStart: LocalDate;
}

/**
 * Leaders and supporters; one leader was appointed last year and moved away on 1 April: the old unit fell vacant. Returns the
 * supporters.
 */
export async function appointRoles(stage: Stage, cast: Cast): Promise<readonly Appointed[]> {
  await appointWhoMovedAway(stage, cast);
  for (const [index, unitCode] of UNITS_WITH_LEADER.entries()) {
    const termStart = startOf(stage, LEADERS_START_AFTER_DAYS);
    // The first one's term ends soon, so that the reminder for an ending term has somebody to remind of.
    const termEnd = index === 0 ? addDays(stage.today, 60) : endOfNthFiscalYear(termStart, 3);
    await appoint(stage, cast, {
      person: memberOf(stage, cast, unitCode, 0),
      role: 'leader',
      termStart,
      termEnd,
      documentNumber: numbered(stage, index + 1),
    });
  }
  const supporters: Appointed[] = [];
  for (const [index, unitCode] of UNITS_WITH_SUPPORTER.entries()) {
    const termStart = startOf(stage, SUPPORTERS_START_AFTER_DAYS);
    const person = memberOf(stage, cast, unitCode, 1);
    supporters.push({ staffNumber: person.staffNumber, termStart });
    await appoint(stage, cast, {
      person,
      role: 'supporter',
      termStart,
      termEnd: endOfNthFiscalYear(termStart, 1),
      documentNumber: numbered(stage, 100 + index),
    });
  }
  await askOfLeaders(stage, cast);
  return supporters;
}

/** What the city would like leaders to have; nothing of it is 必須. */
async function askOfLeaders(stage: Stage, cast: Cast): Promise<void> {
  const validFrom = startOf(stage, LEADERS_START_AFTER_DAYS);
  stage.goTo(validFrom);
  const desirable = { isRequired: false, alternative: null } as const;
  const version: NewRoleVersion = {
    ...{ role: 'leader', validFrom, letter: 'appointment', termMonths: null },
    ...{ together: true, isEnded: false, note: '推進計画に合わせる' },
    requirements: [
      { ...desirable, wanted: { kind: 'certificate_held', codes: ['ip'] } },
      { ...desirable, wanted: { kind: 'supporter_term', months: 6 } },
      {
        ...desirable,
        wanted: { kind: 'course_completed', courseKey: 'dx-leader', isOfYear: false },
      },
    ],
  };
  const actor = await stage.actor(cast.programOffice.person.staffNumber);
  const { mark } = await stage.get(RolesService).previewVersion(actor, version);
  await stage.get(RolesService).addVersion(actor, version, { mark, warningsAccepted: true });
}

async function appointWhoMovedAway(stage: Stage, cast: Cast): Promise<void> {
  const moved =
    stage.staff.people.find(
      (it) =>
        it.employment === '正規' &&
        it.status === '在職' &&
        it.before?.unitCode === '0520' &&
        it.after &&
        it.after.unitCode !== '0520',
    ) ??
    stage.staff.people.find(
      (it) =>
        it.employment === '正規' &&
        it.status === '在職' &&
        it.before?.unitCode === '0360' &&
        it.after,
    );
  if (!moved) return;
  const termStart = addMonths(stage.staff.reorganisedOn, -6);
  const termEnd = endOfNthFiscalYear(termStart, 3);
  await appoint(stage, cast, {
    person: moved,
    role: 'leader',
    termStart,
    termEnd,
    documentNumber: numbered(stage, 0),
  });
}

async function appoint(stage: Stage, cast: Cast, { person, ...facts }: Appointing): Promise<void> {
  stage.goTo(addDays(facts.termStart, -3));
  const actor = await stage.actor(cast.programOffice.person.staffNumber);
  const personId = await stage.personId(person.staffNumber);
  await stage
    .get(AppointmentsService)
    .appoint(actor, { ...facts, personId, note: '', warningsAccepted: true });
}

function startOf(stage: Stage, daysAfter: number): LocalDate {
  return maxDate(
    stage.staff.reorganisedOn,
    minDate(addDays(stage.staff.reorganisedOn, daysAfter), stage.today),
  );
}

function numbered(stage: Stage, number: number): string {
  const year = Number(stage.staff.reorganisedOn.slice(0, 4)) - 2018;
  return `R${String(year)}-DX-${String(number).padStart(3, '0')}`;
}

function memberOf(stage: Stage, cast: Cast, unitCode: string, position: number): DemoPerson {
  const people = stage.staff.people.filter(
    (it) =>
      it.after?.unitCode === unitCode &&
      it.before &&
      !isHead(it.after) &&
      it.employment === '正規' &&
      it.status === '在職' &&
      it.staffNumber !== cast.programOffice.person.staffNumber,
  );
  const person = people[position] ?? people[0];
  if (!person) throw new Error(`The demo unit ${unitCode} has nobody to appoint`);
  return person;
}
