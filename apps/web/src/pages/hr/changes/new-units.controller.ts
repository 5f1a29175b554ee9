import { Body, Controller, Req } from '@nestjs/common';
import { UnitQueries } from '@app/organization';
import { addDays, Clock, type CommandAnswer, fiscalYearEnd, fiscalYearOf } from '@app/platform';
import type { PageRequest } from '../../../shell/http';
import { Allow, AnswerRoute, CommandRoute, PageRoute } from '../../../shell/routes';
import { address, breadcrumb } from '../../../shell/view-parts';
import { NEW_UNIT_FIELDS } from './change-fields';
import { ChangeDesk, type ChangeDeskForm } from './change-desk';
import { readNewUnit } from './changes.forms';
import { unitChoices } from './changes.views';

/** 新設: a unit that is not known yet. */
@Controller('units/new')
@Allow('organization.import')
export class NewUnitsController {
  constructor(
    private readonly units: UnitQueries,
    private readonly desk: ChangeDesk,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/hr/changes/change')
  async showNewUnit(@Req() request: PageRequest) {
    return this.desk.show(request, await this.deskOf());
  }

  @AnswerRoute('', 'pages/hr/changes/change', 'showNewUnit', {
    idempotent: true,
    ownTransactions: true,
  })
  async checkNewUnit(@Req() request: PageRequest, @Body() body: unknown) {
    return this.desk.check(request, await this.deskOf(), body);
  }

  @CommandRoute('apply', 'showNewUnit')
  async addUnit(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const change = await this.desk.apply(request, await this.deskOf(), body);
    const from = change.of === 'new_unit' ? change.unit.from : undefined;
    return { location: address('/units', { asOf: from }), notice: '所属を登録しました。' };
  }

  private async deskOf(): Promise<ChangeDeskForm> {
    const today = this.clock.today();
    const next = addDays(fiscalYearEnd(fiscalYearOf(today)), 1);
    const units = unitChoices(await this.units.listUnits(today), await this.units.listUnits(next));
    return {
      frame: {
        title: '所属を加える',
        breadcrumb: breadcrumb(['組織', '/units'], ['所属を加える']),
        summary: '日を決めて、新しい所属を1つ登録します。',
        about:
          '名前が変わるだけのときは、その所属のページから「所属名を変える」を使います。職員は、登録したあとに異動で移します。',
        fields: NEW_UNIT_FIELDS,
        sources: { units, posts: [] },
        ...{ mark: '', isOwn: false },
        confirmWith: { label: '確認', text: '登録' },
        action: '/units/new',
        back: '/units',
        today,
      },
      initial: {
        ...Object.fromEntries(NEW_UNIT_FIELDS.map(({ name }) => [name, ''])),
        from: today,
      },
      read: readNewUnit,
    };
  }
}
