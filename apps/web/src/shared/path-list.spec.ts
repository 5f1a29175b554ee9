import {
  lackTexts,
  needText,
  type NeedAsked,
  type Requirement,
  type RolePath,
} from '@app/appointments';
import { pathList } from './path-list';

const asked = (alternative: number | null, isMet = false, isRequired = true): NeedAsked => ({
  requirement: { wanted: { kind: 'consent' }, isRequired, alternative },
  isMet,
});
const told = (...all: readonly NeedAsked[]) => all.map((it) => needText(it, all));

describe('What a requirement is beside the others', () => {
  it('is 必須 or 望ましい by itself', () => {
    expect(told(asked(null), asked(null, true, false), asked(1))).toEqual([
      ...['必須', '望ましい', '必須'],
    ]);
  });

  it('is one of several, and says when another one is enough', () => {
    expect(told(asked(1), asked(1))).toEqual(['必須(どれか1つ)', '必須(どれか1つ)']);
    expect(told(asked(1, true), asked(1))).toEqual([
      ...['必須(どれか1つ)', '必須(どれか1つ。ほかの要件で足りています)'],
    ]);
    expect(told(asked(4), asked(2), asked(4), asked(2))).toEqual([
      ...[
        '必須(どれか1つ・組1)',
        '必須(どれか1つ・組2)',
        '必須(どれか1つ・組1)',
        '必須(どれか1つ・組2)',
      ],
    ]);
  });

  it('is said in a table of one’s own, and what is not needed is not lacking', () => {
    const names = { courses: new Map(), certifications: new Map([['ip', 'ITパスポート']]) };
    const part = (wanted: Requirement['wanted'], isDone: boolean) => ({
      requirement: { wanted, isRequired: false, alternative: 1 },
      ...{ state: isDone ? ('done' as const) : ('missing' as const), evidence: null },
      ...{ why: isDone ? ('met' as const) : ('no_exam' as const), from: null, on: null },
    });
    const parts = [
      part({ kind: 'supporter_term', months: 6 }, true),
      part({ kind: 'certificate_held', codes: ['ip'] }, false),
    ];
    const path: RolePath = { parts, barred: [], readyOn: null, on: null };
    expect(lackTexts(path, names)).toEqual([]);
    const need = pathList(parts, names).columns.find(({ key }) => key === 'need');
    expect(need?.dropsWhenConstant).toBe(false);
    expect(parts.map((it) => need?.value(it))).toEqual([
      ...['望ましい(どれか1つ)', '望ましい(どれか1つ。ほかの要件で足りています)'],
    ]);
  });
});
