import { Body, Controller, Req } from '@nestjs/common';
import { CertificationQueries, ExamAttemptsService } from '@app/certifications';
import type { CommandAnswer } from '@app/platform';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { breadcrumb } from '../../../shell/view-parts';
import { bookingForm } from './certifications.forms';
import { certificationOptions } from './certifications.views';

const MOST_BOOKED = 'ip';

@Controller('certifications/exams')
@Allow('self')
export class ExamBookingController {
  constructor(
    private readonly service: ExamAttemptsService,
    private readonly certifications: CertificationQueries,
  ) {}

  @PageRoute('new', 'pages/me/certifications/exam-new')
  async showBooking(@Req() request: PageRequest) {
    const form = formView(request, { certificationCode: MOST_BOOKED, examOn: '' });
    const certifications = await this.certifications.listAll();
    return {
      title: '受験予定の登録',
      crumbs: breadcrumb(['資格', '/certifications'], ['受験予定の登録']),
      form,
      options: certificationOptions(certifications, form.fields.certificationCode.value),
    };
  }

  @CommandRoute('new', 'showBooking')
  async book(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const booking = parseForm(bookingForm, body);
    const actor = actorOf(request);
    await this.service.book(actor, booking);
    return {
      location: '/certifications',
      notice: '受験予定を登録しました。受験が済んだら、結果を報告してください。',
    };
  }
}
