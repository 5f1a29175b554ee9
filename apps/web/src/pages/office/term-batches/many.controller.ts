import { Body, Controller, Get, Req, StreamableFile } from '@nestjs/common';
import {
  AppointmentOrdersService,
  BatchQueries,
  LIST_HEADINGS,
  NominationQueries,
  RoleQueries,
  roleTitle,
} from '@app/appointments';
import {
  Clock,
  type CommandAnswer,
  fiscalYearOf,
  fiscalYearStart,
  type LocalDate,
  writeCsv,
} from '@app/platform';
import { noteOnlyOne } from '../../../shell/access-recorder';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest, queryText } from '../../../shell/http';
import { readUpload } from '../../../shell/intake/request-uploads';
import { Allow, CommandRoute, PageRoute, Takes } from '../../../shell/routes';
import { pageNumber } from '../../../shell/view-parts';
import { APPOINTMENT_FILES } from '../../../shared/appointment-files';
import { batchHref } from './batch-words';
import { MANY_PAGE, manyView } from './many.views';
import { manyFilter, nominatedForm } from './term-batches.forms';

const CHECKING = '一人ずつ確かめています。まだ何も登録していません。';

/** 一括任命: from a list that is sent in, or of those who were recommended and have consented. */
@Controller('appointments/many')
@Allow('appointments.manage')
export class ManyAppointmentsController {
  constructor(
    private readonly orders: AppointmentOrdersService,
    private readonly nominations: NominationQueries,
    private readonly batches: BatchQueries,
    private readonly roles: RoleQueries,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/office/term-batches/many')
  async showMany(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const { role } = manyFilter.parse(request.query);
    const page = pageNumber(queryText(request, 'page'));
    const wanted = { state: 'consented', role, page, pageSize: MANY_PAGE } as const;
    const found = await this.nominations.list(actor, wanted);
    noteOnlyOne(request, found.rows, found.total);
    const latest = await this.batches.listLatest(actor);
    const initial = { termStart: this.clock.today(), termEnd: '', documentNumber: '', note: '' };
    const form = formView(request, { ...initial, list: '', scope: 'chosen', of: '' });
    const roles = await this.roles.listAppointable(this.clock.today());
    return manyView(found, { role, roles, page, latest, form });
  }

  @CommandRoute('', 'showMany')
  @Takes({ files: APPOINTMENT_FILES })
  async orderList(@Req() request: PageRequest): Promise<CommandAnswer> {
    const file = await readUpload(request, 'list');
    const id = await this.orders.orderList(actorOf(request), file);
    return { location: batchHref(id), notice: CHECKING };
  }

  @CommandRoute('nominated', 'showMany')
  async orderNominated(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { role } = manyFilter.parse(request.query);
    const input = { ...parseForm(nominatedForm, body), role };
    const id = await this.orders.orderNominated(actorOf(request), input);
    return { location: batchHref(id), notice: CHECKING };
  }

  @Get('example.csv')
  downloadExample(): StreamableFile {
    const start = this.nextStart();
    const rows = [
      ['000101', '総務　花子', roleTitle('leader'), '総務課', start, '', 'DX第1号', ''],
      ['000102', '税務　太郎', roleTitle('supporter'), '', start, '', 'DX第2号', '再度の任命'],
    ];
    const { bytes } = writeCsv(LIST_HEADINGS, rows, { encoding: 'utf-8-bom' });
    const disposition = 'attachment; filename="ninmei.csv"';
    return new StreamableFile(bytes, { type: 'text/csv', disposition });
  }

  /** The 1 April that comes next, for which most terms are prepared. */
  private nextStart(): LocalDate {
    return fiscalYearStart(fiscalYearOf(this.clock.today()) + 1);
  }
}
