import { addDays, diffDays, type LocalDate, OfficeCalendar } from '@app/platform';
import fc from 'fast-check';
import { type Evidence, hasServed, type Judged, judge } from '../role/eligibility.rules';
import type { Requirement, Wanted } from '../role/requirement.rules';
import { benchGroup, type Hint, type Outlook, pathOf, type UnderWay } from './path.rules';

const ON = '2026-11-16';
const calendar = new OfficeCalendar();
const CERTIFICATE: Wanted = { kind: 'certificate_held', codes: ['ip'] };
const COURSE: Wanted = { kind: 'course_completed', courseKey: 'dx', isOfYear: false };
const TERM: Wanted = { kind: 'supporter_term', months: 6 };
const RECOMMENDED: Wanted = { kind: 'recommendation' };
const CONSENT: Wanted = { kind: 'consent' };
const APPROVAL: Wanted = { kind: 'approval' };

const required = (wanted: Wanted, alternative: number | null = null): Requirement => ({
  ...{ wanted, isRequired: true, alternative },
});
const served = (days: number, place = 0): Evidence => ({
  ...{ place, rowId: 'row', on: '2026-01-01', days },
});
const hint = (why: Hint['why'], on: LocalDate, until: LocalDate | null = null): Hint => ({
  ...{ place: 0, why, on, until },
});
const outlook = (...hints: readonly Hint[]): Outlook => ({ hints, underWay: null, barred: [] });
const path = (
  requirements: readonly Requirement[],
  {
    evidence = [],
    on = ON,
    ...more
  }: Partial<Outlook> & { evidence?: readonly Evidence[]; on?: LocalDate },
) =>
  pathOf(
    judge(requirements, evidence, on).judged,
    { hints: [], underWay: null, barred: [], ...more },
    { on, calendar },
  );
const first = (
  wanted: Wanted,
  given: Outlook & { evidence?: readonly Evidence[]; on?: LocalDate },
) => {
  const { state, why, on } = path([required(wanted)], given).parts[0] ?? { state: '', why: '' };
  return [state, why, on];
};

describe('The way to a role', () => {
  it('is done on the day itself where everything is met, and of an empty role for everybody', () => {
    expect(path([], {})).toEqual({ parts: [], barred: [], readyOn: ON, on: ON });
    expect(path([required(CERTIFICATE)], { evidence: [served(0)] })).toMatchObject({
      ...{ readyOn: ON, on: ON },
      parts: [{ state: 'done', why: 'met' }],
    });
  });

  it('is without any prospect as long as nothing is known of something 必須', () => {
    expect(path([required(CERTIFICATE)], {})).toMatchObject({ readyOn: null, on: null });
    const desirable = { ...required(CERTIFICATE), isRequired: false };
    expect(path([desirable], {})).toMatchObject({ readyOn: ON, parts: [{ state: 'missing' }] });
    const types: Wanted = { kind: 'employment_type', types: ['regular'] };
    expect(first(types, outlook())).toEqual(['missing', 'other_employment', null]);
  });

  it('goes by the first of those that stand for each other, and by the last of all', () => {
    const group = [required(CERTIFICATE, 1), required(COURSE, 1)];
    const due = { ...hint('course_due', '2027-03-10'), place: 1 };
    expect(path(group, outlook(due)).readyOn).toBe('2027-03-10');
    const both = [required(CERTIFICATE), required(COURSE)];
    const booked = hint('exam_ahead', '2027-02-01');
    expect(path(both, outlook(booked, due)).readyOn).toBe('2027-04-02');
    expect(path(both, outlook(due)).readyOn).toBeNull();
  });

  it.each([
    ['exam_ahead', '2026-12-01', 'exam_ahead', '2027-02-01'],
    ['exam_ahead', '2026-11-16', 'exam_ahead', '2027-01-15'],
    // 31 December is closed: the next open day.
    ['exam_passed', '2026-11-01', 'exam_passed', '2027-01-04'],
    ['exam_passed', '2026-05-01', 'exam_passed', '2026-11-30'],
    ['certificate_reported', '2026-11-10', 'certificate_reported', '2026-11-24'],
    ['certificate_reported', '2026-08-10', 'certificate_reported', '2026-11-16'],
    ['exam_past', '2026-11-10', 'exam_past', null],
  ] as const)('of a certificate goes by the exam: %s %s', (why, on, reason, expected) => {
    expect(first(CERTIFICATE, outlook(hint(why, on)))).toEqual(['next', reason, expected]);
  });

  it('of a course goes by its due date, and by nothing once that is over', () => {
    expect(first(COURSE, outlook(hint('course_due', ON)))).toEqual(['next', 'course_due', ON]);
    const late = hint('course_due', '2026-11-15');
    expect(first(COURSE, outlook(late))).toEqual(['next', 'course_overdue', null]);
    const advised = hint('course_advised', '2027-01-31');
    expect(first(COURSE, outlook(late, advised))).toEqual(['next', 'course_due', '2027-01-31']);
    const begun = hint('course_begun', '2026-06-01');
    expect(first(COURSE, outlook(begun))).toEqual(['next', 'course_begun', null]);
    expect(first(COURSE, outlook())).toEqual(['missing', 'no_course', null]);
  });
});

describe('Months as a supporter', () => {
  const full = (months: number, from: LocalDate, until: LocalDate, on: LocalDate) => {
    const evidence = [served(diffDays(from, on) + 1)];
    const given = { ...outlook(hint('term', addDays(on, 1), until)), evidence, on };
    return first({ kind: 'supporter_term', months }, given)[2];
  };

  it('are full on the day before their number is over, also at ends of months and in leap years', () => {
    expect(full(6, '2026-06-01', '2029-03-31', ON)).toBe('2026-11-30');
    expect(full(1, '2027-01-31', '2029-03-31', '2027-02-01')).toBe('2027-02-27');
    expect(full(6, '2026-08-31', '2029-03-31', ON)).toBe('2027-02-27');
    expect(full(6, '2027-08-31', '2029-03-31', '2027-11-16')).toBe('2028-02-28');
    expect(full(12, '2028-02-29', '2029-03-31', '2028-03-01')).toBe('2029-02-27');
  });

  it('of two separate times add up as if they were one', () => {
    const evidence = [served(61)];
    const later = hint('term', '2027-04-01', '2030-03-31');
    const on = first(TERM, { ...outlook(later), evidence })[2];
    expect(on).toBe('2027-07-29');
    const two = outlook(hint('term', '2026-11-17', '2026-12-31'), later);
    expect(first(TERM, { ...two, evidence })[2]).toBe('2027-06-15');
  });

  it('that do not fit into the term are no prospect', () => {
    const short = outlook(hint('term', '2026-11-17', '2026-12-31'));
    expect(first(TERM, short)).toEqual(['missing', 'term_too_short', null]);
    expect(first(TERM, outlook())).toEqual(['missing', 'no_term', null]);
  });

  it('are full on the first day on which the rule of eligibility says so', () => {
    const gaps = fc.integer({ min: 0, max: 400 });
    fc.assert(
      fc.property(gaps, gaps, gaps, fc.integer({ min: 1, max: 24 }), (days, gap, start, months) => {
        const on = addDays('2026-01-01', start);
        fc.pre(!hasServed(days, months, on));
        const from = addDays(on, gap + 1);
        const given = outlook(hint('term', from, addDays(from, 1000)));
        const [, , day] = first(
          { kind: 'supporter_term', months },
          { ...given, evidence: [served(days)], on },
        );
        const at = (it: LocalDate) => hasServed(days + diffDays(from, it) + 1, months, it);
        const told = day as LocalDate;
        expect(at(told)).toBe(true);
        expect(told === from || !at(addDays(told, -1))).toBe(true);
      }),
    );
  });
});

describe('Steps', () => {
  const STEPS = [required(RECOMMENDED), required(CONSENT), required(APPROVAL)];
  const days = (given: Partial<Outlook>) => {
    const { parts, readyOn, on } = path(STEPS, given);
    return [...parts.map((part) => part.on), readyOn, on];
  };

  it('take office days, one after the other', () => {
    // 23 November is a holiday, and the office is closed from 29 December to 3 January.
    expect(days({})).toEqual(['2026-11-24', '2026-12-08', '2026-12-22', ON, '2026-12-22']);
  });

  it('that were taken are done; the answer is expected on its last day', () => {
    const nominated: UnderWay = {
      ...{ id: 'n', unitId: 'u', state: 'nominated', consentBy: '2026-11-30' },
    };
    const taken = hint('step_taken', '2026-11-10');
    expect(days({ hints: [taken], underWay: nominated })).toEqual([
      ...['2026-11-10', '2026-11-30', '2026-12-14', ON, '2026-12-14'],
    ]);
    const { parts } = path(STEPS, { hints: [taken], underWay: nominated });
    expect(parts.map(({ state }) => state)).toEqual(['done', 'next', 'next']);
  });

  it('wait for what is still missing: the decision comes last', () => {
    const given = { hints: [{ ...hint('course_due', '2027-03-10'), place: 0 }] };
    const { parts, on } = path([required(COURSE), required(APPROVAL)], given);
    expect([parts[1]?.on, on]).toEqual(['2027-03-25', '2027-03-25']);
    const unknown = path([required(COURSE), required(APPROVAL)], {});
    expect([unknown.parts[1]?.on, unknown.on]).toEqual([null, null]);
  });
});

describe('Groups of the bench', () => {
  const group = (given: Outlook, isAway = false) =>
    benchGroup(path([required(COURSE)], given), isAway, ON);

  it('follow from the day on which everything 必須 is met', () => {
    expect(benchGroup(path([], {}), false, ON)).toBe('ready');
    expect(group(outlook(hint('course_due', '2027-05-16')))).toBe('soon');
    expect(group(outlook(hint('course_due', '2027-05-17')))).toBe('growing');
    expect(group(outlook())).toBe('growing');
    expect(benchGroup(path([], {}), true, ON)).toBe('growing');
  });

  it('leave to be asked what only the person can say', () => {
    const unknown: Judged = { requirement: required(COURSE), state: 'unknown', evidence: null };
    const way = pathOf([unknown], outlook(), { on: ON, calendar });
    expect(way).toMatchObject({ on: null, parts: [{ state: 'ask', why: 'ask' }] });
    expect(benchGroup(way, false, ON)).toBe('soon');
  });
});
