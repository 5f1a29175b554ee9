import {
  type CityHoliday,
  formatDate,
  type LocalDate,
  type SettingChange,
  type SettingRow,
} from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { fromText, settingsFrame, validityChip } from './city-settings.parts';

/** The words of a city that lessons use as `{{city.x}}`, in the order of the form. */
const WORDS = [
  ['name', '市の名前', '教材の中での市の名前です。画面の上の名前は変わりません。'],
  ['ai_rule', '生成AIの利用ルールの名前', ''],
  ['ai_service', '職員が使う生成AIサービスの名前', ''],
  ['security_contact', '情報セキュリティの連絡先', '部署名と内線番号などを入力します。'],
  ['security_policy', '情報セキュリティポリシーの名前', ''],
  ['dx_office', 'DXを担当する部署の名前', ''],
  ['dx_plan', 'DX推進計画の名前', ''],
] as const;
type WordKey = (typeof WORDS)[number][0];
type Words = Readonly<Record<WordKey, string>>;

const PREFIX = 'city.';

interface Shown {
  readonly today: LocalDate;
  readonly canManage: boolean;
}

/** Today's words: what was set, else the standard words. */
export function initialWords(
  rows: readonly SettingRow[],
  standard: Readonly<Record<string, string>>,
  today: LocalDate,
): Words {
  const words = WORDS.map(([key]) => {
    const row = rows.find((it) => it.key === PREFIX + key && it.validFrom <= today);
    return [key, row?.value ?? standard[key] ?? ''] as const;
  });
  return Object.fromEntries(words) as Words;
}

export function changesOf(
  words: Words,
  standard: Readonly<Record<string, string>>,
): readonly SettingChange[] {
  return WORDS.map(([key]) => ({
    key: PREFIX + key,
    value: words[key],
    standard: standard[key] ?? '',
  }));
}

export function wordsView(
  rows: readonly SettingRow[],
  form: FormView<WordKey | 'validFrom'>,
  { today, canManage }: Shown,
) {
  const set = new Set(rows.filter((row) => row.validFrom <= today).map((row) => row.key));
  return {
    ...settingsFrame('/words', '市の言葉'),
    summary: `教材の中の${String(WORDS.length)}語のうち、${String(set.size)}語を設定しています。残りは標準の言葉で表示します。`,
    canManage,
    form,
    fields: WORDS.map(([key, label, hint]) => ({ field: form.fields[key], label, hint })),
    history: rows.map((row, index) => {
      const newer = rows[index - 1];
      const to = newer?.key === row.key ? newer.validFrom : null;
      return {
        name: WORDS.find(([key]) => PREFIX + key === row.key)?.[1] ?? row.key,
        value: row.value,
        from: fromText(row.validFrom),
        state: validityChip({ from: row.validFrom, to }, today),
      };
    }),
  };
}

const HOLIDAY_KINDS = [
  { value: 'closed', label: '休庁日(平日だが閉まる日)' },
  { value: 'open', label: '開庁日(法律で祝日が移されたときなど、祝日の表にあるが開く日)' },
] as const;

export function holidaysView(
  holidays: readonly CityHoliday[],
  form: FormView<'day' | 'name' | 'kind'>,
  { today, canManage }: Shown,
) {
  const ahead = holidays.filter((it) => it.day >= today && !it.isOpen).length;
  return {
    ...settingsFrame('/holidays', '休庁日'),
    summary: `市だけの休庁日は、本日以降${String(ahead)}日です。土日・祝日・年末年始は登録しなくても閉庁日です。`,
    canManage,
    form,
    kinds: HOLIDAY_KINDS,
    holidays: holidays.map(({ day, name, isOpen }) => ({
      day,
      dayText: formatDate(day),
      name,
      kind: isOpen ? '開庁日' : '休庁日',
      canRemove: canManage && day >= today,
    })),
  };
}
