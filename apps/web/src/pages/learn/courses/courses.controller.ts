import { Controller, Req } from '@nestjs/common';
import { CoursesQueries, EnrollmentsService } from '@app/courses';
import { type CommandAnswer, Clock, NotFound, OfficeCalendars } from '@app/platform';
import { formView } from '../../../shell/forms';
import { actorOf, param, type PageRequest } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { catalogueView, courseView, type Day } from './courses.views';

@Controller('courses')
@Allow('self')
export class CoursesController {
  constructor(
    private readonly courses: CoursesQueries,
    private readonly enrollments: EnrollmentsService,
    private readonly calendars: OfficeCalendars,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/learn/courses/catalogue')
  async showCatalogue(@Req() request: PageRequest) {
    return catalogueView(
      await this.courses.listCatalogue(actorOf(request).personId),
      await this.day(),
    );
  }

  @PageRoute(':key', 'pages/learn/courses/course')
  async showCourse(@Req() request: PageRequest) {
    const course = await this.courses.findCourse(actorOf(request).personId, param(request, 'key'));
    if (!course) throw new NotFound();
    return { ...courseView(course, await this.day()), form: formView(request, {}) };
  }

  @CommandRoute(':key/enroll', 'showCourse', { idempotent: true })
  async enroll(@Req() request: PageRequest): Promise<CommandAnswer> {
    const key = param(request, 'key');
    const lesson = await this.enrollments.enroll(actorOf(request), key);
    const location = lesson === null ? `/courses/${key}` : `/courses/${key}/lessons/${lesson}`;
    return { location };
  }

  @CommandRoute(':key/quiz', 'showCourse', { idempotent: true })
  async startQuiz(@Req() request: PageRequest): Promise<CommandAnswer> {
    const id = await this.enrollments.startQuiz(actorOf(request), param(request, 'key'));
    return { location: `/quiz-attempts/${id}` };
  }

  private async day(): Promise<Day> {
    return { today: this.clock.today(), calendar: await this.calendars.current() };
  }
}
