import { Body, Controller, Req } from '@nestjs/common';
import { ScreenChanges, UnitQueries, type UnitRow } from '@app/organization';
import { Clock, type CommandAnswer, NotFound } from '@app/platform';
import { parseForm } from '../../../shell/forms';
import { actorOf, param, type PageRequest } from '../../../shell/http';
import { Allow, AnswerRoute, CommandRoute, PageRoute } from '../../../shell/routes';
import { breadcrumb } from '../../../shell/view-parts';
import { UNIT_END_FIELDS, UNIT_PLACE_FIELDS } from './change-fields';
import { ChangeDesk, type ChangeDeskForm } from './change-desk';
import { unitEndForm, unitPlaceForm } from './changes.forms';
import { type ChangeFrame, unitChoices } from './changes.views';

const VIEW = 'pages/hr/changes/change';
const ASKED = { idempotent: true, ownTransactions: true } as const;

/** A unit stands below another one from a day on, or ends with a day (廃止). */
@Controller('units')
@Allow('organization.import')
export class UnitActsController {
  constructor(
    private readonly changes: ScreenChanges,
    private readonly units: UnitQueries,
    private readonly desk: ChangeDesk,
    private readonly clock: Clock,
  ) {}

  @PageRoute(':code/place', VIEW)
  async showPlace(@Req() request: PageRequest) {
    return this.desk.show(request, await this.placeDesk(request));
  }

  @AnswerRoute(':code/place', VIEW, 'showPlace', ASKED)
  async checkPlace(@Req() request: PageRequest, @Body() body: unknown) {
    return this.desk.check(request, await this.placeDesk(request), body);
  }

  @CommandRoute(':code/place/apply', 'showPlace')
  async applyPlace(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const desk = await this.placeDesk(request);
    await this.desk.apply(request, desk, body);
    return { location: desk.frame.back, notice: '新しい上の所属を登録しました。' };
  }

  @PageRoute(':code/end', VIEW)
  async showEnd(@Req() request: PageRequest) {
    return this.desk.show(request, await this.endDesk(request));
  }

  @AnswerRoute(':code/end', VIEW, 'showEnd', ASKED)
  async checkEnd(@Req() request: PageRequest, @Body() body: unknown) {
    return this.desk.check(request, await this.endDesk(request), body);
  }

  @CommandRoute(':code/end/apply', 'showEnd')
  async applyEnd(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    await this.desk.apply(request, await this.endDesk(request), body);
    return { location: '/units', notice: '所属の最後の日を登録しました。' };
  }

  private async placeDesk(request: PageRequest): Promise<ChangeDeskForm> {
    const unit = await this.unitOf(request);
    const all = await this.units.listUnits(this.clock.today());
    const title = '上の所属を変える';
    const frame = await this.frameOf(request, unit, {
      ...{ title, fields: UNIT_PLACE_FIELDS, name: 'place' },
      summary: `${unit.code} ${unit.name}を、日を決めて、ほかの所属の下に移します。`,
      about: '下の所属と職員は、いっしょに移ります。前の日の一覧は変わりません。',
      units: unitChoices(all.filter(({ id }) => id !== unit.id)),
    });
    const parent = all.find(({ id }) => id === unit.parentId)?.code ?? '';
    return {
      frame,
      initial: { parentCode: parent, from: frame.today },
      read: (body) => ({
        of: 'unit',
        unitId: unit.id,
        change: { kind: 'move', ...parseForm(unitPlaceForm, body) },
      }),
    };
  }

  private async endDesk(request: PageRequest): Promise<ChangeDeskForm> {
    const unit = await this.unitOf(request);
    const frame = await this.frameOf(request, unit, {
      ...{ title: '所属を終える(廃止)', fields: UNIT_END_FIELDS, name: 'end', units: [] },
      summary: `${unit.code} ${unit.name}の最後の日を登録します。`,
      about:
        '職員、下の所属、役割、受講指定が残っているときは終えられません。先に、それぞれを移すか終えてください。前の日の一覧は変わりません。',
    });
    return {
      frame,
      initial: { lastDay: '' },
      read: (body) => ({
        of: 'unit',
        unitId: unit.id,
        change: { kind: 'end', ...parseForm(unitEndForm, body) },
      }),
    };
  }

  private async frameOf(
    request: PageRequest,
    unit: UnitRow,
    given: Pick<ChangeFrame, 'title' | 'summary' | 'about' | 'fields'> & {
      readonly name: string;
      readonly units: ChangeFrame['sources']['units'];
    },
  ): Promise<ChangeFrame> {
    const { mark } = await this.changes.findUnit(actorOf(request), unit.id);
    const back = `/units/${encodeURIComponent(unit.code)}`;
    const { title, summary, about, fields, name, units } = given;
    return {
      ...{ title, summary, about, fields, mark, back },
      breadcrumb: breadcrumb(['組織', '/units'], [unit.name, back], [title]),
      sources: { units, posts: [] },
      ...{ today: this.clock.today(), isOwn: false },
      confirmWith: { label: '所属コード', text: unit.code },
      action: `${back}/${name}`,
    };
  }

  private async unitOf(request: PageRequest): Promise<UnitRow> {
    const unit = await this.units.findUnitByCode(param(request, 'code'), this.clock.today());
    if (!unit) throw new NotFound();
    return unit;
  }
}
