import { Body, Controller, Req } from '@nestjs/common';
import { hasPermission } from '@app/access';
import { TransferDraftQueries, TransferDrafts } from '@app/organization';
import { Clock, type CommandAnswer } from '@app/platform';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, param, type PageRequest } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { draftHref } from './draft-words';
import { readerForm } from './drafts.forms';
import { readersView } from './readers.views';

/** Who may open a draft. */
@Controller('drafts')
@Allow('drafts.edit')
export class DraftReadersController {
  constructor(
    private readonly drafts: TransferDrafts,
    private readonly queries: TransferDraftQueries,
    private readonly clock: Clock,
  ) {}

  @PageRoute(':id/readers', 'pages/hr/drafts/readers')
  @Allow('drafts.open')
  async showReaders(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const draft = await this.drafts.open(actor, param(request, 'id'));
    const readers = await this.queries.listReaders(draft, this.clock.today());
    return readersView(draft, readers, {
      ownId: actor.accountId,
      mayEdit: hasPermission(actor, 'drafts.edit') && draft.state === 'open',
      form: formView(request, { staffNumber: '' }),
    });
  }

  @CommandRoute(':id/readers', 'showReaders')
  async nameReader(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const id = param(request, 'id');
    const { staffNumber } = parseForm(readerForm, body);
    await this.drafts.nameReader(actorOf(request), id, staffNumber);
    return { location: draftHref(id, 'readers'), notice: 'この案を開ける人に加えました。' };
  }

  @CommandRoute(':id/readers/:accountId/remove', 'showReaders')
  async removeReader(@Req() request: PageRequest): Promise<CommandAnswer> {
    const id = param(request, 'id');
    await this.drafts.removeReader(actorOf(request), id, param(request, 'accountId'));
    return { location: draftHref(id, 'readers'), notice: 'この案を開ける人から外しました。' };
  }
}
