import { Body, Controller, Req } from '@nestjs/common';
import { CourseLabelQueries } from '@app/courses';
import type { CommandAnswer } from '@app/platform';
import { MockQueries, QuestionStatisticsQueries } from '@app/practice';
import {
  figureOf,
  RescoredPeopleQueries,
  RescoringService,
  WithdrawalQueries,
  WithdrawalsService,
} from '@app/quizzes';
import { figuresAt } from '../../../shared/figure-address';
import { noteRead } from '../../../shell/access-recorder';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest, param } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { questionAddress } from './question-words';
import { questionView } from './question.views';
import { rescoreForm, withdrawForm } from './questions.forms';
import { newlyPassed, quizKeysOf, rescoringView } from './rescoring.views';

/** One question, what may be wrong with it, and what is done about it. */
@Controller('questions')
@Allow('questions.manage')
export class QuestionController {
  constructor(
    private readonly statistics: QuestionStatisticsQueries,
    private readonly history: WithdrawalQueries,
    private readonly withdrawals: WithdrawalsService,
    private readonly rescoring: RescoringService,
    private readonly people: RescoredPeopleQueries,
    private readonly labels: CourseLabelQueries,
    private readonly mocks: MockQueries,
  ) {}

  @PageRoute(':id', 'pages/office/questions/question')
  async showQuestion(@Req() request: PageRequest) {
    const [actor, id] = [actorOf(request), param(request, 'id')];
    const statistics = await this.statistics.get(actor, id);
    const history = await this.history.getHistory(actor, id);
    const drawn = [{ questionId: id, figure: figureOf(history.text.body) }];
    return questionView({
      ...{ statistics, history },
      changes: await this.rescoring.preview(actor, id),
      figure: figuresAt(await this.mocks.listFigureHomes([history.text.id]), drawn).get(id) ?? null,
      form: formView(request, { treatment: '', reason: '' }),
    });
  }

  @CommandRoute(':id/withdraw', 'showQuestion')
  async withdraw(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const id = param(request, 'id');
    await this.withdrawals.withdraw(actorOf(request), id, parseForm(withdrawForm, body));
    return {
      location: questionAddress(id),
      notice:
        'この問題を取り下げました。これからは出ません。終わった試験の結果は、採点し直すまで変わりません。',
    };
  }

  @CommandRoute(':id/take-back', 'showQuestion')
  async takeBack(@Req() request: PageRequest): Promise<CommandAnswer> {
    const id = param(request, 'id');
    await this.withdrawals.takeBack(actorOf(request), id);
    return {
      location: questionAddress(id),
      notice: '取下げを元に戻しました。この問題は、また出ます。',
    };
  }

  @PageRoute(':id/rescore', 'pages/office/questions/rescoring')
  async showRescoring(@Req() request: PageRequest) {
    const [actor, id] = [actorOf(request), param(request, 'id')];
    const history = await this.history.getHistory(actor, id);
    const changes = await this.rescoring.preview(actor, id);
    const keys = quizKeysOf(changes);
    const labels = await this.labels.labelsOf(
      keys.map((quizKey) => ({ subjectId: '', detail: { quizKey } })),
    );
    const people = await this.people.list(actor, newlyPassed(changes));
    for (const { personId } of people) noteRead(request, personId);
    return rescoringView({
      ...{ history, changes, people },
      labels: new Map(keys.map((key, at) => [key, labels[at] ?? ''])),
      form: formView(request, { reason: '' }),
    });
  }

  @CommandRoute(':id/rescore', 'showRescoring')
  async rescore(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const id = param(request, 'id');
    const { reason } = parseForm(rescoreForm, body);
    await this.rescoring.order(actorOf(request), id, reason);
    return {
      location: questionAddress(id),
      notice: '採点し直しを始めました。終わると、この頁に何人の結果が変わったかが出ます。',
    };
  }
}
