import { Body, Controller, Req } from '@nestjs/common';
import { EnrollmentsService, LessonsQueries } from '@app/courses';
import { TargetQueries } from '@app/coverage';
import { Clock, type CommandAnswer, InvalidInput, lessonWordsInUse, NotFound } from '@app/platform';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, param, type PageRequest } from '../../../shell/http';
import { courseAddress } from '../../../shell/learning-parts';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { courseYear } from '../courses/course-year';
import { answerOf } from '../quiz/answer.forms';
import { checkForm, lessonForm } from './lesson.forms';
import { goalWords } from './city-words';
import { addressAfter, lessonView } from './lesson.views';
import { OpenedPages } from './opened-pages';

@Controller('courses/:key/lessons/:lesson')
@Allow('self')
export class LessonController {
  constructor(
    private readonly lessons: LessonsQueries,
    private readonly enrollments: EnrollmentsService,
    private readonly targets: TargetQueries,
    private readonly clock: Clock,
    private readonly opened: OpenedPages,
  ) {}

  @PageRoute('', 'pages/learn/lesson/lesson')
  async showLesson(@Req() request: PageRequest) {
    const lesson = await this.getLesson(request);
    const view = lessonView(lesson, {
      checks: await this.lessons.listChecks(lesson),
      words: { ...lessonWordsInUse(), ...goalWords(await this.targetsOfToday()) },
      refused: refusedCheck(request),
    });
    return {
      ...view,
      opened: this.opened.note(request, lessonOf(request)),
      form: formView(request, { note: lesson.note }),
    };
  }

  @CommandRoute('complete', 'showLesson')
  async completeLesson(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { note, opened } = parseForm(lessonForm, body);
    const actor = actorOf(request);
    const address = addressOf(request);
    const shownAt = this.opened.read(request, lessonOf(request), opened);
    const result = await this.enrollments.completeLesson(actor, { ...address, note, shownAt });
    return {
      location: addressAfter(address, result),
      ...(result.isCourseCompleted && { notice: '修了しました。受講記録に残りました。' }),
    };
  }

  @CommandRoute('checks/:questionId', 'showLesson')
  async answerCheck(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const actor = actorOf(request);
    const address = addressOf(request);
    const questionId = param(request, 'questionId');
    const answer = answerOf(body);
    if (!answer) throw new InvalidInput({ answer: '答えを選んでから「答える」を押してください。' });
    const { opened } = parseForm(checkForm, request.body);
    const shownAt = this.opened.read(request, lessonOf(request), opened);
    await this.enrollments.answerCheck(actor, { ...address, questionId, answer, shownAt });
    return {
      location: `${courseAddress(address, `/lessons/${address.lessonKey}`)}#check-${questionId}`,
    };
  }

  private async targetsOfToday() {
    return this.targets.listTargetsOn(this.clock.today());
  }

  private async getLesson(request: PageRequest) {
    const { personId } = actorOf(request);
    const { courseKey, lessonKey, year } = addressOf(request);
    const lesson = await this.lessons.findLesson(personId, courseKey, lessonKey, year);
    if (!lesson) throw new NotFound();
    return lesson;
  }
}

function addressOf(request: PageRequest) {
  return {
    courseKey: param(request, 'key'),
    lessonKey: param(request, 'lesson'),
    year: courseYear(request),
  };
}

function lessonOf(request: PageRequest): string {
  return `${param(request, 'key')}/${param(request, 'lesson')}`;
}

function refusedCheck(request: PageRequest): { questionId: string; message: string } | null {
  const message = request.refusedForm?.errors.answer;
  return message === undefined ? null : { questionId: param(request, 'questionId'), message };
}
