import { Body, Controller, Req } from '@nestjs/common';
import { ScreenChanges, UnitQueries, type UnitRow } from '@app/organization';
import { Clock, type CommandAnswer, NotFound } from '@app/platform';
import { parseForm } from '../../../shell/forms';
import { actorOf, param, type PageRequest } from '../../../shell/http';
import { Allow, AnswerRoute, CommandRoute, PageRoute } from '../../../shell/routes';
import { breadcrumb } from '../../../shell/view-parts';
import { UNIT_FIELDS } from './change-fields';
import { ChangeDesk, type ChangeDeskForm } from './change-desk';
import { unitForm } from './changes.forms';

/** 改称: a unit is called otherwise from a day on. */
@Controller('units')
@Allow('organization.import')
export class UnitChangesController {
  constructor(
    private readonly changes: ScreenChanges,
    private readonly units: UnitQueries,
    private readonly desk: ChangeDesk,
    private readonly clock: Clock,
  ) {}

  @PageRoute(':code/name', 'pages/hr/changes/change')
  async showName(@Req() request: PageRequest) {
    return this.desk.show(request, await this.deskOf(request));
  }

  @AnswerRoute(':code/name', 'pages/hr/changes/change', 'showName', {
    idempotent: true,
    ownTransactions: true,
  })
  async checkName(@Req() request: PageRequest, @Body() body: unknown) {
    return this.desk.check(request, await this.deskOf(request), body);
  }

  @CommandRoute(':code/name/apply', 'showName')
  async applyName(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const desk = await this.deskOf(request);
    await this.desk.apply(request, desk, body);
    return { location: desk.frame.back, notice: '新しい所属名を登録しました。' };
  }

  private async deskOf(request: PageRequest): Promise<ChangeDeskForm> {
    const today = this.clock.today();
    const unit = await this.units.findUnitByCode(param(request, 'code'), today);
    if (!unit) throw new NotFound();
    const { mark } = await this.changes.findUnit(actorOf(request), unit.id);
    const href = `/units/${encodeURIComponent(unit.code)}`;
    return {
      frame: {
        title: '所属名を変える',
        breadcrumb: breadcrumb(['組織', '/units'], [unit.name, href], ['所属名を変える']),
        summary: `${unit.code} ${unit.name}の名前を、日を決めて変えます。`,
        about: '前の日の一覧や書面は、前の名前のままです。職員と役割は変わりません。',
        fields: UNIT_FIELDS,
        sources: { units: [], posts: [] },
        ...{ mark, today, isOwn: false },
        confirmWith: { label: '所属コード', text: unit.code },
        action: `${href}/name`,
        back: href,
      },
      initial: initialOf(unit, today),
      read: (body) => ({ of: 'unit', unitId: unit.id, change: parseForm(unitForm, body) }),
    };
  }
}

function initialOf({ name }: UnitRow, today: string): Readonly<Record<string, string>> {
  return { name, kana: '', from: today };
}
