import type { SystemRole } from '@app/access';
import { type DemoPerson, type DemoStaff, isHead } from './staff';

/** One person whose sign-in is shown after the start. */
export interface CastMember {
  readonly part: string;
  readonly person: DemoPerson;
  readonly roles: readonly SystemRole[];
}

export interface Cast {
  readonly staff: CastMember;
  readonly head: CastMember;
  readonly otherHead: CastMember;
  readonly hr: CastMember;
  readonly secondHr: CastMember;
  readonly programOffice: CastMember;
  readonly auditor: CastMember;
  readonly administrator: CastMember;
}

/** The same password for every invented person; demo accounts do not exist in production. */
export { DEMO_PASSWORD } from '@app/accounts';

/** Who plays which part: one sign-in per role, chosen by unit, so that it is the same person every time. */
export function castOf(staff: DemoStaff): Cast {
  return {
    staff: member('職員', workerOf(staff, '0140', 0)),
    head: member('課長(税務課)', headOf(staff, '0140')),
    otherHead: member('課長(水道課)', headOf(staff, '0510')),
    hr: member('人事', workerOf(staff, '0120', 0), 'hr'),
    secondHr: member('人事(2人目)', workerOf(staff, '0120', 1), 'hr'),
    programOffice: member('DX推進室', workerOf(staff, '0220', 1), 'program_office'),
    auditor: member('監査', workerOf(staff, '0900', 0), 'auditor'),
    administrator: member('システム管理', workerOf(staff, '0110', 3), 'administrator'),
  };
}

function member(part: string, person: DemoPerson, ...roles: SystemRole[]): CastMember {
  return { part, person, roles };
}

function headOf(staff: DemoStaff, unitCode: string): DemoPerson {
  return found(
    staff.people.find((it) => it.after?.unitCode === unitCode && isHead(it.after)),
    unitCode,
  );
}

/** Regular staff at work in the unit on both sides of the reorganisation, in the order of their numbers. */
function workerOf(staff: DemoStaff, unitCode: string, position: number): DemoPerson {
  const people = staff.people.filter(
    (it) =>
      it.after?.unitCode === unitCode &&
      it.before &&
      !isHead(it.after) &&
      it.employment === '正規' &&
      it.status === '在職',
  );
  return found(people[position], unitCode);
}

function found(person: DemoPerson | undefined, unitCode: string): DemoPerson {
  if (!person) throw new Error(`The demo unit ${unitCode} has nobody for the part`);
  return person;
}
