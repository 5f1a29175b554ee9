import { Controller } from '@nestjs/common';
import { SignInRulesService } from '@app/accounts';
import { PostTitles, UnitQueries } from '@app/organization';
import { CityHolidays, Clock, Vocabulary } from '@app/platform';
import { Allow, PageRoute } from '../../../shell/routes';
import { CountingToday } from './counting-today';
import { overviewView } from './overview.views';

@Controller('city-settings')
@Allow('settings.read')
export class CitySettingsController {
  constructor(
    private readonly vocabulary: Vocabulary,
    private readonly holidays: CityHolidays,
    private readonly titles: PostTitles,
    private readonly units: UnitQueries,
    private readonly counting: CountingToday,
    private readonly signIn: SignInRulesService,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/admin/city-settings/overview')
  async showOverview() {
    const today = this.clock.today();
    const [words, holidays, titles, units, counting, signIn] = await Promise.all([
      this.vocabulary.listWords(),
      this.holidays.listHolidays(),
      this.titles.listTitles(today),
      this.units.listUnits(today),
      this.counting.read(),
      this.signIn.current(),
    ]);
    return overviewView({ words, holidays, titles, units, ...counting, signIn }, today);
  }
}
