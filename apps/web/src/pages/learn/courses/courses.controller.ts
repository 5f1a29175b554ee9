import { Controller, Req } from '@nestjs/common';
import {
  CourseDropsService,
  type CoursePageRow,
  CoursesQueries,
  EnrollmentsService,
  quizKeyOf,
} from '@app/courses';
import { type CommandAnswer, Clock, NotFound, OfficeCalendars } from '@app/platform';
import { FinishedAttemptQueries } from '@app/quizzes';
import { formView } from '../../../shell/forms';
import { actorOf, param, type PageRequest, queryText } from '../../../shell/http';
import { courseAddress } from '../../../shell/learning-parts';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { courseYear } from './course-year';
import { catalogueView } from './catalogue.views';
import { courseView, type Day } from './courses.views';
import { testView } from './test.views';

@Controller('courses')
@Allow('self')
export class CoursesController {
  constructor(
    private readonly courses: CoursesQueries,
    private readonly enrollments: EnrollmentsService,
    private readonly drops: CourseDropsService,
    private readonly attempts: FinishedAttemptQueries,
    private readonly calendars: OfficeCalendars,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/learn/courses/catalogue')
  async showCatalogue(@Req() request: PageRequest) {
    const rows = await this.courses.listCatalogue(actorOf(request).personId);
    return catalogueView(
      rows,
      await this.day(),
      (queryText(request, 'q') ?? '').trim().slice(0, 50),
    );
  }

  @PageRoute(':key', 'pages/learn/courses/course')
  async showCourse(@Req() request: PageRequest) {
    const course = await this.getCourse(request);
    const tries = await this.listTries(request, course);
    return { ...courseView(course, await this.day(), tries), form: formView(request, {}) };
  }

  @PageRoute(':key/quiz', 'pages/learn/courses/test')
  async showTest(@Req() request: PageRequest) {
    const course = await this.getCourse(request);
    if (course.quizDraw === null) throw new NotFound();
    const tries = await this.listTries(request, course);
    return { ...testView(course, tries, this.clock.now()), form: formView(request, {}) };
  }

  @CommandRoute(':key/drop', 'showCourse')
  async drop(@Req() request: PageRequest): Promise<CommandAnswer> {
    const course = { courseKey: param(request, 'key'), year: courseYear(request) };
    const { title } = await this.getCourse(request);
    await this.drops.drop(actorOf(request), course);
    return {
      location: '/courses',
      notice: `「${title}」をやめました。読んだところは残っていて、いつでも続きから始められます。`,
      undo: { action: courseAddress(course, '/enroll'), label: '続ける', fields: [] },
    };
  }

  @CommandRoute(':key/enroll', 'showCourse', { idempotent: true })
  async enroll(@Req() request: PageRequest): Promise<CommandAnswer> {
    const course = { courseKey: param(request, 'key'), year: courseYear(request) };
    const lesson = await this.enrollments.enroll(actorOf(request), course.courseKey, course.year);
    return { location: courseAddress(course, lesson === null ? '' : `/lessons/${lesson}`) };
  }

  @CommandRoute(':key/quiz', 'showTest', { idempotent: true })
  async startQuiz(@Req() request: PageRequest): Promise<CommandAnswer> {
    const [key, year] = [param(request, 'key'), courseYear(request)];
    const id = await this.enrollments.startQuiz(actorOf(request), key, year);
    return { location: `/quiz-attempts/${id}` };
  }

  private async getCourse(request: PageRequest): Promise<CoursePageRow> {
    const { personId } = actorOf(request);
    const year = courseYear(request);
    const course = await this.courses.findCourse(personId, param(request, 'key'), year);
    if (!course) throw new NotFound();
    return course;
  }

  private async listTries(request: PageRequest, { enrollmentId }: CoursePageRow) {
    if (enrollmentId === null) return [];
    return this.attempts.listFinished(actorOf(request).personId, quizKeyOf(enrollmentId));
  }

  private async day(): Promise<Day> {
    return { today: this.clock.today(), calendar: await this.calendars.current() };
  }
}
