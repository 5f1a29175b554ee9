import { Body, Controller, Req } from '@nestjs/common';
import { PeopleQueries, ScreenChanges, UnitQueries, type UnitRow } from '@app/organization';
import {
  addDays,
  Clock,
  type CommandAnswer,
  fiscalYearEnd,
  fiscalYearOf,
  type LocalDate,
  NotFound,
} from '@app/platform';
import { actorOf, param, type PageRequest } from '../../../shell/http';
import { Allow, AnswerRoute, CommandRoute, PageRoute } from '../../../shell/routes';
import { address, breadcrumb } from '../../../shell/view-parts';
import type { ChangeField } from './change-fields';
import { ChangeDesk, type ChangeDeskForm } from './change-desk';
import { typedDay } from './changes.forms';
import { type ChangeFrame, unitChoices } from './changes.views';
import { MERGER_FIELDS, placeField, readMerger, readSplit, SPLIT_FIELDS } from './regrouping.forms';

const VIEW = 'pages/hr/changes/change';
const ASKED = { idempotent: true, ownTransactions: true } as const;

/** 統合 and 分割, each as one act. */
@Controller('units')
@Allow('organization.import')
export class RegroupingsController {
  constructor(
    private readonly changes: ScreenChanges,
    private readonly units: UnitQueries,
    private readonly people: PeopleQueries,
    private readonly desk: ChangeDesk,
    private readonly clock: Clock,
  ) {}

  @PageRoute(':code/merge', VIEW)
  async showMerger(@Req() request: PageRequest) {
    return this.desk.show(request, await this.mergerDesk(request));
  }

  @AnswerRoute(':code/merge', VIEW, 'showMerger', ASKED)
  async checkMerger(@Req() request: PageRequest, @Body() body: unknown) {
    return this.desk.check(request, await this.mergerDesk(request), body);
  }

  @CommandRoute(':code/merge/apply', 'showMerger')
  async applyMerger(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    return this.applied(request, await this.mergerDesk(request), body);
  }

  @PageRoute(':code/split', VIEW)
  async showSplit(@Req() request: PageRequest) {
    return this.desk.show(request, await this.splitDesk(request));
  }

  @AnswerRoute(':code/split', VIEW, 'showSplit', ASKED)
  async checkSplit(@Req() request: PageRequest, @Body() body: unknown) {
    return this.desk.check(request, await this.splitDesk(request), body);
  }

  @CommandRoute(':code/split/apply', 'showSplit')
  async applySplit(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    return this.applied(request, await this.splitDesk(request), body);
  }

  private async applied(
    request: PageRequest,
    desk: ChangeDeskForm,
    body: unknown,
  ): Promise<CommandAnswer> {
    const change = await this.desk.apply(request, desk, body);
    const asOf = change.of === 'regrouping' ? change.regrouping.from : undefined;
    const notice = '登録しました。取込みの一覧から、まとめて取り消せます。';
    return { location: address('/units', { asOf }), notice };
  }

  private async mergerDesk(request: PageRequest): Promise<ChangeDeskForm> {
    const { unit, day } = await this.unitOf(request);
    const frame = await this.frameOf(request, unit, {
      ...{ title: '統合する', name: 'merge', fields: MERGER_FIELDS },
      summary: `${unit.code} ${unit.name}を、ほかの所属と1つにします。`,
      about:
        '職員(兼務を含む)、下の所属、役割は、統合先に移ります。元の所属には後継として統合先を残し、前の日の一覧は変わりません。統合先を元の所属の1つにすると、その所属は続きます。',
    });
    return {
      frame,
      initial: { ...emptyOf(frame.fields), from: day },
      read: (body) => ({ of: 'regrouping', regrouping: readMerger(unit.code, body) }),
    };
  }

  private async splitDesk(request: PageRequest): Promise<ChangeDeskForm> {
    const { unit, day } = await this.unitOf(request);
    const body = request.body as { from?: unknown } | undefined;
    const typed = typedDay(typeof body?.from === 'string' ? body.from : undefined);
    const places = await this.placesOf(unit, typed ?? this.clock.today());
    const frame = await this.frameOf(request, unit, {
      ...{ title: '分割する', name: 'split', fields: [...SPLIT_FIELDS, ...places] },
      summary: `${unit.code} ${unit.name}を、2つ以上の所属に分けます。`,
      about:
        '1つ目を今の所属にすると、その所属が続き、ほかが分かれます。職員と下の所属は、選ばなければ1つ目に行きます。役割は、職員といっしょに移ります。',
    });
    return {
      frame,
      initial: { ...emptyOf(frame.fields), from: day },
      read: (sent) => ({ of: 'regrouping', regrouping: readSplit(unit.code, sent) }),
    };
  }

  /** Whoever works in the unit itself, and the units right below it. */
  private async placesOf(unit: UnitRow, on: LocalDate): Promise<readonly ChangeField[]> {
    const staff = await this.people.listStaffOfUnits([unit.id], on);
    const labels = new Map(
      staff.map(({ staffNumber, name, postTitle }) => [
        staffNumber,
        `${staffNumber} ${name}${postTitle === '' ? '' : `(${postTitle})`}`,
      ]),
    );
    const below = (await this.units.listUnits(on)).filter(({ parentId }) => parentId === unit.id);
    return [
      ...below.map(({ code, name }, at) =>
        placeField(code, `${code} ${name}`, at === 0 ? '下の所属の行き先' : undefined),
      ),
      ...[...labels].map(([key, label], at) =>
        placeField(key, label, at === 0 ? '職員の行き先' : undefined),
      ),
    ];
  }

  private async frameOf(
    request: PageRequest,
    unit: UnitRow,
    given: Pick<ChangeFrame, 'title' | 'summary' | 'about' | 'fields'> & { readonly name: string },
  ): Promise<ChangeFrame> {
    const today = this.clock.today();
    const { mark } = await this.changes.findUnits(actorOf(request), [unit.code]);
    const back = `/units/${encodeURIComponent(unit.code)}`;
    const { name, ...shown } = given;
    const units = unitChoices(
      await this.units.listUnits(today),
      await this.units.listUnits(nextYear(today)),
    );
    return {
      ...{ ...shown, mark, back, today, isOwn: false },
      breadcrumb: breadcrumb(['組織', '/units'], [unit.name, back], [shown.title]),
      sources: { units, posts: [] },
      confirmWith: { label: `元の所属コード(${unit.code})`, text: unit.code },
      action: `${back}/${name}`,
    };
  }

  private async unitOf(request: PageRequest) {
    const today = this.clock.today();
    const unit = await this.units.findUnitByCode(param(request, 'code'), today);
    if (!unit) throw new NotFound();
    return { unit, day: nextYear(today) };
  }
}

const nextYear = (today: LocalDate): LocalDate => addDays(fiscalYearEnd(fiscalYearOf(today)), 1);

function emptyOf(fields: readonly ChangeField[]): Readonly<Record<string, string>> {
  return Object.fromEntries(fields.map(({ name }) => [name, '']));
}
