import fc from 'fast-check';
import type { LocalDate } from '@app/platform';
import {
  type CertificationFacts,
  certificationKey,
  circleFrom,
  codeProblem,
  type DatedNames,
  factProblems,
  namesOf,
  sharedNameFrom,
  versionsOn,
} from './certification.rules';

const TODAY: LocalDate = '2026-11-16';
const FACTS: CertificationFacts = {
  ...{ name: '応用情報技術者試験', shortName: '応用情報', kind: 'national', issuer: 'IPA' },
  ...{ level: 3, feeYen: 7500, renewalKind: 'none', renewalYears: null, renewalWindowDays: null },
  ...{ evidence: ['pass_certificate'], url: 'https://www.ipa.go.jp/shiken/', aliases: ['AP'] },
  ...{ countsAs: ['fe'], firstExamOn: null, lastExamOn: null, successorCode: null, unsure: null },
  factsOf: '2026-11-01',
};

const version = (
  code: string,
  validFrom: LocalDate,
  countsAs: readonly string[],
  names: Partial<DatedNames> = {},
): DatedNames => ({
  ...{ code, validFrom, countsAs, name: `${code}の試験`, shortName: code, aliases: [] },
  ...names,
});

describe('A name of a qualification', () => {
  it('is the same in whatever width, case and spacing', () => {
    for (const text of ['ITパスポート', 'ＩＴパスポート', 'it ﾊﾟｽﾎﾟｰﾄ', 'IT・パスポート'])
      expect(certificationKey(text)).toBe('itパスポート');
    expect(certificationKey('・-')).toBe('');
  });

  it('stands once among the names', () => {
    const names = namesOf({
      name: 'G検定',
      shortName: 'Ｇ検定',
      aliases: ['JDLA G検定', 'g 検定'],
    });
    expect(names.map(({ alias }) => alias)).toEqual(['G検定', 'JDLA G検定']);
  });

  it('is one qualification’s, on every day from the first of a version on', () => {
    const all = [
      version('a', '2000-01-01', [], { aliases: ['あ'] }),
      version('a', '2027-04-01', []),
      version('b', '2000-01-01', []),
    ];
    const planned = (from: LocalDate) => [
      ...all,
      version('b', from, [], { aliases: ['ア', 'あ'] }),
    ];
    expect(sharedNameFrom(planned('2026-12-01'), 'b', '2026-12-01')).toEqual({
      alias: 'あ',
      otherName: 'aの試験',
    });
    expect(sharedNameFrom(planned('2027-04-01'), 'b', '2027-04-01')).toBeNull();
  });
});

describe('The facts of a qualification', () => {
  it.each<[Partial<CertificationFacts>, string]>([
    [{ name: '' }, 'name'],
    [{ shortName: '・' }, 'shortName'],
    [{ issuer: 'x'.repeat(61) }, 'issuer'],
    [{ level: 8 }, 'level'],
    [{ feeYen: -1 }, 'feeYen'],
    [{ renewalKind: 'fixed_term' }, 'renewalYears'],
    [{ renewalYears: 3 }, 'renewalYears'],
    [{ renewalWindowDays: 60 }, 'renewalWindowDays'],
    [{ renewalKind: 'continuing_education', renewalWindowDays: 0 }, 'renewalWindowDays'],
    [{ evidence: [] }, 'evidence'],
    [{ url: 'javascript:alert(1)' }, 'url'],
    [{ aliases: ['', 'x'] }, 'aliases'],
    [{ unsure: 'x'.repeat(101) }, 'unsure'],
    [{ successorCode: 'pd' }, 'lastExamOn'],
    [{ firstExamOn: '2027-04-01', lastExamOn: '2027-03-31' }, 'lastExamOn'],
    [{ factsOf: '2026-11-17' }, 'factsOf'],
    [{ factsOf: '2099-01-01' }, 'factsOf'],
  ])('%j is refused at %s', (change, field) => {
    expect(Object.keys(factProblems({ ...FACTS, ...change }, TODAY))).toEqual([field]);
  });

  it('may be certain or not, and end or not', () => {
    for (const change of [
      {},
      { level: null, feeYen: null, url: null },
      { renewalKind: 'continuing_education' },
      { renewalKind: 'fixed_term', renewalYears: 3, renewalWindowDays: 60 },
      { lastExamOn: '2027-03-31', successorCode: 'pd' },
      { unsure: '受験料' },
    ] as const)
      expect(factProblems({ ...FACTS, ...change }, TODAY)).toEqual({});
  });

  it('have a code that an address and a file can carry', () => {
    expect(['ip', 'g-kentei', 'x2'].map(codeProblem)).toEqual([null, null, null]);
    for (const code of ['', 'IP', '2x', 'ａ', 'a b', 'new', `a${'b'.repeat(30)}`])
      expect(codeProblem(code)).toContain('コードは');
  });
});

describe('What counts as what', () => {
  const STAIRS = [
    version('ip', '2000-01-01', []),
    version('fe', '2000-01-01', ['ip']),
    version('ap', '2000-01-01', ['fe']),
  ];

  it('is read of the version of the day', () => {
    const all = [...STAIRS, version('ap', '2027-04-01', [])];
    const on = (day: LocalDate) => versionsOn(all, day).find(({ code }) => code === 'ap')?.countsAs;
    expect([on('1999-12-31'), on('2027-03-31'), on('2027-04-01')]).toEqual([undefined, ['fe'], []]);
  });

  it('never goes round, neither at once nor over others', () => {
    expect(circleFrom(STAIRS, '2026-01-01')).toBeNull();
    const own = [...STAIRS, version('sg', '2026-12-01', ['sg'])];
    expect(circleFrom(own, '2026-12-01')).toEqual(['sg', 'sg']);
    const round = [...STAIRS, version('ip', '2026-12-01', ['ap'])];
    expect(circleFrom(round, '2026-12-01')).toHaveLength(4);
  });

  it('is looked at on every later day, also on which another one changes', () => {
    const planned = [
      ...STAIRS,
      version('ap', '2027-04-01', []),
      version('ip', '2027-04-01', ['ap']),
    ];
    expect(circleFrom(planned, '2026-12-01')).toBeNull();
    const late = [...planned, version('ap', '2028-04-01', ['fe'])];
    expect(circleFrom(late, '2026-12-01')).not.toBeNull();
    // What was settled before is nobody's question any more.
    const early = [...STAIRS, version('ip', '2026-01-01', ['ap']), version('ip', '2026-06-01', [])];
    expect(circleFrom(early, '2026-06-01')).toBeNull();
  });

  it('goes round only where there is a way back', () => {
    const codes = ['a', 'b', 'c', 'd', 'e'];
    // Whatever counts only as what comes before it in a row cannot go round.
    const below = fc.tuple(...codes.map((_, index) => fc.subarray(codes.slice(0, index))));
    fc.assert(
      fc.property(below, (edges) => {
        const all = codes.map((code, index) => version(code, '2000-01-01', edges[index] ?? []));
        expect(circleFrom(all, '2026-01-01')).toBeNull();
      }),
    );
  });
});
