import { type CityHoliday, formatDate, type LocalDate } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { settingsFrame } from './city-settings.parts';

interface Shown {
  readonly today: LocalDate;
  readonly canManage: boolean;
}

export function holidaysView(
  holidays: readonly CityHoliday[],
  form: FormView<'day' | 'name'>,
  { today, canManage }: Shown,
) {
  const ahead = holidays.filter((holiday) => holiday.day >= today).length;
  return {
    ...settingsFrame('/holidays', '閉庁日'),
    summary: `市だけの閉庁日は、本日以降${String(ahead)}日です。土日・祝日・年末年始は登録しなくても閉庁日です。`,
    canManage,
    form,
    holidays: holidays.map(({ day, name }) => ({
      day,
      dayText: formatDate(day),
      name,
      canRemove: canManage && day >= today,
    })),
  };
}
