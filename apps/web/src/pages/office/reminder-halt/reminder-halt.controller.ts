import { Body, Controller, Req } from '@nestjs/common';
import type { CommandAnswer } from '@app/platform';
import { KINDS, ReminderHalts, ReminderHaltsService } from '@app/reminders';
import { z } from 'zod';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { CONFIRMED_BY, decisionField, HALT, haltView } from './reminder-halt.views';

const startForm = z.object({
  reason: z
    .string('止める理由を入力してください。')
    .trim()
    .min(1, '止める理由を入力してください。')
    .default(''),
  confirmed: z
    .string()
    .trim()
    .default('')
    .refine((text) => text === CONFIRMED_BY, `確認のため、「${CONFIRMED_BY}」と入力してください。`),
});

/** Undecided is no decision: the form asks for each kind that it shows. */
const resumeForm = z.record(z.string(), z.unknown());

/** 災害対応モード: one switch for all notices but those of security. */
@Controller('disaster-mode')
@Allow('reminders.halt')
export class ReminderHaltController {
  constructor(
    private readonly halts: ReminderHalts,
    private readonly service: ReminderHaltsService,
  ) {}

  @PageRoute('', 'pages/office/reminder-halt/halt')
  async showHalt(@Req() request: PageRequest) {
    const [halt, past] = [await this.halts.current(), await this.halts.listPast()];
    const piledUp = halt === null ? [] : await this.halts.listPiledUp();
    const decisions = Object.fromEntries(
      KINDS.map(({ name }) => [decisionField(name), 'send'] as const),
    );
    const form = formView(request, { reason: '', confirmed: '', ...decisions });
    return haltView({ halt, past, piledUp }, form);
  }

  @CommandRoute('', 'showHalt')
  async startHalt(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { reason } = parseForm(startForm, body);
    await this.service.start(actorOf(request), reason);
    return { location: HALT, notice: '通知を止めました。セキュリティの知らせだけを送ります。' };
  }

  @CommandRoute('resume', 'showHalt')
  async resume(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const typed = parseForm(resumeForm, body);
    const dropped = KINDS.filter(({ name }) => typed[decisionField(name)] === 'drop');
    await this.service.resume(
      actorOf(request),
      dropped.map(({ name }) => name),
    );
    return {
      location: HALT,
      notice:
        dropped.length === 0
          ? '通知を再開しました。たまった通知のうち、いまも当てはまるものを送ります。'
          : `通知を再開しました。${String(dropped.length)}種類のたまった通知は送りません。`,
    };
  }
}
