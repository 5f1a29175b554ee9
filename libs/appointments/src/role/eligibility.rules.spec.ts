import type { PersonId } from '@app/platform';
import { type Evidence, hasServed, judge } from './eligibility.rules';
import { impossibleGroups, rolePreview, rolePreviewMark } from './role-preview.rules';
import type { Requirement, Wanted } from './requirement.rules';
import { unmetTexts } from './unmet-texts.rules';

const ON = '2026-11-16';
const CERTIFICATE: Wanted = { kind: 'certificate_held', codes: ['ip'] };
const COURSE: Wanted = { kind: 'course_completed', courseKey: 'dx', isOfYear: false };

const required = (wanted: Wanted, alternative: number | null = null): Requirement => ({
  ...{ wanted, isRequired: true, alternative },
});
const desirable = (wanted: Wanted): Requirement => ({
  ...{ wanted, isRequired: false, alternative: null },
});
const found = (place: number, days: number | null = null): Evidence => ({
  ...{ place, rowId: `row-${String(place)}`, on: '2026-06-01', days },
});
const states = (requirements: readonly Requirement[], evidence: readonly Evidence[]) => {
  const { judged, required: all } = judge(requirements, evidence, ON);
  return [...judged.map(({ state }) => state), all];
};

describe('Eligibility', () => {
  it('says of each requirement whether it is met and by which row', () => {
    const { judged } = judge([required(CERTIFICATE), desirable(COURSE)], [found(1)], ON);
    expect(judged.map(({ state, evidence }) => [state, evidence?.rowId])).toEqual([
      ['not_met', undefined],
      ['met', 'row-1'],
    ]);
  });

  it('asks for everything that is 必須 and for nothing else', () => {
    expect(states([], [])).toEqual(['met']);
    expect(states([desirable(CERTIFICATE)], [])).toEqual(['not_met', 'met']);
    expect(states([required(CERTIFICATE), required(COURSE)], [found(0)])).toEqual([
      'met',
      'not_met',
      'not_met',
    ]);
  });

  it('is content with one of a group', () => {
    const group = [required(CERTIFICATE, 1), required(COURSE, 1)];
    expect(states(group, [found(1)])).toEqual(['not_met', 'met', 'met']);
    expect(states(group, [])).toEqual(['not_met', 'not_met', 'not_met']);
  });

  it('does not know of steps that are still to be taken', () => {
    const consent = required({ kind: 'consent' });
    expect(states([consent, required(CERTIFICATE)], [found(1)])).toEqual([
      'unknown',
      'met',
      'unknown',
    ]);
    expect(states([consent, required(CERTIFICATE)], [])).toEqual(['unknown', 'not_met', 'not_met']);
  });

  it('adds up days in office as if they were one stretch until the day', () => {
    const year = required({ kind: 'supporter_term', months: 12 });
    expect(states([year], [found(0, 365)])).toEqual(['met', 'met']);
    expect(states([year], [found(0, 364)])).toEqual(['not_met', 'not_met']);
    // The last of a year's days counts, and in a leap year it is one more.
    expect([hasServed(365, 12, '2028-02-29'), hasServed(366, 12, '2028-02-29')]).toEqual([
      false,
      true,
    ]);
    expect(hasServed(0, 1, ON)).toBe(false);
  });
});

describe('The preview of a version', () => {
  const [one, two, three] = ['p1', 'p2', 'p3'] as readonly PersonId[] as [string, string, string];
  const requirements = [required(CERTIFICATE), desirable(COURSE), required({ kind: 'consent' })];
  const judged = new Map([
    [one, judge(requirements, [found(0)], ON)],
    [two, judge(requirements, [found(1)], ON)],
    [three, judge(requirements, [], ON)],
  ]);
  const preview = rolePreview(requirements, judged, [
    { name: '総務課', personIds: [one, three] },
    { name: '税務課', personIds: [two] },
  ]);

  it('counts who has all that records can tell, in the city and in each unit', () => {
    expect(preview).toMatchObject({
      people: 3,
      meeting: 1,
      units: [
        { name: '総務課', people: 2, meeting: 1 },
        { name: '税務課', people: 1, meeting: 0 },
      ],
      groups: [
        { meeting: 1, unmetUnits: ['税務課'] },
        { meeting: 1, unmetUnits: ['総務課'] },
      ],
    });
  });

  it('warns of what is 必須 and met by nobody of a unit', () => {
    expect(impossibleGroups(preview).map(({ unmetUnits }) => unmetUnits)).toEqual([['税務課']]);
  });

  it('has a mark that changes with the version and with the units, not with how many meet it', () => {
    const mark = (version: object, units = preview) => rolePreviewMark(version, units);
    const fewer = { ...preview, meeting: 0 };
    expect(mark({ version: 2 }, fewer)).toBe(mark({ version: 2 }));
    expect(mark({ version: 3 })).not.toBe(mark({ version: 2 }));
    expect(mark({ version: 2 }, { ...preview, groups: [] })).not.toBe(mark({ version: 2 }));
  });
});

describe('What is missing, in words', () => {
  const names = { courses: new Map([['dx', 'DX']]), certifications: new Map([['ip', 'IP']]) };
  const texts = (requirements: readonly Requirement[], evidence: readonly Evidence[]) =>
    unmetTexts(judge(requirements, evidence, ON).judged, names);

  it('names what is 必須 and not met, and the steps apart', () => {
    const asked = [required(CERTIFICATE), required({ kind: 'consent' }), desirable(COURSE)];
    expect(texts(asked, [])).toEqual({ missing: ['資格: IP'], steps: ['本人の同意'] });
    expect(texts(asked, [found(0)])).toEqual({ missing: [], steps: ['本人の同意'] });
  });

  it('names those of which one would be enough together', () => {
    const group = [required(CERTIFICATE, 1), required(COURSE, 1)];
    expect(texts(group, []).missing).toEqual(['資格: IPか講座「DX」の修了(いつの修了でもよい)']);
    expect(texts(group, [found(1)])).toEqual({ missing: [], steps: [] });
    const either = [required(CERTIFICATE, 1), required({ kind: 'approval' }, 1)];
    expect(texts(either, [])).toEqual({ missing: [], steps: ['DX推進室の承認'] });
  });
});
