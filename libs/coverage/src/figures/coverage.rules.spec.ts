import {
  isVacantOn,
  longestVacantFirst,
  type RoleHolder,
  toUnitCoverage,
  type UnitFacts,
} from './coverage.rules';
import { LEFT_OUT_OF_RATE, STAFF_FIGURES } from './figure.rules';

const TODAY = '2026-11-16';
const SIX_MONTHS_LATER = '2027-05-16';

const zeros = <Name extends string>(names: readonly Name[]): Record<Name, number> =>
  Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;

function aUnit(facts: Partial<UnitFacts> = {}): UnitFacts {
  return {
    unitId: 'u',
    code: '0100',
    name: '総務課',
    kind: 'division',
    parentName: null,
    unitIds: ['u'],
    counts: { ...zeros(STAFF_FIGURES), regular_staff: 1 },
    leftOut: zeros(LEFT_OUT_OF_RATE),
    leftOutOf: {
      security: zeros(LEFT_OUT_OF_RATE),
      ai: zeros(LEFT_OUT_OF_RATE),
      ai_ever: zeros(LEFT_OUT_OF_RATE),
    },
    insideCode: null,
    insideName: null,
    changedLater: 0,
    roleHolders: [],
    isCovered: false,
    uncoveredSince: null,
    coveredUntil: null,
    coveredFrom: null,
    emptySince: null,
    ledUntil: null,
    ledFrom: null,
    rolesHeld: [],
    responsible: null,
    ...facts,
  };
}

function aHolder(facts: Partial<RoleHolder> = {}): RoleHolder {
  return {
    appointmentId: 'a',
    personId: 'p',
    staffNumber: '000001',
    name: '富山　花子',
    role: 'leader',
    termEnd: '2029-03-31',
    lastDay: null,
    endsBy: null,
    recordedLateOn: null,
    ...facts,
  };
}

describe('The state of a unit', () => {
  it('knows leaders from supporters, and counts the days of a vacancy upwards', () => {
    const supporter = aHolder({ role: 'supporter' });
    const leader = aHolder();
    const unit = toUnitCoverage(
      aUnit({ roleHolders: [supporter, leader], uncoveredSince: '2026-11-13' }),
      TODAY,
      2,
    );
    expect(unit).toMatchObject({
      state: 'short',
      leaders: [leader],
      supporters: [supporter],
      vacantSince: null,
      daysVacant: null,
      shortSince: '2026-11-13',
      daysShort: 3,
      risk: null,
    });
  });

  it('is vacant only without any leader, since the last one went', () => {
    const facts = { uncoveredSince: '2026-04-01', emptySince: '2026-11-13' } as const;
    const supporter = aHolder({ role: 'supporter' });
    const unit = toUnitCoverage(aUnit({ ...facts, roleHolders: [supporter] }), TODAY, 2);
    expect(unit).toMatchObject({
      ...{ state: 'vacant', vacantSince: '2026-11-13', daysVacant: 3 },
      ...{ shortSince: null, daysShort: null },
    });
  });

  it.each([
    ['vacant for good', {}, [TODAY, true], ['2027-04-01', true]],
    [
      'vacant until one comes',
      { ledFrom: '2027-04-01' },
      ['2027-03-31', true],
      ['2027-04-01', false],
    ],
    [
      'short until the last one goes',
      { roleHolders: [aHolder()], ledUntil: '2027-04-01' },
      ['2027-03-31', false],
      ['2027-04-01', true],
    ],
    ['short for good', { roleHolders: [aHolder()] }, [TODAY, false], ['2031-04-01', false]],
    [
      'covered, then short',
      { isCovered: true, coveredUntil: '2027-04-01' },
      [TODAY, false],
      ['2027-04-01', false],
    ],
  ] as const)('tells on which days a unit is empty that is %s', (_what, facts, before, after) => {
    const days = [before, after];
    const unit = toUnitCoverage(aUnit(facts), TODAY, 2);
    expect(days.map(([day]) => [day, isVacantOn(unit, day)])).toEqual(days);
  });

  it('is no vacancy where one person of the regular staff is not there', () => {
    const counts = { ...zeros(STAFF_FIGURES), staff: 3 };
    expect(toUnitCoverage(aUnit({ counts, emptySince: TODAY }), TODAY, 1)).toMatchObject({
      state: 'apart',
      vacantSince: null,
      daysVacant: null,
    });
  });
});

describe('The risk of a unit', () => {
  const risk = (facts: Partial<UnitFacts>) =>
    toUnitCoverage(aUnit({ isCovered: true, ...facts }), TODAY, 1).risk;

  it('looks six months ahead, the last day of them included', () => {
    expect(risk({ coveredUntil: SIX_MONTHS_LATER, ledUntil: SIX_MONTHS_LATER })).toEqual({
      on: SIX_MONTHS_LATER,
      by: 'term_ends',
      state: 'vacant',
    });
    expect(risk({ coveredUntil: '2027-05-17' })).toBeNull();
  });

  it('names the end of the leader who goes last, and of nobody who stays or goes on a later day', () => {
    const roleHolders = [
      aHolder({ lastDay: '2026-12-31', endsBy: 'transferred' }),
      aHolder({ lastDay: '2027-01-31', endsBy: 'on_leave' }),
      aHolder({ lastDay: '2027-01-15', endsBy: 'leaves_service' }),
      aHolder({ lastDay: '2027-02-01', endsBy: 'seconded' }),
      aHolder({ lastDay: '2027-01-31', endsBy: 'ended_early', role: 'supporter' }),
      aHolder(),
    ];
    expect(risk({ coveredUntil: '2027-02-01', roleHolders })).toEqual({
      on: '2027-02-01',
      by: 'on_leave',
      state: 'short',
    });
  });
});

describe('The vacant units', () => {
  it('come longest vacant first, those never covered before all others, by code on the same day, and those with too few last', () => {
    const roleHolders = [aHolder()];
    const units = [
      aUnit({ code: '0400', emptySince: '2026-04-01' }),
      aUnit({ code: '0020', roleHolders, uncoveredSince: '2024-04-01' }),
      aUnit({ code: '0010', roleHolders }),
      aUnit({ code: '0300', emptySince: '2025-04-01' }),
      aUnit({ code: '0200' }),
      aUnit({ code: '0600', isCovered: true }),
      aUnit({ code: '0100', emptySince: '2026-04-01' }),
      aUnit({ code: '0150' }),
    ].map((facts) => toUnitCoverage(facts, TODAY, 2));
    const sorted = ['0150', '0200', '0300', '0100', '0400', '0010', '0020'];
    expect(longestVacantFirst(units).map(({ code }) => code)).toEqual(sorted);
    expect(longestVacantFirst(units.toReversed()).map(({ code }) => code)).toEqual(sorted);
  });
});
