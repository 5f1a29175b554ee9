import { Body, Controller, Req } from '@nestjs/common';
import { CertificationQueries, ExamAttemptQueries, ExamAttemptsService } from '@app/certifications';
import { Clock, type CommandAnswer, formatDate, type LocalDate, toLocalDate } from '@app/platform';
import { EstimateQueries, SyllabusQueries } from '@app/practice';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest, queryText } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { bookingForm } from './certifications.forms';
import { bookingView, MOST_BOOKED } from './exam-booking.views';

/** What comes next of a booking; on its own day nothing comes near any more. */
function bookedNotice(examOn: LocalDate, today: LocalDate): string {
  const next =
    examOn > today ? '近づいたら、お知らせします。' : '終わったら、結果を報告してください。';
  return `${formatDate(examOn)}の受験予定を登録しました。${next}`;
}

@Controller('certifications/exams')
@Allow('self')
export class ExamBookingController {
  constructor(
    private readonly service: ExamAttemptsService,
    private readonly exams: ExamAttemptQueries,
    private readonly certifications: CertificationQueries,
    private readonly estimates: EstimateQueries,
    private readonly syllabi: SyllabusQueries,
    private readonly clock: Clock,
  ) {}

  @PageRoute('new', 'pages/me/certifications/exam-new')
  async showBooking(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const certifications = await this.certifications.listOpen();
    const asked = queryText(request, 'certification');
    const isOpen = (wanted: string) => certifications.some(({ code }) => code === wanted);
    const known = [asked ?? '', MOST_BOOKED].find(isOpen) ?? '';
    const typed = { certificationCode: known, examOn: '', place: '', payment: '' };
    return bookingView({
      form: formView(request, typed),
      certifications,
      exams: await this.exams.listOwn(actor),
      month: await this.suggestedMonth(actor.personId),
      today: this.clock.today(),
    });
  }

  @CommandRoute('new', 'showBooking')
  async book(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const booking = parseForm(bookingForm, body);
    await this.service.book(actorOf(request), booking);
    return {
      location: '/certifications',
      notice: bookedNotice(toLocalDate(booking.examOn), this.clock.today()),
    };
  }

  /** When it would be a good time, as the person's own readiness says; only ITパスポート has one. */
  private async suggestedMonth(personId: string) {
    const syllabus = await this.syllabi.findOn(this.clock.today());
    if (syllabus === null) return null;
    return (await this.estimates.findShown(personId, syllabus.key)).bookingMonth;
  }
}
