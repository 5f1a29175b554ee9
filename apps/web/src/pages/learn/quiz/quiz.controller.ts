import { randomUUID } from 'node:crypto';
import { Controller, Req, Res } from '@nestjs/common';
import { auditActorOf } from '@app/access';
import { EnrollmentQueries } from '@app/courses';
import { Clock, type CommandAnswer, formatTime } from '@app/platform';
import { AnswerFaults, AttemptQueries, AttemptsService, RetriesService } from '@app/quizzes';
import type { Response } from 'express';
import { formView, parseForm } from '../../../shell/forms';
import { Moved } from '../../../shell/guard.errors';
import { actorOf, param, type PageRequest, queryText, wantsJson } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute, SaveRoute } from '../../../shell/routes';
import { address, pageNumber } from '../../../shell/view-parts';
import { answerOf, saveForm } from './answer.forms';
import { type QuizReturn, QuizReturns } from './quiz-returns';
import { finishView, playerView, type RefusedAnswer } from './quiz.views';
import { courseAfter } from './result-ways';
import { openResultView, resultView } from './result.views';

@Controller('quiz-attempts')
@Allow('self')
export class QuizController {
  constructor(
    private readonly attempts: AttemptsService,
    private readonly queries: AttemptQueries,
    private readonly returns: QuizReturns,
    private readonly faults: AnswerFaults,
    private readonly retries: RetriesService,
    private readonly learning: EnrollmentQueries,
    private readonly clock: Clock,
  ) {}

  @PageRoute(':id', 'pages/learn/quiz/player')
  async showQuestion(@Req() request: PageRequest) {
    const page = await this.findPage(request);
    const { personId } = actorOf(request);
    const figures = await this.returns.figuresOf(page.originKey, [page], personId);
    const shown = {
      now: this.clock.now(),
      tab: randomUUID(),
      figures,
      refused: refusedAnswer(request),
    };
    return {
      ...playerView(page, await this.returnOf(request, page), shown),
      form: formView(request, {}),
    };
  }

  @SaveRoute(':id/answers', 'showQuestion')
  async saveAnswer(@Req() request: PageRequest, @Res() response: Response) {
    const form = parseForm(saveForm, request.body);
    const attempt = {
      attemptId: param(request, 'id'),
      personId: actorOf(request).personId,
      position: form.position,
    };
    const { revision, known, tab } = form;
    const answer = answerOf(request.body);
    await this.faults.refuseFaulty(attempt, answer);
    const saved = await this.attempts.saveAnswer({ ...attempt, revision, known, tab, answer });
    if (form.mark) await this.attempts.markForLater(attempt, form.mark === 'on');
    const go = form.go ?? String(form.position);
    const location =
      go === 'leave' ? await this.addressOutside(request) : nextAddress(attempt.attemptId, go);
    return () => {
      if (wantsJson(request))
        response.status(200).json({ ...saved, savedAt: formatTime(saved.savedAt) });
      else response.redirect(303, location);
    };
  }

  @PageRoute(':id/finish', 'pages/learn/quiz/finish')
  async showFinish(@Req() request: PageRequest) {
    const page = await this.findPage(request);
    return {
      ...finishView(page, await this.returnOf(request, page)),
      form: formView(request, {}),
    };
  }

  @CommandRoute(':id/finish', 'showFinish', { idempotent: true })
  async finish(@Req() request: PageRequest): Promise<CommandAnswer> {
    const actor = actorOf(request);
    const { attemptId } = await this.attempts.submit(
      param(request, 'id'),
      actor.personId,
      auditActorOf(actor),
    );
    return { location: `/quiz-attempts/${attemptId}/result` };
  }

  @PageRoute(':id/result', 'pages/learn/quiz/result')
  async showResult(@Req() request: PageRequest) {
    const result = await this.queries.findResult(param(request, 'id'), actorOf(request).personId);
    if (!result) {
      const { attemptId, isClosed } = await this.findPage(request);
      return openResultView(attemptId, isClosed);
    }
    const origin = await this.returnOf(request, result);
    if (origin.resultPage !== '')
      throw new Moved(`${origin.resultPage}/${result.attemptId}/result`);
    const { originKey, questions } = result;
    const { personId } = actorOf(request);
    const figures = await this.returns.figuresOf(originKey, questions, personId);
    const view = resultView(result, origin, {
      figures,
      now: this.clock.now(),
      after: result.passed ? await this.courseAfter(personId, origin) : null,
      standing: await this.returns.standing(origin, personId),
    });
    return { ...view, form: formView(request, {}) };
  }

  /** Only the wrong questions once more: practice that counts for nothing. */
  @CommandRoute(':id/wrong', 'showResult', { idempotent: true })
  async tryWrongAgain(@Req() request: PageRequest): Promise<CommandAnswer> {
    const id = await this.retries.start(param(request, 'id'), actorOf(request).personId);
    return { location: `/quiz-attempts/${id}` };
  }

  /** What is asked next of whoever has passed the test of a course; else the choice among all. */
  private async courseAfter(personId: string, { retryHref }: QuizReturn) {
    if (retryHref === '') return null;
    const own = await this.learning.listOwnLearning(personId);
    return courseAfter(own);
  }

  /** Where whoever breaks off goes on: what was answered is saved, and the way back leads here again. */
  private async addressOutside(request: PageRequest): Promise<string> {
    return (await this.returnOf(request, await this.findPage(request))).href;
  }

  private returnOf(request: PageRequest, { originKey }: { readonly originKey: string }) {
    return this.returns.find(originKey, actorOf(request).personId);
  }

  /** A refused answer shows its question again, so the position may stand in the form. */
  private async findPage(request: PageRequest) {
    const position = queryText(request, 'q') ?? request.refusedForm?.values.position;
    return this.queries.findPlayerPage(
      param(request, 'id'),
      actorOf(request).personId,
      pageNumber(position),
    );
  }
}

function nextAddress(attemptId: string, go: string): string {
  const own = `/quiz-attempts/${attemptId}`;
  return go === 'finish' ? `${own}/finish` : address(own, { q: go });
}

/** What the person wanted to say, where the question is shown again because it was not saved. */
function refusedAnswer(request: PageRequest): RefusedAnswer | null {
  const { refusedForm } = request;
  if (!refusedForm) return null;
  try {
    const answer = answerOf(request.body);
    return answer && { answer, isFaulty: refusedForm.errors.answer !== undefined };
  } catch {
    return null;
  }
}
