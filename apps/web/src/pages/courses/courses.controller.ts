import { Controller, Req } from '@nestjs/common';
import { CoursesQueries, EnrollmentsService } from '@app/courses';
import { Clock, NotFound, OfficeCalendars } from '@app/platform';
import { formView } from '../../shell/forms';
import { actorOf, param, type PageRequest } from '../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../shell/routes';
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

  @PageRoute('', 'pages/courses/catalogue')
  async showCatalogue(@Req() request: PageRequest) {
    return catalogueView(
      await this.courses.listCatalogue(actorOf(request).personId),
      await this.day(),
    );
  }

  @PageRoute(':key', 'pages/courses/course')
  async showCourse(@Req() request: PageRequest) {
    const course = await this.courses.findCourse(actorOf(request).personId, param(request, 'key'));
    if (!course) throw new NotFound();
    return { ...courseView(course, await this.day()), form: formView(request, {}) };
  }

  @CommandRoute(':key/enroll', 'showCourse')
  async enroll(@Req() request: PageRequest): Promise<string> {
    const key = param(request, 'key');
    const lesson = await this.enrollments.enroll(actorOf(request), key);
    return lesson === null ? `/courses/${key}` : `/courses/${key}/lessons/${lesson}`;
  }

  @CommandRoute(':key/quiz', 'showCourse')
  async startQuiz(@Req() request: PageRequest): Promise<string> {
    return `/quiz-attempts/${await this.enrollments.startQuiz(actorOf(request), param(request, 'key'))}`;
  }

  private async day(): Promise<Day> {
    return { today: this.clock.today(), calendar: await this.calendars.current() };
  }
}
