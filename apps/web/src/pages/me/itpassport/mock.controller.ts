import { Body, Controller, Req } from '@nestjs/common';
import { Clock, type CommandAnswer, NotFound } from '@app/platform';
import {
  type MockChoice,
  MockQueries,
  MocksService,
  SyllabusQueries,
  type SyllabusTree,
} from '@app/practice';
import { AttemptQueries } from '@app/quizzes';
import { figuresAt } from '../../../shared/figure-address';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, param, type PageRequest } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { isKnownMock, mockForm } from './mock.forms';
import { newMockView } from './mock-new.views';
import { mockResultView, openMockView } from './mock-result.views';
import { attemptAddress } from './mock-words';

@Controller('itpassport/mocks')
@Allow('self')
export class MockController {
  constructor(
    private readonly syllabi: SyllabusQueries,
    private readonly mocks: MockQueries,
    private readonly service: MocksService,
    private readonly attempts: AttemptQueries,
    private readonly clock: Clock,
  ) {}

  /** A refused start shows the same page again, for what its form asked for. */
  @PageRoute('new', 'pages/me/itpassport/mock-new')
  async showNew(@Req() request: PageRequest) {
    const { personId } = actorOf(request);
    const asked = mockForm.safeParse(request.refusedForm?.values ?? request.query);
    if (!asked.success) throw new NotFound();
    const syllabus = await this.syllabusFor(asked.data);
    const mocks = await this.mocks.listMocks(personId, syllabus.key);
    const now = this.clock.now();
    const open = mocks.find(({ submittedAt, deadlineAt }) => {
      return submittedAt === null && (deadlineAt === null || deadlineAt > now);
    });
    const chosen = { personId, syllabus, choice: asked.data };
    const preview = await this.service.preview(chosen);
    const view = newMockView({ choice: asked.data, syllabus, preview, open: open ?? null, now });
    return { ...view, form: formView(request, {}) };
  }

  @CommandRoute('', 'showNew')
  async start(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const choice = parseForm(mockForm, body);
    const { personId } = actorOf(request);
    const syllabus = await this.syllabusFor(choice);
    return { location: attemptAddress(await this.service.start({ personId, syllabus, choice })) };
  }

  @PageRoute(':id/result', 'pages/me/itpassport/mock-result')
  async showResult(@Req() request: PageRequest) {
    const { personId } = actorOf(request);
    const mock = await this.mocks.findMock(param(request, 'id'), personId);
    const syllabus = await this.syllabi.find(mock.syllabusKey);
    if (syllabus === null) throw new NotFound();
    const result = await this.attempts.findResult(mock.attemptId, personId);
    if (result === null) return openMockView(mock, syllabus);
    const mocks = await this.mocks.listMocks(personId, mock.syllabusKey);
    const asked = result.questions.map(({ questionId }) => questionId);
    const wrong = result.questions.filter((it) => !it.isCorrect).map((it) => it.questionId);
    const lessons = await this.mocks.listLessons(wrong);
    const homes = await this.mocks.listFigureHomes(asked);
    const figures = figuresAt(homes, result.questions);
    return mockResultView({ mock, result, syllabus, mocks, lessons, figures });
  }

  /** NotFound for a mock that there is not. */
  private async syllabusFor(choice: MockChoice): Promise<SyllabusTree> {
    const syllabus = await this.syllabi.findOn(this.clock.today());
    if (syllabus === null) throw new NotFound();
    const papers = await this.mocks.listPapers(syllabus.key);
    if (!isKnownMock(choice, syllabus, papers)) throw new NotFound();
    return syllabus;
  }
}
