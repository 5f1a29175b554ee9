import fc from 'fast-check';
import type { BaseState } from './base-state';
import { effectiveDayOf, makePlan } from './make-plan.rules';
import { NO_CHOICES } from './number-pairs.rules';
import { readPostingRows } from './posting-rows.rules';
import { type ImportFiles, readFiles } from './read-files';
import { readUnitRows } from './unit-rows.rules';

const EMPTY: BaseState = {
  fingerprint: '',
  units: [],
  people: [],
  personIds: new Map(),
  managerialTitles: new Map(),
  roles: [],
};
const csv = (...lines: string[]) => ({
  fileName: 'a.csv',
  bytes: Buffer.from([...lines, ''].join('\n')),
});
const unitsFile = (from: string, to: string) =>
  csv(
    '所属コード,所属名,所属カナ,上位所属コード,種別,有効開始日,有効終了日,並び順',
    `10,甲課,,,課,${from},${to},1`,
  );
const staffFile = (row: { on: string; hired: string; left: string; state: string }) =>
  csv(
    '発令日,職員番号,氏名,フリガナ,所属コード,所属名,職名,兼務区分,任用区分,メールアドレス,採用年月日,退職年月日,状態',
    `${row.on},001,山田 太郎,ヤマダ タロウ,10,甲課,主事,0,正規,,${row.hired},${row.left},${row.state}`,
  );

const planOf = (input: ImportFiles) => {
  const source = readFiles(input);
  const files = {
    source,
    units: source.units && readUnitRows(source.units.rows),
    postings: source.postings && readPostingRows(source.postings.rows),
  };
  const effectiveOn = effectiveDayOf(files) ?? '2026-04-01';
  const basis = { base: EMPTY, effectiveOn, today: '2026-04-01', choices: NO_CHOICES } as const;
  return makePlan(files, { ...basis, isPart: false, isScreen: false });
};
const ANY_TIME = { units: unitsFile('2000/4/1', ''), state: '在職' };
const problems = (input: ImportFiles) =>
  planOf(input).items.flatMap((item) =>
    item.problems.map(({ column, reason }) => `${item.line} ${column ?? ''} ${reason}`),
  );

const EDGES = ['9999/12/31', '99999999', '0001/01/01', '0000/01/01', '1867/12/31', '2200/1/1'];
const anyDay = fc.oneof(
  fc.constantFrom(...EDGES, ''),
  fc
    .record({
      year: fc.integer({ min: 0, max: 9999 }),
      month: fc.integer({ min: 0, max: 13 }),
      day: fc.integer({ min: 0, max: 32 }),
    })
    .map(({ year, month, day }) => `${String(year).padStart(4, '0')}/${month}/${day}`),
  fc
    .tuple(fc.constantFrom('M', 'T', 'S', 'H', 'R', '令和'), fc.integer({ min: 0, max: 99 }))
    .map(([era, year]) => `${era}${year}.4.1`),
);

describe('Days in HR’s files', () => {
  it('of whatever year make a plan, with the row accepted or refused in words', () => {
    fc.assert(
      fc.property(
        fc.record({ on: anyDay, hired: anyDay, left: anyDay, from: anyDay, to: anyDay }),
        fc.constantFrom('在職', '退職', '休職'),
        ({ from, to, ...days }, state) => {
          const plan = planOf({
            units: unitsFile(from, to),
            postings: staffFile({ ...days, state }),
          });
          const refused = plan.items.filter((item) => item.verdict === 'refused');
          expect(plan.items).toHaveLength(2);
          for (const item of refused) expect(item.problems.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it.each(['9999/12/31', '9999-12-31', '99991231', '99999999', '9999年12月31日'])(
    '%s in the column of an end says that there is none',
    (endless) => {
      const plan = planOf({
        units: unitsFile('2000/4/1', endless),
        postings: staffFile({ on: '2026/4/1', hired: '', left: endless, state: '在職' }),
      });
      expect(plan.summary).toMatchObject({ units: { refused: 0 }, postings: { refused: 0 } });
      expect(plan.operations.unitPeriods.insert).toMatchObject([{ valid_to: null }]);
      expect(plan.operations.employments.insert).toMatchObject([{ valid_to: null }]);
    },
  );

  it('nobody left without an end', () => {
    const left = { on: '2026/4/1', hired: '2000/4/1', left: '9999/12/31', state: '退職' };
    expect(problems({ units: ANY_TIME.units, postings: staffFile(left) })).toEqual([
      '2 退職年月日 状態は「退職」ですが、終わりのない日(9999/12/31)です。状態か日付を直してください。',
    ]);
  });

  it.each([
    ['採用年月日', { hired: '9999/12/31' }],
    ['採用年月日', { hired: '0001/1/1' }],
    ['退職年月日', { left: '2999/12/31' }],
    ['発令日', { on: '9999/12/31' }],
  ])('another day that nobody can mean is refused at the row and %s', (column, over) => {
    const row = { on: '2026/4/1', hired: '2000/4/1', left: '', state: '在職', ...over };
    const typed = Object.values(over)[0] ?? '';
    expect(problems({ units: ANY_TIME.units, postings: staffFile(row) })).toEqual([
      `2 ${column} 1868年から2199年までの日付ではありません(「${typed}」)。年を確かめてください。`,
    ]);
  });
});
