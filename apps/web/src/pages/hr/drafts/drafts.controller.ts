import { Body, Controller, Req } from '@nestjs/common';
import { hasPermission } from '@app/access';
import { type ImportFile, TransferDraftQueries, TransferDrafts } from '@app/organization';
import { Clock, type CommandAnswer } from '@app/platform';
import { STAFF_FILES } from '../../../shared/staff-files';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest, whenGone } from '../../../shell/http';
import { readUpload } from '../../../shell/intake/request-uploads';
import { Allow, CommandRoute, PageRoute, Takes } from '../../../shell/routes';
import { draftHref, nextFirstOfApril } from './draft-words';
import { newDraftForm } from './drafts.forms';
import { draftsView, newDraftView } from './drafts.views';

/** Drafts of transfers: those in which one is named, and a new one. */
@Controller('drafts')
@Allow('drafts.open')
export class DraftsController {
  constructor(
    private readonly drafts: TransferDrafts,
    private readonly queries: TransferDraftQueries,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/hr/drafts/drafts')
  async showDrafts(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const rows = await this.queries.list(actor);
    return draftsView(rows, hasPermission(actor, 'drafts.edit'));
  }

  @PageRoute('new', 'pages/hr/drafts/new')
  @Allow('drafts.edit')
  showNew(@Req() request: PageRequest) {
    const effectiveOn = nextFirstOfApril(this.clock.today());
    const initial = { name: '', effectiveOn, postings: '', units: '', source: '' };
    return newDraftView(formView(request, initial));
  }

  @CommandRoute('new', 'showNew')
  @Allow('drafts.edit')
  @Takes({ files: STAFF_FILES })
  async create(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { source, ...input } = parseForm(newDraftForm, body);
    const files = await filesOf(request);
    const actor = actorOf(request);
    const id =
      files.units === undefined && files.postings === undefined
        ? await this.drafts.create(actor, input)
        : await this.drafts.createOf(actor, input, { ...files, source, gone: whenGone(request) });
    return {
      location: draftHref(id, 'rows'),
      notice: '異動案を作りました。いま開けるのはあなただけです。',
    };
  }
}

/** The files of HR as they were sent along. */
export async function filesOf(
  request: PageRequest,
): Promise<Readonly<Record<'units' | 'postings', ImportFile | undefined>>> {
  return {
    units: await readUpload(request, 'units'),
    postings: await readUpload(request, 'postings'),
  };
}
