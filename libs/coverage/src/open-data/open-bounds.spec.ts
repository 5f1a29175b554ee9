import { seededNumbers } from '@app/platform';
import type { PublishedContent } from '../publication/published-content.rules';
import { openTable } from './open-lines.rules';
import { type EarlierOpen, LEAST_PEOPLE } from './open-table.rules';
import { hiddenCells } from './suppression.rules';

type Counts = Readonly<Record<string, number>>;

/** Who is among whom, said once more: an auditor takes nothing from what he audits. */
const AMONG: readonly (readonly [part: string, whole: string])[] = [
  ['regular_staff', 'staff'],
  ['holders', 'staff'],
  ...['security', 'ai', 'ai_ever'].flatMap((rate) => [
    [`${rate}_done`, rate] as const,
    [rate, 'staff'] as const,
    [rate, 'regular_staff'] as const,
  ]),
  ['security', 'ai_ever'],
  ['ai', 'ai_ever'],
  ['ai_done', 'ai_ever_done'],
];

const CODES = [...new Set(AMONG.flat())];

describe('Small numbers of open data, for somebody who knows who is counted among whom', () => {
  it('do not follow where all are as many as those among them: what an outside tester reckoned', () => {
    const asked = [69, 41, 148, 76, 30, 51, 21];
    const rests = [3, 0, 0, 0, 0, 0, 0];
    const table = openTable(
      contentOf(asked.map((ai, at) => countsOf({ ai, ai_ever: ai + (rests[at] ?? 0) }))),
    );
    const sixHidden = [1, 2, 3, 4, 5, 6].map((at) => `department:D${String(at)}/ai_ever`);
    // The auditor finds what the tester found, and nothing in what is hidden now.
    expect(toldIn({ table, hidden: new Set(sixHidden) })).toEqual(
      expect.arrayContaining(sixHidden),
    );
    expect(toldIn({ table, hidden: hiddenCells(table) })).toEqual([]);
  });

  it('do not tell the one who is asked every time and not this year', () => {
    const table = openTable(
      contentOf([60, 70, 80, 90].map((ai) => countsOf({ ai, ai_ever: ai + 1 }))),
    );
    const hidden = hiddenCells(table);
    for (const at of [0, 1, 2, 3])
      expect(
        ['ai', 'ai_ever'].some((code) => hidden.has(`department:D${String(at)}/${code}`)),
      ).toBe(true);
    expect(toldIn({ table, hidden })).toEqual([]);
  });

  it('come out to no single value in random cities, on a day and from day to day', () => {
    const random = seededNumbers(20261201);
    let [shown, all] = [0, 0];
    for (let city = 0; city < 25; city += 1) {
      let places = Array.from({ length: 2 + Math.floor(random() * 7) }, () => randomPlace(random));
      const earlier: EarlierOpen[] = [];
      for (let day = 0; day < 4; day += 1) {
        const table = openTable(contentOf(places));
        const preferred = earlier.at(-1)?.hidden ?? new Set<string>();
        const hidden = hiddenCells(table, { must: new Set(), preferred, earlier });
        expect(toldIn({ table, hidden })).toEqual([]);
        for (const then of earlier) expect(stepsIn({ table, hidden }, then)).toEqual([]);
        earlier.push({ table, hidden });
        all += table.cells.length;
        shown += table.cells.length - hidden.size;
        places = places.map((place) => (random() < 0.5 ? place : randomStep(place, random)));
      }
    }
    expect(shown / all).toBeGreaterThan(0.2);
  });
});

function countsOf({ ai, ai_ever }: { readonly ai: number; readonly ai_ever: number }): Counts {
  const staff = ai_ever + 30;
  return {
    ...{ staff, regular_staff: ai_ever + 10, holders: 20, ai, ai_ever, security: ai },
    ...{ security_done: 12, ai_done: 8, ai_ever_done: 15 },
  };
}

function randomPlace(random: () => number): Counts {
  const upTo = (most: number) => Math.floor(random() * (most + 1));
  // Often all, or all but a few: there inequalities tell the most.
  const among = (most: number) => {
    const kind = random();
    return kind < 0.4 ? most : kind < 0.7 ? Math.max(0, most - upTo(4)) : upTo(most);
  };
  const staff = upTo(120);
  const regular = among(staff);
  const ever = among(regular);
  const [security, ai] = [among(ever), among(ever)];
  const everDone = among(ever);
  return {
    ...{ staff, regular_staff: regular, holders: upTo(Math.min(staff, 15)), ai_ever: ever },
    ...{ security, ai, security_done: among(security), ai_ever_done: everDone },
    ai_done: Math.min(ai, among(everDone)),
  };
}

/** One more or less in one figure, and what must follow. */
function randomStep(place: Counts, random: () => number): Counts {
  const next: Record<string, number> = { ...place };
  const code = CODES[Math.floor(random() * CODES.length)] ?? 'staff';
  next[code] = Math.max(0, (next[code] ?? 0) + Math.round((random() - 0.5) * 12));
  for (let round = 0; round < 4; round += 1)
    for (const [part, whole] of AMONG) next[part] = Math.min(next[part] ?? 0, next[whole] ?? 0);
  return next;
}

function contentOf(places: readonly Counts[]): PublishedContent {
  const sum = (code: string) => places.reduce((all, counts) => all + (counts[code] ?? 0), 0);
  const none = { leaders: 0, supporters: 0 };
  const content = {
    figures: {
      ...{ asOf: '2027-04-02', covered: 0, counting: places.length, ...none },
      city: { counts: Object.fromEntries(CODES.map((code) => [code, sum(code)])) },
      units: places.map((counts, at) => ({
        ...{ code: `U${String(at)}`, insideCode: null, state: 'uncovered', ...none, counts },
      })),
      outside: [],
    },
    departments: places.map((_counts, at) => ({
      ...{ code: `D${String(at)}`, name: `第${String(at)}部`, outside: [] },
      units: [`U${String(at)}`],
    })),
  };
  return content as unknown as PublishedContent;
}

type Span = readonly [low: number, high: number];

/** What anybody can know who is patient: spans of every cell, narrowed by every sum and by who is among whom, until nothing moves. */
function spansOf({ table, hidden }: EarlierOpen): Readonly<Record<string, Span>> {
  const spans: Record<string, Span> = {};
  for (const { key, value } of table.cells)
    spans[key] = hidden.has(key) ? [0, Infinity] : [value, value];
  const places = [...new Set(table.cells.map(({ key }) => key.split('/')[0] ?? ''))];
  const departments = places.filter((it) => it !== 'city');
  const spanOf = (key: string): Span => spans[key] ?? [0, Infinity];
  const holds = (part: string, whole: string) =>
    places.every((at) => valueIn(table, `${at}/${part}`) <= valueIn(table, `${at}/${whole}`));
  const among = AMONG.filter(([part, whole]) => holds(part, whole));
  for (let before = ''; before !== JSON.stringify(spans);) {
    before = JSON.stringify(spans);
    for (const at of places)
      for (const [part, whole] of among) {
        const [a, b] = [spanOf(`${at}/${part}`), spanOf(`${at}/${whole}`)];
        spans[`${at}/${part}`] = [a[0], Math.min(a[1], b[1])];
        spans[`${at}/${whole}`] = [Math.max(a[0], b[0]), b[1]];
      }
    for (const code of CODES) {
      const keys = departments.map((at) => `${at}/${code}`);
      const total = spanOf(`city/${code}`);
      const ends = (end: 0 | 1, but?: string) =>
        keys.reduce((all, key) => all + (key === but ? 0 : spanOf(key)[end]), 0);
      spans[`city/${code}`] = [Math.max(total[0], ends(0)), Math.min(total[1], ends(1))];
      for (const key of keys) {
        const [low, high] = spanOf(key);
        spans[key] = [
          Math.max(low, total[0] - ends(1, key)),
          Math.min(high, total[1] - ends(0, key)),
        ];
      }
    }
  }
  return spans;
}

function valueIn(table: EarlierOpen['table'], key: string): number {
  return table.cells.find((cell) => cell.key === key)?.value ?? 0;
}

/** Spans of rests, by both cells. */
function restsIn(open: EarlierOpen): Readonly<Record<string, Span>> {
  const spans = spansOf(open);
  const rests: Record<string, Span> = {};
  for (const key of Object.keys(spans))
    for (const [part, whole] of AMONG) {
      const [at = '', code = ''] = key.split('/');
      if (code !== whole) continue;
      const [few, all] = [spans[`${at}/${part}`] ?? [0, 0], spans[key] ?? [0, 0]];
      rests[`${key} ${part}`] = [Math.max(0, all[0] - few[1]), all[1] - few[0]];
    }
  return rests;
}

function toldIn(open: EarlierOpen): string[] {
  const spans = spansOf(open);
  const cells = [...open.hidden].filter((key) => spans[key]?.[0] === spans[key]?.[1]);
  const rests = Object.entries(restsIn(open)).filter(
    ([, [low, high]]) => low === high && low > 0 && low < LEAST_PEOPLE,
  );
  return [...cells, ...rests.map(([name]) => name)];
}

/** Steps of few people of a cell or of a rest that two days tell together; of the city they may be told. */
function stepsIn(now: EarlierOpen, then: EarlierOpen): string[] {
  const [spans, before] = [now, then].map((it) => ({ ...spansOf(it), ...restsIn(it) }));
  return Object.entries(spans ?? {}).flatMap(([name, [low, high]]) => {
    const old = before?.[name];
    if (name.startsWith('city/') || old === undefined) return [];
    const step = low === high && old[0] === old[1] ? Math.abs(low - old[0]) : 0;
    return step > 0 && step < LEAST_PEOPLE ? [name] : [];
  });
}
