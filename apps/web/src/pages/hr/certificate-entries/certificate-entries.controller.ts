import { Body, Controller, Get, Req, StreamableFile } from '@nestjs/common';
import {
  CertificateEntriesService,
  CertificateEntryQueries,
  CertificationQueries,
  ENTRY_HEADINGS,
  ENTRY_PARTS,
  EntryDependents,
  MOST_ENTRY_ROWS,
} from '@app/certifications';
import { type CommandAnswer, type EntryBatchId, idOf, things, writeCsv } from '@app/platform';
import { noteOnlyOne } from '../../../shell/access-recorder';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest, param, queryText, showAgain } from '../../../shell/http';
import { readUpload } from '../../../shell/intake/request-uploads';
import {
  filesAt,
  type ListReply,
  listReply,
  requestedFormat,
} from '../../../shell/lists/list-file';
import { Allow, CommandRoute, Confirmed, PageRoute, Takes } from '../../../shell/routes';
import { pageNumber } from '../../../shell/view-parts';
import { ENTRY_FILES } from '../../../shared/entry-files';
import { reasonForm } from '../certification-reviews/reviews.forms';
import { ENTRIES, REFUSALS_LIST, refusalsOf } from './certificate-entries.list';
import {
  BATCHES_PER_PAGE,
  countOf,
  entriesView,
  entryView,
  isUnderWay,
  ROWS_PER_PAGE,
  undoView,
} from './certificate-entries.views';

const REFRESH_SECONDS = 3;
const EXAMPLE = [
  ['000101', '富山　花子', 'ITパスポート試験', '2026/10/20', '第IP-2026-10-00001号', ''],
  ['000102', '', '情報処理安全確保支援士', '令和6年4月1日', '第024680号', '令和9年3月31日'],
];

/** 一括登録: a list of certificates from HR's own records, sent by one person and confirmed by a second one. */
@Controller('certification-reviews/entries')
@Allow('certifications.verify')
export class CertificateEntriesController {
  constructor(
    private readonly entries: CertificateEntryQueries,
    private readonly service: CertificateEntriesService,
    private readonly dependents: EntryDependents,
    private readonly certifications: CertificationQueries,
  ) {}

  @PageRoute('', 'pages/hr/certificate-entries/entries')
  async showEntries(@Req() request: PageRequest) {
    const page = pageNumber(queryText(request, 'page'));
    const asked = { number: page, size: BATCHES_PER_PAGE };
    const found = await this.entries.list(actorOf(request), asked);
    const certifications = await this.certifications.listAll();
    return entriesView(found, { page, form: formView(request, { entries: '' }), certifications });
  }

  @CommandRoute('', 'showEntries')
  @Takes({ files: ENTRY_FILES })
  async send(@Req() request: PageRequest): Promise<CommandAnswer> {
    const file = await readUpload(request, 'entries');
    const id = await this.service.send(actorOf(request), file);
    return { location: `${ENTRIES}/${id}` };
  }

  @Get('example.csv')
  downloadExample(): StreamableFile {
    const { bytes } = writeCsv(ENTRY_HEADINGS, EXAMPLE, { encoding: 'utf-8-bom' });
    const disposition = 'attachment; filename="shikaku.csv"';
    return new StreamableFile(bytes, { type: 'text/csv', disposition });
  }

  /** Shows itself again while the worker is at it. */
  @PageRoute(':id', 'pages/hr/certificate-entries/entry')
  async showEntry(@Req() request: PageRequest) {
    const [actor, id] = [actorOf(request), batchId(request)];
    const batch = await this.entries.get(actor, id);
    if (isUnderWay(batch)) showAgain(request, { seconds: REFRESH_SECONDS });
    const asked = queryText(request, 'show');
    const first = batch.state === 'read' && batch.fitting === 0 ? 'refused' : 'fitting';
    const part = ENTRY_PARTS.find((it) => it === asked) ?? first;
    const page = pageNumber(queryText(request, 'page'));
    const limits = { part, number: page, size: ROWS_PER_PAGE };
    const rows = await this.entries.listRows(actor, id, limits);
    const named = rows.flatMap(({ personId }) => (personId === null ? [] : [{ personId }]));
    noteOnlyOne(request, named, countOf(batch, part));
    return entryView(actor, batch, { part, page, rows }, formView(request, {}));
  }

  @Get(filesAt(':id/refusals'))
  @Confirmed()
  async exportRefusals(@Req() request: PageRequest): Promise<ListReply> {
    const [actor, id] = [actorOf(request), batchId(request)];
    const batch = await this.entries.get(actor, id);
    const all = { part: 'refused', number: 1, size: MOST_ENTRY_ROWS } as const;
    const rows = refusalsOf(await this.entries.listRows(actor, id, all));
    return listReply(REFUSALS_LIST, rows, requestedFormat(request), {
      title: `${batch.fileName}の登録できない行(${things(batch.refused)})`,
      suffix: '',
    });
  }

  @CommandRoute(':id/confirm', 'showEntry')
  async confirm(@Req() request: PageRequest): Promise<CommandAnswer> {
    const id = batchId(request);
    await this.service.confirm(actorOf(request), id);
    return { location: `${ENTRIES}/${id}`, notice: '確定しました。登録を始めています。' };
  }

  @CommandRoute(':id/discard', 'showEntry')
  async discard(@Req() request: PageRequest): Promise<CommandAnswer> {
    await this.service.discard(actorOf(request), batchId(request));
    return { location: ENTRIES, notice: '一括登録を取りやめました。何も登録していません。' };
  }

  @PageRoute(':id/undo', 'pages/hr/certificate-entries/undo')
  async showUndo(@Req() request: PageRequest) {
    const [actor, id] = [actorOf(request), batchId(request)];
    const batch = await this.entries.get(actor, id);
    const built = batch.state === 'applied' ? await this.dependents.list(batch.id) : [];
    return undoView(batch, built, formView(request, { reason: '' }));
  }

  @CommandRoute(':id/undo', 'showUndo')
  async undo(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { reason } = parseForm(reasonForm, body);
    const id = batchId(request);
    await this.service.undo(actorOf(request), id, reason);
    return { location: `${ENTRIES}/${id}`, notice: '一括登録を取り消しました。' };
  }
}

function batchId(request: PageRequest): EntryBatchId {
  return idOf<'certificate_entry_batch'>(param(request, 'id'));
}
