import {
  type FiguresOfMonth,
  forecastSentence,
  type HolderPromise,
  type HoldersOnDay,
  type KeptForecast,
  timesOfHundred,
} from '@app/coverage';
import { addDays, formatDateShort, type LocalDate, numberText, people } from '@app/platform';
import { dayCell, type List } from '../../../shell/lists/list';
import { fileLinks } from '../../../shell/lists/list-file';
import { listTable } from '../../../shell/lists/list-table';
import { printHead } from '../../../shell/parts/heads';
import { breadcrumb } from '../../../shell/view-parts';
import { holderSteps } from './coverage-figures.views';
import { outlookHref } from '../outlook/outlook-links';
import { coverageHref } from './coverage-links';

const PATH = '/coverage/forecast';
const TITLE = '取得者数の見通し';

/** A forecast of a month with what came of it a year later, where that is known by now. */
export interface PastForecast {
  readonly kept: KeptForecast;
  readonly yearLater: {
    readonly day: LocalDate;
    readonly low: number;
    readonly high: number;
    readonly actual: number | null;
  } | null;
}

interface ForecastFrame {
  readonly asOf: LocalDate;
  readonly today: LocalDate;
  readonly holder: HolderPromise;
  readonly holders: readonly HoldersOnDay[];
  readonly kept: KeptForecast | null;
  readonly past: readonly PastForecast[];
}

const SCENARIO_NAMES: Readonly<Record<string, string>> = {
  0.5: '新しく申し込む人・合格だけを報告する人が半分に減ったら',
  1: 'いまの進み方のまま',
  1.5: '新しく申し込む人・合格だけを報告する人が1.5倍に増えたら',
};

/** The sentence, the picture, three scenarios, what it would take, and how it was counted. */
export function forecastView({ asOf, today, holder, holders, kept, past }: ForecastFrame) {
  const asOfText = formatDateShort(asOf);
  return {
    ...{ title: TITLE, asOf, asOfText },
    breadcrumb: breadcrumb(['充足状況', coverageHref(asOf)], [TITLE]),
    summary: kept === null ? nothingText({ asOf, today, holder, past }) : forecastSentence(kept),
    print: printHead(`${asOfText}現在`),
    outlookHref: outlookHref(asOf),
    figure: holderSteps({ asOf, holder }, holders, kept),
    ...(kept !== null && madeView(kept)),
    past: pastView(past, asOf),
  };
}

/** Of a day ahead there is nothing to foresee from. */
export function aheadForecastView(asOf: LocalDate, today: LocalDate) {
  return {
    ...{ title: TITLE, asOf, asOfText: formatDateShort(asOf) },
    breadcrumb: breadcrumb(['充足状況', coverageHref(asOf)], [TITLE]),
    noRecords: {
      text: '見通しは、その日までの記録から計算します。先の日の見通しはありません。',
      ...{ href: PATH, label: `本日(${formatDateShort(today)})の見通しを見る` },
    },
  };
}

/** A city that foresaw something before has records enough: then it is the night's work that is missing. */
function nothingText({
  asOf,
  today,
  holder,
  past,
}: Omit<ForecastFrame, 'holders' | 'kept'>): string {
  const { target, missing } = holder;
  if (target === null) return 'この日に有効な目標がないため、見通しはありません。';
  if (missing === 0) return '目標に達しています。この日の見通しは、まだ計算していません。';
  if (past.length > 0) {
    return asOf === today
      ? 'いまの目標での見通しは、まだ計算していません。今夜の自動の計算のあとに示します。'
      : 'この日に計算した見通しはありません。毎晩の計算が残っている日の見通しだけを示します。';
  }
  return 'この日の見通しはありません。記録が半年分たまると、毎晩、自動で計算します。';
}

function madeView({ forecast, madeOn, dueOn, target, runs, ruleVersion, method }: KeptForecast) {
  return {
    madeText: `${formatDateShort(madeOn)}に、その日の記録から計算しました(数え方 第${String(ruleVersion)}版、計算方法 第${String(method)}版、${numberText(runs)}通り)。`,
    scenarios: listTable(SCENARIOS, forecast.scenarios, {
      ...{ caption: `${formatDateShort(dueOn)}に${people(target)}に届くか`, path: PATH, query: {} },
    }),
    needs: needTexts(forecast),
  };
}

/** More of what is nearly certain already would say nothing. */
function needTexts({ perQuarter, more, reached }: KeptForecast['forecast']): string[] {
  const now = timesOfHundred(reached);
  if (now === timesOfHundred(1)) return [`いまの進み方のままで、100回のうち${now}届きます。`];
  return [
    perQuarterText(perQuarter),
    ...more.map(
      (it) =>
        `いまの進み方に加えて、半年以内に${people(it.count)}が受けると、100回のうち${timesOfHundred(it.reached)}届きます(加えないと${now})。`,
    ),
  ];
}

function perQuarterText(perQuarter: number | null): string {
  const aim = '100回のうち90回届くには、';
  if (perQuarter === null) return `${aim}いまの職員だけでは足りません。`;
  if (perQuarter === 0) return `初めて受ける人がこのあといなくても、100回のうち90回以上届きます。`;
  return `${aim}初めて受ける人が3か月ごとに${people(perQuarter)}必要です。`;
}

const SCENARIOS: List<KeptForecast['forecast']['scenarios'][number]> = {
  name: '三つの場合',
  columns: [
    {
      key: 'case',
      heading: '場合',
      isRowHeading: true,
      value: ({ bookingsTimes }) => SCENARIO_NAMES[String(bookingsTimes)] ?? '',
    },
    {
      key: 'reached',
      heading: '100回のうち届く回数',
      isNumber: true,
      value: ({ reached }) => timesOfHundred(reached),
    },
    {
      ...{ key: 'middle', heading: '真ん中の見通し', isNumber: true, counter: '名' },
      value: ({ middle }) => middle,
    },
  ],
};

/** With fewer nothing is said of how good they were. */
const FEWEST_SCORED = 12;

function pastView(past: readonly PastForecast[], asOf: LocalDate) {
  const scored = past.flatMap(({ yearLater }) => {
    const actual = yearLater?.actual ?? null;
    return yearLater === null || actual === null
      ? []
      : [yearLater.low <= actual && actual <= yearLater.high];
  });
  const inside = scored.filter(Boolean).length;
  return {
    sentence:
      scored.length < FEWEST_SCORED
        ? `1年たって確かめられた見通しは${String(scored.length)}回分です。${String(FEWEST_SCORED)}回分になると、どのくらい当たっていたかを示します。`
        : `1年たって確かめられた${String(scored.length)}回のうち${String(inside)}回、実際の人数は「10回のうち8回」の範囲に入りました。`,
    table: listTable(PAST_FORECASTS, past, {
      ...{ caption: 'これまでの見通し(月の初めのもの)', path: PATH, query: {} },
    }),
    hasRows: past.length > 0,
    files: fileLinks(`${PATH}/list`, { asOf }, { total: past.length }),
  };
}

/** What was said, month by month; nothing in it is ever changed afterwards. */
export const PAST_FORECASTS: List<PastForecast> = {
  name: 'これまでの見通し',
  columns: [
    {
      key: 'madeOn',
      heading: '計算した日',
      isRowHeading: true,
      value: ({ kept }) => dayCell(kept.madeOn),
      show: ({ kept }) => ({ text: formatDateShort(kept.madeOn) }),
    },
    {
      ...{ key: 'target', heading: '目標', isNumber: true, counter: '名' },
      value: ({ kept }) => kept.target,
    },
    {
      key: 'reached',
      heading: '100回のうち届く回数',
      isNumber: true,
      value: ({ kept }) => timesOfHundred(kept.forecast.reached),
    },
    {
      ...{ key: 'middle', heading: '期限の日の真ん中', isNumber: true, counter: '名' },
      value: ({ kept }) => kept.forecast.fan.at(-1)?.middle ?? null,
    },
    {
      key: 'range',
      heading: '1年後の範囲(10回のうち8回)',
      keepsLabel: true,
      value: ({ yearLater }) =>
        yearLater === null ? null : `${String(yearLater.low)}〜${String(yearLater.high)}名`,
    },
    {
      ...{ key: 'actual', heading: '1年後の実際', isNumber: true, counter: '名' },
      value: ({ yearLater }) => yearLater?.actual ?? null,
    },
  ],
};

/** Each forecast with the first of the month a year later, and the number written down for the day before. */
export function withYearLater(
  forecasts: readonly KeptForecast[],
  months: readonly FiguresOfMonth[],
  asOf: LocalDate,
): PastForecast[] {
  const holders = new Map(months.map((month) => [addDays(month.asOf, 1), month.holders]));
  return forecasts.map((kept) => {
    const year = kept.forecast.fan[YEAR - 1];
    if (year === undefined) return { kept, yearLater: null };
    const { day, low, high } = year;
    const actual = day <= asOf ? (holders.get(day) ?? null) : null;
    return { kept, yearLater: { day, low, high, actual } };
  });
}

/** The fan has a day for each month. */
const YEAR = 12;
