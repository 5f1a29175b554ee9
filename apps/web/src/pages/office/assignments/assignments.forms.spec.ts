import { assignmentForm } from './assignments.forms';

const typed = {
  courseKey: 'security',
  fiscalYear: '2026',
  audience: 'all_staff',
  isMandatory: 'yes',
  repeatsYearly: 'no',
  dueOn: '2027-01-29',
  reason: ' 毎年度の研修 ',
};

const errorsOf = (body: object) =>
  assignmentForm.safeParse(body).error?.issues.map((issue) => String(issue.path[0])) ?? [];

describe('assignmentForm', () => {
  it('gives the input of the command', () => {
    expect(assignmentForm.parse(typed)).toEqual({
      courseKey: 'security',
      fiscalYear: 2026,
      audience: { kind: 'all_staff' },
      isMandatory: true,
      repeatsYearly: false,
      dueOn: '2027-01-29',
      reason: '毎年度の研修',
      acceptedOverlaps: [],
    });
  });

  it('takes the overlapping assignments that were shown, and nothing that is no list of them', () => {
    const [one, two] = [
      '4f3ba6d4-51c9-4f3a-9d5e-0a5f3f5f0001',
      '4f3ba6d4-51c9-4f3a-9d5e-0a5f3f5f0002',
    ];
    const accepted = (acceptedOverlaps: unknown) =>
      assignmentForm.parse({ ...typed, acceptedOverlaps }).acceptedOverlaps;
    expect(accepted(`${one},${two}`)).toEqual([one, two]);
    expect(accepted('yes')).toEqual([]);
    expect(accepted(['x'])).toEqual([]);
  });

  it.each(['1e3', '0x7ea', '2026.0', '20260', '', '1899', '-2026'])(
    'refuses %j as a fiscal year, at its field',
    (fiscalYear) => {
      expect(errorsOf({ ...typed, fiscalYear })).toEqual(['fiscalYear']);
    },
  );

  it('reads a fiscal year in wide digits', () => {
    expect(assignmentForm.parse({ ...typed, fiscalYear: ' ２０２６ ' }).fiscalYear).toBe(2026);
  });

  it('reads staff numbers in any notation, each once, with their zeros', () => {
    const staffNumbers = '０００１２３\n000456、000123 000789,\n';
    expect(assignmentForm.parse({ ...typed, audience: 'persons', staffNumbers }).audience).toEqual({
      kind: 'persons',
      staffNumbers: ['000123', '000456', '000789'],
    });
  });

  it.each([
    [{ audience: 'org_unit' }, 'orgUnitId'],
    [{ audience: 'persons', staffNumbers: ' , ' }, 'staffNumbers'],
    [{ audience: 'everyone' }, 'audience'],
    [{ dueOn: '2027-02-30' }, 'dueOn'],
    [{ reason: '  ' }, 'reason'],
    [{ courseKey: ['a', 'b'] }, 'courseKey'],
    [{ isMandatory: 'true' }, 'isMandatory'],
  ])('refuses %j at the field %s', (facts, field) => {
    expect(errorsOf({ ...typed, ...facts })).toEqual([field]);
  });
});
