import { Body, Controller, Get, Req, StreamableFile } from '@nestjs/common';
import { hasPermission } from '@app/access';
import {
  mediaType,
  PublicationQueries,
  PublicationsService,
  publicationState,
} from '@app/coverage';
import { attachmentHeader, type CommandAnswer, idOf } from '@app/platform';
import { noteOnlyOne } from '../../../shell/access-recorder';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, param, type PageRequest, showAgain } from '../../../shell/http';
import { ListAnswer } from '../../../shell/lists/list-file';
import { Allow, CommandRoute, Confirmed, PageRoute } from '../../../shell/routes';
import { publicationHref } from './publication-words';
import { publicationView } from './publication.views';
import { withdrawalForm } from './publications.forms';
import { withdrawView } from './withdraw.views';

const REFRESH_SECONDS = 3;

/** One publication: its figures, its files, and what is counted otherwise by now. */
@Controller('coverage/publications')
@Allow('coverage.read')
export class PublicationController {
  constructor(
    private readonly publications: PublicationQueries,
    private readonly service: PublicationsService,
  ) {}

  /** Shows itself again until its files are made. */
  @PageRoute(':id', 'pages/office/publications/publication')
  async showPublication(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const row = await this.publications.getOne(actor, this.idOf(request));
    if (row.madeAt === null) showAgain(request, { seconds: REFRESH_SECONDS });
    const content = await this.publications.getContent(actor, row.id);
    const files = await this.publications.listFiles(actor, row.id);
    const differences = await this.publications.differencesOf(actor, row);
    noteOnlyOne(request, differences.people, differences.people.length);
    const mayWithdraw =
      hasPermission(actor, 'figures.publish') && publicationState(row) !== 'withdrawn';
    return publicationView({ row, content, files, differences }, mayWithdraw);
  }

  @PageRoute(':id/withdraw', 'pages/office/publications/withdraw')
  @Allow('figures.publish')
  async showWithdraw(@Req() request: PageRequest) {
    const row = await this.publications.getOne(actorOf(request), this.idOf(request));
    return withdrawView(row, formView(request, { reason: '' }));
  }

  @CommandRoute(':id/withdraw', 'showWithdraw')
  @Allow('figures.publish')
  async withdraw(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { reason } = parseForm(withdrawalForm, body);
    const id = this.idOf(request);
    await this.service.withdraw(actorOf(request), id, reason);
    return {
      location: publicationHref(id),
      notice: '確定した数字を取り下げました。一覧には、取下げの印を付けて残ります。',
    };
  }

  @Get(':id/files/:kind')
  async downloadFile(@Req() request: PageRequest): Promise<StreamableFile> {
    const { name, bytes } = await this.open(request, false);
    return new StreamableFile(bytes, {
      ...{ type: mediaType(name), length: bytes.length },
      disposition: attachmentHeader(name),
    });
  }

  /** The names of many people: asked again who one is, and written down. */
  @Get(':id/named/:kind')
  @Confirmed()
  async downloadNamed(@Req() request: PageRequest): Promise<StreamableFile> {
    const { name, bytes, people } = await this.open(request, true);
    return new ListAnswer(people, { bytes, name, type: mediaType(name) });
  }

  private async open(request: PageRequest, named: boolean) {
    const kind = param(request, 'kind');
    return this.publications.openFile(actorOf(request), this.idOf(request), { kind, named });
  }

  private idOf(request: PageRequest) {
    return idOf<'figure_publication'>(param(request, 'id'));
  }
}
