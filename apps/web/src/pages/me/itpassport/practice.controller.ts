import { Body, Controller, Req } from '@nestjs/common';
import { type CommandAnswer, InvalidInput } from '@app/platform';
import { PracticeQueries, PracticeSessionsService } from '@app/practice';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, param, type PageRequest, queryText } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { address } from '../../../shell/view-parts';
import { answerOf } from '../../learn/quiz/answer.forms';
import { ExamDays } from './exam-days';
import { markForm, placeForm } from './itpassport.forms';
import { practiceView, sessionAddress, summaryView } from './practice.views';

@Controller('itpassport/practice')
@Allow('self')
export class PracticeController {
  constructor(
    private readonly sessions: PracticeSessionsService,
    private readonly queries: PracticeQueries,
    private readonly examDays: ExamDays,
  ) {}

  @PageRoute(':id', 'pages/me/itpassport/practice')
  async showQuestion(@Req() request: PageRequest) {
    const position = queryText(request, 'q') ?? request.refusedForm?.values.position;
    const at = /^[1-9]\d{0,3}$/.test(position ?? '') ? Number(position) : null;
    const { personId } = actorOf(request);
    const page = await this.queries.findPage(param(request, 'id'), personId, at);
    return { ...practiceView(page), form: formView(request, {}) };
  }

  @CommandRoute(':id/answers', 'showQuestion', { idempotent: true })
  async answer(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { position } = parseForm(placeForm, body);
    const answer = answerOf(body);
    if (answer === null) throw new InvalidInput({ answer: '答えを選んでください。' });
    const isTaken = await this.sessions.answer(await this.keyOf(request), position, answer);
    const location = address(sessionAddress(param(request, 'id')), { q: position });
    if (isTaken) return { location };
    return {
      location,
      notice: 'この問題には、もう答えています。先の解答が残っています。',
    };
  }

  /** The next question, or the result where there is none left. */
  @CommandRoute(':id/next', 'showQuestion', { idempotent: true })
  async goOn(@Req() request: PageRequest): Promise<CommandAnswer> {
    const isOver = await this.sessions.goOn(await this.keyOf(request));
    const own = sessionAddress(param(request, 'id'));
    return { location: isOver ? `${own}/result` : own };
  }

  @CommandRoute(':id/mark', 'showQuestion', { idempotent: true })
  async mark(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { position, mark } = parseForm(markForm, body);
    await this.sessions.mark(await this.keyOf(request), position, mark === 'on');
    return { location: address(sessionAddress(param(request, 'id')), { q: position }) };
  }

  @CommandRoute(':id/stop', 'showQuestion', { idempotent: true })
  async stop(@Req() request: PageRequest): Promise<CommandAnswer> {
    await this.sessions.stop(await this.keyOf(request));
    return { location: `${sessionAddress(param(request, 'id'))}/result` };
  }

  @PageRoute(':id/result', 'pages/me/itpassport/summary')
  async showSummary(@Req() request: PageRequest) {
    const { personId } = actorOf(request);
    return summaryView(await this.queries.findSummary(param(request, 'id'), personId), {
      sessionId: param(request, 'id'),
    });
  }

  private async keyOf(request: PageRequest) {
    const actor = actorOf(request);
    const examOn = await this.examDays.find(actor);
    return { sessionId: param(request, 'id'), personId: actor.personId, examOn };
  }
}
