import { ancestorsOf, codesThatCount, unitKindOf, type UnitPlace } from './unit.rules';

describe('unitKindOf', () => {
  it.each([
    ['bureau', '監査委員事務局', 'committee_secretariat'],
    ['bureau', '選挙管理委員会事務局', 'committee_secretariat'],
    ['bureau', '議会事務局', 'assembly_secretariat'],
    ['bureau', '上下水道局', 'bureau'],
    ['department', '教育委員会事務局', 'department'],
    ['division', '農業委員会事務局', 'committee_secretariat'],
    ['facility', '議会事務局', 'facility'],
    ['office', 'DX推進室', 'office'],
  ] as const)('reads %s 「%s」 as %s', (kind, name, expected) => {
    expect(unitKindOf(kind, name)).toBe(expected);
  });
});

describe('codesThatCount', () => {
  const place = (code: string, kind: UnitPlace['kind'], parentCode: string | null = null) => ({
    code,
    kind,
    parentCode,
  });

  it('counts every 課 and 室, also a 室 below a 課', () => {
    const units = [
      place('1', 'department'),
      place('2', 'division', '1'),
      place('3', 'office', '2'),
    ];
    expect([...codesThatCount(units)]).toEqual(['2', '3']);
  });

  it('counts a 局 or a secretariat only without a 課 anywhere below it', () => {
    const units = [
      place('a', 'bureau'),
      place('a1', 'section', 'a'),
      place('a2', 'division', 'a1'),
      place('b', 'bureau'),
      place('b1', 'section', 'b'),
      place('c', 'assembly_secretariat'),
      place('d', 'committee_secretariat'),
      place('d1', 'office', 'd'),
    ];
    expect([...codesThatCount(units)]).toEqual(['a2', 'b', 'c', 'd1']);
  });

  it('never counts 部, 係, 支所 and 施設', () => {
    const kinds = ['department', 'section', 'branch', 'facility'] as const;
    expect(codesThatCount(kinds.map((kind, index) => place(String(index), kind))).size).toBe(0);
  });
});

describe('ancestorsOf', () => {
  it('goes up, and stops where the tree runs in a circle', () => {
    const parents = new Map([
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'b'],
    ]);
    expect(ancestorsOf('a', parents)).toEqual(['b', 'c']);
    expect(ancestorsOf('b', parents)).toEqual(['c']);
  });
});
