import { Body, Controller, Req } from '@nestjs/common';
import { hasPermission } from '@app/access';
import { DraftLines, TransferDraftQueries, TransferDrafts, UnitQueries } from '@app/organization';
import { addDays, type CommandAnswer, NotFound, things } from '@app/platform';
import { STAFF_FILES } from '../../../shared/staff-files';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, param, type PageRequest, queryText, whenGone } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute, Takes } from '../../../shell/routes';
import { pageNumber } from '../../../shell/view-parts';
import { shownRows, unitNames } from './draft-rows.list';
import { draftHref, isChangeable } from './draft-words';
import { filesOf } from './drafts.controller';
import { LINE_ACTS, type LineAct, readLine, takeOutForm } from './drafts.forms';
import { lineView, NO_VALUES, rowsView } from './lines.views';

/** The rows of a draft: listed, taken from files, filled in on the screen, taken out. */
@Controller('drafts')
@Allow('drafts.edit')
export class DraftLinesController {
  constructor(
    private readonly drafts: TransferDrafts,
    private readonly queries: TransferDraftQueries,
    private readonly lines: DraftLines,
    private readonly units: UnitQueries,
  ) {}

  @PageRoute(':id/rows', 'pages/hr/drafts/rows')
  @Allow('drafts.open')
  async showRows(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const draft = await this.drafts.open(actor, param(request, 'id'));
    const rows = await this.queries.listRows(draft);
    const eve = addDays(draft.effectiveOn, -1);
    const standings = await this.queries.listStandings(draft, eve);
    const units = await this.units.listUnits(draft.effectiveOn);
    const before = await this.units.listUnits(eve);
    return rowsView(draft, shownRows(rows, standings, unitNames(units, rows), before), {
      page: pageNumber(queryText(request, 'page')),
      mayEdit: hasPermission(actor, 'drafts.edit') && isChangeable(draft),
      form: formView(request, { postings: '', units: '' }),
    });
  }

  @CommandRoute(':id/files', 'showRows')
  @Takes({ files: STAFF_FILES })
  async addFiles(@Req() request: PageRequest): Promise<CommandAnswer> {
    const id = param(request, 'id');
    const files = { ...(await filesOf(request)), gone: whenGone(request) };
    const count = await this.drafts.addFiles(actorOf(request), id, files);
    return { location: draftHref(id, 'rows'), notice: `${things(count)}をこの案に加えました。` };
  }

  @CommandRoute(':id/take-out', 'showRows')
  async takeOut(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const id = param(request, 'id');
    await this.lines.takeOut(actorOf(request), id, parseForm(takeOutForm, body));
    return { location: draftHref(id, 'rows'), notice: 'この案から外しました。' };
  }

  @PageRoute(':id/lines/:act', 'pages/hr/drafts/line')
  async showLine(@Req() request: PageRequest) {
    const act = actOf(request);
    const draft = await this.drafts.open(actorOf(request), param(request, 'id'));
    const rows = await this.queries.listRows(draft);
    const units = await this.units.listUnits(draft.effectiveOn);
    return lineView(draft, act, { units, rows, form: formView(request, NO_VALUES) });
  }

  @CommandRoute(':id/lines/:act', 'showLine')
  async putLine(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const id = param(request, 'id');
    await this.lines.put(actorOf(request), id, readLine(actOf(request), body));
    return { location: draftHref(id, 'rows'), notice: 'この案に加えました。' };
  }
}

function actOf(request: PageRequest): LineAct {
  const asked = param(request, 'act');
  const act = LINE_ACTS.find((it) => it === asked);
  if (act === undefined) throw new NotFound();
  return act;
}
