import { Body, Controller, Req } from '@nestjs/common';
import { UnitQueries } from '@app/organization';
import { addDays, Clock, type CommandAnswer, fiscalYearEnd, fiscalYearOf } from '@app/platform';
import { type PageRequest } from '../../../shell/http';
import { Allow, AnswerRoute, CommandRoute, PageRoute } from '../../../shell/routes';
import { breadcrumb } from '../../../shell/view-parts';
import { NEWCOMER_FIELDS } from './change-fields';
import { ChangeDesk, type ChangeDeskForm } from './change-desk';
import { readNewcomer } from './changes.forms';
import { unitChoices } from './changes.views';

/** Somebody who is not known yet. */
@Controller('people/new')
@Allow('organization.import')
export class NewcomersController {
  constructor(
    private readonly units: UnitQueries,
    private readonly desk: ChangeDesk,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/hr/changes/change')
  async showNewcomer(@Req() request: PageRequest) {
    return this.desk.show(request, await this.deskOf());
  }

  @AnswerRoute('', 'pages/hr/changes/change', 'showNewcomer', {
    idempotent: true,
    ownTransactions: true,
  })
  async checkNewcomer(@Req() request: PageRequest, @Body() body: unknown) {
    return this.desk.check(request, await this.deskOf(), body);
  }

  @CommandRoute('apply', 'showNewcomer')
  async addNewcomer(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const change = await this.desk.apply(request, await this.deskOf(), body);
    const number = change.of === 'newcomer' ? change.row.職員番号 : '';
    return {
      location: `/people/${encodeURIComponent(number)}`,
      notice: '職員を登録しました。ログインには、採用の日からアカウントの発行が必要です。',
    };
  }

  private async deskOf(): Promise<ChangeDeskForm> {
    const today = this.clock.today();
    const next = addDays(fiscalYearEnd(fiscalYearOf(today)), 1);
    const units = unitChoices(await this.units.listUnits(today), await this.units.listUnits(next));
    return {
      frame: {
        title: '職員を加える',
        breadcrumb: breadcrumb(['職員', '/people'], ['職員を加える']),
        summary: '取込みを待たずに、1人の職員を登録します。',
        about:
          '前に在職していた職員や、番号だけが変わった職員は、新しく加えずに、その職員のページから変えてください。',
        fields: NEWCOMER_FIELDS,
        sources: { units, posts: [] },
        ...{ mark: '', isOwn: false },
        confirmWith: { label: '確認', text: '登録' },
        action: '/people/new',
        back: '/people',
        today,
      },
      initial: {
        ...Object.fromEntries(NEWCOMER_FIELDS.map(({ name }) => [name, ''])),
        from: today,
      },
      read: readNewcomer,
    };
  }
}
