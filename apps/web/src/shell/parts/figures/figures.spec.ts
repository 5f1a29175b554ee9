import { bars, type BarRow } from './bars';
import { calibration } from './calibration';
import { type Drawing, textWidth, WIDTHS } from './drawing';
import type { FigureView } from './figure';
import { heat, headings } from './heat';
import { type Square, type SquareRow, squares } from './squares';
import { type Steps, steps } from './steps';

const WORDS = {
  id: 'f',
  sentence: '23課のうち13課に、リーダーがいます。',
  caption: '数字',
  table: { headings: ['部', '課'], rows: [] },
};
const MARKS = { full: '充足', warned: '注意', half: '不足', crossed: '空白', off: '対象外' };

const square = (change: Partial<Square> = {}): Square => ({
  title: '見本課 充足',
  mark: 'full',
  href: '/team/1',
  ...change,
});

/** Every number of a path or a place that lies outside of the paper. */
function outside({ drawings }: FigureView): readonly string[] {
  return drawings.flatMap((it) =>
    it.groups.flatMap(({ shapes }) =>
      shapes.flatMap((shape) => {
        const places =
          shape.kind === 'text'
            ? [[shape.x, shape.y]]
            : [...shape.d.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [
                Number(x),
                Number(y),
              ]);
        return places.some(([x = 0, y = 0]) => x < 0 || x > it.width || y < 0 || y > it.height)
          ? [`${it.size}: ${shape.d}`]
          : [];
      }),
    ),
  );
}

const titles = (drawing: Drawing | undefined) =>
  drawing?.groups.flatMap(({ title }) => (title === '' ? [] : [title])) ?? [];

const texts = (drawing: Drawing | undefined) =>
  drawing?.groups.flatMap(({ shapes }) =>
    shapes.flatMap(({ kind, d }) => (kind === 'text' ? [d] : [])),
  ) ?? [];

describe('The squares', () => {
  const rows = (count: number): SquareRow[] => [
    { name: '総務部', squares: Array.from({ length: count }, () => square()) },
    { name: '会計室', squares: [] },
  ];

  it.each([0, 1, 60])('stay on their paper: %i', (count) => {
    const figure = squares(WORDS, rows(count), MARKS);
    expect(outside(figure)).toEqual([]);
    expect(figure.drawings.map((it) => titles(it).length)).toEqual([count, count]);
    expect(figure.drawings.map(({ width }) => width)).toEqual([WIDTHS.wide, WIDTHS.narrow]);
  });

  it('are nothing without a row', () => {
    const { drawings, keys } = squares(WORDS, [], MARKS);
    expect([drawings[0]?.groups, drawings[0]?.role, keys]).toEqual([[], 'img', []]);
  });

  it('tell each state by its own shape, and explain the shapes that occur', () => {
    const all = (['full', 'warned', 'half', 'crossed', 'off'] as const).map((mark) =>
      square({ mark }),
    );
    const { keys } = squares(WORDS, [{ name: '', squares: all }], MARKS);
    expect(keys.map(({ text }) => text)).toEqual(['充足', '注意', '不足', '空白', '対象外']);
    // Without colour, too: how many shapes, and whether the first one is filled, dashed or thick.
    const blind = keys.map(({ shapes }) =>
      [
        shapes.length,
        shapes[0]?.fill !== '#ffffff',
        shapes[0]?.dash,
        shapes[0]?.strokeWidth,
      ].join(),
    );
    expect(new Set(blind).size).toBe(5);
  });

  it('lead somewhere where they can be hit, and are a picture on a phone', () => {
    const [wide, narrow] = squares(WORDS, rows(2), MARKS).drawings;
    expect([wide?.role, narrow?.role]).toEqual(['group', 'img']);
    expect(narrow?.groups.some(({ href }) => href !== '')).toBe(false);
  });
});

describe('The line in steps', () => {
  const given = (change: Partial<Steps> = {}): Steps => ({
    from: '2026-04-01',
    until: '2031-03-31',
    actual: [],
    target: { count: 50, text: '目標 50人' },
    needed: [],
    ticks: [{ day: '2027-04-01', text: '令和9年' }],
    unit: '人',
    ...change,
  });

  it.each([
    [[]],
    [[{ day: '2026-04-01', count: 0 } as const]],
    [[{ day: '2026-04-01', count: 3 } as const, { day: '2031-03-31', count: 80 } as const]],
  ])('stays on its paper: %#', (actual) => {
    const needed = [{ day: '2031-03-31', count: 50 } as const];
    expect(outside(steps(WORDS, given({ actual, needed })))).toEqual([]);
    expect(outside(steps(WORDS, given({ actual, target: null, ticks: [] })))).toEqual([]);
  });

  it('opens a fan where the actual line ends, inside of the paper', () => {
    const actual = [{ day: '2026-12-15', count: 13 }] as const;
    const band = { low: 41, innerLow: 50, middle: 58, innerHigh: 66, high: 74 };
    const fan = [
      { day: '2026-12-01', ...band },
      { day: '2031-03-31', ...band },
    ] as const;
    const view = steps(WORDS, given({ actual, fan }));
    expect(outside(view)).toEqual([]);
    expect(view.keys.map(({ text }) => text)).toEqual([
      ...['実績', '10回のうち8回', '10回のうち5回', '真ん中の見通し'],
    ]);
    const [outer, , middle] = view.drawings[0]?.groups[0]?.shapes ?? [];
    // The day before the last actual one is not drawn: four corners, from the actual count on.
    expect([...(outer?.d ?? '').matchAll(/[ML]/g)]).toHaveLength(4);
    expect([...(middle?.d ?? '').matchAll(/[ML]/g)]).toHaveLength(2);
    expect(steps(WORDS, given({ fan })).drawings[0]?.groups[0]?.shapes).toEqual([]);
  });

  it('holds a count until the next day, and writes the last one', () => {
    const actual = [
      { day: '2026-04-01', count: 10 },
      { day: '2028-04-01', count: 20 },
    ] as const;
    const [wide] = steps(WORDS, given({ actual })).drawings;
    expect(texts(wide)).toContain('20人');
    const line = wide?.groups.at(-1)?.shapes[0]?.d ?? '';
    const ys = [...line.matchAll(/[ML][\d.]+ ([\d.]+)/g)].map(([, y]) => y);
    expect([ys.length, ys[0] === ys[1], ys[1] === ys[2]]).toEqual([3, true, false]);
  });

  it('explains the path only where there is one', () => {
    const texts = (needed: Steps['needed']) =>
      steps(WORDS, given({ needed })).keys.map(({ text }) => text);
    expect(texts([])).toEqual(['実績']);
    expect(texts([{ day: '2027-03-31', count: 30 }])).toEqual(['実績', '届くために要る数']);
  });
});

describe('The bars', () => {
  const row = (change: Partial<BarRow> = {}): BarRow => ({
    name: '見本課',
    parts: [
      { from: 0, to: 60, fill: 'solid', title: '任期' },
      { from: 60, to: 100, fill: 'hatch', title: '空白40日' },
      { from: 100, to: 100, fill: 'soft', title: 'なし' },
    ],
    warnedAt: 60,
    ...change,
  });
  const frame = { from: 0, to: 100, ticks: [{ at: 0, text: '0' }], line: null };

  it.each([0, 1, 30])('stay on their paper: %i', (count) => {
    const rows = Array.from({ length: count }, () => row());
    const figure = bars(WORDS, { ...frame, rows }, { solid: '任期', hatch: '空白' });
    expect(outside(figure)).toEqual([]);
    expect(titles(figure.drawings[0]).length).toBe(count * 2);
  });

  it('explain what occurs; nothing is drawn of what is nought', () => {
    const words = { solid: '任期', hatch: '空白', soft: 'なし' };
    const { keys, drawings } = bars(WORDS, { ...frame, rows: [row()] }, words);
    expect(keys.map(({ text }) => text)).toEqual(['任期', '空白']);
    expect(titles(drawings[0])).toEqual(['任期', '空白40日']);
  });

  it('are hatched by a pattern of their own drawing', () => {
    const { drawings } = bars(WORDS, { ...frame, rows: [row()] }, {});
    const fills = drawings.map(({ groups }) =>
      groups.flatMap(({ shapes }) => shapes).find(({ fill }) => fill.startsWith('url')),
    );
    expect(fills.map((shape) => shape?.fill)).toEqual([
      'url(#f-wide-hatch)',
      'url(#f-narrow-hatch)',
    ]);
  });

  it('have a line through all of them, with its name', () => {
    const line = { at: 90, text: '目標 50人' };
    const figure = bars(WORDS, { ...frame, rows: [row({ name: '' })], line }, {});
    expect(texts(figure.drawings[1])).toContain('目標 50人');
    expect(outside(figure)).toEqual([]);
  });
});

describe('The calibration', () => {
  const points = [0, 0.5, 1].map((at) => ({
    said: at,
    happened: 1 - at,
    title: `点${String(at)}`,
  }));

  it.each([[[]], [points]])('stays on its paper: %#', (given) => {
    expect(outside(calibration(WORDS, given))).toEqual([]);
  });

  it('has a point for each band, and the line of what would be right', () => {
    const { drawings, keys } = calibration(WORDS, points);
    expect(titles(drawings[0])).toEqual(['点0', '点0.5', '点1']);
    expect(texts(drawings[1])).toContain('言われた見込み');
    expect(keys.map(({ text }) => text)).toEqual(['見込みの帯ごとの合格率', '見込みどおりの線']);
  });
});

describe('The headings over columns of cells', () => {
  const USUAL = ['リーダー', 'サポーター', '取得者', 'セキュリティ', 'AI活用'];
  const told = (names: readonly string[], pitch: number) =>
    headings(names, { left: 0, pitch, right: names.length * pitch });

  it('stand in one line, or by turns in two where they would touch, and are not broken within a word', () => {
    expect(told(USUAL, 90).map(({ text, line }) => [text, line])).toEqual(
      USUAL.map((text) => [text, 0]),
    );
    expect(told(USUAL, 70).map(({ text, line }) => [text, line])).toEqual(
      USUAL.map((text, at) => [text, at % 2]),
    );
  });

  it('neither touch each other nor leave the picture, whatever the words of a city are', () => {
    for (const names of [
      USUAL,
      ['デジタル推進リーダー', 'デジタル推進サポーター', ...USUAL.slice(2)],
    ]) {
      const all = told(names, 70).map((it) => ({ ...it, half: textWidth(it.text) / 2 }));
      for (const { x, half } of all) {
        expect(x - half).toBeGreaterThanOrEqual(0);
        expect(x + half).toBeLessThanOrEqual(350);
      }
      const pairs = all.flatMap((a) =>
        all.filter((b) => a !== b && a.line === b.line).map((b) => [a, b] as const),
      );
      for (const [a, b] of pairs) expect(Math.abs(a.x - b.x)).toBeGreaterThan(a.half + b.half);
    }
  });

  it('are drawn above the cells', () => {
    const cell = { text: '1 / 2', share: 0.5, title: '半分', href: '/team' };
    const rows = [{ name: '総務部', cells: USUAL.map(() => cell) }];
    expect(outside(heat(WORDS, USUAL, rows))).toEqual([]);
  });
});
