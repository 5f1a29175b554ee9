import type { BaseTexts } from '../base-state.queries';
import { compare } from './compare';
import type { Compared, ComparingOrder } from './protocol';

const UNIT_HEADER = '所属コード,所属名,所属カナ,上位所属コード,種別,有効開始日,有効終了日,並び順';
const HEADER =
  '発令日,職員番号,氏名,フリガナ,所属コード,所属名,職名,兼務区分,任用区分,メールアドレス,採用年月日,退職年月日,状態';
const EMPTY: BaseTexts = { fingerprint: '', units: '[]', people: [], numbers: '[]', titles: '[]' };

type Lists = Partial<Record<'units' | 'postings', Uint8Array>>;
type Case = (rows: number) => Lists & { readonly base?: BaseTexts };

const list = (header: string, lines: readonly string[]) =>
  Buffer.from([header, ...lines, ''].join('\n'));
const times = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => make(index));
const units = (count: number, parent: (index: number) => string, end = '') =>
  list(
    UNIT_HEADER,
    times(count, (at) => `U${at},課${at},,${parent(at)},課,2020/4/1,${end},1`),
  );
const staff = (count: number, line: (index: number) => string) => list(HEADER, times(count, line));
const one = units(1, () => '');

/** The same person (or name, or address) again and again, as far as the case says so. */
const row = (
  at: number,
  { number = 100_000 + at, name = `山田 ${at}`, mail = '', unit = 0 } = {},
) =>
  `2026/4/1,${number},${name},ヤマダ,U${unit},,主事,${unit === 0 ? 0 : 1},正規,${mail},2010/4/1,,在職`;

/** A city of that many people, each in a unit of their own. */
function city(count: number, name: (index: number) => string): BaseTexts {
  const period = { from: '2010-04-01', to: null };
  const always = { from: '0001-01-01', to: null };
  const place = { kana: '', kind: 'division', parentId: null, counts: true, sortOrder: 1 };
  const people = times(count, (at) => ({
    id: `p${at}`,
    staffNumber: `9${at}`,
    numbers: [{ id: `n${at}`, ...always, value: `9${at}` }],
    details: [{ id: `d${at}`, ...always, value: { name: name(at), kana: 'ヤマダ', email: null } }],
    employments: [{ id: `e${at}`, ...period, value: 'regular' }],
    statuses: [],
    postings: [
      {
        ...{ id: `o${at}`, ...period },
        value: { unitId: `u${at}`, kind: 'primary', title: '主事', isManagerial: false },
      },
    ],
  }));
  const known = times(count, (at) => ({
    ...{ id: `u${at}`, code: `U${at}` },
    periods: [{ id: `q${at}`, ...period, value: { name: `課${at}`, ...place } }],
  }));
  return {
    ...EMPTY,
    units: JSON.stringify(known),
    people: [JSON.stringify(people)],
    numbers: JSON.stringify(people.map(({ id, staffNumber }) => [staffNumber, id])),
  };
}

const CASES: Readonly<Record<string, Case>> = {
  'a chain of units': (rows) => ({ units: units(rows, (at) => (at ? `U${at - 1}` : '')) }),
  'a chain of units, the lowest first': (rows) => ({
    units: units(rows, (at) => (at < rows - 1 ? `U${at + 1}` : '')),
  }),
  'a chain below a unit that is not there': (rows) => ({
    units: units(rows, (at) => `U${at + 1}`),
  }),
  'a ring of units': (rows) => ({ units: units(rows, (at) => `U${(at + 1) % rows}`) }),
  'all units below one': (rows) => ({ units: units(rows, (at) => (at ? 'U0' : '')) }),
  'one person in every unit': (rows) => ({
    units: units(rows, () => ''),
    postings: staff(rows, (at) => row(at, { number: 1, name: '山田', unit: at })),
  }),
  'one number in every row': (rows) => ({
    units: one,
    postings: staff(rows, (at) => row(at, { number: 1 })),
  }),
  'one address for all': (rows) => ({
    units: one,
    postings: staff(rows, (at) => row(at, { mail: 'a@example.jp' })),
  }),
  'everybody called like everybody known': (rows) => ({
    postings: staff(rows, (at) => row(at, { name: '山田 太郎' })),
    base: city(rows, () => '山田　太郎'),
  }),
  'every unit at its end, with its people': (rows) => ({
    units: units(rows, () => '', '2026/4/30'),
    base: city(rows, (at) => `山田　${at}`),
  }),
  'something wrong in every line': (rows) => ({
    units: one,
    postings: staff(rows, (at) => (at % 2 ? row(at, { name: '山\u0001田' }) : 'a,b')),
  }),
  'a value of as many lines, each with a fault': (rows) => ({
    units: one,
    postings: staff(1, (at) => row(at, { name: `"${'山\u0001\n'.repeat(rows)}"` })),
  }),
  'a heading of as many columns': (rows) => ({
    postings: list(`${HEADER},${times(rows, (at) => `列${at}`).join(',')}`, ['x']),
  }),
};

function orderOf({ units: unitList, postings, base = EMPTY }: ReturnType<Case>): ComparingOrder {
  const file = (bytes: Uint8Array | undefined) => bytes && { fileName: 'x.csv', bytes };
  return {
    files: { units: file(unitList), postings: file(postings) },
    ...{ base, choices: [], effectiveOn: '2026-04-01', today: '2026-04-01', words: {} },
  };
}

/** CPU time, which does not depend on what else the machine does. */
function cpuOf(order: ComparingOrder): number {
  const begun = process.cpuUsage();
  compare(order);
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1000;
}

describe('Comparing a list of HR', () => {
  // What is quadratic takes a hundred times as long for ten times the rows, and seconds for so many.
  it.each(Object.entries(CASES))('takes time in proportion to its rows: %s', (_, make) => {
    const [few, many] = [orderOf(make(400)), orderOf(make(4_000))];
    cpuOf(few);
    expect(cpuOf(many)).toBeLessThan(Math.max(40 * cpuOf(few), 1_000));
  });

  it('says of a unit too far down that it is, and of those above that they are fine', () => {
    const order = orderOf({ units: units(40, (at) => (at ? `U${at - 1}` : '')) });
    const { summary, problems } = compare(order) as Compared;
    expect(summary.units).toMatchObject({ create: 20, refused: 20 });
    expect(problems['units:22:上位所属コード']).toBe(
      '上位所属をたどると20段を超えます。上位所属コードを直してください。',
    );
  });

  it('refuses a text that is none, and a heading that is none, in words', () => {
    const binary = Buffer.alloc(60_000, Buffer.from([1, 10]));
    expect(compare(orderOf({ postings: binary }))).toEqual({
      isCompared: false,
      fields: { postings: expect.stringContaining('読み取れない文字や目に見えない文字が10,000行') },
    });
    expect(compare(orderOf({ postings: Buffer.from(',x'.repeat(5_000)) }))).toEqual({
      isCompared: false,
      fields: { postings: expect.stringContaining('列「') },
    });
  });
});
