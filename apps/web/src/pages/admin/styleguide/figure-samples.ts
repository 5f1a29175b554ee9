import { bars } from '../../../shell/parts/figures/bars';
import { calibration } from '../../../shell/parts/figures/calibration';
import { heat } from '../../../shell/parts/figures/heat';
import { MARKS, squares } from '../../../shell/parts/figures/squares';
import { steps } from '../../../shell/parts/figures/steps';

const HERE = '/styleguide';
const WORDS = {
  full: '充足',
  warned: '注意',
  half: '不足',
  crossed: '空白',
  off: '対象外',
};

/** One of each kind of picture. */
export function figureSamples() {
  return {
    figures: [
      ...[squareSample(), heatSample(), stepSample()],
      ...[termSample(), stackSample(), calibrationSample()],
    ],
  };
}

function squareSample() {
  const rows = ['見本部', '例示部'].map((name) => ({
    name,
    squares: MARKS.flatMap((mark) => [mark, mark, mark]).map((mark, at) => ({
      title: `${name}第${String(at + 1)}課 ${WORDS[mark]}`,
      mark,
      href: HERE,
    })),
  }));
  return squares(
    {
      id: 'squares',
      sentence: '30課のうち12課に、リーダーがいます。',
      caption: '部ごとのリーダー',
      table: {
        headings: ['部', '充足', '空白'],
        rows: rows.map(({ name }) => [{ text: name, href: HERE }, '6課', '3課']),
      },
    },
    rows,
    WORDS,
  );
}

function heatSample() {
  const columns = ['リーダー', 'セキュリティ'];
  const rows = [
    { name: '見本部', counts: [5, 4] },
    { name: '例示部', counts: [2, 0] },
  ].map(({ name, counts }) => ({
    name,
    cells: columns.map((column, at) => {
      const done = counts[at] ?? 0;
      return {
        text: `${String(done)} / 5`,
        share: done / 5,
        title: `${name}の${column} ${String(done)} / 5課`,
        href: HERE,
      };
    }),
  }));
  return heat(
    {
      id: 'heat',
      sentence: '部ごとの満たし具合。見本部はすべての課にリーダーがいます。',
      caption: '部ごとの満たし具合',
      table: {
        headings: ['部', ...columns],
        rows: rows.map(({ name, cells }) => [name, ...cells.map(({ text }) => text)]),
      },
    },
    columns,
    rows,
  );
}

function stepSample() {
  const actual = [
    { day: '2026-04-01', count: 18 },
    { day: '2026-07-01', count: 19 },
    { day: '2026-11-01', count: 23 },
    { day: '2027-04-02', count: 26 },
  ] as const;
  const needed = [
    { day: '2028-03-31', count: 32 },
    { day: '2029-03-31', count: 38 },
    { day: '2030-03-31', count: 44 },
    { day: '2031-03-31', count: 50 },
  ] as const;
  const ticks = [
    { day: '2027-04-01', text: '令和9年' },
    { day: '2028-04-01', text: '令和10年' },
    { day: '2029-04-01', text: '令和11年' },
    { day: '2030-04-01', text: '令和12年' },
  ] as const;
  return steps(
    {
      id: 'steps',
      sentence: '取得者は26人で、目標の50人まであと24人です。',
      caption: '取得者の推移',
      table: {
        headings: ['日', '取得者'],
        rows: actual.map(({ day, count }) => [day, `${String(count)}人`]),
      },
    },
    {
      from: '2026-04-01',
      until: '2031-03-31',
      actual,
      target: { count: 50, text: '目標 50人' },
      needed,
      ticks,
      unit: '人',
    },
  );
}

function termSample() {
  const rows = ['見本課', '例示課'].map((name, at) => ({
    name,
    parts: [
      { from: 0, to: 120 + at * 80, fill: 'solid', title: `${name}の任期` } as const,
      { from: 120 + at * 80, to: 300, fill: 'hatch', title: `${name}の空白` } as const,
      { from: 300, to: 365, fill: 'outline', title: `${name}の任期(これから)` } as const,
    ],
    warnedAt: at === 0 ? 120 : null,
  }));
  return bars(
    {
      id: 'terms',
      sentence: '2課の任期が、年度の途中で終わります。',
      caption: '任期と空白',
      table: {
        headings: ['課', '空白'],
        rows: [
          ['見本課', '180日'],
          ['例示課', '100日'],
        ],
      },
    },
    {
      from: 0,
      to: 365,
      rows,
      ticks: [
        { at: 91, text: '7月' },
        { at: 183, text: '10月' },
        { at: 275, text: '1月' },
      ],
      line: { at: 60, text: '今日' },
    },
    { solid: '任期', hatch: '空白', outline: 'これから' },
  );
}

function stackSample() {
  const parts = [
    { from: 0, to: 26, fill: 'solid', title: '確認済み26人' },
    { from: 26, to: 29, fill: 'soft', title: '合格見込み3人' },
    { from: 29, to: 34, fill: 'outline', title: '受験予定5人' },
  ] as const;
  return bars(
    {
      id: 'stack',
      sentence: '確認済み26人、合格見込み3人、受験予定5人、目標50人',
      caption: '取得者の内訳',
      table: {
        headings: ['区分', '人数'],
        rows: parts.map(({ title, from, to }) => [title, `${String(to - from)}人`]),
      },
    },
    {
      from: 0,
      to: 55,
      rows: [{ name: '', parts, warnedAt: null }],
      ticks: [],
      line: { at: 50, text: '目標 50人' },
    },
    { solid: '確認済み', soft: '合格見込み', outline: '受験予定' },
  );
}

function calibrationSample() {
  const points = [0.15, 0.45, 0.75].map((said) => ({
    said,
    happened: said + 0.05,
    title: `見込み${String(said * 100)}%`,
  }));
  return calibration(
    {
      id: 'calibration',
      sentence: '見込みの平均15%、45%、75%に対して、20%、50%、80%が合格しました。',
      caption: '見込みと合格率',
      table: {
        headings: ['見込み', '合格率'],
        rows: points.map(({ title, happened }) => [
          title,
          `${String(Math.round(happened * 100))}%`,
        ]),
      },
    },
    points,
  );
}
