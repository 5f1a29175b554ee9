import { Body, Controller, Req } from '@nestjs/common';
import { auditActorOf } from '@app/access';
import { CityHolidays, Clock, type CommandAnswer } from '@app/platform';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { holidayForm, removalForm } from './city-settings.forms';
import { mayManage } from './city-settings.parts';
import { holidaysView } from './holidays.views';

/** When the city's offices are closed, beside the days that are closed everywhere. */
@Controller('city-settings')
@Allow('settings.read')
export class CityHolidaysController {
  constructor(
    private readonly holidays: CityHolidays,
    private readonly clock: Clock,
  ) {}

  @PageRoute('holidays', 'pages/admin/city-settings/holidays')
  async showHolidays(@Req() request: PageRequest) {
    const holidays = await this.holidays.listHolidays();
    return holidaysView(holidays, formView(request, { day: '', name: '', kind: 'closed' }), {
      today: this.clock.today(),
      canManage: mayManage(actorOf(request)),
    });
  }

  @CommandRoute('holidays', 'showHolidays')
  @Allow('settings.manage')
  async addHoliday(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { day, name, kind } = parseForm(holidayForm, body);
    const holiday = { day, name, isOpen: kind === 'open' };
    await this.holidays.addHoliday(auditActorOf(actorOf(request)), holiday);
    return {
      location: '/city-settings/holidays',
      notice: holiday.isOpen
        ? '開庁日を追加しました。期限と通知の日は、この日を含めて数えます。'
        : '閉庁日を追加しました。期限と通知の日は、この日を除いて数えます。',
    };
  }

  @CommandRoute('holidays/remove', 'showHolidays')
  @Allow('settings.manage')
  async removeHoliday(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { day } = parseForm(removalForm, body);
    await this.holidays.removeHoliday(auditActorOf(actorOf(request)), day);
    return { location: '/city-settings/holidays', notice: '閉庁日を削除しました。' };
  }
}
