import { type CityHoliday, formatDate, type LocalDate } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { settingsFrame } from './city-settings.parts';

interface Shown {
  readonly today: LocalDate;
  readonly canManage: boolean;
}

const KINDS = [
  { value: 'closed', label: '閉庁日(平日だが閉まる日)' },
  { value: 'open', label: '開庁日(法律で祝日が移されたときなど、祝日の表にあるが開く日)' },
] as const;

export function holidaysView(
  holidays: readonly CityHoliday[],
  form: FormView<'day' | 'name' | 'kind'>,
  { today, canManage }: Shown,
) {
  const ahead = holidays.filter((it) => it.day >= today && !it.isOpen).length;
  return {
    ...settingsFrame('/holidays', '閉庁日'),
    summary: `市だけの閉庁日は、本日以降${ahead === 0 ? 'ありません' : `${String(ahead)}日です`}。土日・祝日・年末年始は登録しなくても閉庁日です。`,
    canManage,
    form,
    kinds: KINDS,
    holidays: holidays.map(({ day, name, isOpen }) => ({
      day,
      dayText: formatDate(day),
      name,
      kind: isOpen ? '開庁日' : '閉庁日',
      canRemove: canManage && day >= today,
    })),
  };
}
