import { listParts, ROSTER_IN_FILES, type RowFormat } from '@app/exports';
import { OrganizationImports, RosterQueries, type RosterRow } from '@app/organization';
import { seededNumbers } from '@app/platform';
import { FiledCity, type StaffRow, type UnitFileRow } from '../support/filed-city';
import { PROOF } from '../support/proof';

const SEEDS = Array.from({ length: PROOF ? 20 : 2 }, (_, at) => at + 1);
const FORMATS = ['csv', 'cp932', 'xlsx'] as const;
const TODAY = '2026-11-16';
/** Signs that CP932 has; of several widths, with marks, long ones. */
const PLAIN = [
  '髙﨑　花子',
  '山田 太郎',
  "オ'ブライエン　メアリ",
  'ﾔﾏﾀﾞ　ﾊﾅ',
  '佐藤',
  'が　ぎ',
  '=鈴木　一',
  `長${'名'.repeat(80)}`,
];
const BEYOND = ['𠮷田　太郎', '渡邉\u{E0100}　花子', '𩸽　茂', 'Müller　Ana'];

const KANA = Array.from('アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミム');

/** What is saved from the product and read again changes nothing, whoever works there and in whatever form it was saved. */
describe.each(SEEDS)('The roster of a drawn city (seed %i)', (seed) => {
  let city: FiledCity;
  let next: () => number;

  beforeEach(async () => {
    city = await FiledCity.start();
    next = seededNumbers(seed * 104_729);
  });

  afterEach(() => city.close());

  const chance = (share: number) => next() < share;
  const oneOf = <Item>(items: readonly Item[]): Item =>
    items[Math.floor(next() * items.length)] as Item;

  const units: readonly UnitFileRow[] = [
    { code: '0100', name: '総務部', kind: '部' },
    { code: '0110', name: '税務課', parent: '0100' },
    { code: '0111', name: '市民税係', parent: '0110', kind: '係' },
    { code: '0112', name: '資産税係', parent: '0110', kind: '係' },
    { code: 'Z-9', name: '吉野支所', kind: '支所' },
  ];

  const people = (names: readonly string[]): readonly StaffRow[] =>
    Array.from({ length: 30 }, (_, at) => String(at + 1).padStart(5, '0')).flatMap((number) => {
      const { code } = oneOf(units);
      const other = oneOf(units.filter((unit) => unit.code !== code)).code;
      const person = {
        ...{ number, name: names[Number(number) % names.length] ?? '' },
        kana: Number(number) % 4 === 0 ? '' : `カナ　${KANA[Number(number)] ?? ''}`,
        ...{ title: oneOf(['課長', '主事', '']), type: oneOf(['正規', '再任用', '会計年度任用']) },
        ...{ left: chance(0.2) ? '2027-03-31' : '', hired: oneOf(['1990-04-01', '2026-04-01']) },
        status: oneOf(['在職', '在職', '育休', '休職', '派遣']),
      };
      const posts = chance(0.3) ? [{ unit: code }, { unit: other, kind: '1' }] : [{ unit: code }];
      return posts.map((post) => ({ ...person, ...post }));
    });

  const saved = async (
    format: RowFormat,
  ): Promise<{ rows: readonly RosterRow[]; bytes: Buffer }> => {
    const rows = await city.lib.get(RosterQueries).listRoster(city.office, TODAY);
    const slices = (async function* () {
      yield await Promise.resolve(rows);
    })();
    const parts: Uint8Array[] = [];
    for await (const part of listParts(
      { list: ROSTER_IN_FILES, title: '職員の名簿', slices },
      format,
    ))
      parts.push(part);
    return { rows, bytes: Buffer.concat(parts) };
  };

  const readAgain = async (format: RowFormat) => {
    const { rows, bytes } = await saved(format);
    const fileName = `meibo.${format === 'xlsx' ? 'xlsx' : 'csv'}`;
    const plan = await city.lib.get(OrganizationImports).planOf({ postings: { fileName, bytes } });
    return { rows, plan };
  };

  /** Some have another number by now, some were changed since. */
  const build = async (names: readonly string[]) => {
    const first = people(names);
    await city.load('2026-04-01', units, first);
    const later = people(names).filter(({ number }) => Number(number) % 10 !== seed);
    const renumbered = [...new Set(first.map(({ number }) => number))]
      // Of somebody without a reading, or gone from the file, nothing is chosen.
      .filter((number) => Number(number) % 4 > 0 && later.some((row) => row.number === number))
      .slice(0, 3);
    const known = new Map(renumbered.map((number) => [number, `9${number}`]));
    await city.load(
      '2026-10-01',
      [],
      later.map((row) => ({ ...row, number: known.get(row.number) ?? row.number })),
      Object.fromEntries(renumbered.map((number) => [`9${number}`, number])),
    );
  };

  it.each(FORMATS)('comes back as %s and changes nothing', async (format) => {
    await build(format === 'cp932' ? PLAIN : [...PLAIN, ...BEYOND]);
    const { rows, plan } = await readAgain(format);
    expect(rows.length).toBeGreaterThan(20);
    expect(plan.items.filter(({ verdict }) => verdict !== 'unchanged')).toEqual([]);
    const { create, change, refused, unchanged } = plan.summary.postings ?? {};
    expect({ create, change, refused, unchanged }).toEqual({
      ...{ create: 0, change: 0, refused: 0, unchanged: rows.length },
    });
    expect([plan.summary.missingPeople, plan.summary.alarms]).toEqual([0, []]);
    const { subjects, units: made, ...tables } = plan.operations;
    const written = Object.entries(tables).filter(([, changes]) =>
      JSON.stringify(changes).includes('valid_from'),
    );
    expect([subjects, made, written, plan.operations.persons]).toEqual([[], [], [], []]);
  });

  it('is not saved in Shift_JIS where a name would be lost', async () => {
    await build(BEYOND);
    await expect(saved('cp932')).rejects.toThrow('Shift_JISにない文字があるため、保存できません');
  });
});
