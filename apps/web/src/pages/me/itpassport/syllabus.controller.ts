import { Controller, Req } from '@nestjs/common';
import { Clock } from '@app/platform';
import { SyllabusQueries } from '@app/practice';
import { actorOf, type PageRequest } from '../../../shell/http';
import { Allow, PageRoute } from '../../../shell/routes';
import { ExamDays } from './exam-days';
import { syllabusView } from './syllabus.views';

@Controller('itpassport/syllabus')
@Allow('self')
export class SyllabusController {
  constructor(
    private readonly syllabi: SyllabusQueries,
    private readonly examDays: ExamDays,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/me/itpassport/syllabus')
  async showSyllabus(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const today = this.clock.today();
    const [current, following, examOn] = await Promise.all([
      this.syllabi.findOn(today),
      this.syllabi.findAfter(today),
      this.examDays.find(actor),
    ]);
    const next = following && {
      syllabus: following,
      bank: await this.syllabi.countBank(following.key, actor.personId),
    };
    return syllabusView({ current, next, examOn });
  }
}
