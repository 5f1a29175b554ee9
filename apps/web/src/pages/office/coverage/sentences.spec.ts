import type { CityCoverage, CountingRule, UnitCoverage } from '@app/coverage';
import { peopleView, unitsView } from './people.views';
import { rulesView } from './rules.views';
import { vacanciesView } from './vacancies.views';

const TODAY = '2026-11-16';
const RULE: CountingRule = {
  version: 3,
  validFrom: '2026-04-01',
  validUntil: null,
  note: '',
  leaderPostingKinds: ['primary'],
  includeUnitsBelow: true,
  excludeAbsent: true,
  minimumLeaders: 1,
  holderCertificationCodes: ['ip'],
  holderEquivalents: false,
  mandatoryEmploymentTypes: ['regular'],
  regularEmploymentTypes: ['regular'],
};

describe('The sentence above the units without anybody', () => {
  const UNIT = { id: 'u', name: '税務課', code: '0110', responsible: null };
  it.each([
    [TODAY, [], 'DX推進リーダーがいない課はありません。'],
    ['2026-04-01', [], 'DX推進リーダーがいない課はありませんでした。'],
    [
      TODAY,
      [{ unit: UNIT, since: null, days: null, heldFrom: null }],
      'DX推進リーダーがいない課は1課です。一度も置いたことがないのは1課です。',
    ],
    [
      '2026-04-01',
      [
        { unit: UNIT, since: null, days: null, heldFrom: null },
        { unit: UNIT, since: '2026-03-30', days: 2, heldFrom: null },
      ],
      'DX推進リーダーがいない課は2課でした。いちばん長い空白は、税務課の2日でした。一度も置いたことがないのは1課でした。',
    ],
  ] as const)('as of %s', (asOf, rows, sentence) => {
    const day = { asOf, today: TODAY } as const;
    const frame = { ...day, role: 'leader', roles: ['leader'], seesAhead: true };
    const seesTeam = () => false;
    expect(vacanciesView(rows as never, { ...frame, seesTeam }).summary).toBe(sentence);
  });
});

describe('The sentence of the people behind a number', () => {
  it.each([
    [TODAY, 0, '令和8年11月16日現在、市全体のITパスポート取得者(確認済み)はいません。'],
    [TODAY, 1, '令和8年11月16日現在、市全体のITパスポート取得者(確認済み)は1名です。'],
    [TODAY, 1234, '令和8年11月16日現在、市全体のITパスポート取得者(確認済み)は1,234名です。'],
    ['2026-04-01', 0, '令和8年4月1日現在、市全体のITパスポート取得者(確認済み)はいませんでした。'],
    ['2026-04-01', 23, '令和8年4月1日現在、市全体のITパスポート取得者(確認済み)は23名でした。'],
    [
      '2027-04-01',
      0,
      '今の登録のまま進んだ場合、令和9年4月1日現在、市全体のITパスポート取得者(確認済み)はいません。',
    ],
  ] as const)('as of %s with %d', (asOf, total, sentence) => {
    const found = {
      ...{ total, people: [], leftOut: [], leftOutTotal: 0, leftOutByReason: [] },
      ...{ unitName: null, courseTitle: null, rule: RULE },
    };
    const frame = { figure: 'holders', place: {}, asOf, today: TODAY, page: 1 };
    expect(peopleView(found as never, frame as never).summary).toBe(sentence);
  });
});

describe('The sentence of the units behind a number', () => {
  const apart = { state: 'apart' } as UnitCoverage;
  it.each([
    [TODAY, '令和8年11月16日現在、充足している課はありません。'],
    ['2026-04-01', '令和8年4月1日現在、充足している課はありませんでした。'],
    ['2027-04-01', '今の登録のまま進んだ場合、令和9年4月1日現在、充足している課はありません。'],
  ] as const)('as of %s with none', (asOf, sentence) => {
    const city = { asOf, rule: RULE, units: [apart] } as unknown as CityCoverage;
    const view = unitsView(city, 'units_covered', { today: TODAY, seesAhead: true });
    expect(view.summary).toBe(sentence);
  });
});

describe('The sentence of 数え方', () => {
  it.each([
    [TODAY, RULE, '令和8年11月16日の数字は、数え方 第3版(令和8年4月1日から)で数えています。'],
    [
      '2027-04-01',
      { ...RULE, version: 4, validFrom: '2027-04-01' },
      '令和9年4月1日の数字は、数え方 第4版(令和9年4月1日から)で数えています。',
    ],
  ] as const)('as of %s', (asOf, rule, sentence) => {
    expect(rulesView({ rule, rules: [rule], targets: [] }, asOf).summary).toBe(sentence);
  });
});
