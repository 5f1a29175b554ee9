import type { SignInRules } from '@app/accounts';
import { type CountingRule, type KpiTarget, ruleLabel } from '@app/coverage';
import type { PostTitleRow, UnitRow } from '@app/organization';
import {
  type CityHoliday,
  formatDateShort,
  type LocalDate,
  type WordRow,
  partOf,
  thingsSentence,
  words,
} from '@app/platform';
import { queue, row } from '../../../shell/parts/rows';
import { SETTINGS, settingsFrame } from './city-settings.parts';

interface Found {
  readonly words: readonly WordRow[];
  readonly holidays: readonly CityHoliday[];
  readonly titles: readonly PostTitleRow[];
  readonly units: readonly UnitRow[];
  readonly targets: readonly KpiTarget[];
  readonly rule: CountingRule;
  readonly signIn: SignInRules;
}

/** Sections of which there is nothing to say from day to day. */
const OTHERS = [
  [
    '/evidence',
    '証明書類',
    '1人が送れる数と大きさ、取り下げた証明書類を残す日数、ウイルス検査の状態です。',
  ],
  ['/intentions', '受験の意向', '年に1度、ITパスポートを受けたいかどうかをたずねる月です。'],
  ['/files', '保存したファイル', 'サーバーが作った一覧のファイルと定期報告を残す日数です。'],
  [
    '/open-data',
    'オープンデータ',
    '確定した数字の集計を、ログインしなくても見られるようにするかどうかです。',
  ],
] as const;

/** Each section of the settings with one sentence of how it stands today. */
export function overviewView(found: Found, today: LocalDate) {
  const inForce = found.words.filter((word) => word.validFrom <= today);
  const changed = new Set(inForce.map(({ key }) => key));
  const ahead = found.holidays.filter((holiday) => holiday.day >= today);
  const section = (path: string, name: string, state: string, since: LocalDate | null = null) =>
    row(name, state, {
      since: since === null ? '' : `${formatDateShort(since)}から`,
      href: `${SETTINGS}${path}`,
    });
  return {
    ...settingsFrame('', '市の設定'),
    summary: unknownText(found.titles) || '確かめが必要な設定はありません。',
    sections: queue('', [
      section('/words', '市の言葉', wordsText(changed.size), latest(inForce)),
      section(
        '/holidays',
        '閉庁日',
        ahead.length === 0
          ? '土日・祝日・年末年始のほかに、市だけの閉庁日はありません。'
          : `土日・祝日・年末年始のほかに、市だけの閉庁日が本日以降${String(ahead.length)}日あります。`,
      ),
      section('/titles', '職名', titlesText(found.titles)),
      section(
        '/targets',
        '目標',
        thingsSentence('有効な目標', found.targets.length),
        latest(found.targets),
      ),
      section('/rules', '数え方', `${ruleLabel(found.rule)}で数えています。`),
      section('/units', `${words.leader}を置く${words.unit}`, countingText(found.units)),
      section(
        '/sign-in',
        'ログイン',
        `操作のないまま${String(found.signIn.idleMinutes)}分、ログインから${String(found.signIn.absoluteHours)}時間で終了します。`,
      ),
      ...OTHERS.map(([path, name, state]) => section(path, name, state)),
    ]),
  };
}

function wordsText(count: number): string {
  return count === 0 ? '標準の言葉のままです。' : `市の言葉を${String(count)}語設定しています。`;
}

/** Since when what holds today has been as it is. */
function latest(rows: readonly { readonly validFrom: LocalDate }[]): LocalDate | null {
  return (
    rows
      .map(({ validFrom }) => validFrom)
      .toSorted()
      .at(-1) ?? null
  );
}

/** How many people hold a title that the table does not know; empty when nobody does. */
export function unknownText(titles: readonly PostTitleRow[]): string {
  const unknown = titles.filter((row) => row.isManagerial === null);
  const people = unknown.reduce((sum, row) => sum + row.people, 0);
  return unknown.length === 0
    ? ''
    : `職名の表にない職名が${String(unknown.length)}種類あり、${String(people)}人がその職に就いています。表に加えるまで${words.unitHead}にはなりません。`;
}

/** In how many of the units there has to be a leader. */
export function countingText(units: readonly UnitRow[]): string {
  const counting = units.filter((unit) => unit.countsForLeaderKpi).length;
  return counting === 0
    ? `${words.leaderTitle}を置く所属はありません。`
    : `所属${partOf(counting, units.length, '件')}に、${words.leaderTitle}を置きます。`;
}

function titlesText(titles: readonly PostTitleRow[]): string {
  const known = titles.filter((row) => row.isManagerial !== null);
  const unknown = titles.length - known.length;
  return `表にある職名は${String(known.length)}種類${unknown === 0 ? '' : `、表にない職名は${String(unknown)}種類`}です。`;
}
