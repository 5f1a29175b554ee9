import { anActor } from '@app/testing';
import type { Actor } from './actor';
import { type PersonSight, personSight } from './person-sight';

const PERSON = { personId: 'person', unitId: 'unit' };
const of = (facts: Partial<Actor>) => personSight(anActor(facts), PERSON);
const office = (role: 'hr' | 'program_office' | 'auditor') => of({ roles: ['staff', role] });
const head = (...headedUnitIds: string[]) => of({ roles: ['staff', 'unit_head'], headedUnitIds });

const parts = ({ organization, appointments, certificates, exams, learning }: PersonSight) =>
  [organization, appointments, certificates, exams, learning] as const;

describe('What one sees of a person', () => {
  it.each([
    ['hr', [true, 'all', 'all', 'expected', 'mandatory'], true],
    ['program_office', [true, 'all', 'all', 'expected', 'assigned'], true],
    ['auditor', [true, 'all', 'all', 'expected', 'assigned'], false],
  ] as const)('%s: as the rights say', (role, expected, seesAhead) => {
    const sight = office(role);
    expect(sight && parts(sight)).toEqual(expected);
    expect(sight).toMatchObject({ seesAhead, isSelf: false });
  });

  it('the head of the unit: verified certificates, roles and mandated learning', () => {
    const sight = head('other', 'unit');
    expect(sight && parts(sight)).toEqual([false, 'announced', 'verified', 'none', 'mandatory']);
    expect(sight?.seesAhead).toBe(false);
  });

  it('oneself: everything of oneself, but nothing ahead of its day', () => {
    const sight = of({ personId: 'person' });
    expect(sight && parts(sight)).toEqual([true, 'own', 'all', 'all', 'all']);
    expect(sight).toMatchObject({ isSelf: true, seesAhead: false });
  });

  it('nobody else: not even that the person exists', () => {
    expect(of({})).toBeNull();
    expect(head('other')).toBeNull();
    expect(of({ roles: ['staff', 'administrator'] })).toBeNull();
    // Headed units without the right are nothing.
    expect(of({ headedUnitIds: ['unit'] })).toBeNull();
  });

  it('of who has left, or is nowhere posted, no head', () => {
    const actor = anActor({ roles: ['staff', 'unit_head'], headedUnitIds: ['unit'] });
    expect(personSight(actor, { personId: 'person', unitId: null })).toBeNull();
  });
});
