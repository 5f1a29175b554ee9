import { Body, Controller, Inject, Req } from '@nestjs/common';
import { auditActorOf } from '@app/access';
import {
  type CommandAnswer,
  APP_CONFIG,
  type AppConfig,
  CityHolidays,
  Clock,
  SettingsService,
} from '@app/platform';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { wordsOf } from '../../learn/lesson/city-words';
import { holidayForm, removalForm, wordsForm } from './city-settings.forms';
import { mayManage } from './city-settings.parts';
import { changesOf, holidaysView, initialWords, wordsView } from './words.views';

/** What the city calls things in lessons, and when its offices are closed. */
@Controller('city-settings')
@Allow('settings.read')
export class CityWordsController {
  constructor(
    private readonly settings: SettingsService,
    private readonly holidays: CityHolidays,
    private readonly clock: Clock,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  @PageRoute('words', 'pages/admin/city-settings/words')
  async showWords(@Req() request: PageRequest) {
    const today = this.clock.today();
    const rows = await this.settings.listSettings('city.');
    const initial = initialWords(rows, wordsOf(this.config.CITY_NAME, {}), today);
    return wordsView(rows, formView(request, { ...initial, validFrom: today }), {
      today,
      canManage: mayManage(actorOf(request)),
    });
  }

  @CommandRoute('words', 'showWords')
  @Allow('settings.manage')
  async changeWords(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { validFrom, ...words } = parseForm(wordsForm, body);
    const by = auditActorOf(actorOf(request));
    const changes = changesOf(words, wordsOf(this.config.CITY_NAME, {}));
    const changed = await this.settings.changeSettings(by, changes, validFrom);
    const text =
      changed === 0 ? '変わった言葉はありません。' : `${String(changed)}語を変更しました。`;
    return { location: '/city-settings/words', notice: text };
  }

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
        : '休庁日を追加しました。期限と通知の日は、この日を除いて数えます。',
    };
  }

  @CommandRoute('holidays/remove', 'showHolidays')
  @Allow('settings.manage')
  async removeHoliday(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { day } = parseForm(removalForm, body);
    await this.holidays.removeHoliday(auditActorOf(actorOf(request)), day);
    return { location: '/city-settings/holidays', notice: '休庁日を削除しました。' };
  }
}
