import {
  readWanted,
  type Requirement,
  requirementGroups,
  requirementProblems,
  type RequirementNames,
  type Wanted,
  wantedCode,
  wantedShort,
  wantedText,
} from './requirement.rules';

const NAMES: RequirementNames = {
  courses: new Map([['infosec', '情報セキュリティ']]),
  certifications: new Map([
    ['ip', 'ITパスポート'],
    ['fe', '基本情報技術者'],
  ]),
};
const COURSE: Wanted = { kind: 'course_completed', courseKey: 'infosec', isOfYear: true };
const EVERY: readonly (readonly [Wanted, string])[] = [
  [COURSE, '講座「情報セキュリティ」の修了(その年度の版)'],
  [{ ...COURSE, isOfYear: false }, '講座「情報セキュリティ」の修了(いつの修了でもよい)'],
  [{ kind: 'certificate_held', codes: ['ip'] }, '資格: ITパスポート'],
  [{ kind: 'certificate_held', codes: ['ip', 'fe'] }, '資格: ITパスポート・基本情報技術者のどれか'],
  [
    { kind: 'certificate_held', codes: ['ip'], orEquivalent: true },
    '資格: ITパスポートか、それとして数える資格',
  ],
  [{ kind: 'supporter_term', months: 18 }, 'DXサポーターの経験 18か月以上'],
  [{ kind: 'supporter_term', months: 24 }, 'DXサポーターの経験 2年以上'],
  [{ kind: 'employment_type', types: ['regular', 'reappointed'] }, '任用形態: 正規・再任用'],
  [{ kind: 'recommendation' }, '所属長の推薦'],
  [{ kind: 'consent' }, '本人の同意'],
  [{ kind: 'approval' }, 'DX推進室の承認'],
];

describe('What a role can ask for', () => {
  it.each(EVERY)('is one text in a form and in an address: %j', (wanted, text) => {
    expect(readWanted(wantedCode(wanted))).toEqual(wanted);
    expect(wantedText(wanted, NAMES)).toBe(text);
  });

  it.each([
    '',
    'x',
    'consent:ip',
    'course_completed',
    'course_completed:infosec',
    'course_completed::year',
    'course_completed:infosec:sometime',
    'course_completed:infosec:year:x',
    'certificate_held',
    'certificate_held:ip:x',
    'certificate_held:ip:or-equivalent:x',
    'supporter_term:0',
    'supporter_term:121',
    'supporter_term:1e1',
    'employment_type:',
    'employment_type:king',
    'employment_type:regular+regular',
  ])('is nothing else: %s', (code) => {
    expect(readWanted(code)).toBeNull();
  });

  it('is shorter in a list of what somebody has', () => {
    expect(wantedShort(COURSE, NAMES)).toBe('「情報セキュリティ」の修了');
    expect(wantedShort({ kind: 'certificate_held', codes: ['ip'] }, NAMES)).toBe('ITパスポート');
    expect(wantedShort({ kind: 'consent' }, NAMES)).toBe('本人の同意');
  });

  it('is told by its code where nobody knows its name', () => {
    expect(wantedText({ ...COURSE, courseKey: 'gone' }, NAMES)).toContain('「gone」');
    expect(wantedText({ kind: 'certificate_held', codes: ['gone'] }, NAMES)).toBe('資格: gone');
  });
});

describe('Requirements together', () => {
  const asked = (wanted: Wanted, alternative: number | null, isRequired = true): Requirement => ({
    ...{ wanted, alternative, isRequired },
  });
  const [consent, approval] = [{ kind: 'consent' } as const, { kind: 'approval' } as const];

  it('are asked for by themselves, or one of a group is enough', () => {
    const [a, b, c] = [asked(COURSE, 1), asked(consent, null), asked(approval, 1)];
    expect(requirementGroups([a, b, c])).toEqual([[a, c], [b]]);
    expect(requirementProblems([a, b, c], [1, 2, 3])).toEqual({});
  });

  it('are each named once, and a group is 必須 or not', () => {
    const one = asked(consent, null);
    expect(requirementProblems([one, asked(consent, 1), one], [1, 4, 6])).toEqual({
      wanted4: '要件4は、要件1と同じです。',
      wanted6: '要件6は、要件1と同じです。',
    });
    expect(requirementProblems([asked(consent, 1), asked(approval, 1, false)], [2, 5])).toEqual({
      need5:
        '要件5と、同じ組の要件2とで、必須と望ましいが混ざっています。組の中はどちらかにそろえてください。',
    });
    expect(requirementProblems([asked(consent, 1), asked(approval, 2, false)], [1, 2])).toEqual({});
  });
});
