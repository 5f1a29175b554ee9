import { Body, Controller, Get, Req, Res, StreamableFile } from '@nestjs/common';
import { hasPermission } from '@app/access';
import {
  AppointmentQueries,
  CANCELLED_MARK,
  type IssuedLetter,
  type LetterChoice,
  LetterDrafts,
  letterFileName,
  LetterQueries,
  LettersService,
} from '@app/appointments';
import {
  type AppointmentId,
  type CommandAnswer,
  Clock,
  idOf,
  inlineHeader,
  NotFound,
} from '@app/platform';
import type { Response } from 'express';
import { noteRead } from '../../../shell/access-recorder';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, param, type PageRequest } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { dueReason, issueView, issuingHref, letterHref, letterView } from './letter.views';
import { issuingForm, letterAddress } from './letters.forms';

/** The letters of one appointment: what was issued, what would be, and the act between the two. */
@Controller('appointments')
@Allow('appointments.read')
export class LetterController {
  constructor(
    private readonly appointments: AppointmentQueries,
    private readonly letters: LetterQueries,
    private readonly drafts: LetterDrafts,
    private readonly service: LettersService,
    private readonly clock: Clock,
  ) {}

  @PageRoute(':id/letter', 'pages/office/letters/letter')
  async showLetter(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const id = idOf<'appointment'>(param(request, 'id'));
    const row = await this.appointments.findOne(actor, id, this.clock.today());
    if (!row) throw new NotFound();
    noteRead(request, row.personId);
    const issues = await this.letters.listOf(actor, id);
    const choice = { appointmentId: id, seal: null, datedOn: null };
    const draft = issues.length > 0 ? null : await this.drafts.preview(actor, choice);
    const canIssue = hasPermission(actor, 'appointments.manage') && row.state !== 'annulled';
    return letterView(row, { issues, draft, canIssue });
  }

  @PageRoute(':id/letter/issue', 'pages/office/letters/issue')
  @Allow('appointments.manage')
  async showIssue(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const draft = await this.drafts.preview(actor, choiceOf(request));
    if (draft.row.state === 'annulled') throw new NotFound();
    await this.service.requireAnother(actor, draft.row.personId);
    noteRead(request, draft.row.personId);
    const { seal, datedOn } = draft;
    const { reason: typed } = letterAddress.parse(request.query);
    const [newest] = await this.letters.listOf(actor, draft.row.id);
    const reason = typed === '' ? (dueReason(draft.row, newest) ?? '') : typed;
    return issueView(draft, formView(request, { seal, datedOn, reason }));
  }

  /** One form for both acts: what stands in its fields is what is looked at, and what is issued. */
  @CommandRoute(':id/letter/issue', 'showIssue')
  @Allow('appointments.manage')
  async issue(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { seen, act, ...form } = parseForm(issuingForm, body);
    const appointmentId = idOf<'appointment'>(param(request, 'id'));
    if (act === 'preview') {
      await this.drafts.preview(actorOf(request), { appointmentId, ...form });
      return { location: issuingHref(appointmentId, form), isStep: true };
    }
    const number = await this.service.issue(actorOf(request), { appointmentId, ...form }, seen);
    return {
      location: letterHref(appointmentId),
      notice:
        number === 1
          ? '書面を発行しました。PDFを開いて印刷できます。'
          : '書面を再発行しました。前の書面も、そのまま残っています。',
    };
  }

  @Get(':id/letter/preview.pdf')
  @Allow('appointments.manage')
  async showPreview(
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const { draft, bytes } = await this.drafts.drawDraft(actorOf(request), choiceOf(request));
    noteRead(request, draft.row.personId);
    return pdfFile(response, bytes, `下見_${draft.row.documentNumber}.pdf`);
  }

  /** As it was handed over, whatever became of the appointment. */
  @Get(':id/letter/issues/:number')
  async openLetter(
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const [id, number] = issueOf(request);
    const found = await this.letters.open(actorOf(request), id, number);
    return fileOf(request, response, found);
  }

  /** The same with the mark that it counts for nothing any more. */
  @Get(':id/letter/issues/:number/cancelled')
  async openCancelled(
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const [id, number] = issueOf(request);
    const found = await this.letters.openCancelled(actorOf(request), id, number);
    return fileOf(request, response, found, CANCELLED_MARK);
  }
}

function issueOf(request: PageRequest): readonly [AppointmentId, number] {
  const number = Number(/^[1-9]\d{0,5}$/.exec(param(request, 'number'))?.[0] ?? 0);
  return [idOf<'appointment'>(param(request, 'id')), number];
}

interface Opened {
  readonly letter: IssuedLetter;
  readonly bytes: Buffer;
}

function fileOf(
  request: PageRequest,
  response: Response,
  { letter, bytes }: Opened,
  mark = '',
): StreamableFile {
  noteRead(request, letter.personId);
  const { documentNumber, says, issueNumber } = letter;
  return pdfFile(
    response,
    bytes,
    letterFileName(documentNumber, says.facts.name, issueNumber, mark),
  );
}

/** Drawn by us, from words only: a browser may show it, and nothing in it runs. */
export function pdfFile(response: Response, bytes: Buffer, name: string): StreamableFile {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  return new StreamableFile(bytes, {
    type: 'application/pdf',
    length: bytes.length,
    disposition: inlineHeader(name.replace(/[\\/]/g, '-')),
  });
}

/** As it was typed when it was refused; else as the address says. What was refused itself cannot be drawn. */
function choiceOf(request: PageRequest): LetterChoice {
  const appointmentId = idOf<'appointment'>(param(request, 'id'));
  const { values, errors } = request.refusedForm ?? { values: request.query, errors: {} };
  const { seal, datedOn } = letterAddress.parse(values);
  return { appointmentId, seal, datedOn: 'datedOn' in errors ? null : datedOn };
}
