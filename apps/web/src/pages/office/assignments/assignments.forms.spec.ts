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
    });
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
