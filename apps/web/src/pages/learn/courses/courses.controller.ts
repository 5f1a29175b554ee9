import { Controller, Req } from '@nestjs/common';
import { CoursesQueries, EnrollmentsService } from '@app/courses';
import { type CommandAnswer, Clock, NotFound, OfficeCalendars } from '@app/platform';
import { formView } from '../../../shell/forms';
import { actorOf, param, type PageRequest } from '../../../shell/http';
import { courseAddress } from '../../../shell/learning-parts';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { courseYear } from './course-year';
import { catalogueView } from './catalogue.views';
import { courseView, type Day } from './courses.views';

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
    const { personId } = actorOf(request);
    const course = await this.courses.findCourse(
      personId,
      param(request, 'key'),
      courseYear(request),
    );
    if (!course) throw new NotFound();
    return { ...courseView(course, await this.day()), form: formView(request, {}) };
  }

  @CommandRoute(':key/enroll', 'showCourse', { idempotent: true })
  async enroll(@Req() request: PageRequest): Promise<CommandAnswer> {
    const course = { courseKey: param(request, 'key'), year: courseYear(request) };
    const lesson = await this.enrollments.enroll(actorOf(request), course.courseKey, course.year);
    return { location: courseAddress(course, lesson === null ? '' : `/lessons/${lesson}`) };
  }

  @CommandRoute(':key/quiz', 'showCourse', { idempotent: true })
  async startQuiz(@Req() request: PageRequest): Promise<CommandAnswer> {
    const [key, year] = [param(request, 'key'), courseYear(request)];
    const id = await this.enrollments.startQuiz(actorOf(request), key, year);
    return { location: `/quiz-attempts/${id}` };
  }

  private async day(): Promise<Day> {
    return { today: this.clock.today(), calendar: await this.calendars.current() };
  }
}
