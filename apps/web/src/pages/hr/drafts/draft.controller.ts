import { Controller, Req } from '@nestjs/common';
import { type Actor, hasPermission } from '@app/access';
import { RoleQueries } from '@app/appointments';
import { DraftEffectsService } from '@app/coverage';
import {
  DraftAdoption,
  TransferDraftQueries,
  TransferDrafts,
  UnitQueries,
} from '@app/organization';
import type { CommandAnswer } from '@app/platform';
import { formView } from '../../../shell/forms';
import { actorOf, param, type PageRequest, showAgain } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { againstView, type Side } from './against.views';
import { discardView, handOverView } from './closing.views';
import { shownRows, unitNames } from './draft-rows.list';
import { draftHref, PATH } from './draft-words';
import { draftView } from './draft.views';

const REFRESH_SECONDS = 3;

/** One draft of transfers: what it would do, beside another one, and what becomes of it. */
@Controller('drafts')
@Allow('drafts.open')
export class DraftController {
  constructor(
    private readonly drafts: TransferDrafts,
    private readonly queries: TransferDraftQueries,
    private readonly effects: DraftEffectsService,
    private readonly adoption: DraftAdoption,
    private readonly roles: RoleQueries,
    private readonly units: UnitQueries,
  ) {}

  /** Shows itself again until the effects are worked out; that is no opening of its own. */
  @PageRoute(':id', 'pages/hr/drafts/draft')
  async showDraft(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const draft = await this.queries.get(actor, param(request, 'id'));
    const kept = await this.effects.find(actor, draft);
    if (kept.state === 'waiting') showAgain(request, { seconds: REFRESH_SECONDS });
    else await this.drafts.open(actor, draft.id);
    const all = await this.queries.list(actor);
    const others = all.filter(({ id, state }) => id !== draft.id && state !== 'discarded');
    const names = await this.roles.readAskable();
    const mayEdit = hasPermission(actor, 'drafts.edit');
    return draftView({ draft, kept, others, names }, { mayEdit, form: formView(request, {}) });
  }

  @CommandRoute(':id/play', 'showDraft')
  async play(@Req() request: PageRequest): Promise<CommandAnswer> {
    const id = param(request, 'id');
    await this.effects.ask(actorOf(request), id);
    return { location: draftHref(id) };
  }

  @PageRoute(':id/against/:other', 'pages/hr/drafts/against')
  async showAgainst(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const one = await this.sideOf(actor, param(request, 'id'));
    return againstView(one, await this.sideOf(actor, param(request, 'other')));
  }

  private async sideOf(actor: Actor, draftId: string): Promise<Side> {
    const draft = await this.drafts.open(actor, draftId);
    const kept = await this.effects.find(actor, draft);
    const rows = await this.queries.listRows(draft);
    const names = unitNames(await this.units.listUnits(draft.effectiveOn), rows);
    return { draft, kept, rows: shownRows(rows, [], names) };
  }

  @PageRoute(':id/discard', 'pages/hr/drafts/closing')
  @Allow('drafts.edit')
  async showDiscard(@Req() request: PageRequest) {
    const draft = await this.drafts.open(actorOf(request), param(request, 'id'));
    return discardView(draft, formView(request, {}));
  }

  @CommandRoute(':id/discard', 'showDiscard')
  @Allow('drafts.edit')
  async discard(@Req() request: PageRequest): Promise<CommandAnswer> {
    await this.drafts.discard(actorOf(request), param(request, 'id'));
    return { location: PATH, notice: '異動案を取りやめました。内容は、開ける人に残ります。' };
  }

  @PageRoute(':id/hand-over', 'pages/hr/drafts/closing')
  @Allow('drafts.edit')
  async showHandOver(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const draft = await this.drafts.open(actor, param(request, 'id'));
    const isOwn = await this.queries.concerns(draft, actor.accountId);
    return handOverView(draft, formView(request, {}), isOwn);
  }

  @CommandRoute(':id/hand-over', 'showHandOver')
  @Allow('drafts.edit')
  async handOver(@Req() request: PageRequest): Promise<CommandAnswer> {
    const batchId = await this.adoption.handOver(actorOf(request), param(request, 'id'));
    return {
      location: `/imports/${batchId}`,
      notice:
        '異動案を取込みへ渡しました。まだ何も反映していません。内容を確かめて、反映してください。',
    };
  }
}
